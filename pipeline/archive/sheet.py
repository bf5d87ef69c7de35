"""From the rows of an archivist's sheet to fonds and files, with a remark on each row that was not understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.archive.codes import code_of, codes
from pipeline.archive.columns import DOCUMENTS, DOSSIERS, FONDS, Column, Layout
from pipeline.archive.folders import Found
from pipeline.archive.sheet_file import Line, read_tables
from pipeline.archive.sheet_values import day_of, flag_of, number_of, text_of
from pipeline.language import fold, nfc
from pipeline.message import Message
from pipeline.store import Dossier, Fonds, Member, Summary


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a sheet that a person must look at."""

    table: str
    row: int
    message: Message


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet says: fonds, files with their documents (None: as they are), remarks.

    `replaced` are the codes of files that got another code and are to be removed.
    """

    fonds: tuple[Fonds, ...]
    dossiers: tuple[tuple[Dossier, tuple[Member, ...] | None], ...]
    remarks: tuple[Remark, ...]
    replaced: tuple[str, ...] = ()


_READERS: Mapping[str, Callable[[object], object]] = {
    "start": day_of,
    "end": day_of,
    "date": day_of,
    "sheets": number_of,
    "ordinal": number_of,
    "duplex": flag_of,
    "backup": flag_of,
}


def read_sheet(
    path: Path,
    documents: Sequence[Summary],
    found: Sequence[Found] = (),
    known: Sequence[Dossier] = (),
    fonds: Sequence[Fonds] = (),
) -> Plan:
    """Return what the sheet at `path` says.

    Args:
        path: an .xlsx or .csv file.
        documents: those of the workspace.
        found: the files that folders tell: a row that names a folder means its documents.
        known: the files known already; what a row leaves empty stays as it is there.
        fonds: the fonds known already.

    Raises:
        UsageError: the file cannot be opened, or no table of it is one of ours.
        SourceError: it is no XLSX or CSV, is damaged, or too large.
    """
    return _Reader(documents, found, known, fonds).read(read_tables(path))


class _Reader:
    def __init__(
        self, documents: Sequence[Summary], found: Sequence[Found], known: Sequence[Dossier], fonds: Sequence[Fonds]
    ) -> None:
        self._documents = documents
        self._folders = {_path(one.dossier.folder or ""): one for one in found}
        self._known = {one.code: one for one in known}
        self._of_folder = {_path(one.folder): one for one in known if one.folder}
        self._fonds = {one.code: one for one in fonds}
        self._remarks: list[Remark] = []
        self._renamed: dict[str, str] = {}

    def read(self, tables: Mapping[Layout, Sequence[Line]]) -> Plan:
        fonds = [self._read_fonds(line) for line in tables.get(FONDS, ())]
        named = [one for line in tables.get(DOSSIERS, ()) if (one := self._dossier(line))]
        members = self._members(tables.get(DOCUMENTS, ()), {one.code: one for one in named})
        described = {one.code for one in named}
        extra = [self._known.get(code) or Dossier(code) for code in members if code not in described]
        dossiers = tuple((one, self._with_folder(one, members.get(one.code))) for one in (*named, *extra))
        replaced = tuple(sorted(set(self._renamed) & set(self._known) - {one.code for one, _ in dossiers}))
        return Plan(tuple(one for one in fonds if one), dossiers, tuple(self._remarks), replaced)

    def _read_fonds(self, line: Line) -> Fonds | None:
        values = self._values(line, FONDS)
        code = values.pop("code", None)
        if not code:
            self._remark(line, "Thiếu mã phông.", "The code of the fonds is missing.")
            return None
        return replace(self._fonds.get(code) or Fonds(code), **values)

    def _dossier(self, line: Line) -> Dossier | None:
        values = self._values(line, DOSSIERS)
        folder = values.get("folder")
        there = self._folders.get(_path(folder)) if folder else None
        if folder and there is None:
            there = self._ending_with(folder)
            if there is None:
                self._remark(line, f"Không có thư mục {folder!r} trong kho.", f"No folder {folder!r} in the workspace.")
        if there is not None:
            values["folder"] = there.dossier.folder
        before = self._of_folder.get(_path(values.get("folder") or "")) or (there.dossier if there else None)
        code = values.get("code") or (before.code if before else None)
        if not code:
            self._remark(line, "Thiếu mã hồ sơ.", "The code of the file is missing.")
            return None
        if before is not None and before.code != code:
            self._renamed[before.code] = code
        base = self._known.get(code) or (replace(before, code=code) if before else Dossier(code))
        return replace(base, **values | {"code": code, "origin": "sheet"})

    def _ending_with(self, folder: str) -> Found | None:
        """Return the only folder that ends with the path that was written."""
        fitting = [one for path, one in self._folders.items() if f"/{path}".endswith(f"/{_path(folder)}")]
        return fitting[0] if len(fitting) == 1 else None

    def _members(self, lines: Iterable[Line], named: Mapping[str, Dossier]) -> dict[str, list[Member]]:
        rows: defaultdict[str, list[tuple[int, int, Member]]] = defaultdict(list)
        for line in lines:
            values = self._values(line, DOCUMENTS)
            code, file = values.pop("dossier", None), values.pop("file", None)
            ordinal = values.pop("ordinal", None)
            code = self._renamed.get(code, code)
            if not code or not file:
                self._remark(line, "Thiếu mã hồ sơ hoặc tên tệp.", "The code of the file or the name is missing.")
                continue
            dossier = named.get(code) or self._known.get(code)
            document = self._document(file, dossier.folder if dossier else None)
            if document is None:
                self._remark(
                    line,
                    f"Không có, hoặc có nhiều tệp {file!r} trong kho. Hãy ghi cả thư mục.",
                    f"No file {file!r} in the workspace, or several. Write its folder, too.",
                )
                continue
            rows[code].append((ordinal or len(rows[code]) + 1, line.row, Member(document, values)))
        return {code: [member for *_, member in sorted(some, key=lambda row: row[:2])] for code, some in rows.items()}

    def _document(self, file: str, folder: str | None) -> int | None:
        """Return the document that a row means: by its whole path, its name in the folder of its file, its name."""
        wanted = _path(file)
        ways = (
            [one.id for one in self._documents if _path(one.name) == wanted],
            [one.id for one in self._documents if folder and _path(one.name) == f"{_path(folder)}/{wanted}"],
            [one.id for one in self._documents if f"/{_path(one.name)}".endswith(f"/{wanted}")],
            [one.id for one in self._documents if wanted in (_path(one.stem), _path(one.export_name))],
        )
        return next((ids[0] for ids in ways if len(ids) == 1), None)

    def _with_folder(self, dossier: Dossier, members: list[Member] | None) -> tuple[Member, ...] | None:
        """Return the documents of a file: those a sheet lists, then the others of its folder."""
        there = self._folders.get(_path(dossier.folder or ""))
        if there is None:
            return tuple(members) if members is not None else None
        listed = {member.document for member in members or ()}
        return (*(members or ()), *(one for one in there.members if one.document not in listed))

    def _values(self, line: Line, layout: Layout) -> dict[str, Any]:
        """Return what a row says, by field; empty cells are left out, those not understood are remarked."""
        values: dict[str, Any] = {}
        for column in layout.columns:
            cell = line.cells.get(column.field)
            if text_of(cell) is None:
                continue
            value = (
                _READERS.get(column.field, text_of)(cell) if not column.table else code_of(column.table, text_of(cell))
            )
            if value is None:
                self._not_understood(line, column, cell)
            else:
                values[column.field] = value
        return values

    def _not_understood(self, line: Line, column: Column, cell: object) -> None:
        choices = f" Chọn: {', '.join(codes(column.table).values())}." if column.table else ""
        self._remark(
            line,
            f"Cột {column.heading}: không hiểu {text_of(cell)!r}.{choices}",
            f"Column {column.heading}: {text_of(cell)!r} is not understood.{choices.replace('Chọn', 'Choose')}",
        )

    def _remark(self, line: Line, vi: str, en: str) -> None:
        self._remarks.append(Remark(line.table, line.row, Message(vi, en)))


def _path(path: str) -> str:
    """Return a path as it is compared: no diacritics, / between folders."""
    return fold(nfc(path).replace("\\", "/").strip(" /"))
