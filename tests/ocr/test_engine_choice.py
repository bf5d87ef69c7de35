"""Which engine, and which data, the settings ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ocr import TesseractLibrary, TesseractProgram, tesseract
from pipeline.settings import Ocr


def test_the_library_is_the_rule() -> None:
    assert isinstance(tesseract(Ocr()), TesseractLibrary)
    assert isinstance(tesseract(Ocr(engine="program")), TesseractProgram)


def test_the_carried_data_is_read_where_it_has_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path | None] = []
    monkeypatch.setattr("pipeline.ocr.models_folder", lambda: tmp_path)
    monkeypatch.setattr("pipeline.ocr.TesseractLibrary", lambda _, data: asked.append(data))
    (tmp_path / "tesseract").mkdir()
    (tmp_path / "tesseract" / "vie.traineddata").write_bytes(b"")
    tesseract(Ocr())
    tesseract(Ocr(language="vie+eng"))
    tesseract(Ocr(data="system"))
    assert asked == [tmp_path / "tesseract", None, None]
