"""A file (hồ sơ) with its documents, as far as packages and lists need them; texts and words are left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.archive.bodies import issuer_key
from pipeline.errors import UsageError
from pipeline.language import fold
from pipeline.message import Message
from pipeline.model import Document, Header, MarkKind, PageOrigin
from pipeline.store import Dossier, Fonds, Member, Workspace


@dataclass(frozen=True, slots=True)
class Item:
    """A document in its file. `header` has what the archivist gave in place of what was read.

    `blanks` are the numbers of its empty pages; `doubtful` of those that failed or were read badly. `dpi` is the lowest
    resolution of its scanned pages, None where none is a scan. `personal` says that it holds personal data.
    """

    ordinal: int
    id: int
    name: str
    sha256: str
    part: int | None
    path: str
    media_type: str
    header: Header
    issuer_key: str | None
    pages: int
    blanks: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    dpi: int | None = None
    scanned: bool = False
    arrived: bool = False
    personal: bool = False
    handwriting: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holding:
    """A file, its fonds and its documents in order."""

    dossier: Dossier
    fonds: Fonds | None
    items: tuple[Item, ...]


_HEADER_FIELDS = ("doc_type", "number", "symbol", "date", "issuer", "title")


def holdings(workspace: Workspace, wanted: Iterable[str] = (), *, doubtful_below: float = 0.6) -> Iterator[Holding]:
    """Yield the files with these codes (all where none is named), one at a time.

    Args:
        workspace: where they are.
        wanted: their codes.
        doubtful_below: a page read with less confidence is doubtful.

    Raises:
        UsageError: there is no file with such a code.
        StoreError: the workspace cannot be read.
    """
    known = {dossier.code: dossier for dossier in workspace.dossiers.all()}
    fonds = {one.code: one for one in workspace.dossiers.fonds()}
    names = workspace.export_names()
    for code in list(wanted) or known:
        if code not in known:
            raise no_dossier(code, known)
        dossier = known[code]
        items = tuple(
            _item(workspace, ordinal, member, names[member.document], doubtful_below)
            for ordinal, member in enumerate(workspace.dossiers.members(code), start=1)
            if member.document in names
        )
        yield Holding(dossier, fonds.get(dossier.fonds or ""), items)


def no_dossier(code: str, known: Iterable[str]) -> UsageError:
    """Return the error for a code that no file has."""
    listed = ", ".join(list(known)[:10]) or "–"
    return UsageError(
        Message(
            f"Không có hồ sơ {code!r}. Các hồ sơ: {listed}. Xem `sohoa dossiers`.",
            f"There is no file {code!r}. Files: {listed}. See `sohoa dossiers`.",
        )
    )


def _item(workspace: Workspace, ordinal: int, member: Member, name: str, doubtful_below: float) -> Item:
    return item_of(
        workspace.get(member.document).document, member, ordinal=ordinal, name=name, doubtful_below=doubtful_below
    )


def item_of(document: Document, member: Member, *, ordinal: int, name: str, doubtful_below: float = 0.6) -> Item:
    """Return what lists and packages need of a document."""
    pages, source = document.pages, document.source
    scans = [page for page in pages if page.origin in (PageOrigin.OCR, PageOrigin.BLANK, PageOrigin.FAILED)]
    marks = [mark for page in pages for mark in page.marks]
    said: dict[str, Any] = {key: value for key, value in member.given.items() if key in _HEADER_FIELDS}
    given_issuer = member.given.get("issuer")
    return Item(
        ordinal=ordinal,
        id=member.document,
        name=name,
        sha256=source.sha256,
        part=source.part,
        path=source.name,
        media_type=source.media_type,
        header=replace(document.header, **said),
        issuer_key=issuer_key(given_issuer) if given_issuer else _issuer(document),
        pages=len(pages),
        blanks=tuple(page.number for page in pages if page.origin is PageOrigin.BLANK),
        doubtful=tuple(
            page.number for page in pages if page.origin is PageOrigin.OCR and page.confidence < doubtful_below
        ),
        failed=tuple(page.number for page in pages if page.origin is PageOrigin.FAILED),
        dpi=min((page.dpi for page in scans if page.dpi), default=None),
        scanned=bool(scans),
        arrived=any(mark.kind is MarkKind.ARRIVAL for mark in marks),
        personal=document.access is not None,
        handwriting="; ".join(mark.text for mark in marks if mark.kind is MarkKind.HANDWRITING and mark.text.strip()),
        given=member.given,
    )


def _issuer(document: Document) -> str | None:
    """Return the key of the body that issued a document: from its list of bodies, else from its head."""
    found = next((body.key for body in document.bodies if body.is_issuer), None)
    return found or (issuer_key(document.header.issuer, document.header) if document.header.issuer else None)


def same_words(one: str | None, other: str | None) -> bool:
    """Say whether two names are the same but for marks, case and spaces."""
    return bool(one and other) and " ".join(fold(one or "").split()) == " ".join(fold(other or "").split())
