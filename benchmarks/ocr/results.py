"""What a system made of a page, kept so that a broken run goes on and nothing is read twice."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.model import PageReading
from pipeline.raster import Transform
from pipeline.reading import compose
from pipeline.record import reading_from_record


@dataclass(frozen=True, slots=True)
class Result:
    """One page read by one system: text, cost, and where `system` is ours the reading.

    `cpu` and `wall` are seconds, `rss` the peak memory of the largest process in bytes. `reading` is a page's record
    (`pipeline.record`), `to_original` the way from the cleaned page to the image. `failure` says why there is none.
    """

    system: str
    image: str
    page: str
    cpu: float
    wall: float
    rss: int
    text: str = ""
    rotation: int | None = None
    reading: dict[str, Any] | None = None
    to_original: Transform | None = None
    failure: str | None = None

    def page_reading(self) -> PageReading:
        """Return the reading of a page that our own program read."""
        if self.reading is None:
            raise ValueError(f"{self.system} keeps no reading of {self.page}")
        return reading_from_record(self.reading)


def text_of(reading: PageReading) -> str:
    """Return the text of a page as it was read, before restoration."""
    return compose(reading.lines).text


_RESULT = TypeAdapter(Result)


class Kept:
    """The results of one version of one system: a file of JSON lines, one for each page image.

    The version is all that the results depend on beside the image; another one has another file.
    """

    def __init__(self, folder: Path, system: str, version: str, *, fresh: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"{system.replace(' ', '_')}.{version}.jsonl"
        self._found: dict[str, Result] = {}
        if fresh:
            self._file.unlink(missing_ok=True)
        elif self._file.exists():
            self._load()

    def _load(self) -> None:
        lines = self._file.read_bytes().split(b"\n")
        if lines[-1]:  # the run was killed while it wrote: drop what is left of that line
            self._file.write_bytes(b"".join(line + b"\n" for line in lines[:-1]))
        for line in lines[:-1]:
            result = _RESULT.validate_json(line)
            self._found[result.image] = result

    def get(self, image: str) -> Result | None:
        """Return the result for the page image with this digest."""
        return self._found.get(image)

    def put(self, result: Result) -> None:
        """Keep `result`; it is on the disk when this returns."""
        line = json.dumps(_RESULT.dump_python(result, mode="json"), ensure_ascii=False)
        with self._file.open("ab") as out:
            out.write(line.encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        self._found[result.image] = result
