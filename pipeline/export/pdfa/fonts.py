"""ISO 19005-2, 6.2.11: fonts are embedded, whole where they are used, and as wide as the file says."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Name

from pipeline.export.pdfa.content import Shown
from pipeline.export.pdfa.fault import Fault, fault

_TOLERANCE = 1.5  # thousandths of the font size: a unit and rounding
_IDENTITY = frozenset({"/Identity-H", "/Identity-V"})
_SIMPLE = frozenset({"/TrueType", "/Type1", "/MMType1", "/Type3"})


class _OpenError(Exception):
    """Something of a font cannot be told."""


def check_font(shown: Shown) -> Iterator[Fault]:
    """Yield what a font, with the strings written in it, breaks."""
    font = shown.font
    kind = str(font.get("/Subtype"))
    name = str(font.get("/BaseFont", "/?"))[1:]
    if kind == "/Type3":
        return
    if kind != "/Type0" and kind not in _SIMPLE:
        yield fault("6.2.11.2", f"Phông {name}: loại {kind} lạ.", f"Font {name}: unknown type {kind}.")
        return
    own = font["/DescendantFonts"][0] if kind == "/Type0" else font
    descriptor = own.get("/FontDescriptor")
    program = _program(descriptor) if descriptor is not None else None
    if program is None:
        if shown.is_visible:
            yield fault("6.2.11.4.1", f"Phông {name} không được nhúng.", f"The font {name} is not embedded.")
        return
    try:
        yield from (
            _composite(font, own, program, shown.strings, name)
            if kind == "/Type0"
            else _simple(font, program, shown.strings, name)
        )
    except _OpenError as reason:
        yield _unchecked(name, str(reason))
    except Exception as error:  # fontTools raises anything on a damaged font
        yield _unchecked(name, type(error).__name__)


def _unchecked(name: str, reason: str) -> Fault:
    return fault(
        "6.2.11.5",
        f"Phông {name}: chưa kiểm được độ rộng chữ ({reason}).",
        f"Font {name}: the widths of its letters cannot be checked ({reason}).",
        is_open=True,
    )


def _program(descriptor: pikepdf.Object) -> pikepdf.Object | None:
    return next((descriptor[key] for key in ("/FontFile2", "/FontFile3", "/FontFile") if key in descriptor), None)


def _composite(
    font: pikepdf.Object, own: pikepdf.Object, program: pikepdf.Object, strings: set[bytes], name: str
) -> Iterator[Fault]:
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Stream) or str(encoding) not in _IDENTITY:
        raise _OpenError(f"CMap {encoding if isinstance(encoding, pikepdf.Name) else 'riêng'}")
    if own.get("/Subtype") != Name.CIDFontType2:
        raise _OpenError("CIDFontType0")
    mapping = own.get("/CIDToGIDMap")
    if mapping is None:
        yield fault("6.2.11.3.2", f"Phông {name}: thiếu CIDToGIDMap.", f"Font {name}: no CIDToGIDMap.")
        return
    glyphs = mapping.read_bytes() if isinstance(mapping, pikepdf.Stream) else None
    advances = _true_type_advances(program)
    stated, default = _cid_widths(own), float(own.get("/DW", 1000))
    codes = {one for text in strings for one in zip(text[::2], text[1::2], strict=False)}
    for high, low in sorted(codes):
        cid = high * 256 + low
        glyph = cid if glyphs is None else int.from_bytes(glyphs[2 * cid : 2 * cid + 2], "big")
        if glyph == 0 or glyph >= len(advances):
            yield fault(
                "6.2.11.8", f"Phông {name}: chữ {cid} không có hình (.notdef).", f"Font {name}: no glyph for {cid}."
            )
        elif abs(stated.get(cid, default) - advances[glyph]) > _TOLERANCE:
            yield fault("6.2.11.5", f"Phông {name}: sai độ rộng chữ {cid}.", f"Font {name}: wrong width of {cid}.")


def _cid_widths(own: pikepdf.Object) -> Mapping[int, float]:
    """Return the widths of W: runs "first [w ...]" and "first last w"."""
    values = list(own.get("/W", []))
    found: dict[int, float] = {}
    index = 0
    while index + 1 < len(values):
        first, second = int(values[index]), values[index + 1]
        if isinstance(second, pikepdf.Array):
            found.update({first + step: float(width) for step, width in enumerate(second)})
            index += 2
        else:
            found.update(dict.fromkeys(range(first, int(second) + 1), float(values[index + 2])))
            index += 3
    return found


def _true_type_advances(program: pikepdf.Object) -> list[float]:
    font = _true_type(program)
    scale = 1000 / font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    return [metrics[glyph][0] * scale for glyph in font.getGlyphOrder()]


def _true_type(program: pikepdf.Object) -> Any:  # noqa: ANN401 - fontTools has no types
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of odd timestamps that matter to nobody
    return TTFont(io.BytesIO(program.read_bytes()), lazy=True, recalcTimestamp=False)


def _simple(font: pikepdf.Object, program: pikepdf.Object, strings: set[bytes], name: str) -> Iterator[Fault]:
    if font.get("/Subtype") != Name.TrueType:
        raise _OpenError("Type1")
    found = _true_type(program)
    glyphs = _glyphs_of_codes(font, found)
    scale, metrics = 1000 / found["head"].unitsPerEm, found["hmtx"].metrics
    first = int(font.get("/FirstChar", 0))
    widths = [float(width) for width in font.get("/Widths", [])]
    for code in sorted({byte for text in strings for byte in text}):
        glyph = glyphs.get(code)
        if glyph is None or glyph == ".notdef":
            yield fault("6.2.11.8", f"Phông {name}: chữ {code} không có hình.", f"Font {name}: no glyph for {code}.")
        elif not 0 <= code - first < len(widths) or abs(widths[code - first] - metrics[glyph][0] * scale) > _TOLERANCE:
            yield fault("6.2.11.5", f"Phông {name}: sai độ rộng chữ {code}.", f"Font {name}: wrong width of {code}.")


def _glyphs_of_codes(font: pikepdf.Object, found: Any) -> Mapping[int, str]:  # noqa: ANN401
    """Return the glyph of each code: through Unicode, or through its own map where it is symbolic."""
    encoding = font.get("/Encoding")
    if encoding is not None and encoding not in (Name.WinAnsiEncoding, Name.MacRomanEncoding):
        raise _OpenError("Differences")
    tables = {(table.platformID, table.platEncID): table.cmap for table in found["cmap"].tables}
    if encoding is None:
        own = tables.get((3, 0)) or tables.get((1, 0)) or {}
        return {code & 0xFF: glyph for code, glyph in own.items()}
    unicode = tables.get((3, 1))
    if unicode is None:
        raise _OpenError("cmap 3.1")
    codec = "cp1252" if encoding == Name.WinAnsiEncoding else "mac_roman"
    letters = {code: bytes([code]).decode(codec, "replace") for code in range(32, 256)}
    return {code: unicode[ord(letter)] for code, letter in letters.items() if ord(letter) in unicode}
