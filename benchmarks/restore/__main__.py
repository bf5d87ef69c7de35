"""Measures restoration: one command, all regimes, beside pyvi and the text as it comes.

    python -m benchmarks.restore [--shared DIR] [--pages DIR] [--corpus DIR] [--loo DIR]

- real garbled documents with gold text (development data; `--loo DIR`: each with the models in DIR/NAME, which were
  not taught it);
- drawn pages of the test split, read by the English engine (`pipeline.train.pages --language eng --split test`) and by
  ours (`pipeline.train.ocr_pages --split test`), in folders eng and ocr of --pages;
- the test split of the corpora, its marks stripped, and as it is (words spoilt).

Word error rates count case and punctuation; one style of tone placement, of dashes and quotes. pyvi's `add_accents`
gets the text stripped of its marks. In brackets the 95 % interval over documents (pages, blocks of 200 lines).
Speed is processor time, models loaded, no word seen before.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.ocr.intervals import mean, ratio, share, shown
from benchmarks.ocr.report import table
from benchmarks.restore.subjects import Subject, correct, drawn_pages, real_texts, unaccented
from pipeline.calibration import Outcome
from pipeline.language import old_tone_placement, strip_marks
from pipeline.model import Line
from pipeline.restore import restore_lines
from pipeline.restore.models import Models, models
from pipeline.settings import Restore
from pipeline.train.align import align_words
from pipeline.train.calibration import outcomes, right_words

_PERCENT = 100
_SAME = str.maketrans({"–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "\u00a0": " "})
_BROKEN_SYMBOL = re.compile(r"(?<=[A-ZĐ]-)[ \t]*\n[ \t]*(?=[A-ZĐ])")
_ID = re.compile(r"\d+(?:/\d{4})?[/-][A-ZĐ][\w/-]*\w|\d{1,2}/\d{1,2}/\d{4}|\d+(?:[.,]\d+)*")
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)
_COMMONEST = 25

Accents = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A subject restored: words, errors before, after and by pyvi, spoilt words of right ones, ids, fixes, seconds."""

    subject: Subject
    words: int
    before: int
    after: int
    by_pyvi: int | None
    right: int
    spoilt: int
    ids: int
    ids_right: int
    seconds: float
    fixes: tuple[Outcome, ...]
    wrong: tuple[tuple[str, str], ...]


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are compared."""
    joined = _BROKEN_SYMBOL.sub("", text).translate(_SAME)
    return [old_tone_placement(word) for word in joined.replace("|", " ").split()]


def errors(gold: str, text: str) -> int:
    """Return the number of words to change, drop or add."""
    return int(Levenshtein.distance(words_of(gold), words_of(text)))


def ids_kept(gold: str, text: str) -> tuple[int, int]:
    """Return how many numbers, dates and document symbols of `gold` stand in `text`, and how many there are."""
    wanted, there = _ID.findall(gold), Counter(_ID.findall(text))
    return (Counter(wanted) & there).total(), len(wanted)


def judge(subject: Subject, known: Models, accents: Accents | None) -> Judged:
    """Restore a subject and compare."""
    started = time.process_time()
    restored = restore_lines(subject.lines, Restore(regime=subject.regime), subject.origin, known)
    seconds = time.process_time() - started
    text = "\n".join(line.text for line in restored)
    right, spoilt = _spoilt(subject, restored)
    ids_right, ids = ids_kept(subject.gold, text)
    pairs = align_words(words_of(subject.gold), words_of(text))
    return Judged(
        subject=subject,
        words=len(words_of(subject.gold)),
        before=errors(subject.gold, subject.read),
        after=errors(subject.gold, text),
        by_pyvi=errors(subject.gold, accents(strip_marks(subject.read))) if accents else None,
        right=right,
        spoilt=spoilt,
        ids=ids,
        ids_right=ids_right,
        seconds=seconds,
        fixes=tuple(outcomes(restored, subject.gold)),
        wrong=tuple((" ".join(gold), " ".join(got)) for gold, got in pairs if gold != got),
    )


def _spoilt(subject: Subject, restored: Sequence[Line]) -> tuple[int, int]:
    """Return how many words were read right, and how many of them were changed."""
    read = [word for line in subject.lines for word in line.read.split()]
    right = right_words(subject.gold.split(), read)
    changed = [flag for line in restored for flag in _changed(line)]
    return sum(right), sum(one and other for one, other in zip(right, changed, strict=True))


def _changed(line: Line) -> list[bool]:
    """Return for each word of `line` as read whether a fix touches it."""
    spans = [match.span() for match in re.finditer(r"\S+", line.read)]
    return [any(fix.start < end and start < fix.end for fix in line.fixes) for start, end in spans]


def pyvi_accents() -> Accents | None:
    """Return pyvi's `add_accents`, None where it is not installed."""
    try:
        from pyvi import ViUtils  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return None

    def accented(line: str) -> str:
        try:
            return str(ViUtils.add_accents(line)) if line.strip() else ""
        except KeyError:  # it knows no way to put a mark on what a garbled word holds
            return line

    return lambda text: "\n".join(accented(line) for line in text.split("\n"))


