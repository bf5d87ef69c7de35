"""What a page of a PDF paints: its images and where they lie, and whether anything else can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_COVERS = 0.95  # of the page: what was painted before such an image cannot be seen
_SLACK = 2.0  # points that a clip may cut from an image
_DEPTH = 4
_MOST_BYTES = 20_000_000
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"})
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_BUILDS = frozenset({"m", "l", "c", "v", "y", "h"})
_INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Painted:
    """An image and the matrix that lays it on the page."""

    image: pikepdf.Stream
    matrix: Matrix

    @property
    def bounds(self) -> Bounds:
        """The upright rectangle around it."""
        a, b, c, d, e, f = self.matrix
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it matters here. `clip` is None where nothing was clipped."""

    matrix: Matrix
    mode: int = 0
    clip: Bounds | None = None

    def copy(self) -> _State:
        return _State(self.matrix, self.mode, self.clip)


@dataclass(slots=True)
class Paint:
    """What a page paints: `images` in order; `other` where anything else shows, or they show otherwise than plain."""

    page: Bounds
    images: list[Painted] = field(default_factory=list)
    other: bool = False

    @property
    def scan(self) -> Painted | None:
        """The one image that is the page, where one alone is large."""
        large = [one for one in self.images if area(one.bounds) >= 0.02 * area(self.page)]
        return large[0] if len(large) == 1 and area(large[0].bounds) >= 0.5 * area(self.page) else None

    @property
    def is_plain_scan(self) -> bool:
        """Whether nothing is to be seen but one image that is the page."""
        return self.scan is not None and len(self.images) == 1 and not self.other


def read_paint(page: pikepdf.Page) -> Paint:
    """Return what `page` paints; what cannot be followed counts as `other`."""
    paint = Paint(visible_box(page))
    if _size(page.obj.get("/Contents")) > _MOST_BYTES:
        paint.other = True
        return paint
    try:
        _Walk(paint).follow(page, page.obj.get("/Resources") or page.resources, _State(IDENTITY), _DEPTH)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        paint.other = True
    return paint


def visible_box(page: pikepdf.Page) -> Bounds:
    """Return the part of the page that is shown: the crop box inside the media box."""
    media, crop = _upright(page.mediabox), _upright(page.cropbox)
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return box if box[2] > box[0] and box[3] > box[1] else media


def rotation_of(page: pikepdf.Page) -> int:
    """Return the clockwise turn, 0 to 270, that the page asks a viewer to make."""
    value = page.obj.get("/Rotate")
    if value is None:
        value = _inherited(page.obj, "/Rotate")
    try:
        return round(int(value or 0) / 90) * 90 % 360
    except (TypeError, ValueError):
        return 0


def area(bounds: Bounds) -> float:
    """Return the area of a rectangle."""
    return max(0.0, bounds[2] - bounds[0]) * max(0.0, bounds[3] - bounds[1])


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does `first` and then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


