from openlet.facts.employment import monitoring_codes
from openlet.ilr.records import EmploymentStatusMonitoring, LearnerEmploymentStatus


def test_monitoring_codes_stand_by_type_in_the_order_returned() -> None:
    pairs = [("OET", 4), ("EII", 5), ("OET", 1), ("LOU", None), (None, 1)]
    record = LearnerEmploymentStatus(
        EmploymentStatusMonitoring=[EmploymentStatusMonitoring(ESMType=kind, ESMCode=code) for kind, code in pairs]
    )
    assert monitoring_codes(record) == {"OET": (4, 1), "EII": (5,), "LOU": (None,)}
    assert monitoring_codes(LearnerEmploymentStatus()) == {}
