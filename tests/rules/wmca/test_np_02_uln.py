import pytest

from openlet.ilr.records import Learner
from tests.make import OTHER_ULN, ULN, aim, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, messages

TEMPORARY = 9999999999
WRONG_CHECK_DIGIT = ULN + 1
TODO = 'uln_checksum = "todo"'


@pytest.mark.parametrize(
    ("uln", "readings", "fault"),
    [
        pytest.param(ULN, "", False, id="a ULN"),
        pytest.param(OTHER_ULN, "", False, id="another ULN"),
        pytest.param(TEMPORARY, "", True, id="the temporary ULN"),
        pytest.param(TEMPORARY, TODO, True, id="the temporary ULN, wrong check digits being a to-do item"),
        pytest.param(TEMPORARY - 1, "", False, id="the ULN just below the temporary one, which is real"),
        pytest.param(None, "", True, id="no ULN"),
        pytest.param(None, TODO, True, id="no ULN, wrong check digits being a to-do item"),
        pytest.param(WRONG_CHECK_DIGIT, "", True, id="a wrong check digit"),
        pytest.param(WRONG_CHECK_DIGIT, TODO, False, id="a wrong check digit, being a to-do item"),
        pytest.param(ULN, TODO, False, id="a ULN, wrong check digits being a to-do item"),
    ],
)
def test_the_learner_has_a_real_uln(uln: int | None, readings: str, fault: bool) -> None:
    assert fires("NP-02", learner(ULN=uln), readings) is fault


@pytest.mark.parametrize(
    ("person", "fault"),
    [
        pytest.param(learner(aim(), ULN=TEMPORARY), True, id="a bootcamp learner"),
        pytest.param(learner(milestone(AimSeqNumber=1), ULN=TEMPORARY), True, id="a learner with a milestone aim only"),
        pytest.param(learner(aim(LearnAimRef=ORDINARY), ULN=TEMPORARY), False, id="a learner without a bootcamp"),
    ],
)
def test_only_bootcamp_learners_are_concerned(person: Learner, fault: bool) -> None:
    assert fires("NP-02", person) is fault


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-02", learner(ULN=TEMPORARY), judged_with=given_nothing())


@pytest.mark.parametrize(
    ("uln", "shown"),
    [
        pytest.param(TEMPORARY, "9999999999", id="temporary"),
        pytest.param(WRONG_CHECK_DIGIT, "1000000028", id="wrong check digit"),
        pytest.param(None, "blank", id="absent"),
    ],
)
def test_the_message_names_the_uln(uln: int | None, shown: str) -> None:
    assert messages("NP-02", learner(ULN=uln)) == [
        f"The ULN is {shown}, which is temporary or not a valid ULN. Get the learner's ULN from the Learner Record "
        "Service and enter it."
    ]


def test_one_finding_for_a_learner_with_several_aims() -> None:
    assert len(messages("NP-02", learner(aim(), aim(AimSeqNumber=2, LearnAimRef="Z0020002"), ULN=TEMPORARY))) == 1
