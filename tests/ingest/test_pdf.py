from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.encodings import Legacy
from pipeline.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    PipelineError,
    SourceError,
    SourceLimitError,
)
from pipeline.ingest import (
    ImageInput,
    Item,
    PageInput,
    TextInput,
    discover,
    draw_source_page,
    page_count,
    read_source_page,
)
from pipeline.model import LineRole, MarkKind, PageOrigin
from pipeline.reading import compose
from pipeline.settings import Settings
from tests.encodings.test_legacy import encoded
from tests.ingest.files import image_pdf, pdf, picture, raw_pdf, text_pdf

SETTINGS = Settings()
LINES = {
    (90.0, 700.0 - 20 * index): text
    for index, text in enumerate(
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6",
            "Ủy ban nhân dân xã ban hành Kế hoạch thực hiện nhiệm vụ",
            "phòng, chống thiên tai và tìm kiếm cứu nạn trên địa bàn xã",
        )
    )
}
GARBAGE = dict.fromkeys(LINES, "UY BAN MAN DAN sfra doi, bo sung Iinh vvc kham benh cua cac co quan")

# RC4, 40 bits: what an old scanner's software locks a file with; made once, any reader refuses it.
LOCKED = raw_pdf(b"").replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter "
    b"/Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
)


def item(path: Path, data: bytes) -> Item:
    path.write_bytes(data)
    return discover([path], SETTINGS, path.parent / "spool").items[0]


def page(folder: Path, data: bytes, number: int = 1, settings: Settings = SETTINGS) -> PageInput:
    return read_source_page(item(folder / "a.pdf", data), number, settings)


def image(folder: Path, data: bytes, settings: Settings = SETTINGS) -> ImageInput:
    found = page(folder, data, settings=settings)
    assert isinstance(found, ImageInput)
    return found


def text(folder: Path, data: bytes) -> TextInput:
    found = page(folder, data)
    assert isinstance(found, TextInput)
    return found


def test_pages_are_counted(tmp_path: Path) -> None:
    assert page_count(item(tmp_path / "a.pdf", pdf(3)), SETTINGS) == 3


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (LOCKED, EncryptedSourceError),
        (b"%PDF-1.7\nnothing more", DamagedSourceError),
        (image_pdf(picture())[:300], DamagedSourceError),
        (raw_pdf(b"").replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0"), EmptySourceError),
    ],
    ids=["locked", "cut", "cut short", "no page"],
)
def test_bad_files(tmp_path: Path, data: bytes, error: type[PipelineError]) -> None:
    found = item(tmp_path / "a.pdf", data)
    with pytest.raises(error, match=r"a\.pdf") as caught:
        page_count(found, SETTINGS)
    assert caught.value.message.vi != caught.value.message.en
    assert caught.value.exit_code == 4


def test_a_file_that_vanished(tmp_path: Path) -> None:
    found = item(tmp_path / "a.pdf", pdf())
    found.paths[0].unlink()
    with pytest.raises(SourceError, match=r"a\.pdf"):
        page_count(found, SETTINGS)


def test_too_many_pages(tmp_path: Path) -> None:
    with pytest.raises(SourceLimitError):
        page_count(item(tmp_path / "a.pdf", pdf(4)), Settings.model_validate({"limits": {"pages": 3}}))


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EmptySourceError, match="trang 2"):
        page(tmp_path, pdf(), 2)


def test_a_file_that_lost_its_end_is_read_with_a_warning(tmp_path: Path) -> None:
    data = image_pdf(picture())
    read = image(tmp_path, data[: data.rfind(b"startxref")])
    assert [problem.code for problem in read.problems] == ["cut_short"]


def test_the_scan_itself_is_taken(tmp_path: Path) -> None:
    scan = picture(400, 560, "L")
    read = image(tmp_path, image_pdf(scan, dpi=50))
    assert (read.raster.width, read.raster.height, read.raster.dpi) == (400, 560, 50)
    assert read.steps[0].name == "embedded_image"
    assert float(np.abs(read.raster.pixels.astype(float) - np.asarray(scan)).mean()) < 2
    assert read.problems == ()


