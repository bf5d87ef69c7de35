"""One page from scan to what the OCR engine likes to read: measure first, then do only what the page needs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean import borders, deskew, ink, letters, light, measure, orientation, paper, specks
from pipeline.clean.measure import WHITE, as_pixels
from pipeline.model import Box, Mark, Step
from pipeline.raster import Pixels, Raster, Transform
from pipeline.settings import Clean

VERSION = "1"

_LEAST_SIDE = 32  # pixels; less cannot hold a line of print
_NOISY = 3.5
_BLANK_SHARE = 2.5e-4
_LEAST_SCALING = 0.08
_MOST_ENLARGED = 3.0

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CleanPage:
    """A page ready for OCR.

    `raster` is grey. `to_original` maps its pixels to those of the unrotated original. `rotation` and `skew` are
    what was taken out (see `Page`); `steps` say what was measured and done; `marks` are in pixels of the original.
    """

    raster: Raster
    to_original: Transform
    rotation: int = 0
    skew: float = 0.0
    steps: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_blank: bool = False
    is_orientation_sure: bool = True


@dataclass(slots=True)
class _Work:
    """A page under treatment: `matrix` maps original pixels to those of `grey`."""

    grey: Pixels
    dpi: int
    matrix: Matrix = field(default_factory=lambda: np.eye(3))
    steps: list[Step] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def note(self, name: str, **found: object) -> None:
        settings = tuple(
            (key, f"{value:g}" if isinstance(value, float) else str(value)) for key, value in found.items()
        )
        self.steps.append(Step("clean", name, VERSION, settings=settings))


def clean_page(raster: Raster, settings: Clean, rotation: int | None = None) -> CleanPage:
    """Return `raster` ready for OCR. The original is not changed.

    `rotation` (0, 90, 180, 270, clockwise), where given, is how the page is turned upright; else it is found from
    the lines of text. A page that needs nothing comes out as its grey picture, pixel for pixel.
    """
    work = _Work(_grey(raster), raster.dpi)
    if not settings.enabled:
        return _finish(work, 0, 0.0)
    if min(raster.width, raster.height) < _LEAST_SIDE:
        work.note("too_small", width=raster.width, height=raster.height)
        return replace(_finish(work, 0, 0.0), is_blank=True)
    if raster.is_colour:
        _separate_ink(work, raster.pixels)
    if not raster.bilevel:
        _straighten_sheet(work)
        _even_light(work)
    binary = measure.ink(work.grey)
    if _whiten(work, borders.find_borders(binary, work.dpi), "borders"):
        binary = measure.ink(work.grey)
    found = measure.pieces(binary)
    share = float(found.area[specks.letter_sized(found, work.dpi)].sum()) / binary.size
    if share < _BLANK_SHARE:
        work.note("blank", ink=share)
        return replace(_finish(work, 0, 0.0), is_blank=True)
    _whiten(work, specks.find_specks(found, work.dpi), "specks")
    text = letters.find_letters(binary, work.dpi)
    way = orientation.find_orientation(text)
    turn = way.rotation if rotation is None else rotation
    skew = deskew.find_skew(text.turned(turn))
    _turn_and_scale(work, turn, skew, settings.target_dpi)
    is_sure = way.is_sure or rotation is not None
    return replace(_finish(work, turn, skew), is_orientation_sure=is_sure)


def _grey(raster: Raster) -> Pixels:
    return as_pixels(cv2.cvtColor(raster.pixels, cv2.COLOR_BGR2GRAY)) if raster.is_colour else raster.pixels


def _finish(work: _Work, rotation: int, skew: float) -> CleanPage:
    back = np.linalg.inv(work.matrix)
    matrix = tuple(float(value) for value in (back / back[2, 2]).ravel())
    return CleanPage(
        Raster(np.ascontiguousarray(work.grey), work.dpi),
        Transform(matrix),
        rotation,
        skew,
        tuple(work.steps),
        tuple(work.marks),
    )


def _separate_ink(work: _Work, colour: Pixels) -> None:
    found = ink.separate(colour, work.dpi)
    work.grey = found.grey
    if found.red_share or found.blue_share:
        work.note("ink", red=round(found.red_share, 5), blue=round(found.blue_share, 5), marks=len(found.marks))
    work.marks += [Mark(mark.kind, Box(1, mark.x0, mark.y0, mark.x1, mark.y1)) for mark in found.marks]


def _straighten_sheet(work: _Work) -> None:
    corners = paper.find_sheet(work.grey)
    if corners is None:
        return
    matrix, width, height = paper.straightening(corners)
    work.grey = as_pixels(
        cv2.warpPerspective(work.grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=WHITE)
    )
    work.matrix = matrix @ work.matrix
    work.note("sheet", width=width, height=height)


def _even_light(work: _Work) -> None:
    shade = light.background(work.grey, work.dpi)
    grain = measure.grain(work.grey)
    if not light.is_uneven(shade) and grain < _NOISY:
        return
    work.grey = light.flatten(work.grey, shade)
    black, white = light.levels(work.grey)
    work.grey = light.stretch(work.grey, black, white)
    work.note("light", grain=round(grain, 2), black=black, white=white)


def _whiten(work: _Work, mask: npt.NDArray[np.bool_], name: str) -> bool:
    """Make paper of the pixels of `mask`; return whether there were any."""
    if not mask.any():
        return False
    out = work.grey.copy()
    out[mask] = WHITE if work.grey.max() == WHITE else round(measure.paper_level(work.grey))
    work.grey = out
    work.note(name, share=round(float(mask.mean()), 5))
    return True


def _turned(picture: Pixels, rotation: int) -> Pixels:
    return as_pixels(np.ascontiguousarray(np.rot90(picture, -rotation // 90)))


def _turn_and_scale(work: _Work, rotation: int, skew: float, target_dpi: int) -> None:
    """Turn upright, take the slant out and scale, with as little resampling as can be."""
    height, width = work.grey.shape
    if rotation:
        work.grey = _turned(work.grey, rotation)
        work.matrix = _quarter_turn(rotation, width, height) @ work.matrix
        work.note("turn", degrees=rotation)
        height, width = work.grey.shape
    scale = min(_MOST_ENLARGED, target_dpi / work.dpi)
    if abs(scale - 1) < _LEAST_SCALING:
        scale = 1.0
    is_slanted = abs(skew) >= deskew.LEAST_SKEW
    if not is_slanted and scale == 1.0:
        return
    matrix = np.diag([scale, scale, 1.0])
    if is_slanted:
        matrix = matrix @ deskew.turning(skew, width, height)
        work.note("deskew", degrees=skew)
    if scale != 1.0:
        work.note("scale", factor=round(scale, 3))
    work.grey = _mapped(work.grey, matrix, scale)
    work.matrix = matrix @ work.matrix
    work.dpi = round(work.dpi * scale)


def _mapped(grey: Pixels, matrix: Matrix, scale: float) -> Pixels:
    """Map `grey` by `matrix`, which scales by `scale`; what comes from outside is white.

    Interpolation is linear, because it smooths the grain that a cubic would sharpen. A smaller page is turned at its
    full size and then averaged down: one step would skip pixels.
    """
    height, width = grey.shape
    in_one_step = scale >= 1
    turn = matrix if in_one_step else np.diag([1 / scale, 1 / scale, 1.0]) @ matrix
    size = (round(width * scale), round(height * scale)) if in_one_step else (width, height)
    mapped = cv2.warpAffine(
        grey, turn[:2], size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=WHITE
    )
    if not in_one_step:
        mapped = cv2.resize(mapped, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    return as_pixels(mapped)


def _quarter_turn(rotation: int, width: int, height: int) -> Matrix:
    """Return the map of a clockwise turn of a page of `width` x `height` pixels."""
    turns = {
        90: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
    }
    return np.array(turns[rotation], dtype=np.float64)
