import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner
from tests.rules.table import Records, case, fires, says

CODE = "PlanLearnHours_01"
TABLE = [
    case("hours planned", learner(), 0),
    case("0 hours planned", learner(PlanLearnHours=0), 0),
    case("no hours planned", learner(PlanLearnHours=None), 1),
    case("no hours planned, the only aim has ended", learner(finished(), PlanLearnHours=None), 0),
    case("no hours planned, one of two aims has ended", learner(finished(), aim(), PlanLearnHours=None), 1),
    case("an apprenticeship", learner(aim(FundModel=36, ProgType=25), PlanLearnHours=None), 0),
    case("other 16 to 19", learner(aim(FundModel=82), PlanLearnHours=None), 0),
    case("a T Level", learner(aim(FundModel=25, ProgType=31), PlanLearnHours=None), 0),
    case("16 to 19, but no T Level", learner(aim(FundModel=25), PlanLearnHours=None), 1),
    case(
        "an apprenticeship that goes on and an adult aim that has ended",
        learner(aim(FundModel=36, ProgType=25), finished(), PlanLearnHours=None),
        1,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The planned learning hours are missing" in says(CODE, learner(PlanLearnHours=None))
