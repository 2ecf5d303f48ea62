from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LSDPostcode_04"
REFERRING = referring()
BUILT_IN = judged()
LONDON = "SW1A 1AA"


def started(
    postcode: str | None = LONDON,
    start: date | None = date(2024, 5, 1),
    model: int | None = 35,
    fam: str = "SOF112",
    *others: str,
) -> Records:
    return learner(
        aim(LSDPostcode=postcode, LearnStartDate=start, FundModel=model, LearningDeliveryFAM=fams(fam, *others))
    )


TABLE = [
    case("a learner from London", started(), True, BUILT_IN),
    case("a learner from Birmingham", started("B1 1AA"), False, BUILT_IN),
    case("a learner from Stoke-on-Trent", started("ST4 1AA"), True, BUILT_IN),
    case("a postcode that does not exist", started("B1 9ZZ"), False, BUILT_IN),
    case("none returned", started(None), False, BUILT_IN),
    case("ZZ99 9ZZ", started("ZZ99 9ZZ"), False, BUILT_IN),
    case("out of area, agreed (DAM 001)", started(LONDON, date(2024, 5, 1), 35, "SOF112", "DAM001"), False, BUILT_IN),
    case("another DAM", started(LONDON, date(2024, 5, 1), 35, "SOF112", "DAM023"), True, BUILT_IN),
    case("a restart", started(LONDON, date(2024, 5, 1), 35, "SOF112", "RES1"), False, BUILT_IN),
    case(
        "another authority cannot be judged without the devolved postcode file",
        started("B1 1AA", date(2024, 5, 1), 35, "SOF110"),
        False,
        BUILT_IN,
    ),
    case("a national source", started(LONDON, date(2024, 5, 1), 35, "SOF105"), False, BUILT_IN),
    case("no source", started(LONDON, date(2024, 5, 1), 35, "FFI1"), False, BUILT_IN),
    case("funding model 10", started(model=10), True, BUILT_IN),
    case("funding model 35", started(model=35), True, BUILT_IN),
    case("funding model 11", started(model=11), False, BUILT_IN),
    case("funding model 37", started(model=37), False, BUILT_IN),
    case("funding model 38", started(model=38), False, BUILT_IN),
    case("funding model 99", started(model=99), False, BUILT_IN),
    case("no start", started(start=None), False, BUILT_IN),
    case(
        "with the file: the authority that it names",
        started("M1 1AE", date(2024, 5, 1), 35, "SOF110"),
        False,
        REFERRING,
    ),
    case("with the file: another authority", started("M1 1AE", date(2024, 5, 1), 35, "SOF112"), True, REFERRING),
    case(
        "with the file: a postcode that it does not have",
        started("ST4 1AA", date(2024, 5, 1), 35, "SOF110"),
        True,
        REFERRING,
    ),
    case(
        "with the file: a national source is left alone",
        started("M1 1AE", date(2024, 5, 1), 35, "SOF105"),
        False,
        REFERRING,
    ),
    case("starts on 31 July 2021", started(start=date(2021, 7, 31)), False, BUILT_IN),
    case("starts on 1 August 2021", started(start=date(2021, 8, 1)), True, BUILT_IN),
    case("starts on 31 July 2024", started(start=date(2024, 7, 31)), True, BUILT_IN),
    case("starts on 1 August 2024", started(start=date(2024, 8, 1)), False, BUILT_IN),
    case(
        "with the file: the last day on which the postcode belongs to the authority",
        started("B1 1AA", date(2024, 5, 31)),
        False,
        REFERRING,
    ),
    case("with the file: the day after", started("B1 1AA", date(2024, 6, 1)), True, REFERRING),
    case("with the file: the first day", started("B1 1AB", date(2024, 6, 1)), False, REFERRING),
    case("with the file: the day before", started("B1 1AB", date(2024, 5, 31)), True, REFERRING),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "The learner lived at SW1A 1AA when Z0020001 started on" in says(CODE, started(), REFERRING)
