"""A learner whose learning is not funded, or is community or tailored learning, has a date of birth."""

from openlet.facts.fams import has_fam_type
from openlet.facts.funding import COMMUNITY_LEARNING, NON_FUNDED, TAILORED_LEARNING
from openlet.ilr.records import Learner
from openlet.rules.official import official

WITHOUT_FORMULA = (COMMUNITY_LEARNING, TAILORED_LEARNING, NON_FUNDED)
LOAN = "ADL"  # financed by an Advanced Learner Loan


@official(
    "DateOfBirth_02",
    on="Learner",
    shows=("DateOfBirth",),
    message="The date of birth is missing. Enter it if the learner gave it.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The date of birth should be entered for community, tailored and non-funded learning too.

    Fault where: DateOfBirth is absent and an aim has funding model 10, 11 or 99.
    Except: aims financed by an Advanced Learner Loan (any FAM of type ADL).
    """
    return learner.DateOfBirth is None and any(
        aim.FundModel in WITHOUT_FORMULA and not has_fam_type(aim, LOAN) for aim in learner.LearningDelivery
    )
