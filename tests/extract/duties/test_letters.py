"""Duties of letters: whom the lead-in tells, short letters without numbered paragraphs, and to whom they go."""

from __future__ import annotations

from pipeline.extract import extract
from tests.extract.texts import document_of

_HEAD = (
    "UBND TỈNH LẠC GIANG\nSố: 1234/UBND-KT1\nV/v phòng, chống rét cho cây trồng\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nLạc Giang, ngày 12 tháng 01 năm 2011\n"
)


def _duties(body: str) -> list[tuple[str | None, str, str]]:
    return [(one.section, one.actor, one.action) for one in extract(document_of(_HEAD + body)).obligations]


def test_the_lead_in_behind_a_semicolon_tells_whom_the_items_bind() -> None:
    found = _duties(
        "Kính gửi:\n- Các sở, ban, ngành;\n- UBND các huyện.\nThực hiện Công điện số 15/CĐ-TTg ngày 10/01/2011 của Thủ "
        "tướng Chính phủ về phòng, chống rét; Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, Chủ tịch UBND các huyện "
        "thực hiện một số nội dung sau:\n1. Tổ chức tuyên truyền, hướng dẫn nhân dân che chắn chuồng trại, "
        "dự trữ thức ăn cho gia súc trước ngày 20/01/2011.\n2. Sở Tài chính cử cán bộ xuống cơ sở kiểm tra.\n"
    )
    assert [(section, actor) for section, actor, _ in found] == [
        ("1", "Thủ trưởng các sở, Chủ tịch UBND các huyện"),
        ("2", "Sở Tài chính"),
    ]


def test_those_to_whom_a_letter_goes_are_told_nothing_there() -> None:
    found = _duties(
        "Kính gửi: - Các sở, ban, ngành;\n- UBND các huyện, thành, thị.\nThực hiện Công điện số 15/CĐ-TTg ngày "
        "10/01/2011 của Thủ tướng Chính phủ; Chủ tịch UBND tỉnh yêu cầu:\nI. Về kiểm tra\n1/ Các sở, ngành rà soát kế "
        "hoạch.\nII. Về báo cáo\n*/ Đối với Sở Y tế: Tổng hợp báo cáo UBND tỉnh.\n"
    )
    assert [(section, actor) for section, actor, _ in found] == [("I.1", "Các sở, ngành"), ("II", "Sở Y tế")]


def test_a_letter_without_numbers_binds_in_bullets() -> None:
    found = _duties(
        "Kính gửi:\n- Sở Tài chính;\n- UBND huyện Bến Lau.\nChủ tịch UBND tỉnh có ý kiến như sau:\n- Giao Sở Tài chính "
        "kiểm tra việc sử dụng kinh phí.\n- UBND huyện Bến Lau quản lý, sử dụng kinh phí đúng mục đích.\n"
        "Nhận được Công văn này yêu cầu các đơn vị thực hiện./.\n"
    )
    assert [actor for _, actor, _ in found] == ["Sở Tài chính", "UBND huyện Bến Lau", "các đơn vị"]
    assert found[-1][2].startswith("yêu cầu các đơn vị")


def test_a_letter_without_numbers_can_give_money() -> None:
    body = (
        "Kính gửi: UBND huyện An Lau\nUBND tỉnh có ý kiến như sau:\nĐồng ý bổ sung 2 tỷ đồng từ nguồn dự phòng "
        "ngân sách tỉnh cho UBND huyện Bến Lau để khắc phục hậu quả.\n"
    )
    (funding,) = extract(document_of(_HEAD + body)).budget
    assert (funding.amount, funding.source) == (2_000_000_000, "nguồn dự phòng ngân sách tỉnh")


def test_a_topic_before_a_colon_is_no_part_of_the_duty() -> None:
    found = _duties(
        "THÔNG BÁO\nKết luận cuộc họp giao ban\nHiệu trưởng kết luận như sau:\n"
        "1. Về cơ sở vật chất: Bộ phận Kế toán chủ trì kiểm kê tài sản.\n"
        "2. Về học phí: Thống nhất mức thu theo quy định.\n"
    )
    assert found == [("1", "Bộ phận Kế toán", "Bộ phận Kế toán chủ trì kiểm kê tài sản.")]


