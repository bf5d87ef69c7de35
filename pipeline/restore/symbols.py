"""The grammar of document symbols (Nghị định 30/2020/NĐ-CP): 296/KH-UBND, 98/2023/QH15, 27-CT/TU.

A symbol is a number, maybe a year, and parts in capitals (kind of document, issuer) with `/` and `-` between
them. Parts are repaired towards a list of known parts, weighted by how common they are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_DIGITS = str.maketrans("OoQDIliL|!SsBZz", "000011111155822")
_NUMBERED = re.compile(r"([\dOolIS|]{1,5})(/(?:19|20)[\dOolIS]{2})?([/-])(?=.*[^\W\d_])([^\s/.-][^\s]*)")
_LETTERED = re.compile(r"[^\W\d_]{1,9}(?:[/-][^\W_]{1,9}){1,4}")
_SEPARATOR = re.compile(r"([-/&.])")
_SESSION = re.compile(r"(QH|UBTVQH)([\dOoIlLSs|!]{1,4})")
_DOUBLE = re.compile(r"[DB][BPD]|[PB]D|[DB]Đ|ĐB")
_TWICE = re.compile(r"(\d)\1")
_YEAR = re.compile(r"(?:19|20)[\dOolIS]{2}")
_LIKE: Mapping[tuple[str, str], float] = {
    ("D", "Đ"): 0.3, ("P", "Đ"): 1.5, ("B", "Đ"): 2.0, ("Ð", "Đ"): 0.1, ("U", "Ư"): 0.3, ("O", "Q"): 1.5,
    ("0", "Q"): 1.5, ("0", "O"): 0.5, ("R", "r"): 0.6, ("G", "g"): 0.6, ("I", "T"): 3.0, ("H", "N"): 3.0,
    ("N", "H"): 3.0, ("1", "I"): 0.5, ("5", "S"): 0.5, ("8", "B"): 0.5, ("C", "G"): 3.0, ("6", "Đ"): 3.0,
    ("d", "đ"): 0.3, ("b", "Đ"): 2.0, ("1", "T"): 2.5, ("i", "r"): 1.5, ("t", "r"): 1.5, ("y", "ỹ"): 0.5,
}  # fmt: skip
"""What one letter of a part may be read as: (read, right) and the cost."""
_COMMON = 0.3
_MOST_COST = 3.5


class SymbolGrammar:
    """Knows the parts of document symbols and how often each occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._bonus = {part: _COMMON * math.log(count) for part, count in counts.items()}
        self._by_length: dict[int, list[str]] = {}
        for part in counts:
            self._by_length.setdefault(len(part), []).append(part)
        self.part = lru_cache(maxsize=4096)(self._part)

    def repair(self, core: str) -> str | None:
        """Return the symbol that `core` stands for, or None where it does not look like one.

        >>> grammar = SymbolGrammar({"KH": 90, "UBND": 500, "NĐ": 900, "CP": 900, "QH": 400, "HĐND": 90, "NQ": 99})
        >>> grammar.repair("296/KH-UBND"), grammar.repair("15/ND-CP"), grammar.repair("98/2023/QH1S")
        ('296/KH-UBND', '15/NĐ-CP', '98/2023/QH15')
        >>> grammar.repair("18/NQ-HPND"), grammar.repair("2021-2025"), grammar.repair("và/hoặc")
        ('18/NQ-HĐND', None, None)
        """
        match = _NUMBERED.fullmatch(core)
        if match:
            number, year, separator, rest = match.groups()
            parts = self._parts(rest)
            head = number.translate(_DIGITS) + (year or "").translate(_DIGITS) + separator
            return head + parts if parts else None
        if _LETTERED.fullmatch(core):
            return self._parts(core)
        return None

    def _parts(self, text: str) -> str | None:
        out = []
        known = 0
        for piece in _SEPARATOR.split(text):
            if piece in {"-", "/", "&", ".", ""}:
                out.append(piece)
                continue
            part = self.part(piece)
            known += part is not None
            if part is None and not piece.isupper():
                return None
            out.append(part or piece)
        return "".join(out) if known else None

    def _part(self, read: str) -> str | None:
        session = _SESSION.fullmatch(read)
        if session:
            digits = session[2].translate(_DIGITS)
            return session[1] + (_TWICE.sub(r"\1", digits) if len(digits) > 2 else digits)
        if _YEAR.fullmatch(read):
            return read.translate(_DIGITS)
        found = self._nearest(read)
        if found is None and _DOUBLE.search(read):
            found = self._nearest(_DOUBLE.sub("Đ", read, count=1))
        return found

    def _nearest(self, read: str) -> str | None:
        best, best_cost = None, _MOST_COST
        for part in self._by_length.get(len(read), ()):
            cost = -self._bonus[part]
            for seen, right in zip(read, part, strict=True):
                if seen != right:
                    cost += _LIKE.get((seen, right), 99.0)
            if cost < best_cost:
                best, best_cost = part, cost
        return best


def load(file: Path) -> SymbolGrammar:
    """Load the grammar from a table of parts and counts."""
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    return SymbolGrammar({part: int(count) for part, count in rows})
