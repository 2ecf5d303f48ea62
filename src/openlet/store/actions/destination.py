"""Record destination: what became of a learner who has left (A-083, A-086, A-116, A-124 to A-129)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from openlet.facts.destinations import (
    LOOKS_LIKE_A_CODE,
    current_outcome,
    has_left,
    needs_destination_record,
    open_outcomes,
)
from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from openlet.spec.layout import entity
from openlet.spec.scheme import Destination, destinations, terms
from openlet.spec.years import Year
from openlet.store.actions.boxes import has_room, written
from openlet.store.actions.planning import planned, refuse
from openlet.store.actions.plans import Action, Errors, Plan
from openlet.store.actions.subject import Subject, subject, why_no_bootcamp, why_not_here
from openlet.store.documents import DESTINATIONS, ID, LEARNER, Document, Operation, new_id, record_of

NAME, TITLE = "record_destination", "Record destination"
VOLUNTARY: str = terms()["destinations"]["voluntary_type"]


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """An outcome that has WMCA codes: type and code, its title, and what the ESFA counts it as."""

    OutType: str
    OutCode: int
    title: str
    category: str


def outcomes() -> tuple[OutcomeChoice, ...]:
    """The outcomes to choose from, in the order of the guide's matrix."""
    return tuple(
        dict.fromkeys(
            OutcomeChoice(one.OutType, one.OutCode, one.title, one.esfa_category) for one in destinations().values()
        )
    )


def measures(OutType: str, OutCode: int) -> tuple[Destination, ...]:
    """The WMCA codes that the matrix allows for an outcome, each with its measure (None: there is none to choose)."""
    return tuple(one for one in destinations().values() if (one.OutType, one.OutCode) == (OutType, OutCode))


def why_not(bootcamp: Subject) -> str | None:
    """Why no destination can be recorded now, or None."""
    return why_no_bootcamp(bootcamp) or why_not_here(bootcamp) or _why_still_here(bootcamp) or _why_no_box(bootcamp)


def _why_still_here(bootcamp: Subject) -> str | None:
    if has_left(bootcamp.aim):
        return None
    return (
        f"The learner has not left {bootcamp.name}. Record the completion or the withdrawal first; the destination "
        "comes after that."
    )


def _why_no_box(bootcamp: Subject) -> str | None:
    if has_room(bootcamp, LOOKS_LIKE_A_CODE.fullmatch):
        return None
    return (
        f"All provider specified boxes of {bootcamp.name} hold other values, so there is no room for the WMCA code. "
        "Clear one of them first."
    )


def needs_record(bootcamp: Subject) -> bool:
    """Whether a destination record goes with the WMCA code: the year has such records and the leaver needs one."""
    if entity(bootcamp.year, DESTINATIONS) is None:
        return False
    aim, population = bootcamp.aim, bootcamp.given.terms.readings.dp_population
    return needs_destination_record(aim.LearnStartDate, aim.LearnActEndDate, population)


def inputs(bootcamp: Subject) -> tuple[str, ...]:
    """What the action asks for: with the dates only where a destination record is written."""
    dates = ("OutStartDate", "OutCollDate")
    needed = why_no_bootcamp(bootcamp) is None and needs_record(bootcamp)
    return ("OutType", "OutCode", "measure", *(dates if needed else ()))


def record_destination(
    document: Document,
    year: Year,
    aim: str,
    given: Given,
    *,
    OutType: str,
    OutCode: int | None,
    measure: str | None = None,
    OutStartDate: date | None = None,
    OutCollDate: date | None = None,
) -> Plan:
    """Plan to write the WMCA code into a box of the bootcamp aim, and the destination record where one is needed.

    ``measure`` is one of the WMCA codes that ``measures`` lists for the outcome; it may be left out where there is only
    one. The two dates count only where ``needs_record`` says so. Raises ``WrongInput``, ``NotDone``, ``Gone``.
    """
    bootcamp = subject(document, year, aim, given)
    refuse(why_not(bootcamp))
    errors = Errors()
    code = _chosen(errors, OutType, OutCode, measure)
    needed = needs_record(bootcamp)
    if needed:
        errors.require(OutStartDate is not None, "OutStartDate", "Enter the day on which the destination began.")
        errors.require(OutCollDate is not None, "OutCollDate", "Enter the day on which you heard of it.")
    errors.refuse()
    assert code is not None
    steps = written(bootcamp, code.code, LOOKS_LIKE_A_CODE.fullmatch) or []
    if needed and OutStartDate is not None and OutCollDate is not None:
        steps += _on_record(bootcamp, code, OutStartDate, OutCollDate)
    reads = (bootcamp.path, DESTINATIONS, f"{LEARNER}/LearnRefNumber", f"{LEARNER}/ULN")
    return planned(NAME, TITLE, bootcamp, steps, reads)


