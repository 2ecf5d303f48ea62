"""Returns that were sent in: kept at once, checked in the background, the newest of a provider and year stands.

What ``keep`` has given back survives whatever happens next. Which file stands is decided by when files were sent, not
by the order in which their checks end.
"""

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from openlet.authority.arriving import Arriving
from openlet.authority.folder import authority_folder
from openlet.authority.models import CHECKED, CHECKING, REFUSED, WAITING, Submission
from openlet.ilr.identifiers import is_ukprn
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import Heading, heading
from openlet.ilr.writing import whole_file
from openlet.spec.years import years
from openlet.store.services.editing import now_utc, whole

RETURNS, REPORTS = "returns", "checked"
ONE_AT_A_TIME = 0x4F4C5355  # the lock in the database under which it is decided what is new and what stands
LEFT = Q(state__in=(WAITING, CHECKING)) | Q(again=True)  # what is to be checked
COUNTS = Q(state__in=(WAITING, CHECKING)) | Q(state=CHECKED, replaced_by=None)  # what the same bytes would repeat
_writing = threading.Lock()


def file_of(submission: Submission) -> Path:
    """Where the file of a submission lies, byte for byte as it was sent."""
    return authority_folder(RETURNS, submission.sha256[:2]) / f"{submission.sha256}.xml"


def reports_of(submission: Submission) -> Path:
    """The folder with what the check of a submission found; it may not be there."""
    return authority_folder(REPORTS) / str(submission.pk)


def that_stood(at: datetime) -> list[Submission]:
    """The submission of each provider and year that stood at a moment, in order of UKPRN and year.

    A file that was sent by then and found in order counts, also where the check ended later.
    """
    sent = Submission.objects.filter(state=CHECKED, sent_at__lte=at)
    newest = {(one.UKPRN, one.year): one for one in sent.order_by("sent_at", "id")}
    return [newest[place] for place in sorted(newest)]


def of_provider(UKPRN: int) -> "QuerySet[Submission]":
    """All that a provider may know of: its own returns, whoever sent them, and what was sent in its name."""
    return Submission.objects.filter(Q(sent_for=UKPRN) | Q(UKPRN=UKPRN, sent_for=None)).order_by("-sent_at", "-id")


# Taking in.


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a file: its submission, and whether it is new; the same bytes are taken once."""

    submission: Submission
    is_new: bool


def keep(files: Iterable[Arriving], by: str, sent_from: str, sent_for: int | None = None) -> list[Kept]:
    """Take files in: each is on disk before this comes back, and is checked in the background from then on.

    What cannot be taken at all is kept as a refusal. The files of one call are acknowledged together. Inside a
    transaction they take hold with it.
    """
    made = [_written(one, by, sent_from, sent_for) for one in files]
    return _noted(made) if made else []


def _written(file: Arriving, by: str, sent_from: str, sent_for: int | None) -> Submission:
    """A file on disk, with the row that it will have."""
    mark = hashlib.sha256(file.content).hexdigest()
    row = Submission(
        file_name=file.name, sha256=mark, size=len(file.content), sent_by=by, sent_from=sent_from, sent_for=sent_for,
        state=REFUSED if file.refusal else WAITING, refusal=file.refusal,
    )  # fmt: skip
    if file.refusal:
        return row
    path = file_of(row)
    with _writing:  # two threads would write one part
        if not path.exists():
            with whole_file(path) as part:
                part.write(file.content)
    try:
        note_heading(row, heading(source_of(row, file.content)))
    except Unreadable as why:
        row.state, row.refusal = REFUSED, str(why)
    return row


def source_of(submission: Submission, content: bytes) -> Source:
    """The file of a submission to be read, under the name that it was sent with: there are rules about that name."""
    name = submission.file_name
    return Source(name or "the file", Path(name) if name else None, content)


def note_heading(row: Submission, head: Heading) -> None:
    """Note what a file says of itself. Raises ``Unreadable`` where it cannot be this provider's return."""
    told = {head.provider.UKPRN if head.provider else None}
    told.add(head.header.Source.UKPRN if head.header and head.header.Source else None)
    UKPRN = next(iter(told - {None}), None)
    if len(told - {None}) != 1 or UKPRN is None or not is_ukprn(UKPRN):
        raise Unreadable(
            f"{row.file_name or 'The file'} does not say whose learners these are: the UKPRN in its header and in "
            "LearningProvider must be the same number of eight figures. Correct it in the system that made the file."
        )
    if row.sent_for not in (None, UKPRN):
        raise Unreadable(
            f"{row.file_name or 'The file'} is the return of UKPRN {UKPRN}, and it was sent for UKPRN {row.sent_for}. "
            "Send each provider's return in its own name."
        )
    details = head.header.CollectionDetails if head.header else None
    row.UKPRN, row.year = UKPRN, head.year.code
    row.prepared = details.FilePreparationDate if details else None


