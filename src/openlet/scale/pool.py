"""Work on many things with several processes; the results come in the order of the things, whoever is done first."""

import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from openlet.ilr.opening import Unreadable
from openlet.spec import pack

if TYPE_CHECKING:  # a run over few files does without
    from concurrent.futures import Future, ProcessPoolExecutor

Task = TypeVar("Task")
Result = TypeVar("Result")
AHEAD = 4  # tasks for each process that are handed over before the first is done
ENDED = (
    "A process of this run was ended from outside, perhaps because memory ran out. Nothing that was done is lost: run "
    "again, with fewer --processes."
)
THREADS = Path("/proc/self/task")


class Workers:
    """The processes of a run: they begin once and work for all its steps. Use it as a context.

    With one process all is done in this one.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._steps = count(1)

    def __enter__(self) -> Self:
        if self.processes > 1:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            self._pool = ProcessPoolExecutor(self.processes, get_context(_way()), _begin, gc.get_threshold())
            self._pool.submit(int).result()  # the processes begin
        without_pandas()
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def each(
        self,
        work: Callable[[Task], Result],
        tasks: Iterable[Task],
        begin: Callable[..., object] = tuple,
        said: tuple[Any, ...] = (),
    ) -> Iterator[Result]:
        """What ``work`` makes of each task: a step of the run. ``begin(*said)`` is called before, in every process.

        Both have to be importable. Raises what they raise, and ``Unreadable`` where a process was ended.
        """
        if self.processes <= 1:
            begin(*said)
            yield from map(work, tasks)
            return
        from concurrent.futures.process import BrokenProcessPool

        one = partial(_work, next(self._steps), pickle.dumps((work, begin, said, pack.in_force().path)))
        try:
            yield from self._in_order(one, tasks)
        except BrokenProcessPool:
            raise Unreadable(ENDED) from None

    def _in_order(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        assert self._pool is not None
        waiting: deque[Future[Result]] = deque()
        for task in tasks:
            waiting.append(self._pool.submit(work, task))
            if len(waiting) >= self.processes * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def without_pandas() -> None:
    """Let PyArrow find that there is no pandas in this process: to load it takes 0.4 s and 40 MB, and nobody needs it.

    PyArrow looks for it when it first makes an array. Where somebody has loaded it before, it stays.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa  # only here: a run over few files does without

    sys.meta_path.insert(0, _NoPandas)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(_NoPandas)


class _NoPandas:
    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _way() -> str:
    """How a process begins: as a copy of this one, which has the rules loaded; anew where other threads run in it.

    Arrow has threads of its own, so it should not be loaded yet.
    """
    alone = sys.platform == "linux" and THREADS.exists() and len(list(THREADS.iterdir())) == 1
    return "fork" if alone else "spawn"


def _begin(*threshold: int) -> None:
    """Begin in a process of the pool. It would wait for work for ever where the run was killed: so it watches."""
    gc.set_threshold(*threshold)
    without_pandas()
    from multiprocessing import parent_process
    from threading import Thread

    above = parent_process()
    if above is not None:
        Thread(target=_end_with, args=(above.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


_step: list[Any] = [0, None]  # of a process: its number, and the work


def _work(step: int, told: bytes, task: Any) -> Any:
    if _step[0] != step:
        work, begin, said, of_pack = pickle.loads(told)
        if pack.in_force().path != of_pack:  # it was put in force, or taken off, after this process began
            pack.use(of_pack)
        begin(*said)
        _step[:] = [step, work]
    return _step[1](task)
