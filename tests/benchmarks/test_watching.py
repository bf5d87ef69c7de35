"""The memory of a command over its time."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.batch.watching import Ran, resident

HOLD = "held = bytearray(50_000_000); print('held', flush=True); input()"


def test_processes_that_began_or_ended_within_a_span_are_left_out() -> None:
    held = ((0.0, {1: 10}), (1.0, {1: 10, 2: 5}), (2.0, {1: 30, 2: 5}), (3.0, {1: 20}))
    ran = Ran(4.0, 0, held)
    assert ran.memory_of(0.2, 0.6) == {1: 20, 2: 5}
    assert ran.memory_of(0.4, 1.0) == {1: 25}
    assert ran.memory_of(0.9, 1.0) == {}


def test_a_child_is_a_process_of_its_own() -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        held = resident(os.getpid())
        child.communicate(b"\n")
    assert held[child.pid] > 50_000_000
    assert os.getpid() in held
