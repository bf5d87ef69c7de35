from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.errors import DamagedSourceError, EncryptedSourceError
from pipeline.export.pdf import write_document
from pipeline.export.pdfa import CLAUSES, QPDF, check_pdf
from tests.export.pdf.papers import DPI, document, lines_of, picture
from tests.ingest.files import text_pdf


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdfa")
    scan = folder / "a.jpg"
    picture().save(scan, dpi=(DPI, DPI))
    return write_document(document(scan, "image/jpeg", lines_of()), [scan], folder / "a.pdf").path


def clauses(path: Path) -> set[str]:
    found = check_pdf(path)
    assert all(one.clause in {*CLAUSES, QPDF} for one in found)
    return {one.clause for one in found}


def test_nothing_is_found_in_what_we_write(sound: Path) -> None:
    assert check_pdf(sound) == ()


def _image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj.Resources.XObject["/Scan"]


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj.Resources.Font["/Sohoa"]


def _own(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return _font(pdf).DescendantFonts[0]


def _paint(pdf: pikepdf.Pdf, content: bytes) -> None:
    pdf.pages[0].contents_add(pikepdf.Stream(pdf, content))


def _annotate(pdf: pikepdf.Pdf, **entries: Any) -> None:
    note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _metadata(pdf: pikepdf.Pdf, before: bytes, after: bytes) -> None:
    data = pdf.Root.Metadata.read_bytes()
    assert before in data
    pdf.Root.Metadata.write(data.replace(before, after))


def _no_widths(pdf: pikepdf.Pdf) -> None:
    del _own(pdf)["/W"]


def _glyphs_gone(pdf: pikepdf.Pdf) -> None:
    _own(pdf).CIDToGIDMap.write(bytes(2000))


def _visible_without_program(pdf: pikepdf.Pdf) -> None:
    del _own(pdf).FontDescriptor["/FontFile2"]
    part = pdf.pages[0].obj.Contents[-1]
    part.write(part.read_bytes().replace(b"3 Tr", b"0 Tr"))


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)")))


def _direct_script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _next_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Named, N=Name.NextPage, Next=pikepdf.Array([_direct_script()]))


def _field_script(pdf: pikepdf.Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=pikepdf.String("a"), AA=Dictionary(K=_direct_script()))
    pdf.Root.AcroForm = Dictionary(Fields=pikepdf.Array([field]))


def _direct_attachment(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"x")
    _annotate(pdf, Subtype=Name.Link, F=4, FS=Dictionary(Type=Name.Filespec, EF=Dictionary(F=stream)))


def _state(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(TR=Name.Identity, BM=Name.Strange))
    _paint(pdf, b"/G gs")


BROKEN: dict[str, tuple[set[str], Callable[[pikepdf.Pdf], object]]] = {
    "javascript": ({"6.5.1"}, _script),
    "direct script when opened": (
        {"6.5.1"}, lambda pdf: pdf.Root.__setitem__("/OpenAction", _direct_script())
    ),
    "script behind an action": ({"6.5.1"}, _next_script),
    "direct script of a page": (
        {"6.5.1", "6.5.2"}, lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary(O=_direct_script()))
    ),
    "direct script of a link": ({"6.5.1"}, lambda pdf: _annotate(pdf, Subtype=Name.Link, F=4, A=_direct_script())),
    "direct script of an annotation": (
        {"6.5.1", "6.5.2"}, lambda pdf: _annotate(pdf, Subtype=Name.Link, F=4, AA=Dictionary(E=_direct_script()))
    ),
    "direct script of a field": ({"6.4.1", "6.5.1"}, _field_script),
    "embedded file written directly": ({"6.8"}, _direct_attachment),
    "embedded file": ({"6.8"}, lambda pdf: pdf.attachments.__setitem__("a.txt", b"x")),
    "no output intent": ({"6.2.4.3"}, _no_intent),
    "interpolated image": ({"6.2.8.1"}, lambda pdf: _image(pdf).__setitem__("/Interpolate", True)),
    "cmyk paint": ({"6.2.4.3"}, lambda pdf: _paint(pdf, b"0 0 0 1 k")),
    "unknown operator": ({"6.2.2"}, lambda pdf: _paint(pdf, b"1 foo")),
    "rendering intent": ({"6.2.6"}, lambda pdf: _paint(pdf, b"/Foo ri")),
    "deep nesting": ({"6.1.13"}, lambda pdf: _paint(pdf, b"q " * 30 + b"Q " * 30)),
    "graphics state": ({"6.2.5", "6.2.10"}, _state),
    "hidden annotation": ({"6.3.2", "6.3.3"}, lambda pdf: _annotate(pdf, Subtype=Name.Square, F=2)),
    "movie": ({"6.3.1", "6.3.3"}, lambda pdf: _annotate(pdf, Subtype=Name.Movie, F=4)),
    "no such part": ({"6.6.4"}, lambda pdf: _metadata(pdf, b'id/">2<', b'id/">9<')),
    "broken xmp": ({"6.6.2.1"}, lambda pdf: pdf.Root.Metadata.write(b"<x")),
    "other title": ({"6.6.3"}, lambda pdf: pdf.docinfo.__setitem__("/Title", "khác")),
    "letters of other widths": ({"6.2.11.5"}, _no_widths),
    "letters without glyph": ({"6.2.11.8"}, _glyphs_gone),
    "font not embedded": ({"6.2.11.4.1"}, _visible_without_program),
    "no glyph map": ({"6.2.11.3.2"}, lambda pdf: _own(pdf).__delitem__("/CIDToGIDMap")),
    "long string": ({"6.1.13"}, lambda pdf: pdf.Root.__setitem__("/X", pikepdf.String("a" * 40000))),
    "presentation": ({"6.10"}, lambda pdf: pdf.pages[0].obj.__setitem__("/PresSteps", Dictionary())),
    "requirements": ({"6.11"}, lambda pdf: pdf.Root.__setitem__("/Requirements", Array([]))),
    "page action": ({"6.5.2"}, lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary())),
    "huge page": ({"6.1.13"}, lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", Array([0, 0, 20000, 800]))),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_clause_is_named(sound: Path, tmp_path: Path, name: str) -> None:
    expected, spoil = BROKEN[name]
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(sound) as pdf:
        spoil(pdf)
        pdf.save(path, static_id=True, fix_metadata_version=False)
    assert clauses(path) == expected


def test_header_end_and_identifier_are_looked_at(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"\n" + sound.read_bytes() + b"\nmore")
    assert {"6.1.2", "6.1.3"} <= clauses(path)
    path.write_bytes(text_pdf({(72.0, 700.0): "Kế hoạch"}))
    assert {"6.1.3", "6.2.4.3", "6.2.11.4.1", "6.6.2.1"} - clauses(path) <= {"6.2.4.3"}


def test_what_cannot_be_opened_is_told(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(sound) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="x", owner="y"))
    with pytest.raises(EncryptedSourceError):
        check_pdf(path)
    path.write_bytes(b"no pdf")
    with pytest.raises(DamagedSourceError):
        check_pdf(path)
