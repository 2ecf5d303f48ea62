"""A milestone aim records the contribution of its bootcamp."""

from openlet.facts.aims import named_bootcamp
from openlet.facts.contribution import CO_FUNDED, bootcamp_contribution, contributions, funding_indicators
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def bootcamp(aim: LearningDelivery, learner: Learner, given: Given) -> str | None:
    """The bootcamp that the milestone aim names."""
    return named_bootcamp(aim, learner, given)


def share(aim: LearningDelivery, learner: Learner, given: Given) -> str:
    """The employer's share of the bootcamp's price."""
    return f"{bootcamp_contribution(aim, learner, given) or 0:.0%}"


@rule(
    "WMCA_ProvSpecDelMon_08",
    on="LearningDelivery",
    about="milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef",),
    also={"bootcamp": bootcamp, "share": share},
    message="{LearnAimRef} records no employer contribution, but its bootcamp {bootcamp} does, so the share of "
    "{share} is taken off all the same. Enter FFI 2 and the contribution here too, or tell the authority that the "
    "employer no longer pays.",
    source=Source(GUIDE, "Learning Delivery: Provider Specified Info, item 1, matrix rows 2 and 3", "A-091, A-092"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A milestone aim must record the employer's contribution as the bootcamp aim does.

    Fault where: Z0010211 or Z0010212 has neither FFI 2 nor a contribution, and the one bootcamp it names has one.
    Except: where the reading contribution_scope is per_aim: nothing is then taken off.
    Read as: an aim with FFI 2 and no contribution, or the other way round, is NP-08 (AMB-45).
    """
    if given.terms.readings.contribution_scope != "inherit" or CO_FUNDED in funding_indicators(aim):
        return False
    return not contributions(aim, given) and bootcamp_contribution(aim, learner, given) is not None
