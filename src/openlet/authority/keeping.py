"""Retention at the authority: the files of returns that were received, and what they say of one person.

What was decided and paid stays (hashes, counts, ledger); the files, which hold everything about people, do not.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

from openlet.authority.folder import authority_folder
from openlet.authority.models import Submission
from openlet.authority.submissions import file_of
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import IlrFile
from openlet.spec.years import years
from openlet.store.documents import tree_of
from openlet.team.retention import Counts, Mentions, Place

FOUND = "checked"  # the folder with what checks found, one folder for each submission


def old_files(before: date, do: bool) -> Counts:
    """Files of returns whose ILR year ended and which were last sent before a day; ``do`` removes them.

    A file that could not be read, so that its year is not known, goes by the day on which it was sent.
    """
    later = set(Submission.objects.filter(sent_at__date__gte=before).values_list("sha256", flat=True))
    ends = {year.code: year.last_day for year in years()}
    files: set[str] = set()
    folders = 0
    for one in Submission.objects.filter(sent_at__date__lt=before).exclude(sha256__in=later):
        if one.year is not None and ends.get(one.year, before) >= before:
            continue
        place, found = file_of(one), authority_folder(FOUND) / str(one.pk)
        files |= {one.sha256} if place.exists() else set()
        folders += found.exists()
        if do:
            place.unlink(missing_ok=True)
            shutil.rmtree(found, ignore_errors=True)
    return {"files of returns": len(files), "folders with what was found in them": folders}


def sent_of_person(UKPRN: int, ULNs: set[str], references: set[str]) -> Mentions:
    """The records of one person in every file of a provider that is still kept, with when it was received."""
    found: Mentions = []
    for one in Submission.objects.filter(UKPRN=UKPRN).order_by("sent_at", "pk"):
        records = list(_records(one, ULNs, references)) if file_of(one).exists() else []
        if records:
            about = {"submission": one.pk, "sent_at": one.sent_at, "file": one.file_name, "sha256": one.sha256}
            found.append(about | {"state": one.state, "records": records})
    return found


def _records(one: Submission, ULNs: set[str], references: set[str]) -> Iterator[dict[str, Any]]:
    try:
        ilr = IlrFile(Source(one.file_name, file_of(one), None))
        for item in ilr:
            if _is_of(item.record, ULNs, references):
                yield {type(item.record).__name__: tree_of(item.record, ilr.year)}
    except Unreadable:
        return


def _is_of(record: Any, ULNs: set[str], references: set[str]) -> bool:
    """By the ULN where it is a real one of the person; by the reference where the record has no other ULN."""
    uln = str(getattr(record, "ULN", None) or "")
    if uln in ULNs:
        return True
    return getattr(record, "LearnRefNumber", None) in references and not (ULNs and uln.isdigit() and uln not in ULNs)


PLACE = Place("Returns received by the authority", old_files, sent_of_person)
