"""Export: the official file of a return, with a snapshot of what it was made from."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction
from django.db.models import Count

from openlet.ilr.records import LearnerDestinationandProgression, SourceFiles
from openlet.spec.layout import entity
from openlet.spec.years import Year, year_of
from openlet.store.arriving import Tick
from openlet.store.documents import Document, Top, record_of, records_of
from openlet.store.faults import source_file_has_faults
from openlet.store.leaving import Leaving, Rendered, on_disk, rendered, rendered_again, take_back
from openlet.store.models import BootcampState, ReturnYear, Snapshot
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.store.services.first_returns import note_first_returns, recount_first_returns
from openlet.store.services.judged_rows import forget
from openlet.store.services.leaving_out import DONT_EXPORT, Choosing, choose
from openlet.store.services.returns import kept_year
from openlet.store.services.snapshots import PURGED, content_of, take_snapshot

__all__ = ["DONT_EXPORT", "EXPORT", "UNSENT", "Exported", "export_file", "exported_again", "say_whether_sent"]

EXPORT, UNSENT = "export", "unsent"  # why a snapshot was taken; of an export whose file was never sent


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and who was left out: (LearnRefNumber, reasons).

    ``path`` is only the name where the file is to be downloaded.
    """

    path: Path
    sha256: str
    learners: int
    destinations: int
    left_out: list[tuple[str, list[str]]]
    snapshot: int


def export_file(
    folder: Path | None,
    who: str,
    wanted: Year | None = None,
    prepared: date | None = None,
    made: datetime | None = None,
    tick: Tick = lambda learners: None,
    begin: Callable[[Rendered], object] = lambda file: None,
    finish: Callable[[Exported], object] = lambda done: None,
) -> Exported:
    """Write the return into a folder under its official name, and keep a snapshot of the whole return with it.

    Learners with the user's tick, with a fault that would make the file invalid, or (where a contract is kept) with a
    mandatory field of the guide empty are left out and named. ``prepared`` is the day in the header (else today); with
    it the file does not depend on the clock. Without a folder nothing is written: ``exported_again`` gives the file.

    ``begin`` is called when the file is ready to be written, ``finish`` with the result: what that keeps takes hold
    with the file and the snapshot, or none of it does. Raises ``NotDone``, ``WrongContract``.
    """
    of = kept_year(wanted)
    year = year_of(str(of.year))
    if made is None:
        made = datetime.combine(prepared, time()) if prepared else datetime.now()
    prepared = prepared or made.date()
    choosing = choose(of, tick)
    left_out = [(one.LearnRefNumber, one.reasons) for one in choosing.left_out]
    leaving = _leaving(of.provider.UKPRN, year, prepared, made, [one for _, one in choosing.in_file], of.SourceFiles)
    file = rendered(folder, leaving, _names_given(of))
    begin(file)
    was_there = folder is not None and file.path.exists()
    try:
        with transaction.atomic(), on_disk(file, folder is not None and not was_there):
            kept = _keep(of, who, choosing, file, left_out, (prepared, made))
            done = Exported(file.path, file.sha256, *_counts(leaving.records), left_out, kept.pk)
            finish(done)
    except BaseException:
        if folder is not None and not was_there:
            take_back(file)
        raise
    return done


