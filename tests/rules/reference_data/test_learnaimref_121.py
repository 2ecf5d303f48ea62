from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnAimRef_121"
REFERRING = referring()


def run(
    reference: str | None = "Z0020001",
    start: date | None = date(2024, 5, 1),
    end: date | None = None,
    *others: str,
    source: str = "SOF112",
) -> Records:
    marks = fams(source, "FFI1", *others)
    return learner(aim(LearnAimRef=reference, LearnStartDate=start, LearnActEndDate=end, LearningDeliveryFAM=marks))


TABLE = [
    case("the validity ended before the year began", run(), True, REFERRING),
    case("the validity ended with the year before", run(), True, referring("2024-25")),
    case("the validity ends in the year", run(), False, referring("2023-24")),
    case("the latest of two validities has no end", run("Z0020002"), False, REFERRING),
    case("an aim without a devolved validity is for LearnAimRef_133", run("60000001"), False, REFERRING),
    case("no start", run(start=None), True, REFERRING),
    case("level 3 free course (LDM 378)", run("Z0020001", date(2024, 5, 1), None, "LDM378"), False, REFERRING),
    case("another LDM", run("Z0020001", date(2024, 5, 1), None, "LDM363"), True, REFERRING),
    case("source of funding 110", run(source="SOF110"), True, REFERRING),
    case("source of funding 120", run(source="SOF120"), True, REFERRING),
    case("source of funding 105", run(source="SOF105"), False, REFERRING),
    case("source of funding 109", run(source="SOF109"), False, REFERRING),
    case("source of funding 121", run(source="SOF121"), False, REFERRING),
    case("no source of funding", run(source="DAM023"), False, REFERRING),
    case("no aim reference", run(None), False, REFERRING),
    case("an aim that is not in LARS", run("Z0099999"), False, REFERRING),
    case("without the file it is not judged", run(), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "Z0020001 had ended in LARS for combined authorities before this year began" in says(CODE, run(), REFERRING)
