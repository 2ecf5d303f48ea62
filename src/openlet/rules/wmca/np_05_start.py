"""The start date is not in the future, and within the contract's window."""

from openlet.facts.aims import BOOTCAMP, aim_kind
from openlet.facts.given import Given
from openlet.facts.windows import start_window
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "NP-05",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.NO_PAY,
    shows=("LearnAimRef", "LearnStartDate"),
    also={"window": start_window},
    message="The start date of {LearnAimRef} is {LearnStartDate}. It must be {window}. Correct the date, or leave the "
    "aim out until then.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 4", "A-062, A-063"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The start date must not be in the future, and a bootcamp must start within the contract's window.

    Fault where: LearnStartDate is after the day the return is judged on; or a bootcamp aim starts before or after the
    window of the contract (or the narrower one of its own aim).
    Read as: the future is judged on the as-of date, by default the day the file was prepared (AMB-10); the window is
    for bootcamp aims only, since an offer can come months later (AMB-12). With the reading milestone_latest a
    milestone aim may not be dated after that day.
    """
    start = aim.LearnStartDate
    if start is None:
        return False
    if start > given.as_of:
        return True
    if aim_kind(aim, given) != BOOTCAMP:
        latest = given.terms.readings.milestone_latest
        return latest is not None and start > latest
    bootcamp = given.terms.bootcamps.get(aim.LearnAimRef or "")
    return bootcamp is not None and not bootcamp.start_from <= start <= bootcamp.start_to
