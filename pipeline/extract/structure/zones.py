"""Where the head of the document ends, where its title stands, where its foot begins and ends, which lines are noise.

A document reads: head (issuing body, nation and motto, number, place and date), title, body, foot (recipients and
signature), annexes. Any of them may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pipeline.extract.structure.labels import LOWER, UPPER, LabelKind, find_label
from pipeline.extract.structure.layout import TextLine, is_page_number, mostly_capitals
from pipeline.extract.vocabulary import document_types, starts_with, type_by_name, words
from pipeline.language import fold
from pipeline.model import LineRole

_HEAD_LINES = 45  # a title stands among the first lines of a document
_TITLE_LINES = 9
_TITLE_CHARACTERS = 700
_LIKE_RECIPIENTS = 80  # in 100
_LIKE_TYPE = 86  # in 100, of names of at least seven letters


@dataclass(frozen=True, slots=True)
class Zones:
    """Positions in the lines of a text: `lines[:head]` is the head with the title, `lines[foot:annex]` the foot.

    `type_line` is the line that names the type ("KẾ HOẠCH"); the title stands between it and `head`. Without a
    foot, `foot` and `annex` are the number of lines. `noise` holds the positions of lines that say nothing.
    """

    head: int
    type_line: int | None
    foot: int
    annex: int
    noise: frozenset[int]


def find_zones(lines: Sequence[TextLine]) -> Zones:
    """Return the zones of a document."""
    folded = [fold(line.text) for line in lines]
    type_line = _type_line(lines, folded)
    head = _head_end(lines, folded, type_line)
    foot = _foot(lines, folded, head)
    annex = _foot_end(lines, folded, foot) if foot < len(lines) else len(lines)
    noise = frozenset(
        index
        for index, line in enumerate(lines)
        if index >= head and not line.row and _is_noise(line.text, folded[index])
    )
    return Zones(head, type_line, foot, annex, noise)


def _is_noise(text: str, folded: str) -> bool:
    return is_page_number(text) or (len(text) < 60 and starts_with(folded, words("layout", "noise")))


def names_type(folded: str) -> str | None:
    """Return the type that a folded line is the name of ("KẾ HOẠCH", "QUYẾT ĐỊNH:" is not one), or None."""
    kind = type_by_name().get(folded.strip(" *_-–."))
    return kind.name if kind and kind.named else None


def type_position(texts: Sequence[str]) -> int | None:
    """Return which line names the type of the document: alone, else as the first words of a line in capitals."""
    folded = [fold(text) for text in texts]
    for index, text in enumerate(texts):
        if names_type(folded[index]) and mostly_capitals(text):
            return index
    for index, text in enumerate(texts):
        if mostly_capitals(text) and not text.endswith(":") and _bruised_type(folded[index]):
            return index
    for index, text in enumerate(texts):
        if index and mostly_capitals(text) and not text.endswith(":") and type_at_start(folded[index]):
            return index
    return None


def type_at_start(folded: str) -> str | None:
    """Return the type whose name a folded text begins with, or None."""
    for kind in document_types():
        if kind.named and not kind.law and starts_with(folded, (fold(kind.name),)):
            return kind.name
    return _bruised_type(folded)


def _bruised_type(folded: str) -> str | None:
    """Return the type whose name an OCR bruised by a letter ("KE HOACII")."""
    names = [name for name, kind in type_by_name().items() if kind.named and len(name) >= 7]
    found = process.extractOne(folded.strip(" *_-–."), names, scorer=fuzz.ratio, score_cutoff=_LIKE_TYPE)
    return type_by_name()[found[0]].name if found else None


def _type_line(lines: Sequence[TextLine], folded: Sequence[str]) -> int | None:
    bound = next((i for i, line in enumerate(lines) if _starts_body(line, folded[i])), len(lines))
    return type_position([line.text for line in lines[: min(bound, _HEAD_LINES)]])


def _starts_body(line: TextLine, folded: str) -> bool:
    label = find_label(line.text)
    if label and label.kind in {LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.PART, LabelKind.CHAPTER}:
        return True
    return folded.startswith("kinh gui") or (folded.lstrip("-– ").startswith("can cu ") and not line.capitals)


def _head_end(lines: Sequence[TextLine], folded: Sequence[str], type_line: int | None) -> int:
    """Return the position behind the title; without a title, behind the last line that belongs to a head."""
    if type_line is None:
        return _letter_head_end(lines, folded)
    first = end = type_line + 1
    length = 0
    for index in range(first, min(len(lines), first + _TITLE_LINES)):
        line = lines[index]
        length += len(line.text)
        if index > first and _ends_title(lines, folded, index, type_line):
            break
        if index == first and (_is_sentence(line) or folded[index].startswith("can cu ")):
            break
        if find_label(line.text) is not None or length > _TITLE_CHARACTERS:
            break
        end = index + 1
    return _before_prose(lines, first, end)


_PROSE_LINES = 1  # of a paragraph that was taken for a part of the title, at least
_OWN_WORD = re.compile(rf"[“\"(]?[{UPPER}][{LOWER}]*,?\s+[{LOWER}]")


def _before_prose(lines: Sequence[TextLine], first: int, end: int) -> int:
    """Move the end of a title up to where a paragraph begins that runs on behind it.

    A title of unmeasured lines may pass without a mark into the first paragraph of a directive. Where the sentence
    goes on behind `end`, the title ended before the first line that begins with a capital and then small letters.
    """
    goes_on = end < len(lines) and not lines[end].gap and lines[end].text[:1].islower() and not lines[end].measured
    if not goes_on or _SENTENCE_ENDS.search(lines[end - 1].text):
        return end
    for index in range(first + 1, end - _PROSE_LINES + 1):
        above = lines[index - 1].text
        if _OWN_WORD.match(lines[index].text) and not is_unfinished(above) and not above.endswith((",", "-", "–")):
            return index
    return end


_SENTENCE_ENDS = re.compile(r"[.;:!?/][\"”»')\]]*$")


def is_unfinished(text: str) -> bool:
    """Say whether a line ends in a word that asks for more ("... của", "... và")."""
    return _UNFINISHED.search(text) is not None


def _is_sentence(line: TextLine) -> bool:
    return line.text.endswith((".", ";", ":")) and len(line.text) > 250


_UNFINISHED = re.compile(r"\s(?:của|và|tại|về|cho|thuộc|theo|với|trên|các|giai đoạn)$", re.IGNORECASE)
_NAME = re.compile(rf"[{UPPER}][{LOWER}]+\s+[{UPPER}][{LOWER}]")
"""Two words as names have them: "Nhâm Dần" is no "Nhằm ..."."""
_TITLE_LINE = 90  # a line of a title has fewer characters


def _ends_title(lines: Sequence[TextLine], folded: Sequence[str], index: int, type_line: int) -> bool:
    """Say whether line `index`, not the first one after the type, is no more part of the title."""
    line, above = lines[index], lines[index - 1]
    if folded[index].startswith("kinh gui"):
        return True
    if is_authority(line.text, folded[index]):
        head = " ".join(folded[:type_line]).split()
        return not above.capitals or line.gap or _repeats(folded[index], head, folded[index - 1])
    if line.text.startswith("("):
        return True
    if is_unfinished(above.text) and len(line.text) < _TITLE_LINE:
        return False
    opening = starts_with(folded[index], words("layout", "openings")) and _NAME.match(line.text) is None
    if line.capitals != above.capitals and above.capitals:
        return True
    begins = line.text[0].isupper() and (line.gap or (line.indented and line.full))
    if line.measured and above.centred and not line.centred and begins:
        return True
    if line.gap and (len(line.text) > 55 or opening or line.long) and not line.centred:
        return True
    closed = line.text.endswith((";", ":", "./.")) and not (line.measured and line.centred and above.centred)
    return opening or closed or (line.long and above.text != lines[type_line].text)


def _repeats(folded: str, head: Sequence[str], above: str) -> bool:
    """Say whether a line repeats, in a title in capitals, the body that the head names, as its deciding authority."""
    if above.endswith((" cua", " va", " tai", " voi", ",")):
        return False
    return sum(word in head for word in folded.split()) >= 0.6 * len(folded.split())


def is_authority(text: str, folded: str) -> bool:
    """Say whether a line names, in capitals, who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ...")."""
    return mostly_capitals(text) and starts_with(folded, words("layout", "authority"))


