"""The terms of one contract, typed."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from openlet.spec.years import Return


@dataclass(frozen=True, slots=True)
class Readings:
    """How the guide's ambiguities are read; ``spec/schemes/wmca_wave5/readings.csv`` explains each (AMB-nn)."""

    m1_count: str
    m1_status: str
    share_count: str
    planned_end_basis: str
    m3_requires_m2: str
    one_m3: bool
    dup_winner: str
    two_continuing: str
    age_test: str
    age_exceptions: frozenset[int]
    uln_checksum: str
    empstat_missing: str
    zz99: str
    dam023_on_z: str
    contribution_match: str
    contribution_scope: str
    status6_paid: str
    destination_missing: str
    dp_missing: str
    dp_population: str
    category_source: str
    count_sde: bool
    scope: str
    other_aims: frozenset[str]
    low_wage_threshold: Decimal
    mandatory_missing: str
    ni_required: bool
    prior_attainment: str
    milestone_latest: date | None
    restart_basis: str
    z_status_required: bool
    m2_requires_m1: bool
    fund_models_before_2024_08: frozenset[int]
    fund_models_from_2024_08: frozenset[int]


@dataclass(frozen=True, slots=True)
class Bootcamp:
    """One allocated bootcamp aim. ``price`` in pounds; the windows are the contract's where it has none itself."""

    learn_aim_ref: str
    title: str
    price: Decimal
    learners: int | None
    start_from: date
    start_to: date
    planned_end_from: date | None
    planned_end_to: date | None


@dataclass(frozen=True, slots=True)
class Milestones:
    """Shares of the price, days to Milestone 1, share of the course, months to Milestone 3."""

    m1_share: Decimal
    m2_share: Decimal
    m3_share: Decimal
    m1_days: int
    share_required: Decimal
    m3_months: int


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract file. ``sha256`` is its hash, for every report."""

    id: str
    ukprn: int
    provider: str
    wave: str
    wave_from: date
    wave_to: date
    max_value: Decimal | None
    max_learners: int | None
    bootcamps: dict[str, Bootcamp]
    milestones: Milestones
    contributions: dict[str, Decimal]
    readings: Readings
    areas: dict[str, str] = field(repr=False)
    register: frozenset[tuple[str, int]] = field(repr=False)
    salaries: dict[int, Decimal] = field(repr=False)
    calendar: tuple[Return, ...] = field(repr=False)
    file: str
    sha256: str

    def beside(self) -> str:
        """A hash of what the files hold that the contract names (areas, register, salaries, calendar)."""
        held = (sorted(self.areas.items()), sorted(self.register), sorted(self.salaries.items()), self.calendar)
        return sha256(repr(held).encode()).hexdigest()

    def allocates(self, learn_aim_ref: str | None) -> bool:
        """Whether the aim is one of this contract's bootcamps."""
        return learn_aim_ref in self.bootcamps


@dataclass(frozen=True, slots=True)
class Contracts:
    """All contract files of one run. The wave and the readings that settle between providers are the same in each."""

    all: tuple[Contract, ...]

    def of(self, ukprn: int | None) -> Contract | None:
        """The contract of a provider, or None."""
        return next((contract for contract in self.all if contract.ukprn == ukprn), None)

    def terms_for(self, ukprn: int | None) -> Contract:
        """The terms that a provider's file is judged with.

        Its own contract; otherwise the only one there is (and NP-01 stops every payment); with several, none of them
        this provider's, the first one's readings with nothing allocated.
        """
        own = self.of(ukprn)
        if own is not None or len(self.all) == 1:
            return own or self.all[0]
        return replace(self.all[0], bootcamps={})

    def known_aims(self) -> frozenset[str]:
        """Every bootcamp aim reference that these contracts and their registers name."""
        own = {ref for contract in self.all for ref in contract.bootcamps}
        registered = {ref for contract in self.all for ref, _ in contract.register}
        return frozenset(own | registered)