@whole
def _noted(rows: list[Submission]) -> list[Kept]:
    """Note the files as sent in; what the same bytes would repeat is given back instead."""
    _one_at_a_time()
    known = _known({row.sha256 for row in rows if row.state == WAITING})
    kept: list[Kept] = []
    at = now_utc()  # of one call the last file is the newest, by its key
    for row in rows:
        row.sent_at = at
        if row.state == WAITING and not file_of(row).exists():  # it was there, and a purge has removed it meanwhile
            row.state, row.refusal = REFUSED, f"{row.file_name or 'The file'} could not be kept. Send it again."
        before = known.get((row.sha256, row.sent_for)) if row.state == WAITING else None
        if before is None and row.state == WAITING:
            known[row.sha256, row.sent_for] = row
        kept.append(Kept(before or row, before is None))
    Submission.objects.bulk_create([one.submission for one in kept if one.is_new], batch_size=500)
    if any(one.is_new and one.submission.state == WAITING for one in kept):
        _have_checked()
    return kept


def _known(marks: set[str]) -> dict[tuple[str, int | None], Submission]:
    """What the same bytes would repeat: under the provider that sent it or whose return it is, and for officers."""
    found: dict[tuple[str, int | None], Submission] = {}
    for one in Submission.objects.filter(COUNTS, sha256__in=marks).order_by("sent_at", "id"):
        for place in (None, one.UKPRN, one.sent_for):
            found[one.sha256, place] = one
    return found


