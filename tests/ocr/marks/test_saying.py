"""What the words of a mark say, bruised or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import MarkKind
from pipeline.ocr.marks.saying import find_saying


@pytest.mark.parametrize(
    ("read", "kind", "text"),
    [
        ("HỎA TỐC", MarkKind.URGENCY, "HỎA TỐC"),
        ("HOẢ TÔC.", MarkKind.URGENCY, "HỎA TỐC"),
        ("HỎA TỐC HẸN GIỜ", MarkKind.URGENCY, "HỎA TỐC HẸN GIỜ"),
        ("THƯỢNG KHẦN", MarkKind.URGENCY, "THƯỢNG KHẨN"),
        ("KHẨN", MarkKind.URGENCY, "KHẨN"),
        ("| MẬT |", MarkKind.SECRECY, "MẬT"),
        ("TỐI MẬT", MarkKind.SECRECY, "TỐI MẬT"),
        ("TUYỆT MẬT", MarkKind.SECRECY, "TUYỆT MẬT"),
        ("SAO Y", MarkKind.COPY, "SAO Y"),
        ("SAO LỤC", MarkKind.COPY, "SAO LỤC"),
        ("TRÍCH SAO", MarkKind.COPY, "TRÍCH SAO"),
        ("DỰ THẢO", MarkKind.DRAFT, "DỰ THẢO"),
    ],
)
def test_a_saying_is_known(read: str, kind: MarkKind, text: str) -> None:
    found = find_saying(read)
    assert found is not None
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    "read", ["", "KẾ HOẠCH", "BẢO MẬT", "MẶT TRẬN", "MẤT", "KHÁN", "KHẨN CẤP", "SAO", "Số: 12", "MT"]
)
def test_other_words_are_none(read: str) -> None:
    assert find_saying(read) is None


@given(st.text(max_size=30))
def test_any_text_is_looked_at(text: str) -> None:
    found = find_saying(text)
    assert found is None or 0.8 <= found.likeness <= 1
