"""Runs a command and says what it cost: `python -I -S launch.py SECONDS STDOUT STDERR COMMAND...`.

A process of its own, and a small one, because Linux counts the memory of whoever starts a program as the program's
peak (`ru_maxrss` survives exec). Standard library only. The costs are those of the command and of all its children
that it waited for; `rss` is the peak of the largest of these processes, in bytes. SECONDS are of processor time, for
each process: a machine that has other work to do must not make a page fail. A process that only sleeps is stopped
after `PATIENCE` times as many seconds of the clock.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

KIBIBYTE = 1024  # Linux counts ru_maxrss in these
PATIENCE = 20


def main(seconds: float, out: str, err: str, command: list[str]) -> None:
    """Run `command` for at most `seconds`, and print its costs as JSON."""
    overdue = threading.Event()
    started = time.monotonic()
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), most))  # is handed down; this process needs no time
    with Path(out).open("wb") as stdout, Path(err).open("wb") as stderr:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, start_new_session=True
        )

        def stop() -> None:
            overdue.set()
            os.killpg(child.pid, signal.SIGKILL)

        timer = threading.Timer(PATIENCE * seconds, stop)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    costs = {
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.monotonic() - started,
        "rss": usage.ru_maxrss * KIBIBYTE,
        "exit": child.returncode,
        "overdue": overdue.is_set() or child.returncode == -signal.SIGXCPU,
    }
    print(json.dumps(costs))


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
