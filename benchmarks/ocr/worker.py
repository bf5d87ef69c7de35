"""Our own program as a worker process has it: everything loaded, one page after the other.

Reads requests as JSON lines from stdin and answers on stdout. Each page is read in a fork of its own, so that its
processor time and peak memory, children included, can be told from those of the others.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2

from benchmarks.ocr.launch import KIBIBYTE
from pipeline import clean, ingest, process
from pipeline.errors import PipelineError
from pipeline.record import reading_to_record
from pipeline.resources import samples_folder
from pipeline.settings import Clean, Ingest, Ocr, Settings

_PATIENCE = 3600.0
_WARM_UP = "ke-hoach-phuong-ben-nhac.pdf"

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A page to read: `number` of `source`. `cleaning` can be left out. `geometry` asks how it was straightened."""

    source: str
    number: int
    cleaning: bool = True
    geometry: bool = False

    def line(self) -> bytes:
        """Return the request as it is sent."""
        return json.dumps(asdict(self)).encode() + b"\n"


def settings(request: Request) -> Settings:
    """Return the settings that a page is read with: what comes with the program, but no text layer is trusted.

    And no page is given up because the machine has other work to do: what counts here is processor time.
    """
    return Settings(
        ingest=Ingest(trust_text_layer=False),
        clean=Clean(enabled=request.cleaning),
        ocr=Ocr(page_seconds=_PATIENCE),
    )


def read(request: Request) -> Answer:
    """Return the record of the reading, or why there is none."""
    chosen = settings(request)
    with tempfile.TemporaryDirectory() as spool:
        try:
            (item,) = ingest.discover([Path(request.source)], chosen, Path(spool)).items
            reading = process.read_page(item, request.number, chosen).reading
        except PipelineError as error:
            return {"failure": error.message.en}
    return {"reading": reading_to_record(reading)}


def straighten(request: Request, rotation: int) -> Answer:
    """Return the way from the cleaned page, turned by `rotation`, to its image."""
    chosen = settings(request)
    with tempfile.TemporaryDirectory() as spool:
        (item,) = ingest.discover([Path(request.source)], chosen, Path(spool)).items
        page = ingest.read_source_page(item, request.number, chosen)
        if not isinstance(page, ingest.ImageInput):
            return {}
        return {"to_original": asdict(clean.clean_page(page.raster, chosen.clean, rotation).to_original)}


def forked(work: Callable[[], Answer]) -> tuple[Answer, Answer]:
    """Return what `work` gives in a fork of this process, and what that cost."""
    source, target = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(source)
        _answer(work, target)
    os.close(target)
    with os.fdopen(source, "rb") as answers:
        data = answers.read()
    _, status, usage = os.wait4(child, 0)
    costs = _costs(usage, time.monotonic() - started)
    if not data:
        return {"failure": f"the process ended with {os.waitstatus_to_exitcode(status)}"}, costs
    return json.loads(data), costs


def _answer(work: Callable[[], Answer], target: int) -> None:
    """End this process, a fork, with the answer of `work` in the pipe `target`; a defect is told and is an answer."""
    try:
        try:
            found = work()
        except Exception as error:
            traceback.print_exc()
            found = {"failure": f"defect: {type(error).__name__}: {error}"}
        with os.fdopen(target, "wb") as out:
            out.write(json.dumps(found, ensure_ascii=False).encode())
    finally:
        os._exit(0)


def _costs(usage: resource.struct_rusage, wall: float) -> Answer:
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "rss": usage.ru_maxrss * KIBIBYTE}


def main() -> None:
    """Answer requests until there are no more."""
    cv2.setNumThreads(1)  # one page, one core; and threads do not survive a fork
    read(Request(str(samples_folder() / _WARM_UP), 1))
    for line in sys.stdin.buffer:
        request = Request(**json.loads(line))
        found, costs = forked(lambda: read(request))  # noqa: B023 - called at once
        if request.geometry and "reading" in found:
            rotation = found["reading"]["page"]["rotation"]
            found = forked(lambda: straighten(request, rotation))[0] | found  # noqa: B023
        sys.stdout.buffer.write(json.dumps(found | costs, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
