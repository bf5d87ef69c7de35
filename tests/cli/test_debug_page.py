"""`sohoa debug-page`: the steps of reading a page as pictures and one report."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.cli import debug_html, main
from pipeline.message import Message
from pipeline.model import Box, Line, Mark, MarkKind, Page, PageOrigin, PageReading, Problem, Step
from tests.clean.drawing import slanted, text_page


def save(path: Path, pixels: np.ndarray) -> Path:
    Image.fromarray(pixels).save(path, dpi=(150, 150))
    return path


@pytest.mark.slow
def test_each_step_is_a_picture_and_stands_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = save(tmp_path / "a <b>.png", slanted(text_page(lines=5), 1.4))
    assert main(["debug-page", str(scan), "1", "-o", str(tmp_path / "out")]) == 0
    index = tmp_path / "out" / "index.html"
    assert capsys.readouterr().out.strip() == str(index)
    report = index.read_text("utf-8")
    pictures = sorted(file.name for file in (tmp_path / "out").glob("*.jpg"))
    assert pictures[0] == "00-original.jpg"
    assert [name.split("-", 1)[1] for name in pictures[1:]] == [
        "deskew-scale.jpg",
        "rules.jpg",
        "words.jpg",
        "lines.jpg",
        "marks.jpg",
    ]
    assert report.count("data:image/jpeg;base64,") == len(pictures)
    assert "degrees = 1.4" in report
    assert "Nắn nghiêng" in report
    assert "a &lt;b&gt;.png" in report
    assert "<b>.png" not in report
    words = np.asarray(Image.open(tmp_path / "out" / "03-words.jpg").convert("RGB")).astype(int)
    assert ((words[..., 1] - words[..., 0]) > 60).any(), "sure words are framed in green"


def test_mistakes_have_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blank = save(tmp_path / "blank.png", np.full((400, 300), 255, np.uint8))
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4 cut off")
    (tmp_path / "file").write_text("in the way")
    for arguments, code, said in (
        (["missing.pdf", "1"], 2, "missing.pdf"),
        ([str(blank), "0"], 2, "không có trang 0"),
        ([str(blank), "2"], 2, "không có trang 2"),
        ([str(blank), "first"], 2, "integer"),
        (["cut.pdf", "1"], 4, "cut.pdf"),
        ([str(blank), "1", "-o", str(tmp_path / "file" / "out")], 2, "-o"),
    ):
        assert main(["debug-page", *arguments]) == code, arguments
        heard = capsys.readouterr()
        assert said in heard.err
        assert "Traceback" not in heard.err
    assert not (tmp_path / "sohoa-debug").exists()


def test_a_blank_page_has_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "blank.png", np.full((400, 300), 255, np.uint8))
    assert main(["debug-page", "blank.png", "1"]) == 0
    report = (tmp_path / "sohoa-debug" / "blank-1" / "index.html").read_text("utf-8")
    assert "Trang trắng" in report


def test_text_of_the_page_is_escaped() -> None:
    evil = "<script>alert('x')</script>&"
    reading = PageReading(
        Page(1, 10, 10, 100, PageOrigin.OCR, marks=(Mark(MarkKind.CAPTION, Box(1, 0, 0, 1, 1), evil),)),
        (Line(1, evil, evil),),
        (Problem("code", Message(evil, evil), page=1),),
        (Step("clean", evil, settings=(("key", evil),)),),
    )
    jpeg = io.BytesIO()
    Image.new("L", (4, 4)).save(jpeg, "JPEG")
    shown = [debug_html.Shown("a.jpg", Message(evil, evil), evil, jpeg.getvalue())]
    report = debug_html.page(evil, shown, reading)
    assert "<script" not in report
    assert report.count("&lt;script&gt;") >= 6
    assert not re.search(r'(?:src|href)="(?!data:)', report), "nothing is loaded from elsewhere"
