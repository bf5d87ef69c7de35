"""Acceptance samples of a workspace: what was drawn, what people said of it, who signed. Nothing is overwritten."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from pipeline.store.database import Database


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One page, or one field of a header, that a person compares with the paper. `value` is what the record says."""

    document: str
    sha256: str
    page: int
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of one item (from 1) of a sample, when (UTC, ISO 8601)."""

    position: int
    is_right: bool
    who: str
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who accepted or refused a group by its sample, when (UTC, ISO 8601)."""

    accepted: bool
    who: str
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """Items drawn with `seed` out of `population`; `worst` is the largest share of errors that the archive accepts.

    `verdicts` holds the last one of each item; `history` all of them.
    """

    id: int
    title: str
    unit: str
    worst: float
    seed: int
    population: int
    items: tuple[SampleItem, ...]
    made_by: str
    made_at: str
    history: tuple[Verdict, ...] = ()
    signature: Signature | None = None

    @property
    def verdicts(self) -> dict[int, Verdict]:
        """The last verdict of each item that has one, by its position."""
        return {one.position: one for one in self.history}


class Samples:
    """The acceptance samples of an open workspace."""

    def __init__(self, database: Database) -> None:
        """Read and write by the means of the workspace."""
        self._database = database

    def add(
        self, title: str, unit: str, worst: float, seed: int, population: int, items: Sequence[SampleItem],
        who: str, when: str,
    ) -> int:  # fmt: skip
        """Keep a sample that was drawn; return its number.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        listed = json.dumps([asdict(item) for item in items], ensure_ascii=False)
        statement = (
            "INSERT INTO sample (title, unit, worst, seed, population, items, made_by, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
        )
        with self._database.changing() as connection:
            row = (title, unit, worst, seed, population, listed, who, when)
            return int(connection.execute(statement, row).fetchone()[0])

    def judge(self, number: int, verdicts: Sequence[Verdict]) -> None:
        """Add what a person said of items.

        Raises:
            StoreError: there is no such sample, the database is locked or damaged, or the disk is full.
        """
        statement = (
            "INSERT INTO sample_verdict (sample_id, position, is_right, note, who, made_at) VALUES (?, ?, ?, ?, ?, ?)"
        )
        with self._database.changing() as connection:
            for one in verdicts:
                connection.execute(statement, (number, one.position, one.is_right, one.note, one.who, one.when))

    def sign(self, number: int, signature: Signature) -> None:
        """Sign a sample, once.

        Raises:
            StoreError: it is signed already, the database is locked or damaged, or the disk is full.
        """
        statement = "INSERT INTO sample_signature (sample_id, accepted, note, who, made_at) VALUES (?, ?, ?, ?, ?)"
        with self._database.changing() as connection:
            row = (number, signature.accepted, signature.note, signature.who, signature.when)
            connection.execute(statement, row)

    def all(self) -> list[Sample]:
        """Return all samples, oldest first."""
        query = "SELECT id, title, unit, worst, seed, population, items, made_by, made_at FROM sample ORDER BY id"
        return [self._sample(*row) for row in self._database.rows(query)]

    def get(self, number: int) -> Sample | None:
        """Return a sample by its number, None where there is none."""
        return next((one for one in self.all() if one.id == number), None)

    def _sample(self, number: int, title: str, unit: str, worst: float, seed: int, population: int, items: str,
                made_by: str, made_at: str) -> Sample:  # fmt: skip
        judged = self._database.rows(
            "SELECT position, is_right, who, made_at, note FROM sample_verdict WHERE sample_id = ? ORDER BY id",
            (number,),
        )
        history = tuple(Verdict(row[0], bool(row[1]), *row[2:]) for row in judged)
        query = "SELECT accepted, who, made_at, note FROM sample_signature WHERE sample_id = ?"
        signed = [Signature(bool(row[0]), *row[1:]) for row in self._database.rows(query, (number,))]
        drawn = tuple(SampleItem(**item) for item in json.loads(items))
        signature = signed[0] if signed else None
        return Sample(number, title, unit, worst, seed, population, drawn, made_by, made_at, history, signature)


def blank_samples(connection: sqlite3.Connection, sha256: str) -> None:
    """Take out of all samples what they quote of a source of which nothing may be kept; the items stay, empty."""
    for number, items in connection.execute("SELECT id, items FROM sample").fetchall():
        drawn = [SampleItem(**item) for item in json.loads(items)]
        if any(item.sha256 == sha256 for item in drawn):
            blank = [replace(item, value=None) if item.sha256 == sha256 else item for item in drawn]
            listed = json.dumps([asdict(item) for item in blank], ensure_ascii=False)
            connection.execute("UPDATE sample SET items = ? WHERE id = ?", (listed, number))
