"""Which fields a person may correct, and how what is typed becomes a value and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import UsageError
from pipeline.message import Message
from pipeline.model import (
    Body,
    Funding,
    Header,
    Mention,
    Obligation,
    Place,
    Reference,
    ReportingDuty,
    Result,
    Section,
    Target,
)
from pipeline.review.naming import field_name

Fact = (
    Section | Reference | Obligation | Mention | ReportingDuty | Target | Funding | Result | Body | Place
)  # fmt: skip

CLASSES: Mapping[str, type[Any]] = {
    "document": Header, "sections": Section, "references": Reference, "obligations": Obligation, "mentions": Mention,
    "reports": ReportingDuty, "targets": Target, "budget": Funding, "results": Result, "bodies": Body, "places": Place,
}  # fmt: skip
"""What holds the fields of each target."""

CORRECTABLE: Mapping[str, tuple[str, ...]] = {
    "document": (
        "doc_type", "number", "symbol", "number_symbol", "date", "place", "issuer", "superior", "title", "signer_name",
        "signer_title", "recipients", "urgency", "secrecy",
    ),
    "sections": ("path", "level", "label", "heading", "kind"),
    "references": ("id", "doc_type", "date", "issuer", "relation", "article", "subject", "effect"),
    "obligations": (
        "actor", "role", "partners", "action", "deadline", "deadline_date", "starts", "ends", "frequency",
        "recurrence", "condition", "product",
    ),
    "mentions": ("doc_type", "date", "target", "article"),
    "reports": ("actor", "to", "through", "frequency", "recurrence", "deadline", "deadline_date", "form"),
    "targets": ("indicator", "comparator", "value", "low", "high", "unit", "scope", "period", "actor"),
    "budget": ("amount", "source", "estimator"),
    "results": ("indicator", "value", "number", "unit"),
    "bodies": ("name", "level", "kind"),
    "places": ("level",),
}  # fmt: skip

_DATES = frozenset({"date", "deadline_date", "starts", "ends"})
_PRINTED_DAY = re.compile(r"(?:(\d{1,2})\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(?:,\d+)?")
_LIST = re.compile(r"\s*;\s*")


def shown(value: object) -> str | None:
    """Return a value as a correction keeps it; `parsed` gives it back.

    >>> shown(("Công an", "Tư pháp")), shown(90.5), shown(None)
    ('Công an; Tư pháp', '90,5', None)
    """
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, float):
        return f"{value:.12g}".replace(".", ",")
    return str(value)


def parsed(target: str, field: str, text: str | None) -> Any:  # noqa: ANN401 - as many types as fields
    """Return the value that `text` says for a field; nothing, or an empty text, empties a field that may be empty.

    Days may be typed as here (05/03/2024, 3/2024) or in ISO 8601; members of a list are parted by ";".

    Raises:
        UsageError: there is no such field to correct, or the field cannot hold that.
    """
    _require_field(target, field)
    hint = _hints(target)[field]
    wanted = " ".join((text or "").split())
    value: Any = wanted or None
    if hint == tuple[str, ...]:
        value = tuple(part for part in _LIST.split(wanted) if part)
    elif value is not None and field in _DATES:
        value = _day(wanted)
        if value is None:
            raise _refused(target, field, text, hint)
    elif value is not None and {int, float} & {hint, *get_args(hint)}:
        value = wanted.replace(".", "").replace(",", ".") if _THOUSANDS.fullmatch(wanted) else wanted.replace(",", ".")
    try:
        return _adapter(target, field).validate_python(value)
    except ValidationError as error:
        raise _refused(target, field, text, hint) from error


def _day(text: str) -> str | None:
    """Return a day or month in ISO 8601, None where it is none that a calendar has.

    >>> _day("5/3/2024"), _day("3/2024"), _day("2024-03-05"), _day("31/02/2024")
    ('2024-03-05', '2024-03', '2024-03-05', None)
    """
    printed = _PRINTED_DAY.fullmatch(text)
    if printed:
        day, month, year = printed.groups()
        text = f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    try:
        date.fromisoformat(text if text.count("-") > 1 else f"{text}-01")
    except ValueError:
        return None
    return text


def _require_field(target: str, field: str) -> None:
    known = CORRECTABLE.get(target, ())
    if field not in known:
        listed = ", ".join(known)
        raise UsageError(
            Message(f"Không sửa được trường {field!r}. Chọn: {listed}.", f"No field {field!r}. Choose: {listed}.")
        )


def _refused(target: str, field: str, text: str | None, hint: object) -> UsageError:
    choices = [str(one) for one in _literals(hint)]
    vi = f" Chọn: {', '.join(choices)}." if choices else (" Ghi ngày như 05/03/2024." if field in _DATES else "")
    en = f" Choose: {', '.join(choices)}." if choices else (" Write days as 05/03/2024." if field in _DATES else "")
    name = field_name(target, field)
    return UsageError(Message(f"{name.vi}: không nhận được {text!r}.{vi}", f"{name.en}: cannot be {text!r}.{en}"))


def _literals(hint: object) -> Sequence[object]:
    inner = [one for one in get_args(hint) if one is not type(None)]
    if inner and all(isinstance(one, str) for one in inner):
        return inner
    return [choice for one in inner for choice in get_args(one)]


@cache
def _hints(target: str) -> Mapping[str, Any]:
    return get_type_hints(CLASSES[target])


@cache
def _adapter(target: str, field: str) -> TypeAdapter[Any]:
    return TypeAdapter(_hints(target)[field])
