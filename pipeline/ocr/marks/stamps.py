"""Reads the stamps that cleaning found by their colour: the crop is turned level, its frame left out, and read alone.

Slanted stamps (HỎA TỐC in an arrow) are not read where they stand: an engine reads level lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.layout import line_confidence
from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks.form import fields_of, is_form, text_of
from pipeline.ocr.marks.saying import find_saying
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_MARGIN = 0.04  # inches
_EXCESS = 24  # of red or blue over the other channels, in grey levels
_LETTER = 40  # pixels: the height of a capital that the engine reads best
_RIM = 30  # pixels of paper around what is read
_LEAST_LETTER = 0.06  # inches
_LEAST_LETTERS = 3
_UNREAD = 0.5
_FORM = (1.1, 3.6), (0.45, 2.2)  # inches: the sides of an arrival stamp
_FORM_DPI = 240
_WHITE = 255


def read_stamps(
    page: Raster, marks: Sequence[Mark], rotation: int, number: int, settings: Ocr, engine: Engine
) -> tuple[Mark, ...]:
    """Return `marks` with what each STAMP among them says: urgency, secrecy, a copy, a draft, the form of an arrival.

    `page` is the original image and holds the boxes of `marks`; `rotation` (0, 90, 180, 270 degrees, clockwise) puts
    it upright. A stamp that cannot be read keeps its box and no text. The engine is asked once for each stamp, twice
    for one that can be a form.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    return tuple(
        _read(page, mark, mark.box, rotation, number, settings, engine)
        if mark.kind is MarkKind.STAMP and mark.box
        else mark
        for mark in marks
    )


