"""hOCR: one HTML file per document, with the place of each page, block, line and word in the titles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree
from lxml.builder import E

from pipeline.export.collection import Collection
from pipeline.export.placing import PlacedWord
from pipeline.export.regions import PageLayout, PlacedLine, Region, layouts, xml_text
from pipeline.export.whole import made_folder, whole_file
from pipeline.model import Box, Document, Mark
from pipeline.record import from_record
from pipeline.version import __version__

_CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocr_table ocr_header ocr_float"


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.hocr for each document that has page images; return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    written = []
    out = made_folder(out)
    for name, record in collection.records():
        document = from_record(record)
        pages = list(layouts(document))
        if not pages:
            continue
        path = out / f"{name}.hocr"
        with whole_file(path) as part:
            part.write_bytes(etree.tostring(hocr_of(document, pages), encoding="UTF-8", doctype="<!DOCTYPE html>"))
        written.append(path)
    return written


def hocr_of(document: Document, pages: Sequence[PageLayout]) -> etree._Element:
    """Return the hOCR of a document.

    The text is the corrected one; where the engine read something else, the word's title has `x_read "..."`.
    """
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(xml_text(document.header.title or document.source.name)),
        E.meta(name="ocr-system", content=f"sohoa {__version__}"),
        E.meta(name="ocr-capabilities", content=_CAPABILITIES),
        E.meta(name="ocr-number-of-pages", content=str(len(pages))),
        *(E.meta(name="ocr-step", content=xml_text(said)) for said in _steps(document)),
    )
    return E.html(head, E.body(*(_page(document, layout) for layout in pages)), lang="vi")


def _steps(document: Document) -> list[str]:
    """Return each step that was done, once, with its version."""
    said = (" ".join(filter(None, (f"{step.stage}: {step.name}", step.version))) for step in document.steps)
    return list(dict.fromkeys(said))


def _page(document: Document, layout: PageLayout) -> etree._Element:
    page = layout.page
    title = (
        f'image "{_quoted(document.source.name)}"; bbox 0 0 {page.width} {page.height}; ppageno {page.number - 1}; '
        f"scan_res {page.dpi} {page.dpi}; x_source sha256:{document.source.sha256}"
    )
    if page.rotation:
        title += f"; textangle {page.rotation}"  # 90: read upwards
    return E.div(
        *(_region(region) for region in layout.regions),
        *(_mark(mark, mark.box) for mark in layout.marks if mark.box is not None),
        {"class": "ocr_page", "id": f"page_{page.number}", "title": title},
    )


def _region(region: Region) -> etree._Element:
    if region.kind == "table":
        inner = [_paragraph(lines) for lines in region.cells()]
        return E.div(*inner, {"class": "ocr_table", "title": _box(region.box)})
    kind = "ocr_header" if region.kind == "furniture" else "ocr_carea"
    return E.div(_paragraph(region.lines), {"class": kind, "title": _box(region.box)})


def _paragraph(lines: Sequence[PlacedLine]) -> etree._Element:
    return E.p(*(_line(one) for one in lines), {"class": "ocr_par", "lang": "vi"})


def _line(placed: PlacedLine) -> etree._Element:
    line = E.span({"class": "ocr_line", "title": f"{_box(placed.box)}; x_wconf {_percent(placed.line.confidence)}"})
    for word in placed.words:
        shown = _word(word)
        shown.tail = " " if word is not placed.words[-1] else "\n"
        line.append(shown)
    line.tail = "\n"
    return line


def _word(word: PlacedWord) -> etree._Element:
    title = f"{_box(word.box)}; x_wconf {_percent(word.confidence)}"
    if word.read != word.text:
        title += f'; x_read "{_quoted(word.read)}"'
    return E.span(xml_text(word.text), {"class": "ocrx_word", "title": title})


def _mark(mark: Mark, box: Box) -> etree._Element:
    title = f"{_box(box)}; x_mark {mark.kind.value}; x_wconf {_percent(mark.confidence)}"
    return E.div(xml_text(mark.text), {"class": "ocr_float", "title": title})


def _box(box: Box) -> str:
    return f"bbox {box.x0:.0f} {box.y0:.0f} {box.x1:.0f} {box.y1:.0f}"


def _percent(confidence: float) -> str:
    return f"{100 * confidence:.0f}"


def _quoted(text: str) -> str:
    return xml_text(text).replace("\\", "\\\\").replace('"', '\\"')
