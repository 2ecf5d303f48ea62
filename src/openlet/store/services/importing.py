"""Import: a file is read to its end, then merged into the return of its year, or nothing is touched."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from openlet.ilr.opening import Source
from openlet.spec.years import Year, years
from openlet.store.arriving import Arrived, read_arrived
from openlet.store.documents import Document, Operation, without_ids
from openlet.store.models import ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.editing import Edit, add_documents, keep, now_utc
from openlet.store.services.returns import begin_year
from openlet.store.services.snapshots import learners_of, take_snapshot


@dataclass(slots=True)
class Imported:
    """What an import did, learner by learner. ``snapshot`` is the return as it was before, None if nothing changed."""

    year: Year
    UKPRN: int
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    brought_back: int = 0
    snapshot: int | None = None
    refused: list[str] = field(default_factory=list)
    not_carried: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_file(
    source: Source, who: str, wanted: Year | None = None, tick: Callable[[int], object] = lambda records: None
) -> Imported:
    """Merge a file into the return of its year: new learners are added, known ones replaced by what the file says.

    The file is read to its end before anything is touched. Parts of a learner that the file does not speak of
    (destinations) stay. Raises ``Unreadable`` or ``NotDone``, and then nothing has changed.
    """
    arrived = read_arrived(source, tick)
    with transaction.atomic():
        _refuse_wrong_year(arrived, wanted)
        of = begin_year(arrived.UKPRN, arrived.year)
        return _merge(arrived, of, who)


def _refuse_wrong_year(arrived: Arrived, wanted: Year | None) -> None:
    if wanted is not None and wanted is not arrived.year:
        raise NotDone(
            f"{arrived.name} is of {arrived.year}, not of {wanted}. Nothing was changed: give the right file."
        )
    kept = ReturnYear.objects.filter(provider__UKPRN=arrived.UKPRN).values_list("year", flat=True)
    if wanted is None and kept and arrived.year.code not in kept:
        held = ", ".join(str(year) for year in years() if year.code in kept)
        raise NotDone(
            f"{arrived.name} is of {arrived.year}; the store holds {held}. Nothing was changed. To begin "
            f"{arrived.year} in this store, say --year {arrived.year}; to carry it into a later year, convert it first."
        )


def _merge(arrived: Arrived, of: ReturnYear, who: str) -> Imported:
    done = Imported(arrived.year, arrived.UKPRN)
    done.refused, done.not_carried, done.notes = arrived.refused, arrived.not_carried, arrived.notes
    present = {row.LearnRefNumber: (row, document) for row, document in learners_of(of)}
    new: list[tuple[Document, str]] = []
    edits: list[Edit] = []
    for reference, part in arrived.parts.items():
        if reference not in present:
            new.append((part, reference))
            continue
        row, document = present[reference]
        edit = Edit(row, document, arrived.year)
        merged = document | part
        if without_ids(merged) != without_ids(document):
            edit.operations.append(Operation("replace", new=merged))
            edit.document = merged
        if row.deleted is not None:
            edit.operations.append(Operation("undelete"))
            done.brought_back += 1
        done.unchanged += not edit.operations
        edits += [edit] if edit.operations else []
    files = _merged_files(of.SourceFiles, arrived.source_files)
    if new or edits or files != of.SourceFiles:
        before = take_snapshot(of, "import", who, present.values(), arrived.name, arrived.sha256)
        done.snapshot = before.pk
        ReturnYear.objects.filter(pk=of.pk).update(SourceFiles=files)
        add_documents(new, of, arrived.year, who, now_utc())
        for edit in edits:
            edit.row.deleted = None
            keep(edit, who, snapshot=before, judge_now=False)
    done.added, done.replaced = len(new), len(edits)
    return done


def _merged_files(kept: list[Document], arrived: list[Document]) -> list[Document]:
    """The source files named so far and those of the new file; one of the same name takes the place of the old."""
    names = {one.get("SourceFileName") for one in arrived}
    merged = [one for one in kept if one.get("SourceFileName") not in names] + arrived
    return kept if without_ids(merged) == without_ids(kept) else merged
