from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.citations.find import find_citations
from pipeline.extract.citations.write import write_citation, write_day

_KINDS = [
    ("Quyết định", "QĐ"), ("Kế hoạch", "KH"), ("Nghị quyết", "NQ"), ("Chỉ thị", "CT"), ("Tờ trình", "TTr"),
    ("Thông báo", "TB"), ("Báo cáo", "BC"), ("Kết luận", "KL"), ("Hướng dẫn", "HD"),
]  # fmt: skip
_ISSUERS = [
    "Chính phủ", "Bộ Kế hoạch và Đầu tư", "Ủy ban nhân dân tỉnh Lam Giang", "UBND phường Bến Lau", "Quốc hội",
    "Ban Thường vụ Tỉnh ủy", "Sở Văn hóa, Thể thao và Du lịch", "Bộ Chính trị",
]  # fmt: skip
_BODIES = ["UBND", "HĐND", "CP", "TTg", "BYT", "SGDĐT", "BCĐ138"]


@st.composite
def _numbers(draw: st.DrawFn, symbol: str) -> str:
    serial, body = draw(st.integers(1, 9999)), draw(st.sampled_from(_BODIES))
    form = draw(st.sampled_from(["{0}/{1}-{2}", "{0}/{3}/{1}-{2}", "{0}-{1}/TU"]))
    return form.format(serial, symbol, body, draw(st.integers(1990, 2040)))


@given(st.data(), st.sampled_from(_KINDS), st.none() | st.dates(date(1945, 9, 2), date(2099, 12, 31)))
def test_what_is_written_reads_back(data: st.DataObject, kind: tuple[str, str], day: date | None) -> None:
    doc_type, symbol = kind
    identifier = data.draw(_numbers(symbol))
    issuer = data.draw(st.none() | st.sampled_from(_ISSUERS))
    text = write_citation(doc_type, identifier, day.isoformat() if day else None, issuer)

    (found,) = find_citations(f"Theo {text}; các xã trồng cây")

    assert found.doc_type == doc_type
    assert found.id == identifier
    assert (found.day.iso if found.day else None) == (day.isoformat() if day else None)
    assert (f"Theo {text}"[slice(*found.issuer)] if found.issuer else None) == issuer
    assert f"Theo {text}"[found.start : found.end] == text


def test_days_and_months_bear_a_zero_where_documents_print_one() -> None:
    assert write_day("2031-01-09") == "09/01/2031"
    assert write_day("2031-09-10") == "10/9/2031"
    assert write_citation(None, "7/QĐ-UBND") == "7/QĐ-UBND"
