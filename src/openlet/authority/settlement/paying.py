"""What is to be paid: the ledger's sum for the wave up to the contract's cap, less what was paid before (AMB-50)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Sum

from openlet.authority import contracts as versions
from openlet.authority.findings import kinds_of_moves
from openlet.authority.models import ContractVersion, Payment, SettledProvider, Settlement
from openlet.payments.ledger import Entry, Ledger


def payments_of(settlement: Settlement, recorded: Sequence[Entry], ledger: Ledger) -> list[Payment]:
    """A payment for each provider of a settlement, not kept yet; ``ledger`` is the one that it was begun with."""
    begins_ends = _wave(settlement)
    before = _sums(one for one in ledger.entries if begins_ends[0] <= one.LearnStartDate <= begins_ends[1])
    moved, kinds, paid = _sums(recorded), kinds_of_moves(recorded), _paid_before(settlement)
    return [
        _payment(settlement, one, before[one.UKPRN], moved[one.UKPRN], paid.get(one.UKPRN, 0), kinds.get(one.UKPRN, {}))
        for one in SettledProvider.objects.filter(settlement=settlement).order_by("UKPRN")
    ]


def _payment(
    settlement: Settlement, of: SettledProvider, before: int, moved: int, paid: int, kinds: dict[str, list[int]]
) -> Payment:
    after = before + moved
    return Payment(
        settlement=settlement,
        UKPRN=of.UKPRN,
        wave=settlement.wave,
        provider=of.provider,
        contract=of.contract,
        earned_before=before,
        moved=moved,
        earned_after=after,
        cap=of.cap,
        paid_before=paid,
        to_pay=(after if of.cap is None else min(after, of.cap)) - paid,
        kinds=kinds,
    )


def _sums(entries: Iterable[Entry]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for one in entries:
        found[one.UKPRN] += one.pence
    return found


def _paid_before(settlement: Settlement) -> dict[int, int]:
    """What earlier settlements of the wave paid to each provider."""
    kept = Payment.objects.filter(wave=settlement.wave).exclude(settlement=settlement)
    return dict(kept.values("UKPRN").annotate(pence=Sum("to_pay")).values_list("UKPRN", "pence"))


def _wave(settlement: Settlement) -> tuple[date, date]:
    """The first and the last day on which a bootcamp of the wave may start."""
    one = ContractVersion.objects.get(pk=settlement.fixed["contracts"][0]["version"])
    terms = versions.read(one)
    return terms.wave_from, terms.wave_to
