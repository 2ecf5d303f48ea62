"""The rates and planned starts of the store, which the forecast goes by instead of the provider's own history."""

from dataclasses import replace

from openlet.contracts.rates import Assumed, Rates, rates_of
from openlet.contracts.terms import Contracts
from openlet.store.models import KeptRates, Provider

FILE = "rates.toml"
NOTHING = Rates(Assumed({}, None), {}, (), FILE, "")


def newest_rates(provider: Provider) -> KeptRates | None:
    """The version of the rates that counts, None where none were ever entered."""
    found: KeptRates | None = KeptRates.objects.filter(provider=provider).order_by("-pk").first()
    return found


def kept_rates(provider: Provider, contracts: Contracts | None) -> Rates | None:
    """The rates that are kept, None where there are none (or none any more).

    Those of bootcamps that the contract does not have any more do not count. Raises ``WrongRates``.
    """
    newest = newest_rates(provider)
    if newest is None:
        return None
    found = rates_of(newest.text.encode(), FILE, None)
    found = found if contracts is None else found.of(contracts)
    return None if replace(found, sha256="") == NOTHING else found
