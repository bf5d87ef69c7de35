"""Masked records keep their shape, and no form of a value is left anywhere in them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.export import FORMATS, Selection, export
from pipeline.model import (
    Box,
    Document,
    Fix,
    Line,
    LineRole,
    Mark,
    MarkKind,
    Obligation,
    Page,
    PageOrigin,
    Source,
    Word,
)
from pipeline.personal import MASK, mask_document, mask_record
from pipeline.process import process_file
from pipeline.reading import compose
from pipeline.record import from_record, to_record
from pipeline.settings import load_settings
from pipeline.store import Workspace
from tests.papers import digest

PLAN = """ỦY BAN NHÂN DÂN XÃ BÌNH LƯU
Số: 12/KH-UBND
Bình Lưu, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Trồng cây năm 2024
I. TỔ CHỨC THỰC HIỆN
1. Văn phòng xã
- Chủ trì tiếp nhận cây giống, liên hệ ông Lê Văn Ẩn, sinh năm 2001, số điện thoại 0912.345.678, CCCD 079080001234 trước ngày 15/4/2024.
- Báo cáo kết quả năm 2001 trước ngày 20/4/2024.
Nơi nhận:
- Lưu: VT.
"""  # noqa: E501 - a line of paper
SECRETS = ("0912.345.678", "0912345678", "079080001234", "345.678")


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "ke-hoach.txt").write_text(PLAN, "utf-8")
    settings = load_settings(overrides={"restore": {"enabled": False}})
    (made,) = process_file(tmp_path / "ke-hoach.txt", settings)
    assert any("0912.345.678" in duty.action for duty in made.obligations), "a fact repeats the value"
    return made


def shape(value: object) -> object:
    """Return a record with the length of each text in its place."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return len(value) if isinstance(value, str) else value


def test_no_form_of_a_value_is_left_and_nothing_is_longer_or_shorter(document: Document) -> None:
    record = to_record(document)
    masked = mask_record(record)
    written = json.dumps(masked, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in written] == []
    assert shape(masked) == shape(record)
    assert masked["text"].count(MASK) == len("0912.345.678") + len("079080001234") + len("2001")
    assert "Lê Văn Ẩn" in masked["text"]
    called = replace(document, source=replace(document.source, names=("anh 079080001234.txt",)))
    assert mask_document(called).source.names == ("anh ■■■■■■■■■■■■.txt",)
    assert from_record(masked).header == document.header


def test_a_short_value_is_hidden_where_it_stands_and_not_elsewhere(document: Document) -> None:
    masked = mask_document(document)
    assert "sinh năm ■■■■" in masked.lines[7].text
    assert "kết quả năm 2001" in masked.lines[8].text
    actions = [duty.action for duty in masked.obligations]
    assert not any("sinh năm 2001" in action for action in actions)
    assert any("năm 2001" in action for action in actions)


def test_masking_again_changes_nothing(document: Document) -> None:
    masked = mask_document(document)
    assert mask_document(masked) == masked
    plain = replace(document, lines=document.lines[:6], obligations=(), source=replace(document.source, names=("a",)))
    assert mask_document(plain) == plain


def test_words_and_repairs_are_masked_in_step() -> None:
    words = tuple(
        Word(text, Box(1, 100.0 * at, 0, 100.0 * at + 90, 20), 0.9)
        for at, text in enumerate(("SDT:", "0912", "345.67B", "gap."))
    )
    fixes = (Fix(0, 3, "SDT", "SĐT", "rule", 0.9), Fix(10, 17, "345.67B", "345.678", "rule", 0.8, ("345.67B",)))
    line = Line(1, "SDT: 0912 345.67B gap.", "SĐT: 0912 345.678 gap.", words[0].box, words, fixes)
    mark = Mark(MarkKind.HANDWRITING, Box(1, 0, 0, 9, 9), "gọi 0912 345 678")
    pages = (Page(1, 800, 1000, 100, PageOrigin.OCR, marks=(mark,)),)
    masked = mask_document(Document(Source(digest("a"), ("a.pdf",), "application/pdf", 1), pages, (line,)))
    (hidden,) = masked.lines
    assert hidden.text == "SĐT: " + MASK * 12 + " gap."
    assert [word.text for word in hidden.words] == ["SDT:", MASK * 4, MASK * 7, "gap."]
    assert hidden.fixes[0] == fixes[0]
    assert (hidden.fixes[1].before, hidden.fixes[1].after, hidden.fixes[1].alternatives) == (MASK * 7, MASK * 7, ())
    assert masked.pages[0].marks[0].text == "gọi " + MASK * 12


def test_facts_are_masked_with_text_that_was_joined_over_lines() -> None:
    texts = ("Chủ trì, nơi ở hiện nay: số 4 ngõ 12,", "phố Hàng Thêu.")
    lines = tuple(Line(1, text, text, role=LineRole.BODY) for text in texts)
    evidence = compose(lines).evidence(0, 20, "test")
    joined = "nơi ở hiện nay: số 4 ngõ 12, phố Hàng Thêu"
    duty = Obligation(None, "Văn phòng", "chu_tri", (), joined, None, None, None, None, evidence)
    masked = mask_document(Document(Source(digest("a"), ("a",), "text/plain", 1), lines=lines, obligations=(duty,)))
    assert "Hàng Thêu" not in masked.obligations[0].action
    assert "ngõ 12" not in masked.obligations[0].action


def test_every_format_is_masked(document: Document, tmp_path: Path) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(document)
        assert workspace.documents()[0].access == "conditional"
        chosen = Selection(workspace, None, mask_record)
        for name in FORMATS:
            out = tmp_path / name
            written = export(chosen, name, out)
            for file in written:
                data = file.read_bytes()
                assert not any(secret.encode() in data for secret in SECRETS), (name, file.name)
        tables = chosen.frames().tables()
        held = "\n".join(frame.to_csv() for frame in tables.values())
        assert not any(secret in held for secret in SECRETS)
        assert tables["documents"]["access"].tolist() == ["conditional"]
