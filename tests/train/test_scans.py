from __future__ import annotations

import pytest
from PIL import Image

from pipeline.train import scans


def test_words_that_the_engine_doubts_are_not_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_page(*_: object) -> list[list[tuple[str, float]]]:
        return [[("kế", 0.95), ("hoqch", 0.4)], [("năm", 0.96)]]

    monkeypatch.setattr(scans, "read_page", read_page)
    assert scans.right_lines(Image.new("L", (10, 20))) == ["kế ?", "năm"]
