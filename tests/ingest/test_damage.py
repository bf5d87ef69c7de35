"""Damage of any sort gives a page or an error of ours, never a defect."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from pipeline.errors import PipelineError
from pipeline.ingest import discover, page_count, read_source_page
from pipeline.settings import Settings
from tests.ingest.files import image_pdf, picture, text_pdf

ROUNDS = 25


def picture_bytes(kind: str, **options: str) -> bytes:
    out = io.BytesIO()
    picture(120, 160, "RGB").save(out, kind, **options)
    return out.getvalue()


def word() -> bytes:
    document = Document()
    document.add_paragraph("Kế hoạch")
    document.add_table(2, 2).cell(0, 0).text = "Nhiệm vụ"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "Kế hoạch thực hiện nhiệm vụ. " * 50)
        archive.writestr("b.png", picture_bytes("PNG"))
    return out.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "scan.pdf": lambda: image_pdf(picture(120, 160), dpi=20),
    "text.pdf": lambda: text_pdf({(90.0, 700.0): "Ủy ban nhân dân xã ban hành Kế hoạch"}),
    "a.png": lambda: picture_bytes("PNG"),
    "a.jpg": lambda: picture_bytes("JPEG"),
    "a.tif": lambda: picture_bytes("TIFF", compression="tiff_lzw"),
    "a.webp": lambda: picture_bytes("WEBP"),
    "a.docx": word,
    "a.zip": packed,
    "a.txt": lambda: "Kế hoạch thực hiện nhiệm vụ\n".encode() * 20,
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    match chance.randrange(3):
        case 0:
            return bytes(out[: chance.randrange(1, len(out))])
        case 1:
            for _ in range(chance.choice((1, 5, 50))):
                out[chance.randrange(len(out))] = chance.randrange(256)
        case _:
            at = chance.randrange(len(out))
            del out[at : at + chance.randrange(1, 500)]
    return bytes(out)


@pytest.mark.parametrize("name", list(MADE))
def test_damage_is_never_a_defect(tmp_path: Path, name: str) -> None:
    whole = MADE[name]()
    settings = Settings.model_validate({"ingest": {"render_dpi": 72}})
    outcomes = set()
    for round_number in range(ROUNDS):
        chance = random.Random(f"{name} {round_number}")
        path = tmp_path / f"{round_number}" / name
        path.parent.mkdir()
        path.write_bytes(damaged(whole, chance))
        found = discover([path], settings, path.parent / "spool")
        outcomes |= {type(skip.error).__name__ for skip in found.skipped if skip.error}
        for item in found.items:
            try:
                for number in range(1, page_count(item, settings) + 1):
                    read_source_page(item, number, settings)
                outcomes.add("read")
            except PipelineError as error:
                assert item.name in error.message.vi
                assert item.name in error.message.en
                outcomes.add(type(error).__name__)
    assert outcomes
