import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "PrevUKPRN_01"
REFERRING = referring()
TABLE = [
    case("a provider of the register", learner(PrevUKPRN=10999999), False, REFERRING),
    case("a provider that is not in it", learner(PrevUKPRN=10999998), True, REFERRING),
    case("none returned", learner(), False, REFERRING),
    case("without the file it is not judged", learner(PrevUKPRN=10999998), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "UKPRN 10999998 of the provider of the year before" in says(CODE, learner(PrevUKPRN=10999998), REFERRING)
