"""When open milestones may be earned, by which steps, how often they were, and how exact amounts become whole pence."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.ilr.records import LearningDelivery
from openlet.payments.bootcamps import Bootcamp
from openlet.payments.forecast import (
    AFTER_M2,
    AT_RISK,
    BEFORE_DAY,
    ENDED,
    IN_LEARNING,
    OVERDUE,
    WAITING,
    Awaited,
    Chance,
    Reached,
    awaited,
    chance_of,
    history,
    spread,
)
from tests import make
from tests.payments.settling import settled

AS_OF = make.AS_OF  # 20 August 2024
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def bootcamp(*aims: LearningDelivery, as_of: date = AS_OF, readings: str = "") -> Bootcamp:
    """The one settled bootcamp of a learner with these aims."""
    texts = [make.xml([make.learner(*aims)])]
    (found,) = settled(texts, Contracts((make.contract(readings),)), as_of=as_of).bootcamps
    return found


def waits(name: str, *aims: LearningDelivery, as_of: date = AS_OF, readings: str = "", **how: Any) -> Awaited | None:
    found = bootcamp(*aims, as_of=as_of, readings=readings)
    return awaited(found, found.milestones[name], as_of, **how)


# Pence.


@pytest.mark.parametrize(
    ("exact", "pence"),
    [
        pytest.param([THIRD, THIRD, THIRD], [0, 1, 0], id="the sums 1/3, 2/3 and 1 are rounded, not the parts"),
        pytest.param([HALF, HALF], [1, 0], id="half a penny is rounded up, and the sum stays right"),
        pytest.param([Fraction(100), Fraction(0), Fraction(1, 4)], [100, 0, 0], id="whole pence stay"),
        pytest.param([HALF, None, HALF], [1, None, 0], id="what is not known stays so and disturbs nothing"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_the_sum_so_far_is_rounded_half_up(exact: list[Fraction | None], pence: list[int | None]) -> None:
    assert spread(exact) == pence


@pytest.mark.parametrize("part", [Fraction(1, 3), Fraction(2, 7), Fraction(9, 10), Fraction(1, 2)])
def test_the_parts_add_up_to_the_rounded_total_wherever_one_stops(part: Fraction) -> None:
    exact = [part * number for number in range(40)]
    pence = [one for one in spread(exact) if one is not None]
    for count in range(len(exact)):
        total = sum(exact[:count], Fraction(0))
        assert sum(pence[:count]) == int(total + HALF)
    assert min(pence) >= 0


# Stages, days and steps. The usual bootcamp: 1 May to 30 September 2024, or finished on 31 July 2024.

START_LATE = AS_OF - timedelta(days=13)  # day 14 is tomorrow
CASES = [
    pytest.param(
        "M1", (make.aim(LearnStartDate=START_LATE),), BEFORE_DAY, date(2024, 8, 21), ("M1",), id="day 14 is tomorrow"
    ),
    pytest.param(
        "M2", (make.aim(LearnStartDate=START_LATE),), BEFORE_DAY, make.STILL_TO_COME, ("M1", "M2"), id="so is M2's way"
    ),
    pytest.param(
        "M3", (make.aim(LearnStartDate=START_LATE),), BEFORE_DAY, date(2025, 3, 30), ("M1", "M2", "M3"),
        id="and M3's: six months after the planned end",
    ),
    pytest.param("M2", (make.aim(),), IN_LEARNING, make.STILL_TO_COME, ("M2",), id="in learning: the planned end"),
    pytest.param("M3", (make.aim(),), IN_LEARNING, date(2025, 3, 30), ("M2", "M3"), id="in learning: M3 by two steps"),
    pytest.param(
        "M2", (make.aim(LearnPlanEndDate=date(2024, 8, 1)),), IN_LEARNING, AS_OF, ("M2",),
        id="the planned end has passed: from now on",
    ),
    pytest.param(
        "M2", (make.aim(), make.milestone()), WAITING, make.STILL_TO_COME, ("M2",), id="offered, still in learning"
    ),
    pytest.param("M2", (make.finished(),), ENDED, AS_OF, ("M2",), id="ended without a claim"),
    pytest.param("M3", (make.finished(),), ENDED, date(2025, 1, 31), ("M2", "M3"), id="M3 without Z0010211"),
    pytest.param(
        "M3", (make.finished(), make.milestone()), AFTER_M2, date(2025, 1, 31), ("M3",), id="M3 after Milestone 2"
    ),
    pytest.param(
        "M2", (make.finished(Outcome=3),), AT_RISK, AS_OF, ("M2",), id="not achieved: the record would have to change"
    ),
    pytest.param(
        "M2", (make.aim(LearnPlanEndDate=date(2999, 1, 1)),), AT_RISK, AS_OF, ("M2",), id="a planned end that is a slip"
    ),
    pytest.param(
        "M2", (make.aim(CompStatus=6, LearnActEndDate=date(2024, 7, 1), Outcome=3),), AT_RISK, make.STILL_TO_COME,
        ("M2",), id="a break is not the end",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "aims", "stage", "day", "steps"), CASES)
def test_an_open_milestone_has_its_stage_its_day_and_its_steps(
    name: str, aims: tuple[LearningDelivery, ...], stage: str, day: date, steps: tuple[str, ...]
) -> None:
    found = waits(name, *aims)
    assert found is not None
    assert (found.stage, found.day, found.steps) == (stage, day, steps)


@pytest.mark.parametrize(
    ("as_of", "stage"), [(date(2025, 1, 31), ENDED), (date(2025, 2, 1), OVERDUE)], ids=["the last day", "the day after"]
)
def test_after_six_months_nobody_counts_on_an_interview_any_more(as_of: date, stage: str) -> None:
    found = waits("M2", make.finished(), as_of=as_of)
    assert found is not None
    assert found.stage == stage


def test_who_should_have_ended_six_months_ago_is_not_counted_on_either() -> None:
    found = waits("M2", make.aim(LearnPlanEndDate=make.PLANNED_END), as_of=date(2025, 2, 1))
    assert found is not None
    assert found.stage == OVERDUE


@pytest.mark.parametrize(("as_of", "is_open"), [(date(2025, 1, 31), True), (date(2025, 2, 1), False)])
def test_a_job_offer_can_be_dated_until_six_months_after_the_end(as_of: date, is_open: bool) -> None:
    assert (waits("M3", make.finished(), make.milestone(), as_of=as_of) is not None) is is_open


def test_the_contracts_last_day_for_milestone_aims_closes_both() -> None:
    latest = "milestone_latest = 2024-12-31"
    found = waits("M3", make.finished(), make.milestone(), readings=latest)
    assert found is not None
    assert found.day == found.last == date(2024, 12, 31)
    assert waits("M2", make.finished(), readings=latest, as_of=date(2025, 1, 1)) is None


def test_a_job_offer_is_counted_on_the_day_that_the_user_says_but_not_after_the_last() -> None:
    for days, day in ((30, date(2024, 8, 30)), (0, AS_OF), (400, date(2025, 1, 31))):
        found = waits("M3", make.finished(), make.milestone(), m3_days=days)
        assert found is not None
        assert found.day == day


def test_what_rests_on_something_at_risk_is_at_risk_even_if_only_the_end_is_wanting() -> None:
    found = waits("M2", make.aim(), make.milestone(), is_doubtful=True)
    assert found is not None
    assert found.stage == AT_RISK


def test_a_claim_that_only_has_to_be_put_right_needs_no_further_step() -> None:
    wrong = make.milestone(CompStatus=1, LearnActEndDate=None, Outcome=None)
    found = waits("M2", make.finished(), wrong, is_at_risk=True)
    assert found is not None
    assert (found.stage, found.steps) == (AT_RISK, ())


# Chances.

RATES = {
    "M1": Chance(Fraction(1), Fraction(9, 10), Fraction(8, 10)),
    "M2": Chance(Fraction(9, 10), Fraction(7, 10), Fraction(5, 10)),
    "M3": Chance(Fraction(1), None, Fraction(0)),
}


@pytest.mark.parametrize(
    ("stage", "steps", "wanted"),
    [
        pytest.param(IN_LEARNING, (), Chance(Fraction(1), Fraction(1), Fraction(1)), id="no step is certain"),
        pytest.param(
            BEFORE_DAY, ("M1", "M2"), Chance(Fraction(9, 10), Fraction(63, 100), Fraction(4, 10)), id="0.9 x 0.7"
        ),
        pytest.param(AFTER_M2, ("M3",), Chance(Fraction(1), None, Fraction(0)), id="no rate, no expectation"),
        pytest.param(AT_RISK, ("M2",), Chance(Fraction(9, 10), Fraction(0), Fraction(0)), id="at risk: at best only"),
        pytest.param(OVERDUE, ("M3",), Chance(Fraction(1), Fraction(0), Fraction(0)), id="overdue: at best only"),
    ],
)
def test_the_chance_is_that_of_all_steps_together(stage: str, steps: tuple[str, ...], wanted: Chance) -> None:
    assert chance_of(Awaited(stage, AS_OF, None, steps), RATES) == wanted


# History.

OVER = date(2025, 3, 1)  # the six months after 31 July 2024 are over
WITHDRAWN = {"CompStatus": 3, "Outcome": 3, "WithdrawReason": 2}
HISTORY = [
    pytest.param((make.aim(LearnStartDate=AS_OF - timedelta(days=5)),), AS_OF, (0, 0, 0, 0, 0, 0), id="before day 14"),
    pytest.param((make.aim(),), AS_OF, (1, 1, 0, 0, 0, 0), id="in learning tells of Milestone 1 only"),
    pytest.param(
        (make.aim(**WITHDRAWN, LearnActEndDate=date(2024, 5, 6)),), AS_OF, (0, 1, 0, 0, 0, 0), id="left before day 14"
    ),
    pytest.param(
        (make.aim(**WITHDRAWN, LearnActEndDate=date(2024, 6, 6)),), AS_OF, (1, 1, 0, 0, 0, 0),
        id="left early, but the planned end has not come: the others cannot tell yet",
    ),
    pytest.param(
        (make.aim(**WITHDRAWN, LearnActEndDate=date(2024, 6, 6), LearnPlanEndDate=make.PLANNED_END),), AS_OF,
        (1, 1, 0, 1, 0, 0), id="left early, the planned end has passed",
    ),
    pytest.param((make.finished(),), AS_OF, (1, 1, 0, 1, 0, 0), id="ended without an interview"),
    pytest.param((make.finished(), make.milestone()), AS_OF, (1, 1, 1, 1, 0, 0), id="the six months are not over"),
    pytest.param((make.finished(), make.milestone()), OVER, (1, 1, 1, 1, 0, 1), id="six months without a job"),
    pytest.param(
        (make.finished(), make.milestone(), make.milestone("Z0010212", date(2024, 9, 2))), OVER, (1, 1, 1, 1, 1, 1),
        id="all three",
    ),
    pytest.param(
        (make.finished(LearningDeliveryFAM=make.fams("SOF112", "FFI1")), make.milestone()), AS_OF, (1, 1, 1, 1, 0, 0),
        id="a no-pay reason tells of the record, not of the learner",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("aims", "as_of", "wanted"), HISTORY)
def test_only_bootcamps_that_can_tell_count(
    aims: tuple[LearningDelivery, ...], as_of: date, wanted: tuple[int, ...]
) -> None:
    found = history([bootcamp(*aims, as_of=as_of)], as_of)
    assert tuple(number for one in found.values() for number in (one.reached, one.of)) == wanted


def test_the_last_day_for_a_job_must_have_passed() -> None:
    one = (make.finished(), make.milestone())
    assert history([bootcamp(*one, as_of=date(2025, 1, 31))], date(2025, 1, 31))["M3"] == Reached(0, 0)
    assert history([bootcamp(*one, as_of=date(2025, 2, 1))], date(2025, 2, 1))["M3"] == Reached(0, 1)


def test_a_share_is_exact_and_none_where_nothing_tells() -> None:
    assert Reached(2, 3).share == Fraction(2, 3)
    assert Reached().share is None
