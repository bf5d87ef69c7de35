import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from pipeline.encodings import Legacy
from pipeline.errors import DamagedSourceError, EmptySourceError, SourceLimitError, StateSecretError
from pipeline.ingest import Item, TextInput, discover, page_count, read_source_page
from pipeline.model import Line, LineRole, MarkKind
from pipeline.process import process_file
from pipeline.reading import compose
from pipeline.settings import Settings
from tests.encodings.test_legacy import encoded
from tests.ingest.files import zipped

SETTINGS = Settings()


def item(path: Path) -> Item:
    return discover([path], SETTINGS, path.parent / "spool").items[0]


def read(document: Any, folder: Path) -> tuple[Line, ...]:
    path = folder / "a.docx"
    document.save(str(path))
    page = read_source_page(item(path), 1, SETTINGS)
    assert isinstance(page, TextInput)
    assert page_count(item(path), SETTINGS) == 1
    return page.reading.lines


def test_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("KẾ HOẠCH")
    table = document.add_table(2, 3)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {index}"
    document.add_paragraph("Đie\u0302\u0300u cuối\nxuống dòng")
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    lines = read(document, tmp_path)
    assert compose(lines).text == "KẾ HOẠCH\nô 0 | ô 1 | ô 2\nô 3 | ô 4 | ô 5\nĐiều cuối\nxuống dòng"
    assert lines[0].box is None
    assert lines[1].role is LineRole.TABLE


def test_merged_cells_come_once(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "ngang"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "dọc"
    lines = read(document, tmp_path)
    assert compose(lines).text == "ngang | 02\n10 | 11 | dọc\n20 | 21"
    cells = {line.text: line.cell for line in lines}
    assert cells["ngang"] is not None
    assert cells["ngang"].columns == 2
    assert cells["dọc"] is not None
    assert (cells["dọc"].rows, cells["dọc"].column) == (2, 2)


def test_header_and_signature_tables_are_read_by_columns(tmp_path: Path) -> None:
    document = Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "UBND XÃ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    head.cell(1, 0).text, head.cell(1, 1).text = "Số: 5/KH-UBND", "A, ngày 1 tháng 2 năm 2024"
    document.add_paragraph("KẾ HOẠCH")
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text, foot.cell(0, 1).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT.", "CHỦ TỊCH\nNguyễn Văn A"
    lines = read(document, tmp_path)
    assert [line.text for line in lines] == [
        "UBND XÃ A", "Số: 5/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "A, ngày 1 tháng 2 năm 2024", "KẾ HOẠCH",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn A",
    ]  # fmt: skip
    roles = [line.role for line in lines]
    assert roles[0] is LineRole.HEADER_LEFT
    assert roles[2] is LineRole.HEADER_RIGHT
    assert roles[5] is LineRole.RECIPIENTS
    assert roles[-1] is LineRole.SIGNATURE
    assert all(line.cell is None for line in lines)


def test_automatic_numbers_are_in_the_text(tmp_path: Path) -> None:
    document = Document()
    for text in ("một", "hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("gạch", style="List Bullet")
    assert [line.text for line in read(document, tmp_path)] == ["1. một", "2. hai", "• gạch"]


def test_footnotes_follow_the_text(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Theo Quyết định")
    document.save(str(tmp_path / "plain.docx"))
    with zipfile.ZipFile(tmp_path / "plain.docx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    members["word/footnotes.xml"] = (
        f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>Quyết định số 1</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    ).encode()
    members["word/document.xml"] = members["word/document.xml"].replace(
        "Quyết định</w:t></w:r>".encode(),
        'Quyết định</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'.encode(),
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    )
    page = read_source_page(item(zipped(tmp_path / "a.docx", members)), 1, SETTINGS)
    assert isinstance(page, TextInput)
    assert [line.text for line in page.reading.lines] == ["Theo Quyết định¹", "¹ Quyết định số 1"]
    assert page.reading.lines[1].role is LineRole.FOOTNOTE


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_old_fonts_are_converted(tmp_path: Path, encoding: Legacy) -> None:
    texts = ["ủy ban nhân dân xã ban hành kế hoạch", "thực hiện nhiệm vụ phòng, chống thiên tai"]
    document = Document()
    for each in texts:
        document.add_paragraph(encoded(each, encoding))
    assert [line.text for line in read(document, tmp_path)] == texts


def test_a_docx_without_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptySourceError, match=r"a\.docx"):
        read(Document(), tmp_path)


def test_a_damaged_docx(tmp_path: Path) -> None:
    out = io.BytesIO()
    Document().save(out)
    path = zipped(tmp_path / "a.docx", {"word/document.xml": b"<w:document", "[Content_Types].xml": b"<Types/>"})
    with pytest.raises(DamagedSourceError, match=r"a\.docx"):
        read_source_page(item(path), 1, SETTINGS)


def test_a_docx_bomb_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", {"word/document.xml": b" " * 1_000_000})
    settings = Settings.model_validate({"limits": {"text_characters": 1000}})
    with pytest.raises(SourceLimitError, match=r"a\.docx"):
        read_source_page(item(path), 1, settings)


_TEXT_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml">'
    "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


def test_what_is_set_like_a_stamp_is_a_mark(tmp_path: Path) -> None:
    document = Document()
    for text in ("MẬT", "Một khung chữ thường"):
        document.add_paragraph("Số: 12/KH-UBND")._p.append(parse_xml(_TEXT_BOX.format(text)))
    document.sections[0].header.paragraphs[0].text = "HỎA TỐC"
    path = tmp_path / "a.docx"
    document.save(str(path))
    page = read_source_page(item(path), 1, SETTINGS)
    assert isinstance(page, TextInput)
    assert [(mark.kind, mark.text) for mark in page.reading.page.marks] == [
        (MarkKind.STAMP, "MẬT"),
        (MarkKind.STAMP, "HỎA TỐC"),
    ]
    with pytest.raises(StateSecretError, match=r"a\.docx"):
        process_file(path)
