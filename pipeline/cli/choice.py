"""Which documents of a workspace a command is for: those that are named, of a type, of a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipeline.errors import UsageError
from pipeline.language import fold
from pipeline.message import Message
from pipeline.store import Summary, Workspace

_PERSON, _ISO = "%d/%m/%Y", "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: `docs` as `Workspace.get` takes them, a type, first and last day of issue as typed."""

    docs: tuple[str, ...] = ()
    doc_type: str | None = None
    since: str | None = None
    until: str | None = None


def chosen_names(store: Workspace, choice: Choice) -> frozenset[str] | None:
    """Return the export names of the documents chosen; None where nothing limits the choice.

    A document without a date is in no span of time.

    Raises:
        UsageError: a document is not there, a day is none, or nothing fits.
        StoreError: the database cannot be read.
    """
    if choice == Choice():
        return None
    first, last = _day(choice.since), _day(choice.until)
    ids = {store.get(doc).id for doc in choice.docs}
    found = frozenset(
        one.export_name
        for one in store.documents()
        if (not choice.docs or one.id in ids) and _is_of_type(one, choice.doc_type) and _is_within(one, first, last)
    )
    if not found:
        raise UsageError(
            Message(
                "Không có văn bản nào trong kho khớp với lựa chọn. Xem `sohoa list`.",
                "No document of the workspace fits the choice. See `sohoa list`.",
            )
        )
    return found


def _is_of_type(document: Summary, wanted: str | None) -> bool:
    return wanted is None or fold(document.doc_type or "") == fold(wanted.strip())


def _is_within(document: Summary, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    try:
        day = date.fromisoformat(document.date or "")
    except ValueError:
        return False
    return (first or day) <= day <= (last or day)


def _day(typed: str | None) -> date | None:
    """Return the day that a person typed, as 05/03/2024 or 2024-03-05."""
    if typed is None:
        return None
    try:
        return datetime.strptime(typed.strip(), _PERSON if "/" in typed else _ISO).date()
    except ValueError:
        raise UsageError(
            Message(
                f"{typed!r} không phải là ngày. Hãy viết như 05/03/2024.",
                f"{typed!r} is no day. Write it as 05/03/2024.",
            )
        ) from None
