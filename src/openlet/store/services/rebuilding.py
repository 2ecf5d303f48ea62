"""The read model, made anew."""

from openlet.spec.years import year_of
from openlet.store.documents import checked
from openlet.store.faults import faults
from openlet.store.models import DeliveryRow, LearnerDocument, LearnerRow
from openlet.store.read_model import delivery_rows
from openlet.store.services.editing import BATCH, whole


@whole
def rebuild() -> int:
    """Make the read model and the count of faults anew from the documents; say how many deliveries there are."""
    DeliveryRow.objects.all().delete()
    rows: list[DeliveryRow] = []
    for kept in LearnerDocument.objects.select_related("learner").order_by("pk"):
        year = year_of(str(kept.year))
        document = checked(kept.content, year)
        LearnerRow.objects.filter(pk=kept.pk).update(faults=len(faults(document, year)))
        if kept.learner.deleted is None:
            rows += delivery_rows(kept.pk, document, year)
    DeliveryRow.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
