from __future__ import annotations

import pytest

from pipeline.extract.header.signature import Foot, find_foot
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.zones import is_signature_line, looks_like_name
from tests.extract.texts import reading_of

BODY = "KẾ HOẠCH\nHọp dân\nI. NỘI DUNG\nHọp dân./.\n"


def _foot(text: str) -> Foot:
    reading = reading_of(BODY + text)
    return find_foot(reading, blocks(reading))


def _recipients(foot: Foot) -> list[str]:
    return [entry.value for entry in foot.recipients]


def test_columns_one_after_the_other() -> None:
    foot = _foot("Nơi nhận:\n- Sở Y tế;\n- Các phòng,\nban;\n- Lưu: VT.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nHà Văn Phúc\n")
    assert _recipients(foot) == ["Sở Y tế", "Các phòng, ban", "Lưu: VT."]
    assert foot.signer_title is not None
    assert foot.signer_title.value == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
    assert foot.signer_name is not None
    assert foot.signer_name.value == "Hà Văn Phúc"


def test_columns_on_one_line() -> None:
    foot = _foot("Nơi nhận: CHỦ TỊCH\n- Sở Y tế;\n- Các tổ dân phố; Nguyễn Thị Ngọc Dung\n- Lưu: VT.\n")
    assert _recipients(foot) == ["Sở Y tế", "Các tổ dân phố", "Lưu: VT."]
    assert foot.signer_name is not None
    assert foot.signer_name.value == "Nguyễn Thị Ngọc Dung"
    assert foot.signer_title is not None
    assert foot.signer_title.value == "CHỦ TỊCH"


def test_the_signature_read_before_the_list() -> None:
    foot = _foot("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Sáu\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n")
    assert _recipients(foot) == ["Như trên", "Lưu: VT."]
    assert foot.signer_name is not None
    assert foot.signer_name.value == "Lê Văn Sáu"


def test_a_name_in_the_list_is_not_the_signer() -> None:
    foot = _foot("Nơi nhận:\n- PCVP UBND tỉnh Trần Công Thành;\n- Lưu: VT.\nGIÁM ĐỐC\n")
    assert foot.signer_name is None
    assert _recipients(foot) == ["PCVP UBND tỉnh Trần Công Thành", "Lưu: VT."]


@pytest.mark.parametrize(
    "printed", ["TS. Nguyễn Văn An", "PGS.TS. Nguyễn Văn An", "Thượng tá Nguyễn Văn An", "BS.CKII. Nguyễn Văn An"]
)
def test_degree_and_rank_are_no_part_of_the_name(printed: str) -> None:
    foot = _foot(f"Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n{printed}\n")
    assert foot.signer_name is not None
    assert foot.signer_name.value == "Nguyễn Văn An"


def test_specks_behind_an_entry_and_a_bruised_head_of_the_list() -> None:
    foot = _foot("Nơi nhìn: )\n- Sở Y tế; P .\n- Phòng Nội vụ; )\n- Lưu: VT.\n")
    assert _recipients(foot) == ["Sở Y tế", "Phòng Nội vụ", "Lưu: VT."]


@pytest.mark.parametrize(
    "text", ["TM. ỦY BAN NHÂN DÂN", "KT.HIỆU TRƯỞNG", "PHÓ CHỦ TỊCH", "TL. CHỦ TỊCH", "Q. GIÁM ĐỐC", "Ú6. HIỆU TRƯỞNG"]
)
def test_signature_lines(text: str) -> None:
    assert is_signature_line(text)


@pytest.mark.parametrize("text", ["KTTH", "- Chủ tịch UBND", "I. CHỦ TỊCH", "Chủ tịch", "NỘI DUNG", "TMĐT"])
def test_no_signature_lines(text: str) -> None:
    assert not is_signature_line(text)


@pytest.mark.parametrize(
    ("text", "is_name"), [("Lê Văn Sáu", True), ("Lưu: VT", False), ("Sở", False), ("LÊ VĂN SÁU", False)]
)
def test_looks_like_name(text: str, is_name: bool) -> None:
    assert looks_like_name(text) is is_name
