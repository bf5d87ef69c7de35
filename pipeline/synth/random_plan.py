"""Random plans with a known record: for benchmarks that need more documents than anyone can write.

Layout, numbering, wording, citations and duties vary; all of a plan's facts are stated in the description that it is
made of, so its gold record is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from pipeline.language import to_roman
from pipeline.synth import phrases
from pipeline.synth.content import Content
from pipeline.synth.description import Described, content_of
from pipeline.synth.stock import BASIC, Stock

Item = TypeVar("Item")


def random_plan(rng: np.random.Generator, stock: Stock = BASIC) -> Content:
    """Return a plan of one to four pages from the phrases of `stock`, different for each state of `rng`."""
    return content_of(_Composer(rng, stock).describe())


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the whole plan is about."""

    subject: str
    kind: str
    place: str
    year: int
    ward: bool

    @property
    def unit(self) -> str:
        """The area, as "phường Tân Khê"."""
        return f"{self.kind} {self.place}"

    def fill(self, phrase: str) -> str:
        """Return `phrase` with its blanks filled."""
        return phrase.format(subject=self.subject, unit=self.unit, kind=self.kind, year=self.year)


class _Composer:
    def __init__(self, rng: np.random.Generator, stock: Stock) -> None:
        self._rng, self._stock = rng, stock
        ward = bool(rng.random() < 0.5)
        kinds = ("phường", "xã", "thị trấn") if ward else ("quận", "huyện", "thị xã")
        place = self._place()
        self._set = _Setting(self._one(stock.subjects), self._one(kinds), place, int(rng.integers(2015, 2027)), ward)
        self._roman = bool(rng.random() < 0.75)
        self._colon = ":" if rng.random() < 0.2 else ""
        self._bullet = self._one(("-", "-", "-", "+"))
        self._sections = 0

    def describe(self) -> Described:
        """Return the description of the plan."""
        number = f"{int(self._rng.integers(1, 400)):02}"
        month, day = int(self._rng.integers(1, 5)), int(self._rng.integers(1, 29))
        date = f"{self._set.year}-{month:02}-{day:02}"
        tree: Described = {
            "doc_type": "Kế hoạch",
            "title": self._title(),
            "head": self._head(number, date),
            "signature": self._signature(),
            "recipients": self._recipients(),
            "block": [*self._preamble(), *self._body()],
        }
        if self._rng.random() < 0.35:
            tree["annex"] = [self._annex(f"{number}/KH-UBND", day, month)]
        return tree

    def _one(self, items: Sequence[Item]) -> Item:
        return items[int(self._rng.integers(len(items)))]

    def _some(self, items: Sequence[Item], least: int, most: int) -> list[Item]:
        count = min(len(items), int(self._rng.integers(least, most + 1)))
        return [items[int(index)] for index in self._rng.choice(len(items), count, replace=False)]

    def _title(self) -> list[str]:
        first = self._set.subject[0].upper() + self._set.subject[1:]
        return [first, f"trên địa bàn {self._set.unit} năm {self._set.year}"]

    def _head(self, number: str, date: str) -> Described:
        above = self._one(("QUẬN", "HUYỆN") if self._set.ward else ("TỈNH", "THÀNH PHỐ"))
        superior = [f"UBND {above} {self._place().upper()}"]
        return {
            "superior": superior if self._rng.random() < 0.6 else [],
            "body": ["ỦY BAN NHÂN DÂN", self._set.unit.upper()],
            "issuer": f"Ủy ban nhân dân {self._set.unit}",
            "number": number,
            "symbol": "KH-UBND",
            "place": self._set.place,
            "date": date,
        }

    def _place(self) -> str:
        return f"{self._one(self._stock.place_first)} {self._one(self._stock.place_last)}"

    def _pool(self) -> list[str]:
        """Return those who may be given a duty."""
        pool = phrases.WARD_ACTORS if self._set.ward else phrases.DISTRICT_ACTORS
        return [self._set.fill(actor) for actor in pool]

    def _person(self) -> str:
        return " ".join(self._one(part) for part in self._stock.names)

    def _signature(self) -> Described:
        office = self._one(
            (
                ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
                ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
                ["CHỦ TỊCH"],
                ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            )
        )
        return {"office": office, "name": self._person(), "seal": f"ỦY BAN NHÂN DÂN | {self._set.unit.upper()}"}

    def _recipients(self) -> list[str]:
        return [*self._some(phrases.RECIPIENTS, 3, 6), "Lưu: VT"]

    def _citation(self) -> str:
        doc_type, form, issuer = self._one(phrases.CITED_TYPES)
        year = int(self._rng.integers(self._set.year - 3, self._set.year))
        number = form.format(number=f"{int(self._rng.integers(1, 3000)):02}", year=year)
        day, month = int(self._rng.integers(1, 29)), int(self._rng.integers(1, 13))
        date = f"{day:02}/{month}/{year}" if self._rng.random() < 0.5 else f"{day:02} tháng {month:02} năm {year}"
        by = f" của {issuer}" if self._rng.random() < 0.8 else ""
        return f"[[{doc_type} số {number} ngày {date}{by}]]"

    def _preamble(self) -> list[Described]:
        opening, count = self._one(("Căn cứ", "Thực hiện")), int(self._rng.integers(1, 4))
        blocks = [{"p": f"{opening} {self._citation()} về công tác {self._set.subject};"} for _ in range(count)]
        announced = "Ủy ban nhân dân {unit} ban hành Kế hoạch {subject} năm {year} với các nội dung sau:"
        return [*blocks, {"p": self._set.fill(announced)}]

    def _section(self, heading: str, kind: str) -> Described:
        self._sections += 1
        label = to_roman(self._sections) if self._roman else str(self._sections)
        text = heading.upper() if self._roman else heading
        return {"h1": f"{label}. {text}{self._colon}", "kind": kind}

    def _sub(self, number: int, text: str, **more: str | Described) -> Described:
        label = f"{number}." if self._roman else f"{self._sections}.{number}."
        return {"h2": f"{label} {text}", **more}

    def _items(self, pool: Sequence[str], least: int = 2, most: int = 4) -> list[Described]:
        texts = [self._set.fill(phrase) for phrase in self._some(pool, least, most)]
        return [{"li": text, "bullet": self._bullet} for text in texts]

    def _body(self) -> list[Described]:
        blocks: list[Described] = [self._section("Mục đích, yêu cầu", "muc_dich")]
        blocks += [self._sub(1, f"Mục đích{self._colon}"), *self._items(self._stock.purposes)]
        blocks += [self._sub(2, f"Yêu cầu{self._colon}"), *self._items(self._stock.requirements)]
        if self._rng.random() < 0.4:
            blocks += [self._section("Đối tượng", "doi_tuong"), *self._items(self._stock.audiences, 1, 2)]
        blocks.append(self._section("Nội dung thực hiện", "noi_dung"))
        for number, phrase in enumerate(self._some(self._stock.contents, 2, 5), 1):
            cited = f" Thực hiện theo {self._citation()}." if self._rng.random() < 0.3 else ""
            blocks.append(self._sub(number, self._set.fill(phrase) + cited, bold="none"))
        if self._rng.random() < 0.7:
            blocks += [
                self._section("Kinh phí thực hiện", "kinh_phi"),
                {"p": self._set.fill(self._one(self._stock.funds))},
            ]
        blocks += [self._section("Tổ chức thực hiện", "to_chuc_thuc_hien"), *self._organisation()]
        return [*blocks, {"p": self._set.fill(self._one(phrases.CLOSINGS))}]

    def _organisation(self) -> list[Described]:
        layout: Callable[[int, str], list[Described]] = self._one((self._listed, self._run_in, self._assigned))
        pool = self._pool()
        blocks: list[Described] = []
        actors = self._some(pool, 2, 6)
        for number, actor in enumerate(actors, 1):
            blocks += layout(number, actor)
        asked = self._one(phrases.ASKED)
        text, duty = self._duty(asked, "de_nghi")
        return [*blocks, self._sub(len(actors) + 1, f"Đề nghị {asked}"), {"li": f"{text}.", "duty": duty}]

    def _listed(self, number: int, actor: str) -> list[Described]:
        """A heading with the actor, then one bullet for each duty."""
        blocks = [self._sub(number, f"{actor}{self._colon}")]
        for _ in range(int(self._rng.integers(1, 4))):
            text, duty = self._duty(actor)
            blocks.append({"li": f"{text}.", "bullet": self._bullet, "duty": duty})
        return blocks

    def _run_in(self, number: int, actor: str) -> list[Described]:
        """The actor, a colon, and the duty in one numbered paragraph."""
        text, duty = self._duty(actor)
        text = text[0].lower() + text[1:]
        duty["action"] = f"{text}."
        return [self._sub(number, f"{actor}: {text}.", bold="none", duty=duty)]

    def _assigned(self, number: int, actor: str) -> list[Described]:
        """A sentence that gives the duty to the actor: "Giao ... "."""
        text, duty = self._duty(actor)
        return [self._sub(number, f"Giao {actor} {text[0].lower() + text[1:]}.", bold="none", duty=duty)]

    def _duty(self, actor: str, role: str | None = None) -> tuple[str, Described]:
        """Return the sentence of a duty without its actor or full stop, and its fields."""
        duty: Described = {"actor": actor, "role": role or "thuc_hien"}
        text = self._set.fill(self._one(self._stock.duties))
        if self._rng.random() < 0.3:
            text, product = self._one(phrases.PRODUCT_DUTIES)
            text, duty["product"] = self._set.fill(text), product
        if role is None and self._rng.random() < 0.4:
            partner = self._one([name for name in self._pool() if name != actor])
            text = f"chủ trì, phối hợp với {partner} {text}"
            duty |= {"role": "chu_tri", "partners": [partner]}
        if self._rng.random() < 0.4:
            duty["deadline"] = self._deadline()
            text = f"{text}, hoàn thành {duty['deadline']}"
        elif self._rng.random() < 0.3:
            duty["frequency"] = self._one(phrases.FREQUENCIES)
            text = f"{text}, thực hiện {duty['frequency']}"
        return text[0].upper() + text[1:], duty

    def _deadline(self) -> str:
        day, month, year = int(self._rng.integers(1, 29)), int(self._rng.integers(5, 13)), self._set.year
        return self._one(
            (
                f"trước ngày {day:02}/{month}/{year}",
                f"trước ngày {day:02} tháng {month:02} năm {year}",
                f"trong tháng {month}/{year}",
                f"trong tháng {month} năm {year}",
                f"trong quý {to_roman(1 + (month - 1) // 3)} năm {year}",
            )
        )

    def _annex(self, number: str, day: int, month: int) -> Described:
        pool = self._pool()
        rows = []
        for index in range(int(self._rng.integers(4, 16))):
            text, product = self._one(phrases.PRODUCT_DUTIES)
            action = self._set.fill(self._one((text, *self._stock.duties)))
            deadline = self._deadline()
            cells = [action, self._one(pool), self._one(pool), deadline, product]
            rows.append([str(index + 1), *(cell[0].upper() + cell[1:] for cell in cells)])
        table = {
            "widths": [0.9, 4.2, 2.3, 2.3, 2.0, 2.0],
            "aligns": "clllll",
            "head": ["STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm"],
            "duty_columns": {"action": 1, "actor": 2, "partners": 3, "deadline": 4, "product": 5},
            "rows": rows,
        }
        cited = f"Kế hoạch số {number} ngày {day:02}/{month}/{self._set.year}"
        return {
            "label": "PHỤ LỤC",
            "title": "DANH MỤC NHIỆM VỤ CỤ THỂ",
            "attached_to": f"(Kèm theo [[{cited} của Ủy ban nhân dân {self._set.unit}]])",
            "landscape": bool(self._rng.random() < 0.5),
            "block": [{"table": table}],
        }
