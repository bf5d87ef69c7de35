"""Measures restoration: `python -m benchmarks.restore [--shared DIR] [--pages DIR] [--corpus DIR] [--loo DIR]`.

- development texts: real garbled documents with gold text (folders seeds/ and gold/ of --shared);
- held-out pages: files `test-*.json` of --pages/eng and --pages/vie, made by `pipeline.train.pages --split test`;
- held-out text: the test split of --corpus, its marks stripped (unaccented) or as it is (right words spoilt).

Word error rates count case and punctuation; one style of tone placement, of dashes and quotes. The
shipped channel was taught the development texts, too; `--loo DIR` measures each with the models in DIR/NAME, which
were not taught it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.language import old_tone_placement, strip_marks
from pipeline.model import Box, Line, PageOrigin, Word
from pipeline.restore import repair_text, restore_lines
from pipeline.restore.models import models
from pipeline.settings import Restore
from pipeline.train.align import align_words
from pipeline.train.corpus import corpus_files, corpus_name, read_blocks

_SAME = str.maketrans({"–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "\u00a0": " "})
_BROKEN_SYMBOL = re.compile(r"(?<=[A-ZĐ]-)[ \t]*\n[ \t]*(?=[A-ZĐ])")
_ID = re.compile(r"\d+(?:/\d{4})?[/-][A-ZĐ][\w/-]*\w|\d{1,2}/\d{1,2}/\d{4}|\d+(?:[.,]\d+)*")
_TEST_TEXTS = (
    "admin_ubnd_hdnd_tvpl",
    "admin_ubnd_misc",
    "admin_central_tvpl",
    "legal_docs_misc",
    "general_news_baomoi",
)


@dataclass(slots=True)
class Tally:
    """Errors among a number of words, before and after, and the time it took."""

    words: int = 0
    before: int = 0
    after: int = 0
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.words += other.words
        self.before += other.before
        self.after += other.after
        self.seconds += other.seconds

    def row(self, name: str) -> str:
        """Return a row of the printed table."""
        size = max(1, self.words)
        speed = self.words / max(self.seconds, 1e-9)
        return f"{name:34} {self.words:7} {self.before / size:8.4f} {self.after / size:8.4f} {speed:9.0f}"


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are compared."""
    joined = _BROKEN_SYMBOL.sub("", text).translate(_SAME)
    return [old_tone_placement(word) for word in joined.replace("|", " ").split()]


def errors(gold: str, text: str) -> int:
    """Return the number of words to change, drop or add."""
    return int(Levenshtein.distance(words_of(gold), words_of(text)))


