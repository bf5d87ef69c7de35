"""hOCR and ALTO: each word of the corrected text at its place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.export.alto import NAMESPACE, alto_of
from pipeline.export.hocr import hocr_of
from pipeline.export.regions import layouts
from pipeline.model import Box, Cell, Document, Fix, LineRole, Mark, MarkKind, Page, PageOrigin, Source, Step
from tests.export.pdf.papers import lines_of

ALTO = f"{{{NAMESPACE}}}"


@pytest.fixture
def paper() -> Document:
    first, second, third = lines_of(("Ké hoach năm", "dòng hai", "ô một"))
    first = replace(first, text="Kế hoạch năm", fixes=(Fix(0, 8, "Ké hoach", "Kế hoạch", "rule", 0.8),))
    fourth = replace(lines_of(("x", "x", "x", "ô hai"))[3], cell=Cell(0, 0, 1), role=LineRole.TABLE)
    third = replace(third, cell=Cell(0, 0, 0), role=LineRole.TABLE)
    last = replace(lines_of(("x",) * 6 + ("Trang\x0b 1",))[6], role=LineRole.FURNITURE)
    marks = (
        Mark(MarkKind.SEAL, Box(1, 500, 900, 700, 1100)),
        Mark(MarkKind.ARRIVAL, Box(1, 10, 10, 90, 40), "ĐẾN số 12", 0.7),
    )
    page = Page(1, 827, 1169, 100, PageOrigin.OCR, rotation=0, confidence=0.91, marks=marks)
    blank = Page(2, 0, 0, 0, PageOrigin.FAILED)
    steps = (Step("ocr", "tesseract", "5.3", 1, (("psm", "6"),)), Step("ocr", "tesseract", "5.3", 2))
    source = Source("ab" * 32, ('a"b.pdf',), "application/pdf", 1)
    return Document(source, (page, blank), (first, second, third, fourth, last), steps=steps)


def box_of(node: etree._Element) -> tuple[float, ...]:
    x, y, width, height = (float(str(node.get(key))) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, x + width, y + height


def test_alto_holds_words_boxes_confidences_and_what_was_read(paper: Document) -> None:
    (layout,) = layouts(paper)
    root = alto_of(paper, layout)
    page = root.find(f".//{ALTO}Page")
    assert page is not None
    assert (page.get("WIDTH"), page.get("HEIGHT"), page.get("PC")) == ("827", "1169", "0.9100")
    strings = root.findall(f".//{ALTO}String")
    assert [one.get("CONTENT") for one in strings][:5] == ["Kế", "hoạch", "năm", "dòng", "hai"]
    word = paper.lines[0].words[1].box
    assert box_of(strings[1]) == pytest.approx((word.x0, word.y0, word.x1, word.y1), abs=0.11)
    assert [one.text for one in strings[1]] == ["hoach"]
    assert (strings[1].get("WC"), strings[2].get("WC"), len(strings[2])) == ("0.8000", "0.9000", 0)


def test_alto_nests_tables_marks_and_furniture(paper: Document) -> None:
    (layout,) = layouts(paper)
    root = alto_of(paper, layout)
    table = root.find(f".//{ALTO}ComposedBlock[@TYPE='table']")
    assert table is not None
    assert len(table.findall(f"{ALTO}TextBlock")) == 2
    assert [one.get("TYPE") for one in root.iter(f"{ALTO}Illustration")] == ["seal"]
    tagged = {one.get("TAGREFS") for one in root.iter(f"{ALTO}TextBlock")}
    assert {"FURNITURE", "MARK_ARRIVAL"} <= tagged
    known = {one.get("ID") for one in root.iter(f"{ALTO}LayoutTag")}
    assert tagged - {None} <= known


PLACE = {"HPOS", "VPOS", "WIDTH", "HEIGHT"}
CONTENT: dict[str, tuple[list[str], set[str], set[str]]] = {
    "alto": (["Description", "Tags", "Layout"], set(), {"SCHEMAVERSION"}),
    "Description": (["MeasurementUnit", "sourceImageInformation", "Processing*"], set(), set()),
    "MeasurementUnit": ([], set(), set()),
    "sourceImageInformation": (["fileName", "fileIdentifier"], set(), set()),
    "fileName": ([], set(), set()),
    "fileIdentifier": ([], set(), set()),
    "Processing": (
        ["processingCategory", "processingStepDescription", "processingStepSettings", "processingSoftware"],
        {"ID"}, set(),
    ),
    "processingCategory": ([], set(), set()),
    "processingStepDescription": ([], set(), set()),
    "processingStepSettings": ([], set(), set()),
    "processingSoftware": (["softwareName", "softwareVersion"], set(), set()),
    "softwareName": ([], set(), set()),
    "softwareVersion": ([], set(), set()),
    "Tags": (["LayoutTag*"], set(), set()),
    "LayoutTag": ([], {"ID", "LABEL"}, {"DESCRIPTION"}),
    "Layout": (["Page"], set(), set()),
    "Page": (["PrintSpace"], {"ID", "PHYSICAL_IMG_NR"}, {"WIDTH", "HEIGHT", "PC", "ROTATION", "LANG"}),
    "PrintSpace": (["TextBlock|ComposedBlock|Illustration*"], set(), PLACE),
    "ComposedBlock": (["TextBlock*"], {"ID"}, {"TYPE", *PLACE}),
    "Illustration": ([], {"ID"}, {"TYPE", "TAGREFS", *PLACE}),
    "TextBlock": (["TextLine*"], {"ID"}, {"TAGREFS", "ROTATION", "LANG", *PLACE}),
    "SP": ([], set(), set()),
    "String": (["ALTERNATIVE"], {"CONTENT"}, {"ID", "WC", *PLACE}),
    "ALTERNATIVE": ([], set(), {"PURPOSE"}),
}  # fmt: skip
"""Of each element that we write: its children in the order of the schema (* any number), what it must and may say."""


def local(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


def test_alto_is_built_as_the_schema_orders_it(paper: Document) -> None:
    """Not a validation: no installed package carries the schema, with which `CONTENT` was compared by reading it."""
    (layout,) = layouts(paper)
    root = alto_of(paper, layout)
    assert root.get("SCHEMAVERSION") == "4.4"
    for node in root.iter():
        name = local(node)
        if name == "TextLine":  # (String, SP?)+
            assert re.fullmatch("(String (SP )?)+", "".join(f"{local(child)} " for child in node))
            assert set(map(str, node.attrib)) <= {"ID", *PLACE}
            continue
        children, required, allowed = CONTENT[name]
        pattern = "".join(f"(({one.rstrip('*')}) ){'*' if one.endswith('*') else '?'}" for one in children)
        assert re.fullmatch(pattern, "".join(f"{local(child)} " for child in node)), name
        assert required <= set(map(str, node.attrib)) <= required | allowed, name
    identifiers = [one.get("ID") for one in root.iter() if one.get("ID")]
    assert len(identifiers) == len(set(identifiers))
    step = root.find(f".//{ALTO}Processing")
    assert step is not None
    assert [child.text for child in step[:3]] == ["contentGeneration", "ocr: tesseract", "psm=6"]
    assert step.findtext(f".//{ALTO}softwareVersion") == "5.3"


def test_hocr_holds_the_same(paper: Document, tmp_path: Path) -> None:
    pages = list(layouts(paper))
    data = etree.tostring(hocr_of(paper, pages), encoding="UTF-8", doctype="<!DOCTYPE html>")
    root = etree.fromstring(data)
    page = root.find(".//div[@class='ocr_page']")
    assert page is not None
    assert str(page.get("title")).startswith('image "a\\"b.pdf"; bbox 0 0 827 1169; ppageno 0; scan_res 100 100')
    words = root.findall(".//span[@class='ocrx_word']")
    assert [one.text for one in words][:3] == ["Kế", "hoạch", "năm"]
    box = paper.lines[0].words[1].box
    expected = f'bbox {box.x0:.0f} {box.y0:.0f} {box.x1:.0f} {box.y1:.0f}; x_wconf 80; x_read "hoach"'
    assert words[1].get("title") == expected
    assert "x_read" not in str(words[2].get("title"))
    lines = root.findall(".//span[@class='ocr_line']")
    assert "".join(lines[0].itertext()).split() == ["Kế", "hoạch", "năm"]
    assert len(root.findall(".//div[@class='ocr_table']/p")) == 2
    assert [one.text for one in root.findall(".//div[@class='ocr_float']")] == [None, "ĐẾN số 12"]
    assert [one.get("content") for one in root.findall(".//meta[@name='ocr-step']")] == ["ocr: tesseract 5.3"]


def test_paragraphs_are_parted_by_gaps() -> None:
    lines = lines_of(("một", "hai", "ba"))
    moved = replace(lines[2], box=replace(lines[2].box or Box(1, 0, 0, 1, 1), y0=600, y1=620))
    near = replace(lines[1], box=replace(lines[1].box or Box(1, 0, 0, 1, 1), y0=175, y1=195))
    page = Page(1, 827, 1169, 100, PageOrigin.OCR)
    paper = Document(Source("ab" * 32, ("a.pdf",), "application/pdf", 1), (page,), (lines[0], near, moved))
    (layout,) = layouts(paper)
    assert [len(region.lines) for region in layout.regions] == [2, 1]
