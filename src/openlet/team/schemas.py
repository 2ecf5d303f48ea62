"""One schema of the database for each provider, and what belongs into which."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from openlet.store.whose import store_of, whose_store

SHARED = "public"
OF_PROVIDERS = "store"  # the application whose tables each provider has for itself; everything else is shared
_alone: ContextVar[bool] = ContextVar("openlet_alone", default=False)


def schema_of(UKPRN: int) -> str:
    """The name of a provider's schema."""
    return f"provider_{UKPRN:d}"


def looks_into(UKPRN: int | None) -> tuple[str, ...]:
    """The schemas that a connection looks into while a store is open."""
    if UKPRN is None:
        return (SHARED,)
    return (schema_of(UKPRN),) if _alone.get() else (schema_of(UKPRN), SHARED)


@contextmanager
def only_the_store_of(UKPRN: int) -> Iterator[None]:
    """Open a store without what is shared: to make its tables, so that none is mistaken for a shared one."""
    with store_of(UKPRN):
        before = _alone.set(True)
        try:
            yield
        finally:
            _alone.reset(before)


class Routing:
    """Django's question where tables are made: a provider's in its schema, all others in the shared one."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether tables of an application belong into the schema that is looked into."""
        return (app_label == OF_PROVIDERS) is (whose_store() is not None)
