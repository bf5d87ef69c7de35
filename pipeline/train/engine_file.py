"""Reads and writes the network of Tesseract's LSTM engine (`*.lstm` of a `traineddata` file), and its alphabet.

The format is that of Tesseract 5 (`src/lstm`: network.cpp, plumbing.cpp, lstm.cpp, weightmatrix.cpp): a tree of
layers, each a header and its weights, either 8-bit integers with a scale for each row or doubles. Weights that are
read from integers are the values they stand for, so a network that ships for reading can be taught on.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_IS_INT8, _IS_DOUBLE = 1, 128
_HAS_LAYER_RATES = 64
_PLUMBING = frozenset({"Series", "Parallel", "RTLReversed", "TTBReversed", "XYTranspose"})
_PAIR = frozenset({"Convolve", "Maxpool", "Reconfig"})
_LSTM = frozenset({"LSTM", "SummLSTM"})
_GATES = 4  # cell input, input, forget, output
_INT8_MOST = 127


@dataclass(slots=True)
class Layer:
    """One layer: its header as it stands in the file, the layers in it, or its weights (rows: outputs; last: bias)."""

    type: str
    training: int
    needs_backprop: int
    flags: int
    inputs: int
    outputs: int
    weight_count: int
    name: str
    numbers: tuple[int, ...] = ()
    layers: list[Layer] = field(default_factory=list)
    weights: list[Matrix] = field(default_factory=list)
    rates: tuple[float, ...] = ()


@dataclass(slots=True)
class Network:
    """A network and what stands behind it in the file: its specification and the state of its training."""

    root: Layer
    trailer: bytes


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def numbers(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def text(self) -> str:
        (length,) = self.numbers("I")
        self.at += length
        return self.data[self.at - length : self.at].decode("utf-8")

    def array(self, kind: str) -> npt.NDArray[Any]:
        rows, columns = self.numbers("II")
        item = np.dtype(kind).itemsize
        self.at += item  # the value of an empty field
        values = np.frombuffer(self.data, kind, rows * columns, self.at).reshape(rows, columns)
        self.at += item * rows * columns
        return values

    def matrix(self) -> Matrix:
        (mode,) = self.numbers("B")
        if not mode & _IS_DOUBLE:
            raise ValueError("a network of Tesseract 4.0 alpha cannot be read")
        if not mode & _IS_INT8:
            return np.array(self.array("<f8"), np.float64)
        small = self.array("<i1").astype(np.float64)
        (count,) = self.numbers("I")
        scales = np.array(self.numbers(f"{count}d"), np.float64)
        scaled: Matrix = small * scales[: small.shape[0], None]
        return scaled

    def layer(self) -> Layer:
        (marker,) = self.numbers("b")
        if marker != 0:
            raise ValueError("not a network of Tesseract 5")
        kind = self.text()
        training, backprop, flags, inputs, outputs, count = self.numbers("bbiiii")
        layer = Layer(kind, training, backprop, flags, inputs, outputs, count, self.text())
        if kind in _PLUMBING:
            (count,) = self.numbers("I")
            layer.layers = [self.layer() for _ in range(count)]
            if layer.flags & _HAS_LAYER_RATES:
                (count,) = self.numbers("I")
                layer.rates = self.numbers(f"{count}f")
        elif kind == "Input":
            layer.numbers = self.numbers("5i")
        elif kind in _PAIR:
            layer.numbers = self.numbers("2i")
        elif kind in _LSTM:
            layer.numbers = self.numbers("i")
            layer.weights = [self.matrix() for _ in range(_GATES)]
        else:
            layer.weights = [self.matrix()]
        return layer


def read_network(file: Path) -> Network:
    """Return the network in a `.lstm` file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a one-dimensional network of Tesseract 5.
    """
    reader = _Reader(file.read_bytes())
    try:
        root = reader.layer()
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is not a network of Tesseract 5: {error}") from error
    return Network(root, reader.data[reader.at :])


def network_bytes(network: Network) -> bytes:
    """Return the `.lstm` file for `network`, its weights as 8-bit integers with a scale for each row."""
    return _layer_bytes(network.root) + network.trailer


def _layer_bytes(layer: Layer) -> bytes:
    state = (layer.training, layer.needs_backprop, layer.flags, layer.inputs, layer.outputs, layer.weight_count)
    header = struct.pack("<bbiiii", *state)
    out = b"\0" + _text_bytes(layer.type) + header + _text_bytes(layer.name)
    if layer.type in _PLUMBING:
        out += struct.pack("<I", len(layer.layers)) + b"".join(map(_layer_bytes, layer.layers))
        if layer.flags & _HAS_LAYER_RATES:
            out += struct.pack(f"<I{len(layer.rates)}f", len(layer.rates), *layer.rates)
        return out
    return out + struct.pack(f"<{len(layer.numbers)}i", *layer.numbers) + b"".join(map(_matrix_bytes, layer.weights))


def _text_bytes(text: str) -> bytes:
    data = text.encode("utf-8")
    return struct.pack("<I", len(data)) + data


def _matrix_bytes(matrix: Matrix) -> bytes:
    most = np.abs(matrix).max(axis=1)
    scales = np.where(most > 0, most / _INT8_MOST, 1.0)
    small = np.clip(np.rint(matrix / scales[:, None]), -_INT8_MOST, _INT8_MOST).astype("<i1")
    head = struct.pack("<BII", _IS_DOUBLE | _IS_INT8, *matrix.shape) + b"\0"
    return head + small.tobytes() + struct.pack("<I", len(scales)) + scales.astype("<f8").tobytes()


def read_alphabet(unicharset: Path, recoder: Path) -> dict[str, int]:
    """Return the code of each character that the network can put out.

    Raises:
        OSError: a file cannot be read.
        ValueError: a character is written with several codes, as in Chinese or Hindi.
    """
    lines = unicharset.read_text("utf-8").split("\n")
    characters = [line.split(" ")[0] for line in lines[1 : int(lines[0]) + 1]]
    reader = _Reader(recoder.read_bytes())
    (count,) = reader.numbers("I")
    codes: dict[str, int] = {}
    for character in characters[:count]:
        _, length = reader.numbers("bi")
        own = reader.numbers(f"{length}i")
        if length != 1:
            raise ValueError(f"{character!r} has {length} codes")
        if character == "NULL":
            codes[" "] = own[0]
        elif len(character) == 1:
            codes[character] = own[0]
    return codes


def with_characters(unicharset: str, exchanged: dict[str, str]) -> str:
    """Return the text of a unicharset file where each key of `exchanged` gives its place to its value, a sign.

    Raises:
        ValueError: a key is not in the alphabet, or a value is there already.
    """
    head, *lines = unicharset.split("\n")
    known = {line.split(" ")[0]: at for at, line in enumerate(lines) if line}
    for old, new in exchanged.items():
        if old not in known or new in known:
            raise ValueError(f"cannot put {new!r} in the place of {old!r}")
        at = known[old]
        lines[at] = f"{new} 10 0,255,0,255,0,0,0,0,0,0 Common {at} 10 {at} {new}\t# {new} [{ord(new):x} ]p"
    return "\n".join([head, *lines])
