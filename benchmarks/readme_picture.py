"""Draws docs/images/evidence.jpg: a sample scan with its evidence highlighted, beside the record.

python -m benchmarks.readme_picture
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipeline.export.picture import COLOURS, draw_evidence
from pipeline.model import Document
from pipeline.resources import samples_folder
from pipeline.run import run_batch
from pipeline.settings import load_settings
from pipeline.store import Workspace
from pipeline.wording import ROLE

SCAN = samples_folder() / "ke-hoach-phuong-ben-nhac.pdf"
OUT = Path(__file__).parent.parent / "docs" / "images" / "evidence.jpg"
HEIGHT, PANEL, MARGIN, LINE = 1150, 800, 24, 25
TITLES = {"document": "Văn bản", "sections": "Mục", "references": "Căn cứ", "obligations": "Việc phải làm"}


def main() -> None:
    """Import the sample, draw its first page and its record side by side."""
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "kho") as workspace:
        run_batch([SCAN], workspace, load_settings())
        (summary,) = workspace.documents()
        document = workspace.get(summary.id).document
        view = workspace.page_images.path(document.source.sha256, 1)
        if view is None:
            raise SystemExit("no page image")
        page = draw_evidence(Image.open(view), document, 1)
    page = page.resize((round(page.width * HEIGHT / page.height), HEIGHT), Image.Resampling.LANCZOS)
    out = Image.new("RGB", (page.width + PANEL, HEIGHT), "white")
    out.paste(page, (0, 0))
    _write(ImageDraw.Draw(out), document, page.width + MARGIN)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    out.save(OUT, quality=82, optimize=True)


def _write(pen: ImageDraw.ImageDraw, document: Document, left: int) -> None:
    plain, bold = ImageFont.truetype("DejaVuSans.ttf", 16), ImageFont.truetype("DejaVuSans-Bold.ttf", 17)
    y = MARGIN
    for kind, rows in _rows(document):
        pen.rectangle((left, y + 3, left + 14, y + 17), fill=COLOURS[kind])
        pen.text((left + 24, y), TITLES[kind], fill="black", font=bold)
        y += LINE + 4
        for row in rows:
            pen.text((left + 24, y), _fit(row, plain), fill=(40, 40, 40), font=plain)
            y += LINE
        y += LINE // 2


def _fit(text: str, font: ImageFont.FreeTypeFont) -> str:
    width = PANEL - 3 * MARGIN
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text.rsplit(" ", 1)[0]
    return text + "…"


def _rows(document: Document) -> Iterator[tuple[str, list[str]]]:
    header = document.header
    date = "/".join(reversed((header.date or "").split("-")))
    yield "document", [f"{header.doc_type} {header.number_symbol}, {date}", header.issuer or "", header.title or ""]
    yield "sections", [f"{one.path}  {one.heading}" for one in document.sections if one.evidence.page == 1][:9]
    yield (
        "references",
        [
            f"{one.id}  {'/'.join(reversed((one.date or '').split('-')))}  {one.issuer or ''}"
            for one in document.references
        ][:4],
    )
    duties: list[str] = []
    for one in document.obligations[:7]:
        when = one.deadline or one.frequency
        duties += [f"{one.actor} ({ROLE[one.role].vi})" + (f" — hạn: {when}" if when else ""), f"    {one.action}"]
    yield "obligations", duties


if __name__ == "__main__":
    main()
