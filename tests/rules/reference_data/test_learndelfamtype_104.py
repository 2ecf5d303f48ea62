from datetime import date, timedelta

import pytest

from openlet.facts.given import Given
from openlet.spec.codes import codes
from openlet.spec.years import year_of
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMType_104"
JUDGED = judged()
DAY = timedelta(days=1)
FIRST = codes("LearnDelFAMCode", year_of("2025-26"))["LDM", "391"].valid_from or date.min


def starting(start: date | None, code: str = "LDM391") -> Records:
    return learner(aim(LearnStartDate=start, LearningDeliveryFAM=fams("SOF112", code)))


TABLE = [
    case("LDM 391 on its first day", starting(FIRST), False, JUDGED),
    case("LDM 391 the day before", starting(FIRST - DAY), True, JUDGED),
    case("long after", starting(date(2025, 5, 1)), False, JUDGED),
    case("a code whose first day is not known", starting(date(2015, 1, 1), "LDM999"), False, JUDGED),
    case("LDM 368 is left out", starting(date(2015, 1, 1), "LDM368"), False, JUDGED),
    case("LDM 369 is left out", starting(date(2015, 1, 1), "LDM369"), False, JUDGED),
    case("the same code of another type", starting(FIRST - DAY, "DAM391"), False, JUDGED),
    case("no start", starting(None), False, JUDGED),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "LDM 391 may be used for starts from" in says(CODE, starting(FIRST - DAY), JUDGED)
