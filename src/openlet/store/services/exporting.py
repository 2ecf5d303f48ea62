"""Export: the official file of a return, with a snapshot of what it was made from."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openlet.ilr.records import LearnerDestinationandProgression, SourceFiles
from openlet.spec.layout import entity
from openlet.spec.years import Year, year_of
from openlet.store.documents import Top, record_of, records_of
from openlet.store.faults import faults, source_file_has_faults
from openlet.store.leaving import Leaving, on_disk, rendered
from openlet.store.models import ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.returns import kept_year
from openlet.store.services.snapshots import learners_of, take_snapshot

DONT_EXPORT = "excluded by the user (Don't export)"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and who was left out: (LearnRefNumber, reasons)."""

    path: Path
    sha256: str
    learners: int
    destinations: int
    left_out: list[tuple[str, list[str]]]
    snapshot: int


def export_file(
    folder: Path, who: str, wanted: Year | None = None, prepared: date | None = None, made: datetime | None = None
) -> Exported:
    """Write the return into a folder under its official name, and keep a snapshot of the whole return with it.

    Learners with the user's tick or with a fault that would make the file invalid are left out and named. ``prepared``
    is the day in the header (else today); with it the file does not depend on the clock.
    """
    of = kept_year(wanted)
    year = year_of(str(of.year))
    if made is None:
        made = datetime(prepared.year, prepared.month, prepared.day) if prepared else datetime.now()
    everybody = learners_of(of)
    records: list[Top] = []
    left_out: list[tuple[str, list[str]]] = []
    for row, document in everybody:
        if row.deleted is not None:
            continue
        reasons = [DONT_EXPORT] if row.dont_export else faults(document, year)
        if reasons:
            left_out.append((row.LearnRefNumber, reasons))
        else:
            records += records_of(document, year)
    records.sort(key=lambda record: isinstance(record, LearnerDestinationandProgression))
    destinations = sum(isinstance(record, LearnerDestinationandProgression) for record in records)
    if destinations == len(records):
        raise NotDone(
            f"No learner of {year} can be exported ({len(left_out)} left out), and a file without learners is not "
            "valid. Nothing was written: correct at least one learner."
        )
    file = rendered(folder, Leaving(of.provider.UKPRN, year, prepared or made.date(), made, records, _files(of, year)))
    with on_disk(file):
        kept = take_snapshot(of, "export", who, everybody, file.path.name, file.sha256, left_out)
    return Exported(file.path, file.sha256, len(records) - destinations, destinations, left_out, kept.pk)


def _files(of: ReturnYear, year: Year) -> SourceFiles | None:
    """The source files to name; one that the year's schema would refuse is left away."""
    found = entity(year, "SourceFiles")
    kept = [one for one in of.SourceFiles if not source_file_has_faults(one, year)]
    made = record_of(found, {"SourceFile": kept}) if found and kept else None
    return made if isinstance(made, SourceFiles) else None
