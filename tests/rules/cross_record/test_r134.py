import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner, status
from tests.rules.table import Records, case, fires, says

CODE = "R134"
PLAIN = aim(LearningDeliveryFAM=fams("SOF112", "FFI1"))
SMALL_EMPLOYER = [status(10, EII=8, OET=2)]
TABLE = [
    case("OET 2 on a WMCA bootcamp with DAM 023", learner(LearnerEmploymentStatus=SMALL_EMPLOYER), False),
    case("OET 2 without DAM 023", learner(PLAIN, LearnerEmploymentStatus=SMALL_EMPLOYER), True),
    case(
        "DAM 023 on one aim of two", learner(PLAIN, aim(AimSeqNumber=2), LearnerEmploymentStatus=SMALL_EMPLOYER), False
    ),
    case(
        "another DAM code",
        learner(aim(LearningDeliveryFAM=fams("DAM001")), LearnerEmploymentStatus=SMALL_EMPLOYER),
        True,
    ),
    case(
        "a national Skills Bootcamp (programme type 32)",
        learner(aim(ProgType=32, LearningDeliveryFAM=[]), LearnerEmploymentStatus=SMALL_EMPLOYER),
        False,
    ),
    case(
        "another programme type",
        learner(aim(ProgType=33, LearningDeliveryFAM=[]), LearnerEmploymentStatus=SMALL_EMPLOYER),
        True,
    ),
    case(
        "OET 2 on two statuses is one finding",
        learner(PLAIN, LearnerEmploymentStatus=[status(10, EII=8, OET=2), status(10, EII=7, OET=2)]),
        True,
    ),
    case("OET 1", learner(PLAIN, LearnerEmploymentStatus=[status(10, EII=8, OET=1)]), False),
    case("OET 3", learner(PLAIN, LearnerEmploymentStatus=[status(10, EII=8, OET=3)]), False),
    case("OET 4", learner(PLAIN, LearnerEmploymentStatus=[status(10, EII=8, OET=4)]), False),
    case("no OET", learner(PLAIN), False),
    case("no employment status", learner(PLAIN, LearnerEmploymentStatus=[]), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "OET 2" in says(CODE, learner(PLAIN, LearnerEmploymentStatus=SMALL_EMPLOYER))
