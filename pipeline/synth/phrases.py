"""Words and phrases that random plans are put together from. All written for this project; names are invented.

In a phrase `{subject}` is what the plan is about, `{unit}` the area it is for, `{kind}` the kind of area,
`{year}` its year.
"""

from __future__ import annotations

PLACE_FIRST = (
    "An", "Bình", "Đông", "Hải", "Hòa", "Khánh", "Kim", "Lạc", "Long", "Mỹ", "Ngọc", "Phú", "Quế", "Tân", "Thạch",
    "Thanh", "Thủy", "Tường", "Vĩnh", "Xuân",
)  # fmt: skip
PLACE_LAST = (
    "Bảng", "Điền", "Giang", "Hậu", "Hưng", "Khê", "Lãng", "Lâm", "Lộc", "Mỹ", "Nghĩa", "Nhuệ", "Phong", "Quỳ", "Sậy",
    "Sơn", "Thịnh", "Trạch", "Trầm", "Yển",
)  # fmt: skip

FAMILY_NAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Võ", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Quách", "Mạc", "Ông", "Ưng", "Ỷ",
)  # fmt: skip
MIDDLE_NAMES = ("Văn", "Thị", "Ngọc", "Đình", "Hữu", "Thị Mỹ", "Quốc", "Bá", "Thế", "Thanh", "Xuân", "Kiều")
GIVEN_NAMES = (
    "An", "Bảo", "Cường", "Duyên", "Đạt", "Giáng", "Hằng", "Hiếu", "Khuê", "Lượng", "Mẫn", "Nghị", "Nguyệt", "Oanh",
    "Phẩm", "Quỳnh", "Sửu", "Tuệ", "Thưởng", "Uyển", "Vượng", "Yến",
)  # fmt: skip

SUBJECTS = (
    "tuyên truyền cải cách hành chính",
    "chuyển đổi số",
    "phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "phổ biến, giáo dục pháp luật",
    "bảo đảm an toàn thực phẩm",
    "phòng, chống dịch bệnh trên đàn vật nuôi",
    "giảm nghèo bền vững",
    "chỉnh trang đô thị, giữ gìn vệ sinh môi trường",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "kiểm soát thủ tục hành chính",
    "thực hiện quy chế dân chủ ở cơ sở",
    "bảo vệ và phát triển rừng",
    "chăm sóc người cao tuổi",
    "bảo đảm trật tự, an toàn giao thông",
    "hỗ trợ thanh niên khởi nghiệp",
)

PURPOSES = (
    "Nâng cao nhận thức, trách nhiệm của cán bộ, công chức và người dân về công tác {subject}.",
    "Tạo chuyển biến rõ nét trong công tác {subject}, góp phần hoàn thành các chỉ tiêu kinh tế - xã hội năm {year}.",
    "Kịp thời phát hiện, biểu dương cách làm hay; khắc phục những hạn chế đã chỉ ra trong năm trước.",
    "Huy động các nguồn lực xã hội tham gia {subject}; phát huy vai trò giám sát của cộng đồng.",
    "Bảo đảm mọi nhiệm vụ được triển khai thống nhất, đồng bộ từ {unit} đến cơ sở.",
)
REQUIREMENTS = (
    "Việc triển khai phải thiết thực, tiết kiệm, tránh hình thức; xác định rõ người làm, rõ việc, rõ thời gian.",
    "Bám sát sự chỉ đạo của cấp trên và tình hình thực tế của {unit}.",
    "Sự phối hợp phải chặt chẽ, thông tin được chia sẻ kịp thời, không đùn đẩy trách nhiệm.",
    "Số liệu báo cáo phải đầy đủ, chính xác, đúng biểu mẫu và đúng thời hạn quy định.",
    "Lấy sự hài lòng của người dân làm thước đo kết quả thực hiện.",
)
CONTENTS = (
    "Quán triệt, phổ biến đầy đủ các văn bản của cấp trên về {subject} đến từng cơ quan, tổ dân phố, hộ gia đình.",
    "Rà soát, bổ sung các quy định, quy trình nội bộ cho phù hợp với yêu cầu của công tác {subject}.",
    "Ứng dụng công nghệ thông tin để theo dõi, đánh giá; cập nhật dữ liệu đúng, đủ, sạch, sống.",
    "Tổ chức các hội nghị, tọa đàm, cuộc thi tìm hiểu; lồng ghép trong sinh hoạt thường kỳ của các đoàn thể.",
    "Kiểm tra, đôn đốc, kịp thời tháo gỡ khó khăn, vướng mắc; xử lý nghiêm trường hợp vi phạm.",
    "Xây dựng mô hình điểm, sau sáu tháng rút kinh nghiệm và nhân rộng ra toàn địa bàn.",
)
FUNDS = (
    "Kinh phí thực hiện được bố trí trong dự toán ngân sách {unit} năm {year} và các nguồn hợp pháp khác.",
    "Kinh phí lấy từ nguồn đã giao trong dự toán năm {year}; việc thanh, quyết toán theo quy định.",
)
AUDIENCES = (
    "Cán bộ, công chức, viên chức, người lao động trong các cơ quan, đơn vị thuộc {unit}.",
    "Tổ chức, doanh nghiệp, hộ gia đình và cá nhân đang sinh sống, hoạt động trên địa bàn {unit}.",
)
CLOSINGS = (
    "Trên đây là Kế hoạch {subject} năm {year} trên địa bàn {unit}./.",
    "Kế hoạch này thay cho các nội dung đã ban hành trước đây về {subject} trên địa bàn {unit}./.",
)

