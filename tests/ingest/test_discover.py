import hashlib
import unicodedata
from pathlib import Path

import pytest

from pipeline.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    SourceLimitError,
    UnsupportedSourceError,
    UsageError,
)
from pipeline.ingest import Discovery, SkipKind, SourceKind, discover
from pipeline.resources import WORKSPACE_MARK
from pipeline.settings import Settings
from tests.ingest.files import pdf, picture, save

SETTINGS = Settings()


def found(*paths: Path, settings: Settings = SETTINGS) -> Discovery:
    return discover(paths, settings, paths[0].parent / "spool")


def kinds(discovery: Discovery) -> dict[str, SkipKind]:
    return {skip.name: skip.kind for skip in discovery.skipped}


def test_folder_in_the_order_of_relative_paths(tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ"
    for name in ("b/2.pdf", "b/10.pdf", "a.pdf", "c.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(pdf() + name.encode() if name.endswith("pdf") else b"Ke hoach")
    discovery = found(folder)
    assert [item.name for item in discovery.items] == ["a.pdf", "b/10.pdf", "b/2.pdf", "c.txt"]
    assert [item.kind for item in discovery.items] == [SourceKind.PDF] * 3 + [SourceKind.TEXT]
    assert discovery.items[1].stem == "10"
    assert discovery.skipped == ()


def test_what_lies_directly_in_a_named_folder_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "HS-07"
    for name in ("a.pdf", "b/2.pdf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(pdf() + name.encode())
    for number in (1, 2):
        save(picture(400 + number), folder / "ảnh" / f"trang-{number}.png")
    within = {item.name: item.within for item in found(folder).items}
    assert within == {"a.pdf": "HS-07", "b/2.pdf": None, "ảnh": "HS-07"}
    assert found(folder / "a.pdf").items[0].within is None
    assert {item.within for item in found(folder, folder / "b").items} == {None}


def test_hash_size_and_media_type(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    source = found(path).items[0].source
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source.size, source.media_type, source.name) == (path.stat().st_size, "application/pdf", "a.pdf")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_names_in_both_forms(tmp_path: Path, form: str) -> None:
    name = unicodedata.normalize(form, "Kế hoạch số 12.pdf")  # type: ignore[arg-type]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(pdf())
    for path in (tmp_path / "in", tmp_path / "in" / name):
        item = found(path).items[0]
        assert item.name == "Kế hoạch số 12.pdf"
        assert item.paths[0].exists()


def test_identical_bytes_are_one_item_with_all_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    data = pdf()
    for name in ("b.pdf", "a.pdf", "c.pdf"):
        (folder / name).write_bytes(data)
    discovery = found(folder)
    assert [item.source.names for item in discovery.items] == [("a.pdf", "b.pdf", "c.pdf")]
    assert kinds(discovery) == {"b.pdf": SkipKind.DUPLICATE, "c.pdf": SkipKind.DUPLICATE}


def test_text_beside_a_pdf_or_image_is_its_sidecar(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf())
    save(picture(), folder / "b.png")
    for name in ("a.txt", "a.textlayer.txt", "b.txt", "alone.txt"):
        (folder / name).write_text(f"Kế hoạch {name}")
    discovery = found(folder)
    assert [item.name for item in discovery.items] == ["a.pdf", "alone.txt", "b.png"]
    assert discovery.items[0].source.sidecars == ("a.textlayer.txt", "a.txt")
    assert set(kinds(discovery)) == {"a.txt", "a.textlayer.txt", "b.txt"}
    assert all(skip.kind is SkipKind.SIDECAR and skip.error is None for skip in discovery.skipped)


def test_sidecars_count_only_in_their_own_folder(tmp_path: Path) -> None:
    for name in ("x/a.pdf", "y/a.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(pdf() if name.endswith("pdf") else b"Ke hoach")
    assert len(found(tmp_path / "x", tmp_path / "y").items) == 2


def test_page_images_that_count_up_are_one_document(tmp_path: Path) -> None:
    folder = tmp_path / "Kế hoạch 5"
    for number in (1, 2, 10, 3, 4, 5, 6, 7, 8, 9):
        save(picture(200 + number), folder / f"trang-{number}.jpg")
    discovery = found(folder)
    (item,) = discovery.items
    assert [path.name for path in item.paths] == [f"trang-{number}.jpg" for number in range(1, 11)]
    assert (item.name, item.stem, item.kind) == ("Kế hoạch 5", "Kế hoạch 5", SourceKind.IMAGE)
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in item.paths]
    assert item.source.sha256 == hashlib.sha256("\n".join(digests).encode()).hexdigest()
    assert [skip.kind for skip in discovery.skipped] == [SkipKind.JOINED]


def test_a_workspace_is_not_imported_into_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kế hoạch", "utf-8")
    inside = tmp_path / "kho" / "originals"
    inside.mkdir(parents=True)
    (inside / "b.txt").write_text("Báo cáo", "utf-8")
    (tmp_path / "kho" / WORKSPACE_MARK).write_bytes(b"SQLite format 3")
    found = discover([tmp_path], Settings(), tmp_path / "spool")
    assert [item.name for item in found.items] == ["a.txt"]
    assert [(skipped.name, skipped.kind) for skipped in found.skipped] == [("kho", SkipKind.WORKSPACE)]


def test_joining_can_be_switched_off(tmp_path: Path) -> None:
    for number in (1, 2):
        save(picture(200 + number), tmp_path / "in" / f"trang-{number}.jpg")
    settings = Settings.model_validate({"ingest": {"join_page_images": False}})
    assert len(found(tmp_path / "in", settings=settings).items) == 2


@pytest.mark.parametrize(
    "names",
    [("a1.jpg", "a3.jpg"), ("a1.jpg", "b2.jpg"), ("a1.jpg",), ("a1.jpg", "a2.jpg", "other.jpg"), ("x.jpg", "y.jpg")],
)
def test_images_that_do_not_count_up_stay_apart(tmp_path: Path, names: tuple[str, ...]) -> None:
    for index, name in enumerate(names):
        save(picture(200 + index), tmp_path / "in" / name)
    assert len(found(tmp_path / "in").items) == len(names)


def test_files_of_other_kinds_are_listed_not_failed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text("# notes")
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    (folder / ".hidden.pdf").write_bytes(b"no")
    (folder / "~$a.docx").write_bytes(b"no")
    discovery = found(folder)
    assert kinds(discovery) == {"a.md": SkipKind.UNSUPPORTED, "Thumbs.db": SkipKind.UNSUPPORTED}
    assert all("không thuộc loại được đọc" in skip.message.vi for skip in discovery.skipped)
    assert all(skip.error is None for skip in discovery.skipped)


def test_a_file_of_another_kind_that_was_named_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# notes")
    (skip,) = found(path).skipped
    assert isinstance(skip.error, UnsupportedSourceError)
    assert skip.code == "unsupported"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.pdf", b"", EmptySourceError),
        ("a.txt", b"", EmptySourceError),
        ("a.pdf", b"<html>not found</html>", DamagedSourceError),
        ("a.png", b"GIF89a....", DamagedSourceError),
        ("a.docx", b"PK\x03\x04 broken", DamagedSourceError),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), EncryptedSourceError),
        ("a.txt", bytes(range(256)) * 20, DamagedSourceError),
        ("a.zip", b"not a zip at all", DamagedSourceError),
    ],
)
def test_bad_files_fail_by_name_and_do_not_stop_others(
    tmp_path: Path, name: str, data: bytes, error: type[Exception]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(data)
    (folder / "good.pdf").write_bytes(pdf())
    discovery = found(folder)
    assert [item.name for item in discovery.items] == ["good.pdf"]
    (skip,) = discovery.skipped
    assert isinstance(skip.error, error)
    assert skip.kind is SkipKind.FAILED
    assert name in skip.message.vi
    assert name in skip.message.en


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch " * 50)
    (skip,) = found(path, settings=Settings.model_validate({"limits": {"file_bytes": 100}})).skipped
    assert isinstance(skip.error, SourceLimitError)


def test_content_counts_not_the_name(tmp_path: Path) -> None:
    path = save(picture(), tmp_path / "a.png").rename(tmp_path / "a.pdf")
    (item,) = found(path).items
    assert (item.kind, item.source.media_type) == (SourceKind.IMAGE, "image/png")


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(pdf())
    (folder / "deep" / "back").symlink_to(folder)
    (folder / "broken.pdf").symlink_to(tmp_path / "nowhere")
    discovery = found(folder)
    assert [item.name for item in discovery.items] == ["a.pdf"]
    assert kinds(discovery) == {"broken.pdf": SkipKind.FAILED}


def test_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.pdf"):
        found(tmp_path / "nowhere.pdf")


def test_two_folders_of_one_name_stay_apart(tmp_path: Path) -> None:
    for place in ("x", "y"):
        folder = tmp_path / place / "scans"
        folder.mkdir(parents=True)
        (folder / "a.pdf").write_bytes(pdf(1 if place == "x" else 2))
    names = [item.name for item in found(tmp_path / "x" / "scans", tmp_path / "y" / "scans").items]
    assert len(set(names)) == 2


def test_a_path_named_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    discovery = found(path, path)
    assert len(discovery.items) == 1
    assert discovery.skipped == ()