def test_a_bilevel_scan_stays_bilevel(tmp_path: Path) -> None:
    read = image(tmp_path, image_pdf(picture(400, 560, "1"), dpi=50))
    assert read.raster.bilevel
    assert set(np.unique(read.raster.pixels)) == {0, 255}
    assert read.raster.pixels[100, 100] == 0


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_given_unrotated(tmp_path: Path, rotation: int) -> None:
    read = image(tmp_path, image_pdf(picture(), dpi=50, rotation=rotation))
    assert read.rotation == rotation
    assert (read.raster.width, read.raster.height) == (400, 560)
    assert read.raster.pixels[100, 100] < 10


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_drawn_page_is_given_unrotated(tmp_path: Path, rotation: int) -> None:
    content = b"0 0 0 rg 60 642 100 100 re f"  # a square at the top left
    read = image(tmp_path, raw_pdf(content, page=b"/Rotate %d" % rotation))
    assert read.steps[0].name == "rendered"
    assert read.rotation == rotation
    scale = 300 / 72
    assert read.raster.width == pytest.approx(595 * scale, abs=2)
    assert read.raster.height == pytest.approx(842 * scale, abs=2)
    assert read.raster.pixels[int(150 * scale), int(110 * scale)] == 0
    assert read.raster.pixels[int(700 * scale), int(500 * scale)] == 255


def test_an_image_laid_on_its_side(tmp_path: Path) -> None:
    """The stored pixels lie sideways and the page's content turns them: they come as they lie on the page."""
    upright = picture(400, 560)
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    data = stored.tobytes()
    image_object = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length %d >>\nstream\n" % (*stored.size, len(data))
    ) + data + b"\nendstream"  # fmt: skip
    content = b"q 0 -842 595 0 0 842 cm /I Do Q"
    read = image(tmp_path, raw_pdf(content, b"/XObject << /I 5 0 R >>", {5: image_object}))
    assert read.steps[0].name == "embedded_image"
    assert (read.raster.width, read.raster.height) == (400, 560)
    assert read.raster.pixels[100, 100] == 0
    assert read.raster.pixels[500, 300] == 255


