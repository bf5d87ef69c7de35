"""Files known from the folders of scans."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from pipeline.archive.folders import accepted, from_folders, parts_of
from pipeline.errors import UsageError
from pipeline.store import Dossier, Member, Summary


def summary(number: int, name: str, part: int | None = None, named_folder: str | None = None) -> Summary:
    """Return the row of a document of which only id, name, part and folder count here."""
    said = {"id": number, "export_name": f"d{number}", "part": part, "name": name, "stem": name.rpartition("/")[2]}
    said["named_folder"] = named_folder
    return Summary(**{one.name: said.get(one.name) for one in fields(Summary)})  # type: ignore[arg-type]


DOCUMENTS = [
    summary(1, "P01/hộp 2/hs10/b10.pdf"), summary(2, "P01/hộp 2/hs10/b9.pdf"), summary(3, "P01/hộp 2/hs2/a.pdf"),
    summary(4, "lẻ.pdf"),
]  # fmt: skip


def test_the_innermost_folder_is_the_file_its_parent_the_box() -> None:
    found = from_folders(DOCUMENTS)
    assert [(one.dossier.code, one.dossier.box, one.dossier.fonds) for one in found] == [
        ("hs2", "hộp 2", "P01"),
        ("hs10", "hộp 2", "P01"),
    ]
    assert found[1].documents == (2, 1), "9 comes before 10"
    assert all(one.dossier.origin == "folder" for one in found)


def test_a_folder_that_was_named_is_the_file_of_what_lies_in_it() -> None:
    found = from_folders([summary(1, "a.pdf", named_folder="HS-07"), summary(2, "HS-07/b.pdf"), summary(3, "lẻ.pdf")])
    assert [(one.dossier.code, one.documents) for one in found] == [("HS-07", (1, 2))]


def test_outer_folders_may_be_missing() -> None:
    assert parts_of("hs1") == {"dossier": "hs1"}
    assert parts_of("h/hs1") == {"box": "h", "dossier": "hs1"}
    assert parts_of("a/b/h/hs1")["fonds"] == "b"


def test_a_convention_reads_titles_too_and_falls_back_to_the_folder() -> None:
    convention = "Hộp {box}/{dossier} - {title}"
    assert parts_of("Hộp 3/12 - Kế hoạch", convention) == {"box": "3", "dossier": "12", "title": "Kế hoạch"}
    assert parts_of("khác/12", convention) == {"dossier": "12"}


@pytest.mark.parametrize("convention", ["{box}/{title}", "{dossier}/{ngan}", ""])
def test_a_wrong_convention_is_told(convention: str) -> None:
    with pytest.raises(UsageError, match="dossier"):
        parts_of("a/b", convention)


def test_files_of_the_same_name_in_two_boxes_get_two_codes() -> None:
    found = from_folders([summary(1, "h1/hs1/a.pdf"), summary(2, "h2/hs1/a.pdf")])
    assert [one.dossier.code for one in found] == ["h1.hs1", "h2.hs1"]


def test_codes_have_no_spaces() -> None:
    assert from_folders([summary(1, "Hồ sơ  12/a.pdf")])[0].dossier.code == "Hồ-sơ-12"


def test_parts_of_one_scan_keep_their_order() -> None:
    found = from_folders([summary(1, "h/a.pdf", 2), summary(2, "h/a.pdf", 1)])
    assert found[0].documents == (2, 1)


def test_taking_folders_in_again_keeps_what_a_person_said() -> None:
    known = Dossier("H49.1", title="Tập", folder="P01/hộp 2/hs10")
    members = [Member(1, {"note": "bìa"})]
    rows = accepted(from_folders(DOCUMENTS), [known], lambda _: members)
    assert rows == [
        (replace(from_folders(DOCUMENTS)[0].dossier), (Member(3),)),
        (known, (Member(1, {"note": "bìa"}), Member(2))),
    ]


def test_a_document_that_is_in_a_file_stays_there() -> None:
    known = Dossier("H49.1")
    rows = accepted(from_folders(DOCUMENTS), [known], lambda _: [Member(3)])
    assert [dossier.code for dossier, _ in rows] == ["hs10"]


def test_a_code_that_another_file_has_is_not_taken() -> None:
    rows = accepted(from_folders([summary(1, "h/hs1/a.pdf")]), [Dossier("hs1", folder="khác")], lambda _: [])
    assert [dossier.code for dossier, _ in rows] == ["h.hs1"]
