"""A ZIP holds one ILR file."""

from openlet.ilr.opening import Unreadable
from openlet.rules.official import official


@official(
    "ZIP_EMPTY",
    on="Opening",
    shows=(),
    message="The ZIP holds no file, more than one, or one that is not XML. Make a ZIP of the ILR file alone.",
)
def fault(refused: Unreadable) -> bool:
    """A ZIP must hold one XML file and nothing else.

    Fault where: the ZIP does not hold exactly one file, whose name ends with .xml.
    Read as: such a file cannot be judged at all, so OpenLET refuses it with a sentence that
    names this rule, and judges nothing else of it.
    """
    return refused.rule == "ZIP_EMPTY"
