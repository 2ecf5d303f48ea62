"""Ask for the reports of invented returns that went through XML and both stages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openlet.contracts.terms import Contract, Contracts
from openlet.ilr.opening import Source
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.payments.ledger import Entry, Ledger
from openlet.reports.judged import FileRead, Judged, PersonNames, judged
from openlet.reports.tables import Cell, Report, Table
from openlet.scale.stage_one import open_file, stage_one
from openlet.scale.stage_two import stage_two
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
) -> Judged:
    """Settle returns as ``pay`` does, ready for the reports."""
    terms = Contracts(tuple(contracts) or (contract(readings),))
    day = as_of or max(one.prepared for one in returns)
    files = []
    for number, one in enumerate(returns):
        text = xml(one.records, one.year, one.prepared, one.ukprn)
        files.append(stage_one(open_file(Source(f"file{number}.xml", None, text.encode())), terms, day))
    ledger = Ledger()
    ledger.add(paid)
    settled = stage_two(files, terms, ledger, day, complete)
    return judged(settled, [FileRead(one.returned, tuple(one.claims), one.destinations) for one in files], names)


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
