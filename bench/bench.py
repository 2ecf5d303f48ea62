"""Figures on this machine: invented returns read, checked and priced, held against a bare XML parse and public tools.

python3 dev.py bench            files of 5,000 and 100,000 learners, engines, public tools, the entry tool
python3 dev.py bench --quick    without the file of 100,000
python3 dev.py bench --files    everything but the entry tool
python3 dev.py bench --web      the entry tool only
python3 dev.py bench --team     a team's server only, with a PostgreSQL of its own
python3 dev.py bench --scale    many files only: up to 300,000 learners in 300 files
"""

import argparse
import gc
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.parsers import expat

from engines import engines
from measured import measured
from others import SCHEMAS, others

from openlet.cli import RARELY
from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.facts.given import Given
from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile, Item
from openlet.ilr.records import Learner
from openlet.invented import generate
from openlet.payments.ledger import Ledger
from openlet.rules import Checker, Rule, book
from openlet.scale.stage_one import FileCheck, Opened, day_of_run, open_file, stage_one
from openlet.scale.stage_two import stage_two
from openlet.spec.years import year_of
from scale import scale
from team import team
from web import web

OPENLET = Path(sys.executable).with_name("openlet")
REPEATS = 5
SLOWEST = 10


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median of several runs, in seconds of the processor."""
    taken = []
    for _ in range(repeats):
        gc.collect()
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def bare_parse(path: Path) -> None:
    """Parse the file and do nothing."""
    parser = expat.ParserCreate()
    with path.open("rb") as file:
        parser.ParseFile(file)


def by_xsd(path: Path) -> Callable[[], object] | None:
    """The judgement of the year's XSD by lxml (libxml2), the schema compiled before; None without the schema."""
    schema = next(iter(sorted(SCHEMAS.glob("ilr-2023-24-*.xsd"))), None)
    if schema is None:
        return None
    from lxml import etree

    judge = etree.XMLSchema(etree.parse(str(schema)))
    return lambda: judge.validate(etree.parse(str(path)))


def program(*arguments: str) -> tuple[float, float]:
    """Run the program itself: seconds of the processor, and its peak memory in megabytes."""
    used = measured([str(OPENLET), *arguments])
    return used.seconds, used.memory


def row(name: str, took: float, learners: int, bare: float) -> None:
    """One line of figures."""
    print(f"{name:<46}{took:9.3f} s{learners / took:12,.0f} learners/s{took / bare:8.1f} x bare parse")


def small(folder: Path, learners: int) -> None:
    """The figures for one file of a few thousand learners."""
    path = generate(folder, learners, 1, year_of("2023-24"), 1)[0]
    contract_files = sorted(folder.glob("*.toml"))
    contracts = read_contracts(contract_files)
    print(f"\n{learners:,} learners, {path.stat().st_size / 1e6:.1f} MB, {len(book())} rules")
    opened = open_file(source(str(path)))
    as_of = day_of_run([opened], None)
    bare = seconds(lambda: bare_parse(path))
    row("bare expat parse", bare, learners, bare)
    reading = seconds(lambda: sum(1 for _ in IlrFile(opened.source)))
    row("read into records", reading, learners, bare)
    row("read and check with all rules", seconds(lambda: list(FileCheck(opened, contracts, as_of))), learners, bare)
    row("pay: both stages", seconds(lambda: paid(opened, contracts, as_of)), learners, bare)
    if (xsd := by_xsd(path)) is not None:
        row("XSD by lxml, nothing else", seconds(xsd), learners, bare)
    rules_alone(opened, contracts, as_of)
    check = FileCheck(opened, contracts, as_of)
    items = [item for item in IlrFile(opened.source) if isinstance(item.record, Learner)][:1000]
    one = seconds(lambda: [Checker(check.given).item(fresh(item)) for item in items[:50]]) / 50
    print(f"{'one learner checked again, new checker':<46}{one * 1000:9.3f} ms")
    contract = ["--contract", *map(str, contract_files)]
    for name, command in (
        ("openlet check --format csv", ["check", str(path), *contract, "--format", "csv"]),
        ("openlet check --format json", ["check", str(path), *contract, "--format", "json"]),
        ("openlet pay --format json", ["pay", str(path), *contract, "--format", "json"]),
    ):
        ran = [program(*command) for _ in range(3)]
        took, memory = statistics.median(run[0] for run in ran), max(run[1] for run in ran)
        print(f"{name + ' (whole program)':<46}{took:9.3f} s{memory:8.0f} MB peak{took / reading:8.1f} x reading")
    others(path, learners)


