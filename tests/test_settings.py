from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import Settings, load_settings

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def test_later_sources_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "sohoa.toml"
    file.write_text("[ocr]\npage_seconds = 11\nlanguage = 'eng'\n[run]\njobs = 3\n", "utf-8")
    monkeypatch.setenv("SOHOA_OCR__PAGE_SECONDS", "22")
    monkeypatch.setenv("SOHOA_WORKSPACE", "belongs to the command line")
    settings = load_settings(file, {"run": {"jobs": 5}})
    assert (settings.ocr.language, settings.ocr.page_seconds, settings.run.jobs) == ("eng", 22, 5)


@pytest.mark.parametrize("text", ["[ocr]\nno_such_thing = 1\n", "[run]\njobs = -1\n", "not toml"])
def test_a_wrong_file_is_a_usage_error_that_says_where(tmp_path: Path, text: str) -> None:
    file = tmp_path / "sohoa.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings(file)
    assert caught.value.message.vi
    assert caught.value.message.en


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing\.toml"):
        load_settings(tmp_path / "missing.toml")


def test_the_docs_name_every_setting_with_its_default() -> None:
    text = DOCS.read_text("utf-8")
    for name, branch in Settings():
        rows = (
            [(name, branch)]
            if not hasattr(branch, "model_fields_set")
            else [(f"{name}.{key}", value) for key, value in branch]
        )
        for path, value in rows:
            assert f"| `{path}` | `{value}` |" in text
