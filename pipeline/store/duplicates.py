"""Which documents are one paper, scanned twice: rules on what their texts and headers say, and where pairs are kept.

Same bytes never come this far (`Workspace.known`). A second scan of a paper has other bytes and, read anew, nearly the
same text; but so has the plan that the next ward copied. What parts the two is the header: number, day and issuing
body. A pair is flagged where

1. number, day and body are the same, whatever the texts say (a draft and its final form, a page missing); or
2. the texts are alike, and none of number, day, body and subject contradicts; what was read doubtfully contradicts
   nothing; or
3. the texts are very much alike, body and subject are the same, and only one of number and day differs: where a pen
   wrote it, it is misread as often as not.

Nothing is removed: both are kept, and a person decides.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.language import fold
from pipeline.message import Message
from pipeline.model import Document, Header
from pipeline.reading import compose
from pipeline.store.database import Database
from pipeline.store.identity import is_day, number_key
from pipeline.store.likeness import likenesses, signature

ALIKE = 0.3
"""Texts that share less of their shingles are two papers, unless number, day and body say otherwise."""

VERY_ALIKE = 0.7
"""Texts that share so much are one paper also where a number or a day, which a pen may have written, differs."""

_SURE = 0.6  # a number or day read with less contradicts nothing
_LETTERS_A_SLIP = 16  # one wrong letter in so many is the OCR's
_TITLE_ALIKE = 80.0  # per cent, letters folded
_TITLE_SAME = 95.0
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURES = re.compile(r"\d+")


class Reason(StrEnum):
    """Why two documents may be one paper."""

    SAME_NUMBER = "same_number"
    SAME_TEXT = "same_text"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself, as far as it was read surely; letters folded."""

    number: str | None
    date: str | None
    issuer: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A pair of documents that may be one paper: seen from `document`, the other one with its export name.

    `likeness` is the share of their texts in common, from 0 to 1.
    """

    document: int
    other: int
    other_name: str
    reason: Reason
    likeness: float

    @property
    def why(self) -> Message:
        """What the two have in common."""
        share = f"{self.likeness:.0%}"
        if self.reason is Reason.SAME_NUMBER:
            return Message(
                f"cùng số, ngày và cơ quan ban hành; văn bản giống nhau {share}",
                f"same number, date and issuer; texts alike by {share}",
            )
        return Message(f"văn bản giống nhau {share}", f"texts alike by {share}")

    @property
    def message(self) -> Message:
        """What a person is told."""
        return Message(
            f"Có thể trùng với {self.other_name} ({self.other}): {self.why.vi}. Cả hai đều được giữ.",
            f"Perhaps the same paper as {self.other_name} ({self.other}): {self.why.en}. Both are kept.",
        )


def identity_of(header: Header) -> Identity:
    """Return what `header` says surely."""

    def sure(field: str, value: str | None) -> str | None:
        read = [place.confidence for name, place in header.evidence if name == field]
        return value if value and min(read, default=1.0) >= _SURE else None

    number = sure("number_symbol", header.number_symbol)
    date = sure("date", header.date)
    issuer = sure("issuer", header.issuer)
    return Identity(
        number=number_key(number) if number else None,
        date=date if is_day(date) else None,
        issuer=fold(issuer) if issuer else None,
        title=fold(header.title) if header.title else None,
    )


def judge(one: Identity, other: Identity, likeness: float) -> Reason | None:
    """Return why two documents may be one paper, None where they are two.

    >>> ward = Identity("46/kh-ubnd", "2025-04-09", "ubnd phuong ben nhac", "phan loai rac")
    >>> next_ward = Identity("12/kh-ubnd", "2025-04-15", "ubnd phuong cau say", "phan loai rac")
    >>> judge(ward, ward, 0.1), judge(ward, next_ward, 0.9)
    (<Reason.SAME_NUMBER: 'same_number'>, None)
    """
    same_number, same_day = _same(one.number, other.number), _same(one.date, other.date)
    same_body = _alike_body(one.issuer, other.issuer)
    if same_number and same_day and same_body:
        return Reason.SAME_NUMBER
    differing = [same_number, same_day].count(False)
    if same_body is False or _alike_title(one.title, other.title) is False or likeness < ALIKE:
        return None
    misread = differing == 1 and same_body is True and _same_title(one.title, other.title)
    return Reason.SAME_TEXT if not differing or (misread and likeness >= VERY_ALIKE) else None


def _same(one: str | None, other: str | None) -> bool | None:
    """Return whether two values are the same; None where one is not known."""
    return None if one is None or other is None else one == other


def _alike_body(one: str | None, other: str | None) -> bool | None:
    if one is None or other is None:
        return None
    if one != other and (one in other or other in one):
        return None  # a part of the name was not read
    if _FIGURES.findall(one) != _FIGURES.findall(other):
        return False  # phường 5 and phường 6
    return Levenshtein.distance(one, other) <= max(len(one), len(other)) // _LETTERS_A_SLIP


def _alike_title(one: str | None, other: str | None) -> bool | None:
    if one is None or other is None:
        return None
    if set(_YEAR.findall(one)) ^ set(_YEAR.findall(other)):
        return False  # năm 2024 and năm 2025
    return fuzz.partial_ratio(one, other) >= _TITLE_ALIKE


def _same_title(one: str | None, other: str | None) -> bool:
    if one is None or other is None or _FIGURES.findall(one) != _FIGURES.findall(other):
        return False  # đợt 1 and đợt 2
    return fuzz.ratio(one, other) >= _TITLE_SAME


def note_likeness(
    connection: sqlite3.Connection, document_id: int, document: Document, *, is_other_text: bool = True
) -> None:
    """Note what a document says and how it reads, and with which others it may be one paper.

    Where neither its text (`is_other_text`) nor what it says of itself is other than was noted, nothing is judged anew:
    all other documents would have to be looked at. A change of these rules asks for a migration, as that of the index.
    """
    identity = identity_of(document.header)
    noted = None if is_other_text else connection.execute(_NOTED, (document_id,)).fetchone()
    if noted is not None and noted[1:] == astuple(identity):
        return
    kept = noted[0] if noted is not None else _signed(document)
    connection.execute("DELETE FROM duplicate WHERE ? IN (document_id, other_id)", (document_id,))
    connection.execute(
        "INSERT OR REPLACE INTO likeness (document_id, signature, number, date, issuer, title) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (document_id, kept, *astuple(identity)),
    )
    for other, reason, likeness in _found(connection, document_id, identity, kept):
        pair = sorted((document_id, other))
        connection.execute("INSERT INTO duplicate VALUES (?, ?, ?, ?)", (*pair, reason.value, round(likeness, 3)))


def _signed(document: Document) -> bytes | None:
    own = signature(compose(document.lines).text)
    return own.tobytes() if own is not None else None


def _found(
    connection: sqlite3.Connection, document_id: int, identity: Identity, kept: bytes | None
) -> Iterator[tuple[int, Reason, float]]:
    """Yield the documents that may be the same paper, with the reason and the likeness of the texts."""
    # Parts of one file are no scans of one paper.
    own = {row[0] for row in connection.execute(_OF_ONE_FILE, (document_id,))}
    alike: dict[int, float] = {}
    if kept is not None:
        rows = connection.execute("SELECT document_id, signature FROM likeness WHERE signature IS NOT NULL").fetchall()
        shares = likenesses(kept, [row[1] for row in rows])
        alike = {row[0]: share for row, share in zip(rows, shares, strict=True)}
    numbered = connection.execute("SELECT document_id FROM likeness WHERE number = ?", (identity.number,))
    near = {row[0] for row in numbered} | {other for other, share in alike.items() if share >= ALIKE}
    for other in sorted(near - own):
        said = connection.execute(_IDENTITY, (other,)).fetchone()
        reason = judge(identity, Identity(*said), alike.get(other, 0.0))
        if reason is not None:
            yield other, reason, alike.get(other, 0.0)


_OF_ONE_FILE = "SELECT id FROM document WHERE sha256 = (SELECT sha256 FROM document WHERE id = ?)"
_NOTED = "SELECT signature, number, date, issuer, title FROM likeness WHERE document_id = ?"
_IDENTITY = "SELECT number, date, issuer, title FROM likeness WHERE document_id = ?"
_BOTH_WAYS = """
    SELECT * FROM (
        SELECT document_id AS document, other_id AS other, reason, likeness FROM duplicate
        UNION ALL SELECT other_id, document_id, reason, likeness FROM duplicate
    )
"""
_IN_ORDER = "ORDER BY document, other"


class Duplicates:
    """The pairs of a workspace that may be one paper."""

    def __init__(self, database: Database, export_names: Callable[[], Mapping[int, str]]) -> None:
        self._database = database
        self._export_names = export_names

    def of(self, document_id: int) -> list[Duplicate]:
        """Return the pairs of one document."""
        return self._pairs(self._database.rows(f"{_BOTH_WAYS} WHERE document = ? {_IN_ORDER}", (document_id,)))

    def all(self) -> list[Duplicate]:
        """Return all pairs, each from both sides, in order of the documents."""
        return self._pairs(self._database.rows(f"{_BOTH_WAYS} {_IN_ORDER}", ()))

    def _pairs(self, rows: Sequence[tuple[Any, ...]]) -> list[Duplicate]:
        names = self._export_names() if rows else {}
        return [
            Duplicate(document, other, names[other], Reason(reason), likeness)
            for document, other, reason, likeness in rows
            if document in names and other in names
        ]
