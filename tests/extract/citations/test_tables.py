"""The tables of words behind citations: what is compared folded must be folded, or it is never found."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline.extract.citations.find import citation_words
from pipeline.extract.citations.names import find_names
from pipeline.extract.vocabulary import document_types, table
from pipeline.language import fold

_SUBJECT = ("leads", "leads_behind_issuer", "ends", "bounds", "joins", "alias", "bodies_say")
_EFFECT = ("repeals", "replaces", "amends", "expires", "replaced_by", "aside", "asks", "not_before", "parts")


@pytest.mark.parametrize(
    ("part", "entry"),
    [*product(["subject"], _SUBJECT), *product(["effect"], _EFFECT), *product(["mention"], ["above", "counted"])],
)
def test_folded_lists_are_folded(part: str, entry: str) -> None:
    assert all(word == fold(word) for word in citation_words()[part][entry])


def test_the_words_of_identifiers_are_folded() -> None:
    issuer, alias = table("identifiers")["issuer"], table("identifiers")["alias"]
    words = [
        *issuer["titles"],
        *issuer["shortened"],
        *issuer["units"],
        *issuer["committees"],
        *issuer["generic"],
        *alias,
    ]

    assert all(word == fold(word) for word in words)
    assert set(alias.values()) <= set(table("identifiers")["central"].values())


@pytest.mark.parametrize("entry", ["short", "annexed", "lower", "vague", "any"])
def test_types_of_mentions_are_types(entry: str) -> None:
    names = {kind.name for kind in document_types()} | {kind["name"] for kind in citation_words()["cited_type"]}
    of_text = {"Quy trình", "Nội quy", "Điều lệ", "Quy tắc", "Bộ tiêu chí", "Chiến lược", "Quy ước", "Biện pháp"}

    assert set(citation_words()["mention"][entry]) <= names | of_text


@pytest.mark.parametrize("kind", ["laws", "codes", "ordinances"])
def test_every_name_of_the_table_is_found_whole(kind: str) -> None:
    word = {"laws": "Luật", "codes": "Bộ luật", "ordinances": "Pháp lệnh"}[kind]

    for name in table("laws")["names"][kind]:
        text = f"theo {word} {name} ngày 01/02/2031 và"
        (found,) = find_names(text)
        assert text[found.start : found.name_end] == f"{word} {name}"
        assert found.known
