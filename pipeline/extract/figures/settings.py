"""Where a block stands: the headings above it and the sentence before a colon that it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.outline import within
from pipeline.model import Section, SectionKind


@dataclass(frozen=True, slots=True)
class Setting:
    """A block of the body, the path of its section, and what stands above it.

    `kind` is that of the level-1 section (None before the first), `headings` are those of all sections that hold the
    block, from the top, `lead` is the text that ends with a colon and to which the block belongs as an item.
    """

    block: Block
    section: str | None
    kind: SectionKind | None
    headings: tuple[str, ...]
    lead: str


_TEXT = {BlockKind.HEADING, BlockKind.BULLET, BlockKind.PARAGRAPH, BlockKind.TABLE_ROW}


def find_settings(blocks: Sequence[Block], sections: Sequence[Section]) -> Iterator[Setting]:
    """Yield the blocks of the body (no head, no foot, no footnotes) with where they stand, in order."""
    waiting = sorted(sections, key=lambda section: section.first_line)
    place = 0
    holding: list[Section] = []
    lead, lead_label, lead_section = "", "", None
    for block in blocks:
        if block.kind not in _TEXT:
            continue
        while place < len(waiting) and waiting[place].first_line <= block.first_line:
            holding = [
                section
                for section in holding
                if section.level < waiting[place].level and section.last_line >= block.first_line
            ]
            holding.append(waiting[place])
            place += 1
        holding = [section for section in holding if section.last_line >= block.first_line]
        path = holding[-1].path if holding else None
        if lead and not _hangs_on(block, path, lead_label, lead_section):
            lead = ""
        yield Setting(
            block=block,
            section=path,
            kind=holding[0].kind if holding else None,
            headings=tuple(section.heading for section in holding),
            lead=lead,
        )
        if block.text.rstrip().endswith(":"):
            lead, lead_section = block.body, path
            lead_label = block.label if block.kind is BlockKind.BULLET else ""


def _hangs_on(block: Block, path: str | None, label: str, section: str | None) -> bool:
    """Say whether a block is an item of the lead that stands in `section` and is itself the bullet `label`."""
    if block.kind is BlockKind.BULLET:
        return within(path, section) and (path != section or block.label != label)
    return block.kind is BlockKind.HEADING and section is not None and path != section and within(path, section)
