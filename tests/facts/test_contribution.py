from datetime import date
from decimal import Decimal

import pytest

from openlet.facts.contribution import (
    bootcamp_contribution,
    contribution,
    contribution_disagrees,
    contribution_texts,
    contributions,
    contributions_written,
    funding_indicators,
    inexact_contributions,
)
from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery
from tests.make import BOOTCAMP, CONTRACT, aim, boxes, contract, fams, given, learner, milestone

TEN, THIRTY = Decimal("0.10"), Decimal("0.30")
LENIENT = given()
EXACT = given('contribution_match = "exact"')


def holding(*values: str, **fields: object) -> LearningDelivery:
    return aim(ProviderSpecDeliveryMonitoring=boxes(*values), **fields)


@pytest.mark.parametrize(
    ("values", "lenient", "exact"),
    [
        pytest.param((), (), (), id="none"),
        pytest.param(("Contribution 10",), (TEN,), (TEN,), id="10 as in the contract"),
        pytest.param(("Contribution 30",), (THIRTY,), (THIRTY,), id="30 as in the contract"),
        pytest.param(("CONTRIBUTION 10",), (TEN,), (), id="capitals"),
        pytest.param(("contribution   30",), (THIRTY,), (), id="small letters and blanks"),
        pytest.param((" Contribution 10 ",), (TEN,), (TEN,), id="blanks around it"),
        pytest.param(("Contribution10",), (), (), id="no blank"),
        pytest.param(("10%",), (), (), id="a number"),
        pytest.param(("Contribution 20",), (), (), id="a rate that does not exist"),
        pytest.param(("Contribution 10", "Contribution 30"), (TEN, THIRTY), (TEN, THIRTY), id="both"),
        pytest.param(("Contribution 30", "contribution 10"), (THIRTY, TEN), (THIRTY,), id="both, one of them loose"),
        pytest.param(("Contribution 10", "CONTRIBUTION 10"), (TEN,), (TEN,), id="the same twice"),
    ],
)
def test_contributions(values: tuple[str, ...], lenient: tuple[Decimal, ...], exact: tuple[Decimal, ...]) -> None:
    record = holding(*values)
    assert contributions(record, LENIENT) == lenient
    assert contributions(record, EXACT) == exact
    assert contribution(record, LENIENT) == (lenient[0] if len(lenient) == 1 else None)
    assert contribution(record, EXACT) == (exact[0] if len(exact) == 1 else None)


def test_the_contracts_own_texts_and_rates() -> None:
    judged_with = given(terms=contract(text=f'{CONTRACT}\n[contributions]\n"Employer 0" = "0"\n"Half" = "0.5"\n'))
    assert contribution(holding("half"), judged_with) == Decimal("0.5")
    assert contribution(holding("Employer 0"), judged_with) == 0
    assert contribution(holding("Contribution 10"), judged_with) is None
    assert contributions_written(holding("HALF", "Contribution 10", "own"), judged_with) == ("HALF", "Contribution 10")
    assert inexact_contributions(holding("Half", "HALF", "own"), judged_with) == ("HALF",)


@pytest.mark.parametrize(
    ("values", "written", "inexact"),
    [
        pytest.param(("own text", "WMCA1.1"), (), (), id="the provider's own text"),
        pytest.param(("Contribution 10",), ("Contribution 10",), (), id="exact"),
        pytest.param(("CONTRIBUTION 10",), ("CONTRIBUTION 10",), ("CONTRIBUTION 10",), id="loose"),
        pytest.param(("Contribution 20",), ("Contribution 20",), ("Contribution 20",), id="not recognised"),
    ],
)
def test_texts_that_speak_of_a_contribution(
    values: tuple[str, ...], written: tuple[str, ...], inexact: tuple[str, ...]
) -> None:
    assert contributions_written(holding(*values), LENIENT) == written
    assert inexact_contributions(holding(*values), LENIENT) == inexact


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        pytest.param(("FFI1",), {"1"}, id="fully funded"),
        pytest.param(("FFI2", "SOF112"), {"2"}, id="co-funded"),
        pytest.param(("FFI1", "FFI2", "FFI2"), {"1", "2"}, id="both"),
        pytest.param(("SOF112",), set(), id="none"),
    ],
)
def test_funding_indicators(codes: tuple[str, ...], found: set[str]) -> None:
    assert funding_indicators(aim(LearningDeliveryFAM=fams(*codes))) == found


