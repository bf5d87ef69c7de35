"""Reads a plain text: line i of the page is line i of the file, blank lines included."""

from __future__ import annotations

import re

from pipeline.encodings import decode, marked_share
from pipeline.errors import EmptySourceError, SourceError, SourceLimitError
from pipeline.ingest.source import Item, TextInput
from pipeline.message import Message
from pipeline.model import Line, Page, PageOrigin, PageReading, Problem, Severity, Step
from pipeline.settings import Settings

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_WORDS_TO_JUDGE = 20
_FOREIGN_BELOW = 0.4  # of the words; of Vietnamese that a foreign OCR garbled more than half are syllables
_LOST_ABOVE = 0.01


def read_text_page(item: Item, settings: Settings) -> TextInput:
    """Return the one page of a plain text.

    Raises:
        SourceError: it cannot be read, holds no text, or is over a bound.
    """
    path = item.paths[0]
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            Message(
                f"{item.name}: không đọc được ({error.strerror}).", f"{item.name}: cannot be read ({error.strerror})."
            )
        ) from error
    decoded = decode(data)
    if len(decoded.text) > settings.limits.text_characters:
        raise SourceLimitError(
            Message(
                f"{item.name}: quá {settings.limits.text_characters} ký tự (limits.text_characters). Hãy chia nhỏ tệp.",
                f"{item.name}: over {settings.limits.text_characters} characters (limits.text_characters). Split it.",
            )
        )
    pieces = split_lines(decoded.text)
    if not any(piece.strip() for piece in pieces):
        raise EmptySourceError(Message(f"{item.name}: tệp không có chữ nào.", f"{item.name}: the file holds no text."))
    page = Page(1, 0, 0, 0, PageOrigin.PLAIN_TEXT)
    lines = tuple(Line(page=1, read=piece, text=piece) for piece in pieces)
    step = Step("ingest", "plain_text", settings=(("encoding", decoded.encoding),))
    return TextInput(PageReading(page, lines, _problems(item.name, decoded.text, decoded.encoding), (step,)))


def split_lines(text: str) -> list[str]:
    r"""Return the pieces of `text.split("\n")`, with CRLF as one break, form feeds and control characters dropped.

    >>> split_lines("KẾ HOẠCH\r\n\r\n\fI. Mục đích\n")
    ['KẾ HOẠCH', '', 'I. Mục đích', '']
    """
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")  # an old Macintosh text
    return _CONTROLS.sub("", text).split("\n")


def _problems(name: str, text: str, encoding: str) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if text.count("\ufffd") > _LOST_ABOVE * len(text):
        problems.append(
            Problem(
                "lost_characters",
                Message(
                    f"{name}: nhiều ký tự không giải mã được (đọc theo {encoding}). Hãy lưu lại tệp bằng UTF-8.",
                    f"{name}: many characters could not be decoded (read as {encoding}). Save the file as UTF-8.",
                ),
                page=1,
            )
        )
    good, _, words = marked_share(text)
    if words >= _WORDS_TO_JUDGE and good < _FOREIGN_BELOW * words:
        problems.append(
            Problem(
                "other_language",
                Message(
                    f"{name}: văn bản có vẻ không phải tiếng Việt; kết quả trích xuất có thể trống.",
                    f"{name}: the text does not seem to be Vietnamese; little may be found in it.",
                ),
                Severity.WARNING,
                page=1,
            )
        )
    return tuple(problems)