@dataclass(frozen=True, slots=True)
class FileNow:
    """The file that an export would write: its learners by key, its name, its content, and how many are left out."""

    learners: tuple[int, ...]
    name: str
    content: bytes
    left_out: int

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content, in hexadecimal; "" without learners."""
        return hashlib.sha256(self.content).hexdigest() if self.learners else ""


def file_now(of: ReturnYear, made: datetime, tick: Tick = lambda learners: None) -> FileNow:
    """The file of a return as of a moment; nothing is written. Without learners it has no name and no content.

    Raises ``WrongContract``.
    """
    choosing = choose(of, tick)
    learners, left_out = tuple(row.pk for row, _ in choosing.in_file), len(choosing.left_out)
    if not learners:
        return FileNow((), "", b"", left_out)
    documents = [document for _, document in choosing.in_file]
    leaving = _leaving(of.provider.UKPRN, year_of(str(of.year)), made.date(), made, documents, of.SourceFiles)
    return FileNow(learners, leaving.name(1), leaving.content(1), left_out)


def exported_again(snapshot: int) -> Rendered:
    """The file of an earlier export, byte for byte, made anew from its snapshot. Raises ``NotDone``."""
    kept = Snapshot.objects.select_related("of__provider").filter(pk=snapshot, why__in=(EXPORT, UNSENT)).first()
    if kept is None:
        raise NotDone("There is no such export. Choose one of the list.")
    content = content_of(kept)
    if content.get(PURGED):
        raise NotDone(
            f"{kept.file_name} cannot be made again: records of {content[PURGED]:,} of its learners were removed when "
            "the time that they may be kept was over. Its name and SHA-256 stay."
        )
    left_out = {reference for reference, _ in content["left_out"]}
    entries = [one for one in content["learners"] if not one["deleted"] and one["LearnRefNumber"] not in left_out]
    made, year = datetime.fromisoformat(content["made"]), year_of(str(content["year"]))
    prepared, documents = date.fromisoformat(content["prepared"]), [one["document"] for one in entries]
    leaving = _leaving(content["UKPRN"], year, prepared, made, documents, content["SourceFiles"])
    return rendered_again(kept.file_name, kept.sha256, leaving)


@whole
def say_whether_sent(snapshot: int, sent: bool) -> None:
    """Say whether the file of an export was sent in: only then its planned ends were returned. Raises ``NotDone``."""
    kept = Snapshot.objects.select_related("of").filter(pk=snapshot, why__in=(EXPORT, UNSENT)).first()
    if kept is None:
        raise NotDone("There is no such export. Choose one of the list.")
    Snapshot.objects.filter(pk=snapshot).update(why=EXPORT if sent else UNSENT)
    recount_first_returns(kept.of, _sent(kept.of))
    forget(kept.of.learners.values_list("pk", flat=True))


def _sent(of: ReturnYear) -> "Sequence[tuple[date, list[tuple[str, Document]]]]":
    """The exports of a return that were sent, oldest first: when each was prepared, and who was in it."""
    found = []
    for export in Snapshot.objects.filter(of=of, why=EXPORT).order_by("pk"):
        content = content_of(export)
        left_out = {reference for reference, _ in content["left_out"]}
        entries = [one for one in content["learners"] if not one["deleted"] and one["LearnRefNumber"] not in left_out]
        prepared = date.fromisoformat(content["prepared"])
        found.append((prepared, [(one["LearnRefNumber"], one["document"]) for one in entries]))
    return found


def _leaving(
    UKPRN: int, year: Year, prepared: date, made: datetime, documents: Sequence[Document], files: list[Document]
) -> Leaving:
    """What is to be written; learners stand before destinations. Raises ``NotDone`` where nobody is left."""
    records: list[Top] = [record for document in documents for record in records_of(document, year)]
    records.sort(key=lambda record: isinstance(record, LearnerDestinationandProgression))
    if not _counts(records)[0]:
        raise NotDone(
            f"No learner of {year} can be exported, and a file without learners is not valid. Nothing was written: "
            "correct at least one learner."
        )
    return Leaving(UKPRN, year, prepared, made, records, _files(files, year))


def _keep(
    of: ReturnYear,
    who: str,
    choosing: Choosing,
    file: Rendered,
    left_out: list[tuple[str, list[str]]],
    days: tuple[date, datetime],
) -> Snapshot:
    prepared, made = days
    more = {"prepared": prepared.isoformat(), "made": made.isoformat()}
    kept = take_snapshot(of, EXPORT, who, choosing.everybody, file.path.name, file.sha256, left_out, more)
    learners = [(row.pk, document) for row, document in choosing.in_file]
    noted = note_first_returns(learners, year_of(str(of.year)), prepared)
    several = BootcampState.objects.values("learner").annotate(found=Count("pk")).filter(found__gt=1)
    forget(noted & set(several.values_list("learner", flat=True)))  # which of them counts may turn on the first return
    return kept


def _names_given(of: ReturnYear) -> Mapping[str, str]:
    """The names of earlier exports with the SHA-256 of what was in them: one name is never given to two files."""
    exports = Snapshot.objects.filter(of=of, why__in=(EXPORT, UNSENT)).order_by("pk")
    return dict(exports.values_list("file_name", "sha256"))


def _counts(records: Sequence[Top]) -> tuple[int, int]:
    """How many learners and destination records."""
    destinations = sum(isinstance(record, LearnerDestinationandProgression) for record in records)
    return len(records) - destinations, destinations


def _files(kept: list[Document], year: Year) -> SourceFiles | None:
    """The source files to name; one that the year's schema would refuse is left away."""
    found = entity(year, "SourceFiles")
    valid = [one for one in kept if not source_file_has_faults(one, year)]
    made = record_of(found, {"SourceFile": valid}) if found and valid else None
    return made if isinstance(made, SourceFiles) else None
