from datetime import date

import pytest

from openlet.ilr.records import Learner, LearnerEmploymentStatus
from tests.make import aim, given, learner, milestone, status
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, messages

START = date(2024, 5, 1)
EVE = date(2024, 4, 30)
EARLIER = date(2024, 1, 1)
TODO = 'empstat_missing = "todo"'


def with_statuses(*statuses: LearnerEmploymentStatus) -> Learner:
    return learner(aim(LearnStartDate=START), LearnerEmploymentStatus=list(statuses))


@pytest.mark.parametrize(
    ("statuses", "fault", "fault_if_todo"),
    [
        pytest.param([status(10, EVE)], False, False, id="employed on the eve of the start"),
        pytest.param([status(11, EVE)], False, False, id="looking for work on the eve of the start"),
        pytest.param([status(12, EVE)], False, False, id="not looking for work on the eve of the start"),
        pytest.param([status(98, EVE)], True, True, id="not known on the eve of the start"),
        pytest.param([status(99, EVE)], True, True, id="no status of the guide"),
        pytest.param([], True, False, id="no status at all"),
        pytest.param([status(11, START)], True, False, id="dated on the start date only"),
        pytest.param([status(11, date(2024, 5, 2))], True, False, id="dated after the start only"),
        pytest.param([status(98, START)], True, False, id="not known, and dated on the start date only"),
        pytest.param([status(11, EARLIER), status(98, EVE)], True, True, id="known first, then not known"),
        pytest.param([status(98, EARLIER), status(11, EVE)], False, False, id="not known first, then known"),
        pytest.param([status(11, EVE), status(98, EARLIER)], False, False, id="the same in the other order"),
        pytest.param([status(98, EVE), status(11, START)], True, True, id="known on the start date does not cure it"),
        pytest.param([status(11, EVE), status(98, START)], False, False, id="not known from the start date on"),
        pytest.param([status(11, EVE), status(98, EVE)], True, True, id="two of one date: not known wins"),
        pytest.param([status(98, EVE), status(11, EVE)], True, True, id="two of one date, in the other order"),
    ],
)
def test_the_status_before_the_start(statuses: list[LearnerEmploymentStatus], fault: bool, fault_if_todo: bool) -> None:
    person = with_statuses(*statuses)
    assert fires("NP-10", person) is fault
    assert fires("NP-10", person, TODO) is fault_if_todo


def test_a_status_without_a_code_is_not_known() -> None:
    assert fires("NP-10", with_statuses(LearnerEmploymentStatus(DateEmpStatApp=EVE)))


def test_a_status_without_a_date_does_not_count() -> None:
    assert fires("NP-10", with_statuses(LearnerEmploymentStatus(EmpStat=11)))


def test_without_a_start_date_it_is_not_this_rules_business() -> None:
    assert not fires("NP-10", learner(aim(LearnStartDate=None), LearnerEmploymentStatus=[]))


@pytest.mark.parametrize(
    ("person", "count"),
    [
        pytest.param(learner(aim(LearnAimRef=ORDINARY), LearnerEmploymentStatus=[]), 0, id="ordinary learning"),
        pytest.param(learner(milestone(AimSeqNumber=1), LearnerEmploymentStatus=[]), 0, id="a milestone aim only"),
        pytest.param(
            learner(
                aim(LearnStartDate=START),
                aim(AimSeqNumber=2, LearnAimRef="Z0020002", LearnStartDate=date(2024, 5, 2)),
                LearnerEmploymentStatus=[status(11, START)],
            ),
            1,
            id="each bootcamp by its own start: the status comes before the second only",
        ),
    ],
)
def test_which_aims_are_judged(person: Learner, count: int) -> None:
    assert len(messages("NP-10", person)) == count


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-10", with_statuses(), judged_with=given_nothing())


@pytest.mark.parametrize(
    ("statuses", "shown"),
    [
        pytest.param([status(98, EVE)], "98", id="98"),
        pytest.param([], "blank", id="none"),
        pytest.param([status(11, START)], "blank", id="too late"),
    ],
)
def test_the_message_names_the_status_and_the_start(statuses: list[LearnerEmploymentStatus], shown: str) -> None:
    assert messages("NP-10", with_statuses(*statuses), given()) == [
        f"The employment status before the start on 1 May 2024 is {shown}. Enter the status (10, 11 or 12) with a date "
        "before the start date."
    ]
