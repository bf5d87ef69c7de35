from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import DamagedSourceError, UsageError
from pipeline.export.pdf import write_document
from pipeline.model import Signature, SignatureState
from pipeline.process import process_file
from pipeline.record import from_record, to_record
from pipeline.signatures import check_returned, check_signatures, load_trusted, problems_of, told
from tests.export.pdf.papers import DPI, document, lines_of, picture
from tests.ingest.files import image_pdf, text_pdf
from tests.signatures.signing import Identity, identity, signed

ROOT, OFFICE = "Cơ quan chứng thực thử", "Ủy ban nhân dân phường Bến Nhạc"


@pytest.fixture(scope="module")
def office() -> Identity:
    return identity(OFFICE, ROOT)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return text_pdf({(72.0, 700.0): "KẾ HOẠCH phân loại rác tại nguồn"})


def put(folder: Path, data: bytes, name: str = "ky.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_signature_is_found_with_its_signer_and_holds(tmp_path: Path, plain: bytes, office: Identity) -> None:
    (found,) = check_signatures(put(tmp_path, signed(plain, office)))
    assert found.state is SignatureState.INTACT
    assert (found.field, found.signer, found.issuer, found.reason) == ("ChuKy1", OFFICE, ROOT, "Phát hành")
    assert found.covers_file
    assert found.is_trusted is None
    assert found.signed_at is not None
    assert abs(datetime.fromisoformat(found.signed_at) - datetime.now(UTC)) < timedelta(hours=1)
    assert problems_of((found,)) == ()
    assert "chưa kiểm tra được chuỗi tin cậy" in told(found).vi


def test_keys_on_elliptic_curves_are_read(tmp_path: Path, plain: bytes) -> None:
    (found,) = check_signatures(put(tmp_path, signed(plain, identity("Khóa EC", None, "ec"))))
    assert found.state is SignatureState.INTACT


def test_one_changed_byte_breaks_it(tmp_path: Path, plain: bytes, office: Identity) -> None:
    data = bytearray(signed(plain, office))
    data[data.index(b"/MediaBox") + 20] ^= 1
    (found,) = check_signatures(put(tmp_path, bytes(data)))
    assert found.state is SignatureState.BROKEN
    (problem,) = problems_of((found,))
    assert "KHÔNG còn nguyên vẹn" in problem.message.vi


def test_what_was_added_after_signing_is_told(tmp_path: Path, plain: bytes, office: Identity) -> None:
    (found,) = check_signatures(put(tmp_path, signed(plain, office) + b"\n% added\n%%EOF\n"))
    assert (found.state, found.covers_file) == (SignatureState.INTACT, False)
    assert "ghi thêm sau khi ký" in told(found).vi


def test_a_certificate_of_another_key_breaks_it(tmp_path: Path, plain: bytes, office: Identity) -> None:
    forged = Identity(identity("Kẻ giả mạo").key, office.certificate)
    try:
        data = signed(plain, forged)
    except ValueError:
        pytest.skip("the library refuses to sign with a key that is not the certificate's")
    (found,) = check_signatures(put(tmp_path, data))
    assert found.state is SignatureState.BROKEN


@pytest.mark.parametrize("spoil", [b"/ByteRange [ 0 5 3", b"/ByteRange [ 9 9 9", b"/ByteRange [ 0 -1 0"])
def test_ranges_that_cannot_be_are_no_signature(tmp_path: Path, plain: bytes, office: Identity, spoil: bytes) -> None:
    data = signed(plain, office)
    start = data.index(b"/ByteRange [")
    end = data.index(b"]", start)
    spoilt = data[:start] + (spoil + b" 10").ljust(end - start) + data[end:]
    (found,) = check_signatures(put(tmp_path, spoilt))
    assert found.state is SignatureState.BROKEN


def test_a_damaged_signature_is_unreadable_and_never_a_crash(tmp_path: Path, plain: bytes, office: Identity) -> None:
    data = signed(plain, office)
    start = data.index(b"/Contents <") + len(b"/Contents <")
    (found,) = check_signatures(put(tmp_path, data[:start] + b"ff" * 40 + data[start + 80 :]))
    assert found.state is SignatureState.UNREADABLE
    assert found.signed_at == "2025-01-17T08:56:09+07:00"


def test_files_without_signatures_have_none(tmp_path: Path, plain: bytes) -> None:
    assert check_signatures(put(tmp_path, plain)) == ()
    assert check_signatures(put(tmp_path, b"no pdf at all")) == ()


def test_trust_is_said_only_against_given_certificates(tmp_path: Path, plain: bytes, office: Identity) -> None:
    path = put(tmp_path, signed(plain, office))
    root, other = tmp_path / "root.pem", tmp_path / "other.pem"
    root.write_bytes(identity(ROOT).pem)
    other.write_bytes(identity("Một nơi khác").pem)
    assert check_signatures(path, load_trusted([root]))[0].is_trusted is True
    assert check_signatures(path, load_trusted([other]))[0].is_trusted is False
    with pytest.raises(UsageError, match="no certificate"):
        load_trusted([path])


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    scan = tmp_path / "a.jpg"
    picture().save(scan, dpi=(DPI, DPI))
    return write_document(document(scan, "image/jpeg", lines_of()), [scan], tmp_path / "gui.pdf").path


def test_a_returned_file_with_the_same_pages_is_good(tmp_path: Path, sent: Path, office: Identity) -> None:
    found = check_returned(put(tmp_path, signed(sent.read_bytes(), office)), sent)
    assert (found.differing, found.is_good) == ((), True)


def test_a_returned_file_with_other_pages_is_not(tmp_path: Path, sent: Path, office: Identity) -> None:
    with pikepdf.open(sent) as pdf:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"0 0 50 50 re f"))
        pdf.pages.append(pdf.pages[0])
        out = io.BytesIO()
        pdf.save(out)
    found = check_returned(put(tmp_path, signed(out.getvalue(), office)), sent)
    assert (found.differing, found.is_good) == ((1, 2), False)
    assert found.signatures[0].state is SignatureState.INTACT