def _one_at_a_time() -> None:
    """Wait until nobody else decides; until the end of the transaction nobody else will."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _have_checked() -> None:
    from openlet.authority.work import check_returns  # it needs this module

    check_returns.enqueue()


# What the check decides.


@whole
def stand(submission: int, learners: int, outcome: dict[str, Any]) -> None:
    """Note that a file was checked: it stands now, in place of an earlier one, or has been replaced by a later one.

    Where the same bytes stand already it is refused instead.
    """
    _one_at_a_time()
    row = Submission.objects.select_for_update().get(pk=submission)
    checked = Submission.objects.filter(state=CHECKED, UKPRN=row.UKPRN, year=row.year).exclude(pk=row.pk)
    standing = checked.filter(replaced_by=None).first()
    if row.state != CHECKED and standing is not None and standing.sha256 == row.sha256:
        _refuse(row, f"The very same file was sent in before, on {_moment(standing.sent_at)}, and stands.")
        return
    found = {"learners": learners, "outcome": outcome, "checked_at": now_utc(), "again": False, "refusal": ""}
    if row.state != CHECKED:
        found |= {"state": CHECKED} | _replacing(row, standing)
    Submission.objects.filter(pk=row.pk).update(**found)


def _replacing(row: Submission, standing: Submission | None) -> dict[str, Any]:
    """Put a file that was found in order into its place; what to note of the file itself."""
    if standing is None:
        return {}
    if (standing.sent_at, standing.pk) > (row.sent_at, row.pk):
        return {"replaced_by": standing, "replaced_at": standing.checked_at}
    Submission.objects.filter(pk=standing.pk).update(replaced_by=row, replaced_at=now_utc())
    return {}


@whole
def refuse(submission: int, why: str) -> None:
    """Note that a file was refused, in a sentence; one that was checked before stays as it was."""
    row = Submission.objects.select_for_update().get(pk=submission)
    if row.state == CHECKED:
        Submission.objects.filter(pk=row.pk).update(again=False)
    else:
        _refuse(row, why)


def _refuse(row: Submission, why: str) -> None:
    Submission.objects.filter(pk=row.pk).update(state=REFUSED, refusal=why, checked_at=now_utc(), again=False)


@whole
def check_again(submission: Submission) -> None:
    """Have a file checked once more, such as after its contract was added; one that stands goes on standing."""
    if submission.removed_at is not None:
        return
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.state == CHECKED:
        Submission.objects.filter(pk=row.pk).update(again=True, tries=0)
    elif row.state == REFUSED and file_of(row).exists():
        Submission.objects.filter(pk=row.pk).update(state=WAITING, refusal="", tries=0)
    _have_checked()


@whole
def check_those_without_a_contract_again() -> int:
    """Have all checked once more that stand and could not be judged for money; how many they are."""
    stands = Submission.objects.filter(state=CHECKED, replaced_by=None, removed_at=None)
    found: int = stands.exclude(outcome__has_key="withheld").update(again=True, tries=0)
    if found:
        _have_checked()
    return found


def left() -> "QuerySet[Submission]":
    """What waits to be checked, or is being checked, in the order in which it was sent."""
    return Submission.objects.filter(LEFT).order_by("sent_at", "id")


def take_up_again() -> None:
    """At the start of the background work: what was being checked when it stopped is checked from its beginning."""
    Submission.objects.filter(state=CHECKING).update(state=WAITING)
    if left().exists():
        _have_checked()


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"


# The end of what is kept.


@whole
def purge(before: date, do: bool = False) -> dict[str, int]:
    """Remove the files of what was sent in before a day, with all that was found on learners; rows stay.

    Only of years that had ended by then; what could not be read goes by the day on which it was sent, and what waits to
    be checked stays. What the counts are: ``submissions`` whose files go, ``files`` and their ``bytes``. Without ``do``
    nothing is removed. A file whose bytes were sent again since stays; one that was never acknowledged, because the
    program was stopped, goes.
    """
    _one_at_a_time()
    morning = datetime.combine(before, time(), UTC)
    sent_before = Submission.objects.filter(sent_at__lt=morning, removed_at=None).exclude(LEFT)
    ends = {year.code: year.last_day for year in years()}
    old = [one for one in sent_before if one.year is None or ends.get(one.year, before) < before]
    others = Submission.objects.filter(removed_at=None).exclude(pk__in=[one.pk for one in old])
    stay = set(others.values_list("sha256", flat=True))
    paths = {path for one in old for path in _files_of(one, one.sha256 not in stay) if path.is_file()}
    paths |= _never_acknowledged(morning)
    counts = {"submissions": len(old), "files": len(paths), "bytes": sum(path.stat().st_size for path in paths)}
    if do:
        for path in paths:
            path.unlink(missing_ok=True)
        Submission.objects.filter(pk__in=[one.pk for one in old]).update(removed_at=now_utc())
    return counts


def _files_of(submission: Submission, with_return: bool) -> list[Path]:
    folder = reports_of(submission)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [*found, file_of(submission)] if with_return else found


def _never_acknowledged(morning: datetime) -> set[Path]:
    """Files that lie here since before a day, and of which no submission knows."""
    known = set(Submission.objects.values_list("sha256", flat=True))
    lying = (path for path in authority_folder(RETURNS).glob("*/*") if path.name.partition(".")[0] not in known)
    return {path for path in lying if path.stat().st_mtime < morning.timestamp()}
