"""What is to be paid: the ledger's sum for the wave up to the contract's cap, less what was paid before (AMB-50)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from openlet.authority import contracts as versions
from openlet.authority.findings import kinds_of_moves
from openlet.authority.models import ContractVersion, Payment, SettledProvider, Settlement
from openlet.payments.ledger import Entry, Ledger


@dataclass(frozen=True, slots=True)
class Wave:
    """The first and the last day on which a bootcamp of the wave may start."""

    begins: date
    ends: date


def payments_of(settlement: Settlement, recorded: Sequence[Entry], ledger: Ledger) -> list[Payment]:
    """A payment for each provider of a settlement, not kept yet; ``ledger`` is the one that it was begun with."""
    wave = wave_of(settlement)
    before = _sums(one for one in ledger.entries if wave.begins <= one.LearnStartDate <= wave.ends)
    moved, kinds, paid = _sums(recorded), kinds_of_moves(recorded), _paid_before(settlement, wave)
    return [
        Payment(
            settlement=settlement,
            UKPRN=one.UKPRN,
            wave=settlement.wave,
            wave_from=wave.begins,
            wave_to=wave.ends,
            provider=one.provider,
            contract=one.contract,
            cap=one.cap,
            kinds=kinds.get(one.UKPRN, {}),
            **_amounts(before[one.UKPRN], moved[one.UKPRN], paid.get(one.UKPRN, 0), one.cap),
        )
        for one in SettledProvider.objects.filter(settlement=settlement).order_by("UKPRN")
    ]


def _amounts(before: int, moved: int, paid: int, cap: int | None) -> dict[str, int]:
    """The pence of a payment."""
    after = before + moved
    to_pay = (after if cap is None else min(after, cap)) - paid
    return {"earned_before": before, "moved": moved, "earned_after": after, "paid_before": paid, "to_pay": to_pay}


def _sums(entries: Iterable[Entry]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for one in entries:
        found[one.UKPRN] += one.pence
    return found


def _paid_before(settlement: Settlement, wave: Wave) -> dict[int, int]:
    """What earlier settlements of the wave paid to each provider."""
    kept = Payment.objects.filter(wave_from__lte=wave.ends, wave_to__gte=wave.begins).exclude(settlement=settlement)
    return dict(kept.values("UKPRN").annotate(pence=Sum("to_pay")).values_list("UKPRN", "pence"))


def wave_of(settlement: Settlement) -> Wave:
    """That of its contracts, which are all of one."""
    one = ContractVersion.objects.get(pk=settlement.fixed["contracts"][0]["version"])
    terms = versions.read(one)
    return Wave(terms.wave_from, terms.wave_to)
