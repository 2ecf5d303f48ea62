from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerFAM, LearningDelivery
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "DateOfBirth_30"
PLAN = [LearnerFAM(LearnFAMType="EHC", LearnFAMCode=1)]


def planned(*aims: LearningDelivery, born: date | None = date(2004, 2, 3), **fields: Any) -> Learner:
    """A learner of 21 with an education, health and care plan."""
    return learner(*aims, **{"DateOfBirth": born, "LearnerFAM": PLAN, **fields})


TABLE = [
    case("SOF 112 with a plan", planned(), 1),
    *[case(f"funding model {m}", planned(aim(FundModel=m)), 1) for m in (25, 38, 81, 82)],
    *[case(f"funding model {m}", planned(aim(FundModel=m)), 0) for m in (36, 37, 99)],
    case("SOF 107", planned(aim(LearningDeliveryFAM=fams("SOF107"))), 0),
    case("SOF 107 and 112", planned(aim(LearningDeliveryFAM=fams("SOF107", "SOF112"))), 1),
    case("no source of funding", planned(aim(LearningDeliveryFAM=[])), 0),
    case("no plan", planned(LearnerFAM=[]), 0),
    case("another mark than a plan", planned(LearnerFAM=[LearnerFAM(LearnFAMType="SEN", LearnFAMCode=1)]), 0),
    case("19 on 31 August", planned(born=date(2006, 8, 31)), 1),
    case("18 on 31 August", planned(born=date(2006, 9, 1)), 0),
    case("24 on 31 August", planned(born=date(2000, 9, 1)), 1),
    case("25 on 31 August", planned(born=date(2000, 8, 31)), 0),
    case("no date of birth", planned(born=None), 0),
    case("an apprenticeship", planned(aim(ProgType=25)), 0),
    case("an offender in custody", planned(aim(LearningDeliveryFAM=fams("SOF112", "LDM034"))), 0),
    case("each aim is a finding", planned(aim(), aim(FundModel=38)), 2),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "born on 3 February 2004, is 19 to 24" in says(CODE, planned())
