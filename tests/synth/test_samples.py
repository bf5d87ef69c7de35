"""The samples of the project and their gold agree with each other."""

from __future__ import annotations

import json

import pytest

from benchmarks.garbled_text import garble
from benchmarks.make_samples import GOLDEN, SAMPLES, SAMPLES_MADE, Sample
from pipeline.synth import Style, make_scan
from pipeline.synth.grades import GOOD
from tests.synth.examples import described, small_plan

MOST_BYTES = 12_000_000


def gold(sample: Sample) -> tuple[list[str], dict[str, list[dict[str, object]]]]:
    text = (GOLDEN / f"{sample.stem}.gold.txt").read_text("utf-8")
    return text.split("\n"), json.loads((GOLDEN / f"{sample.stem}.gold.json").read_text("utf-8"))


def test_the_samples_are_there_and_small() -> None:
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert {path.relative_to(SAMPLES).parts[0] for path in files} == {sample.name for sample in SAMPLES_MADE}
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES


def test_every_sample_is_described_in_the_readme() -> None:
    readme = (SAMPLES.parent / "README.md").read_text("utf-8")
    assert all(sample.name in readme for sample in SAMPLES_MADE)


@pytest.mark.parametrize("sample", SAMPLES_MADE, ids=lambda sample: sample.stem)
def test_facts_stand_where_the_gold_says(sample: Sample) -> None:
    lines, record = gold(sample)

    def around(number: object) -> str:
        assert isinstance(number, int)
        return " ".join(lines[number - 1 : number + 4])

    for section in record["sections"]:
        assert str(section["label"]) in around(section["first_line"])
        assert " ".join(str(section["heading"]).split()[:4]) in around(section["first_line"])
    for reference in record["references"]:
        assert str(reference["id"]).replace("-", "- ").split("- ")[0] in around(reference["line"])
    for obligation in record["obligations"]:
        assert " ".join(str(obligation["action"]).split()[:3]) in around(obligation["line"])


def test_the_garbled_text_has_a_gold_line_for_each_line() -> None:
    (sample,) = [sample for sample in SAMPLES_MADE if sample.kind == "text"]
    read = (SAMPLES / sample.name).read_text("utf-8").split("\n")
    lines, _ = gold(sample)
    assert len(lines) == len(read)
    assert [bool(line) for line in lines].count(True) > 40
    assert not any(line and not found for line, found in zip(lines, read, strict=True))


@pytest.mark.slow
def test_an_english_reading_is_garbled_line_by_line() -> None:
    scan = make_scan(small_plan(footnotes={}, block=described()["block"][1:]), GOOD, 4, Style(seal=False))
    garbled = garble(scan)
    assert len(garbled.read) == len(garbled.gold)
    assert " ".join(" ".join(garbled.gold).split()).count("Chủ trì, phối hợp với Đoàn xã") == 1
    (duty,) = garbled.record["obligations"]
    assert "phối hợp với Đoàn xã" in garbled.gold[duty["line"] - 1]
    assert "page" not in duty
    assert not any("Đoàn" in line for line in garbled.read)


def test_deadlines_and_partners_are_words_of_the_paper() -> None:
    for sample in SAMPLES_MADE:
        lines, record = gold(sample)
        text = " ".join(" ".join(lines).replace(" | ", " ").split())
        for obligation in record["obligations"]:
            stated = [obligation["deadline"], obligation["frequency"], *_strings(obligation["partners"])]
            missing = [words for words in stated if words and not _stands(str(words), text)]
            assert not missing, f"{sample.stem}: {missing}"


def _strings(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _stands(words: str, text: str) -> bool:
    return words in text or words.replace("-", "- ") in text
