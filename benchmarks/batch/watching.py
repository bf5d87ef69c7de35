"""Runs a command and looks at the memory of it and its children while it runs (Linux)."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_TICK = 0.5


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command cost: seconds, exit code, and the resident memory of its processes (time, bytes by id)."""

    seconds: float
    code: int
    memory: tuple[tuple[float, Mapping[int, int]], ...]

    def memory_of(self, first: float, last: float) -> dict[int, float]:
        """Return the median memory in bytes of each process between two shares of the time that it ran.

        Processes that began or ended in between are left out.
        """
        seen = [held for at, held in self.memory if first * self.seconds <= at <= last * self.seconds]
        whole = set.intersection(*map(set, seen)) if seen else set()
        return {process: statistics.median(held[process] for held in seen) for process in sorted(whole)}


def run(command: Sequence[str], log: Path, environment: dict[str, str] | None = None) -> Ran:
    """Run `command` to its end; what it says goes to `log`."""
    started = time.monotonic()
    memory = []
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env={**os.environ, **(environment or {})}, start_new_session=True
        )
        while process.poll() is None:
            memory.append((time.monotonic() - started, resident(process.pid)))
            time.sleep(_TICK)
    return Ran(time.monotonic() - started, process.returncode, tuple(memory))


def resident(root: int) -> dict[int, int]:
    """Return the resident memory in bytes of the process `root` and of each below it, shared pages counted for each."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    pages: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(entry.name))
        pages[int(entry.name)] = int(fields[21])
    found: dict[int, int] = {}
    waiting = [root]
    while waiting:
        process = waiting.pop()
        if process in pages:
            found[process] = pages[process] * _PAGE_BYTES
        waiting += children[process]
    return found
