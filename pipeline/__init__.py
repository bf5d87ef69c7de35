"""sohoa (số hóa): scanned Vietnamese administrative plans become searchable text and structured records.

    >>> import pipeline
    >>> documents = pipeline.process_file("ke-hoach.pdf")  # doctest: +SKIP
    >>> with pipeline.Workspace("sohoa-workspace") as workspace:  # doctest: +SKIP
    ...     pipeline.run_batch(["scans/"], workspace, pipeline.Settings())
    ...     frames = workspace.frames()

The names below are loaded when they are first used, so that importing a part does not load the whole.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pipeline.version import __version__

if TYPE_CHECKING:
    from pipeline.extract import nlp
    from pipeline.process import process_file
    from pipeline.run import run_batch
    from pipeline.settings import Settings, load_settings
    from pipeline.store import Workspace

_HOMES = {
    "Settings": "pipeline.settings",
    "Workspace": "pipeline.store",
    "load_settings": "pipeline.settings",
    "nlp": "pipeline.extract",
    "process_file": "pipeline.process",
    "run_batch": "pipeline.run",
}

__all__ = ["Settings", "Workspace", "__version__", "load_settings", "nlp", "process_file", "run_batch"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
