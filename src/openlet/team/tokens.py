"""Tokens: what programs of others show instead of an account. Made by those who keep a place, shown once, kept hashed.

Every making and revoking is an event of the log; so is every use (``web.team.guard``).
"""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.utils import timezone

from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.team.log import ACCOUNTS, note
from openlet.team.models import ProviderHere, Token
from openlet.team.rights import Right

BEGINS = "openlet_"  # so that a token that was left lying about is known for one
LONGEST = timedelta(days=400)
USUAL = timedelta(days=180)
STAYS = timedelta(minutes=1)  # between two notes that a token was used


@whole
def make_token(name: str, may_send: bool, expires: date, UKPRN: int | None, by: str) -> tuple[Token, str]:
    """Make a token for a provider, or (``UKPRN`` None) the authority, with what is to be told. Raises ``NotDone``."""
    today = timezone.localdate()
    if not name.strip():
        raise NotDone("Enter a name for the token, such as the program that is to use it.")
    if not today <= expires <= today + LONGEST:
        raise NotDone(f"Enter a last day from today to {today + LONGEST:%d/%m/%Y}: a token that is forgotten must end.")
    text = BEGINS + secrets.token_urlsafe(32)
    made: Token = Token.objects.create(
        name=name.strip()[:100], UKPRN=UKPRN, may_send=may_send, sha256=_hashed(text), made_by=by,
        made_at=timezone.now(), expires=expires,
    )  # fmt: skip
    note(ACCOUNTS, by, UKPRN, about=f"token {made.pk} made, {'may send' if may_send else 'reads'}, until {expires}")
    return made, text


@whole
def revoke_token(token: int, UKPRN: int | None, by: str) -> None:
    """End a token at once. ``UKPRN``: the place it must belong to, None for any. Raises ``NotDone``."""
    held = Token.objects.filter(pk=token)
    found = (held if UKPRN is None else held.filter(UKPRN=UKPRN)).first()
    if found is None:
        raise NotDone("There is no such token here. Choose one of the list.")
    if found.revoked_at is None:
        Token.objects.filter(pk=found.pk).update(revoked_at=timezone.now(), revoked_by=by)
        note(ACCOUNTS, by, found.UKPRN, about=f"token {found.pk} revoked")


def token_of(text: str) -> Token | None:
    """The token that somebody shows, None where it is none, has expired, was revoked, or its provider has ended."""
    found: Token | None = Token.objects.filter(sha256=_hashed(text), revoked_at=None).first()
    if found is None or found.expires < timezone.localdate():
        return None
    if found.UKPRN is not None and not ProviderHere.objects.filter(UKPRN=found.UKPRN, ended=False).exists():
        return None
    return found


def note_use(token: Token) -> None:
    """Note when it was used last, to the minute."""
    now: datetime = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > STAYS:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def rights_by(token: Token) -> frozenset[Right]:
    """What a token lets do."""
    return frozenset({Right.READ_BY_TOKEN} | ({Right.SEND_BY_TOKEN} if token.may_send else set()))


def named(token: Token) -> str:
    """A token as the log and the list of returns name it."""
    return f"token {token.pk} {token.name}"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
