"""Whose store is open, and who works in it.

On one's own machine there is one store, and the person is the user of the machine. On a team's server each provider has
a store of its own (a schema of the PostgreSQL database): what is asked of the store is asked of the one that is open.
"""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection

_store: ContextVar[int | None] = ContextVar("openlet_store", default=None)
_person: ContextVar[str | None] = ContextVar("openlet_person", default=None)


def is_team() -> bool:
    """Whether this is a team's server, with a store for each provider."""
    return getattr(settings, "OPENLET_FOLDER", None) is not None


def whose_store() -> int | None:
    """The UKPRN of the provider whose store is open; None where none is, and always on one's own machine."""
    return _store.get()


@contextmanager
def store_of(UKPRN: int | None) -> Iterator[None]:
    """Open the store of a provider of the server; None: none, only what all providers share.

    Raises ``RuntimeError`` inside a transaction: what is written together belongs to one store.
    """
    if _store.get() != UKPRN and connection.in_atomic_block:
        raise RuntimeError("A store is opened outside transactions only.")
    before = _store.set(UKPRN)
    try:
        yield
    finally:
        _store.reset(before)


def person() -> str:
    """The person who works here: the account that is signed in, or the user of the machine."""
    return _person.get() or getpass.getuser()


@contextmanager
def worked_by(name: str) -> Iterator[None]:
    """Say who works here."""
    before = _person.set(name)
    try:
        yield
    finally:
        _person.reset(before)
