"""The tree of sections: numbered headings and numbered paragraphs, articles and annexes, with numbering as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.labels import UPPER, LabelKind
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.structure.mended_labels import mended_labels
from pipeline.extract.structure.section_kinds import section_kind
from pipeline.extract.structure.zones import type_at_start, type_position
from pipeline.extract.vocabulary import flat, starts_with, words
from pipeline.model import Section, SectionKind
from pipeline.reading import Reading

HEADING_CHARACTERS = 200
"""Longest heading: a numbered paragraph is cut at a whole word within it."""

_TITLE_BLOCKS = 6  # an annex's title has no more lines

_RANKS = {
    LabelKind.ANNEX: 0,
    LabelKind.PART: 1,
    LabelKind.CHAPTER: 2,
    LabelKind.DIVISION: 3,
    LabelKind.ARTICLE: 4,
    LabelKind.CAPITAL: 5,
    LabelKind.ROMAN: 6,
    LabelKind.ARABIC: 7,
    LabelKind.COMPOUND: 8,
    LabelKind.LETTER: 20,
}


@dataclass(frozen=True, slots=True)
class _Node:
    """A section while the tree grows. `place` is the position of its block."""

    path: str
    label: str
    rank: int
    place: int
    heading: str
    span: tuple[int, int]
    level: int


def find_sections(reading: Reading, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Return the sections of a document, in order."""
    nodes = list(_nodes(reading, blocks))
    ends = _ends(nodes)
    doc_type = _doc_type(blocks)
    sections = []
    for index, node in enumerate(nodes):
        block = blocks[node.place]
        sections.append(
            Section(
                path=node.path,
                level=node.level,
                label=node.label,
                heading=node.heading,
                kind=_kind(node, block, doc_type) if node.level == 1 else None,
                first_line=block.first_line,
                last_line=_last_line(blocks, node.place, ends[index]),
                evidence=reading.evidence(*node.span, *_rule(node, block)),
            )
        )
    return tuple(sections)


def _kind(node: _Node, block: Block, doc_type: str | None) -> SectionKind:
    if node.rank == _RANKS[LabelKind.ANNEX]:
        return "phu_luc"
    return section_kind(node.heading, block.body, doc_type, article=block.label_kind is LabelKind.ARTICLE)


def _ends(nodes: Sequence[_Node]) -> list[int | None]:
    """Return for each section the position of the block where the next one of its level or above begins."""
    ends: list[int | None] = [None] * len(nodes)
    open_nodes: list[int] = []
    for index, node in enumerate(nodes):
        while open_nodes and nodes[open_nodes[-1]].level >= node.level:
            ends[open_nodes.pop()] = node.place
        open_nodes.append(index)
    return ends


def _rule(node: _Node, block: Block) -> tuple[str, float]:
    """Return the rule that found a section, and its certainty: lower where the numeral was put right."""
    if node.rank == _RANKS[LabelKind.ANNEX]:
        return ("label.annex", 0.95) if block.label else ("title.annex", 0.85)
    rule = f"label.{block.label_kind}"
    return (rule, 0.95) if node.label.casefold() == block.label.casefold() else (f"{rule}.mended", 0.8)


def _doc_type(blocks: Sequence[Block]) -> str | None:
    """Return the type that the head names (None: an official letter, or a text without its head)."""
    head = [block.text for block in blocks if block.kind is BlockKind.HEADER]
    at = type_position(head)
    return None if at is None else type_at_start(flat(head[at]))


def _last_line(blocks: Sequence[Block], place: int, following: int | None) -> int:
    """A section ends before the next one of its level or above, before the foot, or with the text."""
    last = blocks[place].last_line
    for block in blocks[place + 1 : following]:
        if block.kind is BlockKind.FOOTER:
            break
        if block.kind is not BlockKind.FOOTNOTE:
            last = max(last, block.last_line)
    return last


def _nodes(reading: Reading, blocks: Sequence[Block]) -> Iterator[_Node]:
    stack: list[_Node] = []
    mended = mended_labels(reading, blocks)
    for place, printed in enumerate(blocks):
        node = None
        label, kind = mended.get(place, (printed.label, printed.label_kind))
        block = replace(printed, label=label, label_kind=kind) if place in mended else printed
        if block.kind is BlockKind.HEADING and block.label_kind is not None:
            node = _labelled(blocks, place, block, stack)
        elif block.kind is BlockKind.PARAGRAPH and _is_unlabelled_annex(blocks, place, stack):
            node = _unlabelled_annex(blocks, place)
        if node is not None:
            del stack[node.level - 1 :]
            stack.append(node)
            yield node


def _labelled(blocks: Sequence[Block], place: int, block: Block, stack: Sequence[_Node]) -> _Node:
    kind = block.label_kind or LabelKind.ARABIC
    if kind is LabelKind.ANNEX:
        heading, end = _annex_heading(blocks, place)
        path = re.sub(r"\s+SỐ(?=\s)", "", block.label.upper())
        return _Node(path, block.label, 0, place, heading, (block.start, end), 1)
    rank = _rank(kind, block.label)
    heading = cut_heading(block.body) or _heading_below(blocks, place, kind)
    span = block.span(0, block.content + len(heading)) if block.body else (block.start, block.end)
    parent = _parent(stack, kind, rank, block.label)
    if kind in {LabelKind.ARTICLE, LabelKind.CHAPTER, LabelKind.PART, LabelKind.DIVISION}:
        label = block.label.capitalize() if kind is LabelKind.ARTICLE else block.label
        level = parent.level + 1 if parent and kind is not LabelKind.ARTICLE and parent.rank > 0 else 1
        return _Node(label, label, rank, place, heading, span, level)
    own = block.label.rsplit(".", 1)[-1] if parent and _continues(parent.label, block.label) else block.label
    path = f"{parent.path}.{own}" if parent else block.label
    return _Node(path, block.label, rank, place, heading, span, parent.level + 1 if parent else 1)