def test_a_masked_image_is_drawn_instead(tmp_path: Path) -> None:
    """Where taking the image alone would show something else than the page, the page is drawn."""
    black = bytes(100 * 140)
    clear = bytes(100 * 140)

    def stream(head: bytes, data: bytes) -> bytes:
        return head + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"

    common = b"<< /Type /XObject /Subtype /Image /Width 100 /Height 140 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    objects = {5: stream(common + b" /SMask 6 0 R", black), 6: stream(common, clear)}
    read = image(tmp_path, raw_pdf(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject << /I 5 0 R >>", objects))
    assert read.steps[0].name == "rendered"
    assert read.raster.pixels.min() == 255


def test_a_huge_scan_is_refused_or_drawn_smaller(tmp_path: Path) -> None:
    data = image_pdf(picture(400, 560), dpi=50)
    with pytest.raises(SourceLimitError, match="trang 1"):
        image(tmp_path, data, Settings.model_validate({"limits": {"refused_pixels": 100_000}}))
    read = image(tmp_path, data, Settings.model_validate({"limits": {"page_pixels": 100_000}}))
    assert read.raster.width * read.raster.height <= 101_000
    assert [problem.code for problem in read.problems] == ["scaled_down"]


def test_a_huge_page_is_drawn_within_the_bound(tmp_path: Path) -> None:
    data = raw_pdf(b"0 0 100 100 re f").replace(b"[0 0 595 842]", b"[0 0 14400 14400]")
    read = image(tmp_path, data, Settings.model_validate({"limits": {"page_pixels": 1_000_000}}))
    assert read.raster.width * read.raster.height <= 1_010_000
    assert [problem.code for problem in read.problems] == ["scaled_down"]


def test_a_correct_text_layer_is_used(tmp_path: Path) -> None:
    reading = text(tmp_path, text_pdf(LINES)).reading
    assert [line.text for line in reading.lines] == list(LINES.values())
    assert reading.page.origin is PageOrigin.TEXT_LAYER
    assert (reading.page.dpi, reading.page.rotation) == (300, 0)
    first = reading.lines[0].words[0].box
    scale = 300 / 72
    assert first.x0 == pytest.approx(90 * scale, abs=6)
    assert first.y1 == pytest.approx((842 - 700) * scale, abs=12)
    assert all(line.read == " ".join(word.text for word in line.words) for line in reading.lines)


def test_a_garbled_layer_is_not_used(tmp_path: Path) -> None:
    assert image(tmp_path, text_pdf(GARBAGE)).steps[0].name == "rendered"


def test_a_layer_can_be_ignored_by_wish(tmp_path: Path) -> None:
    image(tmp_path, text_pdf(LINES), Settings.model_validate({"ingest": {"trust_text_layer": False}}))


def test_a_few_words_over_a_scan_do_not_replace_it(tmp_path: Path) -> None:
    scan = picture(400, 560).tobytes()
    scan_object = (
        b"<< /Type /XObject /Subtype /Image /Width 400 /Height 560 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length %d >>\nstream\n" % len(scan)
    ) + scan + b"\nendstream"  # fmt: skip
    data = text_pdf({(50.0, 800.0): "Sao y bản chính"})
    data = data.replace(b"BT /F1", b"q 595 0 0 842 0 0 cm /I Do Q BT /F1", 1)
    document = rebuilt(data, b"/XObject << /I 7 0 R >>", {7: scan_object})
    assert image(tmp_path, document).steps[0].name == "embedded_image"


def rebuilt(data: bytes, resources: bytes, extra: dict[int, bytes]) -> bytes:
    """Add resources and objects to one of our PDFs; its cross-references are left to the reader to mend."""
    data = data.replace(b"/Font << /F1 5 0 R >>", b"/Font << /F1 5 0 R >> " + resources)
    added = b"".join(b"%d 0 obj\n" % number + body + b"\nendobj\n" for number, body in extra.items())
    return data[: data.rfind(b"\nxref\n") + 1] + added + data[data.rfind(b"trailer") :]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_of_a_turned_page_are_on_the_unrotated_one(tmp_path: Path, rotation: int) -> None:
    """Text that is written for a turned page is read in order, and its boxes lie where the content draws it."""
    lines = list(LINES.values())
    turn = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[rotation]
    start = {90: (200, 100), 180: (500, 100), 270: (200, 700)}[rotation]
    step = {90: (20, 0), 180: (0, 20), 270: (-20, 0)}[rotation]
    data = text_pdf(LINES, page=b"/Rotate %d" % rotation)
    for index, (x, y) in enumerate(LINES):
        place = (start[0] + index * step[0], start[1] + index * step[1])
        old = f"1 0 0 1 {x} {y} Tm".encode()
        data = data.replace(old, f"{' '.join(map(str, turn))} {place[0]} {place[1]} Tm".encode())
    reading = text(tmp_path, data).reading
    assert [line.text for line in reading.lines] == lines
    assert reading.page.rotation == rotation
    assert (reading.page.width, reading.page.height) == (2479, 3508)
    first = reading.lines[0].words[0].box
    x, y = start[0] * 300 / 72, (842 - start[1]) * 300 / 72
    assert first.x0 - 60 < x < first.x1 + 60
    assert first.y0 - 60 < y < first.y1 + 60


def test_columns_of_the_header_and_page_number(tmp_path: Path) -> None:
    lines = {
        (60.0, 780.0): "ỦY BAN NHÂN DÂN",
        (330.0, 778.0): "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        (60.0, 764.0): "XÃ LẠC HỒNG",
        (350.0, 762.0): "Độc lập - Tự do - Hạnh phúc",
        (330.0, 745.0): "Lạc Hồng, ngày 5 tháng 3 năm 2024",
        (270.0, 722.0): "KẾ HOẠCH",
        **LINES,
        (295.0, 30.0): "2",
    }
    reading = text(tmp_path, text_pdf(lines)).reading
    assert [line.text for line in reading.lines[:6]] == [
        "ỦY BAN NHÂN DÂN", "XÃ LẠC HỒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Lạc Hồng, ngày 5 tháng 3 năm 2024", "KẾ HOẠCH",
    ]  # fmt: skip
    assert reading.lines[0].role is LineRole.HEADER_LEFT
    assert [(mark.kind, mark.text) for mark in reading.page.marks] == [(MarkKind.PAGE_NUMBER, "2")]


def test_a_ruled_table_has_cells(tmp_path: Path) -> None:
    lines = {
        **LINES,
        (100.0, 500.0): "Nhiệm vụ",
        (300.0, 500.0): "Đơn vị thực hiện",
        (100.0, 470.0): "Tuyên truyền, phổ biến",
        (100.0, 456.0): "đến người dân",
        (300.0, 470.0): "Công an xã",
    }
    rules = b"0.5 w 90 515 m 500 515 l S 90 490 m 500 490 l S 90 450 m 500 450 l S "
    rules += b"90 450 m 90 515 l S 290 450 m 290 515 l S 500 450 m 500 515 l S "
    data = text_pdf(lines)
    data = data.replace(b"BT /F1", rules + b"BT /F1", 1)
    reading = text(tmp_path, rebuilt(data, b"", {})).reading
    table = [line for line in reading.lines if line.cell]
    assert compose(table).text == "Nhiệm vụ | Đơn vị thực hiện\nTuyên truyền, phổ biến đến người dân | Công an xã"
    assert all(line.role is LineRole.TABLE for line in table)


def with_stamp(data: bytes, text: bytes, rect: tuple[int, int, int, int]) -> bytes:
    """Add an annotation that shows `text` at `rect` (points)."""
    stream = b"BT /F2 12 Tf 2 4 Td (" + text + b") Tj ET"
    look = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 %d %d] /Resources << /Font << /F2 << /Type /Font /Subtype /Type1 "
        b"/BaseFont /Helvetica >> >> >> /Length %d >>\nstream\n" % (rect[2] - rect[0], rect[3] - rect[1], len(stream))
    ) + stream + b"\nendstream"  # fmt: skip
    note = b"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [%d %d %d %d] /AP << /N 9 0 R >> >>" % rect
    data = data.replace(b"/Type /Page ", b"/Type /Page /Annots [8 0 R] ")
    return rebuilt(data, b"", {8: note, 9: look})


