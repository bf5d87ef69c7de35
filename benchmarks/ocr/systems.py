"""The systems that are compared: our own program, with and without cleaning, and three ways to use others."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from pydantic import TypeAdapter

from benchmarks.ocr import launch
from benchmarks.ocr.pages import PROJECT, BenchPage, files_digest, sources
from benchmarks.ocr.results import Result, text_of
from benchmarks.ocr.worker import Request
from pipeline import ocr
from pipeline.errors import MissingProgramError
from pipeline.raster import Transform
from pipeline.record import reading_from_record
from pipeline.resources import models_folder
from pipeline.settings import Ocr

_TRANSFORM: TypeAdapter[Transform | None] = TypeAdapter(Transform | None)
LANGUAGE = "vie"
_PROGRAM = ocr.TesseractProgram(LANGUAGE)
MOST_SECONDS = 300.0
_ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}
_READING = (
    "clean", "encodings", "errors", "ingest", "language", "language_model", "layout", "message", "model", "ocr",
    "process", "raster", "reading", "resources", "settings",
)  # fmt: skip
"""What of `pipeline` reading a page depends on; restoration and extraction come after it."""


class System(Protocol):
    """Something that reads pages."""

    @property
    def name(self) -> str:
        """The name in the table."""

    @property
    def missing(self) -> str | None:
        """Why it cannot be run here."""

    @property
    def version(self) -> str:
        """All that a result depends on beside the page, as a short digest."""

    def read(self, page: BenchPage) -> Result:
        """Return what it makes of a page."""

    def close(self) -> None:
        """End what it keeps running; it may read again."""


class Ours:
    """Our own program, from opening the file to the reading of the page; a process that is warm, as workers are."""

    missing = None

    def __init__(self, name: str, *, cleaning: bool = True) -> None:
        self.name = name
        self._cleaning = cleaning
        self._process: subprocess.Popen[bytes] | None = None

    @cached_property
    def version(self) -> str:
        """See `System`."""
        models = [file for file in models_folder().rglob("*") if file.is_file()]
        return files_digest([*sources(*_READING), *models], ocr.tesseract(Ocr()).version)

    def read(self, page: BenchPage) -> Result:
        """See `System`."""
        geometry = self._cleaning and bool(page.truth.levels)
        request = Request(str(page.source), page.source_page, self._cleaning, geometry)
        found = self._ask(request)
        costs = {key: found[key] for key in ("cpu", "wall", "rss")}
        if "reading" not in found:
            return Result(self.name, page.digest, page.name, **costs, failure=found["failure"])
        reading = reading_from_record(found["reading"])
        return Result(
            self.name, page.digest, page.name, **costs, text=text_of(reading), rotation=reading.page.rotation,
            reading=found["reading"], to_original=_TRANSFORM.validate_python(found.get("to_original")),
        )  # fmt: skip

    def close(self) -> None:
        """See `System`."""
        if self._process is None:
            return
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()  # the worker ends when there are no more requests
        self._process.wait()
        self._process.stdout.close()
        self._process = None

    def _ask(self, request: Request) -> Mapping[str, Any]:
        if self._process is not None and self._process.poll() is not None:
            self.close()  # it died; the next page gets another one
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.ocr.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT, env=_ENVIRONMENT,
            )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(request.line())
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the worker ended with {self._process.wait()} at {request}")
        found: Mapping[str, Any] = json.loads(answer)
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program left: its standard output and what it cost."""

    output: str
    costs: Mapping[str, Any]
    failure: str | None


def run(command: Iterable[str], folder: Path) -> Outcome:
    """Run a program; its output goes through files in `folder`."""
    out, err = folder / "stdout", folder / "stderr"
    launcher = [sys.executable, "-I", "-S", launch.__file__, str(MOST_SECONDS), str(out), str(err), *command]
    done = subprocess.run(launcher, capture_output=True, check=True, env=_ENVIRONMENT)
    found = json.loads(done.stdout)
    failure = None
    if found["overdue"]:
        failure = f"took more than {MOST_SECONDS:g} s of processor time"
    elif found["exit"]:
        complaint = err.read_text("utf-8", "replace").strip().splitlines()
        failure = f"exit {found['exit']}: {complaint[-1] if complaint else 'no message'}"
    costs = {key: found[key] for key in ("cpu", "wall", "rss")}
    return Outcome(out.read_text("utf-8", "replace"), costs, failure)


