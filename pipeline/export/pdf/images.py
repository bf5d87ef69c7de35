"""Page images as PDF image objects, their encoded bytes unharmed wherever a PDF can hold them as they are.

JPEG, JPEG 2000, PNG without transparency and CCITT Group 4 TIFF keep their bytes. Whatever else there is (WebP, other
TIFF, alpha) is decoded and written without loss.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ExifTags, Image, TiffImagePlugin

from pipeline.export.pdfa.encoded import is_usable_profile

_TURN = {1: 0, 2: 0, 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
_FLIPPED = frozenset({2, 4, 5, 7})
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_JPEG_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR, _PALETTE = 0, 2, 3
_G4 = 4
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_COMPRESSION, _PHOTOMETRIC, _OFFSETS, _ROWS, _COUNTS, _FILL_ORDER = 259, 262, 273, 278, 279, 266


@dataclass(frozen=True, slots=True)
class PageImage:
    """An image object, its size in pixels, and how its bytes came there.

    `turn` is the clockwise turn that the file asks for, `flipped` whether it is to be mirrored before that.
    `dpi` is 0 where the file does not say.
    """

    stream: pikepdf.Stream
    width: int
    height: int
    same_bytes: bool
    turn: int = 0
    flipped: bool = False
    dpi: int = 0


def frames_of(path: Path) -> int:
    """Return the number of pages of an image file."""
    with Image.open(path) as image:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def file_image(pdf: pikepdf.Pdf, path: Path, frame: int) -> PageImage:
    """Return frame `frame` (from 0) of the image file at `path` as an image object of `pdf`.

    Raises:
        OSError, ValueError, SyntaxError: Pillow cannot read it.
    """
    with Image.open(path) as image:
        image.seek(frame) if frame else None
        turn = image.getexif().get(ExifTags.Base.Orientation, 1)
        turn = turn if turn in _TURN else 1
        stated = image.info.get("dpi")
        dpi = round(float(stated[0])) if stated else 0
        data = path.read_bytes() if image.format in ("JPEG", "MPO", "PNG") else b""
        found = _as_it_is(pdf, image, path, data, turn)
        if found is not None:
            shown = turn if image.format != "TIFF" else 1
            return PageImage(found, *image.size, True, _TURN[shown], shown in _FLIPPED, dpi)
        image.load()  # Pillow turns a TIFF by itself here
        turn = 1 if image.format == "TIFF" else turn
        return PageImage(lossless(pdf, image), *image.size, False, _TURN[turn], turn in _FLIPPED, dpi)


def lossless(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    """Return any Pillow image as an image object without loss: bilevel as CCITT Group 4, else as PNG does it."""
    if image.mode == "1":
        return _ccitt(pdf, _group4(image), *image.size, black_is_one=False)
    out = io.BytesIO()
    _opaque(image).save(out, "PNG")
    found = _png(pdf, out.getvalue())
    if found is None:
        raise ValueError(f"no PNG of mode {image.mode}")
    return found


def jpeg(pdf: pikepdf.Pdf, image: Image.Image, quality: int) -> pikepdf.Stream:
    """Return a grey or colour image as a JPEG image object."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
    space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    return _image(pdf, out.getvalue(), *image.size, ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode)


def _as_it_is(pdf: pikepdf.Pdf, image: Image.Image, path: Path, data: bytes, orientation: int) -> pikepdf.Stream | None:
    """Return the image with the bytes of its file, None where a PDF cannot hold them."""
    match image.format:
        case "JPEG" | "MPO":
            return _jpeg(pdf, data, image)
        case "PNG":
            return _png(pdf, data, image.info.get("icc_profile"))
        case "TIFF" if orientation == 1 and isinstance(image, TiffImagePlugin.TiffImageFile):
            return _tiff_group4(pdf, image, path)
    return None


def _jpeg(pdf: pikepdf.Pdf, data: bytes, image: Image.Image) -> pikepdf.Stream | None:
    channels = {"L": 1, "RGB": 3}.get(image.mode)
    if channels is None or not is_plain_jpeg(data):
        return None
    space = colour_space(pdf, channels, image.info.get("icc_profile"))
    return _image(pdf, data, *image.size, ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode)


