"""Question marks that are none: an engine for English reads the hook over a letter as one ("xt?" for xử)."""

from __future__ import annotations

import re
from collections.abc import Sequence

RULE = "stray_sign"
CONFIDENCE = 0.95

_STRAY = re.compile(r"(?<=[^\W\d_])\?(?=[,;.:)]|\s+(?P<word>[^\W\d_])|\s*$)")


def find_strays(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return line and place of each question mark behind a letter after which the sentence goes on.

    >>> find_strays(["quan ly xt? phat, git? gin", "Ai lam?", "Phong Noi vu"])
    [(0, 10), (0, 21)]
    """
    found: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        for match in _STRAY.finditer(line):
            following = match["word"] or _first_letter(lines, number + 1)
            if line[match.end() : match.end() + 1] in {",", ";", ".", ":", ")"} or following.islower():
                found.append((number, match.start()))
    return found


def _first_letter(lines: Sequence[str], number: int) -> str:
    return lines[number].lstrip()[:1] if number < len(lines) else ""
