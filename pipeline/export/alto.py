"""ALTO 4.4 (Analyzed Layout and Text Object): one XML file per page, with each word's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from lxml import etree

from pipeline.export.collection import Collection
from pipeline.export.placing import PlacedWord
from pipeline.export.regions import PageLayout, PlacedLine, Region, layouts, xml_text
from pipeline.export.whole import made_folder, whole_file
from pipeline.model import Box, Document, Mark, MarkKind, Page
from pipeline.reading import union
from pipeline.record import from_record

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA_VERSION = "4.4"
_CATEGORIES = {
    "ingest": "preOperation",
    "clean": "preOperation",
    "ocr": "contentGeneration",
    "restore": "contentModification",
}
_PICTURES = frozenset({MarkKind.SEAL, MarkKind.HALF_SEAL, MarkKind.SIGNATURE, MarkKind.CODE, MarkKind.HANDWRITING})


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>-<page>.alto.xml for each page that has an image; return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    written = []
    out = made_folder(out)
    for name, record in collection.records():
        document = from_record(record)
        for layout in layouts(document):
            path = out / f"{name}-{layout.page.number:04d}.alto.xml"
            tree = etree.ElementTree(alto_of(document, layout))
            with whole_file(path) as part:
                tree.write(str(part), encoding="UTF-8", xml_declaration=True, pretty_print=True)
            written.append(path)
    return written


def alto_of(document: Document, layout: PageLayout) -> etree._Element:
    """Return the ALTO document of one page.

    `CONTENT` is the corrected text; where the engine read something else, that stands below it as ALTERNATIVE.
    """
    root = etree.Element(_name("alto"), nsmap={None: NAMESPACE}, SCHEMAVERSION=SCHEMA_VERSION)
    page = layout.page
    _describe(root, document, page)
    tags = _add(root, "Tags")
    _add(tags, "LayoutTag", ID="FURNITURE", LABEL="furniture", DESCRIPTION="repeated on each page")
    for kind in dict.fromkeys(mark.kind for mark in layout.marks):
        _add(tags, "LayoutTag", ID=_tag(kind), LABEL=kind.value)
    size = {"WIDTH": str(page.width), "HEIGHT": str(page.height)}
    shown = _add(
        _add(root, "Layout"), "Page", ID=f"P{page.number}", PHYSICAL_IMG_NR=str(page.number), **size,
        PC=_share(page.confidence), ROTATION=str(page.rotation) if page.rotation else None, LANG="vi",
    )  # fmt: skip
    space = _add(shown, "PrintSpace", HPOS="0", VPOS="0", **size)
    numbers = count(1)
    for region in layout.regions:
        _add_region(space, region, page, numbers)
    for mark in layout.marks:
        _add_mark(space, mark, numbers)
    return root


def _describe(root: etree._Element, document: Document, page: Page) -> None:
    """Say what the file is and, as processing steps, which engines and versions made it."""
    description = _add(root, "Description")
    _add(description, "MeasurementUnit").text = "pixel"
    source = _add(description, "sourceImageInformation")
    _add(source, "fileName").text = xml_text(document.source.name)
    _add(source, "fileIdentifier").text = f"sha256:{document.source.sha256}"
    steps = [step for step in document.steps if step.page in (None, page.number)]
    for number, step in enumerate(steps, start=1):
        processing = _add(description, "Processing", ID=f"STEP{number}")
        _add(processing, "processingCategory").text = _CATEGORIES.get(step.stage, "other")
        _add(processing, "processingStepDescription").text = f"{step.stage}: {step.name}"
        if step.settings:
            said = "; ".join(f"{key}={value}" for key, value in step.settings)
            _add(processing, "processingStepSettings").text = xml_text(said)
        software = _add(processing, "processingSoftware")
        _add(software, "softwareName").text = step.name
        if step.version:
            _add(software, "softwareVersion").text = step.version


def _add_region(space: etree._Element, region: Region, page: Page, numbers: Iterator[int]) -> None:
    """Add a region; a table is a block of blocks, one for each cell."""
    if region.kind != "table":
        _add_block(space, region.lines, page, numbers, "FURNITURE" if region.kind == "furniture" else None)
        return
    table = _add(space, "ComposedBlock", ID=f"B{next(numbers)}", TYPE="table", **_place(region.box))
    for lines in region.cells():
        _add_block(table, lines, page, numbers, None)


def _add_block(
    parent: etree._Element, lines: Sequence[PlacedLine], page: Page, numbers: Iterator[int], tag: str | None
) -> None:
    box = union([one.box for one in lines])
    turn = str(page.rotation) if page.rotation else None
    block = _add(parent, "TextBlock", ID=f"B{next(numbers)}", TAGREFS=tag, **_place(box), ROTATION=turn, LANG="vi")
    for one in lines:
        line = _add(block, "TextLine", ID=f"L{next(numbers)}", **_place(one.box))
        for index, word in enumerate(one.words):
            if index:
                _add(line, "SP")
            _add_word(line, word, numbers)


def _add_word(line: etree._Element, word: PlacedWord, numbers: Iterator[int]) -> None:
    sure = _share(word.confidence)
    string = _add(line, "String", ID=f"S{next(numbers)}", **_place(word.box), CONTENT=word.text, WC=sure)
    if word.read != word.text:
        _add(string, "ALTERNATIVE", PURPOSE="ocr").text = xml_text(word.read)


def _add_mark(space: etree._Element, mark: Mark, numbers: Iterator[int]) -> None:
    """Add what stands beside the text: what says something as text, seals and the like as illustrations."""
    if mark.box is None:
        return
    place = {"ID": f"B{next(numbers)}", "TAGREFS": _tag(mark.kind), **_place(mark.box)}
    if mark.kind in _PICTURES or not mark.text:
        _add(space, "Illustration", TYPE=mark.kind.value, **place)
        return
    line = _add(_add(space, "TextBlock", **place), "TextLine", ID=f"L{next(numbers)}", **_place(mark.box))
    _add_word(line, PlacedWord(mark.text, mark.text, mark.box, mark.confidence), numbers)


def _tag(kind: MarkKind) -> str:
    return f"MARK_{kind.value.upper()}"


def _place(box: Box) -> dict[str, str]:
    return {
        "HPOS": f"{box.x0:g}", "VPOS": f"{box.y0:g}", "WIDTH": f"{round(box.x1 - box.x0, 1):g}",
        "HEIGHT": f"{round(box.y1 - box.y0, 1):g}",
    }  # fmt: skip


def _share(value: float) -> str:
    return f"{value:.4f}"


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _add(parent: etree._Element, tag: str, **attributes: str | None) -> etree._Element:
    child = etree.SubElement(parent, _name(tag))
    for key, value in attributes.items():
        if value is not None:
            child.set(key, xml_text(value))
    return child
