from __future__ import annotations

from PIL import Image

from pipeline.export.picture import COLOURS, draw_evidence
from pipeline.model import Box, Document, Evidence, Page, PageOrigin, Reference, Source


def document(rotation: int = 0) -> Document:
    evidence = Evidence(0, 5, 1, 1, (Box(1, 100, 200, 300, 240),), "test", 1.0)
    reference = Reference("số 1/KH-UBND", "Kế hoạch", "1/KH-UBND", None, None, "dan_chieu", evidence)
    page = Page(1, 400, 800, 100, PageOrigin.OCR, rotation=rotation)
    return Document(Source("0" * 64, ("a.pdf",), "application/pdf", 1), pages=(page,), references=(reference,))


def test_a_box_is_tinted_at_its_place_at_any_scale() -> None:
    drawn = draw_evidence(Image.new("L", (200, 400), 255), document(), 1)
    assert drawn.size == (200, 400)
    assert drawn.getpixel((100, 110)) != (255, 255, 255)
    assert drawn.getpixel((10, 10)) == (255, 255, 255)
    edge = drawn.getpixel((50, 110))
    assert isinstance(edge, tuple)
    assert all(abs(a - b) < 60 for a, b in zip(edge, COLOURS["references"], strict=True))


def test_a_sideways_page_is_shown_upright() -> None:
    assert draw_evidence(Image.new("RGB", (200, 400), "white"), document(rotation=90), 1).size == (400, 200)
