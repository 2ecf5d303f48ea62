"""The sign-off list: money goes back only where an officer has agreed to it (C.2).

What is not signed off, or is set aside, is not taken back in this settlement: the money stays paid, and the next
settlement finds it again. What hangs on it (the same milestone of the same person, paid for another bootcamp instead)
is then held back too, or one person would be paid twice.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openlet.authority.findings import together
from openlet.authority.models import Settlement, SignOff
from openlet.authority.settlement.running import findings_of, out_file
from openlet.authority.settlement_models import REJECTED, SIGNED, WORKED_OUT, Decision
from openlet.authority.working_out import MOVES, moves_bytes, moves_of
from openlet.payments.ledger import Entry
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.team.log import DECIDED, note

NOT_DECIDED, SIGNED_OFF, SET_ASIDE, HELD = "not decided", "signed off", "set aside", "waits for a sign-off"
OPEN = (WORKED_OUT, REJECTED)  # states in which lines are signed off


@dataclass(frozen=True, slots=True)
class Recording:
    """Which movements of a settlement are to be recorded; ``numbers`` are places among all of them.

    ``open`` and ``aside``: money that does not go back, because nobody has decided or because it was set aside.
    ``held``: payments that wait for that.
    """

    moves: tuple[Entry, ...]
    open: frozenset[int]
    aside: frozenset[int]
    held: frozenset[int]

    @property
    def back(self) -> list[int]:
        """The numbers on the sign-off list."""
        return [at for at, one in enumerate(self.moves) if one.pence < 0]

    @property
    def recorded(self) -> list[Entry]:
        """What is to be recorded, in the order of the run."""
        left_out = self.open | self.aside | self.held
        return [one for at, one in enumerate(self.moves) if at not in left_out]

    @property
    def sha256(self) -> str:
        """The hash of what is to be recorded."""
        return hashlib.sha256(moves_bytes(self.recorded)).hexdigest()

    def pence(self, numbers: Iterable[int]) -> int:
        """The pence of some movements."""
        return sum(self.moves[at].pence for at in numbers)


def recording_of(settlement: Settlement) -> Recording:
    """What of a settlement is to be recorded, as things have been signed off so far. Raises ``NotDone``."""
    moves = moves_of(out_file(settlement, MOVES).read_bytes(), settlement.as_of)
    signed = signed_off(settlement)
    back = {at for at, one in enumerate(moves) if one.pence < 0}
    open_, aside = back - signed.keys(), {at for at in back if at in signed and not signed[at].signed}
    return Recording(tuple(moves), frozenset(open_), frozenset(aside), frozenset(_held(moves, open_ | aside)))


def signed_off(settlement: Settlement) -> dict[int, SignOff]:
    """The newest word on each movement, by its number."""
    return {one.number: one for one in SignOff.objects.filter(settlement=settlement).order_by("pk")}


def words_of(settlement: Settlement, rows: Iterable[dict[str, Any]]) -> dict[int, str]:
    """How each of some movements (rows of ``findings``) stands on the sign-off list, by its number; "" for the rest."""
    signed, listed = signed_off(settlement), list(rows)
    groups = {one["together"] for one in listed if one["pence"] > 0}
    waits = {
        one["together"]
        for one in findings_of(settlement).in_groups(groups)
        if one["number"] not in signed or not signed[one["number"]].signed
    }

    def word(one: dict[str, Any]) -> str:
        if one["pence"] >= 0:
            return HELD if one["together"] in waits else ""
        said = signed.get(one["number"])
        return NOT_DECIDED if said is None else SIGNED_OFF if said.signed else SET_ASIDE

    return {one["number"]: word(one) for one in listed}


def _held(moves: Sequence[Entry], not_back: set[int]) -> set[int]:
    """Payments that hang on money that does not go back."""
    whose = together(moves)
    waiting = {whose[at] for at in not_back}
    return {at for at, one in enumerate(moves) if one.pence > 0 and whose[at] in waiting}


@whole
def sign_off(settlement: int, numbers: Iterable[int], signed: bool, reason: str, by: str) -> int:
    """Sign movements off, or set them aside. Say how many. Raises ``NotDone``."""
    found = Settlement.objects.select_for_update().get(pk=settlement)
    if found.state not in OPEN:
        raise NotDone(f"Nothing can be signed off: the settlement is {found.state}.")
    wanted, back = sorted(set(numbers)), findings_of(found).numbers("pence < 0", ())
    if not wanted or not back.issuperset(wanted):
        raise NotDone("Choose lines of the sign-off list first.")
    if not reason.strip():
        raise NotDone("Enter the reason: it is shown to whoever approves, and kept.")
    now = datetime.now(UTC)
    SignOff.objects.bulk_create(
        SignOff(settlement=found, number=at, signed=signed, reason=reason.strip()[:500], by=by, at=now) for at in wanted
    )
    about = {"lines": len(wanted), "signed": signed}
    Decision.objects.create(settlement=found, what=SIGNED, by=by, at=now, reason=reason.strip()[:500], about=about)
    word = "signed off" if signed else "set aside"
    note(DECIDED, by, page="settlement", about=f"settlement={settlement} {len(wanted)} lines {word}")
    return len(wanted)
