"""Full text search: the index of passages, and where in a passage a hit stands.

A passage is the text of one page; of a plain text, as many lines as a full page has. It is indexed twice, with
diacritics and without (`language.fold`; SQLite's own folding leaves đ). A term typed with diacritics is first looked
for as it is, then without; so "ke hoach" finds "kế hoạch", and "kế hoạch" finds "kế hoạch" before "ke hoach".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Document
from pipeline.reading import compose
from pipeline.store.query import Term, normal, parse, words_of

_PASSAGE_LINES = 80  # a full page of dense text
_SNIPPET = 220  # characters; longer lines are cut around the hit
_BEFORE = 60

# The best are chosen before their texts are read: a common word stands on every page.
_ON_ONE_PAGE = """
    SELECT passage.id, passage.document_id, passage.page, passage.first_line, passage.text
    FROM (
        SELECT rowid AS id, rank FROM passage_index WHERE passage_index MATCH ? ORDER BY rank LIMIT ?
    ) AS best JOIN passage USING (id) ORDER BY best.rank, passage.id
"""
_HOLDING = """
    SELECT passage.document_id FROM passage_index JOIN passage ON passage.id = passage_index.rowid
    WHERE passage_index MATCH ?
"""
_INDEXED = "SELECT page, first_line, text FROM passage WHERE document_id = ? ORDER BY id"
_ON_SEVERAL_PAGES = """
    SELECT passage.id, passage.document_id, passage.page, passage.first_line, passage.text
    FROM (
        SELECT passage.id, passage_index.rank
        FROM passage_index JOIN passage ON passage.id = passage_index.rowid
        WHERE passage_index MATCH ? AND passage.document_id IN ({holding})
        ORDER BY passage_index.rank LIMIT ?
    ) AS best JOIN passage USING (id) ORDER BY best.rank, passage.id
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a document: its id, stem and number, page and line (both from 1), and the text there.

    `marks` are start and end of what was looked for in `snippet`.
    """

    document: int
    stem: str
    number_symbol: str | None
    page: int
    line: int
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    id: int
    document: int
    page: int
    first_line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Where in a passage something was found: the number of the term, and start and end in the passage's text."""

    term: int
    start: int
    end: int


def index_document(connection: sqlite3.Connection, document_id: int, document: Document) -> bool:
    """Put the text of `document` into the index in place of what was there; return whether it is another text.

    A text that is there already is left as it is: a document that is extracted again has the words that it had.
    """
    found = list(passages(document))
    if found and found == connection.execute(_INDEXED, (document_id,)).fetchall():
        return False
    remove_document(connection, document_id)
    for page, first_line, text in found:
        row = connection.execute(
            "INSERT INTO passage (document_id, page, first_line, text) VALUES (?, ?, ?, ?)",
            (document_id, page, first_line, text),
        ).lastrowid
        connection.execute("INSERT INTO passage_index (rowid, exact, folded) VALUES (?, ?, ?)", (row, *indexed(text)))
    return True


def remove_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Take a document out of the index."""
    for row, text in connection.execute("SELECT id, text FROM passage WHERE document_id = ?", (document_id,)):
        connection.execute(
            "INSERT INTO passage_index (passage_index, rowid, exact, folded) VALUES ('delete', ?, ?, ?)",
            (row, *indexed(text)),
        )
    connection.execute("DELETE FROM passage WHERE document_id = ?", (document_id,))


def overwrite_index(connection: sqlite3.Connection) -> None:
    """Write the index anew without what was taken out of it: until then it holds the words and that they are gone."""
    connection.execute("INSERT INTO passage_index (passage_index) VALUES ('optimize')")


def indexed(text: str) -> tuple[str, str]:
    """Return what the index holds of a passage: with diacritics and without."""
    return normal(text, exact=True), normal(text, exact=False)


def search(connection: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    """Return at most `limit` places where all terms of `query` stand, best first.

    First pages that hold them as typed, then without regard to diacritics, then documents that hold them on
    different pages. Any string is a valid query; one without letters or digits finds nothing.
    """
    terms = parse(query)
    if not terms or limit < 1:
        return []
    found: dict[int, tuple[_Passage, bool]] = {}
    for passage, exact in _matches(connection, terms, limit):
        found.setdefault(passage.id, (passage, exact))
        if len(found) >= limit:
            break
    return [_hit(connection, passage, terms, exact=exact) for passage, exact in found.values()]


def _matches(connection: sqlite3.Connection, terms: Sequence[Term], limit: int) -> Iterator[tuple[_Passage, bool]]:
    if any(term.has_marks for term in terms):
        for row in connection.execute(_ON_ONE_PAGE, (_all(terms, exact=True), limit)):
            yield _Passage(*row), True
    for row in connection.execute(_ON_ONE_PAGE, (_all(terms, exact=False), 2 * limit)):
        yield _Passage(*row), False
    if len(terms) == 1:
        return
    each = [_expression(term, exact=False) for term in terms]
    holding = " INTERSECT ".join([_HOLDING] * len(each))
    seen: set[int] = set()
    statement = _ON_SEVERAL_PAGES.format(holding=holding)
    for row in connection.execute(statement, (" OR ".join(each), *each, 8 * limit)):
        passage = _Passage(*row)
        if passage.document not in seen:  # one hit is enough to lead to the document
            yield passage, False
        seen.add(passage.document)


def _all(terms: Sequence[Term], *, exact: bool) -> str:
    return " AND ".join(_expression(term, exact=exact) for term in terms)


def _expression(term: Term, *, exact: bool) -> str:
    """Return `term` in FTS5's language. Its words are letters and digits only, so that quoting makes them inert."""
    as_typed = exact and term.has_marks
    text = " ".join(term.normal(exact=as_typed))
    return f'({"exact" if as_typed else "folded"} : "{text}"{" *" if term.prefix else ""})'


