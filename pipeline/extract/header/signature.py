"""The foot of the document: recipients ("Nơi nhận"), and who signed in which office.

In a plain text both columns stand on one line ("- Các Tổ dân phố; Nguyễn Thị Ngọc Dung"); in a scan they are apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.header.persons import has_family_name, is_recognised
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.spans import Found, Slice, joined, whole
from pipeline.extract.structure.zones import begins_recipients, is_signature_line, looks_like_name
from pipeline.extract.vocabulary import flat, words
from pipeline.model import LineRole
from pipeline.reading import Reading


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot says. `recipients` has one entry for each line of "Nơi nhận", without dash and semicolon."""

    recipients: tuple[Found, ...]
    signer_name: Found | None
    signer_title: Found | None


def find_foot(reading: Reading, blocks: Sequence[Block]) -> Foot:
    """Read recipients and signature."""
    recipients: list[list[Slice]] = []
    titles: list[Slice] = []
    names: list[Slice] = []
    in_list = False
    for block in blocks:
        if block.kind is not BlockKind.FOOTER:
            continue
        left, right = _columns(block, reading, in_list=in_list)
        if right is not None:
            _sort_signature(right, titles, names)
        if left is None:
            continue
        if block.label and titles == [] and not in_list and left.text[0] in "-–—":
            in_list = True  # the head of the list was not read
        if begins_recipients(flat(left.text)):
            in_list = True
            left = left.cut(_after_colon(left.text))
            if len(left.text) < 3:
                continue
        if in_list:
            _add_recipient(recipients, left, bullet=bool(block.label))
    entries = [Found(_entry(joined(lines)), tuple(lines), "foot.recipient", 0.93) for lines in recipients]
    name = _best_name(names, titled=bool(titles))
    title = (
        Found(" ".join(_clean(piece.text) for piece in titles), tuple(titles), "foot.title", 0.9) if titles else None
    )
    return Foot(tuple(entry for entry in entries if entry.value), name, title)


def _after_colon(text: str) -> int:
    match = re.match(r"[^\W\d_]+\s+[^\W\d_]+\s*[:;.]?", text)
    return match.end() if match else len(text)


def _columns(block: Block, reading: Reading, *, in_list: bool) -> tuple[Slice | None, Slice | None]:
    """Part a line of the foot into its entry of the list and what of the signature stands beside it."""
    line = whole(block)
    role = _role(block, reading)
    text = line.text
    named = looks_like_name(_without_degree(text)[1]) and not _goes_on(text, in_list)
    if not block.label and (is_signature_line(text) or named):
        return None, line
    if begins_recipients(flat(text)):
        start = _after_colon(text)
        rest = line.cut(start)
        if rest.text and (is_signature_line(rest.text) or looks_like_name(rest.text)):
            return line.cut(0, start), rest
        return line, None
    if role is LineRole.SIGNATURE and not block.label:
        return None, line
    at = _beside(block, reading)
    return (line, None) if at is None else (line.cut(0, at), line.cut(at))


def _goes_on(text: str, in_list: bool) -> bool:
    """A line such as "thành phố;" goes on with the list; the name of a person ends without a mark."""
    return in_list and text.rstrip().endswith((";", ",", ":"))


def _role(block: Block, reading: Reading) -> LineRole:
    pieces = reading.pieces_of(block.start, block.end)
    return reading.lines[pieces[0].line].role if pieces else LineRole.BODY


_GAP = re.compile(r"(?<=[;.,:)])\s+|\s{3,}")


def _beside(block: Block, reading: Reading, marks: str = ";.)") -> int | None:
    """Return where in a line of the list the other column begins: behind a mark or wide space, a title or a name."""
    raw = reading.text[block.start : block.end]
    for match in _GAP.finditer(raw):
        rest = raw[match.end() :].strip()
        wide = match.end() - match.start() >= 3
        if is_signature_line(rest) or (_is_person(rest) and (wide or raw[match.start() - 1] in marks)):
            offset = block.start + match.end()
            return next((place for place, there in enumerate(block.offsets) if there >= offset), None)
    return None


def _sort_signature(piece: Slice, titles: list[Slice], names: list[Slice]) -> None:
    text = re.sub(r"(?<=\s)\W+\s", "", piece.text)  # specks between the words
    if is_signature_line(text):
        if not names:
            titles.append(piece)
    elif titles and not names and text.isupper() and len(text) > 5:
        titles.append(piece)
    elif looks_like_name(_without_degree(text)[1]):
        names.append(piece)


def _clean(text: str) -> str:
    return re.sub(r"(?<=\s)\W+\s", "", text).strip(" ,;:_*'\"")


def _add_recipient(recipients: list[list[Slice]], line: Slice, *, bullet: bool) -> None:
    if bullet or not recipients:
        recipients.append([line])
    elif flat(recipients[-1][0].text).lstrip("-–+ ").startswith("luu") and line.text[:1].isupper():
        return  # below the last entry there is no more than specks of the signature
    else:
        recipients[-1].append(line)


def _entry(text: str) -> str:
    text = re.sub(r"^[\s\-–—+*•·~.,']+", "", text)
    return re.sub(r";\s*\S{0,2}\s*\W{0,2}$", "", text).rstrip(" ;")  # behind ";" stand only specks


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('persons', 'titles'))})(?:\.\s*|\s+(?=\S))")


def _without_degree(text: str) -> tuple[int, str]:
    """Return where the name begins behind degree or rank ("TS. ", "Thượng tá "), and the name."""
    place = 0
    while True:
        rest = text[place:]
        title = _title().match(flat(rest))
        if title is None or (len(rest.split()) <= 2 and "." not in rest):
            return place, rest
        place += title.end()


def _is_person(text: str) -> bool:
    name = _without_degree(text)[1]
    return looks_like_name(name) and has_family_name(name)


def _best_name(names: Sequence[Slice], *, titled: bool) -> Found | None:
    """Return the name of the signer: the one candidate with a family name under a title; in doubt ask for persons."""
    cut = [piece.cut(_without_degree(piece.text)[0]) for piece in names]
    likely = [name for name in cut if has_family_name(_clean(name.text))]
    if len(likely) == 1 and titled:
        return Found(_clean(likely[0].text), (likely[0],), "foot.name", 0.95)
    for name in likely or cut:
        if is_recognised(_clean(name.text)):
            return Found(_clean(name.text), (name,), "foot.name+ner", 0.9)
    if not cut:
        return None
    last = (likely or cut)[-1]
    return Found(_clean(last.text), (last,), "foot.name?", 0.6)