def _rank(kind: LabelKind, label: str) -> int:
    if kind is not LabelKind.COMPOUND:
        return _RANKS[kind]
    return (_RANKS[LabelKind.LETTER] if label[0].islower() else _RANKS[kind] - 1) + label.count(".")


def _parent(stack: Sequence[_Node], kind: LabelKind, rank: int, label: str) -> _Node | None:
    """Return the section above: for 5.1 that of 5 where it is open, else the last one of higher rank."""
    if kind is LabelKind.COMPOUND:
        for node in reversed(stack):
            if _continues(node.label, label):
                return node
    return next((node for node in reversed(stack) if node.rank < rank), None)


def _continues(above: str, label: str) -> bool:
    return "." in label and above == label.rsplit(".", 1)[0]


_END = re.compile(rf"[:;](?=\s|$)|(?<![.…])\.(?=\s+[\"“(]?[{UPPER}\d]|\s*$)|\./|…")
_ABBREVIATED = re.compile(r"(?<!\w)(?:TP|Tp|tp|Q|P|TX|TT|KT|TM|TL|ThS|TS|GS|PGS|BS|v\.v|Th|St|Đ/c|đ/c|[A-ZĐ])$")


def cut_heading(text: str) -> str:
    """Return the heading that a numbered item begins with: up to its first full stop, colon or semicolon.

    A heading in capitals is taken whole; a longer one than `HEADING_CHARACTERS` is cut at a whole word.

    >>> cut_heading("Thời gian: Vào lúc 08 giờ 00 phút"), cut_heading("MỤC ĐÍCH, YÊU CẦU:")
    ('Thời gian', 'MỤC ĐÍCH, YÊU CẦU')
    >>> cut_heading("Làm việc tại TP. Huế. Sau đó về.")
    'Làm việc tại TP. Huế'
    """
    if mostly_capitals(text) and len(text) <= HEADING_CHARACTERS:
        return text.rstrip(" .:;-/")
    for match in _END.finditer(text):
        before = text[: match.start()]
        if match[0] == "." and _ABBREVIATED.search(before):
            continue
        text = before
        break
    text = text.strip()
    if len(text) > HEADING_CHARACTERS:
        cut = text[: HEADING_CHARACTERS + 1].rfind(" ")
        text = text[: cut if cut > 0 else HEADING_CHARACTERS].rstrip(" ,")
    return text


def _heading_below(blocks: Sequence[Block], place: int, kind: LabelKind) -> str:
    """The title of a chapter or part stands on the line under its number."""
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if following is None or following.kind is not BlockKind.PARAGRAPH or kind is LabelKind.ARTICLE:
        return ""
    return cut_heading(following.text) if mostly_capitals(following.text) else ""


def _attached(block: Block) -> bool:
    return block.text.startswith("(") and starts_with(flat(block.text[1:]).strip(), words("layout", "annex_attached"))


def _annex_heading(blocks: Sequence[Block], place: int) -> tuple[str, int]:
    """Return the title of an annex (behind its number or in the lines below, capitals first) and where it ends."""
    block = blocks[place]
    if block.body and not block.body.startswith("("):
        heading = cut_heading(block.body)
        return heading, block.span(0, block.content + len(heading))[1]
    for following in blocks[place + 1 : place + 4]:
        if following.kind is not BlockKind.PARAGRAPH:
            break
        if not following.text.startswith("("):
            heading = cut_heading(following.text)
            return heading, following.span(0, len(heading))[1]
    return "", block.end


def _is_unlabelled_annex(blocks: Sequence[Block], place: int, stack: Sequence[_Node]) -> bool:
    """An annex without the word: a title in capitals behind the foot, or with "(Kèm theo ...)" under it."""
    block = blocks[place]
    if (
        not mostly_capitals(block.text)
        or block.text.endswith(":")
        or any(word in flat(block.text) for word in words("layout", "nation"))
        or (stack and stack[-1].rank == 0 and _near(blocks, stack[-1].place, place))
    ):
        return False
    if any(_attached(following) for following in blocks[place + 1 : place + 3]):
        return True
    behind_foot = len(block.text) > 8 and any(
        above.kind is BlockKind.FOOTER for above in blocks[max(0, place - 3) : place]
    )
    return behind_foot and (type_at_start(flat(block.text)) is not None or len(block.text) > 30)


def _near(blocks: Sequence[Block], annex: int, place: int) -> bool:
    """Between the head of an annex and this block stand only lines of its title."""
    return place - annex <= _TITLE_BLOCKS and all(
        block.kind is BlockKind.PARAGRAPH for block in blocks[annex + 1 : place]
    )


def _unlabelled_annex(blocks: Sequence[Block], place: int) -> _Node:
    block = blocks[place]
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    name = type_at_start(flat(block.text))
    if name and len(block.text) <= len(name) + 2 and following and mostly_capitals(following.text):
        heading = cut_heading(following.text)
        return _Node("PHỤ LỤC", block.text, 0, place, heading, (block.start, following.span(0, len(heading))[1]), 1)
    heading = cut_heading(block.text)
    label = block.text[: len(name)] if name else "PHỤ LỤC"
    return _Node("PHỤ LỤC", label, 0, place, heading, block.span(0, len(heading)), 1)
