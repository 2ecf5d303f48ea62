"""A low-waged learner is marked with DAM 010."""

from openlet.facts.aims import fam_codes, has_fam
from openlet.facts.given import Given
from openlet.facts.people import employment_at_start
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

EMPLOYED = 10
LOW_WAGE: str = terms()["codes"]["low_wage_dam"]


def threshold(aim: LearningDelivery, learner: Learner, given: Given) -> str:
    """The yearly pay in pounds below which a learner is low waged."""
    return f"{given.terms.readings.low_wage_threshold:,}"


def area_codes(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """The devolved area monitoring codes returned."""
    return fam_codes(aim).get("DAM", ())


@rule(
    "WMCA_LearnDelFAMType_04",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract", "salaries"),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef",),
    also={"threshold": threshold, "DAM": area_codes},
    message="The learner was employed before the start, and the file of salaries puts their pay below {threshold} "
    "pounds a year, but DAM 010 is missing from {LearnAimRef} (its DAM codes: {DAM}). Add DAM 010, or correct the "
    "file of salaries.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 3", "A-081"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner who is employed and low waged must be marked with DAM 010.

    Fault where: the employment status before the start is 10, the salary in the contract's file of salaries is below
    the reading low_wage_threshold, and the bootcamp aim has no DAM 010.
    Except: learners without a salary in that file: the ILR has no field for it.
    Read as: exactly the threshold is not low; never stops payment (AMB-17).
    """
    status = employment_at_start(aim, learner)
    salary = given.terms.salaries.get(learner.ULN or 0)
    if status is None or status.EmpStat != EMPLOYED or salary is None or has_fam(aim, "DAM", LOW_WAGE):
        return False
    return salary < given.terms.readings.low_wage_threshold
