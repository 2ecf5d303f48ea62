"""What only the provider can decide about a migration, and what is done until it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

BREAK, UNKNOWN_OUTCOME = "break", "unknown outcome"  # the kinds of question
OVERDUE = "planned end long past"


class Choice(StrEnum):
    """Whether an aim goes into the new year."""

    CARRY = "carry"
    LEAVE = "leave"


USUAL = {BREAK: Choice.CARRY, UNKNOWN_OUTCOME: Choice.CARRY, OVERDUE: Choice.LEAVE}  # until it is decided


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers to what the specification leaves open; None leaves a question open, and ``USUAL`` is then done.

    ``breaks``: whether aims on a break (CompStatus 6) go. They are continuing learners (wmca-wave5.md AMB-38).
    ``unknown_outcomes``: whether aims go that have ended and whose outcome is not known (Outcome 8, or none). Once last
    year's return is closed, the outcome can only be returned in the new year.
    ``overdue``: whether apprenticeships go whose planned end is before ``spec.migration.oldest_planned_end``, with
    their components, whatever their status. Appendix B carries only those planned to end later.
    ``aims``: the answer for one aim, by (LearnRefNumber, AimSeqNumber); it comes before the other three.
    ``renumber``: whether AimSeqNumber is counted anew, 1, 2, 3 ... in last year's order, in the last step.
    ``for_milestones``: LearnRefNumbers of learners who go although none of their aims does, because Z0010211 or
    Z0010212 is to be claimed for them in the new year (A-164 to A-166). They have no aim until it is entered.
    """

    breaks: Choice | None = None
    unknown_outcomes: Choice | None = None
    overdue: Choice | None = None
    aims: Mapping[tuple[str, int | None], Choice] = field(default_factory=dict)
    renumber: bool = False
    for_milestones: frozenset[str] = frozenset()

    def answer(self, kind: str, LearnRefNumber: str, AimSeqNumber: int | None) -> tuple[Choice | None, str]:
        """The answer to a question, and for what it was given: this aim, or all of the kind."""
        own = self.aims.get((LearnRefNumber, AimSeqNumber))
        if own is not None:
            return own, "this aim"
        of_kind = {BREAK: self.breaks, UNKNOWN_OUTCOME: self.unknown_outcomes, OVERDUE: self.overdue}
        return of_kind[kind], "all such aims"
