"""The planned end date is within the contract's window."""

from openlet.facts.given import Given
from openlet.facts.windows import planned_end_window
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "NP-06",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract", "planned end window"),
    severity=Severity.NO_PAY,
    shows=("LearnPlanEndDate",),
    also={"window": planned_end_window},
    message="The planned end date is {LearnPlanEndDate}; the contract allows planned ends {window}. Correct a mistyped "
    "date; otherwise ask the authority.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 5", "A-068"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The planned end date must lie within the contract's window.

    Fault where: LearnPlanEndDate of a bootcamp aim is before or after the window of the contract (or the narrower one
    of its own aim).
    Except: Z0010211 and Z0010212, whose planned end is the day of the offer (AMB-12).
    """
    bootcamp = given.terms.bootcamps.get(aim.LearnAimRef or "")
    planned = aim.LearnPlanEndDate
    if bootcamp is None or planned is None:
        return False
    if bootcamp.planned_end_from is not None and planned < bootcamp.planned_end_from:
        return True
    return bootcamp.planned_end_to is not None and planned > bootcamp.planned_end_to
