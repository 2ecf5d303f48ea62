"""What a return is judged with, besides its own records."""

from dataclasses import dataclass, field, replace
from datetime import date

from openlet.contracts.terms import Contract, Contracts
from openlet.reference.areas import AreaLookup
from openlet.spec.scheme import terms
from openlet.spec.years import Year


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """The year, the day, the provider, its contract and the area table.

    ``as_of`` is the day the return is judged on, ``prepared`` the day the file was prepared. ``contract`` is None when
    no contract file was given at all; ``own_contract`` is False when none of those given is this provider's (NP-01).
    """

    year: Year
    as_of: date
    prepared: date
    ukprn: int | None
    contract: Contract | None = None
    own_contract: bool = True
    known_aims: frozenset[str] = frozenset()
    areas: AreaLookup = field(default_factory=AreaLookup)

    @property
    def terms(self) -> Contract:
        """The contract, for rules and facts that are only asked when there is one."""
        assert self.contract is not None
        return self.contract


MILESTONE_2: str = terms()["aims"]["milestone_2"]
MILESTONE_3: str = terms()["aims"]["milestone_3"]


def given_for(contracts: Contracts | None, year: Year, as_of: date, prepared: date, ukprn: int | None) -> Given:
    """What a file of this provider is judged with.

    With one contract for another UKPRN, that contract's terms are used (and NP-01 stops every payment); with several,
    none of them this provider's, nothing is allocated to it.
    """
    if contracts is None or not contracts.all:
        return Given(year, as_of, prepared, ukprn)
    own = contracts.of(ukprn)
    contract = own or contracts.all[0]
    if own is None and len(contracts.all) > 1:
        contract = replace(contract, bootcamps={})
    return Given(
        year, as_of, prepared, ukprn, contract, own is not None, contracts.known_aims(), AreaLookup(contract.areas)
    )
