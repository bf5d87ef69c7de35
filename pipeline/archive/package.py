"""Writes packages: a folder is put together, described, and becomes a ZIP file that is there whole or not at all."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pipeline.archive.computed import DIRECTION, archivist_date
from pipeline.archive.contents import HEADINGS, entries
from pipeline.archive.descriptions import description
from pipeline.archive.holding import Holding, Item
from pipeline.archive.mets import REP1, Described, Head, RecordStatus, representation_mets, root_mets
from pipeline.archive.plan import Plan, PlannedDocument
from pipeline.archive.premis import package_premis, representation_premis
from pipeline.archive.schemas import METS_SCHEMAS, mets_schemas, own_schemas
from pipeline.archive.stage import CSV, PDF, SCHEMA, XML, Entry, NewId, Stage
from pipeline.errors import PipelineError
from pipeline.export.csv import cell
from pipeline.export.whole import whole_file
from pipeline.message import Message
from pipeline.version import __version__

PdfMaker = Callable[[Item, Path], None]
"""Writes the two-layer PDF/A of a document to a path."""

AGENT = ("sohoa", __version__)
DRAFT_PREFIX = "nhap-"
_TABLE_OF_CONTENTS = "documentation/muc-luc-van-ban.csv"
_STORED = {".pdf"}  # compressed already


class IncompletePackageError(PipelineError):
    """Something obligatory is missing for a package, so it was not written."""

    code = "incomplete"


@dataclass(frozen=True, slots=True)
class Making:
    """How packages are made: the status they bear, where the schemas of METS lie, time and ids (for tests)."""

    status: RecordStatus = "NEW"
    draft: bool = False
    schemas: Path | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    new_id: NewId = uuid4


@dataclass(frozen=True, slots=True)
class Written:
    """A package that was written: its file, its id, and the schemas that could not be put into it."""

    path: Path
    object_id: str
    missing_schemas: tuple[str, ...]


def write_package(planned: Plan, out: Path, make_pdf: PdfMaker, making: Making | None = None) -> Written:
    """Write a package into the folder `out`; return its file.

    Args:
        planned: what it holds.
        out: the folder; a package never takes the place of another, for its name is its id.
        make_pdf: writes the file of a document.
        making: how. A draft is written even where something is missing: its status is TEST, and its name says so.

    Raises:
        IncompletePackageError: something obligatory is missing, and it is no draft.
        ExportError: the disk is full or refuses.
    """
    making = making or Making()
    if not planned.is_complete and not making.draft:
        raise _incomplete(planned)
    now = making.now()
    with tempfile.TemporaryDirectory(prefix=".sohoa-", dir=_made(out)) as folder:
        stage = Stage(Path(folder), now, making.new_id)
        object_id = stage.uuid()
        schemas, missing = _write_schemas(stage, planned, making.schemas)
        head = _head(planned, "TEST" if making.draft else making.status)
        rep1 = _write_representation(stage, planned, head, schemas, make_pdf)
        _write_root(stage, planned, head, object_id, schemas, rep1)
        path = out / f"{DRAFT_PREFIX if making.draft else ''}{object_id}.zip"
        with whole_file(path) as part:
            pack(Path(folder), object_id, part, now)
    return Written(path, object_id, missing)


def _made(out: Path) -> Path:
    with whole_file(out / ".sohoa-probe") as part:  # says in the user's words why a folder cannot be written
        part.touch()
    (out / ".sohoa-probe").unlink()
    return out


def _incomplete(planned: Plan) -> IncompletePackageError:
    count = len(planned.faults)
    code = planned.holding.dossier.code
    return IncompletePackageError(
        Message(
            f"Chưa đóng gói được hồ sơ {code}: {count} chỗ thiếu hoặc sai. Xem `sohoa package {code}`; "
            "--draft vẫn ghi gói, có trạng thái TEST.",
            f"The file {code} cannot be packed yet: {count} things are missing or wrong. See `sohoa package {code}`; "
            "--draft writes it nevertheless, with the status TEST.",
        )
    )


def _head(planned: Plan, status: RecordStatus) -> Head:
    holding = planned.holding
    fonds = holding.fonds.code if holding.fonds else ""
    return Head(
        planned.kind, holding.dossier.title or holding.dossier.code, status, *AGENT, fonds, holding.dossier.code
    )


def _write_schemas(stage: Stage, planned: Plan, folder: Path | None) -> tuple[list[Entry], tuple[str, ...]]:
    there = mets_schemas(folder)
    entries = [stage.write(f"schemas/{name}", path.read_bytes(), SCHEMA) for name, path in there.items()]
    entries += [stage.write(f"schemas/{name}", data, SCHEMA) for name, data in own_schemas(planned.kind).items()]
    return entries, tuple(name for name in METS_SCHEMAS if name not in there)


def _write_representation(
    stage: Stage, planned: Plan, head: Head, schemas: Sequence[Entry], make_pdf: PdfMaker
) -> Entry:
    documents = [_write_document(stage, planned, one, make_pdf) for one in planned.documents]
    premis = None
    if planned.kind.is_aip:
        names = [one.item.path for one in planned.documents]
        data = representation_premis(stage, [one.file for one in documents], names, AGENT)
        premis = stage.write(f"{REP1}/metadata/preservation/PREMIS_rep1.xml", data, XML)
    mets = representation_mets(stage, head, documents=documents, premis=premis, schemas=schemas)
    return stage.write(f"{REP1}/METS.xml", mets, XML)


def _write_document(stage: Stage, planned: Plan, document: PlannedDocument, make_pdf: PdfMaker) -> Described:
    name = f"{REP1}/data/{document.name}.pdf"
    make_pdf(document.item, stage.path(name))
    data = description(planned.kind.document_fields, document.values, "../../../../schemas/ead_doc.xsd")
    metadata = stage.write(f"{REP1}/metadata/descriptive/EAD_DOC_{document.name}.xml", data, XML)
    return Described(metadata, stage.entry(name, PDF))


def _write_root(stage: Stage, planned: Plan, head: Head, object_id: str, schemas: Sequence[Entry], rep1: Entry) -> None:
    data = description(planned.kind.package_fields, planned.values, "../../schemas/ead.xsd")
    metadata = stage.write("metadata/descriptive/EAD.xml", data, XML)
    premis = None
    if planned.kind.is_aip:
        premis = stage.write("metadata/preservation/PREMIS.xml", package_premis(stage, object_id, AGENT), XML)
    contents = stage.write(_TABLE_OF_CONTENTS, table_of_contents(planned.holding), CSV)
    mets = root_mets(
        stage, object_id, head,
        metadata=metadata, premis=premis, schemas=schemas, rep1=rep1, documentation=[contents],
    )  # fmt: skip
    stage.path("METS.xml").write_bytes(mets)


def table_of_contents(holding: Holding) -> bytes:
    """Return the table of contents of a file as CSV (UTF-8 with a byte order mark)."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([heading.vi for heading in HEADINGS.values()])
    for one in entries(holding):
        said = DIRECTION[one.direction].vi if one.direction else ""
        row = (one.ordinal, one.number_symbol, archivist_date(one.date), one.issuer, one.subject, one.doc_type, said,
               one.sheet, one.pages, one.note)  # fmt: skip
        writer.writerow([cell(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def pack(folder: Path, name: str, out: Path, now: datetime) -> None:
    """Write the files below `folder` into a ZIP file, in order, under the folder `name`, all bearing the time `now`."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(out, "w", allowZip64=True) as archive:
        for path in files:
            member = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", now.timetuple()[:6])
            stored = path.suffix in _STORED
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.file_size = path.stat().st_size  # tells zipfile where ZIP64 is needed
            with path.open("rb") as source, archive.open(member, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
