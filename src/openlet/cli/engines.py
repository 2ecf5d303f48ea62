"""Which engine works: this machine's own processes, or Spark."""

import argparse

from openlet.cli.output import Refused


def add_engine(parser: argparse.ArgumentParser) -> None:
    """--engine and what belongs to Spark."""
    parser.add_argument(
        "--engine", choices=("local", "spark"), default="local",
        help="who works: this program alone, or Spark here or on a cluster (default: local)",
    )  # fmt: skip
    parser.add_argument("--master", metavar="M", help="with --engine spark: the Spark master, such as local[4] or yarn")
    parser.add_argument(
        "--parquet", metavar="FOLDER",
        help="with --engine spark: let Spark write the answers there as Parquet, and show the totals only",
    )  # fmt: skip


def only_with_spark(options: argparse.Namespace) -> None:
    """Raises ``Refused`` where the other engine is to do what only Spark does."""
    for name in ("master", "parquet"):
        if getattr(options, name) is not None and options.engine != "spark":
            raise Refused(f"--{name} belongs to Spark. Add --engine spark, or leave --{name} out.")
