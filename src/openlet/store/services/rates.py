"""Keep the rates and planned starts that the forecast goes by."""

from openlet.contracts.rates import Rates, rates_of, written
from openlet.contracts.terms import Contracts
from openlet.store.models import KeptRates, Provider
from openlet.store.rates import FILE, newest_rates
from openlet.store.services.editing import now_utc, whole


@whole
def keep_rates(provider: Provider, rates: Rates, contracts: Contracts, who: str) -> Rates:
    """Keep rates as those that count; earlier versions stay. What they say is read back. Raises ``WrongRates``."""
    text = written(rates.general, rates.own, rates.profile)
    read = rates_of(text.encode(), FILE, contracts)
    newest = newest_rates(provider)
    if newest is None or newest.text != text:
        KeptRates.objects.create(provider=provider, text=text, who=who, when=now_utc())
    return read