def passages(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield page, number of the first line and text of each passage."""
    reading = compose(document.lines)
    lines = reading.text.split("\n")
    pages: dict[int, int] = {}
    for piece in reading.pieces:
        pages.setdefault(reading.line_number(piece.start), reading.lines[piece.line].page)
    first = 1
    for number in range(2, len(lines) + 2):
        ended = number > len(lines) or pages.get(number) != pages.get(first) or number - first >= _PASSAGE_LINES
        if ended and first in pages:
            yield pages[first], first, "\n".join(lines[first - 1 : number - 1])
        if ended:
            first = number


def _hit(connection: sqlite3.Connection, passage: _Passage, terms: Sequence[Term], *, exact: bool) -> Hit:
    stem, number_symbol = connection.execute(
        "SELECT file_name.stem, document.number_symbol FROM document JOIN file_name USING (sha256) "
        "WHERE document.id = ? AND file_name.position = 0",
        (passage.document,),
    ).fetchone()
    line, snippet, marks = _locate(passage.text, terms, exact=exact)
    return Hit(passage.document, stem, number_symbol, passage.page, passage.first_line + line, snippet, marks)


def _locate(text: str, terms: Sequence[Term], *, exact: bool) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """Return the line (from 0) of `text` where most terms begin, the text there, and the marks in it."""
    found = _occurrences(text, terms, exact=exact)
    if not found:
        return 0, text.split("\n", 1)[0][:_SNIPPET], ()
    on_line: dict[int, list[_Found]] = {}
    for one in found:
        on_line.setdefault(text.count("\n", 0, one.start), []).append(one)
    line, here = max(on_line.items(), key=lambda item: (len({one.term for one in item[1]}), -item[0]))
    start = text.rfind("\n", 0, here[0].start) + 1
    last = max(one.end for one in here)
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    if end - start > _SNIPPET:
        start = max(start, here[0].start - _BEFORE)
        end = min(end, start + _SNIPPET)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    marks = sorted({(one.start - start, min(one.end, end) - start) for one in here if one.start < end})
    return line, text[start:end].replace("\n", " "), tuple(marks)


def _occurrences(text: str, terms: Sequence[Term], *, exact: bool) -> list[_Found]:
    places = words_of(text)
    forms = {
        as_typed: [normal(word, exact=as_typed) for _, _, word in places]
        for as_typed in {exact and term.has_marks for term in terms}
    }
    found: list[_Found] = []
    for number, term in enumerate(terms):
        as_typed = exact and term.has_marks
        wanted = term.normal(exact=as_typed)
        words = forms[as_typed]
        found += [
            _Found(number, places[first][0], places[first + len(wanted) - 1][1])
            for first in range(len(words) - len(wanted) + 1)
            if _begins(words[first : first + len(wanted)], wanted, prefix=term.prefix)
        ]
    return sorted(found, key=lambda one: one.start)


def _begins(words: Sequence[str], wanted: Sequence[str], *, prefix: bool) -> bool:
    if list(words[:-1]) != list(wanted[:-1]):
        return False
    return words[-1].startswith(wanted[-1]) if prefix else words[-1] == wanted[-1]
