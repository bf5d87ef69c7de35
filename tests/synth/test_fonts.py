from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from pipeline.errors import MissingProgramError, UsageError
from pipeline.language import VIETNAMESE_LETTERS
from pipeline.synth import fonts


@pytest.mark.parametrize("name", fonts.available())
def test_a_family_has_every_vietnamese_letter_in_all_faces(name: str) -> None:
    family = fonts.family(name)
    letters = "".join(VIETNAMESE_LETTERS)
    assert family.missing(letters + letters.upper()) == ""
    assert len({path.name for path in family.files}) == (1 if name == "typewriter" else 4)


def test_at_least_one_family_is_installed() -> None:
    assert "tinos" in fonts.available()


def test_a_missing_letter_is_named() -> None:
    family = fonts.family("tinos")
    assert family.missing("Kế hoạch 漢字") == "字漢"
    with pytest.raises(UsageError, match="漢"):
        family.require("漢")


def test_a_missing_family_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FONT_FOLDERS", (Path("/nowhere"),))
    fonts.family.cache_clear()
    fonts._find.cache_clear()
    try:
        with pytest.raises(MissingProgramError, match="fonts-croscore"):
            fonts.family("tinos")
        assert fonts.available() == ()
    finally:
        fonts.family.cache_clear()
        fonts._find.cache_clear()


def test_faces_differ() -> None:
    family = fonts.family("tinos")
    regular, bold = family.font(20), family.font(20, bold=True)
    assert isinstance(regular, ImageFont.FreeTypeFont)
    assert regular.getname() != bold.getname()
