"""Draws a document as clean pages, each with its truth: the lines as drawn and where each comes from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.reading import compose
from pipeline.synth.content import Align, Annex, Block, Content, Heading, Paragraph, Table, all_blocks, plain, prefixed
from pipeline.synth.flow import Flow
from pipeline.synth.frame import closing_height, draw_closing, draw_head, draw_title
from pipeline.synth.sheet import DrawnPage, all_lines
from pipeline.synth.style import Style
from pipeline.synth.tables import draw_table


def draw(content: Content, style: Style, rng: np.random.Generator) -> tuple[DrawnPage, ...]:
    """Draw `content` on A4 pages of `style.dpi`, black on white; only seal, signature and handwriting have colour.

    Raises:
        MissingProgramError: the font of the style is not installed.
        UsageError: the font lacks a character of the text.
    """
    flow = Flow(style, content.footnotes, rng, content.running)
    flow.family.require(_characters(content))
    if content.head:
        draw_head(flow, content.head)
        draw_title(flow, content)
    last_page = _first_of_the_end(content.blocks) if content.signature else len(content.blocks)
    for index, block in enumerate(content.blocks):
        if index == last_page:
            flow.keep(_end_height(flow, content, last_page))
        _draw_block(flow, f"body.{index}", block)
    if content.signature:
        draw_closing(flow, content.signature, content.recipients)
    for number, annex in enumerate(content.annexes):
        _draw_annex(flow, number, annex)
    return flow.finish()


def _first_of_the_end(blocks: tuple[Block, ...]) -> int:
    """Return the index from which blocks stay with the signature: the last one, with the headings right before it.

    A signature never stands on a page without some text of the document. A table may be left alone: it is cut.
    """
    index = len(blocks) - 1
    if index < 0 or isinstance(blocks[index], Table):
        return len(blocks)
    while index and _is_bold_heading(blocks[index - 1]):
        index -= 1
    return index


def _is_bold_heading(block: Block) -> bool:
    return isinstance(block, Heading) and block.bold == "all"


def _end_height(flow: Flow, content: Content, start: int) -> float:
    how = flow.setting()
    height = flow.style.points(how.size) * how.leading
    texts = [block.text for block in content.blocks[start:] if not isinstance(block, Table)]
    closing = closing_height(flow, content.signature, content.recipients) if content.signature else 0.0
    return sum(len(flow.broken(text, how)) * height + how.gap for text in texts) + closing


def gold_text(pages: tuple[DrawnPage, ...]) -> str:
    """Return the text of `pages` as a perfect reading gives it: a line of paper, or a table row, on each line."""
    return compose(all_lines(pages)).text


def _draw_annex(flow: Flow, number: int, annex: Annex) -> None:
    flow.new_page(landscape=annex.landscape)
    how = replace(flow.setting(), align=Align.CENTRE, bold=True, first_indent=0.0, gap=0.0)
    flow.paragraph(f"annex.{number}.label", plain(annex.label), how)
    flow.paragraph(f"annex.{number}.title", plain(annex.title), how)
    if annex.attached_to:
        flow.paragraph(f"annex.{number}.attached", annex.attached_to, replace(how, bold=False, italic=True))
    flow.y += flow.style.points(10)
    for index, block in enumerate(annex.blocks):
        _draw_block(flow, f"annex.{number}.{index}", block)


def _draw_block(flow: Flow, name: str, block: Block) -> None:
    if isinstance(block, Table):
        draw_table(flow, name, block)
    elif isinstance(block, Heading):
        _draw_heading(flow, name, block)
    else:
        _draw_paragraph(flow, name, block)


def _draw_heading(flow: Flow, name: str, block: Heading) -> None:
    prefix = f"{block.label}{block.delimiter} "
    rich = prefixed(prefix, block.text, bold=block.bold == "label")
    whole = block.bold == "all"
    how = replace(flow.setting(), bold=whole, italic=block.italic, align=Align.LEFT if whole else Align.JUSTIFY)
    flow.paragraph(name, rich, how, shift=len(prefix), keep_lines=2 if whole else 1)


def _draw_paragraph(flow: Flow, name: str, block: Paragraph) -> None:
    prefix = f"{block.bullet} " if block.bullet else ""
    how = replace(flow.setting(), bold=block.bold, italic=block.italic, align=block.align)
    if block.align is Align.CENTRE:
        how = replace(how, first_indent=0.0)
    flow.paragraph(name, prefixed(prefix, block.text), how, shift=len(prefix))


def _characters(content: Content) -> str:
    parts = [content.type_line, *content.title, *content.recipients, content.running]
    if head := content.head:
        parts += [*head.superior, *head.body, head.number, head.symbol, head.place, head.subject or ""]
    if signer := content.signature:
        parts += [*signer.office, signer.name, signer.seal]
    parts += [note.text.text for note in content.footnotes]
    for annex in content.annexes:
        parts += [annex.label, annex.title, annex.attached_to.text if annex.attached_to else ""]
    for _, block in all_blocks(content):
        parts += _block_characters(block)
    return "".join(parts)


def _block_characters(block: Block) -> list[str]:
    if isinstance(block, Table):
        cells = [
            *block.head,
            *(group.text for group in block.groups),
            *(cell for row in block.rows for cell in row.cells),
        ]
        return [cell.text for cell in cells]
    if isinstance(block, Heading):
        return [block.label, block.delimiter, block.text.text]
    return [block.bullet, block.text.text]
