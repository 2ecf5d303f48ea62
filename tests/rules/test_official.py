"""Declaring a rule of the official catalogue."""

from collections.abc import Iterator

import pytest

from openlet.ilr.records import Learner
from openlet.rules import BadRule, Rule, Severity, _registered
from openlet.rules.official import official


@pytest.fixture(autouse=True)
def tidy() -> Iterator[None]:
    """Leave the book as it was."""
    before = dict(_registered)
    yield
    _registered.clear()
    _registered.update(before)


def declared(code: str) -> Rule:
    _registered.pop(code, None)

    @official(code, on="Learner", shows=("ULN",), message="The ULN is {ULN}. Mend it.")
    def fault(learner: Learner) -> bool:
        """Something must be so."""
        return True

    return _registered[code]


def test_severity_and_source_come_from_the_catalogue() -> None:
    found = declared("ULN_04")
    assert (found.severity, found.priority) == (Severity.ERROR, 3)
    assert str(found.source) == "ILR validation rules 2025-26, Learner, ULN_04"
    assert (found.first_year, found.last_year) == (None, None)


def test_a_warning_comes_last_in_the_to_do_list() -> None:
    found = declared("ULN_06")
    assert (found.severity, found.priority) == (Severity.WARNING, 5)


def test_the_years_come_from_the_catalogue() -> None:
    assert declared("FundModel_17").first_year == 2425
    assert declared("Outcome_12").first_year == 2526


def test_a_code_that_is_not_in_the_catalogue_is_refused() -> None:
    with pytest.raises(BadRule, match=r"^ULN_99 is not in the catalogue of official rules \(spec/rules.csv\)$"):
        declared("ULN_99")
