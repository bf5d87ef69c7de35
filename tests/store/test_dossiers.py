"""Fonds and files: written, read, moved, removed."""

from __future__ import annotations

from pipeline.store import Dossier, Fonds, Member, Workspace
from tests.papers import paper


def test_what_was_written_is_read_again(workspace: Workspace) -> None:
    one, other = workspace.put(paper("a.pdf")), workspace.put(paper("b.pdf"))
    fonds = Fonds("P01", "UBND phường Bình Hòa", "Ủy ban nhân dân phường Bình Hòa", "H49.64", "L01", "Lưu trữ tỉnh")
    dossier = Dossier("H49.64.2024.01", "P01", "Tập kế hoạch", sheets=12, duplex=False, backup=True, end="2024-12-31")
    workspace.dossiers.put([fonds], [(dossier, [Member(other), Member(one, {"date": "2024-03-05"})])])
    assert workspace.dossiers.fonds() == [fonds]
    assert workspace.dossiers.all() == [dossier]
    assert workspace.dossiers.members(dossier.code) == [Member(other), Member(one, {"date": "2024-03-05"})]
    assert workspace.dossiers.of_documents() == {one: dossier.code, other: dossier.code}


def test_a_document_is_in_the_file_that_named_it_last_and_an_emptied_folder_goes(workspace: Workspace) -> None:
    document = workspace.put(paper())
    workspace.dossiers.put([], [(Dossier("hs1", origin="folder"), [Member(document)])])
    workspace.dossiers.put([], [(Dossier("H49.2024.1"), [Member(document)])])
    assert [one.code for one in workspace.dossiers.all()] == ["H49.2024.1"]
    assert workspace.dossiers.of_documents() == {document: "H49.2024.1"}


def test_a_description_alone_leaves_the_documents(workspace: Workspace) -> None:
    document = workspace.put(paper())
    workspace.dossiers.put([], [(Dossier("H1", origin="folder"), [Member(document)])])
    workspace.dossiers.put([], [(Dossier("H1", title="Tập văn bản", origin="folder"), None)])
    assert workspace.dossiers.all()[0].title == "Tập văn bản"
    assert workspace.dossiers.members("H1") == [Member(document)]


def test_a_removed_file_leaves_its_documents_in_the_workspace(workspace: Workspace) -> None:
    document = workspace.put(paper())
    workspace.dossiers.put([], [(Dossier("H1"), [Member(document)])])
    assert workspace.dossiers.remove("H1")
    assert not workspace.dossiers.remove("H1")
    assert workspace.get(document).id == document
    assert workspace.dossiers.of_documents() == {}


def test_a_fonds_that_only_a_file_names_is_known_by_its_code(workspace: Workspace) -> None:
    workspace.dossiers.put([], [(Dossier("H1", fonds="P02"), [])])
    assert workspace.dossiers.fonds() == [Fonds("P02")]
