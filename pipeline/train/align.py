"""Pairs the words of a page as drawn with the words that were read from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.language import fold

Pair = tuple[tuple[str, ...], tuple[str, ...]]


def align_words(gold: Sequence[str], read: Sequence[str]) -> Iterator[Pair]:
    """Yield groups of words that belong together (see `align_places`)."""
    for right, seen in align_places(gold, read):
        yield tuple(gold[right]), tuple(read[seen])


def align_places(gold: Sequence[str], read: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Yield the places of words that belong together: usually one word each, more where words were split or joined.

    The texts are aligned by characters without marks; words whose characters match are linked, and the linked
    ones form a group. Words without a partner are left out.
    """
    links = _links(gold, read)
    gold_place = 0
    while gold_place < len(gold):
        partners = links.get(gold_place, set())
        if not partners:
            gold_place += 1
            continue
        last_gold, last_read = gold_place, max(partners)
        first_read = min(partners)
        while (following := links.get(last_gold + 1, set())) and min(following) <= last_read:
            last_gold += 1
            last_read = max(last_read, *following)
        yield slice(gold_place, last_gold + 1), slice(first_read, last_read + 1)
        gold_place = last_gold + 1


def _links(gold: Sequence[str], read: Sequence[str]) -> dict[int, set[int]]:
    gold_text, gold_owner = _characters(gold)
    read_text, read_owner = _characters(read)
    links: dict[int, set[int]] = {}
    for step in Levenshtein.opcodes(gold_text, read_text):
        if step.tag in {"delete", "insert"}:
            continue
        for left, right in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
            if gold_owner[left] >= 0 and read_owner[right] >= 0:
                links.setdefault(gold_owner[left], set()).add(read_owner[right])
    return links


def _characters(words: Sequence[str]) -> tuple[str, list[int]]:
    text: list[str] = []
    owner: list[int] = []
    for number, word in enumerate(words):
        folded = fold(word) or "?"
        text.append(folded + " ")
        owner.extend([number] * len(folded))
        owner.append(-1)
    return "".join(text), owner


def page_pairs(file: Path, doubtful: float | None = None) -> list[Pair]:
    """Return the word pairs of a page written by `pipeline.train.pages` or `pipeline.train.ocr_pages`.

    With `doubtful` only those that the engine read with less confidence than that.
    """
    page = json.loads(file.read_text("utf-8"))
    gold = [word for line in page["gold"] for word in line.split()]
    words = [(word, confidence) for line in page["read"] for word, confidence in line]
    read = [word for word, _ in words]
    return [
        (tuple(gold[right]), tuple(read[seen]))
        for right, seen in align_places(gold, read)
        if doubtful is None or min(confidence for _, confidence in words[seen]) < doubtful
    ]
