"""The log of a batch as JSON lines: one line for its beginning and end, and one for each page and file.

It says what was done, with which versions, how long it took and what failed; never what stands in a document. Each run
has a file of its own in the workspace's log folder.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from pipeline.version import __version__

Detail = str | int | float | Mapping[str, object] | None


def new_run_id() -> str:
    """Return an id that tells runs apart and sorts by their beginning (UTC)."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"


@dataclass(slots=True)
class Journal:
    """The log of one run. A disk that is full or refuses silences it: the work itself says so."""

    folder: Path
    run: str = field(default_factory=new_run_id)
    _file: TextIO | None = None

    @property
    def path(self) -> Path:
        """The file of this run."""
        return self.folder / "log" / f"run-{self.run}.jsonl"

    def write(self, event: str, **details: Detail) -> None:
        """Add a line: time (UTC), run, kind of event, and `details` that are not None."""
        kept = {name: value for name, value in details.items() if value is not None}
        row = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "run": self.run, "event": event, **kept}
        with suppress(OSError):
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("a", encoding="utf-8")
            self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
            self._file.flush()

    def begin(self, **details: Detail) -> None:
        """Write the first line, with the version of the program."""
        self.write("run", program=f"sohoa {__version__}", **details)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
