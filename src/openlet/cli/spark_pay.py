"""``pay --engine spark``: the same answers, worked out by Spark on this machine or on a cluster."""

import argparse
import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from openlet.cli.output import FOUND, NOTHING, Refused, say, width, write
from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.payments.ledger import Ledger, append, read_ledger
from openlet.reports.pay import MILESTONE_COLUMNS, Sums, head, milestone_table, notes_of, summary_tables
from openlet.reports.tables import MARKING, Table, csv_text, text_of, xlsx_bytes
from openlet.scale.spark_runs import SparkPay, pay_on_spark, write_parquet
from openlet.scale.spark_session import NoSpark, spark_session
from openlet.spec.years import year_of


def pay_with_spark(options: argparse.Namespace) -> int:
    """Which milestones are paid, how much, and otherwise why not. Raises ``Refused``."""
    if "-" in options.files:
        raise Refused("Spark cannot read standard input. Name files or folders that the cluster can read.")
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    told = Told(year_of(options.year) if options.year else None, options.ukprn)
    lines = options.format == "csv"
    try:
        with spark_session(options.master) as session:
            found = pay_on_spark(
                session, options.files, contracts, ledger, options.as_of, options.complete_return, lines, told
            )
            _write(options, found, contracts, ledger)
    except NoSpark as error:
        raise Refused(str(error)) from None
    for note in (*found.notes, *notes_of(found.standing, found.as_of, found.is_kept)):
        say(note)
    return FOUND if found.is_unpaid else NOTHING


def _write(options: argparse.Namespace, found: SparkPay, contracts: Contracts, ledger: Ledger) -> None:
    from openlet.cli.pay import run_of

    record = partial(append, options.ledger, ledger, run_of(found.files, found.as_of), found.moves)
    sums = Sums()
    sums.of_providers = found.sums
    start = head(found.standing, contracts, found.as_of)
    if options.parquet:
        write_parquet(found, options.parquet)
    chunks, binary = _content(options, found, start, sums.totals(contracts))
    write(options.out, chunks, binary, record if options.ledger and not options.no_record else None)


def _content(
    options: argparse.Namespace, found: SparkPay, start: dict[str, Any], totals: list[dict[str, Any]]
) -> tuple[Iterable[bytes], bool]:
    if options.format == "json" and not options.parquet:
        return _json(found, start, totals), False
    if options.format == "csv" and not options.parquet:
        return _csv(found), False
    bootcamps = [] if options.parquet else [json.loads(row["entry"]) for row in _rows(found, "entry")]
    signed = [json.loads(one) for row in _rows(found, "sign_off") for one in row["sign_off"]]
    answer = start | {"bootcamps": bootcamps, "totals": totals, "sign_off": signed}
    tables = summary_tables(answer)[1 if options.parquet else 0 :]
    if options.format == "xlsx":
        return (xlsx_bytes([milestone_table(answer), *tables[0 if options.parquet else 1 :]]),), True
    first = f"{MARKING}\nJudged as of {start['as_of']}. Areas: {start['postcodes']}.\n\n"
    return ((first + text_of(tables, width())).encode(),), False


def _json(found: SparkPay, start: dict[str, Any], totals: list[dict[str, Any]]) -> Iterator[bytes]:
    """The document of ``pay``, entry by entry as Spark hands them over."""
    as_json = json.JSONEncoder(ensure_ascii=False).encode
    yield (as_json(start)[:-1] + ', "bootcamps": [').encode()
    yield from _joined(row["entry"] for row in _rows(found, "entry"))
    yield f'], "totals": {as_json(totals)}, "sign_off": ['.encode()
    yield from _joined(one for row in _rows(found, "sign_off") for one in row["sign_off"])
    yield b"]}\n"


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    comma = ""
    for text in texts:
        yield (comma + text).encode()
        comma = ", "


def _csv(found: SparkPay) -> Iterator[bytes]:
    yield csv_text(Table("pay", "Milestones", MILESTONE_COLUMNS, ())).encode()
    for row in _rows(found, "lines"):
        yield row["lines"].encode()


def _rows(found: SparkPay, column: str) -> Iterator[Any]:
    """A column of the answers, in their order, a part at a time."""
    if column == "sign_off" and not found.goes_back:
        return iter(())
    answers = found.answers.where("size(sign_off) > 0") if column == "sign_off" else found.answers
    return answers.select(column).toLocalIterator()  # type: ignore[no-any-return]
