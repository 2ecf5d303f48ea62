"""A settlement held against the one before, and against those with the same inputs."""

from dataclasses import dataclass
from typing import Any

from openlet.authority.models import Payment, SettledProvider, Settlement
from openlet.authority.settlement.beginning import STANDS
from openlet.authority.settlement.paying import wave_of
from openlet.authority.settlement_models import RAN_AGAIN, Decision

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """What changed since the approved settlement before: what it rests on, and what the providers have earned."""

    settlement: Settlement
    files: list[Row]
    contracts: list[Row]
    basis: list[tuple[str, str, str]]
    providers: list[Row]


def before(settlement: Settlement) -> Before | None:
    """What changed since the newest approved settlement of the wave that was begun before; None without one."""
    wave = wave_of(settlement)
    of_it = Payment.objects.filter(wave_from__lte=wave.ends, wave_to__gte=wave.begins, settlement__lt=settlement)
    last = Settlement.objects.filter(pk__in=of_it.values("settlement")).order_by("-pk").first()
    if last is None:
        return None
    return Before(
        last,
        _files(last, settlement),
        _contracts(last, settlement),
        _basis(last, settlement),
        _earned(last, settlement),
    )


def _files(last: Settlement, now: Settlement) -> list[Row]:
    """The returns that stand and did not, or not any more."""
    stood, stands = (
        {(one["UKPRN"], one["year"]): one for one in of.fixed["files"] if one["standing"] == STANDS}
        for of in (last, now)
    )
    found = []
    for key in sorted(stood.keys() | stands.keys()):
        old, new = stood.get(key), stands.get(key)
        if old is None or new is None or old["sha256"] != new["sha256"]:
            word = "new" if old is None else "not there any more" if new is None else "sent in again"
            one = new or old
            assert one is not None
            found.append(
                {
                    "UKPRN": key[0],
                    "year": key[1],
                    "word": word,
                    "file_name": one["file_name"],
                    "prepared": one["prepared"],
                }
            )
    return found


def _contracts(last: Settlement, now: Settlement) -> list[Row]:
    """The contracts whose version is another one."""
    old, new = ({(one["UKPRN"], one["contract"]): one for one in of.fixed["contracts"]} for of in (last, now))
    found = []
    for key in sorted(old.keys() | new.keys()):
        numbers = tuple(of[key]["number"] if key in of else None for of in (old, new))
        if key not in old or key not in new or old[key]["sha256"] != new[key]["sha256"]:
            found.append({"UKPRN": key[0], "contract": key[1], "old": numbers[0], "new": numbers[1]})
    return found


def _basis(last: Settlement, now: Settlement) -> list[tuple[str, str, str]]:
    said = {
        "OpenLET": ("openlet",), "Rules": ("rules",), "Postcodes": ("postcodes",), "Judged on": ("as_of",),
        "Returns are complete": ("complete",),
    }  # fmt: skip
    pairs = [(words, str(getattr(last, name[0])), str(getattr(now, name[0]))) for words, name in said.items()]
    return [one for one in pairs if one[1] != one[2]]


def _earned(last: Settlement, now: Settlement) -> list[Row]:
    """What each provider had earned then and has earned now, where that is not the same."""
    then = {one.UKPRN: one for one in SettledProvider.objects.filter(settlement=last)}
    found = []
    for one in SettledProvider.objects.filter(settlement=now).order_by("UKPRN"):
        old = then.get(one.UKPRN)
        change = (old.earned if old else 0, old.withheld if old else 0)
        if change != (one.earned, one.withheld):
            found.append(
                {
                    "UKPRN": one.UKPRN,
                    "provider": one.provider,
                    "earned_then": change[0],
                    "earned": one.earned,
                    "withheld_then": change[1],
                    "withheld": one.withheld,
                }
            )
    return found


def run_again(settlement: Settlement) -> list[Decision]:
    """What came of running the same inputs again, the newest first."""
    found = Decision.objects.filter(settlement=settlement, what=RAN_AGAIN, about__has_key="same")
    return list(found.order_by("-pk"))


def same_inputs(settlement: Settlement) -> list[Settlement]:
    """Other settlements with the very same inputs that were worked out."""
    found = Settlement.objects.filter(inputs_sha256=settlement.inputs_sha256).exclude(document_sha256="")
    return list(found.exclude(pk=settlement.pk).defer("fixed").order_by("pk"))
