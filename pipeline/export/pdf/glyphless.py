"""The font of the invisible text: letters without ink, as wide as letters are, each with its Unicode value.

A font of our own, made when it is needed: its few glyphs are empty and differ only in width, so that a selection
that ends inside a word ends near the letter. CIDs are numbers of letters in the document; `CIDToGIDMap` leads
them to the glyph of their width, `ToUnicode` to what they stand for.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

ASCENT, DESCENT = 800, -200
"""Of 1000: the font size is the height of a line, its descenders included."""

FONT_NAME = "SohoaKhongNet"
_UNITS = 1000
_WIDTHS = (500, 250, 350, 650, 850)  # by glyph, from glyph 1
_NARROW, _SLIM, _WIDE = frozenset(" .,:;'!|ijlI()[]"), frozenset('frtsJ-/"1'), frozenset("mwMWƯƠ%@—…")
_A_DAY = 3_850_000_000  # seconds since 1904: early 2026
_BLOCK = 100  # a bfchar block may hold as many


def width(char: str) -> int:
    """Return how wide a letter is, in thousandths of the font size.

    >>> width("ị"), width("n"), width("Đ")
    (250, 500, 650)
    """
    return _WIDTHS[_glyph(char) - 1]


def _glyph(char: str) -> int:
    plain = unicodedata.normalize("NFD", char)[0]
    if plain in _NARROW:
        return 2
    if plain in _SLIM:
        return 3
    if plain in _WIDE:
        return 5
    return 4 if plain.isupper() else 1


def numbered(texts: Iterable[str]) -> dict[str, int]:
    """Return the CID, from 1, of each character of `texts`; a space is always there."""
    found = {" "} | {char for text in texts for char in text}
    return {char: cid for cid, char in enumerate(sorted(found), start=1)}


def make_font(pdf: pikepdf.Pdf, cids: Mapping[str, int]) -> pikepdf.Object:
    """Return the font, for the letters of `cids`, as an object of `pdf`."""
    program = pikepdf.Stream(pdf, _program())
    program.Length1 = len(_program())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{FONT_NAME}"),
        Flags=4,  # symbolic: its letters are not named by a standard encoding
        FontBBox=Array([0, DESCENT, max(_WIDTHS), ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=program,
    )
    letters = sorted(cids, key=cids.__getitem__)
    to_glyph = bytes(2) + b"".join(_glyph(letter).to_bytes(2, "big") for letter in letters)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{FONT_NAME}"),
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=_WIDTHS[0],
        W=Array([1, Array([width(letter) for letter in letters])]),
        CIDToGIDMap=pikepdf.Stream(pdf, to_glyph),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{FONT_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pikepdf.Stream(pdf, _to_unicode(cids)),
        )
    )


def _to_unicode(cids: Mapping[str, int]) -> bytes:
    pairs = [f"<{cid:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, cid in cids.items()]
    blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Return the font program: TrueType with empty glyphs."""
    from fontTools.fontBuilder import FontBuilder  # a quarter of a second: only where it is needed

    names = [".notdef", *(f"w{wide}" for wide in _WIDTHS)]
    font = FontBuilder(_UNITS, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({})
    widths = dict(zip(names, (_WIDTHS[0], *_WIDTHS), strict=True))
    font.setupGlyf({name: _inkless(wide) for name, wide in widths.items()})
    font.setupHorizontalMetrics({name: (wide, 0) for name, wide in widths.items()})
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable({"familyName": FONT_NAME, "styleName": "Regular", "psName": FONT_NAME})
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    font.setupPost(keepGlyphNames=False)
    font.font["head"].created = font.font["head"].modified = _A_DAY  # the same bytes at any time
    font.font.recalcTimestamp = False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _inkless(wide: int) -> Glyph:
    """Return a glyph without area that still has a bounding box: there and back along the diagonal of its cell.

    pdfium passes over a word whose letters have no extent.
    """
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((wide, ASCENT))
    pen.closePath()
    return pen.glyph()
