"""Makes the files of these tests: small documents, and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageDraw

A4 = (595.0, 842.0)


def picture(width: int = 400, height: int = 560, mode: str = "L") -> Image.Image:
    """A page image with a dark block at the top left, so that its way up can be told."""
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).rectangle((width // 10, height // 10, width // 2, height // 4), fill=0)
    return image.convert(mode)


def save(image: Image.Image, path: Path, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def pdf(pages: int = 1, size: tuple[float, float] = A4) -> bytes:
    """A PDF of empty pages."""
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size).close()
    return saved(document)


def saved(document: pdfium.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def image_pdf(image: Image.Image, dpi: int = 100, rotation: int = 0) -> bytes:
    """A PDF whose one page is an image, shown turned clockwise by `rotation`."""
    out = io.BytesIO()
    image.save(out, "PDF", resolution=dpi)
    document = pdfium.PdfDocument(out.getvalue())
    page = document[0]
    page.set_rotation(rotation)
    page.close()
    return saved(document)


def raw_pdf(
    content: bytes, resources: bytes = b"", extra: Mapping[int, bytes] | None = None, page: bytes = b""
) -> bytes:
    """A one-page PDF written by hand: `content` is its stream, `extra` more objects by number (from 5)."""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        + resources
        + b" >> "
        + page
        + b" >>",
        4: b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        **(extra or {}),
    }
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number in sorted(objects):
        out += b"%010d 00000 n \n" % offsets[number]
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def text_pdf(lines: Mapping[tuple[float, float], str], size: float = 12.0, **options: bytes) -> bytes:
    """A PDF with text at the given points (x, y from below) in a standard font whose codes mean what we say.

    The font is Helvetica with a ToUnicode map, so that any Vietnamese letter can be in the text layer.
    """
    letters = sorted({char for line in lines.values() for char in line})
    codes = {letter: 0x21 + index for index, letter in enumerate(letters)}
    if len(codes) > 0xDE:
        raise ValueError("too many letters for one font")
    parts = []
    for (x, y), line in lines.items():
        hexed = "".join(f"{codes[char]:02x}" for char in line)
        parts.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{hexed}> Tj ET")
    return _with_font("\n".join(parts).encode(), codes, **options)


def _with_font(content: bytes, codes: Mapping[str, int], page: bytes = b"") -> bytes:
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()
    first, last = min(codes.values()), max(codes.values())
    spaces = {code for letter, code in codes.items() if letter == " "}
    widths = " ".join("278" if code in spaces else "500" for code in range(first, last + 1))
    font = (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar {first} /LastChar {last} "
        f"/Widths [{widths}] /ToUnicode 6 0 R >>"
    ).encode()
    extra = {5: font, 6: b"<< /Length %d >>\nstream\n" % len(cmap) + cmap + b"\nendstream"}
    return raw_pdf(content, b"/Font << /F1 5 0 R >>", extra, page)


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header promises `width` x `height` pixels, with nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


__all__ = [
    "A4",
    "huge_png",
    "image_pdf",
    "pdf",
    "pdfium_c",
    "picture",
    "raw_pdf",
    "save",
    "saved",
    "text_pdf",
    "zipped",
]
