"""The network in PyTorch: weights there and back, levels of a line, batches, the learning rate. Needs PyTorch."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="PyTorch is only there where the recogniser is taught (extra `recogniser`)")

import itertools

import torch

from pipeline.train.engine_file import Layer, Network, network_bytes, read_network
from pipeline.train.line_network import batch_of, best_path, from_engine, into_engine, normalised
from pipeline.train.lines import BATCH, Plan, batches


def network() -> Network:
    rng = np.random.default_rng(5)

    def gates(inputs: int, outputs: int) -> list[np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
        return [rng.normal(size=(outputs, inputs + outputs + 1)) for _ in range(4)]

    def layer(kind: str, inputs: int, outputs: int, **more: object) -> Layer:
        return Layer(kind, 0, 0, 192, inputs, outputs, 0, kind, **more)  # type: ignore[arg-type]

    tanh = layer("Tanh", 9, 4, weights=[rng.normal(size=(4, 10))])
    down = layer("SummLSTM", 4, 5, numbers=(9,), weights=gates(4, 5))
    back = layer("LSTM", 6, 6, numbers=(12,), weights=gates(6, 6))
    layers = [
        layer("Input", 36, 1, numbers=(1, 36, 0, 1, 0)),
        layer("Series", 1, 4, layers=[layer("Convolve", 1, 9, numbers=(1, 1)), tanh]),
        layer("Maxpool", 4, 4, numbers=(3, 3)),
        layer("XYTranspose", 4, 5, layers=[down]),
        layer("LSTM", 5, 6, numbers=(11,), weights=gates(5, 6)),
        layer("RTLReversed", 6, 6, layers=[back]),
        layer("LSTM", 6, 7, numbers=(13,), weights=gates(6, 7)),
        layer("Softmax", 7, 11, weights=[rng.normal(size=(11, 8))]),
    ]
    return Network(layer("Series", 36, 11, layers=layers), b"")


def test_weights_go_there_and_back(tmp_path: Path) -> None:
    one, two = network(), network()
    module = from_engine(one)
    for layer in two.root.layers:
        layer.weights = [np.zeros_like(weights) for weights in layer.weights]
    into_engine(module, two)
    for name, before, after in (
        ("convolution", one.root.layers[1].layers[1], two.root.layers[1].layers[1]),
        ("down", one.root.layers[3].layers[0], two.root.layers[3].layers[0]),
        ("back", one.root.layers[5].layers[0], two.root.layers[5].layers[0]),
        ("codes", one.root.layers[7], two.root.layers[7]),
    ):
        for own, other in zip(before.weights, after.weights, strict=True):
            assert np.allclose(own, other, atol=1e-6), name
    file = tmp_path / "a.lstm"
    file.write_bytes(network_bytes(two))
    assert read_network(file).root.layers[7].type == "Softmax"


def test_there_is_a_score_for_each_code_at_each_third_pixel() -> None:
    module = from_engine(network()).eval()
    with torch.no_grad():
        scores = module(torch.zeros(2, 36, 100))
    assert tuple(scores.shape) == (2, 33, 11)


def test_the_best_path_leaves_out_blanks_and_repeats() -> None:
    scores = torch.nn.functional.one_hot(torch.tensor([3, 1, 1, 3, 1, 2, 3]), 4).float()
    assert best_path(scores, {1: "a", 2: "b"}, blank=3) == "aab"


def test_black_and_white_are_found_in_the_line() -> None:
    line = np.full((36, 60), 200, np.uint8)
    line[10:26, 10:50:6] = 60
    levels = normalised(line)
    assert float(levels.min()) == pytest.approx(-1, abs=0.05)
    assert float(levels.max()) == pytest.approx(1, abs=0.05)


def test_shorter_lines_have_white_behind_them() -> None:
    batch = batch_of([np.zeros((36, 40), np.uint8), np.zeros((36, 90), np.uint8)])
    assert tuple(batch.shape) == (2, 36, 90)
    assert bool((batch[0, :, 40:] == 1).all())


def test_every_line_is_in_one_batch() -> None:
    rng = np.random.default_rng(1)
    lines = [(np.zeros((36, int(width)), np.uint8), str(at)) for at, width in enumerate(rng.integers(20, 900, 100))]
    groups = list(batches(lines, random.Random(1)))
    assert sorted(text for group in groups for _, text in group) == sorted(text for _, text in lines)
    assert max(len(group) for group in groups) == BATCH


def test_the_rate_rises_then_falls() -> None:
    plan = Plan(60, 1e-3)
    rates = [plan.rate_at(share / 100) for share in range(101)]
    assert max(rates) == pytest.approx(1e-3)
    assert rates[0] < 1e-4
    assert rates[-1] == pytest.approx(plan.last_rate)
    peak = rates.index(max(rates))
    assert all(one <= two for one, two in itertools.pairwise(rates[: peak + 1]))
    assert all(one >= two for one, two in itertools.pairwise(rates[peak:]))
