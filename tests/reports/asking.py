"""Ask for the reports of invented returns that went through XML and both stages."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from openlet.contracts.rates import Rates, read_rates
from openlet.contracts.terms import Contract, Contracts
from openlet.ilr.opening import Source
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.payments.ledger import Entry, Ledger
from openlet.reports.judged import Judged, PersonNames
from openlet.reports.tables import Cell, Report, Table
from openlet.scale.reporting import judge_files
from openlet.scale.stage_one import open_file
from tests.make import AS_OF, BOOTCAMP, START, UKPRN, ULN, contract, xml

OTHER_UKPRN = 10999992
OTHER_CONTRACT = """
[contract]
id = "EXAMPLE-0002"
ukprn = 10999992
provider = "Another Example Ltd"

[[contract.bootcamp]]
learn_aim_ref = "Z0020009"
price_per_learner = "1000.00"
"""

Top = Learner | LearnerDestinationandProgression
Row = dict[str, Cell]


@dataclass(frozen=True)
class Returned:
    """One invented return."""

    records: tuple[Top, ...]
    prepared: date = AS_OF
    year: str = "2023-24"
    ukprn: int = UKPRN


def returned(*records: Top, prepared: date = AS_OF, year: str = "2023-24", ukprn: int = UKPRN) -> Returned:
    """A return of some learners."""
    return Returned(records, prepared, year, ukprn)


def judge(
    *returns: Returned,
    readings: str = "",
    contracts: Iterable[Contract] = (),
    paid: Iterable[Entry] = (),
    complete: bool = False,
    as_of: date | None = None,
    names: PersonNames | None = None,
    rates: str | None = None,
    looking: bool = False,
) -> Judged:
    """Settle returns as ``pay`` does, ready for the reports.

    ``rates``: the text of a file of rates. ``looking``: every rule is run and what it finds is kept.
    """
    terms = Contracts(tuple(contracts) or (contract(readings),))
    day = as_of or max(one.prepared for one in returns)
    opened = [open_file(_source(number, one)) for number, one in enumerate(returns)]
    ledger = Ledger()
    ledger.add(paid)
    given = None if rates is None else rates_of(rates, terms)
    run = judge_files(opened, terms, ledger, day, complete=complete, rates=given, every_rule=looking)
    return replace(run, names=names)


def _source(number: int, one: Returned) -> Source:
    return Source(f"file{number}.xml", None, xml(one.records, one.year, one.prepared, one.ukprn).encode())


def rates_of(text: str, terms: Contracts) -> Rates:
    """A file of rates read by the real reader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rates.toml"
        path.write_text(text, encoding="utf-8")
        return read_rates(path, terms)


def entry(milestone: str, pence: int, **fields: Any) -> Entry:
    """A payment in the ledger for the usual learner's usual bootcamp."""
    usual: dict[str, Any] = {
        "ULN": ULN,
        "UKPRN": UKPRN,
        "LearnRefNumber": "L0001",
        "LearnAimRef": BOOTCAMP,
        "LearnStartDate": START,
        "milestone": milestone,
        "pence": pence,
        "year": 2324,
        "reason": "new",
    }
    return Entry(**{**usual, **fields})


def table(report: Report, name: str) -> Table:
    """A table of a report by its name."""
    return next(one for one in report.tables if one.name == name)


def rows(report: Report, name: str) -> list[Row]:
    """The rows of a table by column name."""
    return table(report, name).records()


def pick(found: Iterable[Row], /, **wanted: Cell) -> list[Row]:
    """The rows with these values."""
    return [row for row in found if all(row[column] == value for column, value in wanted.items())]


def only(found: Iterable[Row], /, **wanted: Cell) -> Row:
    """The one row with these values."""
    (row,) = pick(found, **wanted)
    return row
