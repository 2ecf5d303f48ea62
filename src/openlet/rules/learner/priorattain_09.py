"""Prior attainment does not lie ahead."""

from openlet.facts.given import Given
from openlet.facts.shown import prepared_on
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, PriorAttain
from openlet.rules.official import official


@official(
    "PriorAttain_09",
    on="PriorAttain",
    shows=("DateLevelApp",),
    also={"Prepared": prepared_on},
    message="Prior attainment applies from {DateLevelApp}, after the file was prepared ({Prepared}). Enter the day on "
    "which the level was recorded for the learner.",
)
def fault(attained: PriorAttain, learner: Learner, given: Given) -> bool:
    """Prior attainment must not apply from a day after the file was prepared.

    Fault where: DateLevelApp is after the file preparation date.
    """
    return is_after(attained.DateLevelApp, given.prepared)
