"""Cuts a line into tokens, and a token into what stands before, the word itself, and what stands after."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONE_DASHES = frozenset({"~", "=", "«", "_", "—"})
"""What an engine for English makes of the dash before a list item."""

_TOKEN = re.compile(r"\S+")
_LABEL = re.compile(r"(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)](?=[^\W\d_]{2})")
_INNER = re.compile(r"[-–—/]")
_PIECES = re.compile(r"[-–—/]*[^-–—/]+[-–—/]*")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # footnote marks
_BEFORE = '([{<"“”‘«*•+~—–-_=/' + _RAISED
_AFTER = '.,;:!?)]}>"”“»…*—–-_=/' + _RAISED


@dataclass(frozen=True, slots=True)
class Token:
    """A blank-separated token: `before + core + after` stands at `line[start:end]`."""

    before: str
    core: str
    after: str
    start: int = 0

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.before) + len(self.core) + len(self.after)

    @property
    def core_start(self) -> int:
        """Where the core begins."""
        return self.start + len(self.before)

    @property
    def core_end(self) -> int:
        """Where the core ends."""
        return self.core_start + len(self.core)


def split_token(text: str, start: int = 0) -> Token:
    """Return `text`, which holds no blanks, as a token.

    >>> split_token("(Hoạch);")
    Token(before='(', core='Hoạch', after=');', start=0)
    """
    if text in LONE_DASHES:
        return Token("", text, "", start)
    bare = text.lstrip(_BEFORE)
    core = bare.rstrip(_AFTER)
    return Token(text[: len(text) - len(bare)], core, bare[len(core) :], start)


def tokens_of(line: str) -> list[Token]:
    """Return the tokens of a line, in order; a compound of small letters is cut after its hyphens and slashes.

    >>> [token.core for token in tokens_of("kinh tế-xã hội, số 12/KH-UBND và/hoặc")]
    ['kinh', 'tế', 'xã', 'hội', 'số', '12/KH-UBND', 'và', 'hoặc']
    """
    out: list[Token] = []
    for match in _TOKEN.finditer(line):
        start = match.start()
        for piece in _compound(match.group()):
            out.append(split_token(piece, start))
            start += len(piece)
    return out


def _compound(token: str) -> list[str]:
    label = _LABEL.match(token)
    if label:
        return [label.group(), *_compound(token[label.end() :])]
    core = split_token(token).core
    if not _INNER.search(core) or core.isupper() or any(char.isdigit() for char in core) or "@" in core:
        return [token]
    if any(sum(char.isupper() for char in part) > 1 for part in _INNER.split(core)) or "//" in core:
        return [token]
    return [piece for piece in _PIECES.findall(token) if piece]
