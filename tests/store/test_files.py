"""The cache of pages and the page images."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import StoreError
from pipeline.store import PageCache, PageImages, Workspace
from tests.papers import digest

SPAWN = multiprocessing.get_context("spawn")


@given(key=st.text(st.characters(exclude_categories=["Cs"]), max_size=30), data=st.binary(max_size=100))
@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_what_was_put_is_got(tmp_path: Path, key: str, data: bytes) -> None:
    PageCache(tmp_path, digest("a")).put(key, data)
    assert PageCache(tmp_path, digest("a")).get(key) == data
    assert PageCache(tmp_path, digest("a")).get(f"{key}+") is None


def test_a_later_result_replaces_an_earlier(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, digest("a"))
    cache.put("key", b"first")
    cache.put("key", b"second")
    assert cache.get("key") == b"second"


def test_a_damaged_result_counts_as_none(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, digest("a"))
    cache.put("key", b"result of a page")
    (file,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    for damaged in (file.read_bytes()[:-1], b"", file.read_bytes() + b"x"):
        file.write_bytes(damaged)
        assert cache.get("key") is None


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder ought to be")
    with pytest.raises(StoreError):
        PageCache(tmp_path, digest("a")).put("key", b"data")
    assert list((tmp_path / "tmp").iterdir()) == []


def _put_many(folder: Path, data: bytes) -> None:
    cache = PageCache(folder, digest("a"))
    for number in range(50):
        cache.put(f"key {number % 5}", data)


def test_several_processes_never_mix_their_results(tmp_path: Path) -> None:
    results = [bytes([number]) * 100_000 for number in (1, 2)]
    processes = [SPAWN.Process(target=_put_many, args=(tmp_path, data)) for data in results]
    for process in processes:
        process.start()
    cache = PageCache(tmp_path, digest("a"))
    while any(process.is_alive() for process in processes):
        assert cache.get("key 1") in (None, *results)
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert all(cache.get(f"key {number}") in results for number in range(5))


@pytest.mark.parametrize(("image", "suffix"), [(b"\xff\xd8\xff jpeg", ".jpg"), (b"\x89PNG\r\n", ".png")])
def test_a_page_image_is_kept_under_its_page(tmp_path: Path, image: bytes, suffix: str) -> None:
    images = PageImages(tmp_path)
    kept = images.put(digest("a"), 12, image)
    assert images.path(digest("a"), 12) == kept
    assert (kept.suffix, kept.read_bytes()) == (suffix, image)
    assert images.path(digest("a"), 13) is None


def test_a_page_has_one_image(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        images = workspace.page_images
    images.put(digest("a"), 1, b"\xff\xd8\xff jpeg")
    kept = images.put(digest("a"), 1, b"\x89PNG\r\n")
    assert images.path(digest("a"), 1) == kept
    assert [path.name for path in kept.parent.iterdir()] == ["00001.png"]


def test_leftovers_of_old_runs_are_swept_away_young_ones_stay(tmp_path: Path) -> None:
    Workspace(tmp_path).close()
    old, young, folder = (tmp_path / "tmp" / name for name in ("old.part", "young.part", "sohoa-old"))
    folder.mkdir()
    for file in (old, young, folder / "member.pdf"):
        file.write_bytes(b"x")
    (tmp_path / "tmp" / "gone").symlink_to(tmp_path / "nowhere")  # vanishes between the listing and the look
    days_ago = time.time() - 30 * 86400
    for path in (old, folder):
        os.utime(path, (days_ago, days_ago))
    Workspace(tmp_path).close()
    assert [path.exists() for path in (old, young, folder)] == [False, True, False]
