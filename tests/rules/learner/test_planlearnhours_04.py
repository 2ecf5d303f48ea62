import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "PlanLearnHours_04"
TABLE = [
    case("1000 hours", learner(PlanLearnHours=900, PlanEEPHours=100), 0),
    case("1001 hours", learner(PlanLearnHours=900, PlanEEPHours=101), 1),
    case("1001 learning hours alone", learner(PlanLearnHours=1001), 1),
    case("1001 other hours alone", learner(PlanLearnHours=None, PlanEEPHours=1001), 1),
    case("other 16 to 19", learner(aim(FundModel=82), PlanLearnHours=1001), 0),
    case("a T Level", learner(aim(FundModel=25, ProgType=31), PlanLearnHours=1001), 0),
    case("a T Level and something else", learner(aim(FundModel=25, ProgType=31), aim(), PlanLearnHours=1001), 1),
    case("no hours", learner(PlanLearnHours=None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "make 1020 hours" in says(CODE, learner(PlanLearnHours=1000, PlanEEPHours=20))
