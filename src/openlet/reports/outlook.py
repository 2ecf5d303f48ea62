"""Where the money of each milestone stands: paid, payable now, at risk, lost, or still to come.

A provider wants to know what it has won, what it may lose by a mistake that can be mended, and what is gone. The five
parts of a milestone never add up to more than what the milestone is worth.
"""

from dataclasses import dataclass, field
from datetime import date

from openlet.facts.completion import COMPLETED, WITHDRAWN
from openlet.payments.amounts import M1, M2, M3
from openlet.payments.bootcamps import NOT_REACHED, PAYABLE, Bootcamp, Milestone
from openlet.payments.movement import paid_before
from openlet.reports.pay import NOT_CLAIMED
from openlet.reports.when import last_day
from openlet.spec.scheme import reasons

PARTS = ("paid", "payable", "at_risk", "lost", "to_come")


@dataclass(frozen=True, slots=True)
class Outlook:
    """Pence of one milestone, or of many together.

    ``paid``: recorded in the ledger and still due. ``payable``: due and not paid. ``at_risk``: a reason that can be
    mended, or a value that cannot be read, keeps it back. ``lost``: nothing can earn it any more, unless the record is
    wrong. ``to_come``: nothing stands against it but that its day or its claim has not come.
    """

    paid: int = 0
    payable: int = 0
    at_risk: int = 0
    lost: int = 0
    to_come: int = 0

    @property
    def open(self) -> int:
        """All that is not paid."""
        return self.payable + self.at_risk + self.lost + self.to_come

    def __add__(self, other: "Outlook") -> "Outlook":
        return Outlook(*(getattr(self, part) + getattr(other, part) for part in PARTS))


@dataclass(frozen=True, slots=True)
class Prospect:
    """A milestone's outlook with the word for its state: one of ``PARTS`` as people say it.

    ``codes``: the reason codes (NP-nn, MC-nn) that keep money at risk or lost; none where a value cannot be read.
    """

    state: str
    outlook: Outlook = field(default_factory=Outlook)
    codes: tuple[str, ...] = ()


def outlook(bootcamp: Bootcamp, milestone: Milestone, as_of: date) -> Prospect:
    """Where a milestone stands on a day."""
    paid = max(_still_due(milestone), 0)
    rest = max(milestone.worth - paid, 0)
    if milestone.status == PAYABLE:
        owed = max((milestone.moved.this_period if milestone.moved else rest), 0)
        return Prospect("payable" if owed else "paid", Outlook(paid=min(paid, milestone.worth), payable=owed))
    part = _part(bootcamp, milestone, as_of)
    kept = Outlook(paid=paid)
    return Prospect("paid" if paid and not rest else part, kept + Outlook(**{part: rest}), _codes(milestone, part))


def _still_due(milestone: Milestone) -> int:
    """The pence that were paid before, less what this run takes back."""
    before, moved = paid_before(milestone.paid), milestone.moved
    return before + min(moved.this_period, 0) if moved else before


def met(milestone: Milestone, bootcamp: Bootcamp) -> list[str]:
    """The conditions of a milestone that are met, in words; what could not be looked at is not among them."""
    unmet = {one.code for one in milestone.unmet}
    there = {
        None: not milestone.missing,
        "milestone aim": milestone.claim is not None,
        "completed bootcamp": bootcamp.claim.CompStatus == COMPLETED and not milestone.missing,
    }
    number = int(milestone.name[1:])
    return [
        reason.met
        for code, reason in reasons().items()
        if reason.met and number in reason.milestones and code not in unmet and there[reason.met_needs]
    ]


def _part(bootcamp: Bootcamp, milestone: Milestone, as_of: date) -> str:
    """``at_risk``, ``lost`` or ``to_come`` for what is not payable."""
    codes = {unmet.code for unmet in milestone.unmet}
    if _lasting(milestone) or _is_over(bootcamp, milestone, as_of):
        return "lost"
    if milestone.status != NOT_REACHED or not codes & NOT_CLAIMED or milestone.no_pay:
        return "at_risk"
    return "to_come"


def _codes(milestone: Milestone, part: str) -> tuple[str, ...]:
    """What keeps the money back: of what is lost the reasons that last, if any do. Of what is at risk before it has
    been claimed only the no-pay reasons: the conditions of a claim are still to come."""
    unmet = {one.code for one in milestone.unmet}
    no_pay = {fault.code for fault in milestone.no_pay}
    if part == "to_come":
        return ()
    if part == "lost":
        return tuple(sorted(_lasting(milestone) or unmet | no_pay))
    return tuple(sorted(no_pay if unmet & NOT_CLAIMED else no_pay | unmet))


def _lasting(milestone: Milestone) -> set[str]:
    """The reasons against it that nothing mends (for Milestone 1 a condition counts only where days were counted)."""
    unmet = {one.code for one in milestone.unmet if milestone.name != M1 or one.measure is not None}
    codes = unmet | {fault.code for fault in milestone.no_pay}
    return {code for code in codes if code in reasons() and reasons()[code].is_lasting}


def _is_over(bootcamp: Bootcamp, milestone: Milestone, as_of: date) -> bool:
    """Whether the learner has left without completing, the time for a job offer has run out with none returned, or
    the milestone before, which this contract asks for, is lost."""
    if milestone.name == M1:
        return False
    if bootcamp.claim.CompStatus == WITHDRAWN or _needs_what_is_lost(bootcamp, milestone, as_of):
        return True
    last = last_day(bootcamp)
    return milestone.name == M3 and milestone.claim is None and last is not None and last < as_of


def _needs_what_is_lost(bootcamp: Bootcamp, milestone: Milestone, as_of: date) -> bool:
    """Whether the contract asks for the milestone before to be payable (AMB-39, AMB-48) and that one is lost."""
    readings = bootcamp.case.terms.readings
    asked = {M2: M1 if readings.m2_requires_m1 else None, M3: M2 if readings.m3_requires_m2 == "payable" else None}
    before = bootcamp.milestones.get(asked[milestone.name] or "")
    return before is not None and not before.is_payable and _part(bootcamp, before, as_of) == "lost"
