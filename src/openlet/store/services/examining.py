"""What an import would do, worked out completely before anything is touched."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from openlet.exchange.opening import is_spreadsheet
from openlet.ilr.migrating import Choices, NoWay
from openlet.ilr.opening import Source
from openlet.spec.years import Year
from openlet.store.arriving import Arrived, Carried, Tick, read_arrived, read_carried, refuse_too_large, year_of_file
from openlet.store.comparing import Difference, differences, with_ids_of
from openlet.store.documents import Document, without_ids
from openlet.store.models import LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.returns import refuse_other_provider
from openlet.store.services.sheets import read_sheet
from openlet.store.services.snapshots import learners_of

MERGE, REPLACE, ADD = "merge", "replace", "add"
MODES = (MERGE, REPLACE, ADD)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A learner as an import would leave it; ``row`` and ``before`` are None for one who is new.

    ``comes_back``: the learner was deleted, and would be there again.
    """

    LearnRefNumber: str
    document: Document
    row: LearnerRow | None = None
    before: Document | None = None

    @property
    def comes_back(self) -> bool:
        """Whether a deleted learner would be there again."""
        return self.row is not None and self.row.deleted is not None

    def differences(self, year: Year) -> list[Difference]:
        """What would be different; nothing is said of one who is new."""
        return differences(self.before, self.document, year) if self.before is not None else []


@dataclass(slots=True)
class Plan:
    """What an import would do to each learner of a return, in one of the ``MODES``.

    ``merge``: new learners are added, known ones take what the file says. ``replace``: the return becomes what the
    file says; ``gone`` are the learners who would be deleted. ``add``: only new learners are added; ``kept`` are those
    of the file who are there already. ``mark`` stands for the file, the answers and the learners concerned as they are.
    """

    mode: str
    new: list[Proposed] = field(default_factory=list)
    changed: list[Proposed] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[LearnerRow] = field(default_factory=list)
    source_files: list[Document] = field(default_factory=list)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was read to its end. ``into`` is the year that it would go into; ``carried`` is what became of it on
    the way, where it is of an earlier one."""

    arrived: Arrived
    into: Year
    plans: dict[str, Plan]
    carried: Carried | None


def examine(
    source: Source, wanted: Year | None = None, choices: Choices | None = None, tick: Tick = lambda records: None
) -> Examined:
    """Read a file completely and say what each way of importing it would do; nothing is changed.

    ``wanted`` is the year to import into (else the file's own); a file of an earlier year is carried into it with the
    answers given. Raises ``Unreadable`` or ``NotDone``.
    """
    if not is_spreadsheet(source.name):
        refuse_too_large(source)
    arrived, carried = read_into(source, wanted, choices, tick)
    refuse_other_provider(arrived.UKPRN)
    into = carried.into if carried else arrived.year
    of = ReturnYear.objects.select_related("provider").filter(provider__UKPRN=arrived.UKPRN, year=into.code).first()
    present = present_in(of)
    kept = of.SourceFiles if of else []
    plans = {mode: planned(arrived, present, into, kept, mode, choices) for mode in MODES}
    return Examined(arrived, into, plans, carried)


def read_into(
    source: Source, wanted: Year | None, choices: Choices | None, tick: Tick
) -> tuple[Arrived, Carried | None]:
    """Read a file of the year wanted, or carry one of an earlier year into it. Raises ``Unreadable``, ``NotDone``."""
    if is_spreadsheet(source.name):
        return read_sheet(source, wanted, tick=tick), None
    year = year_of_file(source)
    if wanted is None or year is wanted:
        return read_arrived(source, tick), None
    try:
        return read_carried(source, wanted, choices or Choices(), tick)
    except NoWay:
        raise NotDone(
            f"{source.name} is of {year}, which is later than {wanted}. Nothing was changed: choose the return of "
            f"{year} first, or give a file of {wanted} or of an earlier year."
        ) from None


Present = dict[str, tuple[LearnerRow, Document]]
State = tuple[str, int, bool]  # LearnRefNumber, version, whether deleted


def present_in(of: ReturnYear | None) -> Present:
    """The learners of a return by reference, deleted ones too, as they stand."""
    return {row.LearnRefNumber: (row, document) for row, document in learners_of(of)} if of is not None else {}


def planned(
    arrived: Arrived,
    present: Present,
    into: Year,
    kept_files: list[Document],
    mode: str,
    choices: Choices | None = None,
) -> Plan:
    """What an import would do to the learners present."""
    plan = Plan(mode)
    for reference, part in arrived.parts.items():
        if reference not in present:
            plan.new.append(Proposed(reference, part))
            continue
        row, document = present[reference]
        if mode == ADD:
            plan.kept.append(reference)
            continue
        said = part if mode == REPLACE else arrived.onto(reference, document)
        is_same = without_ids(said) == without_ids(document)
        if is_same and row.deleted is None:
            plan.unchanged.append(reference)
            continue
        made = document if is_same else with_ids_of(document, said, into)
        plan.changed.append(Proposed(reference, made, row, document))
    if mode == REPLACE:
        named = arrived.parts.keys()
        plan.gone = [row for name, (row, _) in present.items() if name not in named and row.deleted is None]
    is_whole = mode == REPLACE and arrived.said is None
    plan.source_files = arrived.source_files if is_whole else merged_files(kept_files, arrived.source_files)
    rows = [present[name][0] for name in (present if mode == REPLACE else arrived.parts) if name in present]
    states = [(row.LearnRefNumber, row.version, row.deleted is not None) for row in rows]
    plan.mark = _mark(arrived.mark, into, mode, choices, states, kept_files)
    return plan


def mark_now(
    of: ReturnYear | None, references: Iterable[str], file: str, into: Year, mode: str, choices: Choices | None = None
) -> str:
    """The ``Plan.mark`` that an import of the file would have now, known without reading the file again.

    ``references`` are those of the learners in the file, ``file`` is the ``Arrived.mark`` of it.
    """
    wanted = set(references)
    rows = LearnerRow.objects.filter(of=of).values_list("LearnRefNumber", "version", "deleted") if of else ()
    states = [
        (name, version, deleted is not None) for name, version, deleted in rows if mode == REPLACE or name in wanted
    ]
    return _mark(file, into, mode, choices, states, of.SourceFiles if of else [])


def _mark(
    file: str, into: Year, mode: str, choices: Choices | None, states: list[State], kept_files: list[Document]
) -> str:
    said = [file, into.code, mode, _answers(choices), sorted(states), without_ids(kept_files)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _answers(choices: Choices | None) -> list[object]:
    if choices is None:
        return []
    aims = sorted([*map(str, key), str(answer)] for key, answer in choices.aims.items())
    return [
        choices.breaks, choices.unknown_outcomes, choices.overdue, aims, choices.renumber,
        sorted(choices.for_milestones),
    ]  # fmt: skip


def merged_files(kept: list[Document], arrived: list[Document]) -> list[Document]:
    """The source files named so far and those of the new file; one of the same name takes the place of the old."""
    names = {one.get("SourceFileName") for one in arrived}
    merged = [one for one in kept if one.get("SourceFileName") not in names] + arrived
    return kept if without_ids(merged) == without_ids(kept) else merged
