"""Whether an aim carries one of the marks that turn a rule off."""

from collections.abc import Iterable

from openlet.facts.aims import fam_codes
from openlet.ilr.records import LearningDelivery

TYPE = 3  # letters of a type; what follows is the code


def carries_any(aim: LearningDelivery, marks: Iterable[str]) -> bool:
    """Whether the aim carries one of some FAM marks: a type with its code (``DAM023``), or a type (``RES``)."""
    held = fam_codes(aim)
    return any(mark[:TYPE] in held and (len(mark) == TYPE or mark[TYPE:] in held[mark[:TYPE]]) for mark in marks)
