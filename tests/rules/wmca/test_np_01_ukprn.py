import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from tests.make import CONTRACT, aim, contract, finished, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, given_several, messages

OTHERS = 10999992
STRANGER = 10999993
BOOTCAMP = learner()


@pytest.mark.parametrize(
    ("judged_with", "fault"),
    [
        pytest.param(given(), False, id="one contract, of this UKPRN"),
        pytest.param(given(ukprn=OTHERS), True, id="one contract, of another UKPRN"),
        pytest.param(given(terms=contract(text=CONTRACT.replace("10999991", "10999992"))), True, id="other contract"),
        pytest.param(given_several(), False, id="several contracts, one of this UKPRN"),
        pytest.param(given_several(OTHERS), False, id="several contracts, the second of this UKPRN"),
        pytest.param(given_several(STRANGER), True, id="several contracts, none of this UKPRN"),
        pytest.param(given_nothing(), False, id="no contract at all: the rule is skipped"),
    ],
)
def test_the_files_ukprn_is_that_of_a_contract(judged_with: Given, fault: bool) -> None:
    assert fires("NP-01", BOOTCAMP, judged_with=judged_with) is fault


def test_a_file_without_a_readable_ukprn_is_nobodys() -> None:
    judged_with = given()
    unknown = Given(
        judged_with.year,
        judged_with.as_of,
        judged_with.prepared,
        None,
        judged_with.contract,
        False,
        judged_with.known_aims,
        contract_ukprns=(10999991,),
    )
    assert messages("NP-01", BOOTCAMP, unknown) == [
        "The file is for UKPRN blank, but the contract is with 10999991. Put the UKPRN of the signed contract into the "
        "header, or use the right contract."
    ]


@pytest.mark.parametrize(
    ("person", "count"),
    [
        pytest.param(learner(finished(), milestone(), milestone("Z0010212")), 3, id="bootcamp and both milestone aims"),
        pytest.param(learner(milestone("Z0010212", AimSeqNumber=1)), 1, id="a milestone aim alone"),
        pytest.param(learner(aim(), aim(AimSeqNumber=2, LearnAimRef=ORDINARY)), 1, id="other aims are left alone"),
        pytest.param(learner(aim(LearnAimRef=ORDINARY)), 0, id="a learner without a bootcamp"),
    ],
)
def test_every_bootcamp_and_milestone_aim_is_reported(person: Learner, count: int) -> None:
    assert len(messages("NP-01", person, given(ukprn=OTHERS))) == count


def test_the_message_names_both_ukprns() -> None:
    assert messages("NP-01", BOOTCAMP, given(ukprn=OTHERS)) == [
        "The file is for UKPRN 10999992, but the contract is with 10999991. Put the UKPRN of the signed contract into "
        "the header, or use the right contract."
    ]


def test_the_message_names_every_contract_given() -> None:
    (said,) = messages("NP-01", BOOTCAMP, given_several(STRANGER))
    assert "UKPRN 10999993, but the contract is with 10999991 and 10999992." in said
