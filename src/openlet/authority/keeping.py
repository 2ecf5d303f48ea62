"""Retention at the authority: the files of returns that were received, and what they say of one person.

What was decided and paid stays (hashes, counts, ledger); the files, which hold everything about people, do not.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from openlet.authority.models import Submission
from openlet.authority.submissions import file_of, purge
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import IlrFile
from openlet.store.documents import tree_of
from openlet.team.retention import Counts, Mentions, Place


def old_files(before: date, do: bool) -> Counts:
    """Files of returns, and what was found on them, as ``submissions.purge`` says; ``do`` removes them."""
    counts = purge(before, do)
    return {"returns that were sent in": counts["submissions"], "files of them": counts["files"]}


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