DISTRICT_ACTORS = (
    "Phòng Nội vụ",
    "Phòng Tư pháp",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Văn hóa, Khoa học và Thông tin",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Nông nghiệp và Môi trường",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Y tế",
    "Văn phòng HĐND và UBND",
    "Công an {kind}",
    "Ban Chỉ huy Quân sự {kind}",
    "Trung tâm Văn hóa - Thể thao",
    "Ủy ban nhân dân các xã, phường, thị trấn",
)
WARD_ACTORS = (
    "Văn phòng - Thống kê",
    "Văn hóa - Xã hội",
    "Tư pháp - Hộ tịch",
    "Tài chính - Kế toán",
    "Địa chính - Xây dựng",
    "Công an {kind}",
    "Ban Chỉ huy Quân sự {kind}",
    "Đài truyền thanh {kind}",
    "Trạm Y tế {kind}",
    "Ban điều hành các khu phố",
)
ASKED = (
    "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Hội Liên hiệp Phụ nữ",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Hội Cựu chiến binh",
    "Hội Nông dân",
    "Liên đoàn Lao động",
)

DUTIES = (
    "hướng dẫn các đơn vị triển khai công tác {subject} bảo đảm đúng quy định",
    "tổ chức lớp bồi dưỡng nghiệp vụ cho người trực tiếp làm công tác {subject}",
    "kiểm tra việc thực hiện Kế hoạch tại ít nhất ba đơn vị",
    "đăng tin, bài về {subject} trên trang thông tin điện tử",
    "rà soát, lập danh sách các trường hợp cần hỗ trợ",
    "thẩm định dự toán, bố trí kinh phí thực hiện Kế hoạch",
    "công khai số điện thoại đường dây nóng tại nơi tiếp dân",
    "vận động hội viên, đoàn viên và Nhân dân tích cực hưởng ứng",
    "phát động phong trào thi đua, đề xuất khen thưởng tập thể, cá nhân có thành tích",
    "niêm yết công khai nội dung Kế hoạch tại trụ sở và nhà văn hóa",
)
PRODUCT_DUTIES = (
    ("tham mưu ban hành quy chế phối hợp", "quy chế phối hợp"),
    ("biên soạn, in tờ gấp tuyên truyền về {subject}", "tờ gấp tuyên truyền"),
    ("xây dựng báo cáo kết quả thực hiện Kế hoạch", "báo cáo kết quả thực hiện Kế hoạch"),
    ("lập kế hoạch chi tiết của đơn vị mình", "kế hoạch chi tiết"),
)
"""Duties that end in a product, and the product."""

FREQUENCIES = ("hằng tháng", "hằng quý", "hằng tuần", "định kỳ 6 tháng", "thường xuyên", "mỗi quý một lần")

RECIPIENTS = (
    "Thường trực cấp ủy",
    "Thường trực HĐND",
    "Chủ tịch, các Phó Chủ tịch UBND",
    "Các phòng, ban, đơn vị",
    "Các đoàn thể chính trị - xã hội",
    "Cổng thông tin điện tử",
    "Như mục IV",
)

CITED_TYPES = (
    ("Nghị định", "{number}/{year}/NĐ-CP", "Chính phủ"),
    ("Quyết định", "{number}/QĐ-UBND", "Ủy ban nhân dân tỉnh"),
    ("Quyết định", "{number}/QĐ-TTg", "Thủ tướng Chính phủ"),
    ("Nghị quyết", "{number}/NQ-CP", "Chính phủ"),
    ("Nghị quyết", "{number}-NQ/TU", "Tỉnh ủy"),
    ("Kế hoạch", "{number}/KH-UBND", "Ủy ban nhân dân tỉnh"),
    ("Chỉ thị", "{number}/CT-UBND", "Chủ tịch Ủy ban nhân dân tỉnh"),
    ("Công văn", "{number}/SNV-CCHC", "Sở Nội vụ"),
    ("Thông tư", "{number}/{year}/TT-BTC", "Bộ Tài chính"),
    ("Nghị quyết", "{number}/NQ-HĐND", "Hội đồng nhân dân tỉnh"),
)
"""Type, form of the number, and issuer of documents that plans cite."""
