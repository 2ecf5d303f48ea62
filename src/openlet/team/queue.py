"""The queue of background work, which remembers in whose store the work is to be done.

A task that was begun while a provider's store was open runs with that store open; one that was begun while none was
(the authority's) runs with none. The task itself need not know.
"""

from typing import Any

from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

from openlet.packs.kept import refresh
from openlet.store.basis import shared_folder
from openlet.store.whose import store_of, whose_store

WHOSE = "whose_store"


class TaskInItsStore(Task[Any, Any]):
    """A task that is called with the store open in which it was begun."""

    def call(self, *given: Any, **named: Any) -> Any:
        """Do the work."""
        refresh(shared_folder())  # the rule pack, which a page of another process may have changed
        with store_of(named.pop(WHOSE, None)):
            return super().call(*given, **named)


class Queue(DatabaseBackend):
    """The queue in the database."""

    task_class = TaskInItsStore

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Have it done."""
        return super().enqueue(task, args, {**kwargs, WHOSE: whose_store()})
