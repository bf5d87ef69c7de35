"""The coordinates of a PDF page: points from below, pixels of the unrotated page image, pixels as it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Box

POINTS_PER_INCH = 72.0


def turn_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Return where `box` goes when an image of `width` x `height` is turned clockwise by `turn` degrees.

    >>> turn_box(Box(1, 0, 0, 10, 5), 90, width=100, height=50)
    Box(page=1, x0=45, y0=0, x1=50, y1=10)
    """
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    match turn % 360:
        case 90:
            x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        case 180:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        case 270:
            x0, y0, x1, y1 = y0, width - x1, y1, width - x0
    return replace(box, x0=x0, y0=y0, x1=x1, y1=y1)


@dataclass(frozen=True, slots=True)
class Frame:
    """How points of a PDF page become pixels.

    `left` and `top` are the corner of the page in points (y upwards), `scale` the pixels per point, `width` and
    `height` the size of the unrotated page image in pixels, `turn` the clockwise turn that makes its text upright.
    """

    page: int
    left: float
    top: float
    scale: float
    width: int
    height: int
    turn: int = 0

    @property
    def dpi(self) -> int:
        """The resolution of the page image."""
        return max(1, round(self.scale * POINTS_PER_INCH))

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height of the page image when its text is upright."""
        return (self.width, self.height) if self.turn % 180 == 0 else (self.height, self.width)

    def upright(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the box, in pixels of the upright page image, of a rectangle in points."""
        box = Box(
            page=self.page,
            x0=(left - self.left) * self.scale,
            y0=(self.top - top) * self.scale,
            x1=(right - self.left) * self.scale,
            y1=(self.top - bottom) * self.scale,
        )
        return turn_box(box, self.turn, self.width, self.height)

    def unrotated(self, box: Box) -> Box:
        """Return where a box of the upright page image lies on the unrotated one, cut to it and rounded."""
        width, height = self.upright_size
        back = turn_box(box, -self.turn, width, height)
        return Box(
            page=back.page,
            x0=round(min(max(0.0, back.x0), self.width), 1),
            y0=round(min(max(0.0, back.y0), self.height), 1),
            x1=round(min(max(0.0, back.x1), self.width), 1),
            y1=round(min(max(0.0, back.y1), self.height), 1),
        )
