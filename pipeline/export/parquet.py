"""Parquet for data science: one file per table, with types and lists kept."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.export.collection import Collection
from pipeline.export.whole import whole_file
from pipeline.record import SCHEMA_VERSION
from pipeline.version import __version__

_METADATA = b"sohoa"


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<table>.parquet for each table; return the files.

    Days are timestamps (pandas reads them as datetime64), lists are lists of strings. The metadata of a file say under
    "sohoa" which versions of program and record made it.

    Raises:
        ExportError: a file cannot be written.
    """
    import pyarrow as pa  # loads a large library: only where it is needed
    import pyarrow.parquet as pq

    versions = json.dumps({"version": __version__, "schema": SCHEMA_VERSION})
    written = []
    for name, frame in collection.frames().tables().items():
        path = out / f"{name}.parquet"
        lists = [column for column in frame.columns if frame[column].dtype == object]
        table = pa.Table.from_pandas(frame.drop(columns=lists), preserve_index=False)
        for column in lists:  # in place, and typed even where all lists are empty
            values = pa.array([list(value) for value in frame[column]], pa.list_(pa.string()))
            table = table.add_column(list(frame.columns).index(column), column, values)
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), _METADATA: versions})
        with whole_file(path) as part:
            pq.write_table(table, part)
        written.append(path)
    return written
