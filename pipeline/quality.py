"""How good a reading is: a record against a gold record, a text against a gold text.

Every figure lies between 0 and 1. `wer` and `cer` are shares of errors, lower is better; all others are shares of what
is right, higher is better. None means that there was nothing to judge. What counts as equal is lenient where a person
would not mind (kinds of dashes and quotes, white space, case and punctuation at the ends, hoá for hóa, one letter in
ten of a long name) and strict for numbers and dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.language import nfc, old_tone_placement

Item = Mapping[str, Any]
"""A section, reference or obligation, or the header, as a record or gold record holds it."""

FactKind = Literal["sections", "references", "obligations"]

HEADER_FIELDS = ("doc_type", "number_symbol", "date", "place", "issuer", "title", "signer_name")
_STRICT_FIELDS = frozenset({"number_symbol", "date"})

_ALIKE = 90.0
_ROUGHLY_ALIKE = 85.0  # what is quoted from running text: deadlines, issuers of cited documents
_HEADING_ALIKE = 84.9
_HEADING_COMPARED = 80  # characters
_DUTY_ALIKE = 80.0
_INSIDE_DISCOUNT = 0.95
_RESAMPLES = 2000

_SIGNS = str.maketrans({"–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
_BROKEN_SYMBOL = re.compile(r"(?<=[A-ZĐ]-)[ \t]*\n[ \t]*(?=[A-ZĐ])")


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one document.

    `word_bag` is the F1 of the words without their order. `document` is the share of the header fields that are right,
    `missed` names the others. `sections`, `references` and `obligations` are the F1 of finding them, and
    `references_unique` that without repeats; `section_kind` and the like judge one field of those found.
    """

    wer: float | None
    cer: float | None
    word_bag: float | None
    document: float
    sections: float
    section_kind: float | None
    references: float
    references_unique: float
    reference_type: float | None
    reference_date: float | None
    reference_issuer: float | None
    reference_relation: float | None
    obligations: float
    obligation_role: float | None
    obligation_deadline: float | None
    obligation_deadline_date: float | None
    missed: tuple[str, ...] = ()


FIGURES = tuple(field.name for field in fields(Quality) if field.name != "missed")
"""The names of the figures, in order."""


@dataclass(frozen=True, slots=True)
class TextQuality:
    """Word error rate, character error rate (both at most 1), and F1 of the words without their order."""

    wer: float
    cer: float
    word_bag: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval, and of how many documents it is."""

    mean: float
    low: float
    high: float
    count: int


def judge(gold: Item, record: Item, gold_text: str | None = None) -> Quality:
    """Return how good `record` is against `gold`, and its text against `gold_text` where that is given."""
    text = judge_text(gold_text, record.get("text") or "") if gold_text is not None else None
    header, missed = _judge_header(gold["document"], record.get("document") or {})
    sections, got_sections = gold["sections"], record.get("sections") or []
    references, got_references = gold["references"], record.get("references") or []
    duties, got_duties = gold["obligations"], record.get("obligations") or []
    found_sections = pair_facts("sections", sections, got_sections)
    found_references = pair_facts("references", references, got_references)
    found_duties = pair_facts("obligations", duties, got_duties)
    ids, got_ids = {_reference_id(one) for one in references}, {_reference_id(one) for one in got_references}
    return Quality(
        wer=text.wer if text else None,
        cer=text.cer if text else None,
        word_bag=text.word_bag if text else None,
        document=header,
        sections=f1(len(found_sections), len(sections), len(got_sections)),
        section_kind=_field(sections, found_sections, "kind", _identical),
        references=f1(len(found_references), len(references), len(got_references)),
        references_unique=f1(len(ids & got_ids), len(ids), len(got_ids)),
        reference_type=_field(references, found_references, "doc_type", _alike),
        reference_date=_field(references, found_references, "date", _identical),
        reference_issuer=_field(references, found_references, "issuer", _roughly_alike),
        reference_relation=_field(references, found_references, "relation", _identical),
        obligations=f1(len(found_duties), len(duties), len(got_duties)),
        obligation_role=_field(duties, found_duties, "role", _identical),
        obligation_deadline=_field(duties, found_duties, "deadline", _roughly_alike),
        obligation_deadline_date=_field(duties, found_duties, "deadline_date", _identical),
        missed=missed,
    )


def pair_facts(kind: FactKind, gold: Sequence[Item], got: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Return which facts of a record are those of the gold, one to one; the same objects come back."""
    return _pair(gold, got, _LIKENESS[kind])


