"""ISO 19005-2, 6.2 and 6.3: what a page paints, with all its forms, patterns and annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Name

from pipeline.export.pdfa.colours import check_device, check_image, check_intent, check_space
from pipeline.export.pdfa.fault import Fault, fault

_OPERATORS = frozenset({
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI",
    "EMC", "ET", "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k", "l", "m", "M", "MP", "n",
    "q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj",
    "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"',
})  # fmt: skip
_DEVICE_OPERATORS = {"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4}
_BLEND = frozenset({
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
})  # fmt: skip
_TEXT = frozenset({"Tr", "Tf", "Tj", "TJ", "'", '"'})
_INVISIBLE = 3
_MOST_NESTED = 28
_SIDES = (3, 14400)
_ANNOTATIONS = frozenset({
    "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/FileAttachment", "/Widget", "/PrinterMark",
    "/TrapNet", "/Watermark", "/Redact",
})  # fmt: skip
_WITHOUT_LOOKS = frozenset({"/Popup", "/Link"})
_HIDING, _PRINT = 0b100011, 0b100  # Invisible, Hidden, NoView; Print


@dataclass(slots=True)
class Shown:
    """A font, and the strings that are written in it; `invisibly` where nothing of it shows."""

    font: pikepdf.Object
    strings: set[bytes] = field(default_factory=set)
    is_visible: bool = False


@dataclass(slots=True)
class _Text:
    """The font and render mode that text is written with."""

    font: Shown | None = None
    mode: int = 0


@dataclass(slots=True)
class PageCheck:
    """One walk over all that a page paints; `shown` gathers the fonts by their object."""

    output: int | None
    shown: dict[tuple[int, int], Shown] = field(default_factory=dict)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def check(self, page: pikepdf.Page) -> Iterator[Fault]:
        """Yield what the page breaks."""
        for box in (page.mediabox, page.cropbox):
            left, bottom, right, top = (float(value) for value in box)
            if not all(_SIDES[0] <= abs(side) <= _SIDES[1] for side in (right - left, top - bottom)):
                yield fault(
                    "6.1.13", "Khổ trang ngoài 3–14400 đơn vị.", "The page is not 3 to 14400 units wide and high."
                )
        if "/AA" in page.obj:
            yield fault("6.5.2", "Trang có hành động tự chạy (AA).", "The page has additional actions (AA).")
        if "/PresSteps" in page.obj:
            yield fault("6.10", "Trang có bước trình chiếu.", "The page has presentation steps.")
        resources = page.obj.get("/Resources")
        resources = page.resources if resources is None else resources
        if isinstance(page.obj.get("/Group"), pikepdf.Dictionary):
            yield from self._group(page.obj["/Group"], resources)
        yield from self._stream(page, resources)
        for annotation in page.obj.get("/Annots", []):
            yield from self._annotation(annotation)

    def _annotation(self, item: pikepdf.Object) -> Iterator[Fault]:
        kind, flags = str(item.get("/Subtype")), int(item.get("/F", 0))
        if kind not in _ANNOTATIONS:
            yield fault("6.3.1", f"Chú thích loại {kind} không được dùng.", f"Annotations {kind} are not allowed.")
        if kind != "/Popup" and (flags & _HIDING or not flags & _PRINT):
            yield fault("6.3.2", "Chú thích ẩn hoặc không in ra.", "An annotation is hidden or not printed.")
        if "/AA" in item:
            yield fault("6.5.2", "Chú thích có hành động tự chạy (AA).", "An annotation has additional actions (AA).")
        looks = item.get("/AP")
        box = [float(value) for value in item.get("/Rect", [0, 0, 0, 0])]
        is_empty = box[0] == box[2] and box[1] == box[3]
        if looks is None:
            if kind not in _WITHOUT_LOOKS and not is_empty:
                yield fault("6.3.3", "Chú thích không có hình.", "An annotation has no appearance.")
            return
        if set(looks.keys()) != {"/N"}:
            yield fault("6.3.3", "Chú thích có hình khác ngoài N.", "An annotation has appearances besides N.")
        normal = looks["/N"]
        for form in [normal] if isinstance(normal, pikepdf.Stream) else normal.as_dict().values():
            if isinstance(form, pikepdf.Stream):
                yield from self._form(form)

    def _form(self, form: pikepdf.Stream) -> Iterator[Fault]:
        if form.objgen in self._seen and form.objgen != (0, 0):
            return
        self._seen.add(form.objgen)
        if "/OPI" in form or "/Subtype2" in form or "/PS" in form:
            yield fault("6.2.9.1", "Biểu mẫu có OPI hoặc PostScript.", "A form has OPI or PostScript.")
        if "/Ref" in form:
            yield fault("6.2.9.2", "Biểu mẫu trỏ ra tệp khác.", "A form refers to another file.")
        resources = form.get("/Resources", pikepdf.Dictionary())
        if isinstance(form.get("/Group"), pikepdf.Dictionary):
            yield from self._group(form["/Group"], resources)
        yield from self._stream(form, resources)

    def _group(self, group: pikepdf.Object, resources: pikepdf.Object) -> Iterator[Fault]:
        if "/CS" in group:
            yield from check_space(group["/CS"], self.output, resources.get("/ColorSpace"))
        elif self.output is None:
            yield fault(
                "6.2.10", "Nhóm trong suốt không có không gian màu.", "A transparency group has no colour space."
            )

    def _stream(self, source: pikepdf.Page | pikepdf.Stream, resources: pikepdf.Object) -> Iterator[Fault]:
        spaces = resources.get("/ColorSpace")
        if spaces is not None:
            for space in spaces.as_dict().values():
                yield from check_space(space, self.output, spaces)
        text, stack = _Text(), []
        for instruction in pikepdf.parse_content_stream(source):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                yield from self._inline(instruction.iimage, spaces)
                continue
            operands, name = list(instruction.operands), str(instruction.operator)
            if name == "q":
                stack.append(replace(text))
                if len(stack) == _MOST_NESTED + 1:
                    yield fault("6.1.13", "q lồng quá 28 lần.", "q is nested more than 28 times.")
            elif name == "Q" and stack:
                text = stack.pop()
            elif name in _TEXT:
                self._write(text, name, operands, resources)
            else:
                yield from self._operator(name, operands, resources)

    def _write(self, text: _Text, name: str, operands: list[pikepdf.Object], resources: pikepdf.Object) -> None:
        if name == "Tr":
            text.mode = int(operands[0])
        elif name == "Tf":
            font = resources["/Font"][str(operands[0])]
            text.font = self.shown.setdefault(font.objgen, Shown(font))
        elif text.font is not None:
            text.font.strings.update(_strings(operands[-1]))
            text.font.is_visible |= text.mode != _INVISIBLE

    def _operator(self, name: str, operands: list[pikepdf.Object], resources: pikepdf.Object) -> Iterator[Fault]:
        spaces = resources.get("/ColorSpace")
        if name in _DEVICE_OPERATORS:
            yield from check_device(_DEVICE_OPERATORS[name], self.output, spaces)
        elif name in ("cs", "CS"):
            if operands[0] != Name.Pattern:
                yield from check_space(operands[0], self.output, spaces)
        elif name == "ri":
            yield from check_intent(operands[0])
        elif name == "gs":
            yield from self._state(resources["/ExtGState"][str(operands[0])])
        elif name == "Do":
            yield from self._object(resources["/XObject"][str(operands[0])], resources)
        elif name in ("scn", "SCN") and operands and isinstance(operands[-1], pikepdf.Name):
            yield from self._pattern(resources["/Pattern"][str(operands[-1])], resources)
        elif name == "sh":
            yield from check_space(resources["/Shading"][str(operands[0])]["/ColorSpace"], self.output, spaces)
        elif name not in _OPERATORS:
            yield fault("6.2.2", f"Toán tử lạ {name}.", f"An unknown operator {name}.")

    def _pattern(self, pattern: pikepdf.Object, resources: pikepdf.Object) -> Iterator[Fault]:
        if isinstance(pattern, pikepdf.Stream):
            yield from self._form(pattern)
        elif "/Shading" in pattern:
            yield from check_space(pattern["/Shading"]["/ColorSpace"], self.output, resources.get("/ColorSpace"))

    def _object(self, item: pikepdf.Object, resources: pikepdf.Object) -> Iterator[Fault]:
        if not isinstance(item, pikepdf.Stream):
            return
        if item.get("/Subtype") == Name.Form:
            yield from self._form(item)
        elif item.get("/Subtype") == Name.Image:
            if item.objgen not in self._seen:
                self._seen.add(item.objgen)
                yield from check_image(item, self.output, resources.get("/ColorSpace"))
        else:
            yield fault("6.2.9.3", "Có XObject PostScript.", "There is a PostScript XObject.")

    def _state(self, state: pikepdf.Object) -> Iterator[Fault]:
        if "/TR" in state or state.get("/TR2", Name.Default) != Name.Default or "/HTP" in state or "/HTO" in state:
            yield fault(
                "6.2.5", "ExtGState có hàm truyền hoặc bán sắc.", "An ExtGState has a transfer function or halftone."
            )
        if "/RI" in state:
            yield from check_intent(state["/RI"])
        modes = state.get("/BM", Name.Normal)
        for mode in modes if isinstance(modes, pikepdf.Array) else [modes]:
            if str(mode) not in _BLEND:
                yield fault("6.2.10", f"Chế độ hòa trộn lạ {mode}.", f"An unknown blend mode {mode}.")
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            yield from self._form(mask["/G"])  # type: ignore[arg-type]

    def _inline(self, image: pikepdf.PdfInlineImage, spaces: pikepdf.Object | None) -> Iterator[Fault]:
        if any(name in ("/LZWDecode", "/LZW", "/Crypt") for name in image.filters):
            yield fault("6.1.10", "Ảnh trong dòng dùng LZW hoặc Crypt.", "An inline image uses LZW or Crypt.")
        if image.obj.get("/Interpolate", image.obj.get("/I", False)):
            yield fault("6.2.8.1", "Ảnh trong dòng đòi nội suy.", "An inline image asks for interpolation.")
        space = image.obj.get("/ColorSpace", image.obj.get("/CS"))
        if space is not None:
            yield from check_space(space, self.output, spaces)


def _strings(operand: pikepdf.Object) -> Iterator[bytes]:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    for part in parts:
        if isinstance(part, pikepdf.String):
            yield bytes(part)
