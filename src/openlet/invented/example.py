"""The small invented provider of the manual: two returns and a contract, each learner there to show one thing.

``python -m openlet.invented.example`` writes the files that are kept in ``examples``.
"""

import csv
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from openlet.ilr.records import (
    DPOutcome,
    EmploymentStatusMonitoring,
    Learner,
    LearnerDestinationandProgression,
    LearnerEmploymentStatus,
    LearningDelivery,
    LearningProvider,
    LLDDandHealthProblem,
    PriorAttain,
)
from openlet.ilr.writing import Top, file_name, our_header, write_file
from openlet.invented.journeys import (
    ACHIEVED,
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    ADULT_SKILLS_FUND_FROM,
    COMPLETED,
    CONTINUING,
    INTERVIEW,
    JOB,
    NOT_ACHIEVED,
    ON_A_BREAK,
    fams,
    write_boxes,
)
from openlet.invented.people import IN_WORK, LOOKING
from openlet.spec.scheme import destinations
from openlet.spec.years import Year, year_of

UKPRN = 10999991
DATA, WELDING, NOT_OURS = "Z0020001", "Z0020002", "Z0020009"
HOURS = {DATA: 120, WELDING: 140, NOT_OURS: 90}
SITE = "B1 3DW"
USUAL = ("SOF112", "FFI1", "DAM023")
CO_FUNDED = ("SOF112", "FFI2", "DAM023")
SPRING, SPRING_END = date(2024, 5, 1), date(2024, 7, 24)  # the cohort that is over when the year ends
SUMMER, SUMMER_END = date(2024, 7, 8), date(2024, 9, 27)  # the cohort that is not
RETURNS = (("2023-24", datetime(2024, 8, 20, 9, 30)), ("2024-25", datetime(2024, 10, 18, 9, 30)))
PACKAGE, RELEASE = "OpenLET example", "1"  # the version of OpenLET would change the files

CONTRACT = """\
# The contract of the invented provider in this folder.

[wave]
name = "Wave 5"
wave_from = 2024-04-01
wave_to = 2025-03-31

[contract]
id = "EXAMPLE-0001"
ukprn = 10999991
provider = "Example Training Ltd"
start_from = 2024-04-01
start_to = 2025-03-31
planned_end_from = 2024-04-15
planned_end_to = 2025-07-31
max_value = "150000.00"
max_learners = 60

[[contract.bootcamp]]
learn_aim_ref = "Z0020001"
title = "Example data bootcamp"
price_per_learner = "3000.00"
learners = 40

[[contract.bootcamp]]
learn_aim_ref = "Z0020002"
title = "Example welding bootcamp"
price_per_learner = "2400.00"
learners = 20

[readings]
scope = "all_sof_112"    # this provider runs nothing but bootcamps, so any other aim with SOF 112 is a mistake
"""


def make_example(folder: Path) -> list[Path]:
    """Write the example's two returns and its contract into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in return_files():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    paths.append(folder / "contract.toml")
    paths[-1].write_text(CONTRACT, encoding="utf-8", newline="\n")
    return paths


COHORTS = (  # name, bootcamp, start, planned end: what the next learners of this provider are enrolled on
    ("Data bootcamp, August 2024", DATA, date(2024, 8, 5), date(2024, 9, 27)),
    ("Welding bootcamp, September 2024", WELDING, date(2024, 9, 2), date(2024, 11, 22)),
)


def cohorts() -> list[tuple[str, Learner]]:
    """What the learners of each cohort of 2024-25 have in common: the aim and the planned hours."""
    return [
        (name, Learner(PlanLearnHours=HOURS[ref], LearningDelivery=[_bootcamp(ref, start, planned_end)]))
        for name, ref, start, planned_end in COHORTS
    ]


def return_files() -> list[tuple[str, bytes]]:
    """The example's returns: name and content of each file."""
    return [
        (file_name(UKPRN, year_of(name), made), _xml(year_of(name), made, records).encode())
        for (name, made), records in zip(RETURNS, (first_return(), second_return()), strict=True)
    ]


def first_return() -> list[Top]:
    """The return of 2023-24, prepared on 20 August 2024."""
    learners = [
        _continuing(),
        _interviewed(),
        _interviewed_and_later_hired(),
        _small_employer(),
        _large_employer_out_of_area(),
        _contribution_missing(),
        _dam_023_missing(),
        _learner("L0008", [_bootcamp(DATA, SUMMER, SUMMER_END)]),  # temporary ULN
        _learner("L0009", [_bootcamp(WELDING, SUMMER, SUMMER_END)]),  # under 19
        _learner("L0010", [_bootcamp(DATA, SUMMER, SUMMER_END)]),  # lives in Redditch, no DAM 001
        _learner("L0011", [_bootcamp(DATA, SUMMER, SUMMER_END)]),  # employment not known
        _interview_dates_differ(),
        _stopped_early(),
        _on_a_break(),
        _aim_not_allocated(),
        _two_at_once(),
    ]
    ended = [aim for learner in learners for aim in learner.LearningDelivery if aim.CompStatus == COMPLETED]
    left = [learner for learner in learners if any(aim in ended for aim in learner.LearningDelivery)]
    return [*learners, *(_progression(learner) for learner in left)]