def _read(page: Raster, mark: Mark, box: Box, rotation: int, number: int, settings: Ocr, engine: Engine) -> Mark:
    ink = np.rot90(_ink(page, box), -rotation // 90)
    line = level_line(np.ascontiguousarray(ink), page.dpi)
    if line is not None:
        found = settled(mark, engine.words(line, settings, number, View.LINE))
        if found.kind is not MarkKind.STAMP:
            return found
    tall, wide = (side / page.dpi for side in ink.shape)
    if not (_FORM[0][0] < wide < _FORM[0][1] and _FORM[1][0] < tall < _FORM[1][1]):
        return replace(mark, confidence=_UNREAD)
    words = engine.words(_form(page, box, rotation), settings, number, View.BLOCK)
    if not is_form(words):
        return replace(mark, confidence=_UNREAD)
    text = text_of(words)
    return replace(mark, kind=MarkKind.ARRIVAL, text=text, confidence=line_confidence(words), fields=fields_of(text))


def _form(page: Raster, box: Box, rotation: int) -> Raster:
    """Return the grey part of the page in `box`, upright and large enough to be read."""
    part = page.pixels[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
    grey = part if part.ndim == 2 else cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    upright = np.ascontiguousarray(np.rot90(grey, -rotation // 90)).astype(np.uint8)
    factor = max(1.0, _FORM_DPI / page.dpi)
    scaled = cv2.resize(upright, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return Raster(scaled.astype(np.uint8), round(page.dpi * factor))


def settled(mark: Mark, words: Sequence[Word]) -> Mark:
    """Return `mark` as what `words`, read in it, say it is; without text where they say nothing known."""
    text = " ".join(word.text for word in words)
    saying = find_saying(text, in_frame=True)
    if saying is None:
        return replace(mark, confidence=_UNREAD)
    read = float(np.mean([word.confidence for word in words]))
    # a saying out of a short list, read without a fault, is surer than the engine is of its letters
    confidence = round(min(0.98, saying.likeness * (0.6 + 0.4 * read)), 4)
    return replace(mark, kind=saying.kind, text=saying.text, confidence=confidence)


def _ink(page: Raster, box: Box) -> npt.NDArray[np.bool_]:
    """Return the coloured ink (on a grey page: the dark) in `box` and a margin around it."""
    margin = round(_MARGIN * page.dpi)
    x0, y0 = max(0, round(box.x0) - margin), max(0, round(box.y0) - margin)
    part = page.pixels[y0 : round(box.y1) + margin, x0 : round(box.x1) + margin]
    if not page.is_colour:
        dark: npt.NDArray[np.bool_] = part < _WHITE // 2
        return dark
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(part))
    coloured: npt.NDArray[np.bool_] = np.maximum(red - np.maximum(green, blue), blue - red) > _EXCESS
    return coloured


def level_line(ink: npt.NDArray[np.bool_], dpi: int) -> Raster | None:
    """Return the letters of a framed stamp as a level line, black on white; None where there are none in it.

    The axis of the ink is that of the stamp, for frames and arrows are symmetric about it; the words run along it,
    upwards or level.
    """
    ys, xs = np.nonzero(ink)
    if xs.size < dpi:
        return None
    centred = np.column_stack([xs - xs.mean(), ys - ys.mean()])
    _, axes = np.linalg.eigh(centred.T @ centred)
    x, y = axes[:, 1] * (1 if axes[0, 1] >= 0 else -1)
    turned = _turned(ink, float(np.degrees(np.arctan2(y, x))))
    return _letters(turned, dpi)


def _turned(ink: npt.NDArray[np.bool_], degrees: float) -> Pixels:
    """Return the picture of `ink` (ink 255) turned counter-clockwise by `degrees`, nothing cut off."""
    height, width = ink.shape
    side = int(np.hypot(width, height)) + 2
    turning = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turning[:, 2] += (side - width) / 2, (side - height) / 2
    picture = ink.astype(np.uint8) * _WHITE
    return cv2.warpAffine(picture, turning, (side, side), flags=cv2.INTER_LINEAR).astype(np.uint8)


def _letters(ink: Pixels, dpi: int) -> Raster | None:
    """Return the longest row of letters in `ink`, with the tone marks over and under it."""
    binary = (ink > _WHITE // 2).astype(np.uint8)
    _, labels, found, _ = cv2.connectedComponentsWithStats(binary, connectivity=8)
    stats = found.astype(np.int32)
    row = _row(stats[1:], _LEAST_LETTER * dpi)
    if len(row) < _LEAST_LETTERS:
        return None
    tall = float(np.median(row[:, cv2.CC_STAT_HEIGHT]))
    x0, y0 = row[:, cv2.CC_STAT_LEFT].min(), row[:, cv2.CC_STAT_TOP].min() - 0.6 * tall
    x1 = (row[:, cv2.CC_STAT_LEFT] + row[:, cv2.CC_STAT_WIDTH]).max()
    y1 = (row[:, cv2.CC_STAT_TOP] + row[:, cv2.CC_STAT_HEIGHT]).max() + 0.4 * tall
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    is_in = (left >= x0 - 0.1 * tall) & (right <= x1 + 0.1 * tall) & (top >= y0) & (bottom <= y1)
    is_in[0] = False
    kept = np.where(is_in[labels], ink, 0).astype(np.uint8)
    ys, xs = np.nonzero(kept)
    part = kept[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    factor = _LETTER / tall
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    scaled = cv2.resize(part, None, fx=factor, fy=factor, interpolation=how)
    bordered = cv2.copyMakeBorder(scaled, _RIM, _RIM, _RIM, _RIM, cv2.BORDER_CONSTANT, value=0)
    return Raster((_WHITE - bordered).astype(np.uint8), round(dpi * factor))


def _row(stats: npt.NDArray[np.int32], least: float) -> npt.NDArray[np.int32]:
    """Return the pieces that stand side by side at one height, as letters do; the row with the most of them."""
    stats = stats[stats[:, cv2.CC_STAT_HEIGHT] > least]
    stats = stats[np.argsort(stats[:, cv2.CC_STAT_LEFT])]
    best = stats[:0]
    for first in range(len(stats)):
        row = [first]
        tall = stats[first, cv2.CC_STAT_HEIGHT]
        for other in range(first + 1, len(stats)):
            last = stats[row[-1]]
            gap = stats[other, cv2.CC_STAT_LEFT] - (last[cv2.CC_STAT_LEFT] + last[cv2.CC_STAT_WIDTH])
            drop = abs(_foot(stats[other]) - _foot(last))
            if gap < 1.5 * tall and drop < 0.35 * tall and 0.6 < stats[other, cv2.CC_STAT_HEIGHT] / tall < 1.8:
                row.append(other)
        if len(row) > len(best):
            best = stats[row]
    return best


def _foot(piece: npt.NDArray[np.int32]) -> int:
    return int(piece[cv2.CC_STAT_TOP] + piece[cv2.CC_STAT_HEIGHT])
