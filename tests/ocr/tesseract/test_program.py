"""The program when it works, and when it crashes, hangs, talks nonsense or is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import MissingProgramError, OcrError
from pipeline.ocr import TesseractProgram, View, orientation
from pipeline.ocr.tesseract import as_pgm
from pipeline.raster import Raster
from pipeline.settings import Ocr
from tests.ocr.tesseract.printing import printed

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
PAGE = Raster(np.full((60, 200), 255, np.uint8), 150)


def program(tmp_path: Path, body: str) -> str:
    """Return the path of a program that stands in for tesseract."""
    file = tmp_path / "tesseract"
    file.write_text(f"#!/bin/sh\ncat > /dev/null\n{body}\n", "utf-8")
    file.chmod(0o755)
    return str(file)


def test_words_are_read_from_the_table(tmp_path: Path) -> None:
    (tmp_path / "out.tsv").write_text(
        HEADER
        + "4\t1\t1\t1\t1\t0\t9\t9\t90\t20\t-1\t\n"
        + "5\t1\t1\t1\t1\t1\t10\t12\t30\t18\t96.5\tKế\n"
        + '5\t1\t1\t1\t1\t2\t50\t12\t40\t18\t41\t"hoạch\n'
        + "5\t1\t1\t1\t1\t3\t95\t12\t4\t18\t95\t \n",
        "utf-8",
    )
    words = TesseractProgram("vie", program(tmp_path, f"cat {tmp_path}/out.tsv")).words(PAGE, Ocr(), page=4)
    assert [(word.text, word.confidence) for word in words] == [("Kế", 0.965), ('"hoạch', 0.41)]
    assert (words[0].box.page, words[0].box.x0, words[0].box.x1, words[0].box.y1) == (4, 10, 40, 30)


def test_eth_is_read_as_the_vietnamese_letter(tmp_path: Path) -> None:
    (tmp_path / "out.tsv").write_text(HEADER + "5\t1\t1\t1\t1\t1\t1\t1\t9\t9\t90\tQ\u00d0-UBND\n", "utf-8")
    (word,) = TesseractProgram("vie", program(tmp_path, f"cat {tmp_path}/out.tsv")).words(PAGE, Ocr())
    assert word.text == "QĐ-UBND"


def test_a_crash_names_the_page_and_what_the_program_said(tmp_path: Path) -> None:
    engine = TesseractProgram("vie", program(tmp_path, "echo 'first'; echo 'Segmentation fault' >&2; exit 139"))
    with pytest.raises(OcrError) as caught:
        engine.words(PAGE, Ocr(), page=7)
    assert "Trang 7" in caught.value.message.vi
    assert "Segmentation fault" in caught.value.message.en


def test_a_hang_ends_at_the_time_limit(tmp_path: Path) -> None:
    with pytest.raises(OcrError, match=r"0\.3"):
        TesseractProgram("vie", program(tmp_path, "exec sleep 20")).words(PAGE, Ocr(page_seconds=0.3))


@pytest.mark.parametrize(
    "body",
    [
        "printf 'no table at all'",
        "printf ''",
        r"printf '\377\376\300'",
        f"printf '{HEADER.strip()}'; printf '\\n5\\t1\\t1\\t1\\t1\\t1\\tx\\t1\\t1\\t1\\t90\\tab\\n'",
        f"printf '{HEADER.strip()}'; printf '\\n5\\t1\\n'",
    ],
    ids=["prose", "nothing", "bytes", "letters for numbers", "short row"],
)
def test_garbage_is_an_error_not_a_reading(tmp_path: Path, body: str) -> None:
    with pytest.raises(OcrError):
        TesseractProgram("vie", program(tmp_path, body)).words(PAGE, Ocr())


def test_the_folder_of_the_data_is_handed_on(tmp_path: Path) -> None:
    (tmp_path / "out.tsv").write_text(HEADER, "utf-8")
    stand_in = program(tmp_path, f'echo "$@" > {tmp_path}/asked; cat {tmp_path}/out.tsv')
    TesseractProgram("vie", stand_in, tmp_path).words(PAGE, Ocr())
    assert f"--tessdata-dir {tmp_path}" in (tmp_path / "asked").read_text("utf-8")
    TesseractProgram("vie", stand_in).words(PAGE, Ocr())
    assert "--tessdata-dir" not in (tmp_path / "asked").read_text("utf-8")


def test_a_missing_program_says_what_to_install(tmp_path: Path) -> None:
    engine = TesseractProgram("vie", str(tmp_path / "nowhere"))
    with pytest.raises(MissingProgramError, match="apt-get install tesseract-ocr"):
        engine.words(PAGE, Ocr())
    with pytest.raises(MissingProgramError, match="apt-get install tesseract-ocr"):
        _ = engine.version


def test_a_missing_language_says_what_to_install(tmp_path: Path) -> None:
    body = (
        'echo "Error opening data file vie.traineddata" >&2; echo "Tesseract couldn\'t load any languages!" >&2; exit 1'
    )
    with pytest.raises(MissingProgramError, match="tesseract-ocr-vie"):
        TesseractProgram("vie", program(tmp_path, body)).words(PAGE, Ocr())


def test_version_of_a_language_that_is_not_there() -> None:
    with pytest.raises(MissingProgramError, match="tesseract-ocr-xxz"):
        _ = TesseractProgram("xxz").version


def test_version_names_program_and_data() -> None:
    program_version, data = TesseractProgram("vie").version.split(" ")
    assert program_version[0].isdigit()
    assert data.startswith("vie:")
    assert len(data) == len("vie:") + 8


def test_pgm_holds_the_pixels() -> None:
    assert as_pgm(Raster(np.arange(6, dtype=np.uint8).reshape(2, 3), 300)) == b"P5 3 2 255\n\x00\x01\x02\x03\x04\x05"


@pytest.mark.slow
def test_a_printed_line_is_read() -> None:
    words = TesseractProgram("vie").words(printed("Ủy ban nhân dân quận lập kế hoạch"), Ocr(), view=View.LINE)
    assert " ".join(word.text for word in words) == "Ủy ban nhân dân quận lập kế hoạch"
    assert min(word.confidence for word in words) > 0.8


@pytest.mark.slow
def test_orientation_of_a_page() -> None:
    upright = printed("Ủy ban nhân dân quận lập kế hoạch thực hiện năm nay", lines=14)
    turned = Raster(np.ascontiguousarray(np.rot90(upright.pixels, 2)), upright.dpi)
    assert orientation(turned) == 180
    assert orientation(PAGE) is None
