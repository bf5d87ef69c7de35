"""The fields of the descriptions in a package, filled from the documents and from what the archivist says."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.archive.codes import type_code
from pipeline.archive.computed import Direction, archivist_date, direction, pages, sheets, span
from pipeline.archive.holding import Holding, Item
from pipeline.archive.kinds import Kind

_SUBJECT = 500  # characters
_READ_AS = "01"  # the program reads Vietnamese
_SOURCE = {Direction.OUT: "0", Direction.IN: "1"}


def package_values(holding: Holding, kind: Kind) -> Mapping[str, str]:
    """Return the fields of EAD.xml; what is not known is empty."""
    first, last = span(holding)
    dossier = holding.dossier
    known = {
        kind.code_field: archive_code(holding, kind),
        "title": dossier.title,
        "maintenance": dossier.retention,
        "mode": dossier.access,
        "language": dossier.language or _READ_AS,
        "startDate": archivist_date(first),
        "endDate": archivist_date(last),
        "keyword": dossier.keyword,
        "totalDoc": str(len(holding.items)),
        "numberOfPaper": str(sheets(holding).count),
        "numberOfPage": str(pages(holding)),
        "format": dossier.condition,
        "inforSign": dossier.information_sign,
        "confidenceLevel": confidence(holding),
        "paperFileCode": paper_code(holding),
        "description": dossier.note,
        "source": source(holding),
        **_backup(holding),
    }
    return {field.name: known.get(field.name) or "" for field in kind.package_fields}


def document_values(item: Item, holding: Holding, kind: Kind) -> Mapping[str, str]:
    """Return the fields of the description of a document; what is not known is empty."""
    dossier, header = holding.dossier, item.header
    known = {
        "docId": document_id(item, holding),
        kind.document_code_field: _document_code(item, archive_code(holding, kind)),
        "maintenance": item.given.get("retention") or dossier.retention,
        "typeName": type_code(header.doc_type),
        "codeNumber": header.number,
        "codeNotation": header.symbol,
        "issuedDate": archivist_date(header.date),
        "organName": header.issuer,
        "subject": shortened(header.title or "", _SUBJECT),
        "language": item.given.get("language") or dossier.language or _READ_AS,
        "numberOfPage": str(item.pages),
        "inforSign": dossier.information_sign,
        "mode": item.given.get("access") or dossier.access,
        "confidenceLevel": "02" if item.scanned else dossier.confidence,
        "autograph": item.handwriting,
        "format": dossier.condition,
        "description": item.given.get("note"),
        **_backup(holding),
    }
    return {field.name: known.get(field.name) or "" for field in kind.document_fields}


def document_id(item: Item, holding: Holding) -> str:
    """Return the id of a document, which names its file, too: the code of the file and its ordinal."""
    return f"{holding.dossier.code}.{item.ordinal}"


def _document_code(item: Item, code: str) -> str:
    return f"{code}.{item.ordinal:07d}" if code else ""


def archive_code(holding: Holding, kind: Kind) -> str:
    """Return the code of a package: that of the file; in an AIP the code of the archive stands before it."""
    code = holding.dossier.code
    if not kind.is_aip:
        return code
    archive = holding.fonds.archive_code if holding.fonds else None
    return f"{archive}.{code}" if archive else ""


def paper_code(holding: Holding) -> str:
    """Return where the paper lies, [archive].[box].[number of the file]; empty where a part is not known."""
    archive = holding.fonds.archive_code if holding.fonds else None
    parts = (archive, holding.dossier.box, holding.dossier.paper_number)
    return ".".join(part for part in parts if part) if all(parts) else ""


def confidence(holding: Holding) -> str:
    """Return whether the file is of paper, born digital, or both; empty where that is not known."""
    if holding.dossier.confidence:
        return holding.dossier.confidence
    return "02" if any(item.scanned for item in holding.items) else ""


def source(holding: Holding) -> str:
    """Return whether all documents went out (0) or came in (1); empty where that is not known, or they are mixed."""
    found = {direction(item, holding.fonds) for item in holding.items}
    only = found.pop() if len(found) == 1 else None
    return _SOURCE[only] if only else ""


def _backup(holding: Holding) -> Mapping[str, str]:
    kept = bool(holding.dossier.backup)
    return {"riskRecovery": "1" if kept else "0", "riskRecoveryStatus": "01" if kept else ""}


def shortened(text: str, most: int) -> str:
    """Return `text`, cut behind a word where it is longer than `most` characters.

    >>> shortened("Về việc tổ chức", 10)
    'Về việc…'
    """
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rpartition(' ')[0] or text[: most - 1]}…"
