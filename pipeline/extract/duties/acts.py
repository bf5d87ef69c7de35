"""The acts that one duty asks for: "xây dựng kế hoạch, tổ chức hội thi; báo cáo kết quả trước ngày ..." are three.

A duty is parted only where both sides begin with a verb and have an object of their own: "kiểm tra, giám sát việc thực
hiện" is one act, its verbs share what follows them; so is "nâng cao ý thức trong xây dựng nếp sống, bảo vệ môi
trường", where the second verb may go on with a list inside the first act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.extract.actors import starts_actor
from pipeline.extract.duties.clauses import find_duty, sentences
from pipeline.extract.vocabulary import any_of, either, words

_SHORTEST = 2  # words of an act: its verb has two syllables, its object one at least


@dataclass(frozen=True, slots=True)
class _Join:
    """`text[start:end]` parts two clauses; `mark` is ".", ";", "," or the word that joins them."""

    start: int
    end: int
    mark: str


_JOINS = re.compile(
    r"(?P<mark>[.;,])\s{1,3}(?:(?:và|đồng thời)\s{1,3})?(?=[^\W\d_])"
    r"|\s(?P<word>và|đồng thời)\s{1,3}(?=[^\W\d_])",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]{0,300}\)|“[^“”]{0,300}”|\"[^\"]{0,300}\"")


def find_acts(text: str, *, names_actor: bool = True) -> tuple[tuple[int, int], ...]:
    """Return the spans of the acts of the duty `text`, in order; () where it asks for one only.

    Args:
        text: the words of the duty.
        names_actor: whether they may name the actor; the first act begins behind it.

    >>> text = "Chủ trì xây dựng kế hoạch, tổ chức tập huấn và báo cáo kết quả trước ngày 10/6; hướng dẫn các đơn vị."
    >>> [text[start:end] for start, end in find_acts(text)][1:]
    ['tổ chức tập huấn', 'báo cáo kết quả trước ngày 10/6', 'hướng dẫn các đơn vị']
    >>> find_acts("Chủ trì, phối hợp với Phòng Tư pháp kiểm tra, giám sát việc thực hiện.")
    ()
    """
    if not any(_verb_behind(text, join.end()) for join in _JOINS.finditer(text)):
        return ()
    begin = first_predicate(text) if names_actor else 0
    found: list[tuple[int, int]] = []
    foreign = False  # the clause is told to somebody else
    for join in _joins(text, begin):
        other = join.mark in ".;" and starts_actor(text, join.end)
        if other or _parts(text, begin, join):
            if not foreign:
                found.append((begin, join.start))
            begin, foreign = join.end, other
    if not foreign:
        found.append((begin, len(text.rstrip(" .;,:/"))))
    return tuple(found) if len(found) > 1 else ()


def first_predicate(text: str) -> int:
    """Return where what is to be done begins: behind the actor that the first sentence names, else 0."""
    first = next(sentences(text), None)
    duty = find_duty(text, *first) if first else None
    return duty.predicate if duty and ";" not in text[: duty.actor_start] else 0


def _joins(text: str, begin: int) -> Iterator[_Join]:
    """Yield where two clauses may be joined, up to a colon, behind which a list stands."""
    brackets = [found.span() for found in _BRACKETS.finditer(text)]
    colon = re.compile(r":(?=\s)").search(text, begin)
    joins = _JOINS.finditer(text, begin, colon.start() if colon else len(text))
    for found in islice(joins, _MOST_JOINS):
        if not any(start < found.start() < end for start, end in brackets):
            yield _Join(found.start(), found.end(), found["mark"] or found["word"].lower())


def _verb_behind(text: str, place: int) -> bool:
    return _start().match(text, place) is not None


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return any_of(words("duty_acts", "verbs"))


@lru_cache(maxsize=1)
def _start() -> re.Pattern[str]:
    """Return the pattern of how an act begins: manners, then its verb, with nothing between."""
    manner, verb, nouns = (either(words("duty_acts", name)) for name in ("manner", "verbs", "nouns"))
    return re.compile(rf"(?:(?:{manner})(?:,\s+|\s+)){{0,4}}(?!{nouns}(?!\w))(?P<verb>{verb})(?!\w)", re.IGNORECASE)


_MOST_JOINS = 100  # no sentence of a plan has as many


@lru_cache(maxsize=1)
def _manner() -> re.Pattern[str]:
    return re.compile(rf"{either(words('duty_acts', 'manner'))}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _verbs_in_front() -> re.Pattern[str]:
    """Return the pattern of the verbs that an act begins with, as long as nothing but joins stands between them."""
    verb = either([*words("duty_acts", "verbs"), *words("duty_acts", "manner")])
    return re.compile(rf"(?:{verb}(?!\w)(?:\s*,\s*|\s+và\s+|\s+)?){{1,8}}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    closing, told = either(words("duty_acts", "closing")), either(words("duty_acts", "told"))
    return re.compile(rf"{closing},?\s+{told}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _light() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words('duty_acts', 'light'))}\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Front:
    """The verbs at the beginning of an act: the last of them, and where its object begins, counted in the act."""

    last_verb: int
    end: int


_WITH = re.compile(r"(?:phối hợp|kết hợp)(?:\s+chặt chẽ)?\s+$", re.IGNORECASE)


def _front(act: str) -> _Front | None:
    """Return the verbs that an act begins with; None where it begins with none, or says only with whom."""
    act = act[:1].lower() + act[1:]
    if _start().match(act) is None and _manner().match(act) is None:
        return None
    group = _verbs_in_front().match(act)
    if group and _WITH.search(group.group()):  # "phối hợp với Phòng Nội vụ tổ chức ...": the verb stands behind
        behind = _verb().search(act, group.end())
        group = _verbs_in_front().match(act, behind.start()) if behind else None
    verbs = list(_verb().finditer(act, group.start(), group.end())) if group else []
    return _Front(verbs[-1].start(), group.end()) if group and verbs else None


def _parts(text: str, begin: int, join: _Join) -> bool:
    """Say whether a new act begins behind a join, and an act that began at `begin` is whole before it."""
    right = _front(text[join.end : join.end + _NEAR])
    if right is None or not _WORD.match(text, join.end + right.end):
        return False
    left = text[begin : join.start]
    front = _front(left)
    if front is None or len(left.split()) <= _SHORTEST:
        return False
    return join.mark in ".;" or _parts_at_comma(text, left, front, join)


def _parts_at_comma(text: str, left: str, front: _Front, join: _Join) -> bool:
    """Say whether a comma or "và" parts two acts, not two things, nor two verbs with one object."""
    right = text[join.end : join.end + _NEAR]
    if _noun_before().search(left) or _begins_list(right):
        return False
    rest = left[front.end :].strip()
    closing = _closing().match(right) is not None
    if not rest:  # "tổ chức tập huấn và báo cáo kết quả", but not "kiểm tra, giám sát việc ..."
        return closing and _light().search(left, 0, front.last_verb) is not None
    if left[front.end - 2 : front.end].strip() == "," or len(rest.split()) < _SHORTEST or _ends_with_verb(left):
        return False
    if closing and join.mark != "và":
        return True
    clean = _verb().search(rest) is None and _governor().search(rest) is None
    return clean and (closing or _behind_comma().match(right) is not None)


def _begins_list(right: str) -> bool:
    """Say whether what begins with a verb is a list of them without an object: "hỗ trợ, tái định cư ..."."""
    group = _verbs_in_front().match(right)
    return group is not None and group.group().rstrip().endswith((",", " và"))


_NEAR = 200  # characters in which an act names its verb
_WORD = re.compile(r"\s*[^\W_]")


def _ends_with_verb(left: str) -> bool:
    tail = left[-_LONGEST_VERB:]
    return any(found.end() == len(tail.rstrip()) for found in _verb().finditer(tail))


_LONGEST_VERB = 30  # characters


@lru_cache(maxsize=1)
def _noun_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words('duty_acts', 'noun_before'))}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _governor() -> re.Pattern[str]:
    return any_of(words("duty_acts", "governors"), re.IGNORECASE)


@lru_cache(maxsize=1)
def _behind_comma() -> re.Pattern[str]:
    return re.compile(rf"{either(words('duty_acts', 'behind_comma'))}(?!\w)")
