"""The learner is 19 or over."""

from openlet.facts.given import Given
from openlet.facts.people import age
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

MINIMUM_AGE: int = terms()["codes"]["minimum_age"]


@rule(
    "NP-03",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("DateOfBirth", "LearnStartDate"),
    also={"age": age},
    message="The learner, born {DateOfBirth}, is {age} for the bootcamp that starts {LearnStartDate}; under 19 is not "
    "funded. Check the date of birth; an agreed exception goes into the contract file.",
    source=Source(GUIDE, "Learner tab, top section, item 4", "A-036"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The learner must be 19 or over.

    Fault where: the learner is under 19 on the bootcamp's start date (a birthday on that day counts as 19).
    Except: ULNs in the contract's age_exceptions.
    Read as: age on the start date; with the reading age_test = "aug31", on 31 August of the funding year (AMB-04). A
    missing date of birth is not this rule's business: nothing is then paid either, because the age cannot be known.
    """
    years = age(aim, learner, given)
    return years is not None and years < MINIMUM_AGE and learner.ULN not in given.terms.readings.age_exceptions
