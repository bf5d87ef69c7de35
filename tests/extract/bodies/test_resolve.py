from __future__ import annotations

from hypothesis import given, settings

from pipeline.extract import find_facts
from pipeline.extract.bodies.resolve import receiving, signing
from pipeline.model import Body, Document, Line, Source
from pipeline.reading import compose
from tests.extract.texts import DECISION, LETTER, document_of
from tests.strategies import papers

PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN NGHÉ
Số: 17/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Phường Bến Nghé, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Số hóa hồ sơ lưu trữ trên địa bàn phường Bến Nghé năm 2024
Thực hiện Kế hoạch số 40/KH-UBND ngày 10 tháng 02 năm 2024 của UBND Quận 1,
Ủy ban nhân dân phường Bến Nghé xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH
1. Nâng cao chất lượng phục vụ của bộ phận tiếp nhận hồ sơ.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng - Thống kê
- Chủ trì, phối hợp với Công an phường và Hội Nông dân phường rà soát hồ sơ trước ngày 30 tháng 6 năm 2024.
2. Công an phường Bến Nghé
- Phối hợp với Văn phòng - Thống kê bảo vệ kho lưu trữ.
3. Đề nghị Phòng Nội vụ Quận 1 hướng dẫn nghiệp vụ; các khu phố tuyên truyền đến người dân.
Trên đây là Kế hoạch của Ủy ban nhân dân phường./.
Nơi nhận:
- UBND Quận 1;
- Phòng Nội vụ quận;
- Các khu phố;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Thị Thu Hà
"""


def bodies(text: str) -> dict[str, Body]:
    return {body.key: body for body in find_facts(document_of(text)).bodies}


def test_each_body_stands_once_with_all_its_writings() -> None:
    found = bodies(PLAN)
    assert found["cong-an-phuong-ben-nghe"].names == ("Công an phường", "Công an phường Bến Nghé")
    assert found["phong-noi-vu-quan-1"].names[-1] == "Phòng Nội vụ quận"
    assert "ubnd-quan-1" in found
    assert "pho-chu-tich-ubnd-phuong-ben-nghe" in found
    issuer = found["ubnd-phuong-ben-nghe"]
    assert issuer.is_issuer
    assert (issuer.level, issuer.kind) == ("xa", "chinh_quyen")
    assert [key for key, body in found.items() if body.is_issuer] == [issuer.key]


def test_duties_bear_the_keys_of_their_bodies() -> None:
    document = find_facts(document_of(PLAN))
    known = {body.key for body in document.bodies}
    assert document.obligations
    for duty in document.obligations:
        assert duty.actor_keys
        assert {*duty.actor_keys, *duty.partner_keys} <= known
    first = document.obligations[0]
    assert first.partner_keys == ("cong-an-phuong-ben-nghe", "hoi-nong-dan-phuong-ben-nghe")


def test_evidence_is_where_the_body_is_named() -> None:
    document = find_facts(document_of(PLAN))
    text = compose(document.lines).text
    for body in document.bodies:
        assert 0 <= body.evidence.start < body.evidence.end <= len(text)
        if body.evidence.rule == "body.named":
            assert text[body.evidence.start : body.evidence.end].split() == body.names[0].split()


def test_other_kinds_of_documents() -> None:
    assert bodies(LETTER)["benh-vien-da-khoa-hoa-an"].is_issuer
    assert bodies(DECISION)["chanh-van-phong-ubnd-tinh-lam-giang"].kind == "ca_nhan"


def test_signatures() -> None:
    assert signing("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH") == ("ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH")
    assert signing("HIỆU TRƯỞNG") == ("HIỆU TRƯỞNG",)
    assert signing("") == ()


def test_lines_of_recipients() -> None:
    assert receiving("Như trên") == receiving("Lưu: VT, NV") == receiving("PHT") == ()
    assert receiving("UBND Quận 1: CT, các PCT") == ("UBND Quận 1",)
    assert receiving("TT Tỉnh ủy; TT HĐND tỉnh") == ("TT Tỉnh ủy", "TT HĐND tỉnh")
    assert receiving("Các Bộ: Tài chính, Nội vụ") == ("Bộ Tài chính", "Bộ Nội vụ")


@settings(deadline=None, max_examples=40)
@given(papers())
def test_any_paper_gives_bodies_inside_it(paper: tuple[Line, ...]) -> None:
    document = find_facts(Document(Source("0" * 64, ("x.pdf",), "application/pdf", 1), lines=paper))
    text = compose(paper).text
    keys = [body.key for body in document.bodies]
    assert len(set(keys)) == len(keys)
    places = [body.evidence for body in document.bodies] + [place.evidence for place in document.places]
    assert all(0 <= place.start <= place.end <= len(text) for place in places)
    for duty in document.obligations:
        assert {*duty.actor_keys, *duty.partner_keys} <= set(keys)
