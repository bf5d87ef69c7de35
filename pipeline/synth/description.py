"""Reads the description of a document (TOML) into a `Content`.

    doc_type = "Kế hoạch"
    title = ["Thực hiện ... năm 2025", "trên địa bàn ..."]
    recipients = ["Thường trực Thị ủy", "Lưu: VT"]
    [head]        superior, body, issuer, number, symbol, place, date, subject
    [signature]   office, name, seal
    [[block]]     one of h1, h2, h3, p, li, centre, table; see below
    [[annex]]     label, title, attached_to, landscape, and [[annex.block]]
    [footnotes]   1 = "..."

`h1` to `h3` are "label. text"; `p` a paragraph, `li` a list item ("bullet" changes its dash). `bold` is "all",
"label" or "none". A block may have `duty` or `duties` (tables with the fields of `Duty`). A table has `widths`,
`aligns`, `head`, `rows`, and for a head of two rows `groups` (first, last, text); with `duty_columns` (field = column)
each of its full rows is a duty. Citations before the first h1 are the basis of the document (`can_cu`), as are all of
a block with `basis = true`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.model import Relation
from pipeline.synth.content import (
    Align,
    Annex,
    Block,
    Content,
    Duty,
    Footnote,
    Group,
    Head,
    Heading,
    Paragraph,
    RichText,
    Row,
    Signature,
    Table,
)
from pipeline.synth.markup import fixed_date, parse_markup

Described = dict[str, Any]
_LABEL = re.compile(r"(?P<label>Điều \d+|[IVX]+|\d+(?:\.\d+)*|[a-zđ])(?P<delimiter>[.):/]) (?P<text>.+)", re.DOTALL)
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
_PARTNER_BREAK = re.compile(r"\s*;\s*")


def read_description(path: Path) -> Content:
    """Return the document that the TOML file at `path` describes."""
    return content_of(tomllib.loads(path.read_text("utf-8")))


def content_of(tree: Described) -> Content:
    """Return the document that `tree` (a parsed description) describes."""
    blocks = tree.get("block", [])
    first = next((index for index, block in enumerate(blocks) if "h1" in block), len(blocks))
    return Content(
        doc_type=tree["doc_type"],
        type_line=tree.get("type_line", tree["doc_type"].upper()),
        title=tuple(tree["title"]),
        head=_head(tree["head"]),
        blocks=tuple(_block(block, basis=block.get("basis", index < first)) for index, block in enumerate(blocks)),
        recipients=tuple(tree["recipients"]),
        signature=Signature(
            tuple(tree["signature"]["office"]), tree["signature"]["name"], tree["signature"].get("seal", "")
        ),
        footnotes=tuple(
            Footnote(int(number), parse_markup(text)) for number, text in tree.get("footnotes", {}).items()
        ),
        annexes=tuple(_annex(annex) for annex in tree.get("annex", [])),
    )


def _head(tree: Described) -> Head:
    lines = {name: tuple(tree.get(name, ())) for name in ("superior", "body")}
    return Head(**{**tree, **lines})


def _annex(tree: Described) -> Annex:
    attached = tree.get("attached_to")
    return Annex(
        tree["label"],
        tree["title"],
        parse_markup(attached, "kem_theo") if attached else None,
        tuple(_block(block, basis=False) for block in tree["block"]),
        tree.get("landscape", False),
    )


def _block(tree: Described, *, basis: bool) -> Block:
    relation: Relation = "can_cu" if basis else "dan_chieu"
    if "table" in tree:
        return _table(tree["table"])
    duties = tuple(_duty(duty) for duty in tree.get("duties", [tree["duty"]] if "duty" in tree else []))
    for name, level in _LEVELS.items():
        if name in tree:
            return _heading(tree, level, tree[name], relation, duties)
    name = next(name for name in ("li", "centre", "p") if name in tree)
    text = parse_markup(tree[name], relation)
    return Paragraph(
        text,
        bullet=tree.get("bullet", "-" if name == "li" else ""),
        align=Align.CENTRE if name == "centre" else Align.JUSTIFY,
        bold=tree.get("bold", False),
        italic=tree.get("italic", False),
        duties=_located(text, duties),
    )


def _heading(tree: Described, level: int, source: str, relation: Relation, duties: tuple[Duty, ...]) -> Heading:
    match = _LABEL.fullmatch(source)
    if match is None:
        raise ValueError(f"a heading needs a label: {source!r}")
    text = parse_markup(match["text"], relation)
    return Heading(
        level=level,
        label=match["label"],
        delimiter=match["delimiter"],
        text=text,
        kind=tree.get("kind", "khac" if level == 1 else None),
        bold=tree.get("bold", "all"),
        italic=tree.get("italic", False),
        duties=_located(text, duties),
    )


def _duty(tree: Described) -> Duty:
    deadline = tree.get("deadline")
    dated = {"deadline_date": fixed_date(deadline)} if deadline else {}
    return Duty(**{**dated, **tree, "partners": tuple(tree.get("partners", ()))})


def _located(text: RichText, duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Give each duty whose action is part of the text its place there."""
    located = []
    for duty in duties:
        at = 0 if duty.action is None else text.text.find(duty.action)
        if at < 0:
            raise ValueError(f"the action is not in the text of its block: {duty.action!r}")
        located.append(replace(duty, at=at))
    return tuple(located)


def _table(tree: Described) -> Table:
    columns: dict[str, int] = tree.get("duty_columns", {})
    return Table(
        widths=tuple(float(width) for width in tree["widths"]),
        aligns=tree["aligns"],
        head=tuple(parse_markup(cell) for cell in tree["head"]),
        rows=tuple(_row(cells, columns) for cells in tree["rows"]),
        groups=tuple(
            Group(group["first"], group["last"], parse_markup(group["text"])) for group in tree.get("groups", [])
        ),
    )


def _row(cells: Iterable[str], columns: dict[str, int]) -> Row:
    texts = tuple(parse_markup(cell) for cell in cells)
    if not columns or len(texts) == 1:
        return Row(texts)
    said = {field: texts[column].text or None for field, column in columns.items()}
    deadline = said.get("deadline")
    often = deadline if deadline and "ường xuyên" in deadline else None
    duty = Duty(
        actor=said["actor"] or "",
        role="chu_tri",
        partners=tuple(_PARTNER_BREAK.split(said.get("partners") or "")) if said.get("partners") else (),
        action=said["action"],
        deadline=deadline,
        deadline_date=fixed_date(deadline) if deadline else None,
        frequency=often,
        product=said.get("product"),
    )
    return Row(texts, (duty,))
