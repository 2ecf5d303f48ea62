"""How a learner's record stood before a change, worked out from the change log."""

from openlet.spec.years import Year
from openlet.store.documents import Document, Operation, replay
from openlet.store.models import Change


def document_before(change: Change, year: Year) -> Document:
    """The document as it stood before a change of it was made."""
    earlier = Change.objects.filter(learner_id=change.learner_id, pk__lt=change.pk)
    start = earlier.filter(action="replace").order_by("-pk").first()  # from there on the log says everything
    if start is None:
        return {}
    listed = earlier.filter(pk__gte=start.pk).order_by("pk")
    return replay((Operation(one.action, one.path, one.old, one.new, one.position) for one in listed), year)
