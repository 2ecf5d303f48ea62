"""A ZIP has no password."""

from openlet.ilr.opening import Unreadable
from openlet.rules.official import official


@official(
    "Protected ZIP file",
    on="Opening",
    shows=(),
    message="The ZIP has a password. Make it again without one.",
)
def fault(refused: Unreadable) -> bool:
    """A ZIP must not have a password.

    Fault where: what is in the ZIP is encrypted.
    Read as: such a file cannot be judged at all, so OpenLET refuses it with a sentence that
    names this rule, and judges nothing else of it.
    """
    return refused.rule == "Protected ZIP file"
