"""Counts how often words and fixes of each confidence are right, for the table of `pipeline.calibration`.

`python -m pipeline.train.calibration CORPUS --garbled PAGES --vietnamese PAGES --out models` counts the words that the
engine read on the training pages of `pipeline.train.ocr_pages`; then it repairs the development pages of that and of
`pipeline.train.pages`, and unaccented development text, and counts the fixes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.calibration import ENGINE, LEAST, Calibration, Knots, Outcome, rising, write
from pipeline.language import old_tone_placement, strip_marks
from pipeline.model import Box, Line, PageOrigin, Word
from pipeline.restore import restore_lines
from pipeline.restore.models import models
from pipeline.restore.regimes import Regime
from pipeline.restore.tokens import split_token
from pipeline.settings import Restore
from pipeline.train.align import align_places
from pipeline.train.corpus import corpus_files, corpus_name, read_blocks

TEXTS = ("admin_ubnd_hdnd_tvpl", "admin_ubnd_misc", "legal_docs_misc")
_LINES = 400


def page_lines(file: Path) -> tuple[list[Line], str]:
    """Return the lines of a page as read, words with their confidences, and its gold text."""
    page = json.loads(file.read_text("utf-8"))
    box = Box(1, 0, 0, 1, 1)
    lines = [
        Line(1, read, read, words=tuple(Word(word, box, confidence) for word, confidence in words))
        for words in page["read"]
        for read in [" ".join(word for word, _ in words)]
    ]
    return lines, "\n".join(page["gold"])


def outcomes(lines: Sequence[Line], gold: str) -> Iterator[Outcome]:
    """Yield for each fix in `lines` its confidence, and whether what it made stands in `gold` at its place."""
    right = right_words(gold.split(), [word for line in lines for word in line.text.split()])
    before = 0
    for line in lines:
        moved = 0
        for fix in line.fixes:
            start = fix.start + moved
            first, last = (before + _word_at(line.text, place) for place in (start, start + len(fix.after) - 1))
            if fix.after and fix.rule != "nfc":
                yield fix.confidence, all(right[first : last + 1])
            moved += len(fix.after) - len(fix.before)
        before += len(line.text.split())


def right_words(gold: Sequence[str], read: Sequence[str]) -> list[bool]:
    """Return for each word of `read` whether `gold` has it in its place; signs before and behind do not count."""
    right = [False] * len(read)
    for wanted, got in align_places(gold, read):
        own = range(got.start, got.stop)
        if wanted.stop - wanted.start == len(own):
            for place, word in zip(own, gold[wanted], strict=True):
                right[place] = _core(word) == _core(read[place])
    return right


def _word_at(text: str, place: int) -> int:
    """Return the number of the blank-separated word that has the character at `place`, no blank."""
    return len(text[: place + 1].split()) - 1


def _core(word: str) -> str:
    return old_tone_placement(split_token(word).core)


def repaired(lines: Sequence[Line], regime: Regime) -> tuple[Line, ...]:
    """Return `lines` repaired by `regime`, with the decoder's own confidences."""
    origin = PageOrigin.OCR if regime is Regime.VIETNAMESE else PageOrigin.PLAIN_TEXT
    return restore_lines(lines, Restore(regime=regime.value), origin, models().with_own_confidence())


def page_outcomes(folder: Path, regime: Regime, split: str = "dev") -> list[Outcome]:
    """Return the outcomes on the pages of `split` in `folder`."""
    found: list[Outcome] = []
    for file in sorted(folder.glob(f"{split}-*.json")):
        lines, gold = page_lines(file)
        found += outcomes(repaired(lines, regime), gold)
    return found


def engine_outcomes(folder: Path) -> list[Outcome]:
    """Return for each word read on the training pages in `folder` its confidence, and whether it is right."""
    found: list[Outcome] = []
    for file in sorted(folder.glob("train-*.json")):
        lines, gold = page_lines(file)
        words = [word for line in lines for word in line.words]
        right = right_words(gold.split(), [word.text for word in words])
        found += zip((word.confidence for word in words), right, strict=True)
    return found


def text_outcomes(corpus: Path, names: Sequence[str] = TEXTS) -> list[Outcome]:
    """Return the outcomes on unaccented development text."""
    found: list[Outcome] = []
    for file in corpus_files(corpus):
        if corpus_name(file) in names:
            gold = [line for block in read_blocks(file, "dev") for line in block][:_LINES]
            bare = [strip_marks(line) for line in gold]
            lines = repaired([Line(1, text, text) for text in bare], Regime.UNACCENTED)
            found += (outcome for line, own in zip(lines, gold, strict=True) for outcome in outcomes([line], own))
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--garbled", type=Path, required=True, help="pages made by pipeline.train.pages --split dev")
    parser.add_argument("--vietnamese", type=Path, required=True, help="pages of pipeline.train.ocr_pages --split dev")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the models")
    arguments = parser.parse_args()
    file = arguments.out / "calibration.tsv"
    engine = rising(engine_outcomes(arguments.vietnamese))
    write(file, Calibration({ENGINE: engine}))  # which words are doubted depends on it
    models.cache_clear()
    found = {
        Regime.GARBLED: page_outcomes(arguments.garbled, Regime.GARBLED),
        Regime.UNACCENTED: text_outcomes(arguments.corpus),
        Regime.VIETNAMESE: page_outcomes(arguments.vietnamese, Regime.VIETNAMESE),
    }
    knots: dict[str, Knots] = {ENGINE: engine}
    for regime, own in found.items():
        print(f"{regime}: {len(own)} fixes, {np.mean([float(right) for _, right in own] or [0.0]):.4f} right")
        if len(own) >= LEAST:
            knots[regime] = rising(own)
    write(file, Calibration(knots))


if __name__ == "__main__":
    main()
