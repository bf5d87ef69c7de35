"""Measures a whole batch: one command, all on the same pages.

    python -m benchmarks.batch [--pages N] [--jobs N] [--kills N] [--kill-pages N] [--parts ...]

Drawn scans of mixed kinds and damage, N pages in files of one to six, are

- imported by `sohoa import --jobs N` (speed; memory of each of its processes in the first and
  the last tenth of the time after the warm-up),
- read by `ocrmypdf --jobs N --output-type pdf --optimize 0`, its fastest way, as one file of all pages, so that it can
  keep all its cores busy,
- made again without OCR (`sohoa refresh --all`),
- and some of them imported again while the program is killed (SIGKILL) at random times: the records at the end are
  compared with those of an import that nobody killed.

The machine is to be otherwise idle; the load that others make is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.batch.files import joined, make_files
from benchmarks.batch.watching import Ran, run
from benchmarks.ocr.report import table
from pipeline.store import Workspace

PROJECT = Path(__file__).resolve().parents[2]
SOHOA = (sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))")
PARTS = ("import", "ocrmypdf", "refresh", "kill")
_WARM = 1 / 3  # of the time; models are loaded when a page first asks for them
_TENTH = (1 - _WARM) / 10
_LARGE = 50e6  # bytes; what is smaller only starts the others
_ALIVE_SECONDS = (3.0, 12.0)  # between two kills


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    options = _parser().parse_args(arguments)
    jobs = options.jobs or os.cpu_count() or 1
    folder = options.folder
    files = make_files(folder / "files", options.pages, jobs)
    print(f"{datetime.now(UTC):%d/%m/%Y}, {platform.machine()}, {os.cpu_count()} cores, load before: {_load()}")
    print(f"{options.pages} pages in {len(files)} files, {jobs} jobs\n")
    rows: list[tuple[str, ...]] = []
    if "import" in options.parts:
        rows += _import(folder, options.pages, jobs)
    if "refresh" in options.parts:
        rows += _refresh(folder, options.pages, jobs)
    if "ocrmypdf" in options.parts:
        rows += _ocrmypdf(folder, files, options.pages, jobs)
    if "kill" in options.parts:
        rows += _kill(folder, files, options.kill_pages, options.kills, jobs)
    print(table(("", "value"), rows))
    print(f"\nLoad after: {_load()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="python -m benchmarks.batch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument("--pages", type=int, default=300, metavar="N", help="pages altogether (default 300)")
    found.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one per core)")
    found.add_argument("--kills", type=int, default=20, metavar="N", help="how often it is killed (default 20)")
    found.add_argument("--kill-pages", type=int, default=60, metavar="N", help="pages of that import (default 60)")
    found.add_argument("--parts", nargs="*", default=list(PARTS), choices=PARTS)
    found.add_argument("--folder", type=Path, default=PROJECT / "build" / "benchmark-batch")
    return found


def _load() -> str:
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


def _import(folder: Path, pages: int, jobs: int) -> list[tuple[str, ...]]:
    shutil.rmtree(folder / "kho", ignore_errors=True)
    ran = run(_importing(folder / "files", folder / "kho", jobs), folder / "import.log")
    _require_done(ran, folder / "import.log")
    return [
        ("sohoa import: seconds", f"{ran.seconds:.0f}"),
        ("sohoa import: pages/s (per core)", f"{pages / ran.seconds:.2f} ({pages / ran.seconds / jobs:.2f})"),
        *_memory(ran),
    ]


def _memory(ran: Ran) -> list[tuple[str, str]]:
    """Return a row for each process that was there after the warm-up and at the end."""
    early, late = ran.memory_of(_WARM, _WARM + _TENTH), ran.memory_of(0.99 - _TENTH, 0.99)  # then the workers end
    both = [process for process in early if process in late and early[process] > _LARGE]
    rows = []
    for number, process in enumerate(both):
        name = "the process that writes the database" if number == 0 else f"worker {number}"
        rows.append((f"memory: {name}", f"{early[process] / 1e6:.0f} MB, {late[process] / 1e6:.0f} MB"))
    return [*rows, ("memory: processes that began or ended in between", str(len(set(early) ^ set(late))))]


def _importing(files: Path, workspace: Path, jobs: int) -> list[str]:
    return [*SOHOA, "import", str(files), "--workspace", str(workspace), "--jobs", str(jobs), "--json"]


def _require_done(ran: Ran, log: Path) -> None:
    if ran.code:
        raise SystemExit(f"exit code {ran.code}, see {log}")


def _refresh(folder: Path, pages: int, jobs: int) -> list[tuple[str, ...]]:
    command = [*SOHOA, "refresh", "--all", "--workspace", str(folder / "kho"), "--jobs", str(jobs), "--json"]
    ran = run(command, folder / "refresh.log")
    _require_done(ran, folder / "refresh.log")
    return [
        ("sohoa refresh --all: seconds, start included", f"{ran.seconds:.1f}"),
        ("sohoa refresh --all: pages/s", f"{pages / ran.seconds:.0f}"),
    ]


def _ocrmypdf(folder: Path, files: list[Path], pages: int, jobs: int) -> list[tuple[str, ...]]:
    if shutil.which("ocrmypdf") is None:
        return [("ocrmypdf", "not installed (make bench)")]
    whole = joined(files, folder / "whole.pdf")
    options = ["-l", "vie", "--jobs", str(jobs), "--output-type", "pdf", "--optimize", "0"]
    ran = run(["ocrmypdf", *options, str(whole), str(folder / "whole-ocr.pdf")], folder / "ocrmypdf.log")
    _require_done(ran, folder / "ocrmypdf.log")
    return [
        ("ocrmypdf: seconds", f"{ran.seconds:.0f}"),
        ("ocrmypdf: pages/s", f"{pages / ran.seconds:.2f}"),
    ]


def _kill(folder: Path, files: list[Path], pages: int, kills: int, jobs: int) -> list[tuple[str, ...]]:
    some = folder / "some"
    shutil.rmtree(some, ignore_errors=True)
    some.mkdir()
    count = 0
    for file in files:
        if count >= pages:
            break
        (some / file.name).symlink_to(file)
        count += int(file.stem.rpartition("-")[2])
    for name in ("unharmed", "killed"):
        shutil.rmtree(folder / name, ignore_errors=True)
    whole = run(_importing(some, folder / "unharmed", jobs), folder / "unharmed.log")
    _require_done(whole, folder / "unharmed.log")
    done, seconds = _import_killed(some, folder / "killed", kills, jobs)
    rest = run(_importing(some, folder / "killed", jobs), folder / "killed.log")
    _require_done(rest, folder / "killed.log")
    same = _records(folder / "unharmed") == _records(folder / "killed")
    return [
        ("killed: times, over an import of", f"{done}, {count} pages"),
        ("killed: same records at the end as without", "yes" if same else "NO"),
        ("killed: seconds altogether, without", f"{seconds + rest.seconds:.0f}, {whole.seconds:.0f}"),
        ("killed: pages read twice", str(_read_twice(folder / "killed"))),
    ]


def _import_killed(files: Path, workspace: Path, kills: int, jobs: int) -> tuple[int, float]:
    """Import, killing all processes at random times; return how often, and the seconds that it ran."""
    chance = random.Random(0)  # noqa: S311 - times, no secrets
    started = time.monotonic()
    for killed in range(kills):
        process = subprocess.Popen(
            _importing(files, workspace, jobs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(chance.uniform(*_ALIVE_SECONDS))
        except subprocess.TimeoutExpired:
            target = os.kill if killed % 2 else os.killpg  # only the parent, or all of it
            target(process.pid, signal.SIGKILL)
            process.wait()
        else:
            return killed, time.monotonic() - started
    return kills, time.monotonic() - started


def _records(workspace: Path) -> str:
    """Return the SHA-256 of all records, in order of their names."""
    digest = hashlib.sha256()
    with Workspace(workspace) as store:
        for name, record in store.records():
            digest.update(f"{name}\n{json.dumps(record, sort_keys=True)}\n".encode())
    return digest.hexdigest()


def _read_twice(workspace: Path) -> int:
    """Return how many pages the logs say were read more than once."""
    read: dict[tuple[str, int], int] = {}
    for log in (workspace / "log").glob("run-*.jsonl"):
        for line in log.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["event"] == "page" and row["status"] == "read":
                page = (row["file"], row["page"])
                read[page] = read.get(page, 0) + 1
    return sum(1 for times in read.values() if times > 1)


if __name__ == "__main__":
    sys.exit(main())
