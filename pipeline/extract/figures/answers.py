"""Which results speak to which duties and goals: evidence offered, not a verdict.

Two texts are about the same matter where they share rare pairs of syllables (Vietnamese words mostly have two) and
abbreviations. A pair weighs by how few of all the texts hold it (inverse document frequency); the likeness of a result
and a question is Tversky's index, in which what the result says beyond the question weighs more than the rest of a
long duty. It serves one document, or a report against the plan that it reports on.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.figures.phrases import figure_words
from pipeline.language import old_tone_placement
from pipeline.model import Obligation, Result, Target


@dataclass(frozen=True, slots=True)
class Answer:
    """`result` may tell how far `question` was done; `score` from 0 to 1 says how alike their words are."""

    result: Result
    question: Obligation | Target
    score: float


LEAST_SCORE = 0.35
"""Below this score nothing is offered."""

_LEAST_COMMON = 2  # terms that a result and a question must share
_OF_RESULT, _OF_QUESTION = 0.8, 0.2  # weights of what only one of the two says


def answers(
    results: Sequence[Result],
    obligations: Sequence[Obligation],
    targets: Sequence[Target],
    least_score: float = LEAST_SCORE,
) -> tuple[Answer, ...]:
    """Return what results offer to duties and goals, result after result, the likest question first.

    Args:
        results: what was done, of one document or of a report.
        obligations: duties of the same document, or of the plan that the report is about.
        targets: goals, likewise.
        least_score: nothing below it is offered.
    """
    questions: list[Obligation | Target] = [*obligations, *targets]
    asked = [_terms(_text_of(question)) for question in questions]
    told = [_terms(f"{result.indicator or ''} . {result.text}") for result in results]
    weights = _weights([*asked, *told])
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, terms in enumerate(asked):
        for term in terms:
            places[term].append(place)
    found: list[Answer] = []
    for result, terms in zip(results, told, strict=True):
        candidates = Counter(place for term in terms for place in places[term])
        scored = [
            Answer(result, questions[place], round(_likeness(terms, asked[place], weights), 4))
            for place, common in candidates.items()
            if common >= _LEAST_COMMON
        ]
        found += sorted((one for one in scored if one.score >= least_score), key=lambda one: -one.score)
    return tuple(found)


def _text_of(question: Obligation | Target) -> str:
    if isinstance(question, Target):
        return f"{question.indicator or ''} . {question.text}"
    return f"{question.action} . {question.product or ''}"


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(figure_words("answers")["stop"])


_SYLLABLE = re.compile(r"[^\W\d_]+|[.,;:()\d]")


def _terms(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring syllables that are not both empty words, and the abbreviations.

    >>> sorted(_terms("tổ chức 05 lớp tập huấn CCHC"))
    ['CCHC', 'lớp tập', 'tập huấn']
    """
    stop = _stop_words()
    terms: set[str] = set()
    before = ""
    for raw in _SYLLABLE.findall(text):
        if raw.isupper() and len(raw) > 1:
            terms.add(raw)
            before = ""
            continue
        syllable = old_tone_placement(raw).lower() if raw.isalpha() else ""
        if before and syllable and not (before in stop and syllable in stop):
            terms.add(f"{before} {syllable}")
        before = syllable
    return frozenset(terms)


def _weights(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    holding = Counter(term for terms in texts for term in terms)
    return {term: math.log(1 + len(texts) / count) for term, count in holding.items()}


def _likeness(told: frozenset[str], asked: frozenset[str], weights: dict[str, float]) -> float:
    def weight(terms: frozenset[str]) -> float:
        return sum(weights[term] for term in sorted(terms))

    common = weight(told & asked)
    return common / (common + _OF_RESULT * weight(told - asked) + _OF_QUESTION * weight(asked - told))
