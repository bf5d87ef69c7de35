from __future__ import annotations

import pytest

from pipeline.extract.citations.ranks import rank_of, rank_of_header
from pipeline.model import Header


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        (("Luật", "7/2031/QH17"), ("Nghị định", "8/2031/NĐ-CP")),
        (("Nghị định", "8/2031/NĐ-CP"), ("Quyết định", "9/QĐ-TTg")),
        (("Quyết định", "9/QĐ-TTg"), ("Thông tư", "2/2031/TT-BNV")),
        (("Thông tư", None), ("Quyết định", "4/2031/QĐ-UBND")),
    ],
)
def test_acts_stand_above_each_other(higher: tuple[str, str | None], lower: tuple[str, str | None]) -> None:
    above, below = rank_of(*higher), rank_of(*lower)

    assert above is not None
    assert below is not None
    assert above > below


def test_a_party_document_has_no_rank() -> None:
    assert rank_of("Nghị quyết", "6-NQ/TU") is None


@pytest.mark.parametrize(
    ("header", "like"),
    [
        (Header(doc_type="Quyết định", number_symbol="4/QĐ-UBND", issuer="Bộ Nội vụ"), ("Quyết định", "9/QĐ-UBND")),
        (Header(doc_type="Quyết định", issuer="Ủy ban nhân dân tỉnh Hà Giang"), ("Quyết định", "9/QĐ-UBND")),
        (Header(issuer="Bộ Nội vụ"), ("Thông tư", None)),
    ],
)
def test_a_head_has_the_rank_of_its_number_else_of_its_body(header: Header, like: tuple[str, str | None]) -> None:
    assert rank_of_header(header) == rank_of(*like)


def test_a_bare_head_has_no_rank() -> None:
    assert rank_of_header(Header(doc_type="Quyết định")) is None
