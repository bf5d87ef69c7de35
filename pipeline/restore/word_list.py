"""The words and names of an archive: what its user knows that no model was taught.

A plain text file, a word or a name a line ("Bến Nghé", "Nguyễn Văn Ơn"); lines that begin with # are comments. A name
that the reading allows is taken before other words; a syllable that no model knows becomes known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.language import nfc
from pipeline.language_model import normal
from pipeline.message import Message
from pipeline.restore.lattice import Option, Slot, Span

BONUS = 2.0
"""What a word of the list gains, in nats."""
RULE = "word_list"
MOST_LINES = 100_000
_LONGEST = 12  # words of a name

Name = tuple[str, ...]
"""The words of a name in normal form."""


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """The names of a list by their first word (a single word is a name of one), and all their words, in normal form."""

    names: Mapping[str, tuple[Name, ...]]
    words: frozenset[str]

    def favour(self, slots: Sequence[Slot], is_next: Sequence[bool]) -> list[Slot]:
        """Return `slots` with the names that their options allow.

        `is_next[i]` tells whether token i + 1 follows token i on its line with nothing but a blank between.
        """
        done: dict[int, tuple[tuple[Option, ...], Mapping[str, Option]]] = {}  # equal readings share their options
        for slot in slots:
            if id(slot.options) not in done:
                options = tuple(self._favoured(option) for option in slot.options)
                done[id(slot.options)] = options, {normal(option.text): option for option in reversed(slot.options)}
        found = [done[id(slot.options)] for slot in slots]
        words = [by_word for _, by_word in found]
        return [
            replace(slot, options=own[0], spans=(*slot.spans, *self._spans(words, place, is_next)))
            for place, (slot, own) in enumerate(zip(slots, found, strict=True))
        ]

    def _favoured(self, option: Option) -> Option:
        word = normal(option.text)
        return replace(option, cost=option.cost - BONUS) if (word,) in self.names.get(word, ()) else option

    def _spans(self, words: Sequence[Mapping[str, Option]], place: int, is_next: Sequence[bool]) -> Iterator[Span]:
        for first in words[place]:
            for name in self.names.get(first, ()):
                length = len(name)
                if length == 1 or place + length > len(words) or not all(is_next[place : place + length - 1]):
                    continue
                own = [words[place + step].get(word) for step, word in enumerate(name)]
                chosen = [option for option in own if option is not None]
                if len(chosen) == length:
                    yield Span(length, _joined(chosen))


def _joined(options: Sequence[Option]) -> Option:
    """Return the words of a name as one option."""
    return Option(
        " ".join(option.text for option in options),
        tuple(entry for option in options for entry in option.entries),
        sum(option.cost for option in options) - BONUS * len(options),
        RULE,
    )


EMPTY = WordList({}, frozenset())


def load(file: Path) -> WordList:
    """Return the list in `file`, read again when the file has changed.

    Raises:
        UsageError: it cannot be read, is not UTF-8 text, or is too long.
    """
    try:
        state = file.stat()
        return _load(file, (state.st_mtime_ns, state.st_size, state.st_ino))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            Message(
                f"Không đọc được danh sách từ {file} (cần tệp văn bản UTF-8, mỗi dòng một tên): {error}",
                f"Cannot read the word list {file} (a UTF-8 text file, a name a line): {error}",
            )
        ) from error


@lru_cache(maxsize=4)
def _load(file: Path, _state: tuple[int, ...]) -> WordList:
    lines = file.read_text("utf-8-sig").splitlines()
    if len(lines) > MOST_LINES:
        raise UsageError(
            Message(
                f"Danh sách từ {file} dài hơn {MOST_LINES} dòng. Hãy chia nhỏ hoặc bớt đi.",
                f"The word list {file} has more than {MOST_LINES} lines. Make it shorter.",
            )
        )
    found: dict[str, dict[Name, None]] = defaultdict(dict)
    for line in lines:
        name = tuple(normal(word) for word in nfc(line).split())
        if name and not line.startswith("#") and len(name) <= _LONGEST and all(word.isalpha() for word in name):
            found[name[0]][name] = None
    words = frozenset(word for names in found.values() for name in names for word in name)
    return WordList({first: tuple(names) for first, names in found.items()}, words)
