"""What random plans are put together from: the basic stock of phrases, or a rich one made up anew for each plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.synth import lexicon, phrases
from pipeline.synth.sentences import FIRST, LAST, NAMES, Sentences

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """Phrases by their use, as in `pipeline.synth.phrases`, which explains the blanks in them."""

    place_first: Words = phrases.PLACE_FIRST
    place_last: Words = phrases.PLACE_LAST
    names: tuple[Words, Words, Words] = (phrases.FAMILY_NAMES, phrases.MIDDLE_NAMES, phrases.GIVEN_NAMES)
    subjects: Words = phrases.SUBJECTS
    purposes: Words = phrases.PURPOSES
    requirements: Words = phrases.REQUIREMENTS
    contents: Words = phrases.CONTENTS
    funds: Words = phrases.FUNDS
    audiences: Words = phrases.AUDIENCES
    duties: Words = phrases.DUTIES


BASIC = Stock()


def rich_stock(rng: np.random.Generator) -> Stock:
    """Return a stock with sentences of its own, many more places, names and subjects."""
    made = Sentences(rng, int(rng.integers(2015, 2027)))
    return Stock(
        FIRST,
        LAST,
        NAMES,
        phrases.SUBJECTS + lexicon.SUBJECTS,
        made.some("purpose", 8),
        made.some("requirement", 8),
        made.some("content", 12),
        made.some("fund", 2),
        made.some("audience", 3),
        made.some("duty", 24),
    )
