"""A learner with a ULN has a date of birth."""

from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "DateOfBirth_24",
    on="Learner",
    shows=("DateOfBirth", "ULN"),
    message="The learner has the ULN {ULN} but no date of birth. Enter the date that the Learning Records Service "
    "holds for this ULN, once the learner has confirmed it.",
)
def fault(learner: Learner) -> bool:
    """The date of birth of a learner with a ULN must be entered.

    Fault where: there is a ULN and DateOfBirth is absent.
    Except: 9999999999, the ULN of learners who have none yet.
    """
    return learner.DateOfBirth is None and learner.ULN not in (None, TEMPORARY_ULN)
