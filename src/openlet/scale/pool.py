"""Work on many things with several processes; the results come in the order of the things, whoever is done first."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar

from openlet.ilr.opening import Unreadable

Task = TypeVar("Task")
Result = TypeVar("Result")
AHEAD = 4  # tasks for each process that are handed over before the first is done
ENDED = (
    "A process of this run was ended from outside, perhaps because memory ran out. Nothing that was done is lost: run "
    "again, with fewer --processes."
)


def in_processes(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    processes: int,
    begin: Callable[..., None],
    said: tuple[Any, ...],
) -> Iterator[Result]:
    """What ``work`` makes of each task. ``begin(*said)`` is called first in each process; both have to be importable.

    With one process all is done in this one. Raises what ``work`` raises, and ``Unreadable`` where a process was ended.
    """
    if processes <= 1:
        begin(*said)
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(begin, said)) as pool:
        try:
            yield from _in_order(pool, work, tasks, processes * AHEAD)
        except BrokenProcessPool:
            raise Unreadable(ENDED) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin(begin: Callable[..., None], said: tuple[Any, ...]) -> None:
    """Begin in a process of the pool. It would wait for work for ever where the run was killed: so it watches."""
    above = parent_process()
    if above is not None:
        Thread(target=_end_with, args=(above.sentinel,), daemon=True).start()
    begin(*said)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[Task], Result], tasks: Iterable[Task], ahead: int
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    for task in tasks:
        waiting.append(pool.submit(work, task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