def test_a_returned_file_with_another_image_is_not(tmp_path: Path, sent: Path, office: Identity) -> None:
    with pikepdf.open(sent) as pdf:
        image = pdf.pages[0].obj.Resources.XObject["/Scan"]
        data = bytearray(image.read_raw_bytes())
        data[-20] ^= 1
        image.write(bytes(data), filter=pikepdf.Name.DCTDecode)
        out = io.BytesIO()
        pdf.save(out)
    assert check_returned(put(tmp_path, signed(out.getvalue(), office)), sent).differing == (1,)


def test_a_returned_file_that_nobody_signed_is_not_good(sent: Path) -> None:
    found = check_returned(sent, sent)
    assert (found.begins_alike, found.differing, found.is_good) == (True, (), False)


def test_a_returned_file_that_is_no_pdf_is_told(tmp_path: Path, sent: Path) -> None:
    with pytest.raises(DamagedSourceError):
        check_returned(put(tmp_path, b"x"), sent)


def test_the_record_keeps_the_signatures_of_its_file(tmp_path: Path, plain: bytes, office: Identity) -> None:
    data = signed(plain, office)
    (found,) = process_file(put(tmp_path, data))
    (signature,) = found.source.signatures
    assert (signature.signer, signature.state) == (OFFICE, SignatureState.INTACT)
    assert from_record(to_record(found)) == found


def test_the_copy_of_a_signed_file_says_so_and_the_signed_one_is_packaged(tmp_path: Path, office: Identity) -> None:
    source = put(tmp_path, signed(image_pdf(picture(), DPI), office))
    paper = document(source, "application/pdf", lines_of())
    signature = Signature("ChuKy1", SignatureState.INTACT, signer=OFFICE)
    paper = replace(paper, source=replace(paper.source, signatures=(signature,)))
    made = write_document(paper, [source], tmp_path / "out.pdf")
    with pikepdf.open(made.path) as pdf:
        assert "Bản sao" in str(pdf.docinfo["/Subject"])
        assert "/AcroForm" not in pdf.Root