@pytest.mark.parametrize(
    ("indicators", "values", "lenient", "exact"),
    [
        pytest.param("1", (), False, False, id="fully funded, none"),
        pytest.param("2", ("Contribution 10",), False, False, id="co-funded, one"),
        pytest.param("2", ("CONTRIBUTION 10",), False, True, id="co-funded, one loose"),
        pytest.param("2", (), True, True, id="co-funded, none"),
        pytest.param("1", ("Contribution 10",), True, True, id="fully funded, one"),
        pytest.param("1", ("CONTRIBUTION 10",), True, False, id="fully funded, one loose"),
        pytest.param("", ("Contribution 10",), True, True, id="no indicator, one"),
        pytest.param("", (), False, False, id="no indicator, none"),
        pytest.param("2", ("Contribution 10", "Contribution 30"), True, True, id="co-funded, both"),
        pytest.param("2", ("Contribution 10", "contribution 30"), True, False, id="co-funded, one of both loose"),
        pytest.param("12", ("Contribution 10",), True, True, id="both indicators, one"),
        pytest.param("12", (), True, True, id="both indicators, none"),
    ],
)
def test_whether_indicator_and_contribution_disagree(
    indicators: str, values: tuple[str, ...], lenient: bool, exact: bool
) -> None:
    record = holding(*values, LearningDeliveryFAM=fams(*(f"FFI{code}" for code in indicators)))
    assert contribution_disagrees(record, LENIENT) is lenient
    assert contribution_disagrees(record, EXACT) is exact


FIRST = holding("Contribution 10", LearnStartDate=date(2024, 5, 1))
RESTART = holding("Contribution 30", LearnStartDate=date(2024, 6, 1), AimSeqNumber=2)
UNDATED = holding("Contribution 30", LearnStartDate=None, AimSeqNumber=2)
OTHER = holding("Contribution 30", LearnAimRef="Z0020002", LearnStartDate=date(2024, 7, 1), AimSeqNumber=2)


@pytest.mark.parametrize(
    ("aims", "named", "found"),
    [
        pytest.param((FIRST,), (BOOTCAMP,), TEN, id="that of the bootcamp"),
        pytest.param((FIRST, RESTART), (BOOTCAMP,), THIRTY, id="that of the latest spell"),
        pytest.param((RESTART, FIRST), (BOOTCAMP,), THIRTY, id="whatever the order"),
        pytest.param((UNDATED, FIRST), (BOOTCAMP,), TEN, id="a spell without a start counts as the earliest"),
        pytest.param((FIRST, OTHER), (BOOTCAMP,), TEN, id="not that of another bootcamp"),
        pytest.param((aim(),), (BOOTCAMP,), None, id="a bootcamp without one"),
        pytest.param((FIRST,), (), None, id="no bootcamp named"),
        pytest.param((FIRST, OTHER), (BOOTCAMP, "Z0020002"), None, id="two bootcamps named"),
        pytest.param((FIRST,), ("Z0020002",), None, id="a bootcamp that the learner is not on"),
        pytest.param((), (BOOTCAMP,), None, id="the bootcamp stands in last year's return"),
    ],
)
@pytest.mark.parametrize("judged_with", [LENIENT, EXACT])
def test_the_contribution_of_the_bootcamp_that_a_milestone_aim_names(
    judged_with: Given, aims: tuple[LearningDelivery, ...], named: tuple[str, ...], found: Decimal | None
) -> None:
    claim = milestone(AimSeqNumber=3, ProviderSpecDeliveryMonitoring=boxes(*named))
    assert bootcamp_contribution(claim, learner(*aims, claim), judged_with) == found


def test_the_texts_of_a_contribution_as_they_are_written() -> None:
    both = holding("WMCA1.1", "contribution  10", "Contribution 20", "Contribution 10")
    assert contribution_texts(both, LENIENT) == ("contribution  10", "Contribution 10")
    assert contribution_texts(both, EXACT) == ("Contribution 10",)
    assert contribution_texts(holding("Contribution 10", "Contribution 10"), LENIENT) == ("Contribution 10",)
    assert contribution_texts(aim(), LENIENT) == ()
