"""What frames the text: the two-column head, the title, and "Nơi nhận" beside the signature."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import LineRole, MarkKind
from pipeline.synth.content import Align, Content, Emphasis, Head, RichText, Signature, plain
from pipeline.synth.flow import Flow, Setting
from pipeline.synth.ink import seal, signature
from pipeline.synth.sheet import text_width
from pipeline.synth.style import Style

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LEFT_SHARE = 0.40
"""Part of the text width that the left column of the head takes."""
RECIPIENTS_SHARE = 0.48
SEAL_SHARE = 0.15
"""Diameter of the seal as part of the width of the page."""
SIGNING_ROOM_MM = 26.0
LAST_PADDED_MONTH = 2
"""Days below 10 and the months 1 and 2 are printed with a nought (Nghị định 30/2020/NĐ-CP)."""


def draw_head(flow: Flow, head: Head) -> None:
    """Draw the two columns of the head, left one first, and move below both."""
    top = flow.y
    _left_column(flow, head)
    bottom = flow.y
    flow.y = top
    _right_column(flow, head)
    flow.y = max(bottom, flow.y) + flow.style.points(10)


def _column(flow: Flow, *, right: bool, role: LineRole) -> Setting:
    left_width = flow.width * LEFT_SHARE
    left = flow.left + left_width if right else flow.left
    width = flow.width - left_width if right else left_width
    # The head may use a little of the margin, as the long motto needs.
    reach = flow.style.mm(6)
    return Setting(left - (0 if right else reach), width + reach, flow.style.head_size, Align.CENTRE, role=role)


def _left_column(flow: Flow, head: Head) -> None:
    how = _column(flow, right=False, role=LineRole.HEADER_LEFT)
    for line in head.superior:
        flow.paragraph("head", plain(line), how)
    for line in head.body:
        flow.paragraph("head", plain(line), replace(how, bold=True))
    _rule_under(flow, how, plain(head.body[-1]), 0.45)
    flow.y += flow.style.points(7)
    flow.paragraph("head", _number_line(head, flow.style), replace(how, gap=flow.style.points(2)))
    if head.subject:
        inner = flow.style.mm(4)
        small = replace(how, size=how.size - 1, left=how.left + inner, width=how.width - 2 * inner)
        flow.paragraph("head", plain(f"V/v {head.subject}"), small)


def _number_line(head: Head, style: Style) -> RichText:
    text = f"Số: {head.number}/{head.symbol}"
    return RichText(text, _by_hand(4, len(head.number), style))


def _by_hand(start: int, length: int, style: Style) -> tuple[Emphasis, ...]:
    if not style.handwritten:
        return ()
    return (Emphasis(start, start + length, pen=True, room=style.pen.room if style.pen else 1.0),)


def _right_column(flow: Flow, head: Head) -> None:
    how = _column(flow, right=True, role=LineRole.HEADER_RIGHT)
    how = replace(how, bold=True)
    flow.paragraph("head", plain(STATE), how)
    motto = replace(how, size=how.size + 1)
    flow.paragraph("head", plain(MOTTO), motto)
    _rule_under(flow, motto, plain(MOTTO), 1.0)
    flow.y += flow.style.points(7)
    text = place_and_date(head)
    pen = _by_hand(text.index(" ngày ") + 6, 2, flow.style)
    flow.paragraph("head", RichText(text, pen), replace(how, bold=False, italic=True))


def place_and_date(head: Head) -> str:
    """Return the line of place and date.

    >>> head = Head(("A",), "A", "1", "KH-UBND", "Tân Hòa", "2025-02-07")
    >>> place_and_date(head)
    'Tân Hòa, ngày 07 tháng 02 năm 2025'
    """
    year, month, day = head.date.split("-")
    written_month = month if int(month) <= LAST_PADDED_MONTH else str(int(month))
    return f"{head.place}, ngày {day} tháng {written_month} năm {year}"


def _rule_under(flow: Flow, how: Setting, rich: RichText, share: float) -> None:
    last = flow.broken(rich, how)[-1]
    half = text_width(last, flow.type(how.size)) * share / 2
    centre = how.left + how.width / 2
    y = flow.y + flow.style.points(2.5)
    flow.sheet.rule(centre - half, y, centre + half, y, flow.style.points(0.7))


def draw_title(flow: Flow, content: Content) -> None:
    """Draw the type and the title, with the short rule under them; nothing for an official letter."""
    if not content.type_line:
        flow.y += flow.style.points(6)
        return
    how = replace(flow.setting(), align=Align.CENTRE, bold=True, first_indent=0.0, gap=0.0)
    flow.y += flow.style.points(6)
    flow.paragraph("type", plain(content.type_line), how)
    for index, line in enumerate(content.title):
        flow.paragraph(f"title.{index}", plain(line), how)
    _rule_under(flow, how, plain(content.title[-1]), 0.35)
    flow.y += flow.style.points(14)


def closing_height(flow: Flow, signer: Signature, recipients: tuple[str, ...]) -> float:
    """Return the height in pixels that `draw_closing` will take."""
    left, right = _closing_columns(flow)
    texts = _recipient_lines(recipients)
    small = sum(len(flow.broken(plain(text), left)) for text in texts) * flow.style.points(left.size) * left.leading
    lines = sum(len(flow.broken(plain(text), right)) for text in (*signer.office, signer.name))
    large = lines * flow.style.points(right.size) * right.leading + flow.style.mm(SIGNING_ROOM_MM)
    return max(small + flow.style.points(20), large) + flow.style.points(8)


def draw_closing(flow: Flow, signer: Signature, recipients: tuple[str, ...]) -> None:
    """Draw the recipients and, beside them, the signature with its seal; both on one page."""
    left, right = _closing_columns(flow)
    flow.keep(closing_height(flow, signer, recipients))
    flow.y += flow.style.points(6)
    top = flow.y
    flow.paragraph("recipients", plain("Nơi nhận:"), replace(left, bold=True, italic=True, size=12.0))
    for index, text in enumerate(_recipient_lines(recipients)):
        flow.paragraph(f"recipients.{index}", plain(text), left)
    bottom, flow.y = flow.y, top
    _signature(flow, signer, right)
    flow.y = max(bottom, flow.y)


def _closing_columns(flow: Flow) -> tuple[Setting, Setting]:
    left = Setting(flow.left, flow.width * RECIPIENTS_SHARE, 11.0, Align.LEFT, role=LineRole.RECIPIENTS, leading=1.1)
    right_left = flow.left + flow.width * RECIPIENTS_SHARE
    right = Setting(
        right_left,
        flow.width - flow.width * RECIPIENTS_SHARE,
        flow.style.size,
        Align.CENTRE,
        bold=True,
        role=LineRole.SIGNATURE,
    )
    return left, right


def _recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    last = len(recipients) - 1
    return [f"- {text}{'.' if index == last else ';'}" for index, text in enumerate(recipients)]


def _signature(flow: Flow, signer: Signature, how: Setting) -> None:
    for line in signer.office:
        flow.paragraph("signature", plain(line), how)
    room = flow.style.mm(SIGNING_ROOM_MM)
    middle = flow.y + room / 2
    centre = how.left + how.width / 2
    flow.y += room
    flow.paragraph("signature", plain(signer.name), how)
    if flow.style.seal:
        diameter = flow.sheet.width * SEAL_SHARE
        stroke = signature(flow.style.mm(42), flow.rng)
        flow.sheet.stamp(stroke, centre + flow.style.mm(4), middle, MarkKind.SIGNATURE)
        body = signer.seal or "ỦY BAN NHÂN DÂN"
        upper, _, lower = body.partition("|")
        round_seal = seal((upper.strip(), lower.strip()), flow.family, diameter, flow.rng)
        x = centre - diameter * float(flow.rng.uniform(0.45, 0.65))
        flow.sheet.stamp(
            round_seal, x, middle + flow.style.mm(1), MarkKind.SEAL, " ".join(body.replace("|", " ").split())
        )
