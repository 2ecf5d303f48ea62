"""The example in the repository is what the module makes, and shows what the manual says."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from openlet.contracts.reading import read_contracts
from openlet.facts.given import given_for
from openlet.ilr.identifiers import is_ni_number, is_valid_uln
from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.invented.example import UKPRN, make_example
from openlet.rules import Checker, Severity, book
from openlet.spec.years import year_of
from tests import reference

EXAMPLES = Path(__file__).parents[2] / "examples"
FIRST = "ILR-10999991-2324-20240820-093000-01.xml", "2023-24", date(2024, 8, 20)
SECOND = "ILR-10999991-2425-20241018-093000-01.xml", "2024-25", date(2024, 10, 18)
BOTH = pytest.mark.parametrize(("name", "year", "day"), [FIRST, SECOND])


def no_pay(name: str, year: str, day: date) -> dict[str, list[str]]:
    """The no-pay codes of each learner who has any."""
    contracts = read_contracts([EXAMPLES / "contract.toml"])
    checker = Checker(given_for(contracts, year_of(year), day, day, UKPRN), book())
    found: dict[str, list[str]] = {}
    for item in IlrFile(source(str(EXAMPLES / name))):
        for finding in checker.item(item):
            if finding.rule.severity is Severity.NO_PAY:
                found.setdefault(item.record.LearnRefNumber or "", []).append(finding.rule.code)
    return found


def test_the_files_in_the_repository_are_those_that_the_module_makes(tmp_path: Path) -> None:
    made = make_example(tmp_path)
    assert {path.name for path in made} == {FIRST[0], SECOND[0], "contract.toml"}
    assert [path.name for path in made if path.read_bytes() != (EXAMPLES / path.name).read_bytes()] == []


@BOTH
def test_they_are_valid_by_the_schema(name: str, year: str, day: date) -> None:
    assert reference.is_valid(year, etree.parse(EXAMPLES / name))


def test_each_fault_is_in_one_learner() -> None:
    assert no_pay(*FIRST) == {
        "L0006": ["NP-08"],
        "L0007": ["NP-09"],
        "L0008": ["NP-02"],
        "L0009": ["NP-03"],
        "L0010": ["NP-07"],
        "L0011": ["NP-10"],
        "L0012": ["NP-15"],
        "L0014": ["NP-14"],
        "L0015": ["NP-04"],
    }


def test_the_second_return_has_no_fault() -> None:
    assert no_pay(*SECOND) == {}


@BOTH
def test_its_people_are_invented(name: str, year: str, day: date) -> None:
    for item in IlrFile(source(str(EXAMPLES / name))):
        learner = item.record
        if isinstance(learner, Learner):
            assert is_ni_number(learner.NINumber or "")
            assert (learner.Email or "").endswith("@example.org")
            assert (learner.TelNo or "").startswith("01632960")
            assert is_valid_uln(learner.ULN or 0) or learner.LearnRefNumber == "L0008"
