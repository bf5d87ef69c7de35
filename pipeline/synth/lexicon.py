"""Words and sentence patterns that drawn pages are filled with. All written for this project; names are invented.

`<name>` in a pattern stands for one of the alternatives of that name (see `pipeline.synth.sentences`), `<#name>` for
a number, date or name made up on the spot. `{subject}`, `{unit}`, `{kind}` and `{year}` are filled by the plan.
"""

from __future__ import annotations

SUBJECTS = (
    "ứng dụng chữ ký số trong cơ quan nhà nước", "số hóa hồ sơ, tài liệu lưu trữ lịch sử",
    "xây dựng nông thôn mới nâng cao", "phòng, chống bạo lực học đường", "phát triển du lịch cộng đồng",
    "quản lý đất công, trụ sở công dôi dư", "phân loại chất thải rắn sinh hoạt tại nguồn",
    "bảo vệ trẻ em trên môi trường mạng", "phòng, chống tác hại của thuốc lá",
    "bình đẳng giới và vì sự tiến bộ của phụ nữ", "phát triển kinh tế tập thể, hợp tác xã",
    "tiêm chủng mở rộng cho trẻ dưới 5 tuổi", "phổ cập giáo dục, xóa mù chữ", "tiết kiệm điện tại công sở",
    "phòng, chống đuối nước trẻ em", "cấp, đổi giấy chứng nhận quyền sử dụng đất",
    "tuyển chọn, gọi công dân nhập ngũ", "quản lý hoạt động karaoke, vũ trường", "bảo tồn di tích lịch sử - văn hóa",
    "thanh niên tình nguyện hè", "đào tạo nghề cho lao động nông thôn", "thu gom bao bì thuốc bảo vệ thực vật",
    "hiến máu nhân đạo", "khuyến học, khuyến tài, xây dựng xã hội học tập", "xử lý lấn chiếm vỉa hè, lòng đường",
    "thống kê, kiểm kê đất đai", "phòng, chống sạt lở bờ sông, bờ kênh", "phát triển chăn nuôi an toàn sinh học",
    "hỗ trợ doanh nghiệp nhỏ và vừa", "nâng cao chỉ số hài lòng của người dân",
)  # fmt: skip

