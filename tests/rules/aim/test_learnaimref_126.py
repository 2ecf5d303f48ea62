from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import learner, milestone
from tests.rules.table import Records, case, fires, says

CODE = "LearnAimRef_126"
TABLE = [
    case("an event aim with one date", learner(milestone("Z0059747")), False),
    case("another planned end", learner(milestone("Z0059748", LearnPlanEndDate=date(2024, 8, 6))), True),
    case("another actual end", learner(milestone("Z0059749", LearnActEndDate=date(2024, 8, 6))), True),
    case("another start", learner(milestone("Z0059747", LearnStartDate=date(2024, 8, 4))), True),
    case("no actual end", learner(milestone("Z0059747", LearnActEndDate=None)), True),
    case("a milestone aim of the authority", learner(milestone("Z0010211", LearnPlanEndDate=date(2024, 8, 6))), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, learner(milestone("Z0059748", LearnPlanEndDate=date(2024, 8, 6))))
    assert "Z0059748" in said
    assert "5 August 2024, 6 August 2024 and 5 August 2024" in said
