"""What single pages of the benchmark say: prose, letters, tables, footnotes; all of it made up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.language import to_roman
from pipeline.synth import lexicon, phrases
from pipeline.synth.content import (
    TO_SUPERSCRIPT,
    Annex,
    Block,
    Content,
    Emphasis,
    Footnote,
    Heading,
    Paragraph,
    RichText,
    Table,
    plain,
)
from pipeline.synth.description import Described, content_of
from pipeline.synth.markup import parse_markup
from pipeline.synth.random_tables import cost_table, figure_table, roster, task_table
from pipeline.synth.sentences import Sentences, person, place

FULL_PAGE = 30
"""Blocks that fill more than a page whatever its style."""


class PageWriter:
    """Writes the contents of single pages about one made-up subject, place and year."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self.year = int(rng.integers(1992, 2027))
        self.place = place(rng)
        kind = self._one(("phường", "xã", "thị trấn", "huyện", "quận"))
        self.subject = self._one(phrases.SUBJECTS + lexicon.SUBJECTS)
        self._kind = kind
        blanks = {"subject": self.subject, "unit": f"{kind} {self.place}", "kind": kind, "year": str(self.year)}
        self.made = Sentences(rng, self.year, blanks)

    def _one(self, items: tuple[str, ...]) -> str:
        return items[int(self._rng.integers(len(items)))]

    @property
    def seal(self) -> str:
        """What runs round the seal of the issuer."""
        return f"ỦY BAN NHÂN DÂN | {self._kind.upper()} {self.place.upper()}"

    def prose(self) -> Content:
        """Return more than a page of plan prose: headings of three levels, paragraphs, bullets; no head."""
        return Content(None, "", (), None, tuple(self._blocks(FULL_PAGE)))

    def notes(self) -> Content:
        """Return prose with footnotes."""
        blocks = self._blocks(FULL_PAGE)
        marked = [index for index, block in enumerate(blocks[:14]) if isinstance(block, Paragraph)][:8]
        chosen = sorted(int(index) for index in self._rng.choice(marked, min(3, len(marked)), replace=False))
        first = int(self._rng.integers(1, 7))
        for number, index in enumerate(chosen, first):
            block = blocks[index]
            if isinstance(block, Paragraph):
                blocks[index] = replace(block, text=self._marked(block.text, number))
        notes = tuple(
            Footnote(number, parse_markup(self.made.one("note"))) for number in range(first, first + len(chosen))
        )
        return Content(None, "", (), None, tuple(blocks), footnotes=notes)

    def table(self) -> Content:
        """Return an annex with a ruled table: duties with merged cells, figures under a double head, or costs."""
        kind, rows = int(self._rng.integers(3)), int(self._rng.integers(8, 17))
        table, title = (
            (lambda: (task_table(self._rng, self.made, rows, self._actors()), "DANH MỤC NHIỆM VỤ")),
            (lambda: (figure_table(self._rng, self.year, rows), "CÁC CHỈ TIÊU CHỦ YẾU")),
            (lambda: (cost_table(self._rng, rows), "DỰ TOÁN KINH PHÍ")),
        )[kind]()
        return self._annexed(title, table, landscape=bool(self._rng.random() < 0.3))

    def wide_table(self) -> Content:
        """Return an annex that lies across."""
        return self._annexed("BIỂU TỔNG HỢP", figure_table(self._rng, self.year, 10), landscape=True)

    def unruled(self) -> Content:
        """Return prose with a table without rules in its middle."""
        rows = int(self._rng.integers(5, 10))
        table = roster(self._rng, rows) if self._rng.random() < 0.6 else cost_table(self._rng, rows, ruled=False)
        lead = Paragraph(plain(f"{self.made.one('heading')}, danh sách cụ thể như sau:"))
        blocks = self._blocks(4)
        return Content(None, "", (), None, (*blocks, lead, table, *self._blocks(10)))

    def letter(self) -> Content:
        """Return an official letter with "V/v" under its number and those it is sent to."""
        tree: Described = {
            "doc_type": "Công văn",
            "type_line": "",
            "title": [],
            "head": {
                "superior": [f"UBND TỈNH {place(self._rng).upper()}"],
                "body": ["SỞ NỘI VỤ"],
                "issuer": "Sở Nội vụ",
                "number": self.made.made("n3plain"),
                "symbol": "SNV-CCHC",
                "place": self.place,
                "date": f"{self.year}-{int(self._rng.integers(1, 13)):02}-{int(self._rng.integers(1, 29)):02}",
                "subject": f"{self.made.phrase('verb')} {self.made.phrase('object')}",
            },
            "signature": {
                "office": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
                "name": person(self._rng),
                "seal": f"SỞ NỘI VỤ | {self.place.upper()}",
            },
            "recipients": ["Như trên", "Giám đốc (để báo cáo)", "Lưu: VT, CCHC"],
            "block": [
                {"p": "Kính gửi:"},
                *({"li": f"{self._capital(body)};"} for body in self._actors()[:3]),
                *({"p": text} for text in self.made.some("paragraph", int(self._rng.integers(2, 5)))),
                {"p": f"{self.made.one('requirement')[:-1]}./."},
            ],
        }
        return content_of(tree)

    def _actors(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        while len(found) < 6:
            found[self._capital(self.made.phrase("body"))] = None
        return tuple(found)

    @staticmethod
    def _capital(text: str) -> str:
        return text[0].upper() + text[1:]

    def _annexed(self, title: str, table: Table, *, landscape: bool) -> Content:
        attached = parse_markup(f"(Kèm theo {self.made.phrase('cited')})", "kem_theo")
        after = tuple(self._blocks(2)) if self._rng.random() < 0.4 else ()
        annex = Annex(f"PHỤ LỤC {to_roman(int(self._rng.integers(1, 6)))}", title, attached, (table, *after), landscape)
        return Content(None, "", (), None, (Paragraph(plain(self.made.one("paragraph"))),), annexes=(annex,))

    def _blocks(self, count: int) -> list[Block]:
        blocks: list[Block] = []
        sections, subsections = int(self._rng.integers(0, 4)), 0
        bullet = self._one(("-", "-", "-", "+"))
        while len(blocks) < count:
            sort = self._rng.random()
            if sort < 0.10 or not blocks:
                sections, subsections = sections + 1, 0
                blocks.append(self._heading(1, to_roman(sections), upper=True))
            elif sort < 0.25:
                subsections += 1
                blocks.append(self._heading(2, str(subsections)))
            elif sort < 0.33:
                blocks.append(
                    Heading(3, self._one(("a", "b", "c", "d")), self._text("content"), None, "none", delimiter=")")
                )
            elif sort < 0.55:
                blocks.append(Paragraph(self._text("paragraph")))
            elif sort < 0.60:
                blocks.append(Paragraph(self._text("note"), italic=True))
            else:
                blocks.append(Paragraph(self._text(self._one(("purpose", "requirement", "content"))), bullet=bullet))
        return blocks

    def _heading(self, level: int, label: str, *, upper: bool = False) -> Heading:
        text = self.made.one("heading")
        return Heading(level, label, plain(text.upper() if upper else text))

    def _text(self, kind: str) -> RichText:
        """Return a sentence of a kind; some have words in bold or italic."""
        rich = parse_markup(self.made.one(kind))
        if self._rng.random() > 0.15:
            return rich
        words = rich.text.split(" ")
        start = int(self._rng.integers(0, max(1, len(words) - 5)))
        end = start + int(self._rng.integers(2, 6))
        first = len(" ".join(words[:start])) + (1 if start else 0)
        last = min(len(rich.text), len(" ".join(words[:end])))
        bold = bool(self._rng.random() < 0.5)
        return replace(rich, emphases=(Emphasis(first, last, bold=bold, italic=not bold),))

    def _marked(self, rich: RichText, number: int) -> RichText:
        """Return `rich` with a footnote mark after one of its words, before a number where there is one."""
        ends = [index for index, char in enumerate(rich.text) if char == " "]
        before_number = [index for index in ends if rich.text[index + 1].isdigit()]
        choices = before_number or ends
        at = choices[int(self._rng.integers(len(choices)))]
        mark = str(number).translate(TO_SUPERSCRIPT)
        moved = tuple(
            replace(em, start=em.start + (em.start >= at), end=em.end + (em.end > at)) for em in rich.emphases
        )
        return RichText(rich.text[:at] + mark + rich.text[at:], moved)
