"""A bootcamp while it is settled: its three milestones, what stands against each, and what each moves."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openlet.contracts.terms import Contracts
from openlet.payments.cases import Case
from openlet.payments.claims import Claim, Fault
from openlet.payments.ledger import Entry, Ledger
from openlet.payments.movement import Movement
from openlet.payments.returns import Standing
from openlet.payments.verdicts import CannotSay, Paid, Unmet, Verdict, Withheld

PAYABLE, NOT_REACHED, NO_PAY, HELD, NOT_CHECKABLE = "payable", "not reached", "no pay", "held", "not checkable"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a settlement rests on, besides the claims. ``complete``: the user vouches that each return is complete."""

    contracts: Contracts
    standing: Standing
    ledger: Ledger
    as_of: date
    complete: bool


@dataclass(slots=True)
class Milestone:
    """One milestone of one bootcamp while it is settled. ``worth``: pence if nothing stood against it."""

    name: str
    verdict: Verdict
    worth: int
    share: Decimal
    contribution: Decimal
    contribution_source: str
    no_pay: list[Fault]
    unknown: tuple[str, ...]
    paid: list[Entry] = field(default_factory=list)
    lost: list[Unmet] = field(default_factory=list)
    moved: Movement | None = None

    @property
    def unmet(self) -> tuple[Unmet, ...]:
        """The conditions that are not met."""
        own = self.verdict.because if isinstance(self.verdict, Withheld) else ()
        return (*own, *self.lost)

    @property
    def missing(self) -> tuple[str, ...]:
        """What would have to be known first."""
        own = self.verdict.missing if isinstance(self.verdict, CannotSay) else ()
        return tuple(dict.fromkeys((*self.unknown, *own)))

    @property
    def claim(self) -> Claim | None:
        """The milestone aim that was judged, for Milestones 2 and 3."""
        return self.verdict.claim

    @property
    def is_payable(self) -> bool:
        """Whether nothing stands against it."""
        return isinstance(self.verdict, Paid) and not (self.unmet or self.no_pay or self.missing)

    @property
    def status(self) -> str:
        """``payable``, ``not reached``, ``no pay``, ``held`` or ``not checkable``."""
        if self.moved is not None and self.moved.kept is not None:
            return HELD
        if self.unmet:
            return NOT_REACHED
        if self.no_pay:
            return NO_PAY
        return NOT_CHECKABLE if self.missing else PAYABLE

    @property
    def withheld(self) -> int:
        """Pence that the no-pay reasons alone keep back."""
        return self.worth if self.status == NO_PAY else 0


@dataclass(slots=True)
class Bootcamp:
    """One settled bootcamp."""

    case: Case
    milestones: dict[str, Milestone] = field(default_factory=dict)
    stopped: list[Fault] = field(default_factory=list)
    to_do: list[Fault] = field(default_factory=list)

    @property
    def no_pay(self) -> list[Fault]:
        """Every no-pay reason on the bootcamp and its milestone aims, each once."""
        found = [fault for milestone in self.milestones.values() for fault in milestone.no_pay]
        return list({(fault.code, fault.AimSeqNumber, fault.blocks): fault for fault in found}.values())

    @property
    def claim(self) -> Claim:
        """The bootcamp aim in the newest return."""
        return self.case.claim
