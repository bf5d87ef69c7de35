"""One page from scan to what the OCR engine likes to read: measure first, then do only what the page needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean import (
    borders,
    curl,
    deskew,
    geometry,
    holes,
    ink,
    letters,
    light,
    measure,
    orientation,
    paper,
    specks,
    spread,
    streaks,
    watermark,
)
from pipeline.clean.geometry import Matrix
from pipeline.clean.letters import Letters
from pipeline.clean.measure import WHITE, as_pixels
from pipeline.model import Box, Mark, MarkKind, Step
from pipeline.raster import Bend, Pixels, Raster, Transform
from pipeline.settings import Clean

VERSION = "3"

_LEAST_SIDE = 32  # pixels; less cannot hold a line of print
_NOISY = 3.5
_BLANK_SHARE = 2.5e-4
_LEAST_SCALING = 0.08
_MOST_ENLARGED = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class CleanPage:
    """A page ready for OCR.

    `raster` is grey. `to_original` maps its pixels to those of the unrotated original. `rotation` and `skew` are
    what was taken out (see `Page`); `steps` say what was measured and done; `marks` are in pixels of the original.
    `halves` are the pages of a two-page spread in reading order, in pixels of the original; empty where it is one page.
    """

    raster: Raster
    to_original: Transform
    rotation: int = 0
    skew: float = 0.0
    steps: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_blank: bool = False
    is_orientation_sure: bool = True
    halves: tuple[Box, ...] = ()


Watch = Callable[[tuple[Step, ...], Raster], None]
"""Is shown the page after each treatment that did something: what was done, with what was measured, and the result."""


@dataclass(slots=True)
class _Work:
    """A page under treatment: `matrix` maps original pixels to those of `grey`."""

    grey: Pixels
    dpi: int
    watch: Watch | None = None
    matrix: Matrix = field(default_factory=lambda: np.eye(3))
    bend: Bend | None = None
    steps: list[Step] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def done(self, *steps: Step) -> None:
        """Record treatments that are finished, and show the page as it is now."""
        self.steps += steps
        if self.watch is not None and steps:
            self.watch(steps, Raster(self.grey, self.dpi))


def _step(name: str, **found: object) -> Step:
    settings = tuple((key, f"{value:g}" if isinstance(value, float) else str(value)) for key, value in found.items())
    return Step("clean", name, VERSION, settings=settings)


def clean_page(raster: Raster, settings: Clean, rotation: int | None = None, watch: Watch | None = None) -> CleanPage:
    """Return `raster` ready for OCR. The original is not changed.

    `rotation` (0, 90, 180, 270, clockwise), where given, is how the page is turned upright; else it is found from
    the lines of text. A page that needs nothing comes out as its grey picture, pixel for pixel. `watch` is called
    after each treatment that did something.
    """
    if not settings.enabled:
        return _finish(_Work(_grey(raster.pixels), raster.dpi, watch))
    times = _times_too_fine(raster.dpi, settings.target_dpi)
    pixels = measure.shrink(raster.pixels, 1 / times)
    work = _Work(_grey(pixels), raster.dpi // times, watch, np.diag([1 / times, 1 / times, 1.0]))
    if times > 1:
        work.done(_step("reduce", factor=1 / times))
    if min(work.grey.shape) < _LEAST_SIDE:
        work.done(_step("too_small", width=raster.width, height=raster.height))
        return replace(_finish(work), is_blank=True)
    if raster.is_colour:
        _separate_ink(work, pixels, times)
    if not raster.bilevel:
        _straighten_sheet(work)
        _even_light(work)
        _suppress_watermark(work, raster, pixels)
    _remove_streaks(work)
    binary = measure.ink(work.grey)
    if _whiten(work, borders.find_borders(binary, work.dpi), "borders"):
        binary = measure.ink(work.grey)
    found = measure.pieces(binary)
    punched = holes.find_holes(found, work.dpi)
    if _whiten(work, punched, "holes"):
        binary[punched] = 0
        found = measure.pieces(binary)
    inked = float(found.area[specks.letter_sized(found, work.dpi)].sum()) / binary.size
    if inked < _BLANK_SHARE:
        work.done(_step("blank", ink=inked))
        return replace(_finish(work), is_blank=True)
    _whiten(work, specks.find_specks(found, work.dpi), "specks")
    text = letters.find_letters(found, work.dpi)
    way = orientation.find_orientation(text)
    turn = way.rotation if rotation is None else rotation
    _turn_upright(work, turn)
    skew = deskew.find_skew(text.turned(turn))
    halves = _halves(work, text.turned(turn), geometry.turned(binary, turn), skew, raster)
    _straighten_lines(work, text.turned(turn), skew, settings.target_dpi)
    is_sure = way.is_sure or rotation is not None
    return replace(_finish(work), rotation=turn, skew=skew, is_orientation_sure=is_sure, halves=halves)


def _grey(pixels: Pixels) -> Pixels:
    return as_pixels(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)) if pixels.ndim == 3 else pixels


def _times_too_fine(dpi: int, target_dpi: int) -> int:
    """Return how many times (1, 2, 4, ...) finer a page is than the engine will see it, at the least."""
    times = 1
    while dpi >= 2 * times * target_dpi:
        times *= 2
    return times


def _finish(work: _Work) -> CleanPage:
    return CleanPage(
        Raster(np.ascontiguousarray(work.grey), work.dpi),
        _back(work),
        steps=tuple(work.steps),
        marks=tuple(work.marks),
    )


def _back(work: _Work) -> Transform:
    """Return the map from the page as it is now to the original."""
    matrix = np.linalg.inv(work.matrix)
    return Transform(tuple(float(value) for value in (matrix / matrix[2, 2]).ravel()), work.bend)


def _separate_ink(work: _Work, colour: Pixels, times: int) -> None:
    """Part the ink of `colour`, the page reduced so many times; marks are brought back to the original."""
    found = ink.separate(colour, work.grey, work.dpi)
    work.grey = found.grey
    if found.red_share or found.blue_share:
        work.done(_step("ink", red=round(found.red_share, 5), blue=round(found.blue_share, 5), marks=len(found.marks)))
    work.marks += [
        Mark(mark.kind, Box(1, *(times * edge for edge in (mark.x0, mark.y0, mark.x1, mark.y1))))
        for mark in found.marks
    ]


def _straighten_sheet(work: _Work) -> None:
    corners = paper.find_sheet(work.grey)
    if corners is None:
        return
    matrix, width, height = paper.straightening(corners)
    work.grey = as_pixels(
        cv2.warpPerspective(work.grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=WHITE)
    )
    work.matrix = matrix @ work.matrix
    work.done(_step("sheet", width=width, height=height))


def _even_light(work: _Work) -> None:
    shade = light.background(work.grey, work.dpi)
    grain = measure.grain(work.grey)
    if not light.is_uneven(shade) and grain < _NOISY:
        return
    work.grey = light.flatten(work.grey, shade)
    black, white = light.levels(work.grey)
    work.grey = light.stretch(work.grey, black, white)
    work.done(_step("light", grain=round(grain, 2), black=black, white=white))


def _suppress_watermark(work: _Work, raster: Raster, pixels: Pixels) -> None:
    is_in_place = pixels.ndim == 3 and pixels.shape[:2] == work.grey.shape  # a straightened sheet is not
    found = watermark.find_watermark(work.grey, work.dpi)
    if found is not None and is_in_place:
        found = watermark.find_watermark(work.grey, work.dpi, pixels)
    if found is None:
        return
    box = _back(work).box(Box(1, *found.box), raster.width, raster.height)
    work.marks.append(Mark(MarkKind.WATERMARK, box))
    if found.is_dark:
        work.grey = watermark.without_watermark(work.grey, found)
        work.done(_step("watermark", level=found.level))


def _remove_streaks(work: _Work) -> None:
    found = streaks.find_streaks(work.grey, work.dpi)
    if found.any():
        work.grey = streaks.without_streaks(work.grey, found)
        work.done(_step("streaks", columns=int(np.count_nonzero(found))))


def _whiten(work: _Work, mask: npt.NDArray[np.bool_], name: str) -> bool:
    """Make paper of the pixels of `mask`; return whether there were any."""
    if not mask.any():
        return False
    level = WHITE if work.grey.max() == WHITE else round(measure.paper_level(work.grey))
    work.grey = measure.with_level(work.grey, mask, level)
    work.done(_step(name, share=round(measure.share(mask), 5)))
    return True


def _turn_upright(work: _Work, rotation: int) -> None:
    if rotation:
        height, width = work.grey.shape
        work.grey = geometry.turned(work.grey, rotation)
        work.matrix = geometry.quarter_turn(rotation, width, height) @ work.matrix
        work.done(_step("turn", degrees=rotation))


def _halves(work: _Work, text: Letters, binary: Pixels, skew: float, raster: Raster) -> tuple[Box, ...]:
    """Return the boxes of the pages of a spread on the original; `binary` is the ink of the upright page."""
    gutter = spread.find_gutter(text, binary, skew)
    if gutter is None:
        return ()
    height, width = work.grey.shape
    work.done(_step("spread", gutter=round(gutter, 3)))
    to_original = _back(work)
    sides = (Box(1, 0, 0, gutter * width, height), Box(1, gutter * width, 0, width, height))
    return tuple(to_original.box(side, raster.width, raster.height) for side in sides)


def _straighten_lines(work: _Work, text: Letters, skew: float, target_dpi: int) -> None:
    """Take out the slant `skew` (degrees) and the bend of the lines of `text` and scale, all in one."""
    height, width = work.grey.shape
    scale = min(_MOST_ENLARGED, target_dpi / work.dpi)
    if abs(scale - 1) < _LEAST_SCALING:
        scale = 1.0
    is_slanted = abs(skew) >= deskew.LEAST_SKEW
    matrix = np.diag([scale, scale, 1.0]) @ geometry.slanting(skew if is_slanted else 0.0, width, height)
    dpi = round(work.dpi * scale)
    onto = matrix @ np.diag([1 / text.factor, 1 / text.factor, 1.0])
    bent = curl.find_curl(text, onto, round(width * scale), round(height * scale), dpi)
    steps = []
    if is_slanted:
        steps.append(_step("deskew", degrees=skew))
    if bent is not None:
        steps.append(_step("curl", inches=round(bent.inches, 3)))
    if scale != 1.0:
        steps.append(_step("scale", factor=round(scale, 3)))
    if not steps:
        return
    if bent is None:
        work.grey = geometry.mapped(work.grey, matrix, scale)
    else:
        work.grey = geometry.flattened(work.grey, matrix, scale, bent.bend)
        work.bend = bent.bend
    work.matrix = matrix @ work.matrix
    work.dpi = dpi
    work.done(*steps)
