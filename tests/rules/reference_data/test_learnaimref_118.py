from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnAimRef_118"
REFERRING = referring()


def run(
    reference: str | None = "Z0020001",
    start: date | None = date(2023, 7, 31),
    end: date | None = date(2024, 9, 30),
    *others: str,
    source: str = "SOF112",
) -> Records:
    marks = fams(source, "FFI1", *others)
    return learner(aim(LearnAimRef=reference, LearnStartDate=start, LearnActEndDate=end, LearningDeliveryFAM=marks))


TABLE = [
    case("starts on the first day of validity", run(start=date(2023, 8, 1)), False, REFERRING),
    case("starts the day before", run(), True, REFERRING),
    case("starts on the last day of validity", run(start=date(2024, 7, 31)), False, REFERRING),
    case("starts the day after", run(start=date(2024, 8, 1)), True, REFERRING),
    case("starts between two validities", run("Z0020002", date(2022, 8, 1)), True, REFERRING),
    case("starts in the first of two validities", run("Z0020002", date(2022, 7, 31)), False, REFERRING),
    case(
        "starts in the second of two validities, which has no end", run("Z0020002", date(2024, 5, 1)), False, REFERRING
    ),
    case("an aim without a devolved validity is for LearnAimRef_133", run("60000001"), False, REFERRING),
    case("has not ended", run(end=None), False, REFERRING),
    case("ended on 31 July 2020", run(end=date(2020, 7, 31)), False, REFERRING),
    case("ended on 1 August 2020", run(end=date(2020, 8, 1)), True, REFERRING),
    case("no start", run(start=None), False, REFERRING),
    case(
        "level 3 free course (LDM 378)",
        run("Z0020001", date(2023, 7, 31), date(2024, 9, 30), "LDM378"),
        False,
        REFERRING,
    ),
    case("another LDM", run("Z0020001", date(2023, 7, 31), date(2024, 9, 30), "LDM363"), True, REFERRING),
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
    assert "Z0020001 was not valid in LARS for combined authorities on its start, 31 July 2023" in says(
        CODE, run(), REFERRING
    )
