"""Rows of task tables: the columns are known by the words of their head (nội dung, chủ trì, phối hợp, thời gian)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline.extract.structure.blocks import Block, BlockCell, BlockKind
from pipeline.extract.vocabulary import table
from pipeline.language import fold


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row that gives somebody a task.

    `leads` where the column of the actor says chủ trì, `shared` where it holds the partners too; `begin` where a
    column of its own says when it begins.
    """

    block: Block
    action: BlockCell
    actor: BlockCell
    leads: bool
    shared: bool
    partners: BlockCell | None
    time: BlockCell | None
    product: BlockCell | None
    begin: BlockCell | None = None


_ROLES = ("order", "partners_and_lead", "partners", "lead", "perform", "time", "product", "action")


def find_task_rows(blocks: Sequence[Block]) -> Iterator[TaskRow]:
    """Yield the rows of task tables, in order; a table goes on over a page break, with its head repeated or not."""
    columns: dict[int, str] = {}
    last: TaskRow | None = None
    below_head = False
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE_ROW:
            if block.kind is not BlockKind.FOOTNOTE:
                columns, last = {}, None
            continue
        if below_head and (parted := _parted_head(block, columns)):
            columns, below_head = parted, False
            continue
        head = _head(block) if len(block.cells) > 1 else _merged_head(block, blocks[place + 1 : place + 4])
        below_head = bool(head)
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
    columns = _terms(cells)
    for column, text in cells:
        role = columns.get(column) or next(
            (role for role in _ROLES if any(_has(text, word, role) for word in words[role])), None
        )
        if role and role not in columns.values():
            columns[column] = role
    roles = set(columns.values())
    if len(roles) < 2 or not roles & {"action", "time", "lead", "perform"}:
        return None
    if any(word in text for word in words["not_tasks"] for _, text in cells):
        return {}
    return columns if "action" in roles and roles & {"lead", "perform", "partners_and_lead"} else {}


def _terms(cells: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Return the columns of when it begins and when it ends, where a head has both."""
    words = _head_words()
    leads = ("", *(f"{word} " for word in words["time_words"]))

    def saying(role: str) -> list[int]:
        said = {f"{lead}{word}" for lead in leads for word in words[role]}
        return [column for column, text in cells if text.strip(" .:") in said]

    first, last = saying("begin"), saying("finish")
    return {first[0]: "begin", last[0]: "time"} if len(first) == len(last) == 1 and first != last else {}


def _parted_head(block: Block, columns: dict[int, str]) -> dict[int, str] | None:
    """Return the columns where a row right below the head parts some of them: "Chủ trì | Phối hợp", "Từ | Đến"."""
    words = _head_words()
    cells = [(cell.column, fold(cell.text).strip(" .:")) for cell in block.cells if cell.text]
    found = _terms(cells)
    for column, text in cells:
        if column not in found:
            role = next((role for role in ("partners", "lead", "perform") if text in words[role]), None)
            if role is None:
                return None
            found[column] = role
    kept = {column: role for column, role in columns.items() if role not in found.values()}
    if "lead" in found.values():
        kept = {column: role for column, role in kept.items() if role not in {"perform", "partners_and_lead"}}
    return kept | found if cells else None


_LONGEST_HEAD = 90  # characters
_MERGED_ROLES = ("action", "lead", "perform", "partners", "time", "product")
_LIKE_WORD = 85  # in 100


def _merged_head(block: Block, following: Sequence[Block]) -> dict[int, str] | None:
    """Return the columns of a head whose cells (and even words) were read as one: by the order of their words.

    Believed only where it names as many columns as a row below has cells.
    """
    text = fold(block.text).replace(" ", "")
    words = _head_words()
    first = next((word for word in words["order"] if text.startswith(word.replace(" ", ""))), None)
    if first is None or len(text) > 3 * _LONGEST_HEAD:
        return None
    found: dict[str, int] = {}
    for role in _MERGED_ROLES:
        places = [at for word in words[role] if (at := _place_of(word.replace(" ", ""), text)) is not None]
        if places:
            found[role] = min(places)
    if any(word.replace(" ", "") in text for word in words["not_tasks"]):
        return {}
    roles = sorted(found, key=lambda role: found[role])
    complete = "action" in roles and ("lead" in roles or "perform" in roles)
    if not complete or not any(len(row.cells) == len(roles) + 1 for row in following):
        return None
    return {0: "order"} | dict(enumerate(roles, start=1))


def _place_of(word: str, text: str) -> int | None:
    """Return where a word of a head stands in a text without spaces, also where the OCR bruised it."""
    at = text.find(word)
    if at >= 0:
        return at
    near = fuzz.partial_ratio_alignment(word, text, score_cutoff=_LIKE_WORD) if len(word) > 6 else None
    return near.dest_start if near else None


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
        begin=cells.get("begin"),
    )
