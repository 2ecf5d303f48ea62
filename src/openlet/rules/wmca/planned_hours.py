"""The planned learning hours are there where there is learning in the year."""

from openlet.facts.aims import bootcamp_aims
from openlet.facts.given import Given
from openlet.facts.spells import is_active_in
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_PlanLearnHours_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("PlanLearnHours",),
    message="The planned learning hours are {PlanLearnHours}, although there is bootcamp learning in the year. Enter "
    "the hours planned for it.",
    source=Source(GUIDE, "Learner: Funding and Monitoring, item 1", "A-050"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The planned learning hours of the bootcamp must be entered.

    Fault where: PlanLearnHours is missing or 0, and a bootcamp aim has learning in the year of the file.
    Except: where only Z0010211 or Z0010212 fall into the year.
    Read as: an aim has learning in the year if it started by the year's last day and had not ended before its first
    (AMB-07).
    """
    active = any(is_active_in(aim, given.year) for aim in bootcamp_aims(learner, given))
    return active and (learner.PlanLearnHours or 0) <= 0
