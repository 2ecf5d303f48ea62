import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "PlanLearnHours_02"
TABLE = [
    case("one hour", learner(PlanLearnHours=1), 0),
    *[
        case(f"0 hours, funding model {m}", learner(aim(FundModel=m), PlanLearnHours=0), 1)
        for m in (10, 25, 35, 37, 38, 81, 99)
    ],
    *[case(f"0 hours, funding model {m}", learner(aim(FundModel=m), PlanLearnHours=0), 0) for m in (11, 36, 82)],
    case("0 hours, a T Level", learner(aim(FundModel=25, ProgType=31), PlanLearnHours=0), 0),
    case("0 hours, a T Level and something else", learner(aim(FundModel=25, ProgType=31), aim(), PlanLearnHours=0), 1),
    case("no hours", learner(PlanLearnHours=None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The planned learning hours are 0" in says(CODE, learner(PlanLearnHours=0))