class _Walk:
    """One walk over the operators of a page and its forms."""

    def __init__(self, paint: Paint) -> None:
        self.paint = paint

    def follow(
        self, source: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, state: _State, depth: int
    ) -> None:
        stack: list[_State] = []
        path: list[Bounds | None] = []  # rectangles of the path that is being built; None for any other shape
        clips = False
        for instruction in pikepdf.parse_content_stream(source):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "q":
                stack.append(state.copy())
            elif name == "Q" and stack:
                state = stack.pop()
            elif name in ("W", "W*"):
                clips = True
            elif name == "re":
                path.append(_rectangle([float(value) for value in operands], state.matrix))
            elif name in _BUILDS:
                path.append(None)
            elif name == "n" or name in _PAINTS:
                self.paint.other |= name != "n"
                if clips:
                    self._clip(state, path)
                path, clips = [], False
            else:
                self._other_operator(name, list(operands), resources, state, depth)

    def _other_operator(
        self, name: str, operands: Sequence[pikepdf.Object], resources: pikepdf.Object, state: _State, depth: int
    ) -> None:
        if name == "cm":
            state.matrix = multiplied(_matrix(operands), state.matrix)
        elif name == "Tr":
            state.mode = int(operands[0])
        elif name in _SHOWS:
            self.paint.other |= state.mode != _INVISIBLE
        elif name == "gs":
            self.paint.other |= not _is_plain_state(resources["/ExtGState"][str(operands[0])])
        elif name == "BDC":
            self.paint.other |= str(operands[0]) == "/OC"  # a layer that may be off
        elif name == "Do":
            self._do(resources["/XObject"][str(operands[0])], resources, state, depth)

    def _do(self, item: pikepdf.Object, resources: pikepdf.Object, state: _State, depth: int) -> None:
        if not isinstance(item, pikepdf.Stream):
            return
        if item.get("/Subtype") == Name.Form:
            if depth == 0 or "/OC" in item or "/Group" in item:
                self.paint.other = True
                return
            matrix = _matrix(item.Matrix) if "/Matrix" in item else IDENTITY
            inner = _State(multiplied(matrix, state.matrix), state.mode, state.clip)
            self._clip(inner, [_rectangle(_as_size(item.BBox), inner.matrix)])
            self.follow(item, item.get("/Resources", resources), inner, depth - 1)
            return
        painted = Painted(item, state.matrix)
        if area(_common(painted.bounds, self.paint.page)) >= _COVERS * area(self.paint.page) and not _lets_through(
            item
        ):
            self.paint.images, self.paint.other = [], False
        self.paint.images.append(painted)
        self.paint.other |= "/OC" in item or not _inside(painted.bounds, state.clip, self.paint.page)

    def _clip(self, state: _State, path: Sequence[Bounds | None]) -> None:
        if len(path) != 1 or path[0] is None:
            self.paint.other |= bool(path)
            return
        state.clip = path[0] if state.clip is None else _common(state.clip, path[0])


def _is_plain_state(state: pikepdf.Object) -> bool:
    """Whether a graphics state paints as if it were not there."""
    mask, mode = state.get("/SMask"), state.get("/BM")
    opaque = float(state.get("/ca", 1)) == 1 and float(state.get("/CA", 1)) == 1
    return opaque and mask in (None, Name("/None")) and mode in (None, Name.Normal, Name.Compatible)


def _lets_through(image: pikepdf.Object) -> bool:
    return "/SMask" in image or "/Mask" in image or bool(image.get("/ImageMask", False))


def _inside(inner: Bounds, clip: Bounds | None, page: Bounds) -> bool:
    """Whether a clip leaves what the page shows of an image."""
    if clip is None:
        return True
    shown, left = _common(inner, page), _common(_common(inner, page), clip)
    return all(abs(one - other) <= _SLACK for one, other in zip(shown, left, strict=True))


def _common(first: Bounds, second: Bounds) -> Bounds:
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def _rectangle(size: Sequence[float], matrix: Matrix) -> Bounds | None:
    """Return the rectangle (x, y, width, height) under a matrix; None where that slants it."""
    x, y, width, height = size
    a, b, c, d, e, f = matrix
    if min(abs(b) + abs(c), abs(a) + abs(d)) > 1e-3 * max(abs(a), abs(b), abs(c), abs(d)):
        return None
    xs = (a * x + c * y + e, a * (x + width) + c * (y + height) + e)
    ys = (b * x + d * y + f, b * (x + width) + d * (y + height) + f)
    return min(xs), min(ys), max(xs), max(ys)


def _as_size(box: pikepdf.Object) -> tuple[float, float, float, float]:
    left, bottom, right, top = _upright(box)
    return left, bottom, right - left, top - bottom


def _upright(box: pikepdf.Object) -> Bounds:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _matrix(values: Sequence[pikepdf.Object] | pikepdf.Object) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    for _ in range(32):  # a circle of parents ends
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node.Parent
    return None


def _size(contents: pikepdf.Object | None) -> int:
    """Return the stored bytes of a page's content."""
    if contents is None:
        return 0
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return sum(int(part.get("/Length", 0)) for part in parts if isinstance(part, pikepdf.Stream))
