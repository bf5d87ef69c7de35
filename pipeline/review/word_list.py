"""What corrections teach the word list of the archive: the names that people put right.

A name is a run of words with capitals in what a person wrote: where a word was corrected the whole run around it
("Bến Nghé" though only "Bén" was wrong), in a name or place of a record the runs of the value. A word that stands alone
at the beginning of a line may be any word, and a line in capitals hides its names: neither teaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Action, Correction

_NAMING = frozenset({
    ("document", "place"), ("document", "issuer"), ("document", "superior"), ("document", "signer_name"),
    ("obligations", "actor"), ("obligations", "partners"), ("reports", "actor"), ("reports", "to"),
    ("bodies", "name"), ("references", "issuer"),
})  # fmt: skip
_CAPITALISED = re.compile(r"[^\W\d_]+")
_RUN_GAP = " "


def learnt_words(corrections: Sequence[Correction]) -> tuple[str, ...]:
    """Return the names that `corrections` (in force) teach, each once, in order."""
    named = (name for one in corrections if one.action is Action.CHANGE for name in _names(one))
    return tuple(sorted(dict.fromkeys(named)))


def _names(one: Correction) -> Iterator[str]:
    after = one.after or ""
    if (one.target, one.field) in _NAMING:
        yield from (after[start:end] for start, end in runs(after) if _RUN_GAP in after[start:end])
    elif one.target == "text" and one.before != one.after:
        start = one.anchor.start
        line = one.anchor.printed[:start] + after + one.anchor.printed[start + len(one.before or "") :]
        if line.isupper():
            return
        for first, last in runs(line):
            if first < start + len(after) and last > start and (_RUN_GAP in line[first:last] or first > 0):
                yield line[first:last]


def runs(text: str) -> list[tuple[int, int]]:
    """Return the runs of words with a capital and small letters, parted by single blanks.

    >>> [("Phường Bến Nghé, quận Một"[start:end]) for start, end in runs("Phường Bến Nghé, quận Một")]
    ['Phường Bến Nghé', 'Một']
    """
    found: list[tuple[int, int]] = []
    for match in _CAPITALISED.finditer(text):
        if not match.group().istitle():
            continue
        if found and text[found[-1][1] : match.start()] == _RUN_GAP:
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found