_DATE = re.compile(r"\bngay\b.{0,14}\bthang\b.{0,14}\bnam\b")


def _letter_head_end(lines: Sequence[TextLine], folded: Sequence[str]) -> int:
    """An official letter has no type: its head ends before "Kính gửi" or behind number, motto and date."""
    end = 0
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if folded[index].startswith("kinh gui"):
            return index
        if _starts_body(line, folded[index]) or len(line.text) > 250:
            break
        if is_head_line(line, folded[index]):
            end = index + 1
    return end


def is_head_line(line: TextLine, folded: str) -> bool:
    """Say whether a line can only stand in the head: nation, motto, number, place and date."""
    if line.role in {LineRole.HEADER_LEFT, LineRole.HEADER_RIGHT}:
        return True
    if any(word in folded for word in words("layout", "nation") + words("layout", "motto")):
        return True
    dated = _DATE.search(folded) is not None and len(folded) < 110 and "can cu" not in folded
    if dated and line.text.rstrip(" .").endswith(tuple("0123456789")):
        return True
    return re.match(r"so\s*[:.]", folded) is not None


def _foot(lines: Sequence[TextLine], folded: Sequence[str], head: int) -> int:
    """Return where the foot begins: "Nơi nhận", or the first line of the signature; else the number of lines."""
    for index in range(head, len(lines)):
        if lines[index].role in {LineRole.RECIPIENTS, LineRole.SIGNATURE} and _foot_like(lines, folded, index):
            first = _with_signature(lines, index, head)
            return first if begins_recipients(folded[index]) else _with_list(lines, first, head)
        if begins_recipients(folded[index]) and len(lines[index].text) < 90:
            return _with_signature(lines, index, head)
    kept = _kept_copy(lines, folded, head)
    if kept is not None:
        return _with_list(lines, kept, head)
    for index in range(max(1, head), len(lines)):
        text, above = lines[index].text, lines[index - 1].text
        if is_signature_line(text) and (_closes(above) or _signs_for(text, above)):
            return index
    return len(lines)


