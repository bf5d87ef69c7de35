"""Parquet for data science: one file per table, with types and lists kept."""

from __future__ import annotations

from pathlib import Path

from pipeline.export.collection import Collection
from pipeline.export.whole import whole_file


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<table>.parquet for each table; return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    import pyarrow as pa  # loads a large library: only where it is needed
    import pyarrow.parquet as pq

    written = []
    for name, frame in collection.frames().tables().items():
        path = out / f"{name}.parquet"
        lists = [column for column in frame.columns if frame[column].dtype == object]
        table = pa.Table.from_pandas(frame.drop(columns=lists), preserve_index=False)
        for column in lists:  # in place, and typed even where all lists are empty
            values = pa.array([list(value) for value in frame[column]], pa.list_(pa.string()))
            table = table.add_column(list(frame.columns).index(column), column, values)
        with whole_file(path) as part:
            pq.write_table(table, part)
        written.append(path)
    return written