WORDS: dict[str, tuple[str, ...]] = {
    "body": (
        "Ủy ban nhân dân {unit}", "Văn phòng HĐND và UBND", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Nội vụ",
        "Phòng Tài chính - Kế hoạch", "Phòng Tư pháp", "Phòng Y tế", "Phòng Giáo dục và Đào tạo", "Thanh tra {kind}",
        "Trung tâm Phục vụ hành chính công", "Trung tâm Văn hóa - Thể thao", "Trung tâm Dịch vụ nông nghiệp",
        "Ban Quản lý dự án đầu tư xây dựng", "Hạt Kiểm lâm", "Đội Quản lý thị trường số <#one>",
        "Chi cục Thuế khu vực", "Ngân hàng Chính sách xã hội", "Bảo hiểm xã hội {kind}", "Bưu điện {kind}",
        "Điện lực {kind}", "Chi nhánh Văn phòng Đăng ký đất đai", "Công an {kind}", "Ban Chỉ huy Quân sự {kind}",
        "Trạm Chăn nuôi và Thú y", "Tổ công nghệ số cộng đồng", "Hợp tác xã <#place>", "Trường Tiểu học <#place>",
        "Trường Mầm non <#place>", "Trường THCS <#place>", "Trạm Y tế {kind}", "Đài truyền thanh {kind}",
        "Ban điều hành khu phố <#one>",
    ),
    "verb": (
        "rà soát", "tổng hợp", "thống kê", "lập danh sách", "kiểm tra", "đánh giá", "phân loại", "cập nhật",
        "thẩm định", "công bố", "niêm yết", "điều chỉnh", "bổ sung", "khảo sát", "theo dõi", "giám sát", "xác minh",
        "thu thập", "đối chiếu", "hoàn thiện", "chuẩn hóa", "số hóa", "bàn giao", "nghiệm thu", "quyết toán",
        "xử lý", "giải quyết",
    ),
    "object": (
        "hồ sơ thủ tục hành chính", "danh mục tài sản công", "số liệu hộ nghèo, hộ cận nghèo",
        "cơ sở dữ liệu dân cư", "biển báo, vạch sơn trên các tuyến đường", "các điểm có nguy cơ sạt lở",
        "phương tiện chữa cháy tại chỗ", "giấy phép kinh doanh có điều kiện", "bản đồ địa chính",
        "sổ theo dõi văn bản đến, văn bản đi", "trạm biến áp <#place>", "tủ thuốc, thiết bị y tế",
        "thư viện trường học", "khu vui chơi, sân tập thể thao", "hệ thống camera an ninh", "trụ nước chữa cháy",
        "đơn thư khiếu nại, tố cáo, kiến nghị, phản ánh", "dự toán kinh phí quý <#quarter>",
        "kết quả khắc phục sau kiểm tra", "các chỉ tiêu của bộ tiêu chí", "tuyến kênh cấp <#one>",
        "đàn gia súc, gia cầm", "diện tích rừng phòng hộ", "nhà ở xuống cấp của gia đình chính sách",
        "quỹ bảo trợ trẻ em", "vườn ươm giống cây bản địa", "hộ kinh doanh tại chợ <#place>",
        "văn bản quy phạm pháp luật đã hết hiệu lực", "mẫu nước sinh hoạt",
    ),
    "where": (
        "trên địa bàn {unit}", "tại các khu dân cư", "ở vùng sâu, vùng xa", "dọc tuyến quốc lộ <#road>",
        "tại chợ <#place>", "trong các trường học", "tại trụ sở tiếp công dân", "ở <#n2> tổ dân phố",
        "tại khu vực giáp ranh với xã <#place>", "quanh hồ <#place>", "tại thôn <#place>",
        "trong khu công nghiệp <#place>", "ven sông <#place>", "tại các bến đò",
    ),
    "how": (
        "bảo đảm công khai, minh bạch", "đúng trình tự, thủ tục", "không để sót việc, sót người",
        "theo phương châm “bốn tại chỗ”", "gắn với trách nhiệm của người đứng đầu", "bằng hình thức trực tuyến",
        "kết hợp trực tiếp với trực tuyến", "theo nguyên tắc “6 rõ”", "an toàn, tiết kiệm", "tránh chồng chéo",
        "phù hợp với điều kiện thực tế", "đúng tiến độ", "theo hướng tinh gọn", "có sự tham gia của người dân",
        "bằng nguồn kinh phí tự chủ", "qua phần mềm dùng chung",
    ),
    "when": (
        "trước ngày <#date>", "trong tháng <#month>/{year}", "trong quý <#quarter>/{year}",
        "từ ngày <#date> đến hết năm", "chậm nhất ngày <#day> hằng tháng",
        "trước 16 giờ 30 phút ngày thứ Sáu hằng tuần", "sau khi có hướng dẫn của cấp trên",
        "ngay sau khi Kế hoạch được ban hành", "trong thời hạn <#n2> ngày làm việc", "định kỳ 6 tháng, hằng năm",
    ),
    "result": (
        "<#percent> hồ sơ được giải quyết đúng hạn", "<#n3> hộ gia đình được hướng dẫn",
        "giảm <#percent> số vụ vi phạm", "ít nhất <#n2> mô hình được nhân rộng",
        "<#n4> lượt người được tuyên truyền", "trồng mới <#n3> ha rừng", "thu hồi <#money>",
        "sửa chữa <#dec> km đường giao thông nông thôn", "cấp <#n3> giấy chứng nhận",
        "<#percent> cán bộ sử dụng thành thạo phần mềm", "<#n2> lớp tập huấn với <#n3> học viên",
        "tiết kiệm chi <#money>", "<#n4> thẻ bảo hiểm y tế được cấp", "vận động được <#money>",
        "xử phạt <#n2> trường hợp với số tiền <#money>",
    ),
    "foreign": (
        "Zalo", "Facebook", "VNeID", "iOffice", "website", "email", "QR Code", "SMS Brandname", "Google Meet",
        "wifi", "Internet", "smartphone", "online", "camera AI", "Big Data", "Excel", "file PDF", "livestream",
        "hotline", "chatbot", "OCOP", "VietGAP", "logo", "banner", "pano, áp phích", "USB Token", "Wi-Fi 6", "LGSP",
        "ISO 9001:2015", "5S",
    ),
    "cited": (
        "[[Nghị định số <#n2long>/<#yearago>/NĐ-CP ngày <#dateago> của Chính phủ]]",
        "[[Quyết định số <#n4plain>/QĐ-UBND ngày <#dateago> của Ủy ban nhân dân tỉnh]]",
        "[[Quyết định số <#n3plain>/QĐ-TTg ngày <#dateago> của Thủ tướng Chính phủ]]",
        "[[Nghị quyết số <#n2long>-NQ/TU ngày <#dateago> của Tỉnh ủy]]",
        "[[Kế hoạch số <#n3plain>/KH-UBND ngày <#dateago> của Ủy ban nhân dân tỉnh]]",
        "[[Chỉ thị số <#n2long>/CT-TTg ngày <#dateago> của Thủ tướng Chính phủ]]",
        "[[Công văn số <#n4plain>/STNMT-QLĐĐ ngày <#dateago> của Sở Tài nguyên và Môi trường]]",
        "[[Công văn số <#n3plain>/SYT-NVY ngày <#dateago> của Sở Y tế]]",
        "[[Công văn số <#n3plain>/SVHTTDL-QLVH ngày <#dateago> của Sở Văn hóa, Thể thao và Du lịch]]",
        "[[Thông tư số <#n2long>/<#yearago>/TT-BTTTT ngày <#dateago> của Bộ Thông tin và Truyền thông]]",
        "[[Thông tư số <#n2long>/<#yearago>/TT-BNNPTNT ngày <#dateago> của Bộ Nông nghiệp và Phát triển nông thôn]]",
        "[[Hướng dẫn số <#n2long>/HD-SNV ngày <#dateago> của Sở Nội vụ]]",
        "[[Thông báo số <#n3plain>/TB-VPCP ngày <#dateago> của Văn phòng Chính phủ]]",
        "[[Nghị quyết số <#n2long>/<#yearago>/NQ-HĐND ngày <#dateago> của Hội đồng nhân dân tỉnh]]",
    ),
    "people": (
        "cán bộ, công chức, viên chức", "người lao động", "hội viên, đoàn viên", "học sinh, sinh viên",
        "hộ kinh doanh cá thể", "người cao tuổi", "già làng, trưởng bản", "chủ rừng", "phụ huynh học sinh",
        "đồng bào dân tộc thiểu số", "chủ trang trại", "ngư dân", "thành viên hợp tác xã", "công nhân khu trọ",
        "tiểu thương", "thanh niên chuẩn bị nhập ngũ",
    ),
    "effect": (
        "tạo đồng thuận trong Nhân dân", "nâng cao chất lượng phục vụ", "rút ngắn thời gian chờ đợi",
        "giảm chi phí đi lại", "giữ vững an ninh chính trị, trật tự an toàn xã hội", "bảo vệ môi trường sống",
        "phòng ngừa rủi ro từ sớm, từ xa", "chấm dứt tình trạng né tránh, đùn đẩy", "khơi dậy tinh thần tự quản",
        "cải thiện các chỉ số PAR INDEX, PAPI", "thu hẹp khoảng cách giữa thành thị và nông thôn",
        "đưa chính sách đến đúng đối tượng", "hạn chế lãng phí",
    ),
}  # fmt: skip

