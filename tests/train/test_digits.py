"""Handwriting and fields are drawn as asked, MNIST's files are read, and a network learns and is written as ONNX."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.ocr.handwriting.crop import HEIGHT, WIDTH
from pipeline.ocr.handwriting.decoding import DAYS, FigureReading
from pipeline.ocr.handwriting.places import Kind
from pipeline.ocr.handwriting.reader import FigureReader
from pipeline.raster import Pixels
from pipeline.synth.fonts import family
from pipeline.train.digits import network
from pipeline.train.digits.__main__ import measure
from pipeline.train.digits.fields import Field, Material, draw_field
from pipeline.train.digits.strokes import SHAPES, choose_shape, draw_figure, random_hand


def material() -> Material:
    return Material((family("tinos"),))


class TestStrokes:
    @pytest.mark.parametrize("figure", list(SHAPES))
    def test_a_figure_has_the_height_it_was_asked_for(self, figure: str) -> None:
        rng = np.random.default_rng(2)
        for _ in range(20):
            ink = draw_figure(figure, 60, 4, random_hand(rng), rng)
            inked = np.flatnonzero((ink > 0.5).any(axis=1))
            assert 0.7 * 60 < len(inked) < 1.4 * 60

    def test_one_hand_writes_a_figure_in_one_way(self) -> None:
        hand = random_hand(np.random.default_rng(3))
        assert all(choose_shape("7", hand) is choose_shape("7", hand) for _ in range(5))

    def test_hands_differ(self) -> None:
        rng = np.random.default_rng(4)
        assert {id(choose_shape("7", random_hand(rng))) for _ in range(200)} == {id(shape) for shape in SHAPES["7"]}


class TestFields:
    def test_fields_are_of_one_size_and_hold_what_can_be(self) -> None:
        rng, stock = np.random.default_rng(5), material()
        fields = [draw_field(stock, WIDTH, rng) for _ in range(120)]
        assert {field.pixels.shape for field in fields} == {(HEIGHT, WIDTH)}
        assert {field.kind for field in fields} == set(Kind)
        assert all(field.text in DAYS for field in fields if field.kind is Kind.DAY and field.text)
        assert {len(field.text) for field in fields if field.kind is Kind.NUMBER} >= {1, 2, 3, 4}
        assert {field.is_print for field in fields} == {True, False}

    def test_the_same_seed_draws_the_same_field(self) -> None:
        one, other = (draw_field(material(), 112, np.random.default_rng(6)) for _ in range(2))
        assert one.text == other.text
        assert np.array_equal(one.pixels, other.pixels)


class Told(FigureReader):
    """A reader that says what it was told."""

    def __init__(self, *said: FigureReading) -> None:
        self._said = iter(said)

    def read(self, field: Pixels, kind: Kind) -> FigureReading:
        return next(self._said)


def test_the_score_counts_what_is_right_and_what_is_sure() -> None:
    reader = Told(FigureReading("05", 0.99, 0), FigureReading("06", 0.95, 0), FigureReading("07", 0.5, 0))
    picture: Pixels = np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)
    score = measure(reader, [Field(picture, text, False, Kind.NUMBER) for text in ("05", "16", "07")])
    assert (score.fields, score.right, score.sure, score.right_of_sure) == (3, 2 / 3, 2 / 3, 0.5)


def test_a_network_learns_and_opencv_says_what_it_says(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch teaches the network; it is not needed to run")
    made = network.train(material(), network.Plan(steps=2, batch=2))
    network.export(made, tmp_path / "figures.onnx")
    ink = network.as_input([draw_field(material(), WIDTH, np.random.default_rng(8))])
    opened = cv2.dnn.readNetFromONNX(str(tmp_path / "figures.onnx"))
    opened.setInput(ink)
    with torch.no_grad():
        assert np.allclose(opened.forward(), made(torch.from_numpy(ink)).numpy(), atol=1e-4)
