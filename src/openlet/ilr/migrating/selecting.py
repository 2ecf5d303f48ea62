"""Which aims go into the new year, and which employment statuses with them.

Sources: Appendix B of the ILR specification as far as it was found (changes.md 4.1); WMCA Wave 5 guidance, Cross
funding year (A-164 to A-166): a completed bootcamp is not returned again, a milestone reached later is, alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from openlet.ilr.migrating.choices import BREAK, OVERDUE, UNKNOWN_OUTCOME, USUAL, Choice, Choices
from openlet.ilr.migrating.telling import Question
from openlet.ilr.records import Learner, LearnerEmploymentStatus, LearningDelivery
from openlet.spec.completion import (
    APPRENTICESHIP_PROGRAMMES,
    COMPLETED,
    COMPONENT_AIM,
    CONTINUING,
    OUTCOME_UNKNOWN,
    PROGRAMME_AIM,
    TEMPORARILY_WITHDRAWN,
    WITHDRAWN,
)
from openlet.spec.migration import DROPPED, Mapping, oldest_planned_end
from openlet.spec.scheme import terms
from openlet.spec.years import Year

STANDARD, STANDARD_FUND_MODELS = 25, (36, 99)  # ProgType; an apprenticeship standard may end before its outcome
SOURCE_OF_FUNDING: str = terms()["codes"]["source_of_funding"]
MILESTONES: frozenset[str | None] = frozenset((terms()["aims"]["milestone_2"], terms()["aims"]["milestone_3"]))
OPEN = {
    BREAK: "on a break (CompStatus 6)",
    UNKNOWN_OUTCOME: "it has ended, but its outcome is not known",
    OVERDUE: "an apprenticeship that was planned to end before {limit}",
}
OF_OVERDUE = "part of an apprenticeship that stays behind, because it was planned to end before {limit}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an aim goes, why, and the question behind it, if only the provider can tell."""

    goes: bool
    reason: str
    question: Question | None = None
    settled: bool = False  # nothing else about the learner can change it

    @property
    def is_open(self) -> bool:
        """Whether the provider has still to decide."""
        return self.question is not None and not self.question.decided


def contradiction(aim: LearningDelivery) -> str | None:
    """Why nobody can say whether the aim goes on, or None (official rules CompStatus_01 to _03, wmca-wave5.md A-104).

    The actual end of an apprenticeship standard's programme aim may come before its completion (CompStatus_02).
    """
    if aim.unreadable("CompStatus") or aim.unreadable("LearnActEndDate") or aim.unreadable("Outcome"):
        return "its CompStatus, LearnActEndDate or Outcome cannot be read"
    if aim.CompStatus not in (CONTINUING, COMPLETED, WITHDRAWN, TEMPORARILY_WITHDRAWN):
        return "its CompStatus is missing or not in the list"
    if aim.CompStatus == CONTINUING and aim.LearnActEndDate is not None and not _is_standard(aim):
        return "CompStatus 1 says that it goes on, LearnActEndDate that it has ended"
    if aim.CompStatus != CONTINUING and aim.LearnActEndDate is None:
        return f"CompStatus {aim.CompStatus} says that it has ended, but it has no LearnActEndDate"
    return None


def verdicts(
    learner: Learner, step: tuple[Year, Year], choices: Choices, mappings: Iterable[Mapping] = ()
) -> list[Verdict]:
    """The verdict on each aim of a learner whose aims are without contradiction, in their order.

    ``mappings`` are those of the aim as a whole: some aims are dropped by the year.
    """
    dropping = [one for one in mappings if one.rule == DROPPED]
    found = [_verdict(aim, learner, step, choices, dropping) for aim in learner.LearningDelivery]
    found = _with_overdue(learner, found, step[1], choices)
    for reason, kind, other in (
        ("part of a programme that goes on", COMPONENT_AIM, PROGRAMME_AIM),
        ("the programme of a component that goes on", PROGRAMME_AIM, COMPONENT_AIM),
    ):
        found = _with_programmes(learner.LearningDelivery, found, reason, kind, other)
    return found


def _verdict(
    aim: LearningDelivery, learner: Learner, step: tuple[Year, Year], choices: Choices, dropping: list[Mapping]
) -> Verdict:
    of, to = step
    for one in dropping:
        if one.when is not None and str(getattr(aim, one.when[0])) == one.when[1]:
            return Verdict(False, one.reason.format(to=to), settled=True)
    has_ended = aim.CompStatus in (COMPLETED, WITHDRAWN) and aim.Outcome not in (None, OUTCOME_UNKNOWN)
    if _is_overdue(aim, to) and not has_ended and (aim.LearnActEndDate is None or aim.LearnActEndDate < to.first_day):
        return _asked(OVERDUE, aim, learner, to, choices)
    if aim.LearnActEndDate is None:
        return Verdict(True, "it continues (CompStatus 1, no actual end date)")
    if aim.LearnActEndDate >= to.first_day:
        alone = "a milestone reached in" if aim.LearnAimRef in MILESTONES else "it ended in"
        return Verdict(True, f"{alone} {to} or later, so it belongs to the return of {to}")
    if aim.CompStatus == TEMPORARILY_WITHDRAWN:
        return _asked(BREAK, aim, learner, to, choices)
    if aim.CompStatus == CONTINUING or aim.Outcome in (None, OUTCOME_UNKNOWN):
        return _asked(UNKNOWN_OUTCOME, aim, learner, to, choices)
    return Verdict(False, _ended(aim, of, to))


