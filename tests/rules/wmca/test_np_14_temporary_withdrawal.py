from datetime import date

import pytest

from openlet.ilr.records import Learner
from tests.make import aim, finished, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, messages

PAUSED = aim(CompStatus=6, LearnActEndDate=date(2024, 6, 3))


@pytest.mark.parametrize(
    ("comp_status", "fault"),
    [
        pytest.param(6, True, id="temporarily withdrawn"),
        pytest.param(1, False, id="continuing"),
        pytest.param(2, False, id="completed"),
        pytest.param(3, False, id="withdrawn"),
        pytest.param(None, False, id="blank"),
    ],
)
@pytest.mark.parametrize("reading", ["hold", "clawback"])
def test_a_temporary_withdrawal_is_not_paid(reading: str, comp_status: int | None, fault: bool) -> None:
    assert fires("NP-14", learner(aim(CompStatus=comp_status)), f'status6_paid = "{reading}"') is fault


@pytest.mark.parametrize(
    ("person", "count"),
    [
        pytest.param(learner(aim(LearnAimRef=ORDINARY, CompStatus=6)), 0, id="ordinary learning"),
        pytest.param(learner(finished(), milestone(CompStatus=6)), 0, id="a milestone aim"),
        pytest.param(
            learner(PAUSED, aim(AimSeqNumber=2, LearnStartDate=date(2024, 7, 1))), 1, id="the spell before a restart"
        ),
    ],
)
def test_which_aims_are_judged(person: Learner, count: int) -> None:
    assert len(messages("NP-14", person)) == count


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-14", learner(PAUSED), judged_with=given_nothing())


def test_the_message_names_the_aim_and_its_status() -> None:
    assert messages("NP-14", learner(PAUSED)) == [
        "The completion status of Z0020001 is 6 (temporarily withdrawn), so nothing new is paid. When the learner "
        "returns add a restart aim; if they do not, change the status to 3."
    ]
