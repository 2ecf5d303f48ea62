"""A learner who left from April to July 2024 has a destination record."""

from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import OTHER_ULN, boxes, codes, finished, given, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_DPOutcome_01"
FAULTY: Records = [learner(finished())]
TABLE = [
    case("with a record it is right", [learner(finished()), progression()], False, given(as_of=date(2024, 10, 1))),
    case(
        "two months after leaving it is not overdue",
        [learner(finished(LearnActEndDate=date(2024, 7, 31)))],
        False,
        given(as_of=date(2024, 9, 30)),
    ),
    case(
        "a day later it is",
        [learner(finished(LearnActEndDate=date(2024, 7, 31)))],
        True,
        given(as_of=date(2024, 10, 1)),
    ),
    case(
        "a leaver of 1 April 2024 needs one",
        [learner(finished(LearnStartDate=date(2024, 4, 1), LearnActEndDate=date(2024, 4, 1)))],
        True,
        given(as_of=date(2024, 10, 1)),
    ),
    case(
        "a leaver of 31 March 2024 does not",
        [learner(finished(LearnStartDate=date(2024, 3, 1), LearnActEndDate=date(2024, 3, 31)))],
        False,
        given(as_of=date(2024, 10, 1)),
    ),
    case(
        "a leaver of 1 August 2024 does not",
        [learner(finished(LearnActEndDate=date(2024, 8, 1)))],
        False,
        given(as_of=date(2024, 12, 1)),
    ),
    case("withdrawn needs one", [learner(finished(CompStatus=3))], True, given(as_of=date(2024, 10, 1))),
    case("still learning needs none", [learner()], False, given(as_of=date(2024, 10, 1))),
    case("temporarily withdrawn needs none", [learner(finished(CompStatus=6))], False, given(as_of=date(2024, 10, 1))),
    case(
        "a record without outcomes is none",
        [learner(finished()), progression(DPOutcome=[])],
        True,
        given(as_of=date(2024, 10, 1)),
    ),
    case(
        "another learner's record does not help",
        [
            learner(finished()),
            learner(LearnRefNumber="L0002", ULN=OTHER_ULN),
            progression(LearnRefNumber="L0002", ULN=OTHER_ULN),
        ],
        True,
        given(as_of=date(2024, 10, 1)),
    ),
    case(
        "a starter of May who left in August needs none as a leaver",
        [learner(finished(LearnActEndDate=date(2024, 8, 1)))],
        False,
        given('dp_population = "leavers"', as_of=date(2024, 12, 1)),
    ),
    case(
        "a starter of May who left in August needs one as a starter",
        [learner(finished(LearnActEndDate=date(2024, 8, 1)))],
        True,
        given('dp_population = "starters"', as_of=date(2024, 12, 1)),
    ),
    case(
        "without an end date it is not judged",
        [learner(finished(LearnActEndDate=None))],
        False,
        given('dp_population = "starters"', as_of=date(2024, 12, 1)),
    ),
    case(
        "from 2024-25 on there are no destination records",
        [learner(finished(LearnActEndDate=date(2024, 7, 31)))],
        False,
        given(year="2024-25", as_of=date(2024, 12, 1)),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY, given(as_of=date(2024, 10, 1)))
    assert "Z0020001" in message
    assert "31 July 2024" in message
    assert "30 September 2024" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('dp_missing = "todo"', as_of=date(2024, 10, 1))) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('dp_missing = "no_pay"', as_of=date(2024, 10, 1))) is Severity.NO_PAY


def test_the_example_of_april_to_july_2024_passes() -> None:
    """A-130: EMP and code 1 on the destination record, and WMCA1.1 on the bootcamp aim."""
    leaver = finished(LearnActEndDate=date(2024, 6, 28), ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))
    records: Records = [learner(leaver), progression(outcome("EMP", 1, date(2024, 7, 1)))]
    assert not codes(records, given(as_of=date(2024, 10, 17)))
