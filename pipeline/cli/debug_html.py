"""The report of `sohoa debug-page`: one HTML file with all pictures in it, Vietnamese first, English below."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from pipeline.message import Message
from pipeline.model import PageReading, Step

ORIGINAL = Message("Ảnh gốc", "The original image")
RULES = Message("Đường kẻ tìm thấy: ngang đỏ, dọc xanh", "Rules found: level ones red, upright ones blue")
WORDS = Message(
    "Từ đọc được: xanh lá là chắc (từ 90 %), vàng là chưa chắc, đỏ là đáng ngờ (dưới 60 %)",
    "Words read: green is sure (90 % and above), yellow less so, red doubtful (below 60 %)",
)
LINES = Message(
    "Dòng theo thứ tự đọc; tím là trong ô bảng", "Lines in reading order; violet ones stand in cells of tables"
)
MARKS = Message("Dấu và ghi chú tìm thấy", "Marks found")
_STEPS = {
    "too_small": Message("Ảnh quá nhỏ để có chữ", "The image is too small to hold text"),
    "ink": Message("Tách mực màu: dấu đỏ, bút xanh", "Coloured ink parted from print: red seals, blue pen"),
    "sheet": Message("Tìm mép tờ giấy, cắt nền, nắn phối cảnh", "Sheet found, cut out and made a rectangle"),
    "light": Message("Làm đều ánh sáng và nền giấy", "Light and paper evened out"),
    "streaks": Message("Bỏ vệt dọc của máy quét", "Streaks of the scanner removed"),
    "borders": Message("Bỏ mép đen", "Dark edges removed"),
    "holes": Message("Bỏ lỗ đục", "Punch holes removed"),
    "watermark": Message("Làm mờ hình chìm", "Watermark suppressed"),
    "blank": Message("Trang trắng", "A blank page"),
    "specks": Message("Bỏ đốm bẩn", "Specks removed"),
    "turn": Message("Xoay trang cho đứng", "Turned upright"),
    "spread": Message("Hai trang trong một ảnh", "Two pages in one picture"),
    "deskew": Message("Nắn nghiêng", "Slant taken out"),
    "curl": Message("Nắn giấy cong", "Bend of the sheet taken out"),
    "scale": Message("Đổi độ phân giải", "Brought to the resolution for OCR"),
}
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1b1b }
figure { margin: 0 0 2rem; border: 1px solid #ccc; padding: .5rem }
img { max-width: 100%; display: block; margin: auto; background: #888 }
figcaption { margin-bottom: .5rem } .en { color: #555; font-size: .9em } code { font-size: .9em }
table { border-collapse: collapse; margin-bottom: 2rem } td, th { border: 1px solid #ccc; padding: .2rem .5rem;
text-align: left; vertical-align: top } h2 { margin-top: 2.5rem }
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture: its file beside the report, what it shows, what was measured, the JPEG."""

    file: str
    caption: Message
    measured: str
    jpeg: bytes


def step_caption(step: Step) -> Message:
    """Return what a treatment did in words; its name where it has none."""
    return _STEPS.get(step.name, Message(step.name, step.name))


def page(title: str, pictures: Sequence[Shown], reading: PageReading) -> str:
    """Return the whole report."""
    own = reading.page
    facts = (
        (Message("Cách đọc", "How it was read"), own.origin.value),
        (Message("Kích thước", "Size"), f"{own.width} x {own.height}, {own.dpi} dpi"),
        (Message("Xoay, nghiêng", "Turn, slant"), f"{own.rotation}°, {own.skew:.2f}°"),
        (
            Message("Độ tin cậy: trung bình, dòng kém", "Confidence: mean, of bad lines"),
            f"{own.confidence:.2f}, {own.confidence_low:.2f}",
        ),
    )
    parts = [
        f"<h1>{escape(title)}</h1>",
        _table((_both(name), escape(value)) for name, value in facts),
        *(_figure(number, picture) for number, picture in enumerate(pictures)),
        _heading(Message("Các bước xử lý", "Provenance")),
        _table(_step_row(step) for step in reading.steps),
        _heading(Message("Lưu ý", "Problems")),
        _table((escape(problem.severity.value), _both(problem.message)) for problem in reading.problems),
        _heading(Message("Dấu và ghi chú", "Marks")),
        _table((escape(mark.kind.value), escape(mark.text), f"{mark.confidence:.2f}") for mark in own.marks),
        _heading(Message("Các dòng theo thứ tự đọc", "Lines in reading order")),
        _table(
            (str(order), escape(line.role.value), f"{line.confidence:.2f}", escape(line.text))
            for order, line in enumerate(reading.lines, start=1)
        ),
    ]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="vi">\n<head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _both(message: Message) -> str:
    return f'{escape(message.vi)} <span class="en" lang="en">{escape(message.en)}</span>'


def _heading(message: Message) -> str:
    return f"<h2>{_both(message)}</h2>"


def _figure(number: int, picture: Shown) -> str:
    source = base64.b64encode(picture.jpeg).decode("ascii")
    measured = f"<br><code>{escape(picture.measured)}</code>" if picture.measured else ""
    return (
        f"<figure><figcaption><b>{number}. {escape(picture.caption.vi)}</b> "
        f'<span class="en" lang="en">{escape(picture.caption.en)}</span>{measured}</figcaption>'
        f'<img alt="{escape(picture.caption.vi)}" src="data:image/jpeg;base64,{source}"></figure>'
    )


def _step_row(step: Step) -> tuple[str, ...]:
    measured = "; ".join(f"{key} = {value}" for key, value in step.settings)
    return escape(step.stage), _both(step_caption(step)), escape(step.version), escape(measured)


def _table(rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are HTML already; a dash where there is no row."""
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    return "<table>\n" + "\n".join(lines) + "\n</table>" if lines else "<p>–</p>"
