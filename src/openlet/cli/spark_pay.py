"""``pay --engine spark``: the same answers, worked out by Spark on this machine or on a cluster."""

import argparse
from pathlib import Path

from openlet.cli.answering import write_answers
from openlet.cli.output import Refused, say
from openlet.contracts.reading import read_contracts
from openlet.exchange.occupancy import Told
from openlet.payments.ledger import Ledger, read_ledger
from openlet.scale.spark_runs import pay_on_spark, write_parquet
from openlet.scale.spark_session import NoSpark, spark_session
from openlet.spec import pack
from openlet.spec.years import year_of


def pay_with_spark(options: argparse.Namespace) -> int:
    """Which milestones are paid, how much, and otherwise why not. Raises ``Refused``."""
    if "-" in options.files:
        raise Refused("Spark cannot read standard input. Name files or folders that the cluster can read.")
    if options.parquet and "://" not in options.parquet and Path(options.parquet).exists():
        raise Refused(f"{options.parquet} exists already. Name a new folder.")
    if pack.label():
        raise Refused(
            f"The {pack.label()} is in force, and Spark's workers do not have it. Use --engine local, or take the rule "
            "pack off: openlet pack off"
        )
    contracts = read_contracts(options.contract)
    ledger = read_ledger(options.ledger) if options.ledger else Ledger()
    told = Told(year_of(options.year) if options.year else None, options.ukprn)
    lines = options.format == "csv"
    try:
        with spark_session(options.master) as session:
            found = pay_on_spark(
                session, options.files, contracts, ledger, options.as_of, options.complete_return, lines, told
            )
            if options.parquet:
                write_parquet(found, options.parquet)
            status = write_answers(options, found, contracts, ledger, with_bootcamps=not options.parquet)
    except NoSpark as error:
        raise Refused(str(error)) from None
    for note in found.notes:
        say(note)
    return status