def main_table(judged: Sequence[Judged]) -> str:
    """Return word error rates, numbers kept, right words spoilt, and speed, by group."""
    rows = []
    for group, own in by_group(judged):
        words = [float(one.words) for one in own]
        pyvi = [float(one.by_pyvi) for one in own if one.by_pyvi is not None]
        ids = share(sum(one.ids_right for one in own), ids_of) if (ids_of := sum(one.ids for one in own)) else None
        spoilt = share(sum(one.spoilt for one in own), right) if (right := sum(one.right for one in own)) else None
        rows.append(
            [
                group,
                str(len(own)),
                str(int(sum(words))),
                shown(ratio([float(one.before) for one in own], words), _PERCENT),
                shown(ratio(pyvi, words), _PERCENT) if len(pyvi) == len(own) else "–",
                shown(ratio([float(one.after) for one in own], words), _PERCENT),
                shown(ids, _PERCENT),
                shown(spoilt, _PERCENT),
                f"{sum(words) / sum(one.seconds for one in own):,.0f}",
            ]
        )
    head = [
        "",
        "n",
        "words",
        "as it comes",
        "pyvi",
        "restored",
        "numbers right, %",
        "spoilt, %",
        "words/s",
    ]
    return table(head, rows)


def by_group(judged: Sequence[Judged]) -> Iterable[tuple[str, list[Judged]]]:
    """Yield the groups in order."""
    ordered = sorted(judged, key=lambda one: one.subject.group)
    for group, own in groupby(ordered, key=lambda one: one.subject.group):
        yield group, list(own)


def cut_table(judged: Sequence[Judged]) -> str:
    """Return how far restoration cuts the errors of our OCR."""
    ours = [one for one in judged if one.subject.group.startswith("our OCR")]
    rows = []
    for group, own in [*by_group(ours), ("all", ours)]:
        wrong = [one for one in own if one.before]  # pages without an error say nothing here
        before, after = [float(one.before) for one in wrong], [float(one.after) for one in wrong]
        if wrong:
            cut = ratio([one - other for one, other in zip(before, after, strict=True)], before)
            rows.append([group, str(len(own)), str(int(sum(before))), str(int(sum(after))), shown(cut, _PERCENT)])
    return table(["", "pages", "errors before", "errors after", "cut, %"], rows)


def reliability_table(judged: Sequence[Judged]) -> str:
    """Return how often fixes of each confidence were right."""
    kinds = {"garbled": "drawn pages, English", "unaccented": "unaccented", "our OCR": "our OCR"}
    rows = []
    for kind, prefix in kinds.items():
        fixes = [fix for one in judged if one.subject.group.startswith(prefix) for fix in one.fixes]
        for low, high in pairwise(_BINS):
            own = [fix for fix in fixes if low <= fix[0] < high]
            if own:
                said = sum(confidence for confidence, _ in own) / len(own)
                found = share(sum(right for _, right in own), len(own))
                span = f"{low:g} to {min(high, 1):g}"
                rows.append([kind, span, str(len(own)), f"{100 * said:.1f}", shown(found, _PERCENT)])
    return table(["regime", "confidence", "fixes", "mean of it, %", "right, %"], rows)


def confusion_list(judged: Sequence[Judged], prefix: str) -> str:
    """Return the commonest errors that are left."""
    wrong = Counter(pair for one in judged if one.subject.group.startswith(prefix) for pair in one.wrong)
    return "; ".join(f"{gold} → {got} ({count})" for (gold, got), count in wrong.most_common(_COMMONEST))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--pages", type=Path, default=Path("build/pages"))
    parser.add_argument("--loo", type=Path, help="folder with one folder of models for each real text")
    asked = parser.parse_args()
    accents = pyvi_accents()
    if accents is None:
        print("Left out: pyvi is not installed (pip install pyvi).")
    judged = [
        judge(subject, models(asked.loo / subject.name) if asked.loo else models(), accents)
        for subject in real_texts(asked.shared)
    ]
    others = [partial(drawn_pages, asked.pages)]
    if asked.corpus.is_dir():
        others += [partial(unaccented, asked.corpus), partial(correct, asked.corpus)]
    judged += [judge(subject, models(), accents) for source in others for subject in source()]
    for one in judged:
        if one.subject.group == "real garbled texts":
            print(f"{one.subject.name}: {one.words} words, {one.before / one.words:.4f}, {one.after / one.words:.4f}")
    real = [one.after / one.words for one in judged if one.subject.group == "real garbled texts"]
    if real:
        print(f"mean over real texts: {shown(mean(real), _PERCENT)} %")
    for title, printed in (
        ("Word error rate, %", main_table(judged)),
        ("What it takes away from the errors of our OCR", cut_table(judged)),
        ("Are confidences right?", reliability_table(judged)),
    ):
        print(f"\n## {title}\n\n{printed}")
    for prefix in ("real garbled", "drawn pages, English", "our OCR", "unaccented"):
        print(f"\nErrors left, {prefix}: {confusion_list(judged, prefix)}")


if __name__ == "__main__":
    main()
