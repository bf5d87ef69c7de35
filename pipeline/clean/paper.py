"""The sheet in a photograph: where it lies on its ground."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import as_pixels, histogram, percentile, shrink
from pipeline.raster import Pixels

_WORK_WIDTH = 700
_LEAST_SHARE = 0.4
_MOST_SHARE = 0.985
_LEAST_GROUND = 0.9
_LEAST_SIDES = 3
_GLANCE_WIDTH = 175
_SLACK = 1.05  # a glance is not exact
_MOST_HOLLOW = 1.08
_AROUND = 31  # pixels of a fourth of the reduced image
_PAPER_SHARE = 0.75
_SAMPLES = 24  # of each side
_STEP = 10  # pixels to either side of an edge
_FALL = 0.93
_LEAST_FALLS = 0.75

Corners = npt.NDArray[np.float64]
"""Four points (x, y): top left, top right, bottom right, bottom left."""


def find_sheet(grey: Pixels) -> Corners | None:
    """Return the corners of the sheet of paper in `grey`, or None where the image is a scan without a ground.

    A sheet is a bright four-sided shape with straight sides that fills 40 to 98 % of the image; what lies
    outside is darker. Where the light falls off so far that no one threshold for the whole image is right, one
    just above the ground at the rim of the image often is, or one for each place, a share of the brightest near it.
    """
    if not _can_have_ground(grey):
        return None
    factor = min(1.0, _WORK_WIDTH / grey.shape[1])
    size = round(grey.shape[1] * factor), max(1, round(grey.shape[0] * factor))
    reduced = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)  # at once: the corners are to be exact
    small = as_pixels(cv2.GaussianBlur(reduced, (0, 0), 2.0))
    filled = as_pixels(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)))
    otsu, _ = cv2.threshold(filled, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    rim = np.concatenate([filled[:3].ravel(), filled[-3:].ravel(), filled[:, :3].ravel(), filled[:, -3:].ravel()])
    thresholds: tuple[float | Pixels, ...] = (
        otsu,
        1.06 * float(np.percentile(rim, 98)),
        1.15 * float(np.median(rim)),
        _local_threshold(filled),
    )
    for threshold in thresholds:
        shape = _four_sides(filled, threshold)
        if shape is not None:
            return _ordered(shape / factor)
    return None


def _local_threshold(small: Pixels) -> Pixels:
    """Return a share of the brightest near each place; it is smooth, so a fourth of the size is enough."""
    quarter = cv2.resize(small, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.GaussianBlur(cv2.dilate(quarter, np.ones((_AROUND, _AROUND), np.uint8)), (0, 0), _AROUND / 4)
    return as_pixels(_PAPER_SHARE * cv2.resize(around, (small.shape[1], small.shape[0])))


def _four_sides(small: Pixels, threshold: float | Pixels) -> Corners | None:
    bright = as_pixels(np.where(small > threshold, 255, 0))
    opened = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    largest = max(contours, key=cv2.contourArea)
    share = cv2.contourArea(largest) / (small.shape[0] * small.shape[1])
    if not _LEAST_SHARE < share < _MOST_SHARE or not _has_ground(small, largest):
        return None
    hull = cv2.convexHull(largest)
    shape = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, closed=True), closed=True)
    if len(shape) != 4 or cv2.contourArea(shape) > _MOST_HOLLOW * cv2.contourArea(largest):
        return None
    corners = shape.reshape(4, 2).astype(np.float64)
    return corners if _has_edges(small, corners) else None


def _has_edges(small: Pixels, corners: Corners) -> bool:
    """Whether it gets darker at once outside each side: a shadow across a page has no edge, a sheet has."""
    middle = corners.mean(axis=0)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        normal = np.array([end[1] - start[1], start[0] - end[0]]) / max(1.0, float(np.linalg.norm(end - start)))
        outwards = normal if float(np.dot(normal, (start + end) / 2 - middle)) > 0 else -normal
        falls: list[bool] = []
        for share in np.linspace(0.05, 0.95, _SAMPLES):
            point = start + share * (end - start)
            inner, outer = _tone(small, point - _STEP * outwards), _tone(small, point + _STEP * outwards)
            if inner is not None and outer is not None:
                falls.append(outer < _FALL * inner)
        if sum(falls) < _LEAST_FALLS * len(falls):
            return False
    return True


def _tone(small: Pixels, point: npt.NDArray[np.float64]) -> int | None:
    x, y = round(float(point[0])), round(float(point[1]))
    return int(small[y, x]) if 0 <= y < small.shape[0] and 0 <= x < small.shape[1] else None


def _can_have_ground(grey: Pixels) -> bool:
    """Whether a sheet in `grey` could have a ground, seen in a small copy: most pages are scans and need no more.

    No sheet is brighter than the brightest part of the image that is as large as the smallest sheet.
    """
    small = shrink(grey, min(1.0, _GLANCE_WIDTH / grey.shape[1]))
    filled = as_pixels(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)))
    brightest = percentile(histogram(filled), 1 - _LEAST_SHARE / 2) * _SLACK
    return _dark_sides(filled, brightest) >= _LEAST_SIDES


def _has_ground(small: Pixels, contour: npt.NDArray[Any]) -> bool:
    """Whether at least three sides of the image are darker than the sheet."""
    inside = np.zeros(small.shape, np.uint8)
    cv2.drawContours(inside, [contour], -1, 255, cv2.FILLED)
    return _dark_sides(small, float(np.median(small[inside > 0]))) >= _LEAST_SIDES


def _dark_sides(small: Pixels, sheet: float) -> int:
    """Return how many sides of the image are darker than a sheet of this level."""
    sides = (small[:3], small[-3:], small[:, :3], small[:, -3:])
    return sum(float(np.median(side)) < _LEAST_GROUND * sheet for side in sides)


def _ordered(points: Corners) -> Corners:
    total, difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    order = [int(np.argmin(total)), int(np.argmin(difference)), int(np.argmax(total)), int(np.argmax(difference))]
    return points[order]


def straightening(corners: Corners) -> tuple[npt.NDArray[np.float64], int, int]:
    """Return the 3 x 3 map that makes the sheet with these corners a rectangle, and its width and height."""
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = round(float(max(sides[0], sides[2]))), round(float(max(sides[1], sides[3])))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return matrix.astype(np.float64), width, height
