"""A case: one bootcamp of one learner at one provider, with all that its milestones turn on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openlet.contracts.terms import Contract
from openlet.payments.claims import Claim

Key = tuple[int, str, date | None]  # UKPRN, LearnAimRef, LearnStartDate: one bootcamp of one learner


@dataclass(frozen=True, slots=True)
class Case:
    """One bootcamp with its milestone aims.

    ``claim`` is the newest return's; ``earlier`` the same bootcamp in earlier returns, oldest first. ``z2`` and ``z3``
    are the newest returns' milestone aims that name it; ``strays`` those of the same learner and provider that name no
    bootcamp attended; ``z2_ever`` whether a Z0010211 naming it was in this or any earlier return (AMB-39).
    """

    claim: Claim
    earlier: tuple[Claim, ...]
    z2: tuple[Claim, ...]
    z3: tuple[Claim, ...]
    strays: tuple[Claim, ...]
    z2_ever: bool
    doubled: bool
    terms: Contract
    as_of: date

    @property
    def key(self) -> Key:
        """What identifies the bootcamp of this learner."""
        return (self.claim.UKPRN, self.claim.LearnAimRef, self.claim.LearnStartDate)

    @property
    def first_returned(self) -> date:
        """When the bootcamp was first returned."""
        return min(claim.returned.prepared for claim in (*self.earlier, self.claim))

    @property
    def planned_end(self) -> date | None:
        """The planned end that the 80 % is judged on: the first returned, or the newest (AMB-11)."""
        if self.terms.readings.planned_end_basis == "latest":
            return self.claim.LearnPlanEndDate
        dated = (claim.LearnPlanEndDate for claim in (*self.earlier, self.claim))
        return next((day for day in dated if day is not None), None)

    @property
    def start_of_course(self) -> date | None:
        """The start that the 80 % is judged on: the record's, or the original one of a restart (AMB-15)."""
        if self.terms.readings.restart_basis == "original" and self.claim.OrigLearnStartDate is not None:
            return self.claim.OrigLearnStartDate
        return self.claim.LearnStartDate

    def unknown(self) -> tuple[str, ...]:
        """What could not be read or checked on the bootcamp aim."""
        twice = (f"{self.claim.LearnAimRef} is returned twice with one start date",) if self.doubled else ()
        return self.claim.unknown + twice


def states_before(case: Case) -> Iterable[tuple[date, int | None]]:
    """Each return's day and the completion status in it; the newest return counts on the as-of day."""
    for claim in case.earlier:
        yield claim.returned.prepared, claim.CompStatus
    yield case.as_of, case.claim.CompStatus
