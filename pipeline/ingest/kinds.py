"""Tells what a file is by its first bytes; the name only counts where the bytes say nothing (plain text)."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from pipeline.errors import DamagedSourceError, EmptySourceError, EncryptedSourceError, UnsupportedSourceError
from pipeline.ingest.archive import UNPACKING_FAILURES
from pipeline.ingest.source import SourceKind
from pipeline.message import Message

HEAD_BYTES = 4096
_PDF_WITHIN = 1024  # readers accept leading junk up to here


class Content(StrEnum):
    """What the bytes of a file are, as a media type."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    WEBP = "image/webp"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ZIP = "application/zip"
    OLE = "application/x-ole-storage"
    TEXT = "text/plain"
    OTHER = "application/octet-stream"


KIND_OF = {
    Content.PDF: SourceKind.PDF,
    Content.PNG: SourceKind.IMAGE,
    Content.JPEG: SourceKind.IMAGE,
    Content.TIFF: SourceKind.IMAGE,
    Content.WEBP: SourceKind.IMAGE,
    Content.DOCX: SourceKind.DOCX,
    Content.TEXT: SourceKind.TEXT,
}


def kind_of_media(media_type: str) -> SourceKind:
    """Return how a source of this media type is read.

    >>> kind_of_media("application/pdf").value
    'pdf'
    """
    return KIND_OF[Content(media_type)]


SUFFIXES: dict[str, frozenset[Content]] = {
    ".pdf": frozenset({Content.PDF}),
    ".png": frozenset({Content.PNG}),
    ".jpg": frozenset({Content.JPEG}),
    ".jpeg": frozenset({Content.JPEG}),
    ".tif": frozenset({Content.TIFF}),
    ".tiff": frozenset({Content.TIFF}),
    ".webp": frozenset({Content.WEBP}),
    ".docx": frozenset({Content.DOCX}),
    ".txt": frozenset({Content.TEXT}),
    ".zip": frozenset({Content.ZIP}),
}
"""The extensions that are read, and what a file of that name should hold."""


def is_read(name: str) -> bool:
    """Return whether a file of this name is read, as far as its extension tells."""
    return Path(name).suffix.lower() in SUFFIXES


def is_page_image(name: str) -> bool:
    """Return whether a file of this name is an image, as far as its extension tells.

    >>> is_page_image("trang-01.JPG"), is_page_image("ke-hoach.pdf")
    (True, False)
    """
    kinds = {KIND_OF.get(content) for content in SUFFIXES.get(Path(name).suffix.lower(), ())}
    return SourceKind.IMAGE in kinds


_MAGIC: tuple[tuple[bytes, Content], ...] = (
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
    (b"II*\x00", Content.TIFF),
    (b"MM\x00*", Content.TIFF),
    (b"II+\x00", Content.TIFF),
    (b"MM\x00+", Content.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content.OLE),
)


def content_of(path: Path) -> Content:
    """Return what the bytes of `path` are.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    for magic, content in _MAGIC:
        if head.startswith(magic):
            return content
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Content.WEBP
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(path)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Content.PDF
    return Content.TEXT if looks_like_text(head) else Content.OTHER


def _inside_zip(path: Path) -> Content:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return Content.ZIP  # its directory is read with bounds when it is unpacked
    if suffix != ".docx":
        return Content.OTHER
    try:
        with zipfile.ZipFile(path) as archive:
            return Content.DOCX if "word/document.xml" in archive.namelist() else Content.OTHER
    except UNPACKING_FAILURES:
        return Content.OTHER


def looks_like_text(head: bytes) -> bool:
    """Whether `head`, the beginning of a file, may be text in some encoding.

    >>> looks_like_text("Kế hoạch".encode("utf-16")), looks_like_text(bytes(range(32)))
    (True, False)
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if b"\x00" in head:
        # UTF-16 without a mark: every other byte of Latin letters is zero, and only those
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return len(head) >= 4 and min(even, odd) == 0 and max(even, odd) > 0.2 * len(head) / 2
    # TCVN3, VPS and VISCII put letters on control codes, so a few of them are no proof of binary data.
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\x0c\x1a\x1b" for byte in head)
    return controls <= 0.1 * len(head)


def recognise(path: Path, name: str, size: int) -> Content:
    """Return what `path` is.

    Raises:
        EmptySourceError: it holds no bytes.
        DamagedSourceError: its name promises a kind that is read, and its bytes are something else.
        EncryptedSourceError: it is a .docx locked with a password.
        UnsupportedSourceError: it is of a kind that is not read.
        OSError: it cannot be read.
    """
    suffix = path.suffix.lower()
    promised = SUFFIXES.get(suffix)
    if size == 0 and promised is None:
        raise _unsupported(name, Content.OTHER)
    if size == 0:
        raise EmptySourceError(
            Message(
                f"{name}: tệp rỗng (0 byte). Hãy sao chép hoặc quét lại.",
                f"{name}: the file is empty (0 bytes). Copy or scan it again.",
            )
        )
    content = content_of(path)
    if promised is None:
        if content in (Content.OTHER, Content.OLE, Content.TEXT, Content.ZIP):
            raise _unsupported(name, content)
        return content
    if content in promised or (content in KIND_OF and content is not Content.TEXT):
        return content  # readable, though perhaps not what its name says: see `surprise`
    raise _not_what_it_says(name, suffix, content)


def _unsupported(name: str, content: Content) -> UnsupportedSourceError:
    if content is Content.OLE:
        return UnsupportedSourceError(
            Message(
                f"{name}: không thuộc loại được đọc (Word/Excel đời cũ). Hãy lưu lại thành .docx hoặc PDF.",
                f"{name}: not a kind that is read (old Word/Excel). Save it as .docx or PDF.",
            )
        )
    return UnsupportedSourceError(
        Message(
            f"{name}: không thuộc loại được đọc (PDF, TIFF, JPEG, PNG, WebP, DOCX, TXT, ZIP).",
            f"{name}: not a kind that is read (PDF, TIFF, JPEG, PNG, WebP, DOCX, TXT, ZIP).",
        )
    )


def surprise(name: str, suffix: str, content: Content) -> Message | None:
    """Return what to tell of a file that is readable, but not what its extension says; else None."""
    promised = SUFFIXES.get(suffix.lower())
    if promised is None or content in promised:
        return None
    return Message(
        f"{name}: tên tệp là {suffix} nhưng nội dung là {content.name}; đã đọc theo nội dung.",
        f"{name}: named {suffix}, but its content is {content.name}; it was read as that.",
    )


def _not_what_it_says(
    name: str, suffix: str, content: Content
) -> DamagedSourceError | EncryptedSourceError | UnsupportedSourceError:
    if content is Content.OLE and suffix == ".docx":
        return EncryptedSourceError(
            Message(
                f"{name}: tệp Word có mật khẩu hoặc thuộc đời cũ. Hãy gỡ mật khẩu và lưu lại thành .docx.",
                f"{name}: a Word file with a password, or of an old kind. Remove the password and save it as .docx.",
            )
        )
    kind = suffix.removeprefix(".").upper()
    return DamagedSourceError(
        Message(
            f"{name}: không phải là tệp {kind} (nội dung không đúng với tên, hoặc tệp bị hỏng). "
            "Hãy kiểm tra lại tệp gốc.",
            f"{name}: not a {kind} file (the content is not what the name says, or it is damaged). "
            "Check the original file.",
        )
    )
