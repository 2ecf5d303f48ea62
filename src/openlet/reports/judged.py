"""What the reports are made from: one settled run, what was read for it, and the columns that every row begins with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from openlet.contracts.rates import Rates
from openlet.contracts.terms import Contract
from openlet.facts.destinations import current_outcome
from openlet.ilr.records import DPOutcome
from openlet.payments.bootcamps import Bootcamp
from openlet.payments.claims import Claim, ReturnOf
from openlet.payments.settled import Settled
from openlet.reports.pay import document
from openlet.reports.seen import SeenInFile
from openlet.reports.tables import Cell, Table
from openlet.reports.when import return_name

CONTEXT = ("return", "as_of", "ukprn", "contract_id")
NAMES = ("family_name", "given_names")
LEARNER_COLUMNS = ("learn_ref_number", "learner")
PENNY = Decimal("0.01")

Reference = tuple[int, str | None]  # UKPRN and LearnRefNumber
Outcomes = dict[str | None, tuple[DPOutcome, ...]]  # the destination outcomes of a file, by LearnRefNumber
PersonNames = dict[Reference, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of the run: its return, its claims and its destination records.

    ``seen``: every finding on it, where they were asked for.
    """

    returned: ReturnOf
    claims: tuple[Claim, ...]
    outcomes: Outcomes
    seen: SeenInFile | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A settled run with all that its reports need. ``names`` is None unless the user asked for names.

    ``rates`` are the user's, for the forecast; None where it goes by the provider's own history.
    ``answer`` is the JSON document of ``pay``, so that totals and the exit status are those of ``pay``.
    """

    settled: Settled
    files: tuple[FileRead, ...]
    answer: dict[str, Any]
    names: PersonNames | None
    rates: Rates | None = None
    _contracts: dict[int, Contract] = field(default_factory=dict, repr=False)
    _bootcamps: dict[int, list[Bootcamp]] = field(default_factory=dict, repr=False)
    _return_names: dict[ReturnOf, str] = field(default_factory=dict, repr=False)
    _milestone_aims: dict[tuple[object, ...], list[Claim]] = field(default_factory=dict, repr=False)
    _returns: dict[int, list[ReturnOf]] = field(default_factory=dict, repr=False)
    _outcomes: dict[Reference, tuple[DPOutcome, ...]] = field(default_factory=dict, repr=False)

    @property
    def as_of(self) -> date:
        """The day of the run."""
        return self.settled.as_of

    def contract(self, ukprn: int) -> Contract:
        """The terms that a provider was judged with."""
        return self._contracts.get(ukprn) or self.settled.contracts.terms_for(ukprn)

    def contract_id(self, ukprn: int) -> str | None:
        """The provider's own contract, or None."""
        own = self._contracts.get(ukprn)
        return own.id if own else None

    def bootcamps_of(self, ukprn: int) -> list[Bootcamp]:
        """The settled bootcamps of a provider."""
        return self._bootcamps.get(ukprn, [])

    def return_name(self, returned: ReturnOf) -> str:
        """The name of the return that a file is, such as "2023-24 R10 (inferred)"."""
        if returned not in self._return_names:
            self._return_names[returned] = return_name(returned, self.contract(returned.UKPRN or 0))
        return self._return_names[returned]

    def context(self, claim: Claim) -> tuple[Cell, ...]:
        """The first cells of a row about a claim."""
        return (self.return_name(claim.returned), self.as_of, claim.UKPRN, self.contract_id(claim.UKPRN))

    def provider_context(self, ukprn: int) -> tuple[Cell, ...]:
        """The first cells of a row about a provider: all its returns that count."""
        names = [self.return_name(one) for one in self._returns.get(ukprn, ())]
        return ("; ".join(names), self.as_of, ukprn, self.contract_id(ukprn))

    def providers(self) -> list[int]:
        """Every provider with a contract or a return that counts, in order."""
        return sorted(self._contracts.keys() | self._returns.keys())

    def history(self, bootcamp: Bootcamp | None, claim: Claim) -> list[Claim]:
        """The same aim in every return that counts or came before, oldest first."""
        if bootcamp is not None and claim is bootcamp.claim:
            return [*bootcamp.case.earlier, claim]
        return self._milestone_aims.get(_aim_key(claim), [claim])

    def outcome(self, claim: Claim) -> DPOutcome | None:
        """The destination outcome in force on the day, from the newest year's return that holds any (AMB-27)."""
        return current_outcome(self._outcomes.get((claim.UKPRN, claim.LearnRefNumber), ()), self.as_of)

    def with_names(self, table: Table) -> Table:
        """The table with the learners' names as two more columns, if they were asked for and it has learners."""
        learner = next((column for column in LEARNER_COLUMNS if column in table.columns), None)
        if self.names is None or learner is None:
            return table
        at, provider = table.columns.index(learner), table.columns.index("ukprn")
        rows = [(*row, *self.names.get((_number(row[provider]), _text(row[at])), (None, None))) for row in table.rows]
        return Table(table.name, table.title, (*table.columns, *NAMES), rows)


def judged(
    settled: Settled, files: Iterable[FileRead], names: PersonNames | None = None, rates: Rates | None = None
) -> Judged:
    """Put together what the reports need."""
    listed = tuple(sorted(files, key=lambda file: (file.returned.year, file.returned.age)))
    made = Judged(settled, listed, document(settled), names, rates)
    made._contracts.update((one.ukprn, one) for one in settled.contracts.all)
    for bootcamp in settled.bootcamps:
        made._bootcamps.setdefault(bootcamp.claim.UKPRN, []).append(bootcamp)
    for file in {one.returned: one for one in listed}.values():  # a file given twice counts once
        is_current = file.returned in settled.standing.current
        if is_current:
            made._returns.setdefault(file.returned.UKPRN or 0, []).append(file.returned)
            found = {(file.returned.UKPRN or 0, reference): held for reference, held in file.outcomes.items() if held}
            made._outcomes.update(found)  # the newest year's record of a learner counts
        if is_current or file.returned in settled.standing.earlier:
            for claim in file.claims:
                if claim.kind != "BC":
                    made._milestone_aims.setdefault(_aim_key(claim), []).append(claim)
    return made


def pounds(pence: int) -> Decimal:
    """Pence as pounds with two places, for a cell."""
    return Decimal(pence).scaleb(-2).quantize(PENNY)


def rate(share: Decimal) -> Decimal:
    """A share with at least two places, for a cell."""
    return share if share.as_tuple().exponent < -2 else share.quantize(PENNY)  # type: ignore[operator]


def _aim_key(claim: Claim) -> tuple[object, ...]:
    return (claim.UKPRN, claim.LearnRefNumber, claim.kind, claim.bootcamps)


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _text(cell: Cell) -> str | None:
    return cell if isinstance(cell, str) else None
