import pytest

from openlet.facts.funding import (
    is_apprenticeship,
    is_community_learning,
    is_in_custody,
    is_levy_funded,
    is_only_community_learning,
    is_t_level,
)
from openlet.ilr.records import LearningDelivery
from tests.make import aim, fams, learner

COMMUNITY = aim(FundModel=10)
LOCAL = aim(FundModel=99, LearningDeliveryFAM=fams("SOF108"))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(COMMUNITY, True, id="funding model 10"),
        pytest.param(LOCAL, True, id="99 with source 108"),
        pytest.param(aim(FundModel=99), False, id="99 with another source"),
        pytest.param(aim(FundModel=35, LearningDeliveryFAM=fams("SOF108")), False, id="source 108 on 35"),
        pytest.param(aim(FundModel=None), False, id="no funding model"),
    ],
)
def test_community_learning(record: LearningDelivery, expected: bool) -> None:
    assert is_community_learning(record) is expected


def test_only_community_learning_needs_aims_and_all_of_them() -> None:
    assert is_only_community_learning(learner(COMMUNITY, LOCAL))
    assert not is_only_community_learning(learner(COMMUNITY, aim()))
    no_aims = learner()
    no_aims.LearningDelivery = []
    assert not is_only_community_learning(no_aims)


@pytest.mark.parametrize(
    ("record", "apprenticeship", "t_level"),
    [
        pytest.param(aim(FundModel=36, ProgType=25), True, False, id="an apprenticeship"),
        pytest.param(aim(FundModel=25, ProgType=31), False, True, id="a T Level"),
        pytest.param(aim(FundModel=35, ProgType=31), False, False, id="programme type 31 on another funding model"),
        pytest.param(aim(FundModel=25), False, False, id="no programme type"),
    ],
)
def test_programmes(record: LearningDelivery, apprenticeship: bool, t_level: bool) -> None:
    assert is_apprenticeship(record) is apprenticeship
    assert is_t_level(record) is t_level


@pytest.mark.parametrize(
    ("code", "custody", "levy"),
    [("LDM034", True, False), ("LDM035", False, False), ("ACT1", False, True), ("ACT2", False, False)],
)
def test_custody_and_levy(code: str, custody: bool, levy: bool) -> None:
    record = aim(LearningDeliveryFAM=fams(code))
    assert is_in_custody(record) is custody
    assert is_levy_funded(record) is levy
