from __future__ import annotations

import pytest

from pipeline.restore.models import models
from pipeline.restore.regimes import Regime, Signs, judge, regimes_of

GARBLED = [
    "Uy ban nhan dén huyén ban hanh K& hoach trién khai cong tac cai cach",
    "hanh chinh nim 2023 trén dia ban huyén, v6i ciac ndi dung nhu sau:",
]
UNACCENTED = [
    "Uy ban nhan dan huyen ban hanh ke hoach trien khai cong tac cai cach",
    "hanh chinh nam 2023 tren dia ban huyen, voi cac noi dung nhu sau:",
]
RIGHT = [
    "Ủy ban nhân dân huyện ban hành kế hoạch triển khai công tác cải cách",
    "hành chính năm 2023 trên địa bàn huyện, với các nội dung như sau:",
]
ENGLISH = [
    "The committee shall publish its annual report before the end of June,",
    "which describes every measure taken during the previous year.",
]


@pytest.mark.parametrize(
    ("lines", "regime"),
    [
        (GARBLED, Regime.GARBLED),
        (UNACCENTED, Regime.UNACCENTED),
        (RIGHT, Regime.VIETNAMESE),
        (ENGLISH, Regime.NONE),
        (["12 345 678", "---"], Regime.NONE),
        (["", " "], Regime.NONE),
    ],
)
def test_a_text_is_judged_by_its_looks(lines: list[str], regime: Regime) -> None:
    assert regimes_of(lines, models().syllables) == [regime] * len(lines)


def test_a_short_line_is_judged_with_its_neighbours() -> None:
    assert regimes_of(["KE HOACH", *GARBLED], models().syllables)[0] is Regime.GARBLED
    assert regimes_of(["KE HOACH", *UNACCENTED], models().syllables)[0] is Regime.UNACCENTED


def test_halves_of_a_text_are_judged_apart() -> None:
    found = regimes_of([*RIGHT * 6, *GARBLED * 6], models().syllables)
    assert found[0] is Regime.VIETNAMESE
    assert found[-1] is Regime.GARBLED


def test_nothing_is_no_regime() -> None:
    assert judge(Signs()) is Regime.NONE
