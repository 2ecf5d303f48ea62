"""A destination record belongs to a learner of the file."""

import pytest

from openlet.facts.given import Given
from tests.make import OTHER_ULN, aim, finished, learner, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnRefNumber_03"
FAULTY: Records = [learner(finished()), progression(ULN=OTHER_ULN)]
TABLE = [
    case("the learner's own is right", [learner(finished()), progression()], False),
    case("another ULN is a finding", [learner(finished()), progression(ULN=OTHER_ULN)], True),
    case("no ULN is a finding", [learner(finished()), progression(ULN=None)], True),
    case("an unknown reference is a finding", [learner(finished()), progression(LearnRefNumber="L9")], True),
    case("no reference is a finding", [learner(finished()), progression(LearnRefNumber=None)], True),
    case(
        "both unknown is a finding among bootcamp learners",
        [learner(finished()), progression(LearnRefNumber="L9", ULN=OTHER_ULN)],
        True,
    ),
    case(
        "both unknown may be an earlier year's among others",
        [
            learner(finished()),
            learner(aim(LearnAimRef="60000001"), LearnRefNumber="L0003", ULN=1000000043),
            progression(LearnRefNumber="L9", ULN=OTHER_ULN),
        ],
        False,
    ),
    case(
        "a bootcamp learner's ULN with an unknown reference is a finding among others",
        [
            learner(finished()),
            learner(aim(LearnAimRef="60000001"), LearnRefNumber="L0003", ULN=1000000043),
            progression(LearnRefNumber="L9"),
        ],
        True,
    ),
    case(
        "the temporary ULN says nothing among others",
        [
            learner(finished(), ULN=9999999999),
            learner(aim(LearnAimRef="60000001"), LearnRefNumber="L0003", ULN=1000000043),
            progression(LearnRefNumber="L9", ULN=9999999999),
        ],
        False,
    ),
    case(
        "a learner without bootcamps is not concerned",
        [
            learner(finished()),
            learner(aim(LearnAimRef="60000001"), LearnRefNumber="L0003", ULN=1000000043),
            progression(LearnRefNumber="L0003", ULN=OTHER_ULN),
        ],
        False,
    ),
    case("no record at all is right", [learner(finished())], False),
    case("a file of destination records alone is not judged", [progression()], False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "L0001" in message
    assert "1000000035" in message
