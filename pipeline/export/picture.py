"""A page image with the evidence of a document's facts drawn over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw

from pipeline.model import Box, Document, Page

COLOURS = {
    "document": (126, 87, 194),
    "sections": (30, 136, 229),
    "references": (67, 160, 71),
    "obligations": (251, 140, 0),
}
"""Red, green, blue of each kind of fact."""

_FILL, _EDGE = 56, 220  # opacity of 255
_MARGIN_INCHES = 0.4


def draw_evidence(view: Image.Image, document: Document, number: int) -> Image.Image:
    """Return page `number` (from 1) upright, in colour, with a tinted box over each fact's evidence.

    Args:
        view: the page image, unrotated, at any scale.
        document: whose facts are drawn; boxes are in pixels of the unrotated page image.
        number: the page, as the file counts it (a document that was split off does not begin with page 1).
    """
    page = next(page for page in document.pages if page.number == number)
    out = view.convert("RGBA")
    scale_x, scale_y = out.width / max(1, page.width), out.height / max(1, page.height)
    layer = Image.new("RGBA", out.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for kind, box in _boxes(document):
        if box.page == number:
            corners = (box.x0 * scale_x, box.y0 * scale_y, box.x1 * scale_x, box.y1 * scale_y)
            pen.rectangle(corners, fill=(*COLOURS[kind], _FILL), outline=(*COLOURS[kind], _EDGE))
    return upright(Image.alpha_composite(out, layer).convert("RGB"), page)


def crop_around(view: Image.Image, page: Page, boxes: Sequence[Box]) -> Image.Image:
    """Return the strip of page `page` around `boxes`, upright, as wide as the page, the boxes outlined.

    Without boxes on the page it is the whole page.

    Args:
        view: the page image, unrotated, at any scale.
        page: the page; boxes are in its pixels.
        boxes: what is to be looked at.
    """
    own = [box for box in boxes if box.page == page.number]
    out = view.convert("RGB")
    if not own:
        return upright(out, page)
    scale_x, scale_y = out.width / max(1, page.width), out.height / max(1, page.height)
    pen = ImageDraw.Draw(out)
    corners = [(box.x0 * scale_x, box.y0 * scale_y, box.x1 * scale_x, box.y1 * scale_y) for box in own]
    for x0, y0, x1, y1 in corners:
        pen.rectangle((x0 - 2, y0 - 2, x1 + 2, y1 + 2), outline=COLOURS["obligations"], width=2)
    margin = round(_MARGIN_INCHES * max(page.dpi, 1) * scale_y)
    if page.rotation % 180:  # lines run down the stored image
        left, right = min(corner[0] for corner in corners), max(corner[2] for corner in corners)
        strip = (max(0, round(left) - margin), 0, min(out.width, round(right) + margin), out.height)
    else:
        top, bottom = min(corner[1] for corner in corners), max(corner[3] for corner in corners)
        strip = (0, max(0, round(top) - margin), out.width, min(out.height, round(bottom) + margin))
    return upright(out.crop(strip), page)


def upright(view: Image.Image, page: Page) -> Image.Image:
    """Return the page image turned upright."""
    return view.rotate(-page.rotation, expand=True) if page.rotation else view


def _boxes(document: Document) -> Iterator[tuple[str, Box]]:
    for _, evidence in document.header.evidence:
        yield from (("document", box) for box in evidence.boxes or ())
    for kind, facts in (
        ("sections", document.sections),
        ("references", document.references),
        ("obligations", document.obligations),
    ):
        for fact in facts:
            yield from ((kind, box) for box in fact.evidence.boxes or ())