def _chosen(errors: Errors, OutType: str, OutCode: int | None, measure: str | None) -> Destination | None:
    if OutType == VOLUNTARY:
        errors["OutType"] = (
            "Voluntary work has no WMCA code of its own. Choose not in paid employment, or education, with the measure "
            "for voluntary work."
        )
        return None
    allowed = measures(OutType, OutCode) if OutCode is not None else ()
    if not allowed:
        errors["OutType"] = "Choose the outcome from the list; only these have WMCA codes."
        return None
    if measure is None and len(allowed) == 1:
        return allowed[0]
    found = next((one for one in allowed if one.code == measure), None)
    known = ", ".join(one.code for one in allowed)
    errors.require(found is not None, "measure", f"Choose a measure that goes with {OutType} {OutCode}: {known}.")
    return found


# The destination record.


def _on_record(bootcamp: Subject, code: Destination, start: date, collected: date) -> list[Operation]:
    """The steps on the destination record: what is open and contradicts is closed, then the new outcome is there.

    An outcome that would stay the current one, because it is the same or did not begin before the new one, is itself
    corrected: there cannot be two.
    """
    document = bootcamp.document
    wanted = {
        "OutType": code.OutType,
        "OutCode": str(code.OutCode),
        "OutStartDate": start.isoformat(),
        "OutCollDate": collected.isoformat(),
    }
    records = document.get(DESTINATIONS, [])
    if not records:
        learner = {name: text for name in ("LearnRefNumber", "ULN") if (text := document[LEARNER].get(name))}
        made = {ID: new_id(), **learner, "DPOutcome": [{ID: new_id(), **wanted}]}
        return [Operation("add", f"{DESTINATIONS}/{made[ID]}", new=made)]
    held = list(_held(bootcamp))
    current = current_outcome((one for _, _, one in held), bootcamp.given.as_of)
    steps = _closed(held, code, start, bootcamp.given.as_of)
    if current is not None and _takes_its_place(current, code, start):
        place, tree = next((place, tree) for place, tree, one in held if one is current)
        return steps + [
            Operation("set", f"{place}/{name}", old=tree.get(name) or None, new=text)
            for name, text in wanted.items()
            if tree.get(name) != text
        ]
    made = {ID: new_id(), **wanted}
    return [*steps, Operation("add", f"{DESTINATIONS}/{records[0][ID]}/DPOutcome/{made[ID]}", new=made)]


def _held(bootcamp: Subject) -> Iterator[tuple[str, Document, DPOutcome]]:
    """The outcomes that are there: place, tree and record."""
    found = entity(bootcamp.year, "DPOutcome")
    assert found is not None
    for record in bootcamp.document.get(DESTINATIONS, ()):
        for tree in record.get("DPOutcome", ()):
            made = record_of(found, tree)
            assert isinstance(made, DPOutcome)
            yield f"{DESTINATIONS}/{record[ID]}/DPOutcome/{tree[ID]}", tree, made


def _takes_its_place(current: DPOutcome, code: Destination, start: date) -> bool:
    same = (current.OutType, current.OutCode) == (code.OutType, code.OutCode)
    return same or (current.OutStartDate is not None and current.OutStartDate >= start)


def _closed(
    held: list[tuple[str, Document, DPOutcome]], code: Destination, start: date, as_of: date
) -> list[Operation]:
    """Outcomes of other types that began before and are still open end on the eve (A-116); one type may go on."""
    still_open = open_outcomes((one for _, _, one in held), as_of)
    eve = (start - timedelta(days=1)).isoformat()
    return [
        Operation("set", f"{place}/OutEndDate", old=tree.get("OutEndDate") or None, new=eve)
        for place, tree, one in held
        if any(one is other for other in still_open)
        and one.OutType != code.OutType
        and one.OutStartDate is not None
        and one.OutStartDate < start
        and tree.get("OutEndDate") != eve
    ]


ACTION = Action(NAME, TITLE, inputs, why_not, record_destination)