def timed(work: Callable[[], str]) -> tuple[str, float]:
    """Return the result of `work` and the seconds of processor time it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def measure(gold: str, read: str, restore: Callable[[], str]) -> Tally:
    """Return the tally of one text."""
    text, seconds = timed(restore)
    return Tally(len(words_of(gold)), errors(gold, read), errors(gold, text), seconds)


def development(shared: Path) -> Iterable[tuple[str, str, str]]:
    """Yield name, gold and read text of the real garbled documents."""
    for file in sorted((shared / "seeds").glob("*.txt")):
        gold = shared / "gold" / f"{file.stem}.gold.txt"
        if gold.exists():
            yield file.stem, gold.read_text("utf-8"), file.read_text("utf-8")


def ids_kept(gold: str, text: str) -> tuple[int, int]:
    """Return how many numbers, dates and document symbols of `gold` stand in `text`, and how many there are."""
    wanted, there = _ID.findall(gold), _ID.findall(text)
    found = 0
    for one in wanted:
        if one in there:
            there.remove(one)
            found += 1
    return found, len(wanted)


def garbled_pages(folder: Path) -> tuple[Tally, int, int]:
    """Return the tally of the held-out garbled pages, and how many ids were right of how many."""
    total, right, ids = Tally(), 0, 0
    for file in sorted(folder.glob("test-*.json")):
        page = json.loads(file.read_text("utf-8"))
        read = "\n".join(" ".join(word for word, _ in line) for line in page["read"])
        gold = "\n".join(page["gold"])
        repaired = repair_text(read, Restore())
        total.add(measure(gold, read, lambda text=read: repair_text(text, Restore())))  # type: ignore[misc]
        found, wanted = ids_kept(gold, repaired)
        right, ids = right + found, ids + wanted
    return total, right, ids


def engine_lines(page: dict[str, list[list[tuple[str, float]]]]) -> list[Line]:
    """Return the lines of a page read with confidences."""
    box = Box(1, 0, 0, 1, 1)
    return [
        Line(1, read, read, words=tuple(Word(word, box, confidence) for word, confidence in words))
        for words in page["read"]
        for read in [" ".join(word for word, _ in words)]
    ]


def vietnamese_pages(folder: Path) -> tuple[Tally, int, int]:
    """Return the tally of pages read by the Vietnamese engine, and how many right words were spoilt of how many."""
    total, spoilt, right = Tally(), 0, 0
    for file in sorted(folder.glob("test-*.json")):
        page = json.loads(file.read_text("utf-8"))
        lines, gold = engine_lines(page), "\n".join(page["gold"])
        restored = restore_lines(lines, Restore(), PageOrigin.OCR)
        read = "\n".join(line.read for line in lines)
        total.add(
            measure(gold, read, lambda given=lines: _joined(restore_lines(given, Restore(), PageOrigin.OCR)))  # type: ignore[misc]
        )
        before, after = read.split(), _joined(restored).split()
        place = 0
        for wanted, seen in align_words(gold.split(), before):
            if seen[0] not in before[place : place + 50]:
                continue  # a group that reaches back over the one before
            place = before.index(seen[0], place)
            if wanted == seen and len(seen) == 1:
                right += 1
                spoilt += after[place] != seen[0]
            place += len(seen)
    return total, spoilt, right


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def held_out(corpus: Path, name: str, most: int) -> list[str]:
    """Return up to `most` lines of the test split of one corpus file."""
    file = next(file for file in corpus_files(corpus) if corpus_name(file) == name)
    return [line for block in read_blocks(file, "test") for line in block][:most]


def unaccented(lines: Sequence[str]) -> tuple[int, int, float]:
    """Return how many words came back exactly after their marks were stripped, of how many, and the seconds."""
    bare = "\n".join(strip_marks(line) for line in lines)
    text, seconds = timed(lambda: repair_text(bare, Restore(regime="unaccented")))
    right = total = 0
    for wanted, got in zip("\n".join(lines).split(), text.split(), strict=True):
        if any(char.isalpha() for char in wanted):
            total += 1
            right += wanted == got
    return right, total, seconds


def spoilt_words(lines: Sequence[str]) -> tuple[int, int]:
    """Return how many words of correct plain text were changed, of how many."""
    before = "\n".join(lines)
    after = repair_text(before, Restore())
    pairs = list(zip(before.split(), after.split(), strict=True))
    return sum(left != right for left, right in pairs), len(pairs)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--pages", type=Path, default=Path("build/pages"))
    parser.add_argument("--loo", type=Path, help="folder with one folder of models for each development text")
    arguments = parser.parse_args()
    models()
    print(f"{'text':34} {'words':>7} {'before':>8} {'after':>8} {'words/s':>9}")
    for name, gold, read in development(arguments.shared):
        known = models(arguments.loo / name) if arguments.loo else models()
        print(measure(gold, read, lambda: repair_text(read, Restore(), known)).row(f"development {name}"))  # noqa: B023
    _print_pages(arguments.pages)
    if arguments.corpus.is_dir():
        _print_text(arguments.corpus)


def _print_pages(folder: Path) -> None:
    if (folder / "eng").is_dir():
        tally, right, ids = garbled_pages(folder / "eng")
        print(tally.row("held-out pages, garbled"))
        print(f"  numbers, dates and symbols right: {right} of {ids} ({right / max(1, ids):.4f})")
    if (folder / "vie").is_dir():
        tally, spoilt, right = vietnamese_pages(folder / "vie")
        print(tally.row("held-out pages, Vietnamese OCR"))
        print(f"  right words spoilt: {spoilt} of {right} ({spoilt / max(1, right):.5f})")


def _print_text(corpus: Path) -> None:
    for name in _TEST_TEXTS:
        lines = held_out(corpus, name, 500)
        right, total, seconds = unaccented(lines)
        print(f"unaccented {name:24} {total:6} words, {right / total:.4f} right, {total / seconds:.0f} words/s")
        spoilt, total = spoilt_words(lines)
        print(f"correct text {name:22} {total:6} words, {spoilt} spoilt")


if __name__ == "__main__":
    main()
