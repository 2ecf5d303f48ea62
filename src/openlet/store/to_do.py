"""What is to be done for learners who were judged together: the lines of the report, each with its field on the page.

To them comes what only the store knows: what keeps a learner out of the export, and the money that waits for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openlet.ilr.records import Learner, LearningDelivery
from openlet.payments.bootcamps import Bootcamp, Settlement
from openlet.payments.claims import Claim, ReturnOf
from openlet.payments.returns import standing
from openlet.payments.settled import Orphan, Settled
from openlet.reports.about import about
from openlet.reports.aim_rows import statements, what_is_wrong, what_to_do
from openlet.reports.judged import FileRead, judged
from openlet.reports.judged import Judged as Run
from openlet.reports.seen import Seen, SeenInFile
from openlet.reports.to_do import Item, by_when, items, payable_now
from openlet.reports.work import COSTS_MONEY, EXPORT, NO_PAY, WINDOW, Line, Stake
from openlet.rules import Severity
from openlet.spec.years import year_of
from openlet.store.documents import ID, LEARNER, Document
from openlet.store.judging import Basis, Judged, Message, list_of

DONT_EXPORT = "dont-export-tick"  # the place of the tick on the learner's page


@dataclass(frozen=True, slots=True)
class Person:
    """A learner of a year with what was found. ``left_out``: the user's tick (Don't export)."""

    returned: ReturnOf
    LearnRefNumber: str
    document: Document
    judged: Judged
    dont_export: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to do for a learner. ``key`` knows it again; ``place`` is the path of the field that it goes to."""

    key: str
    line: Line
    place: str


def wanted(
    people: Sequence[Person], bootcamps: list[Bootcamp], orphans: list[Orphan], basis: Basis
) -> list[list[Wanted]]:
    """What is to be done for each of some learners, who come with all that was settled for them."""
    if basis.contracts is None:
        return [[] for _ in people]
    run = _run(people, bootcamps, orphans, basis)
    found: dict[tuple[ReturnOf, str | None], list[Item]] = defaultdict(list)
    for item in items(run):
        found[item.returned, item.LearnRefNumber].append(item)
    payable = payable_now(run)
    made = []
    for one in people:
        ukprn = one.returned.UKPRN or 0
        stake = payable.get((ukprn, one.LearnRefNumber, one.returned), {})
        made.append(_with_keys(_of(one, found[one.returned, one.LearnRefNumber], stake, run)))
    return made


def about_work(basis: Basis) -> dict[str, Any]:
    """What the work list says about itself: contract, day, versions; its input is the store, whose mark is added."""
    return about(_run([], [], [], basis))


def _run(people: Sequence[Person], bootcamps: list[Bootcamp], orphans: list[Orphan], basis: Basis) -> Run:
    """The learners as a run of the reports: of the files only what the national rules refuse is looked at."""
    assert basis.contracts is not None
    refused: dict[ReturnOf, list[Seen]] = defaultdict(list)
    returns = {claim.returned for bootcamp in bootcamps for claim in (*bootcamp.case.earlier, bootcamp.claim)}
    for one in people:
        refused[one.returned] += one.judged.refused
    stands = standing(returns | refused.keys(), basis.as_of)
    settled = Settled(
        bootcamps, orphans, [], Settlement(basis.contracts, stands, basis.ledger, basis.as_of, complete=False)
    )
    files = [FileRead(returned, (), {}, SeenInFile(tuple(seen), frozenset(), ())) for returned, seen in refused.items()]
    return judged(settled, files)


def _of(one: Person, found: Sequence[Item], payable: Stake, run: Run) -> Iterator[tuple[Line, str]]:
    """The lines of a learner, each with its place."""
    stopping = list(_stopping(one.judged.messages))
    said: set[int] = set()
    is_alone = len(stopping) + one.dont_export == 1
    alone = sum(payable.values()) if is_alone else 0
    for item in found:
        line = item.line
        stops = [at for at, message in enumerate(stopping) if _is_of(message, line)]
        said |= set(stops)
        yield (_raised(line, payable, alone) if stops else line), _place(one, item)
    for at, message in enumerate(stopping):
        if at not in said:
            yield replace(_export_line(message, one, payable, run), alone=alone), next(iter(message.places), "")
    if one.dont_export and payable:
        yield replace(_tick_line(one, payable, run), alone=alone), DONT_EXPORT


def _stopping(messages: Iterable[Message]) -> Iterator[Message]:
    """What keeps a learner out of the export by itself."""
    return (one for one in messages if one.is_gap or one.severity == Severity.SCHEMA)


