"""Writes page images as files: PDF, TIFF, JPEG, PNG. Same pages, same bytes: no time of day goes in."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.raster import Raster
from pipeline.synth.grades import Codec

ROWS_PER_STRIP = 278
STRIP_OFFSETS = 273
STRIP_LENGTHS = 279
WHITE_IS_ZERO = 0
PHOTOMETRIC = 262


@dataclass(frozen=True, slots=True)
class Encoded:
    """A page image in its file format; `raster` is what a reader of those bytes sees."""

    data: bytes
    codec: Codec
    raster: Raster


def encode(page: Raster, codec: Codec, quality: int = 85) -> Encoded:
    """Return `page` as JPEG, CCITT G4 (a one-page TIFF) or PNG, with what is left of it after that."""
    image = to_image(page)
    buffer = io.BytesIO()
    dpi = (page.dpi, page.dpi)
    if codec == "jpeg":
        image.save(buffer, "JPEG", quality=quality, dpi=dpi)
    elif codec == "ccitt":
        image.convert("1").save(buffer, "TIFF", compression="group4", dpi=dpi, tiffinfo={ROWS_PER_STRIP: page.height})
    else:
        image.save(buffer, "PNG", dpi=dpi)
    data = buffer.getvalue()
    return Encoded(data, codec, page if codec != "jpeg" else _decoded(data, page.dpi))


def _decoded(data: bytes, dpi: int) -> Raster:
    pixels = np.asarray(Image.open(io.BytesIO(data)))
    return Raster(np.ascontiguousarray(pixels[:, :, ::-1] if pixels.ndim == 3 else pixels), dpi)


def to_image(page: Raster) -> Image.Image:
    """Return `page` as a Pillow image (grey, or RGB)."""
    return Image.fromarray(np.ascontiguousarray(page.pixels[:, :, ::-1]) if page.is_colour else page.pixels)


def write_image(path: Path, page: Encoded) -> None:
    """Write one page as a file of its own."""
    path.write_bytes(page.data)


def write_tiff(path: Path, pages: Sequence[Encoded]) -> None:
    """Write `pages` as one TIFF, CCITT G4 where they are bilevel, else LZW."""
    images = [to_image(page.raster).convert("1") if page.codec == "ccitt" else to_image(page.raster) for page in pages]
    compression = "group4" if all(page.codec == "ccitt" for page in pages) else "tiff_lzw"
    dpi = pages[0].raster.dpi
    images[0].save(path, "TIFF", save_all=True, append_images=images[1:], compression=compression, dpi=(dpi, dpi))


def write_pdf(path: Path, pages: Sequence[Encoded]) -> None:
    """Write `pages` as a PDF of full-page images, JPEG and CCITT bytes kept as they are."""
    kids = " ".join(f"{3 + 3 * index} 0 R" for index in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    for index, page in enumerate(pages):
        objects.extend(_page_objects(page, 3 + 3 * index))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    path.write_bytes(out.getvalue())


def _page_objects(page: Encoded, number: int) -> list[bytes]:
    raster = page.raster
    width, height = (f"{size * 72 / raster.dpi:.2f}" for size in (raster.width, raster.height))
    drawing = f"q {width} 0 0 {height} 0 0 cm /Im Do Q".encode()
    filter_name, parameters, data, bits = _image_stream(page)
    colours = "/DeviceRGB" if raster.is_colour else "/DeviceGray"
    return [
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] "
            f"/Resources << /XObject << /Im {number + 2} 0 R >> >> /Contents {number + 1} 0 R >>"
        ).encode(),
        _stream("", drawing),
        _stream(
            f"/Type /XObject /Subtype /Image /Width {raster.width} /Height {raster.height} /ColorSpace {colours} "
            f"/BitsPerComponent {bits} /Filter /{filter_name}{parameters} ",
            data,
        ),
    ]


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _image_stream(page: Encoded) -> tuple[str, str, bytes, int]:
    if page.codec == "jpeg":
        return "DCTDecode", "", page.data, 8
    if page.codec == "ccitt":
        image = Image.open(io.BytesIO(page.data))
        tags = image.tag_v2  # type: ignore[attr-defined]  # only TIFF images have tags
        black = "false" if tags[PHOTOMETRIC] == WHITE_IS_ZERO else "true"
        start, length = tags[STRIP_OFFSETS][0], tags[STRIP_LENGTHS][0]
        columns, rows = image.size
        parameters = f" /DecodeParms << /K -1 /Columns {columns} /Rows {rows} /BlackIs1 {black} >>"
        return "CCITTFaxDecode", parameters, page.data[start : start + length], 1
    return "FlateDecode", "", zlib.compress(to_image(page.raster).tobytes(), 9), 8
