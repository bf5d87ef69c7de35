"""How fast text becomes records, and what share of that is underthesea's."""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.extract.labelled import Labelled, labelled
from benchmarks.extract.ways import document_of_text
from pipeline.extract import extract
from pipeline.extract.header.persons import is_recognised
from pipeline.model import Document

_CHARACTERS = 9_000
"""Five pages of a plan: 1,800 characters a page (the mean of the text layers of ../shared/born)."""
_ROUNDS = 3


def report() -> str:
    """Return the speed in documents of five pages per second of one processor, all models loaded."""
    documents: list[Labelled] = [one for name in ("gold", "dev") for one in labelled(name)]
    if not documents:
        return "Speed: no documents here."
    texts = [document_of_text(one.name, one.text) for one in documents]
    each = sum(len(one.text) for one in documents) / _CHARACTERS
    _seconds(texts, asking=True)  # loads what is loaded once
    asking, remembering = _seconds(texts, asking=True), _seconds(texts, asking=False)
    return (
        f"Speed: {each / asking:.0f} documents of five pages ({_CHARACTERS:,} characters) per second of processor "
        f"time, {len(documents)} documents, all models loaded; {max(0.0, 1 - remembering / asking):.0%} of it is "
        f"underthesea's, without which {each / remembering:.0f}"
    )


def _seconds(texts: Sequence[Document], *, asking: bool) -> float:
    """Return the least processor time for one round over `texts`; `asking` underthesea anew about every name."""
    rounds = []
    for _ in range(_ROUNDS):
        if asking:
            is_recognised.cache_clear()
        start = time.process_time()
        for text in texts:
            extract(text)
        rounds.append(time.process_time() - start)
    return min(rounds)
