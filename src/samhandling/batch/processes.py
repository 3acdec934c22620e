"""The models divided among processes: each asks for the next when it is done, so that none waits for a large one.

The processes are started afresh (*spawn*), as on Windows: nothing of the parent's is carried over, and each loads the
catalogue itself. A process that dies takes only its own model with it. Ctrl-C ends them all at once.
"""

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Self

from samhandling.batch.models import Model
from samhandling.batch.surveying import Done, Orders, Surveyor
from samhandling.survey import Refused

MOST_PROCESSES = 60
"""Windows can wait for no more at once."""
_PATIENCE = 2.0
"""Seconds a process has to end by itself when it is told to."""


def processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def survey_all(models: Sequence[Model], orders: Orders, jobs: int) -> Iterator[Done]:
    """Survey every model and give each as it is done, in whatever order; with one job in this very process.

    The catalogue must be in order: the caller has loaded it.
    """
    jobs = min(jobs, len(models), MOST_PROCESSES)
    if jobs <= 1:
        surveyor = Surveyor(orders)
        yield from (surveyor.survey(model) for model in models)
        return
    with _Crew(models, orders, jobs) as crew:
        yield from crew.work()


class _Crew:
    """The processes, and what each is doing."""

    def __init__(self, models: Sequence[Model], orders: Orders, jobs: int) -> None:
        # The largest first, so that the last to finish is a small one.
        self._waiting = sorted(models, key=_size, reverse=True)
        self._orders = orders
        self._jobs = jobs
        self._workers: dict[Connection, tuple[SpawnProcess, Model | None]] = {}

    def __enter__(self) -> Self:
        for _ in range(self._jobs):
            self._hire()
        return self

    def __exit__(self, *_: object) -> None:
        """End them all, and wait until they are gone."""
        workers = [process for process, _ in self._workers.values()]
        for connection in self._workers:
            connection.close()
        for process in workers:
            process.terminate()
        for process in workers:
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()
        self._workers.clear()

    def work(self) -> Iterator[Done]:
        """Give out the models until all are done."""
        left = len(self._waiting)
        while left:
            for ready in wait(list(self._workers)):
                connection: Any = ready
                try:
                    done = connection.recv()
                except (EOFError, ConnectionError):
                    lost = self._bury(connection)
                    if lost is not None:
                        left -= 1
                        yield lost
                    continue
                if isinstance(done, Done):
                    left -= 1
                    yield done
                elif done is not None:
                    raise RuntimeError(done)
                self._next(connection)

    def _hire(self) -> None:
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=_worker, args=(theirs, self._orders), daemon=True)
        # A process begins deaf to Ctrl-C: the one who was asked to stop tells the others.
        with _deaf():
            process.start()
        theirs.close()
        self._workers[ours] = (process, None)

    def _next(self, connection: Connection) -> None:
        process, _ = self._workers[connection]
        model = self._waiting.pop(0) if self._waiting else None
        self._workers[connection] = (process, model)
        # One that has died is found when its end of the line is read.
        with contextlib.suppress(OSError):
            connection.send(model)

    def _bury(self, connection: Connection) -> Done | None:
        """Take away a process that has ended; the model it had is lost, and another process takes its place."""
        process, model = self._workers.pop(connection)
        connection.close()
        process.join()
        code = process.exitcode
        process.close()
        if model is None and not self._waiting:
            return None
        if model is None:
            # It never began: a new one would not either.
            raise RuntimeError(f"a process ended with code {code} before it began")
        if self._waiting:
            self._hire()
        return Done(model, refused=Refused(_called(model), (), "", 1), bug=f"a process ended with code {code}\n")


def _called(model: Model) -> str:
    return str(model.alias) if model.alias else model.path.name


def _size(model: Model) -> int:
    try:
        if model.path.is_dir():
            return sum(each.stat().st_size for each in model.path.iterdir() if each.is_file())
        return model.path.stat().st_size
    except OSError:
        return 0


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Ignore Ctrl-C for as long as it takes to start a process, which inherits it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _worker(connection: Connection, orders: Orders) -> None:
    """Ask for models until there are no more; the first question is empty-handed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Ended in the middle of a file, it still takes its unfinished one away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with contextlib.suppress(EOFError, OSError):
        try:
            surveyor = Surveyor(orders)
        except Exception as problem:  # noqa: BLE001 - the one who asked tells of it
            connection.send(repr(problem))
            return
        connection.send(None)
        first = True
        while (model := connection.recv()) is not None:
            connection.send(surveyor.survey(model))
            if first:
                # What is left after the first model stays: the collector need not go through it after every other.
                gc.freeze()
                first = False
