"""The WMCA code and the destination record say the same."""

from datetime import date, timedelta

import pytest

from openlet.facts.given import Given
from tests.make import AS_OF, boxes, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_DPOutcome_03"
FAULTY: Records = [learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))), progression(outcome("EDU", 6))]
TABLE = [
    case(
        "the same is right",
        [learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))), progression(outcome("EMP", 1))],
        False,
    ),
    case(
        "another code of the type is a finding",
        [learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))), progression(outcome("EMP", 2))],
        True,
    ),
    case(
        "another type is a finding",
        [learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))), progression(outcome("EDU", 1))],
        True,
    ),
    case(
        "the newest open outcome counts",
        [
            learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))),
            progression(outcome("NPE", 1, date(2024, 8, 1)), outcome("EMP", 1, date(2024, 8, 5))),
        ],
        False,
    ),
    case(
        "an older open outcome does not count",
        [
            learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA5.0"))),
            progression(outcome("NPE", 1, date(2024, 8, 1)), outcome("EMP", 1, date(2024, 8, 5))),
        ],
        True,
    ),
    case(
        "an outcome that has ended does not count",
        [
            learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))),
            progression(outcome("NPE", 1, date(2024, 8, 1), OutEndDate=AS_OF)),
        ],
        False,
    ),
    case(
        "one that ends the day after counts",
        [
            learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))),
            progression(outcome("NPE", 1, date(2024, 8, 1), OutEndDate=AS_OF + timedelta(days=1))),
        ],
        True,
    ),
    case(
        "voluntary work is another rule's business",
        [learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA5.1"))), progression(outcome("VOL", 1))],
        False,
    ),
    case(
        "no record is another rule's business",
        [learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA1.1")))],
        False,
    ),
    case(
        "no code is another rule's business",
        [learner(finished(ProviderSpecDeliveryMonitoring=[])), progression()],
        False,
    ),
    case(
        "an unknown code is another rule's business",
        [learner(finished(ProviderSpecDeliveryMonitoring=boxes("WMCA2.5"))), progression()],
        False,
    ),
    case(
        "of two bootcamps the one that ended last counts",
        [
            learner(
                finished(
                    LearnActEndDate=date(2024, 6, 3), CompStatus=3, ProviderSpecDeliveryMonitoring=boxes("WMCA5.0")
                ),
                finished(AimSeqNumber=2, LearnAimRef="Z0020002", ProviderSpecDeliveryMonitoring=boxes("WMCA1.1")),
            ),
            progression(outcome("EMP", 1)),
        ],
        False,
    ),
    case(
        "the order of the aims makes no difference",
        [
            learner(
                finished(AimSeqNumber=2, LearnAimRef="Z0020002", ProviderSpecDeliveryMonitoring=boxes("WMCA1.1")),
                finished(
                    LearnActEndDate=date(2024, 6, 3), CompStatus=3, ProviderSpecDeliveryMonitoring=boxes("WMCA5.0")
                ),
            ),
            progression(outcome("EMP", 1)),
        ],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "WMCA1.1" in message
    assert "EMP 1" in message
    assert "EDU 6" in message
