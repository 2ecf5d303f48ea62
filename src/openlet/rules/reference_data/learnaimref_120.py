"""A devolved aim was open to new starts."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.fams import is_authority_funded
from openlet.facts.given import Given
from openlet.facts.lars import DEVOLVED, Validity, validities
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

STARTS_FROM = date(2021, 8, 1)
RESTART = ("RES",)
EXEMPT = ("LDM378",)  # level 3 free courses


def is_open(row: Validity, start: date, restart: bool) -> bool:
    """Whether a validity lets an aim start on a day."""
    last: date | None = row["LastNewStartDate"]
    return (row["StartDate"] or date.min) <= start and (restart or last is None or start <= last)


@official(
    "LearnAimRef_120",
    on="LearningDelivery",
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate"),
    message="{LearnAimRef} was not open to new starts in LARS for combined authorities on {LearnStartDate}. Correct "
    "the start or the aim; if both are right, ask WMCA to have the aim's validity put right.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim that a combined authority pays for must be open to new starts when it starts.

    Fault where: the aim has a source of funding from 110 to 120, starts on or after 1 August 2021, and in LARS every
    validity of the aim of category MCA_GLA begins later or has a last new start before, unless the aim is a restart
    (RES).
    Except: level 3 free courses (LDM 378); aims without any such validity (LearnAimRef_133).
    Read as: the error condition speaks of the end from 1 August 2021, its sentence of new starts; starts are taken.
    """
    start = aim.LearnStartDate
    if start is None or start < STARTS_FROM or not is_authority_funded(aim) or carries_any(aim, EXEMPT):
        return False
    held = validities(aim.LearnAimRef, given, DEVOLVED)
    restart = carries_any(aim, RESTART)
    return bool(held) and not any(is_open(row, start, restart) for row in held)
