import pytest

from openlet.ilr.records import Learner
from tests.make import aim, fams, finished, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, messages

NO_PAY = 'dam023_on_z = "no_pay"'
TODO = 'dam023_on_z = "todo"'
WITHOUT = fams("SOF112", "FFI1")


@pytest.mark.parametrize(
    ("codes", "fault"),
    [
        pytest.param(("DAM023",), False, id="023"),
        pytest.param(("DAM001", "DAM023", "DAM010"), False, id="023 among others"),
        pytest.param((), True, id="no code"),
        pytest.param(("DAM001",), True, id="another code"),
        pytest.param(("DAM23",), True, id="without the nought"),
        pytest.param(("LDM023",), True, id="023 of another type"),
    ],
)
@pytest.mark.parametrize("readings", ["", NO_PAY])
def test_a_bootcamp_carries_023(codes: tuple[str, ...], fault: bool, readings: str) -> None:
    person = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", *codes)))
    assert fires("NP-09", person, readings) is fault


@pytest.mark.parametrize("ref", ["Z0010211", "Z0010212"])
@pytest.mark.parametrize(
    ("codes", "readings", "fault"),
    [
        pytest.param(WITHOUT, "", False, id="missing: a to-do item by default"),
        pytest.param(WITHOUT, TODO, False, id="missing: a to-do item"),
        pytest.param(WITHOUT, NO_PAY, True, id="missing: not paid"),
        pytest.param(fams("SOF112", "FFI1", "DAM023"), NO_PAY, False, id="there"),
    ],
)
def test_milestone_aims_carry_it_where_the_contract_says_so(
    ref: str, codes: list[object], readings: str, fault: bool
) -> None:
    person = learner(finished(), milestone(ref, LearningDeliveryFAM=codes))
    assert fires("NP-09", person, readings) is fault


@pytest.mark.parametrize("readings", ["", NO_PAY])
def test_other_aims_are_left_alone(readings: str) -> None:
    assert not fires("NP-09", learner(aim(LearnAimRef=ORDINARY, LearningDeliveryFAM=WITHOUT)), readings)


def test_it_is_skipped_without_a_contract() -> None:
    person = learner(milestone(AimSeqNumber=1, LearningDeliveryFAM=WITHOUT))
    assert not fires("NP-09", person, judged_with=given_nothing())


@pytest.mark.parametrize(
    ("person", "found"),
    [
        pytest.param(learner(aim(LearningDeliveryFAM=WITHOUT)), "Z0020001 (its DAM codes: blank)", id="none"),
        pytest.param(
            learner(aim(LearningDeliveryFAM=fams("DAM010", "DAM001"))),
            "Z0020001 (its DAM codes: 001 and 010)",
            id="two",
        ),
        pytest.param(
            learner(milestone(AimSeqNumber=1, LearningDeliveryFAM=WITHOUT)),
            "Z0010211 (its DAM codes: blank)",
            id="Z aim",
        ),
    ],
)
def test_the_message_names_the_aim_and_its_codes(person: Learner, found: str) -> None:
    assert messages("NP-09", person, given(NO_PAY)) == [
        f"DAM 023 is missing from {found}. Add the devolved area monitoring code 023."
    ]