def _signs_for(text: str, above: str) -> bool:
    """Say whether a line behind the end of a sentence says for whom it is signed ("T/M UBND TỈNH ...")."""
    return _SIGNATURE_PREFIX.match(text.strip(" .,;:_-")) is not None and above.rstrip().endswith((".", "!"))


_KEPT_COPY = re.compile(r"\W*luu\s*[:;.,]?\s*v[tfp]\b")


def _kept_copy(lines: Sequence[TextLine], folded: Sequence[str], head: int) -> int | None:
    """Return where the list begins that ends with "Lưu: VT", where its own head was not read."""
    for index in range(head, len(lines)):
        if _KEPT_COPY.match(folded[index]):
            first = index
            return _with_signature(lines, _up_the_list(lines, first, head), head)
    return None


def _up_the_list(lines: Sequence[TextLine], first: int, head: int) -> int:
    """Return where the list begins that goes on at `first`: up over its entries and their second lines."""
    while first > head:
        if _is_entry(lines[first - 1].text):
            first -= 1
        elif lines[first - 1].text.endswith(";") and first - 1 > head and _is_entry(lines[first - 2].text):
            first -= 2
        else:
            break
    return first


_LIST_LINES = 24  # no list of recipients is longer on the page of its signature


def _closes(text: str) -> bool:
    """Say whether the body ends with this line ("./.")."""
    return text.rstrip(" '\"”»).").endswith("./")


def _with_list(lines: Sequence[TextLine], foot: int, head: int) -> int:
    """Move a foot that begins with its signature up over a list whose "Nơi nhận" a seal or the OCR destroyed."""
    above = range(foot - 1, max(head, foot - _LIST_LINES), -1)
    closed = next((index for index in above if _closes(lines[index].text)), None)
    if closed is not None and (foot - closed <= 3 or any(_is_entry(line.text) for line in lines[closed + 1 : foot])):
        return closed + 1
    kept = next((index for index in above if _KEPT_COPY.match(fold(lines[index].text))), None)
    return foot if kept is None else _up_the_list(lines, kept, head)


def _is_entry(text: str) -> bool:
    return text.lstrip(" ~.,'").startswith(("-", "–", "—")) and len(text) < 90


def _foot_like(lines: Sequence[TextLine], folded: Sequence[str], index: int) -> bool:
    """A role is a hint: believe it where the words agree."""
    return begins_recipients(folded[index]) or is_signature_line(lines[index].text)


def begins_recipients(folded: str) -> bool:
    """Say whether a folded line begins with "Nơi nhận", also as an OCR bruises it ("Nơi nhìn:")."""
    if starts_with(folded, words("layout", "recipients")):
        return True
    head, colon, _ = folded.partition(":")
    phrase = words("layout", "recipients")[0]
    return bool(colon) and abs(len(head) - len(phrase)) <= 1 and fuzz.ratio(head, phrase) >= _LIKE_RECIPIENTS


