"""The log of what people did (``models.Event``): written here, read by managers and administrators."""

from openlet.team.figures import EVENTS
from openlet.team.models import Event

SIGNED_IN, FAILED, LOCKED_OUT, SIGNED_OUT = "signed in", "sign-in failed", "locked out", "signed out"
SAW, EXPORTED, DECIDED, ACCOUNTS, REFUSED = "saw", "exported", "decided", "accounts", "refused"
TOKEN = "token used"
KINDS = (SIGNED_IN, FAILED, LOCKED_OUT, SIGNED_OUT, SAW, EXPORTED, DECIDED, ACCOUNTS, REFUSED, TOKEN)


def note(
    kind: str, account: str, UKPRN: int | None = None, page: str = "", about: str = "", address: str | None = None
) -> None:
    """Add to the log. ``about`` names records by their keys, never by what is in them."""
    EVENTS.labels(kind).inc()
    Event.objects.create(kind=kind, account=account[:150], UKPRN=UKPRN, page=page, about=about[:300], address=address)