def test_the_closing_order_leaves_the_last_item_whole() -> None:
    found = _duties(
        "Kính gửi: Các sở, ngành\nUBND tỉnh yêu cầu các sở, ngành thực hiện tốt các nhiệm vụ sau đây:\n"
        "1/- Tăng cường công tác tuyên truyền, phổ biến pháp luật đến nhân dân.\n"
        "2/- Báo cáo kết quả về UBND tỉnh trước ngày 20 tháng cuối "
        "quý.\nYêu cầu Thủ trưởng các sở, ngành nghiêm túc thực hiện./.\n"
    )
    assert [(section, actor) for section, actor, _ in found] == [
        ("1", "các sở, ngành"), ("2", "các sở, ngành"), ("2", "Thủ trưởng các sở, ngành"),
    ]  # fmt: skip


def test_the_lead_in_may_stand_right_below_the_addressee() -> None:
    found = extract(
        document_of(
            _HEAD + "Kính gửi: Ủy ban nhân dân 04 phường thuộc quận Tân Giang.\n"
            "Qua theo dõi việc thực hiện Kế hoạch số 112/KH-UBND ngày 18/3/2010\ncủa UBND quận, Phòng Y tế đề nghị "
            "Ủy ban nhân dân các phường thực hiện các nội dung sau:\n"
            "1. Gửi báo cáo tháng 7 về Phòng trước ngày 08/8/2011; các tháng sau gửi vào ngày 25.\n"
            "2. Riêng Ủy ban nhân dân phường Vườn Trầu bổ sung danh sách hộ làm điểm trong tháng 8.\n"
        )
    ).obligations
    assert [(one.section, one.actor, one.role) for one in found] == [
        ("1", "Ủy ban nhân dân các phường", "de_nghi"),
        ("2", "Ủy ban nhân dân phường Vườn Trầu", "thuc_hien"),
    ]


def test_the_items_of_a_directive_bind_those_whom_it_addresses() -> None:
    found = _duties(
        "Để giữ sạch sông Lau, UBND tỉnh chỉ thị các sở, UBND các huyện tập trung thực hiện có hiệu quả các nhiệm vụ, "
        "biện pháp sau:\n1. Thực hiện nghiêm túc việc thu gom rác trên sông và hai bên bờ, nhất là tại các chợ.\n"
        "- Đẩy mạnh tuyên truyền trong trường học về tác hại của túi ni lông.\n2. Sở Y tế kiểm tra chất lượng nước.\n"
        "Chế độ báo cáo:\n- Báo cáo kết quả đợt một, gửi trước ngày 20/02/2011.\n"
    )
    everybody = "các sở, UBND các huyện"
    assert [(section, actor) for section, actor, _ in found] == [
        ("1", everybody), ("1", everybody), ("2", "Sở Y tế"), ("2", everybody),
    ]  # fmt: skip


def test_bullets_below_a_lead_in_that_directs_others_bind_who_directs() -> None:
    found = _duties(
        "UBND tỉnh yêu cầu:\n1. Ngân hàng Sông Lau chỉ đạo các phòng giao dịch thực hiện các nội dung sau:\n"
        "- Niêm yết biểu phí mới tại quầy.\n- Tổ chức tập huấn cho giao dịch viên.\n"
    )
    assert [actor for _, actor, _ in found] == ["Ngân hàng Sông Lau"] * 2


def test_courtesy_is_no_part_of_a_duty() -> None:
    found = _duties(
        "Kính gửi: Các trường.\nUBND huyện đề nghị các trường gửi danh sách. Mọi chi tiết xin hỏi số máy 12. "
        "Trân trọng./.\n"
    )
    assert [action for _, _, action in found] == ["UBND huyện đề nghị các trường gửi danh sách."]


def test_a_letter_bound_behind_another_is_read() -> None:
    second = _HEAD.replace("1234/UBND-KT1", "77/VP-KT") + (
        "Kính gửi: Các trường.\nCăn cứ Quyết định số 9/QĐ-UBND ngày 05/01/2011 của UBND tỉnh, Văn phòng hướng dẫn các "
        "nội dung như sau:\n"
        "I. MỤC TIÊU\nGiữ ấm cho học sinh.\n"
    )
    first = (
        "Kính gửi: Các trường.\nĐề nghị các trường gửi danh sách.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n\n"
        "Lê Văn An\n"
    )
    found = extract(document_of(_HEAD + first + second))
    assert [section.heading for section in found.sections] == ["MỤC TIÊU"]
    assert [(one.id, one.relation) for one in found.references] == [("9/QĐ-UBND", "can_cu")]