def is_plain_jpeg(data: bytes) -> bool:
    """Return whether a JPEG is one that a PDF may hold: 8 bits, baseline or progressive, Huffman coded."""
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _JPEG_FRAMES:
            return data[position + 4] == 8
        if marker in _JPEG_OTHER_FRAMES:
            return False
        position += 1 if marker == 0xFF else 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
    return False


def colour_space(pdf: pikepdf.Pdf, channels: int, profile: bytes | None) -> pikepdf.Object:
    """Return the colour space of an image: that of its profile where PDF/A may hold it, else the device's."""
    device = Name.DeviceGray if channels == 1 else Name.DeviceRGB
    if not profile or not is_usable_profile(profile, channels):
        return device
    return Array([Name.ICCBased, pdf.make_indirect(pikepdf.Stream(pdf, profile, N=channels, Alternate=device))])


def _png(pdf: pikepdf.Pdf, data: bytes, profile: bytes | None = None) -> pikepdf.Stream | None:
    """Return a PNG whose compressed rows are what a PDF's Flate filter reads; None where they are not."""
    chunks: dict[bytes, bytearray] = {}
    for kind, body in _png_chunks(data):
        chunks.setdefault(kind, bytearray()).extend(body)
    if b"IHDR" not in chunks or b"tRNS" in chunks:
        return None
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"][:13])
    if interlaced or colour not in (_GREY, _COLOUR, _PALETTE):
        return None
    channels = 3 if colour == _COLOUR else 1
    space = colour_space(pdf, 1 if colour == _GREY else 3, profile)
    if colour == _PALETTE:
        palette = bytes(chunks[b"PLTE"])
        space = Array([Name.Indexed, space, len(palette) // 3 - 1, pikepdf.String(palette)])
    rows = Dictionary(Predictor=15, Colors=channels, BitsPerComponent=bits, Columns=width)
    return _image(
        pdf,
        bytes(chunks[b"IDAT"]),
        width,
        height,
        ColorSpace=space,
        BitsPerComponent=bits,
        Filter=Name.FlateDecode,
        DecodeParms=rows,
    )


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG_SIGNATURE)
    while position + 12 <= len(data):
        length = struct.unpack(">I", data[position : position + 4])[0]
        yield data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        position += 12 + length


def _tiff_group4(pdf: pikepdf.Pdf, image: TiffImagePlugin.TiffImageFile, path: Path) -> pikepdf.Stream | None:
    """Return a Group 4 page of one strip with the bytes of that strip; None for any other TIFF page."""
    tags = image.tag_v2
    if image.mode != "1" or tags.get(_COMPRESSION) != _G4:
        return None
    offsets, counts = tags.get(_OFFSETS, ()), tags.get(_COUNTS, ())
    if len(offsets) != 1 or len(counts) != 1:
        return None
    with path.open("rb") as file:
        file.seek(offsets[0])
        data = file.read(counts[0])
    if tags.get(_FILL_ORDER, 1) == 2:
        data = data.translate(_REVERSED)
    return _ccitt(pdf, data, *image.size, black_is_one=tags.get(_PHOTOMETRIC) == 1)


def _group4(image: Image.Image) -> bytes:
    """Return a bilevel image as CCITT Group 4, where 0 is white."""
    out = io.BytesIO()
    image.save(out, "TIFF", compression="group4", tiffinfo={_ROWS: image.height, _PHOTOMETRIC: 0})
    with Image.open(out) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]
        return out.getvalue()[tags[_OFFSETS][0] : tags[_OFFSETS][0] + tags[_COUNTS][0]]


def _ccitt(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, *, black_is_one: bool) -> pikepdf.Stream:
    """Return an image object of Group 4 data.

    The filter gives 0 for black runs unless BlackIs1; a TIFF whose 0 is black (photometric 1) codes its white runs as
    black ones.
    """
    way = Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=black_is_one)
    return _image(
        pdf,
        data,
        width,
        height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=way,
    )


def _opaque(image: Image.Image) -> Image.Image:
    """Return the image in a mode that a PNG without transparency holds, on white."""
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image if image.mode in ("L", "RGB", "P", "I;16") else image.convert("RGB")


def _image(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, **entries: object) -> pikepdf.Stream:
    return pikepdf.Stream(
        pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, Interpolate=False, **entries
    )
