from datetime import date

import pytest

from openlet.ilr.records import Learner
from openlet.rules import Checker, Status, book
from tests.make import BOOTCAMP, CONTRACT, aim, contract, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, OTHER_CONTRACT, fires, given_nothing, given_several, messages

FROM_ONLY = CONTRACT.replace("planned_end_to = 2025-07-31", "")
TO_ONLY = CONTRACT.replace("planned_end_from = 2024-04-15", "")
NARROWER = CONTRACT + "planned_end_from = 2024-06-01\nplanned_end_to = 2025-05-31\n"  # of Z0020002


def ending(day: date | None, ref: str = BOOTCAMP) -> Learner:
    return learner(aim(LearnAimRef=ref, LearnPlanEndDate=day))


@pytest.mark.parametrize(
    ("text", "ref", "day", "fault"),
    [
        pytest.param(CONTRACT, BOOTCAMP, date(2024, 4, 14), True, id="the day before the window"),
        pytest.param(CONTRACT, BOOTCAMP, date(2024, 4, 15), False, id="first day of the window"),
        pytest.param(CONTRACT, BOOTCAMP, date(2025, 7, 31), False, id="last day of the window"),
        pytest.param(CONTRACT, BOOTCAMP, date(2025, 8, 1), True, id="the day after the window"),
        pytest.param(CONTRACT, BOOTCAMP, None, False, id="no planned end: not this rule's business"),
        pytest.param(CONTRACT, ORDINARY, date(2030, 1, 1), False, id="ordinary learning"),
        pytest.param(NARROWER, "Z0020002", date(2024, 5, 31), True, id="the day before an aim's own window"),
        pytest.param(NARROWER, "Z0020002", date(2024, 6, 1), False, id="first day of an aim's own window"),
        pytest.param(NARROWER, "Z0020002", date(2025, 5, 31), False, id="last day of an aim's own window"),
        pytest.param(NARROWER, "Z0020002", date(2025, 6, 1), True, id="the day after an aim's own window"),
        pytest.param(NARROWER, BOOTCAMP, date(2025, 6, 1), False, id="the other aim keeps the contract's window"),
        pytest.param(FROM_ONLY, BOOTCAMP, date(2024, 4, 14), True, id="a window without an end: the day before"),
        pytest.param(FROM_ONLY, BOOTCAMP, date(2030, 1, 1), False, id="a window without an end: any later day"),
        pytest.param(TO_ONLY, BOOTCAMP, date(2025, 8, 1), True, id="a window without a beginning: the day after"),
        pytest.param(TO_ONLY, BOOTCAMP, date(2024, 4, 2), False, id="a window without a beginning: any earlier day"),
    ],
)
def test_the_window_for_planned_ends(text: str, ref: str, day: date | None, fault: bool) -> None:
    assert fires("NP-06", ending(day, ref), judged_with=given(terms=contract(text=text))) is fault


@pytest.mark.parametrize("ref", ["Z0010211", "Z0010212"])
def test_offers_may_come_after_the_window(ref: str) -> None:
    judged_with = given(year="2025-26", as_of=date(2025, 12, 1))
    assert not fires("NP-06", learner(milestone(ref, date(2025, 11, 1), AimSeqNumber=1)), judged_with=judged_with)


def test_an_aim_that_is_not_allocated_has_no_window() -> None:
    assert not fires("NP-06", ending(date(2030, 1, 1), "Z0020009"), judged_with=given_several())


def test_it_is_skipped_where_the_contract_gives_no_window() -> None:
    judged_with = given(terms=contract(text=OTHER_CONTRACT))
    checker = Checker(judged_with, [made for made in book() if made.code == "NP-06"])
    assert checker.outcomes["NP-06"].status is Status.SKIPPED
    assert checker.outcomes["NP-06"].why() == "the contract gives no window for planned end dates"


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-06", ending(date(2030, 1, 1)), judged_with=given_nothing())


@pytest.mark.parametrize(
    ("text", "day", "found", "window"),
    [
        pytest.param(
            CONTRACT, date(2025, 8, 1), "1 August 2025", "from 15 April 2024 to 31 July 2025", id="both ends given"
        ),
        pytest.param(FROM_ONLY, date(2024, 4, 14), "14 April 2024", "not before 15 April 2024", id="beginning only"),
        pytest.param(TO_ONLY, date(2025, 8, 1), "1 August 2025", "not after 31 July 2025", id="end only"),
    ],
)
def test_the_message_names_the_date_and_the_window(text: str, day: date, found: str, window: str) -> None:
    assert messages("NP-06", ending(day), given(terms=contract(text=text))) == [
        f"The planned end date is {found}; the contract allows planned ends {window}. Correct a mistyped date; "
        "otherwise ask the authority."
    ]
