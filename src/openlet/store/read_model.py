"""The read model: what lists need of each learning delivery, made from the document."""

from datetime import date
from decimal import Decimal

from openlet.ilr.records import Learner
from openlet.spec.years import Year
from openlet.store.documents import ID, LEARNER, Document, Operation, records_of
from openlet.store.models import DeliveryRow

COLUMNS = (
    "LearnAimRef",
    "AimType",
    "AimSeqNumber",
    "LearnStartDate",
    "LearnPlanEndDate",
    "LearnActEndDate",
    "FundModel",
    "CompStatus",
    "Outcome",
)
DELIVERIES = f"{LEARNER}/LearningDelivery"

Row = tuple[int, str, int, tuple[str | int | date | Decimal | None, ...]]


def delivery_rows(learner: int, document: Document, year: Year) -> list[DeliveryRow]:
    """The rows of one learner, in the order of the document; a value that cannot be read is None."""
    records = records_of({LEARNER: document.get(LEARNER, {})}, year)
    if not records or not isinstance(records[0], Learner):
        return []
    trees = document[LEARNER].get("LearningDelivery", [])
    return [
        DeliveryRow(
            learner_id=learner,
            record=tree[ID],
            position=position,
            **{column: getattr(aim, column) for column in COLUMNS},
        )
        for position, (tree, aim) in enumerate(zip(trees, records[0].LearningDelivery, strict=True))
    ]


def changes_rows(operation: Operation) -> bool:
    """Whether an operation on a document may change its rows: on all of it, on a delivery, or on one of the columns."""
    within = operation.path.startswith(f"{DELIVERIES}/")
    if operation.action == "set":
        return within and operation.path.rpartition("/")[2] in COLUMNS
    return not operation.path or (within and operation.path.count("/") == DELIVERIES.count("/") + 1)


def as_kept() -> list[Row]:
    """All rows as they are kept, in a fixed order, to compare."""
    rows = DeliveryRow.objects.order_by("learner_id", "position")
    return [(row.learner_id, row.record, row.position, tuple(getattr(row, name) for name in COLUMNS)) for row in rows]