SENTENCES: dict[str, tuple[str, ...]] = {
    "purpose": (
        "Từng bước <effect>; phấn đấu đến ngày <#date> có <result>.",
        "Nâng cao nhận thức của <people> về công tác {subject}, góp phần <effect>.",
        "Cụ thể hóa <cited>; bảo đảm <result> <where>.",
        "Khắc phục hạn chế trong việc <verb> <object> những năm qua, qua đó <effect>.",
        "Huy động <people> cùng tham gia {subject}, <effect>, <effect>.",
        "Đẩy mạnh sử dụng <foreign>, <foreign> trong công tác {subject} nhằm <effect>.",
        "Làm căn cứ để <body> <verb> <object> <how>.",
        "Đến hết năm {year}: <result>; <result>.",
    ),
    "requirement": (
        "Việc <verb> <object> phải <how>, hoàn thành <when>.",
        "Các đơn vị chủ động <verb>, <verb> <object>; báo cáo về <body> <when>.",
        "Người đứng đầu chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân {unit} nếu chậm <verb> <object>.",
        "Không lợi dụng việc <verb> <object> để gây phiền hà cho <people>.",
        "Thông tin trao đổi qua <foreign> phải được <verb> và lưu trữ theo <cited>.",
        "Bố trí ít nhất <#n2> người phụ trách; mỗi nhiệm vụ có một đầu mối, một thời hạn, một sản phẩm.",
        "Gắn nhiệm vụ {subject} với đánh giá, xếp loại <people> cuối năm.",
    ),
    "content": (
        "<Verb> <object> <where>, <how>; phấn đấu <result>.",
        "Tổ chức <#n2> buổi tuyên truyền cho <people> qua <foreign> và hệ thống loa truyền thanh; dự kiến <result>.",
        "Thí điểm việc <verb> <object> bằng <foreign> tại <body> <when>, sau đó nhân rộng <where>.",
        "<Body> phối hợp với <body> <verb> <object>; kinh phí dự kiến <#money>, trong đó ngân sách cấp <#percent>.",
        "Mở <#n2> đợt cao điểm <verb> <object> <where>; mỗi đợt kéo dài <#n2> ngày, kết quả <result>.",
        "Thực hiện nghiêm <cited>; thường xuyên <verb> <object> và <verb> <object>.",
        "Duy trì đường dây nóng <#phone> để tiếp nhận phản ánh của <people>, trả lời <when>.",
        "Lắp đặt <#n2> bộ <foreign> phục vụ <people>; <verb> <object> <how>.",
        "Kết quả năm trước: <result>; <result>; còn <#n2> đơn vị chưa <verb> <object>.",
        "Biểu dương <people> có cách làm hay; xử lý nghiêm tập thể, cá nhân để chậm việc <verb> <object>.",
        "Phân công ông <#person> (điện thoại <#phone>) trực tiếp <verb> <object> <where>.",
        "Giá trị gói thầu là <#money> (<#percent> dự toán), thời gian thực hiện <#n2> tháng kể từ ngày <#date>.",
    ),
    "audience": (
        "<People> đang sinh sống, học tập, làm việc <where>.",
        "<Body> và <people> có liên quan đến việc <verb> <object>.",
        "Khoảng <#n4> <people>, trong đó ưu tiên <people> <where>.",
    ),
    "fund": (
        "Tổng kinh phí dự kiến <#money>, gồm ngân sách {unit} <#money> và nguồn xã hội hóa <#money>.",
        "Kinh phí được bố trí trong dự toán năm {year} của <body>; quyết toán <when>.",
        "Từ nguồn sự nghiệp <#money>; định mức chi thực hiện theo <cited>.",
    ),
    "duty": (
        "<verb> <object> <where> <how>",
        "hướng dẫn <people> <verb> <object> qua <foreign>",
        "tham mưu Ủy ban nhân dân {unit} <verb> <object> <where>",
        "cử <#n2> người tham gia đoàn <verb> <object> <where>",
        "bố trí <#money> để <verb> <object>",
        "<verb>, <verb> <object>; kịp thời báo cáo vướng mắc về <body>",
        "vận động <people> cùng <verb> <object>, phấn đấu <result>",
    ),
    "paragraph": (
        "Trong <#n2> năm qua, công tác {subject} <where> đã đạt những kết quả bước đầu: <result>, <result>. Tuy "
        "nhiên, việc <verb> "
        "<object> ở một số nơi còn chậm; <people> chưa được thông tin đầy đủ về <object>.",
        "Thực hiện <cited>, <Body> đã <verb> <object> và báo cáo kết quả vào ngày <#dateago>. Qua đó <effect>, "
        "<effect>.",
        "Để <effect>, Chủ tịch Ủy ban nhân dân {unit} yêu cầu <body>, <body> tập trung <verb> <object> <how>, xong "
        "<when>.",
        "Theo số liệu của <body>, tính đến ngày <#dateago> có <#n4> trường hợp cần <verb>, tăng <#percent> so với "
        "cùng kỳ; "
        "riêng thôn <#place> có <#n2> trường hợp, số tiền <#money>.",
        "Trường hợp <people> chưa có điều kiện dùng <foreign>, <body> cử người đến tận nơi để <verb> <object>; không "
        "thu bất cứ "
        "khoản phí nào ngoài quy định tại <cited>.",
        "Nguyên nhân chủ yếu là do <object> chưa được <verb> thường xuyên, sự phối hợp giữa <body> và <body> thiếu "
        "chặt chẽ, một bộ "
        "phận <people> còn tâm lý trông chờ.",
    ),
    "note": (
        "Số liệu do <body> cung cấp ngày <#dateago>.",
        "Theo <cited>.",
        "Thay thế <cited>.",
        "Không kể <#n2> trường hợp đang chờ <verb> <object>.",
        "Gồm các thôn <#place>, <#place> và <#place>.",
        "Ban hành kèm theo <cited>.",
    ),
    "heading": (
        "<Verb> <object>", "Công tác tuyên truyền", "Về <object>", "Bảo đảm nguồn lực", "Nhiệm vụ đối với <people>",
        "Ứng dụng <foreign> trong quản lý", "Chế độ thông tin, báo cáo", "Phân công trách nhiệm của <body>",
        "Tiến độ <verb> <object>", "Kết quả đạt được năm trước",
    ),
}  # fmt: skip

