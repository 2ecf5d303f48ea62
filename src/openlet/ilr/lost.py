"""What stood in a file but has no place in any record, so that reading it loses it: it must be said."""

from openlet.ilr.reading import Trouble
from openlet.spec.layout import entity
from openlet.spec.years import Year


def is_lost(trouble: Trouble, year: Year) -> bool:
    """Whether something was in the file that no record holds: a stray element, attribute or text, a second value."""
    if trouble.kind == "occurrences":
        found = entity(year, trouble.entity)
        return found is not None and any(
            child.max_occurs == 1 for child in found.children if child.path.rpartition("/")[2] == trouble.element
        )
    return trouble.kind in ("unknown", "attribute", "text")


def lost_in_words(trouble: Trouble) -> str:
    """What was lost, without its text: nobody knows what may stand in it."""
    if trouble.kind == "unknown":
        return f"an element of {trouble.entity} that the ILR of the year does not have there"
    if trouble.kind == "attribute":
        return f"an attribute on an element of {trouble.entity}"
    if trouble.kind == "text":
        return f"text between the elements of {trouble.entity}"
    return f"a further {trouble.element} in {trouble.entity}; only the last was kept"
