from __future__ import annotations

import pytest

from pipeline.extract.citations.footnotes import Marked, Told, told_at_mark
from pipeline.extract.citations.resolve import find_references
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Header
from tests.extract.texts import reading_of


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("theo Quyết định của UBND tỉnh về bến thuyền", "", Told("UBND tỉnh", "về bến thuyền")),
        ("theo Quyết định về bến thuyền của UBND tỉnh", "", Told("UBND tỉnh", "về bến thuyền")),
        ("theo Quyết định về bến thuyền", " của UBND tỉnh và", Told("UBND tỉnh", "về bến thuyền")),
        ("theo Kế hoạch của xã, Quyết định của UBND tỉnh về cây xanh", "", Told("UBND tỉnh", "về cây xanh")),
        ("theo Quyết định của UBND tỉnh về cây xanh, Kế hoạch trồng cây", "", Told("UBND tỉnh", "về cây xanh")),
        ("các xã trồng cây", "", Told()),
    ],
)
def test_what_the_clause_at_a_mark_tells(before: str, after: str, told: Told) -> None:
    assert told_at_mark(Marked(before, after), "Quyết định") == told


def test_a_footnote_keeps_what_is_printed_and_gets_the_rest_from_its_mark() -> None:
    text = (
        "I. NỘI DUNG\n- Thực hiện Quyết định của Ủy ban nhân dân tỉnh Lam Giang về bến thuyền¹ và trồng cây.\n"
        "- Các xã báo cáo kết quả.\n\n¹ 2074/QĐ-UBND ngày 20/12/2031\n"
    )
    reading = reading_of(text)

    (one,) = find_references(reading, blocks(reading), Header(doc_type="Kế hoạch"))

    assert (one.doc_type, one.issuer) == (None, None)
    assert one.subject == "về bến thuyền"
    assert one.canonical == "ubnd-tinh-lam-giang/quyet-dinh/2031/2074"
