"""A milestone aim records the contribution of its bootcamp."""

import pytest

from openlet.facts.given import Given
from tests.make import boxes, fams, finished, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ProvSpecDelMon_08"
FAULTY = learner(
    finished(
        LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
        ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
    ),
    milestone(),
)
TABLE = [
    case("no contribution anywhere is right", learner(finished(), milestone()), False),
    case(
        "the bootcamp alone is a finding",
        learner(
            finished(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
            ),
            milestone(),
        ),
        True,
    ),
    case(
        "both are right",
        learner(
            finished(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
            ),
            milestone(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("Z0020001", "Contribution 10"),
            ),
        ),
        False,
    ),
    case(
        "FFI 2 without text is NP-08",
        learner(
            finished(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
            ),
            milestone(LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023")),
        ),
        False,
    ),
    case(
        "text without FFI 2 is NP-08",
        learner(
            finished(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
            ),
            milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020001", "Contribution 10")),
        ),
        False,
    ),
    case(
        "another bootcamp's contribution is not inherited",
        learner(
            finished(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
            ),
            milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020002")),
        ),
        False,
    ),
    case("a bootcamp in an earlier return cannot be seen", learner(milestone()), False),
    case(
        "each aim by itself inherits nothing",
        learner(
            finished(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
            ),
            milestone(),
        ),
        False,
        given('contribution_scope = "per_aim"'),
    ),
    case(
        "Z0010212 inherits too",
        learner(
            finished(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("WMCA1.3", "Contribution 10"),
            ),
            milestone("Z0010212"),
        ),
        True,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0010211" in message
    assert "Z0020001" in message
    assert "10%" in message