def _asked(kind: str, aim: LearningDelivery, learner: Learner, to: Year, choices: Choices) -> Verdict:
    reference = learner.LearnRefNumber or ""
    chosen, scope = choices.answer(kind, reference, aim.AimSeqNumber)
    answer = chosen or USUAL[kind]
    question = Question(to, aim.line, reference, aim.AimSeqNumber, aim.LearnAimRef, kind, answer, chosen is not None)
    done = "carried" if answer is Choice.CARRY else "left behind"
    other = "leave it behind" if answer is Choice.CARRY else "carry it"
    why = f"as chosen for {scope}" if chosen is not None else f"unless you choose to {other}"
    what = OPEN[kind].format(limit=_limit(to))
    return Verdict(answer is Choice.CARRY, f"{what}: {done} {why}", question, settled=True)


def _limit(to: Year) -> str:
    day = oldest_planned_end(to)
    return f"{day.day} {day:%B %Y}"


def _is_overdue(aim: LearningDelivery, to: Year) -> bool:
    is_programme = aim.AimType == PROGRAMME_AIM and aim.ProgType in APPRENTICESHIP_PROGRAMMES
    return is_programme and aim.LearnPlanEndDate is not None and aim.LearnPlanEndDate < oldest_planned_end(to)


def _with_overdue(learner: Learner, found: list[Verdict], to: Year, choices: Choices) -> list[Verdict]:
    """The components of an apprenticeship that is left behind as long overdue stay with it, open ones too.

    What was chosen for such a component itself stands.
    """
    aims = learner.LearningDelivery
    pairs = list(zip(aims, found, strict=True))
    behind = [aim for aim, one in pairs if one.question and one.question.kind == OVERDUE and not one.goes]
    going = [aim for aim, one in pairs if one.goes and aim.AimType == PROGRAMME_AIM]

    def is_left(aim: LearningDelivery) -> bool:
        chosen = (learner.LearnRefNumber or "", aim.AimSeqNumber) in choices.aims
        return (
            aim.AimType == COMPONENT_AIM
            and not chosen
            and any(_is_same_programme(aim, one) for one in behind)
            and not any(_is_same_programme(aim, one) for one in going)
        )

    left = Verdict(False, OF_OVERDUE.format(limit=_limit(to)), settled=True)
    return [left if is_left(aim) else one for aim, one in pairs] if behind else found


def _ended(aim: LearningDelivery, of: Year, to: Year) -> str:
    if aim.LearnAimRef in MILESTONES:
        return f"a milestone claimed in {of} or before: it is not returned again"
    ended = f"{'completed' if aim.CompStatus == COMPLETED else 'withdrawn'} in {of} or before: it is not returned again"
    if aim.CompStatus == COMPLETED and _is_wmca(aim):
        return f"{ended}; a milestone reached in {to} is returned alone, as Z0010211 or Z0010212"
    return ended


def _is_wmca(aim: LearningDelivery) -> bool:
    return any(
        fam.LearnDelFAMType == "SOF" and fam.LearnDelFAMCode == SOURCE_OF_FUNDING for fam in aim.LearningDeliveryFAM
    )


def _is_standard(aim: LearningDelivery) -> bool:
    return aim.AimType == PROGRAMME_AIM and aim.ProgType == STANDARD and aim.FundModel in STANDARD_FUND_MODELS


def _with_programmes(
    aims: Sequence[LearningDelivery], found: list[Verdict], reason: str, kind: int, other: int
) -> list[Verdict]:
    """A closed aim of one kind goes with one of the other kind that goes and is of the same programme.

    What the provider chose for an aim stands.
    """
    going = [aim for aim, verdict in zip(aims, found, strict=True) if verdict.goes and aim.AimType == other]
    return [
        replace(verdict, goes=True, reason=reason)
        if not verdict.goes
        and not verdict.settled
        and aim.AimType == kind
        and any(_is_same_programme(aim, one) for one in going)
        else verdict
        for aim, verdict in zip(aims, found, strict=True)
    ]


def _is_same_programme(one: LearningDelivery, other: LearningDelivery) -> bool:
    """Whether two aims name the same programme; a standard or framework that one of them leaves out is no bar."""
    if one.ProgType is None or one.ProgType != other.ProgType:
        return False
    pairs = ((getattr(one, name), getattr(other, name)) for name in ("StdCode", "FworkCode", "PwayCode"))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


def statuses_that_go(
    statuses: Sequence[LearnerEmploymentStatus], aims: Iterable[LearningDelivery]
) -> list[LearnerEmploymentStatus]:
    """The employment status in force just before the earliest start of the aims that go, and all later ones.

    The original start counts where there is one (annex2526). Nothing is left behind where a start cannot be read, or
    where no aim goes; nor is a status whose date cannot be read.
    """
    starts = [
        aim.OrigLearnStartDate or (None if aim.unreadable("OrigLearnStartDate") else aim.LearnStartDate) for aim in aims
    ]
    known = [start for start in starts if start is not None]
    if not known or len(known) < len(starts):
        return list(statuses)
    earliest = min(known)
    before = [
        one.DateEmpStatApp for one in statuses if one.DateEmpStatApp is not None and one.DateEmpStatApp < earliest
    ]
    if not before:
        return list(statuses)
    since = max(before)
    return [one for one in statuses if one.DateEmpStatApp is None or one.DateEmpStatApp >= since]