def _with_signature(lines: Sequence[TextLine], index: int, head: int) -> int:
    """Move up over the lines of a signature that were read before "Nơi nhận"."""
    first = index
    for above in range(index - 1, max(head, index - 8) - 1, -1):
        text = lines[above].text
        if is_signature_line(text):
            first = above
        elif not (looks_like_name(text) or is_page_number(text)):
            break
    return first


_SIGNATURE_PREFIX = re.compile(rf"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|TUN|Q)(?:\.\s*|\s+)[{UPPER}]")


_BRUISED_PREFIX = re.compile(r"\S{1,4}[.,]\s*(?=[^\W\d_])")


def is_signature_line(text: str) -> bool:
    """Say whether a line is one of the capitals above a signature ("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH")."""
    stripped = text.strip(" .,;:_-")
    if not 2 <= len(stripped) <= 80 or not mostly_capitals(stripped) or find_label(text) is not None:
        return False
    if _SIGNATURE_PREFIX.match(stripped) or starts_with(fold(stripped), words("layout", "positions")):
        return True
    bruised = _BRUISED_PREFIX.match(stripped)
    return bruised is not None and starts_with(fold(stripped[bruised.end() :]), words("layout", "positions"))


_NAME_WORD = re.compile(rf"[{UPPER}][{LOWER}']*\.?")


def looks_like_name(text: str) -> bool:
    """Say whether a line can be the name of a person: two to six words, each with a capital.

    >>> looks_like_name("Nguyễn Thị Trầm Hương"), looks_like_name("Lưu: VT"), looks_like_name("Sở Y tế")
    (True, False, False)
    """
    parts = text.strip(" .,;:*'").split()
    return 2 <= len(parts) <= 6 and all(_NAME_WORD.fullmatch(part) for part in parts) and not mostly_capitals(text)


def _foot_end(lines: Sequence[TextLine], folded: Sequence[str], foot: int) -> int:
    """Return where what follows the signature begins: an annex, or the number of lines."""
    for index in range(foot + 1, len(lines)):
        line = lines[index]
        label = find_label(line.text)
        if label and label.kind in {LabelKind.ANNEX, LabelKind.CHAPTER, LabelKind.PART}:
            return index
        if line.row or (names_type(folded[index]) and line.capitals):
            return _up_to_gap(lines, index, foot)
        if line.text.startswith("(") and any(word in folded[index] for word in words("layout", "annex_attached")):
            return _up_to_capitals(lines, index, foot)
        if line.capitals and starts_with(folded[index], words("layout", "annex_titles")):
            return index
        if index > foot + _SHORTEST_FOOT and _heads_letter(folded, index):
            return _up_to_issuer(lines, folded, index, foot)
        if line.page > lines[index - 1].page and line.long:
            return index
    return len(lines)


_SHORTEST_FOOT = 3  # lines: recipients and a signature
_HEAD_ABOVE = 8  # lines of the left column of a head that may be read before the motto


def _heads_letter(folded: Sequence[str], index: int) -> bool:
    """Say whether a line is the nation's name in the head of a letter: behind it stands "Kính gửi", and no type."""
    below = folded[index + 1 : index + _HEAD_LINES]
    letter = next((place for place, text in enumerate(below) if text.startswith("kinh gui")), None)
    is_nation = any(word in folded[index] for word in words("layout", "nation"))
    return is_nation and letter is not None and not any(names_type(text) for text in below[:letter])


def _up_to_issuer(lines: Sequence[TextLine], folded: Sequence[str], motto: int, foot: int) -> int:
    """Return where the head of a second document begins: at its issuer, where that column was read first."""
    for index in range(max(foot + _SHORTEST_FOOT, motto - _HEAD_ABOVE), motto):
        if is_authority(lines[index].text, folded[index]) and not is_signature_line(lines[index].text):
            return index
    return motto


def _up_to_capitals(lines: Sequence[TextLine], index: int, foot: int) -> int:
    while index - 1 > foot and lines[index - 1].capitals and not is_signature_line(lines[index - 1].text):
        index -= 1
    return index


def _up_to_gap(lines: Sequence[TextLine], index: int, foot: int) -> int:
    """Take in the line above an annex's title where it stands alone ("Tên đơn vị:")."""
    if index - 1 > foot + 1 and lines[index].gap and lines[index - 1].gap and lines[index - 1].text.endswith(":"):
        return index - 1
    return index
