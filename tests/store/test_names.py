"""The names of exported files: a contract that other programs are built on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.names import Named, export_names, stem_of
from tests.papers import digest


def named(number: int, sha256: str, part: int | None, name: str) -> Named:
    return Named(number, sha256, part, name, stem_of(name, "application/pdf"))


@pytest.mark.parametrize(
    ("name", "media_type", "stem"),
    [
        ("plan.pdf", "application/pdf", "plan"),
        ("a/b/KẾ HOẠCH.PDF", "application/pdf", "KẾ HOẠCH"),
        ("so 30.KH-UBND.docx", "text/plain", "so 30.KH-UBND"),
        ("scan.textlayer.txt", "text/plain", "scan.textlayer"),
        ("scan.dat", "application/pdf", "scan"),
        ("hồ sơ/tập 1.2", "image/jpeg", "tập 1.2"),
        (unicodedata.normalize("NFD", "kế hoạch.tif"), "image/tiff", "kế hoạch"),
    ],
)
def test_the_stem_is_the_name_without_its_suffix(name: str, media_type: str, stem: str) -> None:
    assert stem_of(name, media_type) == stem


def test_on_equal_stems_the_first_path_keeps_it() -> None:
    late, early = named(1, digest("late"), None, "b/plan.pdf"), named(2, digest("early"), None, "a/plan.tif")
    assert export_names([late, early]) == {2: "plan", 1: f"plan-{digest('late')[:8]}"}


def test_the_same_letters_in_another_normal_form_are_an_equal_stem() -> None:
    names = [unicodedata.normalize(form, "kế hoạch.pdf") for form in ("NFC", "NFD")]
    found = export_names(named(number, digest(name), None, f"{number}/{name}") for number, name in enumerate(names))
    assert found == {0: "kế hoạch", 1: f"kế hoạch-{digest(names[1])[:8]}"}


def test_parts_of_one_file_are_numbered() -> None:
    parts = [named(number, digest("x"), number, "plans.pdf") for number in (1, 2, 10)]
    assert export_names(parts) == {1: "plans-1", 2: "plans-2", 10: "plans-10"}


def test_parts_of_a_file_whose_stem_is_taken_hang_under_its_name() -> None:
    documents = [
        named(1, digest("x"), None, "a/plan.pdf"),
        named(2, digest("y"), 1, "b/plan.pdf"),
        named(3, digest("y"), 2, "b/plan.pdf"),
    ]
    later = f"plan-{digest('y')[:8]}"
    assert export_names(documents) == {1: "plan", 2: f"{later}-1", 3: f"{later}-2"}


def test_a_part_gives_way_to_a_whole_file_of_that_name() -> None:
    documents = [named(1, digest("x"), 1, "plan.pdf"), named(2, digest("y"), None, "plan-1.pdf")]
    assert export_names(documents) == {2: "plan-1", 1: f"plan-1-{digest('x')[:8]}"}


files = st.lists(
    st.tuples(st.sampled_from(["a", "b/a", "a-1", "c/a-1", "kế hoạch" * 40]), st.integers(0, 3)),
    max_size=8,
    unique_by=lambda one: one[0],
)


@given(files, st.randoms())
def test_names_are_unique_fit_a_file_system_and_do_not_depend_on_order(
    found: list[tuple[str, int]], chance: object
) -> None:
    documents: list[Named] = []
    for name, parts in found:
        for part in range(1, parts + 1) if parts else [None]:
            documents.append(named(len(documents), digest(name), part, f"{name}.pdf"))
    names = export_names(documents)
    assert len(set(names.values())) == len(documents)
    assert all(len(f"{name}.json".encode()) <= 255 for name in names.values())
    assert export_names(reversed(documents)) == names


@pytest.mark.parametrize("name", ["a:b?.pdf", "con.pdf", "lpt1.x.pdf", "dấu chấm cuối. .pdf", 'x"<>|*\\y.pdf'])
def test_names_can_be_used_on_windows(name: str) -> None:
    (found,) = export_names([named(1, digest(name), None, name)]).values()
    assert not set(found) & set('<>:"/\\|?*')
    assert not found.endswith((".", " "))
    assert found.split(".")[0].lower() not in {"con", "lpt1"}


def test_stems_that_differ_only_in_capitals_are_equal() -> None:
    found = export_names([named(1, digest("1"), None, "KẾ HOẠCH.pdf"), named(2, digest("2"), None, "kế hoạch.pdf")])
    assert found == {1: "KẾ HOẠCH", 2: f"kế hoạch-{digest('2')[:8]}"}
