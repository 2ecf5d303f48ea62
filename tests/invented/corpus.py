"""Invented runs, written once, and what the rules find in them."""

import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from openlet.contracts.reading import read_contracts
from openlet.facts.given import given_for
from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.invented import generate
from openlet.invented.lists import season
from openlet.rules import Checker, book
from openlet.spec.years import Year

LEARNERS, FILES, SEED = 2000, 4, 20240401
_folder = tempfile.TemporaryDirectory()


@cache
def run(year: Year) -> tuple[list[Path], list[Path]]:
    """The returns and the contracts of an invented run of a year."""
    paths = generate(Path(_folder.name) / year.year, LEARNERS, FILES, year, SEED)
    return paths[:FILES], paths[FILES:]


@cache
def checked(year: Year) -> tuple[Counter[str], int]:
    """How often each rule fires over the run of a year, and how many learners have no finding at all."""
    found: Counter[str] = Counter()
    clean = 0
    returns, contracts = run(year)
    terms = read_contracts(contracts)
    day = season(year).prepared
    for path in returns:
        checker = Checker(given_for(terms, year, day, day, int(path.name[4:12])), book())
        for item in IlrFile(source(str(path))):
            findings = checker.item(item)
            found.update(finding.rule.code for finding in findings)
            clean += isinstance(item.record, Learner) and not findings
        found.update(finding.rule.code for finding in checker.finish())
        crashed = [outcome.rule.code for outcome in checker.outcomes.values() if outcome.crashed]
        assert not crashed, f"crashed: {crashed}"
    return found, clean
