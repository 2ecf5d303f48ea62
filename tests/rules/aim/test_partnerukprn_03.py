from datetime import date

import pytest

from openlet.facts.given import Given, given_for
from openlet.spec.years import year_of
from tests.make import UKPRN
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "PartnerUKPRN_03"
TABLE = [
    case("the provider itself", on_aim(PartnerUKPRN=UKPRN), True),
    case("another provider", on_aim(PartnerUKPRN=UKPRN + 1), False),
    case(
        "none, in a file whose provider is not known",
        on_aim(),
        False,
        given_for(None, year_of("2025-26"), date(2025, 10, 6), date(2025, 10, 6), None),
    ),
    case("none", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(PartnerUKPRN=UKPRN))
    assert "10999991" in said
