"""The library in process: it reads, keeps quiet, keeps to its time, and says what is missing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import MissingProgramError, OcrError
from pipeline.ocr import TesseractLibrary, TesseractProgram, View
from pipeline.raster import Raster
from pipeline.settings import Ocr
from tests.ocr.tesseract.printing import printed

TEXT = "Ủy ban nhân dân quận lập kế hoạch"
PAGE = Raster(np.full((60, 200), 255, np.uint8), 150)


@pytest.mark.slow
@pytest.mark.parametrize("view", list(View))
def test_a_printed_line_is_read_with_its_place(view: View) -> None:
    words = TesseractLibrary("vie").words(printed(TEXT), Ocr(), page=3, view=view)
    assert " ".join(word.text for word in words) == TEXT
    assert min(word.confidence for word in words) > 0.8
    assert {word.box.page for word in words} == {3}
    assert words[0].box.x0 == pytest.approx(60, abs=5)


def test_nothing_is_read_and_nothing_said_on_an_empty_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert TesseractLibrary("vie").words(PAGE, Ocr()) == ()
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_a_reading_does_not_depend_on_those_before_it() -> None:
    engine = TesseractLibrary("vie")
    first = engine.words(printed(TEXT), Ocr())
    engine.words(printed("thời hạn hoàn thành: 31/12/2024", lines=3), Ocr(), view=View.BLOCK)
    assert engine.words(printed(TEXT), Ocr()) == first


@pytest.mark.slow
def test_threads_wait_for_one_another() -> None:
    engine = TesseractLibrary("vie")
    texts = ["kế hoạch", "báo cáo", "quyết định", "thông báo"]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: engine.words(printed(text), Ocr()), texts))
    assert [" ".join(word.text for word in words) for words in found] == texts


@pytest.mark.slow
def test_a_page_that_takes_too_long_is_an_error_and_the_next_is_read() -> None:
    engine = TesseractLibrary("vie")
    with pytest.raises(OcrError, match=r"Trang 7: nhận dạng chữ quá 0\.001 giây"):
        engine.words(printed(TEXT, lines=30), Ocr(page_seconds=0.001), page=7)
    assert engine.words(printed(TEXT), Ocr())


def test_missing_data_says_what_to_install(tmp_path: Path) -> None:
    for engine in (TesseractLibrary("xxz"), TesseractLibrary("vie", tmp_path)):
        with pytest.raises(MissingProgramError, match="apt-get install tesseract-ocr-"):
            engine.words(PAGE, Ocr())
        with pytest.raises(MissingProgramError, match="apt-get install tesseract-ocr-"):
            _ = engine.version


def test_broken_data_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"nothing of the kind")
    with pytest.raises(MissingProgramError, match="tesseract-ocr-vie"):
        TesseractLibrary("vie", tmp_path).words(PAGE, Ocr())


def test_version_names_library_and_data() -> None:
    version, data = TesseractLibrary("vie").version.split(" ")
    assert version[0].isdigit()
    assert data == TesseractProgram("vie").version.split(" ")[1]
