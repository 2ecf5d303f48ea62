"""The employment before the start of a learner of the Adult Skills Fund is known."""

from openlet.facts.ages import age_on_31_august_of_start
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.people import employment_at_start
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

ADULT = 19


@official(
    "EmpStat_21",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    shows=("LearnStartDate", "FundModel", "DateOfBirth"),
    message="No employment status applies before the start on {LearnStartDate}. Enter the status that the learner had "
    "on the day before, with that day or an earlier one as its date.",
    reads=("LearnerEmploymentStatus",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An employment status dated before the start must be entered for the Adult Skills Fund.

    Fault where: the funding model is 38, the learner is 19 or older on 31 August of the year of the start, and no
    DateEmpStatApp lies before the start.
    Read as: a status dated on the start itself does not count.
    """
    age = age_on_31_august_of_start(aim, learner)
    return age is not None and age >= ADULT and employment_at_start(aim, learner) is None