def _is_of(message: Message, line: Line) -> bool:
    return message.code == line.code and message.AimSeqNumber in (None, line.aim_seq)


def _raised(line: Line, payable: Stake, alone: int) -> Line:
    """A line that also keeps the learner out of the export, and with that all that would be paid now."""
    kind = line.kind if line.kind == NO_PAY else EXPORT
    return replace(line, priority=COSTS_MONEY, kind=kind, stake=payable | line.stake, alone=line.alone + alone)


def _export_line(message: Message, one: Person, payable: Stake, run: Run) -> Line:
    elements = [place.rpartition("/")[2].rpartition(":")[2] for place in message.places]
    number = "" if message.AimSeqNumber is None else f"{message.AimSeqNumber}: "
    why = f"{message.code}: {statements(message.code, message.source)}".removesuffix(": ")
    found, expected = what_is_wrong(message.text), what_to_do(message.text)
    plain = _line(one, "; ".join(elements), found, expected, payable, run)
    aim = f"{number}{message.LearnAimRef or ''}"
    return replace(
        plain, code=message.code, why=why, aim=aim, aim_seq=message.AimSeqNumber, bootcamp=message.LearnAimRef
    )


def _tick_line(one: Person, payable: Stake, run: Run) -> Line:
    expected = "Untick Don't export on the learner's page, unless the learner is to stay out of the return."
    return _line(one, "Don't export", "ticked", expected, payable, run)


def _line(one: Person, field: str, found: str, expected: str, payable: Stake, run: Run) -> Line:
    ukprn = one.returned.UKPRN or 0
    return Line(
        returned=run.return_name(one.returned), as_of=run.as_of, ukprn=ukprn, contract_id=run.contract_id(ukprn),
        priority=COSTS_MONEY, learner=one.LearnRefNumber, aim_seq=None, aim="", field=field, found=found,
        expected=expected, why="", kind=EXPORT, code="", bootcamp=None, stake=payable, alone=0,
        **by_when(year_of(str(one.returned.year)), ukprn, run),
    )  # fmt: skip


# Places.


def _place(one: Person, item: Item) -> str:
    """The field on the learner's page: that of the page's own message, else of the first element on the aim."""
    line = item.line
    told = (message for message in one.judged.messages if message.places and _is_of(message, line))
    message = next(told, None)
    if message is not None and line.code:
        return message.places[0]
    record = _record(one.document, item.aim)
    if line.kind == WINDOW:
        return f"{LEARNER}/LearningDelivery/{record}" if record else LEARNER
    return place_of(item.elements[0] if item.elements else "", record)


def place_of(element: str, record: str | None) -> str:
    """The path of an element by its name, on an aim by its ``_id`` (None: there is none)."""
    aim = f"{LEARNER}/LearningDelivery/{record}" if record else LEARNER
    listed = list_of(element) if element else None
    if record and element and hasattr(LearningDelivery, element):
        return f"{aim}/{element}"
    if element and hasattr(Learner, element):
        return f"{LEARNER}/{element}"
    if listed is None:
        return f"{aim}/LearnAimRef" if record else f"{LEARNER}/LearnRefNumber"
    parent, entity, is_type = listed
    above = aim if parent == "LearningDelivery" else LEARNER
    return f"{above}/{entity}:{element}" if is_type else f"{above}/{entity}/{element}"


def _record(document: Document, claim: Claim | None) -> str | None:
    """The ``_id`` of the aim that a claim is about: by its number and reference, or None."""
    if claim is None:
        return None
    wanted = (claim.LearnAimRef, "" if claim.AimSeqNumber is None else str(claim.AimSeqNumber))
    for aim in document.get(LEARNER, {}).get("LearningDelivery", ()):
        if (aim.get("LearnAimRef"), str(aim.get("AimSeqNumber", "")).strip()) == wanted:
            found: str = aim[ID]
            return found
    return None


def _with_keys(lines: Iterable[tuple[Line, str]]) -> list[Wanted]:
    """The lines with keys: cause and aim, and a number where several are alike. No dates: those get mended."""
    times: dict[str, int] = defaultdict(int)
    made = []
    for line, place in lines:
        reference = line.aim.partition(": ")[2] or line.aim
        key = "|".join((line.code or line.kind, reference, line.bootcamp or "", line.field))
        times[key] += 1
        made.append(Wanted(key if times[key] == 1 else f"{key}|{times[key]}", line, place))
    return made
