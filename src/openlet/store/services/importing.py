"""Import: a file is read to its end, then put into the return of its year, or nothing is touched."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from openlet.exchange.found import CellFault
from openlet.exchange.opening import is_spreadsheet
from openlet.ilr.migrating import Choices
from openlet.ilr.opening import Source
from openlet.spec.years import Year, years
from openlet.store.arriving import Arrived, Carried, Tick, read_arrived
from openlet.store.documents import Document, Operation, without_ids
from openlet.store.models import LearnerRow, ReturnYear, Snapshot
from openlet.store.refusals import NotDone, Outdated
from openlet.store.services.editing import Edit, add_documents, now_utc
from openlet.store.services.examining import MERGE, Plan, Present, Proposed, planned, present_in, read_into
from openlet.store.services.many import keep_many
from openlet.store.services.returns import begin_year
from openlet.store.services.sheets import SheetSaid, keep_columns, read_sheet
from openlet.store.services.snapshots import take_snapshot

IMPORT = "import"  # why a snapshot was taken


@dataclass(slots=True)
class Imported:
    """What an import did, learner by learner. ``snapshot`` is the return as it was before, None if nothing changed."""

    year: Year
    UKPRN: int
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    brought_back: int = 0
    deleted: int = 0
    snapshot: int | None = None
    refused: list[str] = field(default_factory=list)
    not_carried: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


def import_file(
    source: Source,
    who: str,
    wanted: Year | None = None,
    tick: Tick = lambda records: None,
    sheet: SheetSaid | None = None,
) -> Imported:
    """Merge a file into the return of its year: new learners are added, known ones replaced by what the file says.

    The file is read to its end before anything is touched. Parts of a learner that the file does not speak of
    (destinations, and what a spreadsheet has no column for) stay. What ``sheet`` says of the columns
    of a spreadsheet is kept. Raises ``Unreadable`` or ``NotDone``, and then nothing has changed.
    """
    is_sheet = is_spreadsheet(source.name)
    arrived = read_sheet(source, wanted, sheet, tick) if is_sheet else read_arrived(source, tick)
    with transaction.atomic():
        _refuse_wrong_year(arrived, wanted)
        of = begin_year(arrived.UKPRN, arrived.year)
        if sheet is not None:
            keep_columns(of.provider, sheet.columns, arrived.year)
        present = present_in(of)
        plan = planned(arrived, present, arrived.year, of.SourceFiles, MERGE)
        return _done(plan, arrived, arrived.year, of, present, who)


def import_examined(
    source: Source,
    who: str,
    wanted: Year,
    mode: str,
    mark: str,
    choices: Choices | None = None,
    tick: Tick = lambda records: None,
    finish: Callable[[Imported], object] = lambda done: None,
) -> Imported:
    """Do what a preview showed (see ``examining.examine``): ``mark`` is that of its plan for this ``mode``.

    ``finish`` is called with the result before all of it takes hold, so that both do or neither does. Raises
    ``Outdated`` where the file or a learner concerned is not as it was then, ``Unreadable`` and ``NotDone``; then
    nothing has changed.
    """
    arrived, carried = read_into(source, wanted, choices, tick)
    _refuse_open_questions(carried)
    with transaction.atomic():
        of = begin_year(arrived.UKPRN, wanted)
        present = present_in(of)
        plan = planned(arrived, present, wanted, of.SourceFiles, mode, choices)
        if plan.mark != mark:
            raise Outdated(
                "The return was changed after this preview was made, so nothing was imported. Look at the preview "
                "again, then confirm it."
            )
        done = _done(plan, arrived, wanted, of, present, who)
        finish(done)
    return done


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


def _refuse_open_questions(carried: Carried | None) -> None:
    undecided = [one for one in carried.questions if not one.decided] if carried else []
    if undecided:
        kinds = " and ".join(dict.fromkeys(f"aims with {one.kind}" for one in undecided))
        raise NotDone(
            f"Say first what is to become of the {kinds}: carry them into the new year, or leave them behind."
        )


def _done(plan: Plan, arrived: Arrived, into: Year, of: ReturnYear, present: Present, who: str) -> Imported:
    """Do what a plan says, all of it in one transaction of the caller; what was there goes into a snapshot first."""
    done = Imported(into, arrived.UKPRN)
    done.refused, done.not_carried, done.notes = arrived.refused, arrived.not_carried, arrived.notes
    done.faults = arrived.faults
    done.added, done.replaced, done.deleted = len(plan.new), len(plan.changed), len(plan.gone)
    done.unchanged = len(plan.unchanged) + len(plan.kept)
    done.brought_back = sum(one.comes_back for one in plan.changed)
    has_new_files = without_ids(plan.source_files) != without_ids(of.SourceFiles)
    if plan.new or plan.changed or plan.gone or has_new_files:
        before = take_snapshot(of, IMPORT, who, present.values(), arrived.name, arrived.sha256)
        done.snapshot = before.pk
        ReturnYear.objects.filter(pk=of.pk).update(SourceFiles=plan.source_files)
        _write(plan, into, of, present, who, before)
    return done


def _write(plan: Plan, into: Year, of: ReturnYear, present: Present, who: str, before: Snapshot) -> None:
    new = [(one.document, one.LearnRefNumber) for one in plan.new]
    add_documents(new, of, into, who, now_utc(), before)
    keep_many([_edit_of(one, into) for one in plan.changed], who, before)
    keep_many([_deletion_of(row, present[row.LearnRefNumber][1], into) for row in plan.gone], who, before)


def _edit_of(one: Proposed, into: Year) -> Edit:
    assert one.row is not None and one.before is not None
    edit = Edit(one.row, one.document, into)
    if one.document is not one.before:
        edit.operations.append(Operation("replace", new=one.document))
    if one.comes_back:
        edit.operations.append(Operation("undelete"))
        edit.row.deleted = None
    return edit


def _deletion_of(row: LearnerRow, document: Document, into: Year) -> Edit:
    row.deleted = now_utc()
    return Edit(row, document, into, [Operation("delete")])
