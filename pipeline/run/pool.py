"""A pool of worker processes that one bad task cannot stop.

`concurrent.futures.ProcessPoolExecutor` breaks as a whole when one worker dies, and cannot stop a task that hangs.
`WorkerPool` keeps at most one task per worker in flight, so that it knows since when each one runs: it ends the
workers when a task is overdue, makes a new pool when one has died, and runs the suspects again one by one until the
culprit is known.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from pipeline.errors import OcrError
from pipeline.message import Message

ATTEMPTS = 2
"""How often a task that killed its worker or ran out of time is tried."""

_LOG = logging.getLogger(__name__)
_ENDING = (signal.SIGINT, signal.SIGTERM)
_TICK = 0.5  # seconds between looks at the clock
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENCV_FOR_THREADS_NUM": "1", "OPENBLAS_NUM_THREADS": "1"}
"""One page, one core: what the libraries of a worker look at when they are first used."""


class WorkerDiedError(OcrError):
    """A worker process died (crash, or killed for memory) while it did a task."""

    code = "worker_died"


class TaskTimeoutError(OcrError):
    """A task ran longer than it may."""

    code = "timeout"


@dataclass(slots=True)
class Task:
    """A call of a module-level function in a worker. `tag` comes back with the result; `seconds` is its time limit."""

    tag: Any
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float
    what: Message
    attempts: int = 0
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a task: its value, or the exception that it raised."""

    tag: Any
    value: Any = None
    error: BaseException | None = None


def start_worker(memory_bytes: int) -> None:
    """Make ready a worker process: bound its memory, leave Ctrl-C to the parent, one thread per library."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ |= _ONE_THREAD
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when the program that started it is gone: killed, it can end nobody itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def process_pool(jobs: int, memory_bytes: int) -> ProcessPoolExecutor:
    """Return a pool of `jobs` fresh processes (forkserver: OpenCV's threads do not survive a fork)."""
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=start_worker, initargs=(memory_bytes,))


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Note Ctrl-C instead of raising it, and yield what tells whether it was pressed; a second one is raised at once.

    A request to end (SIGTERM, from `kill` or a machine that shuts down) counts as Ctrl-C. Raised anywhere, it can hit
    `concurrent.futures` while it holds a lock that its own thread then waits for without end. Outside the main
    thread, which alone may handle signals, nothing changes.
    """
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = {number: signal.getsignal(number) for number in _ENDING}

    def note(_signal: int, _frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    for number in _ENDING:
        signal.signal(number, note)
    try:
        yield pressed.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(slots=True)
class WorkerPool:
    """Runs tasks on executors made by `make_executor`; `add` tasks at any time, also while iterating over `results`."""

    make_executor: Callable[[], Executor]
    jobs: int
    _ready: deque[Task] = field(default_factory=deque)
    _suspects: deque[Task] = field(default_factory=deque)
    _running: dict[Future[Any], tuple[Task, float]] = field(default_factory=dict)
    _executor: Executor | None = None

    def add(self, task: Task, *, first: bool = False) -> None:
        """Put `task` in the queue; `first` puts it before those that wait."""
        if first:
            self._ready.appendleft(task)
        else:
            self._ready.append(task)

    def drop(self, unwanted: Callable[[Task], bool]) -> int:
        """Take waiting tasks that are `unwanted` out of the queue; return how many. Those that run are not stopped."""
        waiting = len(self._ready) + len(self._suspects)
        self._ready = deque(task for task in self._ready if not unwanted(task))
        self._suspects = deque(task for task in self._suspects if not unwanted(task))
        return waiting - len(self._ready) - len(self._suspects)

    def results(self) -> Generator[Result, None, None]:
        """Yield results as tasks end, until no task is left. Closing the iterator ends the workers.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the workers were ended.
        """
        done_all = False
        with _interrupts() as interrupted:
            try:
                while self._ready or self._suspects or self._running:
                    if interrupted():
                        raise KeyboardInterrupt
                    self._submit()
                    done, _ = wait(self._running, timeout=_TICK, return_when=FIRST_COMPLETED)
                    results = [*self._collect(done), *self._stop_overdue()]
                    self._submit()  # first: no worker waits while what came back is stored
                    yield from results
                done_all = True
            finally:
                self._end_workers(kill=not done_all)

    def _submit(self) -> None:
        # A suspect runs alone, so that if the pool breaks again the culprit is known.
        if any(task.suspect for task, _ in self._running.values()):
            return
        if self._suspects:
            if not self._running:
                self._start(self._suspects.popleft())
            return
        while self._ready and len(self._running) < self.jobs:
            self._start(self._ready.popleft())

    def _start(self, task: Task) -> None:
        try:
            future = self._submit_to_executor(task)
        except BrokenExecutor:  # a worker died while it was idle: no task is to blame
            self._end_workers(kill=True)
            future = self._submit_to_executor(task)
        self._running[future] = (task, time.monotonic())

    def _submit_to_executor(self, task: Task) -> Future[Any]:
        if self._executor is None:
            self._executor = self.make_executor()
        return self._executor.submit(task.function, *task.arguments)

    def _collect(self, done: set[Future[Any]]) -> Iterator[Result]:
        broken: list[Task] = []
        for future in done:
            task, _ = self._running.pop(future)
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                broken.append(task)
            elif error is not None:
                yield Result(task.tag, error=error)
            else:
                yield Result(task.tag, value=future.result())
        if broken:
            yield from self._isolate(broken)

    def _isolate(self, broken: list[Task]) -> Iterator[Result]:
        broken.extend(task for task, _ in self._running.values())
        self._running.clear()
        self._end_workers(kill=True)
        alone = len(broken) == 1
        for task in broken:
            yield from self._try_again(task, WorkerDiedError(_died(task)), blamed=alone)

    def _try_again(self, task: Task, error: OcrError, *, blamed: bool) -> Iterator[Result]:
        task.attempts += blamed
        if task.attempts >= ATTEMPTS:
            yield Result(task.tag, error=error)
            return
        _LOG.warning("trying again: %s", error.message.en)
        task.suspect = True
        self._suspects.append(task)

    def _stop_overdue(self) -> Iterator[Result]:
        now = time.monotonic()
        overdue = [task for task, since in self._running.values() if now - since > task.seconds]
        if not overdue:
            return
        for task, _ in self._running.values():
            if task not in overdue:
                self._ready.appendleft(task)
        self._running.clear()
        self._end_workers(kill=True)
        for task in overdue:
            yield from self._try_again(task, TaskTimeoutError(_overdue(task)), blamed=True)

    def _end_workers(self, *, kill: bool) -> None:
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if kill and isinstance(executor, ProcessPoolExecutor):
            for process in list((executor._processes or {}).values()):  # no public way in Python 3.11
                process.kill()
        executor.shutdown(wait=not kill, cancel_futures=True)


def _died(task: Task) -> Message:
    return Message(
        f"{task.what.vi}: tiến trình bị dừng đột ngột (lỗi của chương trình bên ngoài hoặc thiếu bộ nhớ).",
        f"{task.what.en}: the worker process died (a crash of an outside program, or out of memory).",
    )


def _overdue(task: Task) -> Message:
    return Message(
        f"{task.what.vi}: quá {task.seconds:.0f} giây, đã dừng. Tăng ocr.page_seconds nếu trang thực sự lớn.",
        f"{task.what.en}: took more than {task.seconds:.0f} s and was stopped. Raise ocr.page_seconds if it is large.",
    )
