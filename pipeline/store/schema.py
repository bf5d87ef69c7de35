"""The tables of the workspace, and how an older one becomes a newer one.

`MIGRATIONS[n]` brings a database from version n to n + 1 and is never changed once released. All facts of a document
are in its record (JSON, compressed); the tables beside it are what lists, tables and search read. `passage_index`
holds no text of its own: the index of a passage is taken out with the same words that were put in, so a change of
`search.indexed` asks for a migration that builds the index again. In the same way `number_key` and `cited_key`
hold what `identity.number_key` gives, which the migrations know as a function of SQL.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.store.faults import newer_version, not_a_workspace
from pipeline.store.identity import number_key

APPLICATION_ID = 0x50484F41  # "SHOA": tells our files from other SQLite databases

_EVIDENCE = """
    page INTEGER NOT NULL,
    line INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    boxes TEXT,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL
"""
_OF_DOCUMENT = "document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, position INTEGER NOT NULL"

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE file (
            sha256 TEXT PRIMARY KEY,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE file_name (
            sha256 TEXT NOT NULL REFERENCES file ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            stem TEXT NOT NULL,
            stem_folded TEXT NOT NULL,
            PRIMARY KEY (sha256, position),
            UNIQUE (sha256, name)
        ) STRICT""",
        "CREATE INDEX file_name_stem ON file_name (stem_folded)",
        """CREATE TABLE original (
            source_sha256 TEXT NOT NULL REFERENCES file ON DELETE CASCADE,
            position INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            suffix TEXT NOT NULL,
            PRIMARY KEY (source_sha256, position)
        ) STRICT""",
        """CREATE TABLE document (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sha256 TEXT NOT NULL REFERENCES file,
            part INTEGER NOT NULL,
            status TEXT NOT NULL,
            pages INTEGER NOT NULL,
            confidence REAL,
            doc_type TEXT,
            number TEXT,
            symbol TEXT,
            number_symbol TEXT,
            date TEXT,
            place TEXT,
            issuer TEXT,
            superior TEXT,
            title TEXT,
            signer_name TEXT,
            signer_title TEXT,
            recipients TEXT NOT NULL,
            period TEXT,
            period_start TEXT,
            period_end TEXT,
            urgency TEXT,
            secrecy TEXT,
            record BLOB NOT NULL,
            program_version TEXT NOT NULL,
            imported_at TEXT NOT NULL,
            UNIQUE (sha256, part)
        ) STRICT""",
        f"""CREATE TABLE section (
            {_OF_DOCUMENT},
            path TEXT NOT NULL,
            level INTEGER NOT NULL,
            label TEXT NOT NULL,
            heading TEXT NOT NULL,
            kind TEXT,
            first_line INTEGER NOT NULL,
            last_line INTEGER NOT NULL,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE reference (
            {_OF_DOCUMENT},
            text TEXT NOT NULL,
            doc_type TEXT,
            cited_id TEXT NOT NULL,
            date TEXT,
            issuer TEXT,
            relation TEXT NOT NULL,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE obligation (
            {_OF_DOCUMENT},
            section TEXT,
            actor TEXT NOT NULL,
            role TEXT NOT NULL,
            partners TEXT NOT NULL,
            action TEXT NOT NULL,
            deadline TEXT,
            deadline_date TEXT,
            frequency TEXT,
            product TEXT,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE problem (
            {_OF_DOCUMENT},
            code TEXT NOT NULL,
            severity TEXT NOT NULL,
            vi TEXT NOT NULL,
            en TEXT NOT NULL,
            page INTEGER,
            line INTEGER,
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        """CREATE TABLE import_failure (
            name TEXT PRIMARY KEY,
            sha256 TEXT,
            code TEXT NOT NULL,
            vi TEXT NOT NULL,
            en TEXT NOT NULL,
            failed_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE passage (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
            page INTEGER NOT NULL,
            first_line INTEGER NOT NULL,
            text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX passage_document ON passage (document_id)",
        """CREATE VIRTUAL TABLE passage_index USING fts5 (
            exact, folded, content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
        )""",
    ),
    (
        "ALTER TABLE document ADD COLUMN number_key TEXT",
        "ALTER TABLE document ADD COLUMN canonical TEXT",
        "UPDATE document SET number_key = number_key(number_symbol)",
        "CREATE INDEX document_number ON document (number_key)",
        *(f"ALTER TABLE reference ADD COLUMN {column} TEXT" for column in (
            "article", "subject", "effect", "canonical", "urn", "cited_key")),
        "UPDATE reference SET cited_key = number_key(cited_id)",
        "CREATE INDEX reference_cited ON reference (cited_key)",
        *(f"ALTER TABLE obligation ADD COLUMN {column} TEXT" for column in (
            "starts", "ends", "recurrence", "condition")),
        *(f"ALTER TABLE obligation ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'" for column in (
            "acts", "actor_keys", "partner_keys")),
        f"""CREATE TABLE mention (
            {_OF_DOCUMENT},
            text TEXT NOT NULL,
            kind TEXT NOT NULL,
            doc_type TEXT,
            date TEXT,
            target TEXT,
            article TEXT,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE reporting_duty (
            {_OF_DOCUMENT},
            section TEXT,
            actor TEXT NOT NULL,
            addressee TEXT,
            through TEXT,
            frequency TEXT,
            recurrence TEXT,
            deadline TEXT,
            deadline_date TEXT,
            form TEXT,
            actor_keys TEXT NOT NULL,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE target (
            {_OF_DOCUMENT},
            section TEXT,
            text TEXT NOT NULL,
            indicator TEXT,
            comparator TEXT,
            value TEXT NOT NULL,
            low REAL,
            high REAL,
            unit TEXT,
            scope TEXT,
            period TEXT,
            actor TEXT,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE funding (
            {_OF_DOCUMENT},
            section TEXT,
            text TEXT NOT NULL,
            amount INTEGER,
            source TEXT,
            estimator TEXT,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE result (
            {_OF_DOCUMENT},
            section TEXT,
            text TEXT NOT NULL,
            indicator TEXT,
            value TEXT NOT NULL,
            number REAL,
            unit TEXT,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE body (
            {_OF_DOCUMENT},
            key TEXT NOT NULL,
            name TEXT NOT NULL,
            level TEXT NOT NULL,
            kind TEXT NOT NULL,
            names TEXT NOT NULL,
            is_issuer INTEGER NOT NULL,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
        f"""CREATE TABLE place (
            {_OF_DOCUMENT},
            text TEXT NOT NULL,
            level TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            {_EVIDENCE},
            PRIMARY KEY (document_id, position)
        ) STRICT""",
    ),
    (
        """CREATE TABLE fonds (
            code TEXT PRIMARY KEY,
            name TEXT,
            creator TEXT,
            creator_code TEXT,
            archive_code TEXT,
            archive_name TEXT
        ) STRICT""",
        """CREATE TABLE dossier (
            code TEXT PRIMARY KEY,
            fonds TEXT REFERENCES fonds,
            title TEXT,
            box TEXT,
            paper_number TEXT,
            retention TEXT,
            access TEXT,
            language TEXT,
            "start" TEXT,
            "end" TEXT,
            keyword TEXT,
            sheets INTEGER,
            duplex INTEGER,
            condition TEXT,
            information_sign TEXT,
            confidence TEXT,
            backup INTEGER,
            note TEXT,
            folder TEXT,
            origin TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE dossier_document (
            dossier TEXT NOT NULL REFERENCES dossier ON DELETE CASCADE,
            position INTEGER NOT NULL,
            document_id INTEGER NOT NULL UNIQUE REFERENCES document ON DELETE CASCADE,
            given TEXT NOT NULL,
            PRIMARY KEY (dossier, position)
        ) STRICT""",
    ),
    (
        "ALTER TABLE import_failure ADD COLUMN origin TEXT",
        """CREATE TABLE making (
            sha256 TEXT PRIMARY KEY REFERENCES file ON DELETE CASCADE,
            pages INTEGER NOT NULL,
            reading TEXT NOT NULL,
            finishing TEXT NOT NULL,
            sidecars TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE page_image (
            sha256 TEXT NOT NULL REFERENCES file ON DELETE CASCADE,
            page INTEGER NOT NULL,
            image_sha256 TEXT NOT NULL,
            PRIMARY KEY (sha256, page)
        ) STRICT""",
        """CREATE TABLE likeness (
            document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
            signature BLOB,
            number TEXT,
            date TEXT,
            issuer TEXT,
            title TEXT
        ) STRICT""",
        "CREATE INDEX likeness_number ON likeness (number)",
        """CREATE TABLE duplicate (
            document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
            other_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
            reason TEXT NOT NULL,
            likeness REAL NOT NULL,
            PRIMARY KEY (document_id, other_id)
        ) STRICT""",
        "CREATE INDEX duplicate_other ON duplicate (other_id)",
    ),
    (
        """CREATE TABLE correction (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sha256 TEXT NOT NULL,
            image TEXT,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            field TEXT,
            before TEXT,
            after TEXT,
            anchor TEXT NOT NULL,
            who TEXT NOT NULL,
            made_at TEXT NOT NULL,
            follows INTEGER,
            undoes INTEGER
        ) STRICT""",
        "CREATE INDEX correction_source ON correction (sha256)",
        "CREATE INDEX correction_image ON correction (image)",
        """CREATE TRIGGER correction_is_kept BEFORE UPDATE ON correction
            BEGIN SELECT RAISE(ABORT, 'a correction is never changed'); END""",
        """CREATE TABLE machine_reading (
            document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
            record BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE review_queue (
            document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
            made_with TEXT NOT NULL,
            entries BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE sample (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            unit TEXT NOT NULL,
            worst REAL NOT NULL,
            seed INTEGER NOT NULL,
            population INTEGER NOT NULL,
            items TEXT NOT NULL,
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE sample_verdict (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sample_id INTEGER NOT NULL REFERENCES sample,
            position INTEGER NOT NULL,
            is_right INTEGER NOT NULL,
            note TEXT NOT NULL,
            who TEXT NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE sample_signature (
            sample_id INTEGER PRIMARY KEY REFERENCES sample,
            accepted INTEGER NOT NULL,
            note TEXT NOT NULL,
            who TEXT NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE named_folder (
            sha256 TEXT PRIMARY KEY REFERENCES file ON DELETE CASCADE,
            folder TEXT NOT NULL
        ) STRICT""",
    ),
)  # fmt: skip


def prepare(connection: sqlite3.Connection, folder: Path) -> None:
    """Bring the database of the workspace at `folder` to the version of this program.

    Raises:
        StoreError: it was written by a later version, or is not ours.
    """
    if _version(connection, folder) == len(MIGRATIONS):
        return
    connection.create_function("number_key", 1, number_key, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in MIGRATIONS[_version(connection, folder) :]:  # again: another process may have been quicker
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, folder: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and (version or tables):
        raise not_a_workspace(folder)
    if version > len(MIGRATIONS):
        raise newer_version(folder, version, len(MIGRATIONS))
    return version
