from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.export.pdf import write_document
from tests.export.pdf.papers import DPI, document, lines_of, picture
from tests.ingest.files import text_pdf
from tests.signatures.signing import identity, signed


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    scan = tmp_path / "a.jpg"
    picture().save(scan, dpi=(DPI, DPI))
    return write_document(document(scan, "image/jpeg", lines_of()), [scan], tmp_path / "gui.pdf").path


def test_check_pdf_names_clauses_and_says_that_it_is_not_verapdf(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-pdf", str(sent)]) == 0
    assert "không phải veraPDF" in capsys.readouterr().out
    other = tmp_path / "khac.pdf"
    other.write_bytes(text_pdf({(72.0, 700.0): "Kế hoạch"}))
    assert main(["check-pdf", str(other)]) == 1
    assert "6.2.11.4.1 (nhúng phông)" in capsys.readouterr().out
    assert main(["check-pdf", str(other), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["faults"]
    (tmp_path / "x.pdf").write_bytes(b"x")
    assert main(["check-pdf", str(tmp_path / "x.pdf")]) == 4


def test_check_signature_compares_with_what_was_sent(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returned = tmp_path / "ve.pdf"
    office = identity("UBND phường Bến Nhạc")
    returned.write_bytes(signed(sent.read_bytes(), office))
    trusted = tmp_path / "goc.pem"
    trusted.write_bytes(office.pem)
    assert main(["check-signature", str(returned), "--of", str(sent), "--trust", str(trusted)]) == 0
    said = capsys.readouterr().out
    assert "UBND phường Bến Nhạc" in said
    assert "phủ toàn tệp; chứng thư được tin cậy" in said
    assert "giống hệt" in said
    other = tmp_path / "khac.pdf"
    other.write_bytes(text_pdf({(72.0, 700.0): "Kế hoạch"}))
    assert main(["check-signature", str(returned), "--of", str(other)]) == 1
    assert "KHÁC tệp đã gửi ở trang: 1" in capsys.readouterr().out
    assert main(["check-signature", str(other), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["signatures"] == []
    assert main(["check-signature", str(tmp_path / "none.pdf")]) == 2
