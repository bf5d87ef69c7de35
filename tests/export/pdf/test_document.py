from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline.errors import UnsupportedSourceError
from pipeline.export.pdf import PageWay, write_document
from pipeline.export.pdf.text_layer import Placement
from pipeline.export.pdfa import check_pdf
from pipeline.model import Document, Fix, Header, Mark, MarkKind, Page, PageOrigin, Word
from tests.export.pdf.papers import DPI, SIZE, TEXT, document, lines_of, picture, turned
from tests.ingest.files import image_pdf, text_pdf

WORDS = " ".join(TEXT).split()


def jpeg(path: Path, size: tuple[int, int] = SIZE) -> Path:
    picture(size).save(path, dpi=(DPI, DPI), quality=80)
    return path


def pdftotext(path: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def images_of(path: Path) -> list[str]:
    """Return the digests of the encoded images of a PDF."""
    with pikepdf.open(path) as pdf:
        return [
            hashlib.sha256(image.read_raw_bytes()).hexdigest()
            for page in pdf.pages
            for image in page.resources["/XObject"].as_dict().values()
            if isinstance(image, pikepdf.Stream)
        ]


def found_at(path: Path, word: str) -> tuple[float, float]:
    """Return the middle of the first place where pdfium finds `word`, in points of the page."""
    pdf = pdfium.PdfDocument(path)
    text = pdf[0].get_textpage()
    hit = text.search(word, match_case=True).get_next()
    assert hit is not None, word
    boxes = [text.get_charbox(index) for index in range(hit[0], hit[0] + hit[1])]
    pdf.close()
    return (
        (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2,
        (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2,
    )


def is_over(path: Path, found: Word, placement: Placement) -> bool:
    x, y = found_at(path, found.text)
    left, bottom, right, top = placement.rectangle(found.box)
    return left <= x <= right and bottom <= y <= top


def of_image(page: Page) -> Placement:
    return Placement(0, page.height * 72 / page.dpi, 72 / page.dpi, 72 / page.dpi)


def longest(lines: Document) -> list[Word]:
    """Return words that are found once only."""
    return [word for line in lines.lines for word in line.words if len(word.text) > 3]


def test_the_bytes_of_a_jpeg_stay_and_its_words_are_found_in_order(tmp_path: Path) -> None:
    scan = jpeg(tmp_path / "a.jpg")
    paper = document(scan, "image/jpeg", lines_of())
    made = write_document(paper, [scan], tmp_path / "a.pdf")
    assert [page.way for page in made.pages] == [PageWay.SAME_BYTES]
    assert images_of(made.path) == [hashlib.sha256(scan.read_bytes()).hexdigest()]
    assert pdftotext(made.path).split() == WORDS
    assert pdftotext(made.path, "-raw").splitlines()[:3] == list(TEXT)
    assert made.size < made.original_size + 12_000


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 1.8])
def test_words_lie_over_their_boxes(tmp_path: Path, rotation: int, skew: float) -> None:
    width, height = SIZE
    size = SIZE if rotation % 180 == 0 else (height, width)
    scan = jpeg(tmp_path / "a.jpg", size)
    lines = turned(lines_of(skew=skew), rotation, width, height)
    paper = document(scan, "image/jpeg", lines, size=size, rotation=rotation, skew=skew)
    out = write_document(paper, [scan], tmp_path / "a.pdf").path
    assert all(is_over(out, word, of_image(paper.pages[0])) for word in longest(paper))
    assert pdftotext(out, "-raw").split() == WORDS
    with pikepdf.open(out) as pdf:
        assert int(pdf.pages[0].obj.get("/Rotate", 0)) == rotation


def test_the_corrected_text_is_written_where_the_wrong_was_read(tmp_path: Path) -> None:
    scan = jpeg(tmp_path / "a.jpg")
    line = lines_of(("Ké hoach sb 15",))[0]
    fixes = (Fix(0, 8, "Ké hoach", "Kế hoạch", "rule", 0.9), Fix(9, 11, "sb", "số", "rule", 0.9))
    paper = document(scan, "image/jpeg", [replace(line, text="Kế hoạch số 15", fixes=fixes)])
    out = write_document(paper, [scan], tmp_path / "a.pdf").path
    assert pdftotext(out).split() == ["Kế", "hoạch", "số", "15"]
    assert is_over(out, replace(line.words[1], text="hoạch"), of_image(paper.pages[0]))


def test_words_whose_boxes_touch_stay_apart(tmp_path: Path) -> None:
    scan = jpeg(tmp_path / "a.jpg")
    line = lines_of(("Số: 660/TB-UBND",))[0]
    first, second = line.words
    touching = (first, replace(second, box=replace(second.box, x0=first.box.x1 - 4)))
    paper = document(scan, "image/jpeg", [replace(line, words=touching)])
    out = write_document(paper, [scan], tmp_path / "a.pdf").path
    assert pdftotext(out).split() == ["Số:", "660/TB-UBND"]


def test_marks_that_say_something_can_be_found(tmp_path: Path) -> None:
    scan = jpeg(tmp_path / "a.jpg")
    paper = document(scan, "image/jpeg", lines_of())
    box = replace(paper.lines[0].words[0].box, x0=500, x1=700, y0=900, y1=960)
    stamp = Mark(MarkKind.ARRIVAL, box, "ĐẾN Số: 125 Ngày: 12/5/2025")
    paper = replace(paper, pages=(replace(paper.pages[0], marks=(stamp,)),))
    out = write_document(paper, [scan], tmp_path / "a.pdf").path
    assert pdftotext(out, "-raw").split()[-5:] == ["ĐẾN", "Số:", "125", "Ngày:", "12/5/2025"]


@pytest.mark.parametrize("rotation", [0, 90])
def test_the_scan_of_a_pdf_keeps_its_bytes_place_and_turn(tmp_path: Path, rotation: int) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(image_pdf(picture(), DPI, rotation))
    paper = document(source, "application/pdf", lines_of(), rotation=rotation)
    out = write_document(paper, [source], tmp_path / "out.pdf").path
    assert images_of(out) == images_of(source)
    with pikepdf.open(source) as before, pikepdf.open(out) as after:
        assert [float(side) for side in before.pages[0].mediabox] == pytest.approx(
            [float(side) for side in after.pages[0].mediabox], abs=1e-4
        )
        assert int(after.pages[0].obj.get("/Rotate", 0)) == rotation


def test_a_garbled_invisible_text_of_the_scanner_is_not_taken_over(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    with pikepdf.open(_bytes(image_pdf(picture(), DPI), tmp_path)) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources.Font = pikepdf.Dictionary(F1=font)
        page.contents_add(pikepdf.Stream(pdf, b"BT 3 Tr /F1 12 Tf 100 700 Td (Cong Hcok xA) Tj ET"))
        pdf.save(source)
    paper = document(source, "application/pdf", lines_of())
    made = write_document(paper, [source], tmp_path / "out.pdf")
    assert made.pages[0].way is PageWay.SAME_BYTES
    assert pdftotext(made.path).split() == WORDS


def test_what_lies_over_a_scan_becomes_small_pictures_over_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    with pikepdf.open(_bytes(image_pdf(picture(), DPI), tmp_path)) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources.Font = pikepdf.Dictionary(F1=font)  # not embedded: no page of an archive
        page.contents_add(
            pikepdf.Stream(pdf, b"q 1 0 0 RG 4 w 400 700 m 500 700 l S Q BT /F1 9 Tf 400 710 Td (OK) Tj ET")
        )
        pdf.save(source)
    paper = document(source, "application/pdf", lines_of())
    made = write_document(paper, [source], tmp_path / "out.pdf")
    assert made.pages[0].way is PageWay.OVERLAID
    kept = images_of(made.path)
    assert images_of(source)[0] in kept
    assert len(kept) > 1
    page = pdfium.PdfDocument(made.path)[0]
    drawn = page.render(scale=1).to_pil().convert("RGB")
    assert drawn.getpixel((450, round(page.get_height()) - 700))[1] < 80


def test_a_scan_with_lines_over_it_is_kept_whole_and_made_searchable(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    with pikepdf.open(_bytes(image_pdf(picture(), DPI), tmp_path)) as pdf:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"1 0 0 RG 4 w 400 700 m 500 700 l S 2 0 0 2 0 0 cm"))
        pdf.save(source)
    paper = document(source, "application/pdf", lines_of())
    made = write_document(paper, [source], tmp_path / "out.pdf")
    assert made.pages[0].way is PageWay.KEPT
    assert images_of(made.path) == images_of(source)
    assert all(is_over(made.path, word, of_image(paper.pages[0])) for word in longest(paper))
    assert check_pdf(made.path) == ()


def test_a_page_that_is_no_scan_is_drawn_and_searchable(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(text_pdf({(72.0, 700.0): "Kế hoạch"}))
    size = (1240, 1754)
    line = lines_of(("Kế hoạch",))[0]
    paper = document(
        source, "application/pdf", [line], size=size, dpi=150, embedded=False, origin=PageOrigin.TEXT_LAYER
    )
    made = write_document(paper, [source], tmp_path / "out.pdf")
    assert made.pages[0].way is PageWay.DRAWN
    assert pdftotext(made.path).split() == ["Kế", "hoạch"]


def test_pages_that_cannot_be_read_are_empty_pages(tmp_path: Path) -> None:
    scan = jpeg(tmp_path / "a.jpg")
    paper = replace(
        document(scan, "image/jpeg", lines_of(), pages=2),
        pages=(document(scan, "image/jpeg").pages[0], Page(2, 0, 0, 0, PageOrigin.FAILED)),
    )
    made = write_document(paper, [scan], tmp_path / "a.pdf")
    assert [page.way for page in made.pages] == [PageWay.SAME_BYTES, PageWay.MISSING]


def test_a_plain_text_has_no_pages(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Kế hoạch", "utf-8")
    with pytest.raises(UnsupportedSourceError, match="no page images"):
        write_document(document(source, "text/plain"), [source], tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_the_metadata_say_what_the_document_is(tmp_path: Path) -> None:
    scan = jpeg(tmp_path / "a.jpg")
    header = Header(
        doc_type="Kế hoạch", number_symbol="15/KH-UBND", issuer="Ủy ban nhân dân Quận 3", date="2021-09-05",
        title="Chuyển đổi số & cải cách",
    )  # fmt: skip
    paper = document(scan, "image/jpeg", lines_of(), header=header)
    day = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    out = write_document(paper, [scan], tmp_path / "a.pdf", made_at=day).path
    with pikepdf.open(out) as pdf:
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "B")
        assert xmp["dc:title"] == str(pdf.docinfo["/Title"]) == "Kế hoạch 15/KH-UBND: Chuyển đổi số & cải cách"
        assert xmp["dc:creator"] == [header.issuer]
        assert xmp["dc:identifier"] == "15/KH-UBND"
        assert xmp["xmp:CreateDate"] == "2026-05-04T03:02:01+00:00"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260504030201+00'00'"
        assert str(pdf.Root.Lang) == "vi"
    again = write_document(paper, [scan], tmp_path / "b.pdf", made_at=day).path
    assert again.read_bytes() == out.read_bytes()


def _bytes(data: bytes, folder: Path) -> Path:
    path = folder / "plain.pdf"
    path.write_bytes(data)
    return path
