"""Tasks with their particulars below them: "Đơn vị chủ trì: ...", "Ban ngành phối hợp: ...", "Thời gian: ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.extract.citations.find import find_citations
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.vocabulary import either, table


class Particular(StrEnum):
    """What a line below a task, or a column of a table, says."""

    LEAD = "lead"
    PERFORM = "perform"
    PARTNERS = "partners"
    TIME = "time"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Value:
    """What one key says: `block.text[start:end]`."""

    particular: Particular
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TaskList:
    """A task, at position `task` of the blocks, with what the blocks up to `last` say about it."""

    task: int
    last: int
    values: tuple[tuple[int, Value], ...]

    def first(self, *particulars: Particular) -> tuple[int, Value] | None:
        """Return position of the block and value of the first of `particulars`."""
        return next((item for item in self.values if item[1].particular in particulars), None)


@lru_cache(maxsize=1)
def _keys() -> dict[str, re.Pattern[str]]:
    keys: dict[str, list[str]] = table("obligations")["list_keys"]
    return {name: re.compile(either(words), re.IGNORECASE) for name, words in keys.items()}


@lru_cache(maxsize=1)
def _any_key() -> re.Pattern[str]:
    keys: dict[str, list[str]] = table("obligations")["list_keys"]
    every = either(word for words in keys.values() for word in words)
    return re.compile(rf"(?<![\w,]\s)(?<!\w)(?P<key>{every})\s*:\s*", re.IGNORECASE)


def particular_of(key: str) -> Particular | None:
    """Return what a key says ("Đơn vị chủ trì": who leads)."""
    return next((Particular(name) for name, pattern in _keys().items() if pattern.fullmatch(key)), None)


def read_values(block: Block) -> tuple[Value, ...]:
    """Return what a block says key by key; empty where it does not begin with a key.

    One block may hold several: "Chủ trì: Phòng Nội vụ; phối hợp: các phòng; thời gian: Quý II/2025".
    """
    if block.kind is BlockKind.TABLE_ROW or ":" not in block.text:
        return ()
    found = list(_any_key().finditer(block.text, block.content))
    if not found or block.text[block.content : found[0].start()].strip(" (-–+"):
        return ()
    values = []
    for index, match in enumerate(found):
        particular = particular_of(match["key"])
        if particular is None:
            return ()
        end = found[index + 1].start() if index + 1 < len(found) else len(block.text)
        values.append(
            Value(particular, match.end(), match.end() + len(block.text[match.end() : end].rstrip(" .;,-–)")))
        )
    return tuple(values)


def find_task_lists(blocks: Sequence[Block]) -> tuple[TaskList, ...]:
    """Return the tasks that are followed by who is to do them."""
    found: list[TaskList] = []
    place = 0
    while place < len(blocks):
        values: list[tuple[int, Value]] = []
        first = place
        while place < len(blocks):
            read = read_values(blocks[place])
            if not read and not (values and _is_aside(blocks[place])):
                break
            values += [(place, value) for value in read]
            place += 1
        task = _task_above(blocks, first)
        tasked = {Particular.LEAD, Particular.PERFORM} & {value.particular for _, value in values}
        if values and tasked and task is not None:
            found.append(TaskList(task, place - 1, tuple(values)))
        place = max(place, first + 1)
    return tuple(found)


def _is_aside(block: Block) -> bool:
    """Say whether a block is a footnote, known as one or only by its look: numbers of documents and nothing before."""
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind is BlockKind.FOOTNOTE
    cited = find_citations(block.text) if len(block.text) <= _FOOTNOTE else ()
    return bool(cited) and cited[0].doc_type is None and cited[0].start <= _MARK


_FOOTNOTE = 150  # characters
_MARK = 4  # characters of a footnote mark, as an engine may read it
_TASKS = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET}


def _task_above(blocks: Sequence[Block], place: int) -> int | None:
    above = place - 1
    while above >= 0 and _is_aside(blocks[above]):
        above -= 1
    return above if above >= 0 and blocks[above].kind in _TASKS else None
