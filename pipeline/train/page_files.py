"""Files of what was drawn and read: `gold` (the lines as drawn) and `read` (lines of [word, confidence])."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def write_page(file: Path, page: Mapping[str, object]) -> None:
    """Write `page` as JSON; a run that is broken off leaves no half file behind under this name."""
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    unfinished.replace(file)
