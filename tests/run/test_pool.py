"""Faults of workers: raised errors, crashes, hangs."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import cv2
import pytest

from pipeline.errors import DamagedSourceError
from pipeline.message import Message
from pipeline.run.pool import Result, Task, TaskTimeoutError, WorkerDiedError, WorkerPool, process_pool

MEMORY = 4_000_000_000
WHAT = Message("tệp thử", "test file")


def double(number: int) -> int:
    return 2 * number


def fail(_: int) -> int:
    raise DamagedSourceError(Message("hỏng", "damaged"))


def crash(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def crash_once(folder: str) -> str:
    mark = Path(folder) / "crashed"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "survived"


def hang(_: int) -> int:
    time.sleep(60)
    return 0


def hog(_: int) -> int:
    return len(bytearray(MEMORY + 1))


def threads(_: int) -> int:
    return cv2.getNumThreads()


@pytest.fixture
def pool() -> WorkerPool:
    return WorkerPool(partial(process_pool, 2, MEMORY), 2)


def results(pool: WorkerPool) -> dict[object, Result]:
    return {result.tag: result for result in pool.results()}


def test_errors_cross_the_process_border(pool: WorkerPool) -> None:
    pool.add(Task("bad", fail, (1,), 30, WHAT))
    pool.add(Task("good", double, (21,), 30, WHAT))
    done = results(pool)
    assert done["good"].value == 42
    error = done["bad"].error
    assert isinstance(error, DamagedSourceError)
    assert error.message.vi == "hỏng"


def test_a_crash_takes_only_the_culprit(pool: WorkerPool) -> None:
    for number in range(6):
        pool.add(Task(number, crash if number == 2 else double, (number,), 30, WHAT))
    done = results(pool)
    assert isinstance(done[2].error, WorkerDiedError)
    assert [done[number].value for number in (0, 1, 3, 4, 5)] == [0, 2, 6, 8, 10]


def test_a_task_is_tried_again_after_a_crash(pool: WorkerPool, tmp_path: Path) -> None:
    pool.add(Task("once", crash_once, (str(tmp_path),), 30, WHAT))
    assert results(pool)["once"].value == "survived"


def test_a_task_that_hangs_is_stopped_and_the_others_go_on(pool: WorkerPool) -> None:
    pool.add(Task("hang", hang, (0,), 1.0, WHAT))
    for number in range(3):
        pool.add(Task(number, double, (number,), 30, WHAT))
    started = time.monotonic()
    done = results(pool)
    assert time.monotonic() - started < 30
    assert isinstance(done["hang"].error, TaskTimeoutError)
    assert [done[number].value for number in range(3)] == [0, 2, 4]


def test_memory_is_bounded(pool: WorkerPool) -> None:
    pool.add(Task("hog", hog, (0,), 30, WHAT))
    assert isinstance(results(pool)["hog"].error, MemoryError)


def test_a_worker_keeps_to_one_core(pool: WorkerPool) -> None:
    pool.add(Task("threads", threads, (0,), 30, WHAT))
    assert results(pool)["threads"].value == 1


def test_tasks_can_be_added_while_results_come(pool: WorkerPool) -> None:
    pool.add(Task(1, double, (1,), 30, WHAT))
    seen = []
    for result in pool.results():
        seen.append(result.value)
        if len(seen) < 4:
            pool.add(Task(result.value, double, (result.value,), 30, WHAT), first=True)
    assert seen == [2, 4, 8, 16]


def test_ctrl_c_ends_the_workers_between_two_steps(pool: WorkerPool) -> None:
    before = signal.getsignal(signal.SIGINT)
    for number in range(50):
        pool.add(Task(number, double, (number,), 30, WHAT))
    coming = pool.results()
    next(coming)
    os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        list(coming)
    assert signal.getsignal(signal.SIGINT) is before
    assert pool._executor is None


def test_the_next_task_is_begun_before_a_result_is_dealt_with() -> None:
    begun = threading.Event()
    pool = WorkerPool(partial(ThreadPoolExecutor, 1), 1)
    pool.add(Task("first", double, (1,), 30, WHAT))
    pool.add(Task("second", begun.set, (), 30, WHAT))
    coming = pool.results()
    assert next(coming).tag == "first"
    assert begun.wait(30)
    assert [result.tag for result in coming] == ["second"]
