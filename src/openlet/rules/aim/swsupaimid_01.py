"""The software's aim identifier is a UUID."""

import re

from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

UUID = re.compile(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


@official(
    "SWSupAimId_01",
    on="LearningDelivery",
    shows=("SWSupAimId",),
    message="The software supplier aim identifier {SWSupAimId} is not a UUID. Ask the supplier of the software that "
    "made the file, or leave the field out.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The aim identifier of the software should be a UUID.

    Fault where: SWSupAimId is returned and is not 32 hexadecimal digits, with hyphens after 8, 12, 16 and 20 of them
    or without, or all of them are 0.
    Read as: capitals and small letters are alike, blanks around it do not count, as in the agency's service of
    2020-21.
    """
    identifier = (aim.SWSupAimId or "").strip()
    return identifier != "" and (UUID.fullmatch(identifier) is None or set(identifier) <= {"0", "-"})
