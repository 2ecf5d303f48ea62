"""One line of the list of what to do: what it says, what hangs on it, by when; and the order of the list.

The report ``to-do``, the work list of the entry tool and its files are made of these lines, so that they say the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.claims import Claim
from openlet.reports.judged import CONTEXT, pounds
from openlet.reports.tables import Cell

NO_PAY, EXPORT, CLAIM, UNKNOWN, WINDOW, REFUSED, GAP, CHECK = (
    "no-pay", "export", "claim", "unknown", "window", "refused", "gap", "check",
)  # fmt: skip
KINDS = {
    NO_PAY: "Stops a payment",
    EXPORT: "Keeps the learner out of the export",
    CLAIM: "A claim that earns nothing",
    UNKNOWN: "Keeps a payment from being judged",
    WINDOW: "The time for a claim runs out",
    REFUSED: "The national rules refuse it",
    GAP: "A mandatory field is empty or wrong",
    CHECK: "To be looked at",
}
COSTS_MONEY, SOON_COSTS_MONEY, REFUSAL, MANDATORY, WARNING = range(1, 6)
PRIORITIES = {
    COSTS_MONEY: "Costs money now",
    SOON_COSTS_MONEY: "Will soon cost money",
    REFUSAL: "May be refused nationally",
    MANDATORY: "Mandatory for WMCA",
    WARNING: "To be looked at",
}
OF_PRIORITY = {SOON_COSTS_MONEY: CHECK, REFUSAL: REFUSED, MANDATORY: GAP, WARNING: CHECK}
COLUMNS = (
    *CONTEXT, "priority", "learner", "aim", "field", "found", "expected", "why", "deadline_return", "owner",
    "done", "reason", "kind", "code", "bootcamp_ref", "milestones", "at_stake", "by_this_alone", "deadline",
    "days_left", "last_return",
)  # fmt: skip

Stake = dict[str, int]  # pence by milestone: "Z0020001 2024-05-01 M1"; of one learner, so that each counts once


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do.

    ``stake``: the milestones that hang on it, in pence; ``alone``: what would be paid if nothing else were in the way.
    ``deadline``: the day by which it has to be done to count in the next return, or by which an offer must be made.
    ``is_closed``: no return can carry it any more. ``owner``, ``done`` and ``reason`` are kept by the entry tool only.
    """

    returned: str
    as_of: date
    ukprn: int
    contract_id: str | None
    priority: int
    learner: str | None
    aim_seq: int | None
    aim: str
    field: str
    found: str | None
    expected: str
    why: str
    deadline_return: str
    kind: str
    code: str
    bootcamp: str | None
    stake: Stake
    alone: int
    deadline: date | None
    last_return: str
    is_closed: bool = False
    owner: str | None = None
    done: str | None = None
    reason: str | None = None

    @property
    def pence(self) -> int:
        """What hangs on it."""
        return sum(self.stake.values())

    @property
    def milestones(self) -> str:
        """The milestones that hang on it: "M1 M2"."""
        return " ".join(sorted({key.rpartition(" ")[2] for key in self.stake}))

    @property
    def order(self) -> tuple[object, ...]:
        """What costs most money first, then what is due first; last what no return can carry any more."""
        due = self.deadline or date.max
        who = (self.ukprn, self.learner or "", self.aim_seq or 0)
        return (self.priority, self.is_closed, -self.pence, -self.alone, due, *who, self.why, self.found or "")

    def cells(self) -> tuple[Cell, ...]:
        """The line as a row of the list."""
        left = (self.deadline - self.as_of).days if self.deadline else None
        return (
            self.returned, self.as_of, self.ukprn, self.contract_id, self.priority, self.learner, self.aim, self.field,
            self.found, self.expected, self.why, self.deadline_return, self.owner, self.done, self.reason,
            KINDS[self.kind], self.code, self.bootcamp, self.milestones or None, pounds(self.pence),
            pounds(self.alone), self.deadline, left, self.last_return,
        )  # fmt: skip


def in_all(stakes: Iterable[tuple[object, Stake]]) -> int:
    """The pence of many lines, each milestone once; every stake comes with whose it is."""
    return sum({(whose, key): pence for whose, stake in stakes for key, pence in stake.items()}.values())


def stake_key(claim: Claim, milestone: str) -> str:
    """The name of a milestone within a learner's record."""
    return f"{claim.LearnAimRef} {claim.LearnStartDate} {milestone}"


def stake_of(bootcamp: Bootcamp, milestones: Iterable[tuple[Milestone, int]]) -> Stake:
    """The milestones of a bootcamp with their pence, where there are any."""
    return {stake_key(bootcamp.claim, one.name): pence for one, pence in milestones if pence > 0}


def aim_named(claim: Claim) -> str:
    """The aim as people look for it: "2: Z0010211 for Z0020001"."""
    number = "" if claim.AimSeqNumber is None else f"{claim.AimSeqNumber}: "
    named = f" for {' and '.join(claim.bootcamps) or 'no bootcamp'}" if claim.kind != "BC" else ""
    return f"{number}{claim.LearnAimRef}{named}"
