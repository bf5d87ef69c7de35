"""The fixed contract of the command line, as a person or another program meets it."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from pipeline.cli import main
from pipeline.errors import EXIT_DEFECT
from pipeline.record import schema
from pipeline.resources import samples_folder
from pipeline.store import Workspace
from tests.papers import PLAN, full_paper, paper


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one plan and the workspace it was imported into."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "Kế hoạch.txt").write_text(PLAN, "utf-8")
    assert main(["import", str(folder / "Kế hoạch.txt"), "--workspace", str(folder / "kho"), "--jobs", "1"]) == 0
    return folder


@pytest.fixture
def kho(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the workspace, in the current folder."""
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "kho"


def test_export_follows_the_contract(kho: Path, tmp_path: Path) -> None:
    assert main(["export", "--workspace", str(kho), "--format", "json", "--out", str(tmp_path / "out")]) == 0
    record = json.loads((tmp_path / "out" / "Kế hoạch.json").read_text("utf-8"))
    jsonschema.validate(record, schema())
    assert record["document"]["number_symbol"] == "46/KH-UBND"
    assert record["document"]["date"] == "2025-04-09"
    assert record["text"].split("\n") == PLAN.split("\n"), "output line i is input line i"
    (reference,) = record["references"]
    assert (reference["id"], reference["date"]) == ("112/KH-UBND", "2025-03-18")
    assert "112/KH-UBND" in record["text"].split("\n")[reference["line"] - 1]
    assert reference["boxes"] is None
    duty = record["obligations"][0]
    assert "Văn phòng" in duty["actor"]


def exported(kho: Path, out: Path, *arguments: str) -> set[str]:
    assert main(["export", "--workspace", str(kho), "--out", str(out), *arguments]) == 0
    return {path.name for path in out.iterdir()}


