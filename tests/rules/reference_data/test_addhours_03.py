from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "AddHours_03"
REFERRING = referring()


def added(reference: str | None, hours: int | None = 20, start: date | None = date(2024, 5, 1)) -> Records:
    return learner(aim(LearnAimRef=reference, AddHours=hours, LearnStartDate=start))


TABLE = [
    case("an aim that is not ESOL", added("60000003"), True, REFERRING),
    case("an ESOL aim", added("60000019"), False, REFERRING),
    case("the last day on which it is ESOL", added("60000019", start=date(2024, 6, 30)), False, REFERRING),
    case("the day after", added("60000019", start=date(2024, 7, 1)), True, REFERRING),
    case("another basic skill", added("60000013"), True, REFERRING),
    case("no additional hours", added("60000003", None), False, REFERRING),
    case("an aim that is not in LARS", added("Z0099999"), False, REFERRING),
    case("no aim reference", added(None), False, REFERRING),
    case("no start", added("60000003", start=None), False, REFERRING),
    case("without the file it is not judged", added("60000003"), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "Additional hours (20) are returned for 60000003" in says(CODE, added("60000003"), REFERRING)
