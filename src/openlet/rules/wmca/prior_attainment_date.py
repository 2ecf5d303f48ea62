"""The prior attainment applies from the start or before."""

from datetime import date

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def dates(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[date, ...]:
    """The dates from which levels apply."""
    return tuple(attained.DateLevelApp for attained in learner.PriorAttain if attained.DateLevelApp is not None)


@rule(
    "WMCA_DateLevelApp_01",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=3,
    shows=("LearnStartDate",),
    also={"DateLevelApp": dates},
    message="No prior attainment applies by the start on {LearnStartDate} (the dates entered: {DateLevelApp}). Enter "
    "the level that the learner had reached by then, with a date on or before the start.",
    source=Source(GUIDE, "Learner: Prior Attainment, item 3", "A-055"),
    no_pay_if="prior_attainment",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The prior attainment must apply on or before the start of the bootcamp.

    Fault where: there is prior attainment, but none that applies on or before the start of the bootcamp aim.
    Except: where there is no prior attainment at all, which has a rule of its own.
    Read as: the start day itself is early enough, unlike with the employment status (A-108); stops nothing unless the
    reading prior_attainment says so (AMB-08).
    """
    start = aim.LearnStartDate
    if start is None or not learner.PriorAttain:
        return False
    return not any(day <= start for day in dates(aim, learner, given))