def test_several_formats_are_written_at_once_with_a_manifest(kho: Path, tmp_path: Path) -> None:
    found = exported(kho, tmp_path / "out", "--format", "xlsx,jsonl", "-f", "json", "--manifest")
    assert found == {"sohoa.xlsx", "documents.jsonl", "Kế hoạch.json", "sohoa-manifest.json"}
    manifest = json.loads((tmp_path / "out" / "sohoa-manifest.json").read_text("utf-8"))
    assert manifest["formats"] == ["xlsx", "jsonl", "json"]
    assert {file["name"] for file in manifest["files"]} == found - {"sohoa-manifest.json"}
    (record,) = (file for file in manifest["files"] if file["name"].endswith(".json"))
    data = (tmp_path / "out" / record["name"]).read_bytes()
    assert (record["sha256"], record["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))


@pytest.mark.parametrize(
    "choice",
    [
        ["--doc", "Kế hoạch"],
        ["--doc", "ke hoach", "--type", "ke hoach"],
        ["--since", "09/04/2025", "--until", "2025-04-09"],
    ],
)
def test_documents_are_chosen_by_name_type_and_day(kho: Path, tmp_path: Path, choice: list[str]) -> None:
    (tmp_path / "khac.txt").write_text("BÁO CÁO\nKết quả.\n", encoding="utf-8")
    assert main(["import", str(tmp_path / "khac.txt"), "--workspace", str(kho)]) == 0
    assert exported(kho, tmp_path / "all") == {"Kế hoạch.json", "khac.json"}
    assert exported(kho, tmp_path / "out", *choice) == {"Kế hoạch.json"}
    exported(kho, tmp_path / "out", *choice, "--format", "csv")
    assert "khac" not in (tmp_path / "out" / "documents.csv").read_text("utf-8")


def test_list_show_search(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, expected in (
        (["list"], "46/KH-UBND"),
        (["list", "--facts"], "112/KH-UBND"),
        (["show", "Kế hoạch"], "Phân loại rác"),
        (["search", "giu pho phuong"], "Giữ phố phường"),
        (["search", '"phố phường"'], "Giữ phố phường"),
        (["search", "không có ở đây"], "Không tìm thấy"),
        (["search", "không có ở đây", "--lang", "en"], "Nothing found"),
    ):
        assert main([*arguments, "--workspace", str(kho)]) == 0
        assert expected in capsys.readouterr().out
    assert main(["list", "--json", "--workspace", str(kho)]) == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["number_symbol"] == "46/KH-UBND"


def test_show_draws_every_kind_of_fact_with_its_links(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    citing = full_paper("báo cáo.pdf")
    reference = replace(citing.references[0], id="30/KH-UBND", date="2024-03-05")
    header = replace(citing.header, number_symbol="31/BC-UBND", canonical=None)
    with Workspace(tmp_path) as workspace:
        workspace.put(full_paper())
        workspace.put(replace(citing, references=(reference,), header=header))
    assert main(["show", "báo cáo", "--workspace", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    for expected in (
        "đầy đủ (1)", "căn cứ, thay thế", "khoản 2 Điều 5", "- lập (quý II)", "điều kiện: khi có yêu cầu", "05/2024",
        "hằng quý", "20/06/2024", "UBND quận", "ít nhất 90,5%", "50.000.000", "13 bài viết", "chính văn bản này",
        "chính quyền", "Phường A, Quận B, Tỉnh C",
    ):  # fmt: skip
        assert expected in shown
    itself = replace(citing, references=(replace(reference, id="31/BC-UBND"),), header=header)
    with Workspace(tmp_path) as workspace:
        workspace.put(itself)
    assert main(["show", "báo cáo", "--workspace", str(tmp_path)]) == 0
    assert "(văn bản này)" in capsys.readouterr().out
    with Workspace(tmp_path) as workspace:
        workspace.put(replace(citing, references=(reference,), header=header))
    assert main(["show", "đầy đủ", "--workspace", str(tmp_path), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    for expected in ("báo cáo (2)", "replaces", "every quarter", "at least 90,5%", "50,000,000", "government"):
        assert expected in shown


def test_the_text_of_a_section_is_shown(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "Kế hoạch", "--section", "i", "--workspace", str(kho)]) == 0
    assert capsys.readouterr().out.strip() == "I. MỤC ĐÍCH\nGiữ phố phường sạch."
    assert main(["show", "Kế hoạch", "--section", "II.1", "--json", "--workspace", str(kho)]) == 0
    assert json.loads(capsys.readouterr().out)["text"].startswith("1. Văn phòng phường\n- Theo dõi")
    assert main(["show", "Kế hoạch", "--section", "IX", "--workspace", str(kho)]) == 2
    assert "II.1" in capsys.readouterr().err


def test_contradictions_are_listed(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--contradictions", "--workspace", str(kho)]) == 0
    assert "Không thấy" in capsys.readouterr().out
    with Workspace(kho) as workspace:
        for number, cited in enumerate(("98/2023/QH15", "98/2023/QH15", "98/2023/QH13")):
            document = paper(f"bản {number}.pdf")
            reference = replace(document.references[0], id=cited, date="2023-06-24")
            workspace.put(replace(document, references=(reference,)))
    assert main(["list", "--contradictions", "--workspace", str(kho)]) == 0
    shown = capsys.readouterr().out
    assert "98/2023/QH13, 24/06/2023" in shown
    assert "98/2023/QH15, 24/06/2023" in shown
    assert main(["show", "ban 2", "--workspace", str(kho), "--lang", "en"]) == 0
    assert "says 98/2023/QH13, 24/06/2023; 2 documents of the workspace say 98/2023/QH15" in capsys.readouterr().out
    assert main(["list", "--contradictions", "--json", "--workspace", str(kho)]) == 0
    (found,) = json.loads(capsys.readouterr().out)["contradictions"]
    assert (found["export_name"], found["likely_id"], found["documents"]) == ("bản 2", "98/2023/QH15", 2)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["no-such-command"], 2),
        (["import"], 2),
        (["list", "--lang", "fr"], 2),
        (["list", "--workspace", "nowhere"], 2),
        (["import", "missing.pdf", "--workspace", "new"], 2),
        (["import", "Kế hoạch.txt", "--settings", "missing.toml", "--workspace", "new"], 2),
        (["show", "nothing-like-that", "--workspace", "kho"], 2),
        (["export", "--format", "docx", "--out", "out", "--workspace", "kho"], 2),
        (["export", "--since", "hôm qua", "--out", "out", "--workspace", "kho"], 2),
        (["export", "--type", "Nghị định", "--out", "out", "--workspace", "kho"], 2),
        (["export", "--doc", "nothing", "--out", "out", "--workspace", "kho"], 2),
        (["repair", "missing.txt"], 2),
    ],
)
@pytest.mark.usefixtures("kho")
def test_mistakes_have_codes_and_words(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(arguments) == code
    said = capsys.readouterr()
    assert "Lỗi" in said.err or "lỗi" in said.out
    assert "Traceback" not in said.err + said.out


@pytest.mark.usefixtures("kho")
def test_without_the_engine_nothing_is_begun(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["import", "Kế hoạch.txt", "--workspace", "new"]) == 3
    assert "apt-get install" in capsys.readouterr().err
    assert not Path("new").exists()


def test_a_lone_bad_file_gives_4_and_is_listed(kho: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4 cut off")
    assert main(["import", str(tmp_path / "hỏng.pdf"), "--workspace", str(kho)]) == 4
    capsys.readouterr()
    assert main(["list", "--failed", "--workspace", str(kho)]) == 0
    assert "hỏng.pdf" in capsys.readouterr().out


def test_a_defect_is_told_without_a_stack_trace(
    kho: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(_: Workspace) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(Workspace, "documents", break_down)
    assert main(["list", "--workspace", str(kho)]) == EXIT_DEFECT
    assert "Traceback" not in capsys.readouterr().err
    assert "a defect" in (tmp_path / "sohoa-error.log").read_text("utf-8")


def test_repair_prefers_the_names_of_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.txt").write_text("Ong Tran Van Chau, Chu tich Uy ban nhan dan phuong", "utf-8")
    (tmp_path / "names.txt").write_text("Trần Văn Chẫu\n", "utf-8")
    arguments = ["repair", str(tmp_path / "text.txt"), "--regime", "unaccented"]
    assert main([*arguments, "--words", str(tmp_path / "names.txt")]) == 0
    assert "Trần Văn Chẫu, Chủ tịch" in capsys.readouterr().out
    assert main([*arguments, "--words", str(tmp_path / "nothing.txt")]) == 2
    assert "nothing.txt" in capsys.readouterr().err


def test_repair_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    garbled = "Uy ban nhan dan phuong\n\nKe hoach so 15/KH-UBND ngay 07 thang 12 nam 2020\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(garbled.encode())))
    assert main(["repair"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines == ["Ủy ban nhân dân phường", "", "Kế hoạch số 15/KH-UBND ngày 07 tháng 12 năm 2020", ""]


def test_doctor_and_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    assert all(check["ok"] for check in json.loads(capsys.readouterr().out) if "Tesseract" in check["name"]["vi"])
    assert main(["settings"]) == 0
    assert "ocr.page_seconds" in capsys.readouterr().out


@pytest.mark.slow
def test_a_scan_gives_facts_with_boxes_on_the_page(tmp_path: Path) -> None:
    scan = samples_folder() / "ke-hoach-phuong-vuon-trau.jpg"
    assert main(["import", str(scan), "--workspace", str(tmp_path / "kho")]) == 0
    with Workspace(tmp_path / "kho") as workspace:
        ((_, record),) = workspace.records()
    assert record["document"]["number_symbol"] == "29/KH-UBND"
    (page,) = record["pages"]
    facts = [*record["sections"], *record["references"], *record["obligations"]]
    assert facts
    for fact in facts:
        for box in fact["boxes"]:
            assert 0 <= box["x0"] < box["x1"] <= page["width"]
            assert 0 <= box["y0"] < box["y1"] <= page["height"]