def second_return() -> list[Top]:
    """The return of 2024-25, prepared on 18 October 2024: two claims for bootcamps of the year before, two starters."""
    job = _claim(JOB, date(2024, 10, 7), DATA)
    offer = _claim(INTERVIEW, date(2024, 9, 2), WELDING, CO_FUNDED, "Contribution 10")
    return [
        _learner("L0003", [job], hours=None),
        _learner("L0004", [offer], hours=None, small_employer=True),
        _learner("L0017", [_bootcamp(DATA, date(2024, 9, 16), date(2024, 12, 6))]),
        _learner("L0018", [_bootcamp(WELDING, date(2024, 10, 14), date(2024, 12, 20))]),  # not yet 14 days
    ]


# The learners of the first return.


def _continuing() -> Learner:
    learner = _learner("L0001", [_bootcamp(DATA, SUMMER, SUMMER_END)])
    learner.LLDDHealthProb = 1
    learner.LLDDandHealthProblem = [LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]
    return learner


def _interviewed() -> Learner:
    return _learner("L0002", [_finished(DATA, "WMCA5.0"), _claim(INTERVIEW, date(2024, 7, 29), DATA)])


def _interviewed_and_later_hired() -> Learner:
    return _learner("L0003", [_finished(DATA, "WMCA5.0"), _claim(INTERVIEW, date(2024, 7, 26), DATA)])


def _small_employer() -> Learner:
    return _learner("L0004", [_finished(WELDING, "WMCA1.2", CO_FUNDED, "Contribution 10")], small_employer=True)


def _large_employer_out_of_area() -> Learner:
    codes = (*CO_FUNDED, "DAM001")
    claim = _claim(INTERVIEW, date(2024, 7, 25), WELDING, codes, "Contribution 30")
    return _learner("L0005", [_finished(WELDING, "WMCA1.4", codes, "Contribution 30"), claim])


def _contribution_missing() -> Learner:
    return _learner("L0006", [_bootcamp(DATA, SUMMER, SUMMER_END, CO_FUNDED)])


def _dam_023_missing() -> Learner:
    return _learner("L0007", [_bootcamp(WELDING, SUMMER, SUMMER_END, ("SOF112", "FFI1"))])


def _interview_dates_differ() -> Learner:
    claim = _claim(INTERVIEW, date(2024, 7, 26), DATA)
    claim.LearnPlanEndDate = claim.LearnActEndDate = date(2024, 7, 30)
    return _learner("L0012", [_finished(DATA, "WMCA5.0"), claim])


def _stopped_early() -> Learner:
    aim = _finished(DATA, "WMCA1.3")
    aim.LearnActEndDate = date(2024, 6, 26)  # 56 of 84 days
    return _learner("L0013", [aim, _claim(INTERVIEW, date(2024, 7, 1), DATA)])


def _on_a_break() -> Learner:
    aim = _bootcamp(WELDING, SPRING, SPRING_END)
    aim.CompStatus, aim.LearnActEndDate, aim.Outcome = ON_A_BREAK, date(2024, 6, 14), NOT_ACHIEVED
    return _learner("L0014", [aim])


def _aim_not_allocated() -> Learner:
    return _learner("L0015", [_bootcamp(NOT_OURS, SUMMER, SUMMER_END)])


def _two_at_once() -> Learner:
    later = _bootcamp(WELDING, date(2024, 7, 22), date(2024, 10, 4))
    return _learner("L0016", [_bootcamp(DATA, SUMMER, SUMMER_END), later])


# Their parts.


