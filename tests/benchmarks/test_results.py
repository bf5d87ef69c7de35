from __future__ import annotations

from pathlib import Path

from benchmarks.ocr.results import Kept, Result
from pipeline.raster import Transform

RESULT = Result("ours", "a" * 64, "good-1.p1", 1.5, 2.0, 300_000_000, text="Kế hoạch\n", to_original=Transform())


def test_what_was_read_is_there_for_the_next_run(tmp_path: Path) -> None:
    Kept(tmp_path, "ours", "v1").put(RESULT)
    assert Kept(tmp_path, "ours", "v1").get(RESULT.image) == RESULT


def test_another_version_reads_anew(tmp_path: Path) -> None:
    Kept(tmp_path, "ours", "v1").put(RESULT)
    assert Kept(tmp_path, "ours", "v2").get(RESULT.image) is None
    assert Kept(tmp_path, "ours", "v1", fresh=True).get(RESULT.image) is None


def test_a_line_that_was_cut_off_is_dropped_and_the_file_goes_on(tmp_path: Path) -> None:
    Kept(tmp_path, "ours", "v1").put(RESULT)
    (file,) = tmp_path.iterdir()
    with file.open("ab") as out:
        out.write(b'{"system": "ou')
    again = Kept(tmp_path, "ours", "v1")
    other = Result("ours", "b" * 64, "good-1.p2", 1.0, 1.0, 1)
    again.put(other)
    reopened = Kept(tmp_path, "ours", "v1")
    assert reopened.get(RESULT.image) == RESULT
    assert reopened.get(other.image) == other
