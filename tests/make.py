"""Build invented records for tests, and send them through the real writer and reader.

Every default is right: a test names only what it is about. People are invented, ULNs pass the check digit.
"""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from openlet.contracts.reading import read_contract
from openlet.contracts.terms import Contract, Contracts
from openlet.facts.given import Given, given_for
from openlet.ilr.opening import Source
from openlet.ilr.reading import IlrFile, Item
from openlet.ilr.records import (
    DPOutcome,
    EmploymentStatusMonitoring,
    Learner,
    LearnerDestinationandProgression,
    LearnerEmploymentStatus,
    LearningDelivery,
    LearningDeliveryFAM,
    LearningProvider,
    PriorAttain,
    ProviderSpecDeliveryMonitoring,
)
from openlet.ilr.writing import our_header, write_file
from openlet.rules import Checker, Finding, book
from openlet.spec.years import Year, year_of

UKPRN = 10999991
ULN = 1000000027  # passes the check digit
OTHER_ULN = 1000000035
BOOTCAMP = "Z0020001"
START = date(2024, 5, 1)
PLANNED_END = date(2024, 7, 31)
AS_OF = date(2024, 8, 20)
STILL_TO_COME = date(2024, 9, 30)  # the planned end of a learner who continues

CONTRACT = """
[contract]
id = "EXAMPLE-0001"
ukprn = 10999991
provider = "Example Training Ltd"
start_from = 2024-04-01
start_to = 2025-03-31
planned_end_from = 2024-04-15
planned_end_to = 2025-07-31

[[contract.bootcamp]]
learn_aim_ref = "Z0020001"
title = "Example data bootcamp"
price_per_learner = "3000.00"

[[contract.bootcamp]]
learn_aim_ref = "Z0020002"
title = "Example welding bootcamp"
price_per_learner = "2400.00"
start_to = 2025-01-31
"""


def fams(*pairs: str) -> list[LearningDeliveryFAM]:
    """Funding and monitoring codes from texts such as "SOF112", "FFI1", "DAM023"."""
    return [LearningDeliveryFAM(LearnDelFAMType=pair[:3], LearnDelFAMCode=pair[3:]) for pair in pairs]


def boxes(*values: str) -> list[ProviderSpecDeliveryMonitoring]:
    """Provider specified values in boxes A, B, C, D."""
    return [
        ProviderSpecDeliveryMonitoring(ProvSpecDelMonOccur=box, ProvSpecDelMon=value)
        for box, value in zip("ABCD", values, strict=False)
    ]


def status(emp_stat: int = 11, since: date = START - timedelta(days=1), **monitoring: int) -> LearnerEmploymentStatus:
    """An employment status with monitoring codes by type, such as ``LOU=1``."""
    if emp_stat == 11 and not monitoring:
        monitoring = {"LOU": 1}
    return LearnerEmploymentStatus(
        EmpStat=emp_stat,
        DateEmpStatApp=since,
        EmploymentStatusMonitoring=[EmploymentStatusMonitoring(ESMType=k, ESMCode=v) for k, v in monitoring.items()],
    )


def aim(**fields: Any) -> LearningDelivery:
    """A continuing bootcamp aim with nothing wrong; ``fields`` override."""
    usual: dict[str, Any] = {
        "LearnAimRef": BOOTCAMP,
        "AimType": 4,
        "AimSeqNumber": 1,
        "LearnStartDate": START,
        "LearnPlanEndDate": STILL_TO_COME,
        "FundModel": 35,
        "DelLocPostCode": "B1 1AA",
        "LSDPostcode": "B1 1AA",
        "CompStatus": 1,
        "LearningDeliveryFAM": fams("SOF112", "FFI1", "DAM023"),
    }
    return LearningDelivery(**{**usual, **fields})


def finished(**fields: Any) -> LearningDelivery:
    """A completed and achieved bootcamp aim with a destination."""
    usual: dict[str, Any] = {
        "LearnPlanEndDate": PLANNED_END,
        "CompStatus": 2,
        "LearnActEndDate": PLANNED_END,
        "Outcome": 1,
        "ProviderSpecDeliveryMonitoring": boxes("WMCA1.3"),
    }
    return aim(**{**usual, **fields})


