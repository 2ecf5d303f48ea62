"""Remove the run folders of old settlements: what they found on learners. Figures, payments and the ledger stay."""

import shutil
from datetime import UTC, datetime

from openlet.authority.models import Settlement
from openlet.authority.settlement.running import folder_of
from openlet.authority.settlement_models import APPROVED, FAILED, GIVEN_UP
from openlet.team.log import DECIDED, note

OVER = (APPROVED, GIVEN_UP, FAILED)


def purge(before: datetime, do: bool = False, by: str = "OpenLET") -> list[int]:
    """The settlements, begun before a moment and over, whose run folders hold learner data; ``do``: remove them."""
    old = Settlement.objects.filter(started_at__lt=before, state__in=OVER, removed_at=None, again="")
    found = [key for key in old.order_by("pk").values_list("pk", flat=True) if folder_of(key).exists()]
    for key in found if do else ():
        Settlement.objects.filter(pk=key).update(removed_at=datetime.now(UTC))
        shutil.rmtree(folder_of(key), ignore_errors=True)
        note(DECIDED, by, page="settlement", about=f"settlement={key} files removed")
    return found