class Program:
    """Another program, started anew for each page, as its users do."""

    def __init__(
        self, name: str, needs: Iterable[str], read: Callable[[BenchPage, Path], tuple[Outcome, str]], options: str
    ) -> None:
        self.name = name
        self._needs = tuple(needs)
        self._read = read
        self._options = options

    @cached_property
    def missing(self) -> str | None:
        """See `System`."""
        absent = [program for program in self._needs if shutil.which(program) is None]
        if absent:
            return f"{', '.join(absent)} not installed (apt-get install {' '.join(_PACKAGES[name] for name in absent)})"
        try:
            _ = _PROGRAM.version
        except MissingProgramError as error:
            return error.message.en
        return None

    @cached_property
    def version(self) -> str:
        """See `System`."""
        versions = (program_version(program) for program in self._needs)
        return files_digest([], *versions, _PROGRAM.version, self._options)

    def read(self, page: BenchPage) -> Result:
        """See `System`."""
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            outcome, text = self._read(page, Path(folder))
        if outcome.failure:
            return Result(self.name, page.digest, page.name, **outcome.costs, failure=outcome.failure)
        turn = re.search(r"^Rotate: (\d+)$", text, re.MULTILINE) if self.name == TURNS else None
        rotation = int(turn.group(1)) if turn else None
        return Result(self.name, page.digest, page.name, **outcome.costs, text=text, rotation=rotation)

    def close(self) -> None:
        """See `System`: nothing is kept running."""


_PACKAGES = {"tesseract": "tesseract-ocr tesseract-ocr-vie", "ocrmypdf": "ocrmypdf", "unpaper": "unpaper"}


def program_version(program: str) -> str:
    """Return the first line that a program says of its version."""
    done = subprocess.run([program, "--version"], capture_output=True, check=True, text=True)
    return f"{program} {(done.stdout or done.stderr).splitlines()[0]}"


def _tesseract(*options: str) -> Callable[[BenchPage, Path], tuple[Outcome, str]]:
    def read(page: BenchPage, folder: Path) -> tuple[Outcome, str]:
        outcome = run(["tesseract", str(page.image), "stdout", *options], folder)
        return outcome, outcome.output

    return read


def _ocrmypdf(*options: str) -> Callable[[BenchPage, Path], tuple[Outcome, str]]:
    def read(page: BenchPage, folder: Path) -> tuple[Outcome, str]:
        sidecar = folder / "text"
        command = ["ocrmypdf", "-l", LANGUAGE, "--jobs", "1", *options, "--sidecar", str(sidecar)]
        outcome = run([*command, str(page.image), str(folder / "out.pdf")], folder)
        return outcome, sidecar.read_text("utf-8") if sidecar.exists() else ""

    return read


OURS = "ours"
TESSERACT = "tesseract"
BARE = "ours, no cleaning"
TURNS = "tesseract --psm 0"


def systems() -> dict[str, System]:
    """Return all systems by name."""
    tesseract, ocrmypdf, cleaning = ["tesseract"], ["ocrmypdf", "tesseract"], ["ocrmypdf", "unpaper", "tesseract"]
    found: list[System] = [
        Ours(OURS),
        Ours(BARE, cleaning=False),
        Program(TESSERACT, tesseract, _tesseract("-l", LANGUAGE), "-l vie"),
        Program("ocrmypdf", ocrmypdf, _ocrmypdf(), ""),
        Program("ocrmypdf --deskew --clean", cleaning, _ocrmypdf("--deskew", "--clean"), "--deskew --clean"),
        Program(TURNS, tesseract, _tesseract("--psm", "0"), "--psm 0"),
    ]
    return {system.name: system for system in found}
