"""The network that reads figures, run by OpenCV from an ONNX file (see models/handwriting.md)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np

from pipeline.errors import MissingProgramError
from pipeline.message import Message
from pipeline.ocr.handwriting.crop import views
from pipeline.ocr.handwriting.decoding import FigureReading, Scores, decode
from pipeline.ocr.handwriting.places import Kind
from pipeline.raster import Pixels
from pipeline.resources import models_folder

MODEL = "handwriting/figures.onnx"
_WHITE = 255


class FigureReader:
    """Reads the figures in pictures of `crop.HEIGHT` x `crop.WIDTH`.

    Raises:
        MissingProgramError: the model file is missing or damaged.
    """

    def __init__(self, file: Path) -> None:
        try:
            self._network = cv2.dnn.readNetFromONNX(str(file))
        except cv2.error as error:
            raise MissingProgramError(
                Message(
                    f"Thiếu hoặc hỏng tệp mô hình {file}. Hãy cài lại chương trình, hoặc chạy `make models`.",
                    f"The model file {file} is missing or damaged. Install the program again, or run `make models`.",
                )
            ) from error

    def read(self, field: Pixels, kind: Kind) -> FigureReading:
        """Return the figures in `field`."""
        return decode([self.scores(view) for view in views(field)], kind)

    def scores(self, field: Pixels) -> Scores:
        """Return what the network says of each step of `field`."""
        ink = (_WHITE - field[None, None].astype(np.float32)) / _WHITE
        self._network.setInput(ink)
        raw = self._network.forward()[0, :, 0].T.astype(np.float64)
        scores: Scores = raw - np.logaddexp.reduce(raw, axis=1, keepdims=True)
        return scores


@cache
def figure_reader(folder: Path | None = None) -> FigureReader:
    """Return the reader of the models in `folder` (by default those that the program carries), once per process.

    Raises:
        MissingProgramError: the model file is missing or damaged.
    """
    return FigureReader((folder or models_folder()) / MODEL)