def test_a_number_stamped_into_the_text(tmp_path: Path) -> None:
    data = text_pdf({(90.0, 760.0): "Số:", (140.0, 760.0): "/KH-UBND", **LINES})
    reading = text(tmp_path, with_stamp(data, b"507", (110, 756, 138, 772))).reading
    assert [word.text for word in reading.lines[0].words] == ["Số:", "507", "/KH-UBND"]


def test_a_signature_over_the_text_is_a_mark(tmp_path: Path) -> None:
    data = with_stamp(text_pdf(LINES), b"Signed by: a@b.vn 16.04.2024", (300, 780, 580, 796))
    reading = text(tmp_path, data).reading
    assert [line.text for line in reading.lines] == list(LINES.values())
    assert [(mark.kind, mark.text) for mark in reading.page.marks] == [
        (MarkKind.CAPTION, "Signed by: a@b.vn 16.04.2024")
    ]


def test_over_a_scan_numbers_are_drawn_and_captions_are_marks(tmp_path: Path) -> None:
    scan = Image.new("L", (595, 842), 255).tobytes()
    scan_object = (
        b"<< /Type /XObject /Subtype /Image /Width 595 /Height 842 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length %d >>\nstream\n" % len(scan)
    ) + scan + b"\nendstream"  # fmt: skip
    data = raw_pdf(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject << /I 5 0 R >>", {5: scan_object})
    number = image(tmp_path, with_stamp(data, b"1849", (100, 700, 140, 716)))
    dark = np.argwhere(number.raster.pixels < 128)
    assert dark.size
    assert dark[:, 0].min() >= 842 - 716
    assert dark[:, 0].max() <= 842 - 700
    assert number.marks == ()
    caption = image(tmp_path, with_stamp(data, b"Signed by: a@b.vn 16.04.2024", (100, 700, 400, 716)))
    assert caption.raster.pixels.min() == 255
    assert [mark.text for mark in caption.marks] == ["Signed by: a@b.vn 16.04.2024"]
    box = caption.marks[0].box
    assert box is not None
    assert 842 - 716 <= box.y0 <= box.y1 <= 842 - 700


def test_a_page_can_be_drawn_for_looking_at(tmp_path: Path) -> None:
    found = item(tmp_path / "a.pdf", text_pdf(LINES))
    drawn = draw_source_page(found, 1, SETTINGS, 100)
    assert drawn is not None
    assert drawn.width == pytest.approx(595 * 100 / 72, abs=2)
    assert drawn.pixels.min() < 100
    with pytest.raises(EmptySourceError):
        draw_source_page(found, 2, SETTINGS, 100)


def test_javascript_and_attachments_are_ignored(tmp_path: Path) -> None:
    data = text_pdf(LINES).replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    )
    assert len(text(tmp_path, data).reading.lines) == 3


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_layer_in_old_fonts_is_converted(tmp_path: Path, encoding: Legacy) -> None:
    lines = {place: line.replace("Ủ", "ủ") for place, line in LINES.items()}
    old = {place: encoded(line, encoding) for place, line in lines.items()}
    reading = text(tmp_path, text_pdf(old)).reading
    assert [line.text for line in reading.lines] == list(lines.values())
    assert dict(reading.steps[0].settings)["encoding"] == encoding


@pytest.mark.shared
def test_real_layers_are_judged_right() -> None:
    shared = Path(__file__).parents[2].parent / "shared"
    if not shared.exists():
        pytest.skip("../shared is not there")
    born = sorted((shared / "born").glob("*.pdf"))[:4]
    scans = [path for path in sorted((shared / "scans").glob("*.pdf")) if path.stem[:3] in ("s17", "s27", "s28")]
    for path in (*born, *scans):
        found = discover([path], SETTINGS, Path()).items[0]
        read = read_source_page(found, 1, SETTINGS)
        assert isinstance(read, TextInput if path in born else ImageInput), path