def is_right(kind: FactKind, gold: Item, got: Item) -> bool:
    """Say whether a fact that was paired is right in all that is judged of it: kind, type, date, issuer, role ..."""
    return all(same(gold.get(name), got.get(name)) for name, same in _JUDGED[kind])


def header_faults(gold: Item, got: Item) -> tuple[str, ...]:
    """Return the fields of a header that are wrong, missing or invented."""
    return _judge_header(gold, got)[1]


def judge_text(gold: str, text: str) -> TextQuality:
    """Return how good `text` is against `gold`; both are normalised by `comparable_text`.

    >>> judge_text("Kế hoạch năm 2024", "Kế hoach năm 2024").wer
    0.25
    """
    wanted, got = comparable_text(gold), comparable_text(text)
    words, got_words = Counter(wanted.split()), Counter(got.split())
    common = sum((words & got_words).values())
    return TextQuality(
        wer=_error_rate(wanted.split(), got.split()),
        cer=_error_rate(wanted, got),
        word_bag=f1(common, words.total(), got_words.total()),
    )


def comparable_text(text: str) -> str:
    r"""Return `text` on one line as it is compared: one kind of dash, quote and tone placement, no bars of tables.

    A symbol that a line end broke after its hyphen is joined.

    >>> comparable_text("Số: 12/KH-\nUBND | hoá  đơn – “A”")
    'Số: 12/KH-UBND hóa đơn - "A"'
    """
    joined = _BROKEN_SYMBOL.sub("", nfc(text)).translate(_SIGNS).replace("|", " ")
    return " ".join(old_tone_placement(word) for word in joined.split())


def f1(hits: int, wanted: int, got: int) -> float:
    """Return the harmonic mean of precision and recall; 1 where nothing was wanted and nothing was got.

    >>> f1(1, 2, 2), f1(0, 0, 0), f1(0, 3, 0)
    (0.5, 1.0, 0.0)
    """
    if not wanted and not got:
        return 1.0
    precision = hits / got if got else 0.0
    recall = hits / wanted if wanted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean_interval(values: Sequence[float], seed: int = 0) -> Interval:
    """Return the mean of `values` (at least one) with its 95 % interval, by drawing documents again (bootstrap)."""
    sample = np.asarray(values, dtype=float)
    drawn = np.random.default_rng(seed).choice(sample, (_RESAMPLES, len(sample))).mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Interval(float(sample.mean()), float(low), float(high), len(sample))


def summarise(judged: Sequence[Quality]) -> dict[str, Interval]:
    """Return mean and interval of each figure over the documents that it can be judged on."""
    found = {}
    for name in FIGURES:
        values = [value for one in judged if (value := getattr(one, name)) is not None]
        if values:
            found[name] = mean_interval(values)
    return found


def _error_rate(wanted: Sequence[str], got: Sequence[str]) -> float:
    if not wanted:
        return 1.0 if got else 0.0
    return min(1.0, Levenshtein.distance(wanted, got) / len(wanted))


def _judge_header(gold: Item, got: Item) -> tuple[float, tuple[str, ...]]:
    asked = [name for name in HEADER_FIELDS if gold.get(name) or got.get(name)]
    missed = tuple(name for name in asked if not _same_field(name, gold.get(name), got.get(name)))
    return (1 - len(missed) / len(asked) if asked else 1.0), missed


def _same_field(name: str, wanted: str | None, got: str | None) -> bool:
    if not wanted or not got:
        return False
    if name in _STRICT_FIELDS:
        return "".join(_key(wanted).split()) == "".join(_key(got).split())
    return _alike(wanted, got)


def _key(text: str | None) -> str:
    """Return a value of a field as it is compared."""
    return " ".join(nfc(text or "").translate(_SIGNS).split()).lower().strip(" .,;:-/")


def _identical(wanted: str | None, got: str | None) -> bool:
    return wanted == got


