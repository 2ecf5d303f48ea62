"""A low-waged learner is marked with DAM 010."""

from dataclasses import replace
from decimal import Decimal

import pytest

from openlet.facts.given import Given
from tests.make import OTHER_ULN, ULN, aim, fams, given, learner, status
from tests.rules.wmca.table import Records, case, fires, says


def paid(amount: str, readings: str = "") -> Given:
    """What a file is judged with when the contract names a file of salaries with one for the learner."""
    usual = given(readings)
    return replace(usual, contract=replace(usual.terms, salaries={ULN: Decimal(amount)}))


CODE = "WMCA_LearnDelFAMType_04"
FAULTY = learner(LearnerEmploymentStatus=[status(10)])
TABLE = [
    case("low pay without DAM 010 is a finding", learner(LearnerEmploymentStatus=[status(10)]), True, paid("29999.99")),
    case("exactly the threshold is not low", learner(LearnerEmploymentStatus=[status(10)]), False, paid("30000")),
    case(
        "with DAM 010 it is right",
        learner(
            aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", "DAM010")), LearnerEmploymentStatus=[status(10)]
        ),
        False,
        paid("29999.99"),
    ),
    case("a learner out of work is not low waged", learner(), False, paid("29999.99")),
    case(
        "no status before the start is another rule's business",
        learner(LearnerEmploymentStatus=[]),
        False,
        paid("29999.99"),
    ),
    case(
        "a learner who is not in the file of salaries is not judged",
        learner(ULN=OTHER_ULN, LearnerEmploymentStatus=[status(10)]),
        False,
        paid("29999.99"),
    ),
    case("without a file of salaries it is not judged", learner(LearnerEmploymentStatus=[status(10)]), False),
    case(
        "another threshold may be low",
        learner(LearnerEmploymentStatus=[status(10)]),
        True,
        paid("30000", "low_wage_threshold = 30001"),
    ),
    case(
        "another threshold may not be low",
        learner(LearnerEmploymentStatus=[status(10)]),
        False,
        paid("29999.99", "low_wage_threshold = 25000"),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY, paid("29999.99"))
    assert "Z0020001" in message
    assert "30,000 pounds" in message
    assert "codes: 023" in message