MORE_PLACE_FIRST = (
    "Bàu", "Cẩm", "Chí", "Diên", "Đại", "Đức", "Gia", "Hiệp", "Hương", "Lương", "Nghi", "Ninh", "Phước", "Quảng",
    "Quỳnh", "Sơn", "Tam", "Thiện", "Thới", "Trường", "Tuy", "Vạn", "Yên",
)  # fmt: skip
MORE_PLACE_LAST = (
    "An", "Ái", "Bình", "Cường", "Dương", "Đạo", "Hòa", "Hải", "Hiệp", "Kiều", "Lễ", "Long", "Lương", "Ngãi", "Phú",
    "Quới", "Quý", "Thạnh", "Thắng", "Thuận", "Tiến", "Trung", "Xá", "Xuyên",
)  # fmt: skip
MORE_FAMILY_NAMES = (
    "Phan",
    "Đinh",
    "Trịnh",
    "Lương",
    "Tạ",
    "Châu",
    "Thái",
    "Mai",
    "Cao",
    "Kiều",
    "Đoàn",
    "Trương",
    "Từ",
    "Sầm",
)
MORE_MIDDLE_NAMES = (
    "Minh",
    "Đức",
    "Hoàng",
    "Công",
    "Thị Kim",
    "Thị Thu",
    "Duy",
    "Nhật",
    "Phước",
    "Trọng",
    "Bích",
    "Như",
)
MORE_GIVEN_NAMES = (
    "Bình", "Chiến", "Dũng", "Đức", "Giang", "Hạnh", "Hòa", "Hùng", "Hương", "Khánh", "Kỳ", "Lâm", "Liễu", "Mỹ",
    "Nhung", "Phúc", "Quyết", "Sơn", "Thắng", "Thủy", "Trí", "Tuyết", "Vinh", "Xuân", "Ý",
)  # fmt: skip
ITEMS = (
    "In tờ rơi, pano", "Thuê hội trường", "Nước uống cho đại biểu", "Văn phòng phẩm", "Bồi dưỡng báo cáo viên",
    "Xăng xe đi kiểm tra", "Phần mềm quản lý", "Máy quét tài liệu A3", "Bảng tên, thẻ đeo", "Quà cho hộ chính sách",
    "Bảo trì hệ thống camera", "Cây giống", "Thuốc khử trùng", "Áo phao cứu sinh", "Bình chữa cháy MFZ4",
    "Sửa chữa loa truyền thanh", "Dịch thuật tài liệu", "Chi phí giám sát",
)  # fmt: skip
MEASURES = (
    "Tổng số hộ", "Tỷ lệ hộ nghèo", "Diện tích gieo trồng", "Sản lượng lương thực", "Tổng thu ngân sách",
    "Số người khám bệnh", "Tỷ lệ trẻ được tiêm chủng", "Số học sinh bán trú", "Thủ tục trực tuyến toàn trình",
    "Hồ sơ trả đúng hẹn", "Số vụ tai nạn giao thông", "Khối lượng rác thu gom", "Chiều dài đường bê tông",
    "Số lao động có việc làm mới", "Tỷ lệ che phủ rừng", "Đàn trâu, bò", "Doanh nghiệp thành lập mới",
    "Số thuê bao Internet", "Người tham gia bảo hiểm y tế", "Tỷ lệ hộ dùng nước sạch",
)  # fmt: skip
UNITS = (
    "hộ",
    "%",
    "ha",
    "tấn",
    "triệu đồng",
    "lượt người",
    "cháu",
    "em",
    "thủ tục",
    "hồ sơ",
    "vụ",
    "m³",
    "km",
    "người",
    "con",
)
OFFICES = (
    "Chủ tịch UBND", "Phó Chủ tịch UBND", "Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên",
    "Công chức Tư pháp - Hộ tịch", "Bí thư Đoàn xã", "Chủ tịch Hội Nông dân", "Trưởng Công an", "Hiệu trưởng",
    "Kế toán", "Văn thư, thủ quỹ",
)  # fmt: skip
