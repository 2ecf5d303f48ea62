"""What a return is judged with, besides its own records."""

from dataclasses import dataclass, field
from datetime import date, datetime

from openlet.contracts.terms import Contract, Contracts
from openlet.ilr.records import Header, LearningProvider
from openlet.reference.areas import AreaLookup
from openlet.reference.held import References
from openlet.spec.scheme import terms
from openlet.spec.years import Year


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """What is known of a file besides its learners.

    ``name`` is that of the XML, None where it came without one; ``archive`` that of the ZIP it was in.
    """

    name: str | None
    archive: str | None
    header: Header | None
    provider: LearningProvider | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """The year, the day, the provider, its contract and the area table.

    ``as_of`` is the day the return is judged on, ``prepared`` the day the file was prepared. ``contract`` is None when
    no contract file was given at all; ``own_contract`` is False when none of those given is this provider's (NP-01).
    ``contract_ukprns`` are the UKPRNs of all contracts given. ``being_entered``: the record is still being entered by
    hand, so that a learner without any aim is one who is about to get a bootcamp. ``file`` is None where learners are
    judged without their file, as while they are being entered. ``now`` is the time of the check, None where only
    ``as_of`` is known; ``account_ukprn`` the provider whose account will send the file, where that was said.
    ``references`` are the reference files that the user has loaded. ``is_whole`` is False for a source that shows only
    a part of each record (an occupancy report).
    """

    year: Year
    as_of: date
    prepared: date
    ukprn: int | None
    contract: Contract | None = None
    own_contract: bool = True
    known_aims: frozenset[str] = frozenset()
    areas: AreaLookup = field(default_factory=AreaLookup)
    contract_ukprns: tuple[int, ...] = ()
    being_entered: bool = False
    file: ReturnedFile | None = None
    now: datetime | None = None
    account_ukprn: int | None = None
    references: References = field(default_factory=References)
    is_whole: bool = True

    @property
    def terms(self) -> Contract:
        """The contract, for rules and facts that are only asked when there is one."""
        assert self.contract is not None
        return self.contract


MILESTONE_2: str = terms()["aims"]["milestone_2"]
MILESTONE_3: str = terms()["aims"]["milestone_3"]


def given_for(contracts: Contracts | None, year: Year, as_of: date, prepared: date, ukprn: int | None) -> Given:
    """What a file of this provider is judged with (see ``Contracts.terms_for``)."""
    if contracts is None or not contracts.all:
        return Given(year, as_of, prepared, ukprn)
    contract = contracts.terms_for(ukprn)
    own = contracts.of(ukprn) is not None
    areas, ukprns = AreaLookup(contract.areas), tuple(one.ukprn for one in contracts.all)
    return Given(year, as_of, prepared, ukprn, contract, own, contracts.known_aims(), areas, ukprns)