def _alike(wanted: str | None, got: str | None, at_least: float = _ALIKE) -> bool:
    first, second = _key(wanted), _key(got)
    return first == second or (bool(first and second) and fuzz.ratio(first, second) >= at_least)


def _roughly_alike(wanted: str | None, got: str | None) -> bool:
    return _alike(wanted, got, _ROUGHLY_ALIKE)


def _reference_id(reference: Item) -> str:
    return "".join(nfc(reference.get("id") or "").translate(_SIGNS).split()).upper()


def _section_likeness(gold: Item, got: Item) -> float:
    if _key(gold["path"]) != _key(got.get("path")):
        return 0.0
    heading, other = _key(gold["heading"])[:_HEADING_COMPARED], _key(got.get("heading"))[:_HEADING_COMPARED]
    return max(0.0, fuzz.ratio(heading, other) - _HEADING_ALIKE)


def _reference_likeness(gold: Item, got: Item) -> float:
    own_id = _reference_id(gold)
    if not own_id or own_id != _reference_id(got):
        return 0.0
    same_date = _alike(gold.get("date"), got.get("date"), 100)
    return 1.0 + same_date + _alike(gold.get("doc_type"), got.get("doc_type"))


def _duty_likeness(gold: Item, got: Item) -> float:
    action = fuzz.token_sort_ratio(_key(gold["action"]), _key(got.get("action")))
    actor = _actor_likeness(_key(gold["actor"]), _key(got.get("actor")))
    if action < _DUTY_ALIKE or actor < _DUTY_ALIKE:
        return 0.0
    return action + actor


def _actor_likeness(wanted: str, got: str) -> float:
    """Compare actors: a name in a longer one counts ("Phòng Nội vụ" for "Phòng Nội vụ Quận 1"), a crowd does not."""
    whole = fuzz.ratio(wanted, got)
    if min(len(wanted), len(got)) < 0.5 * max(len(wanted), len(got), 1):
        return whole
    return max(whole, _INSIDE_DISCOUNT * fuzz.token_set_ratio(wanted, got))


_LIKENESS: Mapping[FactKind, Callable[[Item, Item], float]] = {
    "sections": _section_likeness,
    "references": _reference_likeness,
    "obligations": _duty_likeness,
}
_JUDGED: Mapping[FactKind, tuple[tuple[str, Callable[[str | None, str | None], bool]], ...]] = {
    "sections": (("kind", _identical),),
    "references": (
        ("doc_type", _alike), ("date", _identical), ("issuer", _roughly_alike), ("relation", _identical),
    ),
    "obligations": (("role", _identical), ("deadline", _roughly_alike), ("deadline_date", _identical)),
}  # fmt: skip


def _pair(
    gold: Sequence[Item], got: Sequence[Item], likeness: Callable[[Item, Item], float]
) -> list[tuple[Item, Item]]:
    """Pair items one to one, the most alike first; of equals those that stand at like places, then the later ones."""
    scored = [
        (likeness(wanted, found), -abs(i - j), i, j) for i, wanted in enumerate(gold) for j, found in enumerate(got)
    ]
    left, left_got = set(range(len(gold))), set(range(len(got)))
    pairs = []
    for score, _, i, j in sorted(scored, reverse=True):
        if score > 0 and i in left and j in left_got:
            left.remove(i)
            left_got.remove(j)
            pairs.append((gold[i], got[j]))
    return pairs


def _field(
    gold: Sequence[Item],
    pairs: Sequence[tuple[Item, Item]],
    name: str,
    equal: Callable[[str | None, str | None], bool],
) -> float | None:
    """Return the F1 of one field over the pairs: a value that the gold has not counts against, as a missing one does.

    None where neither has it; 0 where the gold has it and nothing was paired.
    """
    if not pairs:
        return 0.0 if any(item.get(name) for item in gold) else None
    wanted = [(item, found) for item, found in pairs if item.get(name)]
    got = sum(bool(found.get(name)) for _, found in pairs)
    if not wanted and not got:
        return None
    hits = sum(bool(found.get(name)) and equal(item[name], found[name]) for item, found in wanted)
    return f1(hits, len(wanted), got)
