"""Which facts of a record are those of the labels: pairs, misses, false alarms, and how sure the false ones were.

The figures of the reference scorer come from `pipeline.quality`. What it does not know (mentions, reporting duties,
targets, money, results) is compared here: by words and place in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz

from pipeline.quality import header_faults, is_right, pair_facts

Fact = dict[str, Any]
Kind = Literal["sections", "references", "obligations", "mentions", "reports", "targets", "budget", "results"]
SCORED: tuple[Literal["sections", "references", "obligations"], ...] = ("sections", "references", "obligations")
FURTHER: tuple[Kind, ...] = ("mentions", "reports", "targets", "budget", "results")
FIELDS: dict[str, tuple[str, ...]] = {
    "mentions": ("kind", "target"),
    "reports": ("to", "frequency", "deadline"),
    "targets": ("comparator", "unit"),
    "budget": ("amount",),
    "results": ("unit",),
}
"""The fields of each further kind that must be right for the whole fact to be."""
_NEAR = 3  # lines
_ALIKE = 75.0


@dataclass(frozen=True, slots=True)
class Compared:
    """The facts of one kind in one document: those of the labels beside those found (None: missed, or false)."""

    document: str
    kind: str
    pairs: tuple[tuple[Fact | None, Fact | None], ...]

    def count(self) -> tuple[int, int, int]:
        """Return how many were paired, how many the labels hold, how many were found."""
        both = sum(1 for gold, got in self.pairs if gold and got)
        return both, sum(1 for gold, _ in self.pairs if gold), sum(1 for _, got in self.pairs if got)


def compare(name: str, gold: Fact, record: Fact, *, further: bool, same_lines: bool = True) -> Iterator[Compared]:
    """Yield the comparison of each kind; of the `further` ones only where the labels hold them.

    Where the record has the lines of the labels (`same_lines`), further facts must also stand near each other.
    """
    for kind in SCORED:
        yield Compared(name, kind, _with_rest(gold[kind], record[kind], pair_facts(kind, gold[kind], record[kind])))
    for other in FURTHER if further else ():
        if other in gold and other in record:
            pairs = _pair(other, gold[other], record[other], _NEAR if same_lines else None)
            yield Compared(name, other, _with_rest(gold[other], record[other], pairs))


def right(kind: str, gold: Fact, got: Fact) -> bool:
    """Say whether a fact is right in every field that is judged."""
    if kind in SCORED:
        return is_right(kind, gold, got)
    return all(_same(gold.get(field), got.get(field)) for field in FIELDS[kind])


def certainties(compared: Sequence[Compared]) -> list[tuple[float, bool]]:
    """Return of each fact found how sure it was and whether it is right."""
    found: list[tuple[float, bool]] = []
    for one in compared:
        for gold, got in one.pairs:
            if got is not None:
                found.append((float(got["confidence"]), gold is not None and right(one.kind, gold, got)))
    return found


def header_certainties(gold: Fact, record: Fact) -> list[tuple[float, bool]]:
    """Return of each field of the header that was found how sure it was and whether it is right."""
    wrong = header_faults(gold["document"], record["document"])
    places = record["document"]["evidence"]
    return [
        (min(place["confidence"] for place in found), field not in wrong)
        for field, found in places.items()
        if field in gold["document"] and field not in {"recipients", "superior", "signer_title", "symbol", "period"}
    ]


def _with_rest(
    gold: Sequence[Fact], got: Sequence[Fact], pairs: Sequence[tuple[Any, Any]]
) -> tuple[tuple[Fact | None, Fact | None], ...]:
    taken, taken_got = {id(one) for one, _ in pairs}, {id(one) for _, one in pairs}
    missed = [(one, None) for one in gold if id(one) not in taken]
    return (*pairs, *missed, *((None, one) for one in got if id(one) not in taken_got))


def _pair(kind: Kind, gold: Sequence[Fact], got: Sequence[Fact], near: int | None) -> list[tuple[Fact, Fact]]:
    """Pair one to one, the most alike first; `near` is how many lines they may stand apart."""
    scored = sorted(
        ((_likeness(kind, one, other, near), -i, -j) for i, one in enumerate(gold) for j, other in enumerate(got)),
        reverse=True,
    )
    left, left_got = set(range(len(gold))), set(range(len(got)))
    pairs: list[tuple[Fact, Fact]] = []
    for score, i, j in scored:
        if score > 0 and -i in left and -j in left_got:
            left.remove(-i)
            left_got.remove(-j)
            pairs.append((gold[-i], got[-j]))
    return pairs


def _likeness(kind: Kind, gold: Fact, got: Fact, near: int | None) -> float:
    far = abs(gold["line"] - got["line"]) if near is not None else 0
    if near is not None and far > near:
        return 0.0
    if kind == "reports":
        likeness = fuzz.token_set_ratio(_key(gold["actor"]), _key(got["actor"]))
    elif kind in {"targets", "results"}:
        likeness = 100.0 if _key(gold["value"]) == _key(got["value"]) else 0.0
    elif kind == "budget":
        likeness = fuzz.partial_ratio(_key(gold["text"]), _key(got["text"]))
    else:
        likeness = fuzz.ratio(_key(gold["text"]), _key(got["text"]))
    return likeness - far if likeness >= _ALIKE else 0.0


def _same(wanted: object, got: object) -> bool:
    if isinstance(wanted, str) and isinstance(got, str):
        return fuzz.ratio(_key(wanted), _key(got)) >= _ALIKE
    return not wanted and not got if not wanted or not got else wanted == got


def _key(text: object) -> str:
    return " ".join(str(text or "").lower().split()).strip(" .,;:-")
