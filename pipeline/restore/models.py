"""The models of restoration: what files there must be, and the one place where they are loaded."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline import calibration, language_model
from pipeline.calibration import ENGINE, Calibration
from pipeline.errors import MissingProgramError
from pipeline.message import Message
from pipeline.resources import models_folder
from pipeline.restore import channel, symbols
from pipeline.restore.options import RARITY, OptionMaker
from pipeline.restore.regimes import syllables_of

MANIFEST = "manifest.json"
_RARE = 12.0
"""The cost of a word that a user added, in nats: that of one seen once in 160,000 words."""


@dataclass(frozen=True, slots=True)
class Models:
    """Everything that restoration was taught."""

    language: language_model.LanguageModel
    options: OptionMaker
    syllables: frozenset[str]
    calibration: Calibration

    def with_own_confidence(self) -> Models:
        """Return these models with the decoder's own confidences; those of the engine stay calibrated."""
        own = {kind: knots for kind, knots in self.calibration.knots.items() if kind == ENGINE}
        return replace(self, calibration=Calibration(own))


@cache
def models(folder: Path | None = None, words: frozenset[str] = frozenset()) -> Models:
    """Return the models in `folder` (by default those that the program carries), loaded once per process.

    `words` (normal form) become known, too.

    Raises:
        MissingProgramError: a file is not there.
    """
    folder = folder or models_folder()
    language = language_model.load(folder / "language")
    added = tuple(sorted(word for word in words if not language.number(word)))
    vocabulary = (*language.words, *added)
    rarities = [*(-RARITY * language.unigram).tolist(), *([RARITY * _RARE] * len(added))]
    return Models(
        language=language,
        options=OptionMaker(
            language,
            channel.load(folder / "garbled", vocabulary, rarities),
            channel.load(folder / "vietnamese", vocabulary, rarities),
            symbols.load(folder / "symbols.tsv"),
            added,
        ),
        syllables=syllables_of(language.words[:12_000]),
        calibration=calibration.load(folder / "calibration.tsv"),
    )


def _manifest(folder: Path) -> list[dict[str, str]]:
    try:
        entries: list[dict[str, str]] = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    except FileNotFoundError as error:
        raise _missing(folder / MANIFEST) from error
    return entries


def _missing(file: Path) -> MissingProgramError:
    return MissingProgramError(
        Message(
            f"Thiếu hoặc hỏng tệp mô hình {file}. Hãy cài lại chương trình, hoặc chạy `make models`.",
            f"The model file {file} is missing or damaged. Install the program again, or run `make models`.",
        )
    )


def version(folder: Path | None = None) -> str:
    """Return a short string that changes whenever a model changes, for provenance and cache keys."""
    folder = folder or models_folder()
    digests = "".join(entry["sha256"] for entry in _manifest(folder))
    return hashlib.sha256(digests.encode()).hexdigest()[:12]


def check(folder: Path | None = None) -> None:
    """Check that every model file is there and is the one of the manifest.

    Raises:
        MissingProgramError: a file is missing or has another checksum.
    """
    folder = folder or models_folder()
    for entry in _manifest(folder):
        file = folder / entry["file"]
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
            raise _missing(file)
