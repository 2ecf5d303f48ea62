"""A ZIP is whole."""

from openlet.ilr.opening import Unreadable
from openlet.rules.official import official


@official(
    "ZIP_CORRUPT",
    on="Opening",
    shows=(),
    message="The ZIP is damaged. Make it again.",
)
def fault(refused: Unreadable) -> bool:
    """A ZIP must be whole.

    Fault where: the ZIP cannot be opened, or what is in it cannot be unpacked.
    Read as: such a file cannot be judged at all, so OpenLET refuses it with a sentence that
    names this rule, and judges nothing else of it.
    """
    return refused.rule == "ZIP_CORRUPT"
