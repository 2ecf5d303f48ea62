"""Record in the ledger what is payable, as ``openlet pay --ledger`` does on the files that would be exported now.

What would be recorded is worked out first, which takes as long as a check of everybody, and shown; it is recorded only
while records, contract, day and ledger are still those that it was worked out from.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from openlet import __version__
from openlet.payments.bootcamps import Settlement
from openlet.payments.ledger import Entry, Ledger, Recording, Run, append
from openlet.payments.returns import standing
from openlet.payments.settled import movements, settle_all
from openlet.rules import rule_set
from openlet.store.basis import LEDGER, current_basis, folder, kept_ledger, mark_of
from openlet.store.judging import Basis
from openlet.store.models import Change, Provider, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.store.services.exporting import file_now
from openlet.store.services.judged_rows import claims_of

Tick = Callable[[int], object]
NOTHING_KEPT = "No contract is kept, so nothing is payable. Add the contract file in Settings."


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be recorded. ``mark`` says what it was worked out from, ``inputs`` names the files with their hash."""

    mark: str
    as_of: date
    entries: tuple[Entry, ...]
    inputs: tuple[tuple[str, str], ...]
    left_out: int

    def as_data(self) -> dict[str, Any]:
        """As data for a job."""
        listed = [asdict(entry) | {"LearnStartDate": entry.LearnStartDate.isoformat()} for entry in self.entries]
        return {
            "mark": self.mark,
            "as_of": self.as_of.isoformat(),
            "entries": listed,
            "inputs": [list(one) for one in self.inputs],
            "left_out": self.left_out,
        }


def prepared_from(data: dict[str, Any]) -> Prepared:
    """What was worked out, from the data of a job."""
    entries = (Entry(**{**one, "LearnStartDate": date.fromisoformat(one["LearnStartDate"])}) for one in data["entries"])
    inputs = tuple((name, sha256) for name, sha256 in data["inputs"])
    return Prepared(data["mark"], date.fromisoformat(data["as_of"]), tuple(entries), inputs, data["left_out"])


def prepare_recording(provider: Provider, tick: Tick = lambda learners: None) -> Prepared:
    """Work out what would be recorded now. Raises ``NotDone``, ``WrongContract``, ``WrongLedger``."""
    basis = current_basis(provider)
    if basis.contracts is None:
        raise NotDone(NOTHING_KEPT)
    mark = _mark(basis)
    claims, inputs, left_out = [], [], 0
    for of in ReturnYear.objects.filter(provider=provider).select_related("provider").order_by("year"):
        file = file_now(of, datetime.combine(basis.as_of, time()))
        left_out += file.left_out
        if file.learners:
            claims += claims_of(file.learners, basis, tick)
            inputs.append((file.name, file.sha256))
    stands = standing({claim.returned for claim in claims}, basis.as_of)
    settled = settle_all(claims, Settlement(basis.contracts, stands, basis.ledger, basis.as_of, False))
    return Prepared(mark, basis.as_of, tuple(movements(settled)), tuple(inputs), left_out)


@whole
def record_paid(provider: Provider, prepared: Prepared, who: str) -> None:
    """Record what was worked out. Raises ``NotDone`` where anything has changed since, ``WrongLedger``.

    It is one transaction only so that no learner changes while it is compared and written.
    """
    basis = current_basis(provider)
    if prepared.mark != _mark(basis):
        raise NotDone("Records, contract, day or ledger have changed since this was worked out. Work it out again.")
    if not prepared.entries:
        raise NotDone("Nothing is to be recorded: what is payable is recorded as paid already.")
    _append(basis.ledger, Run(who, _now(), prepared.as_of, __version__, rule_set(), prepared.inputs), prepared.entries)


@whole
def take_back_recording(last_hash: str, who: str) -> Recording:
    """Take the last recording back by its opposite. ``last_hash`` is the ledger's, as the screen showed it.

    Raises ``NotDone`` where there is nothing to take back or the ledger has grown since, ``WrongLedger``.
    """
    ledger = kept_ledger()
    last = to_take_back(ledger)
    if last is None or ledger.last_hash != last_hash:
        raise NotDone("The ledger has changed since you opened this page, so nothing was taken back. Open it again.")
    run = Run(who, _now(), last.as_of, __version__, rule_set(), ())
    _append(ledger, run, tuple(last.opposite()))
    return last


def to_take_back(ledger: Ledger) -> Recording | None:
    """The recording that can be taken back: the last one, unless it took one back itself."""
    last = ledger.recordings[-1] if ledger.recordings else None
    return None if last is None or last.takes_back else last


def _append(ledger: Ledger, run: Run, entries: tuple[Entry, ...]) -> None:
    own = replace(ledger, entries=[*ledger.entries], recordings=[*ledger.recordings])  # the kept one stays as it is
    append(folder() / LEDGER, own, run, list(entries))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _mark(basis: Basis) -> str:
    """A mark that changes whenever something else might be recorded."""
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return hashlib.sha256(f"{mark_of(basis)} {last}".encode()).hexdigest()
