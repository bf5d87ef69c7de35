"""Reading and writing the engine's network: weights come back as they went in, to the step of 8 bits."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from pipeline.train.engine_file import (
    Layer,
    Network,
    network_bytes,
    read_alphabet,
    read_network,
    with_characters,
)

DATA = Path("/usr/share/tesseract-ocr/5/tessdata/vie.traineddata")
UNICHARSET = "3\nNULL 0 Common 0\nA 5 0,255,0,255,0,0,0,0,0,0 Latin 1 0 1 A\t# A\nƒ 3 0,255 Latin 2 0 2 ƒ\t# ƒ\n"


def small_network() -> Network:
    rng = np.random.default_rng(3)
    gates = [rng.normal(size=(4, 8)) for _ in range(4)]
    lstm = Layer("LSTM", 0, 0, 192, 3, 4, 128, "Lfx4", numbers=(7,), weights=gates)
    softmax = Layer("Softmax", 0, 0, 192, 4, 5, 25, "Output", weights=[rng.normal(size=(5, 5))])
    turned = Layer("RTLReversed", 0, 0, 192 | 64, 3, 4, 0, "Rev", layers=[lstm], rates=(0.5,))
    given = Layer("Input", 0, 0, 192, 36, 1, 0, "Input", numbers=(1, 36, 0, 1, 0))
    return Network(Layer("Series", 0, 0, 192, 36, 5, 153, "Series", layers=[given, turned, softmax]), b"trailer")


def test_a_network_comes_back_as_it_was_written(tmp_path: Path) -> None:
    network = small_network()
    file = tmp_path / "a.lstm"
    file.write_bytes(network_bytes(network))
    read = read_network(file)
    assert read.trailer == b"trailer"
    assert [layer.name for layer in read.root.layers] == ["Input", "Rev", "Output"]
    assert read.root.layers[1].rates == (0.5,)
    for before, after in zip(
        network.root.layers[1].layers[0].weights, read.root.layers[1].layers[0].weights, strict=True
    ):
        step = np.abs(before).max(axis=1, keepdims=True) / 127
        assert (np.abs(before - after) <= 0.51 * step).all()
    file.write_bytes(network_bytes(read))
    again = read_network(file)
    assert np.allclose(again.root.layers[2].weights[0], read.root.layers[2].weights[0])


@pytest.mark.parametrize("data", [b"", b"\x05", b"\0\xff\xff\xff\xff", b"\0\x04\0\0\0LSTM"])
def test_what_is_no_network_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.lstm"
    file.write_bytes(data)
    with pytest.raises(ValueError, match="network"):
        read_network(file)


def test_a_sign_takes_the_place_of_a_character() -> None:
    lines = with_characters(UNICHARSET, {"ƒ": "–"}).split("\n")
    assert [line.split(" ")[0] for line in lines[1:4]] == ["NULL", "A", "–"]
    with pytest.raises(ValueError, match="cannot put"):
        with_characters(UNICHARSET, {"ß": "–"})
    with pytest.raises(ValueError, match="cannot put"):
        with_characters(UNICHARSET, {"ƒ": "A"})


@pytest.mark.skipif(not DATA.is_file(), reason="Tesseract's Vietnamese data is not installed where Debian puts it")
def test_the_installed_network_and_alphabet_can_be_read(tmp_path: Path) -> None:
    subprocess.run(["combine_tessdata", "-u", str(DATA), f"{tmp_path}/vie."], check=True, capture_output=True)
    network = read_network(tmp_path / "vie.lstm")
    codes = read_alphabet(tmp_path / "vie.lstm-unicharset", tmp_path / "vie.lstm-recoder")
    assert network.root.layers[-1].type == "Softmax"
    assert max(codes.values()) < network.root.outputs
    assert {" ", "ệ", "Ữ", "đ", "0", "/"} <= set(codes)
    written = network_bytes(network)
    assert abs(len(written) - (tmp_path / "vie.lstm").stat().st_size) <= 64
