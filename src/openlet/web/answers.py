"""The four questions of a learner, always apart and always answered."""

from dataclasses import dataclass
from functools import lru_cache

from openlet.contracts.reading import WrongContract
from openlet.payments.ledger import WrongLedger
from openlet.rules import Checker, Severity
from openlet.spec.years import Year, year_of
from openlet.store.basis import Kept, current_basis, mark_of
from openlet.store.judging import Basis
from openlet.store.models import LearnerJudgement, LearnerRow, LearnerState
from openlet.store.services import make_fresh
from openlet.web.jinja import count, pounds

YES, SO_FAR, NO, CANNOT_SAY = "yes", "so-far", "no", "unknown"
EXPORTED, OFFICIAL, PAID = "Can it be exported?", "Would the official rules pass it?", "Would WMCA pay?"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer and the reason in a few words."""

    question: str
    answer: str
    because: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a learner as they are now, and what it was judged with."""

    state: LearnerState
    judgement: LearnerJudgement
    basis: Basis


def found_on(row: LearnerRow, kept: Kept | None = None) -> Found | None:
    """What was found on a learner, made anew where it is out of date; None where nobody can be judged now."""
    try:
        basis = current_basis(row.of.provider, kept)
        if make_fresh(row, basis):
            row = LearnerRow.objects.select_related("of__provider", "state", "judgement").get(pk=row.pk)
    except (WrongContract, WrongLedger):
        return None  # the answers say why
    state, judgement = getattr(row, "state", None), getattr(row, "judgement", None)
    return Found(state, judgement, basis) if state is not None and judgement is not None else None


def answers(row: LearnerRow, found: Found | None) -> list[Answer]:
    """Can it be exported, is it schema-valid, would the official rules pass it, would WMCA pay."""
    if found is None:
        trouble = _trouble(row)
        unknown = [Answer(question, CANNOT_SAY, trouble) for question in (EXPORTED, OFFICIAL, PAID)]
        exported = _exported(row, 0) if row.dont_export or row.faults else unknown[0]
        return [exported, _valid(row), *unknown[1:]]
    return [_exported(row, found.state.gaps), _valid(row), _official(row, found), _paid(found)]


def _trouble(row: LearnerRow) -> str:
    """Why nothing has been judged: the contract cannot be read, or it is not done yet."""
    try:
        current_basis(row.of.provider)
    except (WrongContract, WrongLedger) as error:
        return str(error)
    return "The learner has not been checked yet."


def _exported(row: LearnerRow, gaps: int) -> Answer:
    question = EXPORTED
    if row.dont_export:
        return Answer(question, NO, "Don't export is ticked.", "#dont-export-tick")
    if gaps or row.faults:
        said = [count(gaps, "mandatory field") + " empty"] if gaps else []
        said += [count(row.faults, "fault") + " of the schema"] if row.faults and not gaps else []
        return Answer(question, NO, " and ".join(said) + ".", "#to-mend")
    return Answer(question, YES, "Every mandatory field is there.")


def _valid(row: LearnerRow) -> Answer:
    question = "Is it schema-valid?"
    if row.faults:
        return Answer(question, NO, f"{count(row.faults, 'fault')} that the official schema refuses.", "#to-mend")
    return Answer(question, YES, "")


def _official(row: LearnerRow, found: Found) -> Answer:
    question, state = OFFICIAL, found.state
    warnings = f"{count(state.warnings, 'warning')}. " if state.warnings else ""
    if state.errors or row.faults:
        errors = count(state.errors, "error") if state.errors else "It is not schema-valid"
        return Answer(question, NO, f"{errors}. {warnings}".strip(), "#to-mend")
    if state.unjudged:
        return Answer(question, CANNOT_SAY, f"{count(state.unjudged, 'rule')} could not be run.")
    unchecked = rules_not_checked(year_of(str(row.of.year)), found.basis)
    said = f"{count(unchecked, 'rule')} not checked: they need reference files." if unchecked else ""
    return Answer(question, SO_FAR if unchecked else YES, f"{warnings}{said}".strip())


def _paid(found: Found) -> Answer:
    question, state, bootcamps = PAID, found.state, found.judgement.bootcamps
    if found.basis.contracts is None:
        return Answer(question, CANNOT_SAY, "No contract is kept: add it in Settings.")
    if not bootcamps:
        return Answer(question, CANNOT_SAY, "There is no bootcamp aim yet.")
    statuses = {one["status"] for bootcamp in bootcamps for one in bootcamp["milestones"].values()}
    href = "#milestones"
    if state.at_risk or "no pay" in statuses:
        return Answer(question, NO, f"{pounds(state.at_risk)} at risk.", href)
    if "not checkable" in statuses:
        return Answer(question, CANNOT_SAY, "A value that a payment turns on cannot be checked.", href)
    said = [f"{pounds(state.payable)} payable now"] if state.payable else []
    said += [f"{pounds(state.paid)} paid"] if state.paid else []
    said += [f"{pounds(state.to_come)} not yet"] if state.to_come else []
    said += [f"{pounds(state.lost)} lost"] if state.lost else []
    can = state.payable or state.paid or state.to_come
    return Answer(question, YES if can else NO, (", ".join(said) or "Nothing can be earned") + ".", href)


def rules_not_checked(year: Year, basis: Basis) -> int:
    """How many official rules of the year need something that is not there."""
    return _not_checked(year, mark_of(basis), _Held(basis))


class _Held:
    """A basis that does not count for the cache: its mark does."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _not_checked(year: Year, mark: str, held: _Held) -> int:
    checker = Checker(held.basis.given(year, 0))
    official = (Severity.ERROR, Severity.WARNING)
    return sum(
        outcome.reason is not None and outcome.rule.severity in official and outcome.rule.in_year(year)
        for outcome in checker.outcomes.values()
    )