def paid(opened: Opened, contracts: Contracts, as_of: date) -> object:
    """Both stages over a file."""
    return stage_two([stage_one(opened, contracts, as_of)], contracts, Ledger(), as_of, False)


def fresh(item: Item) -> Item:
    """The same learner without remembered facts, as after an edit."""
    learner = item.record
    learner.facts = None
    if isinstance(learner, Learner):
        for aim in learner.LearningDelivery:
            aim.facts = None
    return item


def rules_alone(opened: Opened, contracts: Contracts, as_of: date) -> None:
    """How many record checks a second the rules alone make, and which ten rules take most of the time.

    A record check is one rule asked about one record. Rules that are narrowed to other records are not asked, and do
    not count.
    """
    given = FileCheck(opened, contracts, as_of).given
    items = list(IlrFile(opened.source))
    asked: dict[str, list[float]] = {made.code: [0, 0.0] for made in book()}
    judge(given, items, [counted(made, asked[made.code]) for made in book()])
    checks = int(sum(count for count, _ in asked.values()))
    bare = seconds(lambda: judge(given, items, ()))
    took = seconds(lambda: judge(given, items, book())) - bare
    print(f"{'rules alone':<46}{took:9.3f} s{checks:12,} record checks{checks / took / 1e6:8.2f} million a second")
    judge(given, items, [timed(made, asked[made.code]) for made in book()])
    for code, (count, spent) in sorted(asked.items(), key=lambda pair: -pair[1][1])[:SLOWEST]:
        print(f"    {code:<42}{spent:9.3f} s{int(count):12,} records{spent / count * 1e6:10.1f} microseconds each")


def judge(given: Given, items: list[Item], rules: Iterable[Rule]) -> None:
    """Judge all records by some rules."""
    checker = Checker(given, rules)
    for item in items:
        checker.item(fresh(item))
    checker.finish()


def counted(made: Rule, asked: list[float]) -> Rule:
    """The same rule, which counts how often it is asked."""

    def fault(*chain: object) -> object:
        asked[0] += 1
        return made.fault(*chain)

    return replace(made, fault=fault)


def timed(made: Rule, asked: list[float]) -> Rule:
    """The same rule, which adds up how long it takes; facts count for the rule that asks first."""

    def fault(*chain: object) -> object:
        began = time.process_time()
        answer = made.fault(*chain)
        asked[1] += time.process_time() - began
        return answer

    return replace(made, fault=fault)


def large(folder: Path, learners: int) -> None:
    """Time and memory for one very large file."""
    path = generate(folder, learners, 1, year_of("2023-24"), 2)[0]
    contract = ["--contract", *map(str, sorted(folder.glob("*.toml")))]
    took, memory = program("check", str(path), *contract, "--format", "csv")
    print(f"\n{learners:,} learners, {path.stat().st_size / 1e6:.0f} MB")
    reading = seconds(lambda: sum(1 for _ in IlrFile(source(str(path)))), 1)
    print(f"{'read into records':<46}{reading:9.1f} s")
    ratio = f"{took / reading:8.1f} x reading"
    print(f"{'openlet check --format csv (whole program)':<46}{took:9.1f} s{memory:8.0f} MB peak{ratio}")


def main() -> None:
    """Print all figures."""
    gc.set_threshold(RARELY)  # as the program does
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="leave out the large file")
    options.add_argument("--files", action="store_true", help="everything but the entry tool")
    options.add_argument("--web", action="store_true", help="the entry tool only")
    options.add_argument("--team", action="store_true", help="a team's server only (needs PostgreSQL)")
    options.add_argument("--scale", nargs="*", type=int, metavar="LEARNERS", help="many files only (see scale.py)")
    chosen = options.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    if chosen.scale is not None:
        scale(*([tuple(chosen.scale)] if chosen.scale else []))
        return
    with tempfile.TemporaryDirectory() as folder:
        if chosen.team:
            team(Path(folder) / "team")
            return
        if not chosen.web:
            small(Path(folder) / "small", 5000)
        if not (chosen.quick or chosen.web):
            large(Path(folder) / "large", 100_000)
            engines(Path(folder) / "engines", 30_000, 30)
        if chosen.files:
            return
        web(Path(folder) / "web", 5000, 10_000)
    print(f"\nThis process used {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most.")


if __name__ == "__main__":
    main()
