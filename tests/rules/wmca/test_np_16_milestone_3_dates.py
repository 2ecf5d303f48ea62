from datetime import date
from typing import Any

import pytest

from openlet.rules import Severity
from tests.make import aim, findings, finished, learner, milestone
from tests.rules.wmca.asking import fires, given_nothing, messages

DAY = date(2024, 8, 5)
BEFORE = date(2024, 8, 4)
AFTER = date(2024, 8, 6)


@pytest.mark.parametrize(
    ("dates", "fault"),
    [
        pytest.param({}, False, id="all three the same day"),
        pytest.param({"LearnStartDate": BEFORE}, True, id="start a day before"),
        pytest.param({"LearnStartDate": AFTER}, True, id="start a day after"),
        pytest.param({"LearnPlanEndDate": BEFORE}, True, id="planned end a day before"),
        pytest.param({"LearnPlanEndDate": AFTER}, True, id="planned end a day after"),
        pytest.param({"LearnActEndDate": BEFORE}, True, id="actual end a day before"),
        pytest.param({"LearnActEndDate": AFTER}, True, id="actual end a day after"),
        pytest.param({"LearnPlanEndDate": AFTER, "LearnActEndDate": AFTER}, True, id="both ends a day after"),
        pytest.param({"LearnStartDate": None}, True, id="no start"),
        pytest.param({"LearnPlanEndDate": None}, True, id="no planned end"),
        pytest.param({"LearnActEndDate": None}, True, id="no actual end"),
        pytest.param({"LearnPlanEndDate": None, "LearnActEndDate": None}, True, id="a start only"),
        pytest.param(
            {"LearnStartDate": None, "LearnPlanEndDate": None, "LearnActEndDate": None}, True, id="no date at all"
        ),
    ],
)
def test_the_three_dates_are_one_day(dates: dict[str, Any], fault: bool) -> None:
    assert fires("NP-16", learner(finished(), milestone("Z0010212", DAY, **dates))) is fault


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(milestone("Z0010211", DAY, LearnPlanEndDate=AFTER), id="the other milestone aim"),
        pytest.param(aim(AimSeqNumber=2, LearnAimRef="Z0020002"), id="a bootcamp aim"),
    ],
)
def test_no_other_aim_is_judged(other: object) -> None:
    assert not fires("NP-16", learner(finished(), other))  # type: ignore[arg-type]


def test_it_needs_no_contract() -> None:
    person = learner(milestone("Z0010212", DAY, AimSeqNumber=1, LearnPlanEndDate=AFTER))
    assert fires("NP-16", person, judged_with=given_nothing())


def test_it_stops_milestone_() -> None:
    person = learner(finished(), milestone("Z0010212", DAY, LearnPlanEndDate=AFTER))
    (found,) = (one for one in findings(person) if one.rule.code == "NP-16")
    assert found.rule.blocks == ("M3",)
    assert found.rule.severity is Severity.NO_PAY


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        pytest.param({"LearnPlanEndDate": AFTER}, "5 August 2024, 6 August 2024 and 5 August 2024", id="different"),
        pytest.param({"LearnActEndDate": None}, "5 August 2024, 5 August 2024 and blank", id="no actual end"),
    ],
)
def test_the_message_names_the_three_dates(dates: dict[str, Any], shown: str) -> None:
    assert messages("NP-16", learner(finished(), milestone("Z0010212", DAY, **dates))) == [
        f"Start, planned end and actual end of Z0010212 must be the same day (they are {shown}). Enter the date of the "
        "job offer in all three."
    ]
