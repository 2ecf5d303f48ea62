import pytest

from openlet.facts.given import Given
from tests.make import UKPRN
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "PartnerUKPRN_03"
TABLE = [
    case("the provider itself", on_aim(PartnerUKPRN=UKPRN), True),
    case("another provider", on_aim(PartnerUKPRN=UKPRN + 1), False),
    case("none", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(PartnerUKPRN=UKPRN))
    assert "10999991" in said
