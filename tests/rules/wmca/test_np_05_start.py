from datetime import date

import pytest

from openlet.ilr.records import Learner
from tests.make import AS_OF, BOOTCAMP, aim, boxes, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, given_several, messages

LATE = date(2025, 10, 1)  # as-of date after every window
NARROWER = "Z0020002"  # starts until 31 January 2025 only
LATEST = "milestone_latest = 2025-09-30"


def starting(day: date | None, ref: str = BOOTCAMP) -> Learner:
    return learner(aim(LearnAimRef=ref, LearnStartDate=day))


def offered(day: date, ref: str = "Z0010211") -> Learner:
    return learner(milestone(ref, day, AimSeqNumber=1))


@pytest.mark.parametrize(
    ("day", "as_of", "fault"),
    [
        pytest.param(AS_OF, AS_OF, False, id="on the as-of date"),
        pytest.param(date(2024, 8, 21), AS_OF, True, id="the day after the as-of date"),
        pytest.param(date(2024, 8, 21), date(2024, 8, 21), False, id="a later as-of date"),
        pytest.param(None, AS_OF, False, id="no start date: not this rule's business"),
    ],
)
def test_no_start_in_the_future(day: date | None, as_of: date, fault: bool) -> None:
    assert fires("NP-05", starting(day), judged_with=given(as_of=as_of)) is fault


@pytest.mark.parametrize(
    ("ref", "day", "fault"),
    [
        pytest.param(BOOTCAMP, date(2024, 3, 31), True, id="the day before the contract's window"),
        pytest.param(BOOTCAMP, date(2024, 4, 1), False, id="first day of the contract's window"),
        pytest.param(BOOTCAMP, date(2025, 3, 31), False, id="last day of the contract's window"),
        pytest.param(BOOTCAMP, date(2025, 4, 1), True, id="the day after the contract's window"),
        pytest.param(NARROWER, date(2024, 3, 31), True, id="the day before an aim's window"),
        pytest.param(NARROWER, date(2024, 4, 1), False, id="first day of an aim's window"),
        pytest.param(NARROWER, date(2025, 1, 31), False, id="last day of an aim's own window"),
        pytest.param(NARROWER, date(2025, 2, 1), True, id="the day after an aim's own window"),
        pytest.param(ORDINARY, date(2020, 1, 1), False, id="ordinary learning"),
    ],
)
def test_the_window_of_the_contract_or_the_aim(ref: str, day: date, fault: bool) -> None:
    assert fires("NP-05", starting(day, ref), judged_with=given(year="2024-25", as_of=LATE)) is fault


def test_an_aim_that_is_not_allocated_has_no_window() -> None:
    before_every_window = starting(date(2024, 1, 1), "Z0020009")
    assert not fires("NP-05", before_every_window, judged_with=given_several())
    in_the_future = starting(date(2024, 8, 21), "Z0020009")
    assert fires("NP-05", in_the_future, judged_with=given_several())


@pytest.mark.parametrize("ref", ["Z0010211", "Z0010212"])
@pytest.mark.parametrize(
    ("day", "readings", "fault"),
    [
        pytest.param(date(2025, 9, 15), "", False, id="an offer months after the window"),
        pytest.param(LATE, "", False, id="an offer on the as-of date"),
        pytest.param(date(2025, 10, 2), "", True, id="an offer in the future"),
        pytest.param(date(2025, 9, 30), LATEST, False, id="on the last day for offers"),
        pytest.param(LATE, LATEST, True, id="the day after the last day for offers"),
        pytest.param(LATE, 'milestone_latest = ""', False, id="an empty last day is none"),
    ],
)
def test_the_date_of_an_offer(ref: str, day: date, readings: str, fault: bool) -> None:
    assert fires("NP-05", offered(day, ref), judged_with=given(readings, "2025-26", LATE)) is fault


def test_the_last_day_for_offers_does_not_bind_bootcamps() -> None:
    judged_with = given("milestone_latest = 2024-04-15")
    assert not fires("NP-05", starting(date(2024, 5, 1)), judged_with=judged_with)


def test_a_milestone_aim_that_names_no_bootcamp_is_judged_too() -> None:
    person = learner(milestone(day=date(2024, 8, 21), AimSeqNumber=1, ProviderSpecDeliveryMonitoring=boxes()))
    assert fires("NP-05", person)


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-05", offered(date(2030, 1, 1)), judged_with=given_nothing())


@pytest.mark.parametrize(
    ("person", "readings", "found", "allowed"),
    [
        pytest.param(
            starting(date(2024, 3, 31)),
            "",
            "Z0020001 is 31 March 2024",
            "on or before 20 August 2024 (the day the return is judged on) and from 1 April 2024 to 31 March 2025",
            id="a bootcamp",
        ),
        pytest.param(
            offered(date(2024, 8, 21)),
            "",
            "Z0010211 is 21 August 2024",
            "on or before 20 August 2024 (the day the return is judged on)",
            id="an offer",
        ),
        pytest.param(
            offered(date(2024, 8, 5)),
            "milestone_latest = 2024-08-04",
            "Z0010211 is 5 August 2024",
            "on or before 20 August 2024 (the day the return is judged on) and not after 4 August 2024",
            id="an offer after the last day",
        ),
    ],
)
def test_the_message_names_the_date_and_the_window(person: Learner, readings: str, found: str, allowed: str) -> None:
    assert messages("NP-05", person, given(readings)) == [
        f"The start date of {found}. It must be {allowed}. Correct the date, or leave the aim out until then."
    ]


def test_the_message_for_an_aim_without_a_window_of_its_own() -> None:
    (said,) = messages("NP-05", starting(date(2024, 8, 21), "Z0020009"), given_several())
    assert "It must be on or before 20 August 2024 (the day the return is judged on). Correct" in said
