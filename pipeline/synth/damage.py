"""Turns a clean page into a believable scan. Every step draws from a NumPy generator: same seed, same pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.raster import Raster, Transform
from pipeline.synth.grades import Grade, Range
from pipeline.synth.paper import age, spread_ink
from pipeline.synth.way import CURL_WAVES, Way

Floats = npt.NDArray[np.float32]

PHOTO_GROUND = 118.0
BILEVEL_THRESHOLD = 150.0
SHADE_CELLS = 4


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged page, and the way that each point of the drawn page went."""

    raster: Raster
    way: Way

    @property
    def from_drawn(self) -> Transform:
        """Where a point of the drawn page lies in it, but for curl (a few pixels)."""
        return self.way.flat


def damage(page: Raster, grade: Grade, rng: np.random.Generator, back: Raster | None = None) -> Damaged:
    """Return `page` as a scanner, fax or camera of this grade gives it; `back` is what shines through the paper."""
    image = page.pixels.astype(np.float32)
    if any(grade.spread):
        image = spread_ink(image, _draw(grade.spread, rng))
    image = _fade(image, _draw(grade.fade, rng), grade.paper)
    if grade.bleed and back is not None:
        image = _bleed(image, back, grade.bleed)
    if grade.sheets:
        image = age(image, grade, rng)
    image = _blur(image, _draw(grade.blur, rng))
    matrix = _geometry(page.width, page.height, grade, rng)
    ground = PHOTO_GROUND if grade.perspective else _ground(image, grade)
    image = _warp(image, matrix, ground)
    if grade.curl:
        image = _curl(image, grade.curl, ground)
    image = image * _shade(page.height, page.width, grade.shade, rng, colour=image.ndim == 3)
    _dark_edges(image, grade.dark_edges, rng)
    _specks(image, grade.specks, rng)
    image = _noise(image, grade.noise, rng)
    if grade.scale != 1.0:
        size = (round(page.width * grade.scale), round(page.height * grade.scale))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.float32)
    dpi = round(page.dpi * grade.scale)
    scale = Transform((grade.scale, 0.0, 0.0, 0.0, grade.scale, 0.0, 0.0, 0.0, 1.0))
    warp = Transform(tuple(float(value) for value in matrix.ravel()))
    threshold = BILEVEL_THRESHOLD if grade.threshold is None else _draw(grade.threshold, rng)
    return Damaged(_to_raster(image, dpi, grade, threshold), Way(warp, scale, grade.curl, page.width))


def _to_raster(image: Floats, dpi: int, grade: Grade, threshold: float) -> Raster:
    if grade.codec == "ccitt":
        # A black-and-white scanner sees only how dark a point is: a red seal comes out black.
        grey = image.min(axis=2) if image.ndim == 3 else image
        return Raster(np.where(grey < threshold, 0, 255).astype(np.uint8), dpi, bilevel=True)
    return Raster(np.clip(np.rint(image), 0, 255).astype(np.uint8), dpi)


def _ground(image: Floats, grade: Grade) -> float:
    """Return what the scanner sees beside a skewed sheet: its white lid, or on old paper something near it."""
    return float(np.median(image)) if grade.sheets else float(grade.paper)


def turned(page: Raster, quarter_turns: int) -> Raster:
    """Return `page` turned clockwise by so many quarters, as a sheet that lay sideways on the glass."""
    return Raster(np.ascontiguousarray(np.rot90(page.pixels, -quarter_turns)), page.dpi, page.bilevel)


def _draw(values: Range, rng: np.random.Generator) -> float:
    return float(rng.uniform(*values))


def _fade(image: Floats, share: float, paper: int) -> Floats:
    if share == 0 and paper == 255:
        return image
    return np.asarray((image * (1 - share) + 255 * share) * (paper / 255), np.float32)


