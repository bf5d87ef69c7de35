"""Rows of task tables: the columns are known by the words of their head (nội dung, chủ trì, phối hợp, thời gian)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.blocks import Block, BlockCell, BlockKind
from pipeline.extract.vocabulary import table
from pipeline.language import fold


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row that gives somebody a task.

    `leads` where the column of the actor says chủ trì, `shared` where it holds the partners too.
    """

    block: Block
    action: BlockCell
    actor: BlockCell
    leads: bool
    shared: bool
    partners: BlockCell | None
    time: BlockCell | None
    product: BlockCell | None


_ROLES = ("order", "partners_and_lead", "partners", "lead", "perform", "time", "product", "action")


def find_task_rows(blocks: Sequence[Block]) -> Iterator[TaskRow]:
    """Yield the rows of task tables, in order; a table goes on over a page break, with its head repeated or not."""
    columns: dict[int, str] = {}
    last: TaskRow | None = None
    for block in blocks:
        if block.kind is not BlockKind.TABLE_ROW:
            if block.kind is not BlockKind.FOOTNOTE:
                columns, last = {}, None
            continue
        head = _head(block)
        if head is not None:
            columns, last = head, None
        elif columns:
            row = _row(block, columns, last)
            if row:
                yield row
                last = row


@lru_cache(maxsize=1)
def _head_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = table("obligations")["table_columns"]
    return {role: tuple(fold(word) for word in entries) for role, entries in words.items()}


def _head(block: Block) -> dict[int, str] | None:
    """Return the columns by their words, None where this row is no head; {} where its table gives no tasks."""
    words = _head_words()
    cells = [(cell.column, fold(cell.text)) for cell in block.cells]
    if any(len(text) > _LONGEST_HEAD for _, text in cells):
        return None
    columns: dict[int, str] = {}
    for column, text in cells:
        role = next((role for role in _ROLES if any(_has(text, word, role) for word in words[role])), None)
        if role and role not in columns.values():
            columns[column] = role
    roles = set(columns.values())
    if len(roles) < 2 or not roles & {"action", "time", "lead", "perform"}:
        return None
    if any(word in text for word in words["not_tasks"] for _, text in cells):
        return {}
    return columns if "action" in roles and roles & {"lead", "perform", "partners_and_lead"} else {}


_LONGEST_HEAD = 90  # characters


def _has(text: str, word: str, role: str) -> bool:
    return text.strip(" .") == word if role == "order" else word in text


def _row(block: Block, columns: dict[int, str], last: TaskRow | None) -> TaskRow | None:
    cells = {columns[cell.column]: cell for cell in block.cells if cell.column in columns and cell.text}
    action = cells.get("action")
    role = next((role for role in ("partners_and_lead", "lead", "perform") if role in columns.values()), "")
    actor = cells.get(role)
    if action is None or not any(char.isalpha() for char in action.text):
        return None
    inherited = last if actor is None and len(block.cells) + 2 >= len(columns) and len(block.cells) > 2 else None
    if actor is None and inherited is None:
        return None
    return TaskRow(
        block=block,
        action=action,
        actor=actor or (inherited.actor if inherited else action),
        leads=role != "perform",
        shared=role == "partners_and_lead",
        partners=cells.get("partners"),
        time=cells.get("time"),
        product=cells.get("product"),
    )