def milestone(ref: str = "Z0010211", day: date = date(2024, 8, 5), **fields: Any) -> LearningDelivery:
    """A Z0010211 or Z0010212 aim, all three dates the day of the offer."""
    usual: dict[str, Any] = {
        "LearnAimRef": ref,
        "AimSeqNumber": 2 if ref == "Z0010211" else 3,
        "LearnStartDate": day,
        "LearnPlanEndDate": day,
        "LearnActEndDate": day,
        "CompStatus": 2,
        "Outcome": 1,
        "ProviderSpecDeliveryMonitoring": boxes(BOOTCAMP),
    }
    return aim(**{**usual, **fields})


def learner(*aims: LearningDelivery, **fields: Any) -> Learner:
    """A learner with nothing wrong; without aims, with one continuing bootcamp aim."""
    usual: dict[str, Any] = {
        "LearnRefNumber": "L0001",
        "ULN": ULN,
        "FamilyName": "Invented",
        "GivenNames": "Person",
        "DateOfBirth": date(1990, 2, 3),
        "Ethnicity": 31,
        "Sex": "F",
        "LLDDHealthProb": 2,
        "NINumber": "AB123456C",
        "PlanLearnHours": 120,
        "PostcodePrior": "B1 1AA",
        "Postcode": "B1 1AA",
        "AddLine1": "1 Example Street",
        "PriorAttain": [PriorAttain(PriorLevel=5, DateLevelApp=date(2010, 7, 31))],
        "LearnerEmploymentStatus": [status()],
        "LearningDelivery": list(aims) or [aim()],
    }
    return Learner(**{**usual, **fields})


def progression(*outcomes: DPOutcome, **fields: Any) -> LearnerDestinationandProgression:
    """A destination and progression record for the usual learner."""
    usual: dict[str, Any] = {"LearnRefNumber": "L0001", "ULN": ULN, "DPOutcome": list(outcomes) or [outcome()]}
    return LearnerDestinationandProgression(**{**usual, **fields})


def outcome(kind: str = "EMP", code: int = 1, start: date | None = date(2024, 8, 5), **fields: Any) -> DPOutcome:
    """A destination outcome."""
    usual: dict[str, Any] = {"OutType": kind, "OutCode": code, "OutStartDate": start, "OutCollDate": start}
    return DPOutcome(**{**usual, **fields})


def xml(
    records: Iterable[Learner | LearnerDestinationandProgression],
    year: str = "2023-24",
    prepared: date = AS_OF,
    ukprn: int = UKPRN,
) -> str:
    """A whole ILR file."""
    text = StringIO()
    of = year_of(year)
    header = our_header(ukprn, of, prepared, datetime(prepared.year, prepared.month, prepared.day, 9, 30))
    ordered = sorted(records, key=lambda record: isinstance(record, LearnerDestinationandProgression))
    write_file(text.write, of, header, LearningProvider(UKPRN=ukprn), ordered)
    return text.getvalue()


def read(text: str | bytes, name: str = "test.xml") -> tuple[IlrFile, list[Item]]:
    """Read a file's text with the real reader."""
    content = text.encode() if isinstance(text, str) else text
    ilr = IlrFile(Source(name, None, content))
    return ilr, list(ilr)


def contract(readings: str = "", text: str = CONTRACT) -> Contract:
    """A contract read by the real reader; ``readings`` are lines of the [readings] table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contract.toml"
        path.write_text(f"{text}\n[readings]\n{readings}\n", encoding="utf-8")
        return read_contract(path)


def given(
    readings: str = "", year: str = "2023-24", as_of: date = AS_OF, ukprn: int = UKPRN, terms: Contract | None = None
) -> Given:
    """What a return is judged with: the usual contract, with other readings if named."""
    of: Year = year_of(year)
    return given_for(Contracts((terms or contract(readings),)), of, as_of, as_of, ukprn)


def findings(
    records: Learner | Sequence[Learner | LearnerDestinationandProgression],
    judged_with: Given | None = None,
) -> list[Finding]:
    """Every finding on records that have been written to XML and read back."""
    judged_with = judged_with or given()
    listed = [records] if isinstance(records, Learner) else list(records)
    _, items = read(xml(listed, judged_with.year.year, judged_with.prepared, judged_with.ukprn or UKPRN))
    checker = Checker(judged_with, book())
    found = [finding for item in items for finding in checker.item(item)]
    found += checker.finish()
    crashed = [outcome.rule.code for outcome in checker.outcomes.values() if outcome.crashed]
    assert not crashed, f"crashed: {crashed}"
    return found


def codes(
    records: Learner | Sequence[Learner | LearnerDestinationandProgression], judged_with: Given | None = None
) -> set[str]:
    """The codes of every finding on records that went through XML."""
    return {finding.rule.code for finding in findings(records, judged_with)}
