from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import PriorAttain
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "PriorAttain_01"
TABLE = [
    case("a level", learner(), 0),
    *[case(f"no level, funding model {m}", learner(aim(FundModel=m), PriorAttain=[]), 1) for m in (35, 36, 37, 38, 81)],
    *[case(f"no level, funding model {m}", learner(aim(FundModel=m), PriorAttain=[]), 0) for m in (10, 11, 25, 82, 99)],
    case("no level, no funding model", learner(aim(FundModel=None), PriorAttain=[]), 0),
    case("no level, one of two aims is adult skills", learner(aim(FundModel=99), aim(), PriorAttain=[]), 1),
    case("a record without a level", learner(PriorAttain=[PriorAttain(DateLevelApp=date(2010, 7, 31))]), 1),
    case("a level that cannot be read", learner(PriorAttain=[PriorAttain(raw={"PriorLevel": "two"})]), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The prior attainment is missing" in says(CODE, learner(PriorAttain=[]))
