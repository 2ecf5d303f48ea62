"""Aims without formula funding have no adjustment for prior learning."""

from openlet.facts.fams import has_fam_type
from openlet.facts.programmes import OUTSIDE_THE_FORMULA
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "PriorLearnFundAdj_01",
    on="LearningDelivery",
    where={"FundModel": OUTSIDE_THE_FORMULA, "PriorLearnFundAdj": PRESENT},
    shows=("FundModel", "PriorLearnFundAdj"),
    message="A funding adjustment for prior learning ({PriorLearnFundAdj}) is returned for an aim of funding model "
    "{FundModel}, which has none. Remove it.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An adjustment for prior learning must not be returned for funding models 10, 25, 82 and 99.

    Fault where: PriorLearnFundAdj is returned and FundModel is 10, 25, 82 or 99.
    Except: aims paid by an Advanced Learner Loan (any FAM of type ADL).
    """
    return aim.PriorLearnFundAdj is not None and not has_fam_type(aim, "ADL")