def _learner(
    reference: str, aims: list[LearningDelivery], hours: int | None = 0, small_employer: bool = False
) -> Learner:
    """The person of that reference with these aims; ``hours`` None where there is no learning in the year."""
    row = _people()[reference]
    for number, aim in enumerate(aims, 1):
        aim.AimSeqNumber, aim.LSDPostcode = number, row["Postcode"]
    first_start = min(aim.LearnStartDate for aim in aims if aim.LearnStartDate)
    return Learner(
        LearnRefNumber=reference,
        ULN=int(row["ULN"]),
        FamilyName=row["FamilyName"],
        GivenNames=row["GivenNames"],
        DateOfBirth=date.fromisoformat(row["DateOfBirth"]),
        Ethnicity=int(row["Ethnicity"]),
        Sex=row["Sex"],
        LLDDHealthProb=2,
        NINumber=f"AB{int(reference[1:]):06d}C",
        PlanLearnHours=None if hours is None else sum(HOURS.get(aim.LearnAimRef or "", 0) for aim in aims),
        PostcodePrior=row["Postcode"],
        Postcode=row["Postcode"],
        AddLine1=row["AddLine1"],
        AddLine3=row["AddLine3"],
        TelNo=f"01632960{int(reference[1:]):03d}",
        Email=f"{row['GivenNames']}.{row['FamilyName']}@example.org".lower(),
        PriorAttain=[PriorAttain(PriorLevel=4, DateLevelApp=date(2022, 7, 31))],
        LearnerEmploymentStatus=[_employment(int(row["EmpStat"]), first_start, small_employer)],
        LearningDelivery=aims,
    )


def _employment(kind: int, first_start: date, small_employer: bool) -> LearnerEmploymentStatus:
    codes = {"EII": 8} if kind == IN_WORK else {"LOU": 2, "BSI": 4} if kind == LOOKING else {}
    if small_employer:
        codes["OET"] = 2
    return LearnerEmploymentStatus(
        EmpStat=kind,
        DateEmpStatApp=first_start - timedelta(days=30),
        EmploymentStatusMonitoring=[EmploymentStatusMonitoring(ESMType=k, ESMCode=v) for k, v in codes.items()],
    )


def _aim(ref: str, start: date, planned_end: date, codes: Iterable[str], **fields: Any) -> LearningDelivery:
    return LearningDelivery(
        LearnAimRef=ref,
        AimType=4,
        LearnStartDate=start,
        LearnPlanEndDate=planned_end,
        FundModel=ADULT_SKILLS_FUND if start >= ADULT_SKILLS_FUND_FROM else ADULT_SKILLS,
        DelLocPostCode=SITE,
        LearningDeliveryFAM=fams(*codes),
        **fields,
    )


def _bootcamp(ref: str, start: date, planned_end: date, codes: Iterable[str] = USUAL) -> LearningDelivery:
    return _aim(ref, start, planned_end, codes, CompStatus=CONTINUING)


def _finished(
    ref: str, destination: str, codes: Iterable[str] = USUAL, contribution: str | None = None
) -> LearningDelivery:
    fields = {"CompStatus": COMPLETED, "LearnActEndDate": SPRING_END, "Outcome": ACHIEVED}
    aim = _aim(ref, SPRING, SPRING_END, codes, **fields)
    write_boxes(aim, contribution, destination)
    return aim


def _claim(
    ref: str, day: date, bootcamp: str, codes: Iterable[str] = USUAL, contribution: str | None = None
) -> LearningDelivery:
    aim = _aim(ref, day, day, codes, CompStatus=COMPLETED, LearnActEndDate=day, Outcome=ACHIEVED)
    write_boxes(aim, bootcamp, contribution)
    return aim


def _progression(learner: Learner) -> LearnerDestinationandProgression:
    """The destination record that says the same as the WMCA code on the learner's bootcamp."""
    aim = learner.LearningDelivery[0]
    boxes = [box.ProvSpecDelMon for box in aim.ProviderSpecDeliveryMonitoring]
    found = next(destinations()[value] for value in boxes if value in destinations())
    assert aim.LearnActEndDate is not None
    day = aim.LearnActEndDate + timedelta(days=5)
    outcome = DPOutcome(OutType=found.OutType, OutCode=found.OutCode, OutStartDate=day, OutCollDate=day)
    return LearnerDestinationandProgression(LearnRefNumber=learner.LearnRefNumber, ULN=learner.ULN, DPOutcome=[outcome])


@cache
def _people() -> dict[str, dict[str, str]]:
    text = (files("openlet.invented") / "example.csv").read_text(encoding="utf-8")
    return {row["LearnRefNumber"]: row for row in csv.DictReader(StringIO(text, newline=""))}


def _xml(year: Year, made: datetime, records: Iterable[Top]) -> str:
    header = our_header(UKPRN, year, made.date(), made)
    assert header.Source is not None
    header.Source.SoftwarePackage, header.Source.Release = PACKAGE, RELEASE
    text = StringIO()
    write_file(text.write, year, header, LearningProvider(UKPRN=UKPRN), records)
    return text.getvalue()


if __name__ == "__main__":
    for path in make_example(Path(sys.argv[1] if len(sys.argv) > 1 else "examples")):
        print(path)