def _bleed(image: Floats, back: Raster, strength: float) -> Floats:
    behind = np.asarray(back.pixels if not back.is_colour else cv2.cvtColor(back.pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    size = (image.shape[1], image.shape[0])
    if behind.shape != image.shape[:2]:
        behind = np.asarray(cv2.resize(behind, size), np.uint8)
    mirrored = cv2.GaussianBlur(behind[:, ::-1].astype(np.float32), (0, 0), 2.0)
    through: Floats = (1 - strength * (1 - mirrored / 255)).astype(np.float32)
    return image * (through[:, :, None] if image.ndim == 3 else through)


def _blur(image: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32) if sigma else image


def _geometry(width: int, height: int, grade: Grade, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    angle = _draw(grade.skew, rng) * (1 if rng.random() < 0.5 else -1)
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0), [0, 0, 1]])
    if not grade.perspective:
        return np.asarray(turn, np.float64)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    room = np.array([width, height], np.float32)
    # The sheet lies a little inside the picture, each corner pulled in by its own amount.
    pulled = corners + inward * room * (0.02 + rng.uniform(0, grade.perspective, (4, 2)).astype(np.float32))
    return np.asarray(cv2.getPerspectiveTransform(corners, pulled) @ turn, np.float64)


def _warp(image: Floats, matrix: npt.NDArray[np.float64], ground: float) -> Floats:
    if np.allclose(matrix, np.eye(3)):
        return image
    size = (image.shape[1], image.shape[0])
    warped = cv2.warpPerspective(
        image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(ground,) * 3
    )
    return np.asarray(warped, np.float32)


def _curl(image: Floats, pixels: float, ground: float) -> Floats:
    height, width = image.shape[:2]
    columns = np.arange(width, dtype=np.float32)
    lift = pixels * np.sin(columns / width * math.pi * CURL_WAVES).astype(np.float32)
    x = np.broadcast_to(columns, (height, width)).astype(np.float32)
    y = np.arange(height, dtype=np.float32)[:, None] + lift[None, :]
    curled = cv2.remap(
        image, x, y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(ground,) * 3
    )
    return np.asarray(curled, np.float32)


def _shade(height: int, width: int, depth: float, rng: np.random.Generator, *, colour: bool) -> Floats:
    """Return a soft field from 1 down to 1 - depth: a slope across the page and some unevenness."""
    slope_x, slope_y = (float(value) for value in rng.uniform(-1, 1, 2))
    xs, ys = np.linspace(-1, 1, SHADE_CELLS), np.linspace(-1, 1, SHADE_CELLS)
    coarse = slope_x * xs[None, :] + slope_y * ys[:, None] + 0.35 * rng.standard_normal((SHADE_CELLS, SHADE_CELLS))
    coarse = (coarse - coarse.min()) / max(1e-6, float(np.ptp(coarse)))
    field = cv2.resize(coarse.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    shade: Floats = (1 - depth * np.clip(field, 0, 1)).astype(np.float32)
    return shade[:, :, None] if colour else shade


def _dark_edges(image: Floats, edges: tuple[str, ...], rng: np.random.Generator) -> None:
    height, width = image.shape[:2]
    for edge in edges:
        along = height if edge in {"left", "right"} else width
        start, end = (float(value) for value in rng.uniform(0.002, 0.014, 2) * width)
        depth = np.linspace(start, end, along) + rng.normal(0, 0.8, along)
        reach = int(max(start, end)) + 6
        bar = np.arange(reach)[None, :] < depth[:, None]
        tone = float(rng.uniform(15, 55))
        view = image.swapaxes(0, 1) if edge in {"top", "bottom"} else image
        strip = view[:, :reach] if edge in {"left", "top"} else view[:, ::-1][:, :reach]
        strip[bar] = tone


def _specks(image: Floats, count: int, rng: np.random.Generator) -> None:
    height, width = image.shape[:2]
    for _ in range(count):
        size = int(rng.integers(1, 4))
        x, y = int(rng.integers(0, width - size)), int(rng.integers(0, height - size))
        image[y : y + size, x : x + size] = float(rng.uniform(0, 110))


def _noise(image: Floats, deviation: float, rng: np.random.Generator) -> Floats:
    if not deviation:
        return image
    noise = rng.standard_normal(image.shape[:2], dtype=np.float32) * np.float32(deviation)
    return image + (noise[:, :, None] if image.ndim == 3 else noise)
