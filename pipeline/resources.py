"""Where the files that the program carries lie: models, vocabulary, samples.

In a checkout they are the top-level folders models/ and data/; in an installed wheel they are carried inside the
package. Both are plain folders.
"""

from __future__ import annotations

from pathlib import Path

WORKSPACE_MARK = "sohoa.db"
"""The file that tells a folder to be a workspace of ours: its database."""

_PACKAGE = Path(__file__).resolve().parent
_CARRIED = _PACKAGE / "_carried"


def _root() -> Path:
    return _CARRIED if _CARRIED.is_dir() else _PACKAGE.parent


def models_folder() -> Path:
    """Return the folder of the trained models."""
    return _root() / "models"


def vocabulary_folder() -> Path:
    """Return the folder of the vocabulary tables (TOML)."""
    return _root() / "data" / "vocabulary"


def gazetteer_folder() -> Path:
    """Return the folder of the list of administrative units."""
    return _root() / "data" / "gazetteer"


def samples_folder() -> Path:
    """Return the folder of the sample documents."""
    return _root() / "data" / "samples"
