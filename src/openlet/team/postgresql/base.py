"""A connection that only ever sees the open store, and that lets one writer into a store at a time.

The schemas that a connection looks into (its ``search_path``) are set before each statement where they are not those of
the open store, and never inside a transaction: a transaction that is taken back would take them back as well.

A transaction on a provider's store waits until no other is under way there, as it does on SQLite. What reads first and
writes then can therefore rely on what it has read, whatever the others do; other providers are not held up.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import ProgrammingError
from psycopg import pq, sql

from openlet.store.whose import whose_store
from openlet.team.schemas import looks_into

IDLE = pq.TransactionStatus.IDLE


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with the store of the provider."""

    seen: tuple[str, ...] | None = None  # the schemas that the connection looks into; None: not said yet

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new connection looks into nothing that was set on another one."""
        self.seen = None
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Whether the database is still there, asked before each request: one that has gone has closed the line.

        Django would ask the database itself, which costs each page a turn. What stands on the line unread is either its
        end or a word of farewell: then the connection is made anew. One that died silently fails at its next question.
        """
        if self.connection is None or self.connection.closed or self.connection.info.transaction_status != IDLE:
            return False
        line = select.poll()
        line.register(self.connection, select.POLLIN)
        return not line.poll(0)

    def create_cursor(self, name: str | None = None) -> Any:
        """Every statement begins here."""
        self._look_into_the_store()
        return super().create_cursor(name)

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """A transaction begins: choose the store before it, and wait for one's turn in it."""
        if not autocommit:
            self.close_if_health_check_failed()
            self.ensure_connection()
            self._look_into_the_store()
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and whose_store() is not None:
            self._wait_for_turn()

    def _look_into_the_store(self) -> None:
        wanted = looks_into(whose_store())
        if self.seen == wanted:
            return
        if not self.autocommit or self.in_atomic_block:
            raise ProgrammingError("Another store cannot be opened inside a transaction.")
        path = sql.SQL(", ").join(map(sql.Identifier, wanted))
        with self.wrap_database_errors:
            self.connection.execute(sql.SQL("SET search_path TO {}").format(path))
        self.seen = wanted

    def _wait_for_turn(self) -> None:
        try:
            with self.wrap_database_errors:
                self.connection.execute("SELECT pg_advisory_xact_lock(%s)", [whose_store()])
        except BaseException:
            with self.wrap_database_errors:
                self.connection.rollback()
            super().set_autocommit(True)
            raise
