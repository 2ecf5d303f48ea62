"""Hold an entitlement against what has been paid: what moves this period, and whether money comes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from openlet.payments.ledger import MISTAKE, Entry

NEW, UNCHANGED, CLAWBACK, RESTORED = "new", "unchanged", "clawback", "restored"


@dataclass(frozen=True, slots=True)
class Movement:
    """What one milestone moves, in pence. ``kept`` says why money stays paid although it is not supported now."""

    entitlement: int
    previously: int
    movement: str
    kept: str | None = None

    @property
    def this_period(self) -> int:
        """The difference to pay now; negative where money is taken back."""
        return self.entitlement - self.previously


def paid_before(entries: Sequence[Entry]) -> int:
    """The pence that the ledger's movements of one milestone add up to."""
    return sum(entry.pence for entry in entries)


def movement(entitlement: int, entries: Sequence[Entry], keep: str | None) -> Movement:
    """What moves for one milestone.

    ``entries`` are the ledger's movements of it, oldest first. ``keep``: a reason not to take money back (the return
    may be incomplete, the bootcamp is only interrupted, it cannot be judged); the paid amount then stays as it is.
    """
    previously = paid_before(entries)
    if entitlement < previously and keep is not None:
        return Movement(previously, previously, UNCHANGED, keep)
    if entitlement == previously:
        return Movement(entitlement, previously, UNCHANGED)
    if entitlement < previously:
        return Movement(entitlement, previously, CLAWBACK)
    was_taken_back = any(entry.pence < 0 and entry.reason != MISTAKE for entry in entries)
    return Movement(entitlement, previously, RESTORED if was_taken_back else NEW)
