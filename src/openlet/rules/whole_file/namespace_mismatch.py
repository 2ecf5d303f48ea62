"""A file has the namespace of an ILR year."""

from openlet.ilr.opening import Unreadable
from openlet.rules.official import official


@official(
    "Namespace Mismatch",
    on="Opening",
    shows=(),
    message="The namespace of the file is not that of an ILR year that is known. Export it again for the right year.",
)
def fault(refused: Unreadable) -> bool:
    """A file must have the namespace of its year.

    Fault where: the namespace of the root element is not exactly that of a year that OpenLET knows.
    Read as: the namespace decides the year (Filename_4 holds the name against it); such a file cannot be judged at all,
    so OpenLET refuses it with a sentence that names this rule, and judges nothing else of it.
    """
    return refused.rule == "Namespace Mismatch"
