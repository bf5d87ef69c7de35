"""The database of an open workspace: where it lies, how it is opened, read and changed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.resources import WORKSPACE_MARK
from pipeline.store.faults import not_a_workspace, on_network, told
from pipeline.store.files import SPOOL, sweep
from pipeline.store.place import network_kind
from pipeline.store.schema import prepare

_OWN = re.compile(r"originals|pages|cache|log|tmp|words\.txt|sohoa\.db(-wal|-shm|-journal)?")
_LOCK_SECONDS = 30.0


class Database:
    """The open database of one workspace. One thread uses one object."""

    def __init__(self, folder: Path, *, allow_network: bool = False) -> None:
        """Open the database of the workspace at `folder`, and make both where there are none.

        On a network share, where `allow_network` says so, it is kept without write-ahead logging.

        Raises:
            StoreError: the folder holds something else, is damaged, locked or of a later version, lies on a network
                share, or the disk refuses.
        """
        self.folder = folder
        share = network_kind(folder)
        if share and not allow_network:
            raise on_network(folder, share)
        with told(folder):
            _check_folder(folder)
            (folder / SPOOL).mkdir(parents=True, exist_ok=True)
            sweep(folder)
            self.connection = sqlite3.connect(folder / WORKSPACE_MARK, timeout=_LOCK_SECONDS, isolation_level=None)
            try:
                _set_up(self.connection, folder, journal="delete" if share else "wal")
            except BaseException:
                self.connection.close()
                raise

    def close(self) -> None:
        """Close the database."""
        with told(self.folder):
            self.connection.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Let all changes of the body become durable together, or none; within another such body, with that one's.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with told(self.folder):
            if self._is_in_transaction():  # part of a larger change, which ends it
                yield self.connection
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # a full disk has rolled back by itself
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Let all reads of the body see the same state, whatever other programs write meanwhile.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder):
            if self._is_in_transaction():
                yield self.connection
                return
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("COMMIT")

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Return what a query gives.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder):
            return self.connection.execute(query, values).fetchall()

    def _is_in_transaction(self) -> bool:
        return self.connection.in_transaction


def _check_folder(folder: Path) -> None:
    if folder.is_dir():
        foreign = any(not _OWN.fullmatch(entry.name) for entry in folder.iterdir())
        if foreign and not (folder / WORKSPACE_MARK).is_file():
            raise not_a_workspace(folder)
    elif folder.exists():
        raise not_a_workspace(folder)


def _set_up(connection: sqlite3.Connection, folder: Path, journal: str) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what was reported as done survives a power cut
    prepare(connection, folder)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != journal:
        connection.execute(f"PRAGMA journal_mode = {journal}")
