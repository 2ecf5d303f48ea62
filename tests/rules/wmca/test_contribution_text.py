"""The contribution is written exactly as in the contract."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, boxes, fams, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ProvSpecDelMon_07"
FAULTY = learner(
    aim(LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"), ProviderSpecDeliveryMonitoring=boxes("CONTRIBUTION 10"))
)
TABLE = [
    case(
        "the exact text is right",
        learner(
            aim(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("Contribution 10"),
            )
        ),
        False,
    ),
    case(
        "the other exact text is right",
        learner(
            aim(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("Contribution 30"),
            )
        ),
        False,
    ),
    case(
        "capitals are a finding",
        learner(
            aim(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("CONTRIBUTION 10"),
            )
        ),
        True,
    ),
    case(
        "two blanks are a finding",
        learner(
            aim(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("Contribution  10"),
            )
        ),
        True,
    ),
    case("no blank is a finding", learner(aim(ProviderSpecDeliveryMonitoring=boxes("Contribution10"))), True),
    case("another share is a finding", learner(aim(ProviderSpecDeliveryMonitoring=boxes("Contribution 20"))), True),
    case("other values are left alone", learner(aim(ProviderSpecDeliveryMonitoring=boxes("own note"))), False),
    case(
        "it is one under the exact reading too",
        learner(
            aim(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("CONTRIBUTION 10"),
            )
        ),
        True,
        given('contribution_match = "exact"'),
    ),
    case(
        "the exact text is right under the exact reading",
        learner(
            aim(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("Contribution 10"),
            )
        ),
        False,
        given('contribution_match = "exact"'),
    ),
    case(
        "Z0010211 is held to it too",
        learner(
            milestone(
                LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
                ProviderSpecDeliveryMonitoring=boxes("Z0020001", "contribution 10"),
            )
        ),
        True,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "CONTRIBUTION 10" in message
    assert "Contribution 10 or Contribution 30" in message
