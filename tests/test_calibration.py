"""The table of calibration: read, written, interpolated."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.calibration import Calibration, load, write
from pipeline.errors import MissingProgramError
from pipeline.restore.regimes import Regime

KNOTS = Calibration({Regime.GARBLED: ((0.5, 0.3), (0.9, 0.7)), Regime.VIETNAMESE: ((0.8, 0.6),)})


def test_between_knots_the_share_is_interpolated_and_beyond_them_it_stays() -> None:
    shares = [KNOTS.share(Regime.GARBLED, confidence) for confidence in (0.0, 0.5, 0.7, 0.9, 1.0)]
    assert shares == pytest.approx([0.3, 0.3, 0.5, 0.7, 0.7])


def test_a_regime_without_knots_keeps_its_confidence() -> None:
    assert KNOTS.share(Regime.UNACCENTED, 0.42) == 0.42


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write(tmp_path / "table.tsv", KNOTS)
    assert load(tmp_path / "table.tsv") == Calibration({key: list(knots) for key, knots in KNOTS.knots.items()})


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingProgramError, match=r"table\.tsv"):
        load(tmp_path / "table.tsv")
