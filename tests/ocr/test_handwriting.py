"""Figures written by hand into a header are found, read, weighed against the engine's, and marked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import MissingProgramError
from pipeline.model import Box, MarkKind, Word
from pipeline.ocr.handwriting import read_header_figures
from pipeline.ocr.handwriting.crop import BASELINE_INCHES, HEIGHT, WIDTH, WORK_DPI, cut_out
from pipeline.ocr.handwriting.decoding import DAYS, FigureReading, Scores, decode, likelihoods, spellings
from pipeline.ocr.handwriting.merging import Judged, judge, mark_of, renewed
from pipeline.ocr.handwriting.places import Kind, Place, find_places, text_width
from pipeline.ocr.handwriting.reader import FigureReader
from pipeline.raster import Raster
from pipeline.train.digits.strokes import Hand, draw_figure

DPI = 200
TALL = 2339


def row(*parts: tuple[str, float], y: float = 300, confidence: float = 0.9) -> tuple[Word, ...]:
    """Return words at the given inches from the left, as wide as print."""
    return tuple(
        Word(text, Box(1, x * DPI, y, x * DPI + text_width(text, DPI), y + 36), confidence) for text, x in parts
    )


def place(read: str = "2#", kind: Kind = Kind.NUMBER, confidence: float = 0.9) -> Place:
    """Return the place of a number or a day in which the engine read `read`."""
    first, last = ("Số:", "/KH-UBND") if kind is Kind.NUMBER else ("ngày", "tháng")
    inside = (((read, 1.5),) if read else ()) if kind is Kind.NUMBER else (((read, 1.55),) if read else ())
    words = row((first, 1.0), *inside, (last, 2.0), confidence=confidence)
    return Place(kind, words[0].box.x1, words[-1].box.x0, 330, words[0], first, words[-1], last, words[1:-1])


class TestPlaces:
    @pytest.mark.parametrize(
        ("words", "read"),
        [
            ((("Số:", 1.0), ("2#", 1.4), ("/CT-UBND", 1.8)), "2#"),
            ((("S6:", 1.0), ("/CT-UBND", 1.8)), ""),
            ((("Sé:", 1.0), ("21", 1.4), ("-NQ/TU", 1.8)), "21"),
            ((("Số:⁄{6", 1.0), ("/CT-UBND", 1.8)), "⁄{6"),
            ((("Số:", 1.0), ("24⁄/QĐ-UBND", 1.4)), "24⁄"),
            ((("só:3/KH-DCT", 1.0),), "3"),
            ((("Số", 1.0), (":35952/KH-SYT", 1.3)), ":35952"),
            ((("Số184ØBGDĐT-GDPT", 1.0),), "184Ø"),
            ((("Số:", 1.0), ("17/2025/QĐ-UBND", 1.4)), "17"),
        ],
    )
    def test_the_place_of_a_number(self, words: tuple[tuple[str, float], ...], read: str) -> None:
        (found,) = find_places(row(*words), TALL, DPI)
        assert (found.kind, found.read) == (Kind.NUMBER, read)
        assert found.x0 <= found.x1

    @pytest.mark.parametrize(
        ("words", "day", "month"),
        [
            ((("Ngãi,", 4.0), ("ngày", 4.5), ("tháng", 5.3), ("4", 5.9), ("năm", 6.1), ("2020", 6.5)), "", "4"),
            ((("ngảy⁄{5", 4.5), ("tháng", 5.3), ("01", 5.9), ("nam", 6.1), ("2020", 6.5)), "⁄{5", "01"),
            ((("Minh,", 4.0), ("ngày-2Õtháng", 4.5), ("đỆ", 5.9), ("năm", 6.1), ("2021", 6.5)), "-2Õ", "đỆ"),
            ((("ngày", 4.5), ("JÑtháng", 5.0), ("10", 5.9), ("năm", 6.2), ("2023", 6.5)), "JÑ", "10"),
        ],
    )
    def test_the_places_of_day_and_month(self, words: tuple[tuple[str, float], ...], day: str, month: str) -> None:
        found = {place.kind: place.read for place in find_places(row(*words, confidence=0.5), TALL, DPI)}
        assert found == {Kind.DAY: day, Kind.MONTH: month}

    @pytest.mark.parametrize(
        "words",
        [
            (("Quyết", 1.0), ("định", 1.45), ("số", 1.8), ("12/QĐ-TTg", 2.0)),
            (("12/QĐ-TTg", 2.0), ("ngày", 2.8), ("05", 3.25), ("tháng", 3.5), ("4", 4.0), ("năm", 4.2), ("2020", 4.6)),
            (("Sông", 1.0), ("Hồng", 1.6), ("/CT-UBND", 2.2)),
            (("Số:", 1.0), ("12", 1.5)),
            (("Số:", 1.0), ("/CT-UBND", 4.0)),
            (("SỞ", 1.0), ("LĐ-TBXH", 1.4)),
            (("SO", 1.0), ("LĐ-TBXH", 1.4)),
            (("Số", 1.0), ("12", 1.3), ("NQ", 1.6), ("/TW", 1.9)),
        ],
    )
    def test_what_is_no_header_has_no_place(self, words: tuple[tuple[str, float], ...]) -> None:
        assert find_places(row(*words), TALL, DPI) == ()

    def test_the_places_in_the_caption_of_an_annex(self) -> None:
        number = (("định", 2.0), ("số", 2.4), ("2#7", 2.7), ("/QĐ-UBND", 3.1))
        date = (("ngày", 4.0), ("1o", 4.5), ("tháng", 4.8), ("02", 5.3), ("năm", 5.6), ("2025", 6.0))
        words = (*number, *date)
        caption = row(("(Kèm", 1.0), ("theo", 1.5), *words)
        found = {place.kind: place.read for place in find_places(caption, TALL, DPI)}
        assert found == {Kind.NUMBER: "2#7", Kind.DAY: "1o", Kind.MONTH: "02"}
        assert find_places(row(("Quyết", 1.0), ("trong", 1.5), *words), TALL, DPI) == ()

    def test_the_lower_part_of_a_page_has_no_place(self) -> None:
        assert find_places(row(("Số:", 1.0), ("/CT-UBND", 1.8), y=1200), TALL, DPI) == ()

    def test_a_label_whose_box_was_stretched_over_the_figures_is_measured_off(self) -> None:
        words = row(("ngày", 4.0), ("tháng", 5.0), ("4", 5.6), ("năm", 5.8))
        box = words[0].box
        wide = Word("ngày", Box(1, box.x0, box.y0, words[1].box.x0 - 4, box.y1), 0.5)
        (day, _) = find_places((wide, *words[1:]), TALL, DPI)
        assert abs(day.x0 - box.x1) < 0.02 * DPI


class TestCrop:
    @pytest.mark.parametrize("dpi", [100, 200, 300])
    def test_the_reader_sees_one_scale_whatever_the_resolution(self, dpi: int) -> None:
        page = np.full((4 * dpi, 4 * dpi), 255, dtype=np.uint8)
        page[round(1.8 * dpi) : 2 * dpi, dpi : round(1.1 * dpi)] = 0  # 0.2 inch tall, standing on the baseline
        words = row(("Số:", 0.5), ("/KH-UBND", 1.5))
        field = cut_out(
            Raster(page, dpi), Place(Kind.NUMBER, 0.9 * dpi, 1.5 * dpi, 2 * dpi, words[0], "", words[1], "")
        )
        assert field is not None
        assert field.shape == (HEIGHT, WIDTH)
        inked = np.flatnonzero((field < 128).any(axis=1))
        assert abs(inked[-1] + 1 - BASELINE_INCHES * WORK_DPI) <= 1
        assert abs(len(inked) - 0.2 * WORK_DPI) <= 1

    def test_a_place_at_the_edge_of_the_page_is_filled_up(self) -> None:
        page = np.zeros((100, 300), dtype=np.uint8)
        words = row(("Số:", 0), ("/KH-UBND", 1))
        field = cut_out(Raster(page, 200), Place(Kind.NUMBER, 0, 200, 10, words[0], "", words[1], ""))
        assert field is not None
        assert field[0].min() == 255

    def test_a_place_that_is_too_wide_is_not_read(self) -> None:
        words = row(("Số:", 0), ("/KH-UBND", 1))
        wide = Place(Kind.NUMBER, 0, 3 * DPI, 300, words[0], "", words[1], "")
        assert cut_out(Raster(np.zeros((600, 900), np.uint8), DPI), wide) is None


def spelled(text: str, sure: float = 0.95, first: int = 1) -> Scores:
    """Return scores of a network that sees `text`, each figure for one step, between steps of none."""
    steps = [0]
    for figure in text:
        steps += [first + int(figure), 0]
    chances = np.full((len(steps), 21), (1 - sure) / 20)
    chances[np.arange(len(steps)), steps] = sure
    scores: Scores = np.log(chances)
    return scores


class TestDecoding:
    def test_a_number_is_read_with_its_leading_zero(self) -> None:
        found = decode([spelled("05")], Kind.NUMBER)
        assert found.text == "05"
        assert found.confidence > 0.8
        assert found.print_share < 0.01

    def test_print_is_told_from_pen(self) -> None:
        assert decode([spelled("2627", first=11)], Kind.NUMBER).print_share > 0.99

    def test_a_day_that_cannot_be_is_not_read(self) -> None:
        found = decode([spelled("47")], Kind.DAY)
        assert found.text in DAYS
        assert found.confidence < 0.6

    def test_nothing_is_nothing(self) -> None:
        assert decode([spelled("")], Kind.NUMBER).text == ""

    def test_a_number_of_zeros_is_none(self) -> None:
        assert set(decode([spelled("00")], Kind.NUMBER).text) != {"0"}

    def test_views_that_differ_make_a_reading_doubtful(self) -> None:
        found = decode([spelled("15"), spelled("16")], Kind.DAY)
        assert found.confidence == pytest.approx(0.5, abs=0.1)
        assert {found.text, found.alternatives[0]} == {"15", "16"}

    def test_a_leading_zero_is_usual_below_ten(self) -> None:
        scores = np.logaddexp(spelled("05"), spelled("55"))
        assert decode([scores - np.log(2)], Kind.DAY).text == "05"

    @settings(deadline=None, max_examples=40)
    @given(st.text("0123456789", min_size=1, max_size=5), st.integers(0, 1000))
    def test_the_search_finds_what_asking_every_reading_would(self, text: str, seed: int) -> None:
        noise = np.random.default_rng(seed).normal(0, 0.3, (2 * len(text) + 1, 11))
        scores = spelled(text)[:, :11] + noise
        scores -= np.logaddexp.reduce(scores, axis=1, keepdims=True)
        found = sorted(spellings(scores))
        (likely,) = likelihoods(scores[None], found)
        assert found[int(np.argmax(likely))] == text

    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.text("0123456789", max_size=5), min_size=1, max_size=6), st.integers(0, 1000))
    def test_readings_asked_together_are_as_likely_as_asked_alone(self, texts: list[str], seed: int) -> None:
        views = np.random.default_rng(seed).normal(0, 3.0, (2, 40, 11))
        views -= np.logaddexp.reduce(views, axis=2, keepdims=True)
        alone = [[likelihoods(view[None], [text])[0, 0] for text in texts] for view in views]
        assert likelihoods(views, texts) == pytest.approx(np.array(alone))

    def test_what_is_longer_than_the_steps_cannot_be(self) -> None:
        assert likelihoods(spelled("")[None, :, :11], ["12"])[0, 0] == -np.inf

    def test_all_spellings_together_are_certain(self) -> None:
        scores = spelled("3", 0.6)[:, :11]
        scores -= np.logaddexp.reduce(scores, axis=1, keepdims=True)
        texts = [
            "",
            *(str(one) for one in range(10)),
            *(f"{two:02}" for two in range(100)),
            *(f"{x:03}" for x in range(1000)),
        ]
        assert np.logaddexp.reduce(likelihoods(scores[None], texts)[0]) == pytest.approx(0, abs=1e-9)


class TestJudging:
    def test_a_sure_reading_replaces_garbage(self) -> None:
        assert judge(place("2#"), FigureReading("05", 0.9, 0.0)) == Judged("05", 0.9)

    def test_agreement_is_surer_than_either(self) -> None:
        judged = judge(place("12", confidence=0.9), FigureReading("12", 0.9, 1.0))
        assert judged.text == "12"
        assert judged.confidence > 0.95

    def test_print_that_the_engine_is_sure_of_stays_but_becomes_doubtful(self) -> None:
        judged = judge(place("12", confidence=0.96), FigureReading("17", 0.7, 1.0))
        assert judged.text == "12"
        assert judged.confidence < 0.96

    def test_handwriting_the_reader_is_sure_of_wins_over_a_sure_engine(self) -> None:
        assert judge(place("44", confidence=0.9), FigureReading("11", 0.9, 0.0)).text == "11"

    def test_an_improbable_reading_is_no_reading(self) -> None:
        assert judge(place("#"), FigureReading("71", 0.2, 0.0)) == Judged("", 0.0)

    @given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.sampled_from(["12", "13", "1#", "", "."]))
    def test_confidence_is_a_probability(self, engine: float, reader: float, share: float, read: str) -> None:
        judged = judge(place(read, confidence=engine), FigureReading("12", reader, share))
        assert 0 <= judged.confidence <= 1

    def test_a_number_joins_its_symbol(self) -> None:
        words = renewed(place("2#"), Judged("05", 0.8))
        assert [word.text for word in words] == ["Số:", "05/KH-UBND"]
        assert words[1].confidence == 0.8

    def test_a_day_stands_between_its_labels(self) -> None:
        words = renewed(place("", Kind.DAY), Judged("05", 0.8))
        assert [word.text for word in words] == ["ngày", "05", "tháng"]
        assert words[0].box.x1 <= words[1].box.x0 < words[1].box.x1 <= words[2].box.x0

    def test_print_has_no_mark_and_unread_handwriting_has_one(self) -> None:
        assert mark_of(place(), FigureReading("12", 0.9, 0.9), Judged("12", 0.9), DPI) is None
        assert mark_of(place(""), FigureReading("", 0.9, 0.0), Judged("", 0.0), DPI) is None
        mark = mark_of(place(), FigureReading("12", 0.2, 0.1), Judged("", 0.0), DPI)
        assert mark is not None
        assert (mark.kind, mark.text) == (MarkKind.HANDWRITING, "")


def header(number: str, day: str, *, by_pen: bool) -> tuple[Raster, tuple[Word, ...]]:
    """Return a header with its figures by pen or in print, and the words of an engine that reads nothing but print."""
    page = Image.new("L", (1654, TALL), 255)
    pen = ImageDraw.Draw(page)
    upright, slanted = (ImageFont.truetype(f"Tinos-{face}.ttf", 38) for face in ("Regular", "Italic"))
    words: list[Word] = []
    figures: list[tuple[str, int]] = []
    left_half = ((200, "Số:"), (280, number), (400, "/KH-UBND"))
    right_half = ((900, "Quảng"), (1010, "Ngãi,"), (1100, "ngày"), (1185, day), (1260, "tháng"), (1355, "4"))
    for x, text in (*left_half, *right_half, (1390, "năm"), (1470, "2025")):
        face = upright if x < 800 else slanted
        if by_pen and (text, x) in {(number, 280), (day, 1185)}:
            figures.append((text, x))
            continue
        pen.text((x, 300), text, fill=0, font=face, anchor="ls")
        left, top, right, bottom = pen.textbbox((x, 300), text, font=face, anchor="ls")
        words.append(Word(text, Box(1, left, top, right, bottom), 0.8))
    pixels = np.array(page)
    rng = np.random.default_rng(5)
    for text, x in figures:
        hand, at = Hand(0.15, 1.0, 0.02, 7), x
        for figure in text:
            ink = draw_figure(figure, 40, 4, hand, rng)
            part = pixels[304 - ink.shape[0] : 304, at : at + ink.shape[1]]
            np.minimum(part, (255 * (1 - ink)).astype(np.uint8), out=part)
            at += ink.shape[1] + 3
    return Raster(pixels, DPI), tuple(words)


class TestReading:
    def test_figures_by_pen_are_read_and_marked(self) -> None:
        page, words = header("205", "17", by_pen=True)
        out, marks = read_header_figures(words, page)
        assert [word.text for word in out] == [
            "Số:", "205/KH-UBND", "Quảng", "Ngãi,", "ngày", "17", "tháng", "4", "năm", "2025"
        ]  # fmt: skip
        assert [(mark.kind, mark.text) for mark in marks] == [
            (MarkKind.HANDWRITING, "205"),
            (MarkKind.HANDWRITING, "17"),
        ]
        assert min(mark.confidence for mark in marks) > 0.6

    def test_print_stays_and_has_no_mark(self) -> None:
        page, words = header("396", "28", by_pen=False)
        out, marks = read_header_figures(words, page)
        assert [word.text for word in out] == [
            "Số:", "396/KH-UBND", "Quảng", "Ngãi,", "ngày", "28", "tháng", "4", "năm", "2025"
        ]  # fmt: skip
        assert marks == ()

    def test_an_empty_place_stays_empty(self) -> None:
        page, words = header("", "", by_pen=True)
        out, marks = read_header_figures(words, page)
        assert [word.text for word in out if any(char.isdigit() for char in word.text)] == ["4", "2025"]
        assert marks == ()

    def test_a_page_without_a_header_is_left_alone(self) -> None:
        words = row(("Một", 1.0), ("dòng", 1.5), ("chữ", 2.0))
        assert read_header_figures(words, Raster(np.full((TALL, 1654), 255, np.uint8), DPI)) == (words, ())

    def test_a_missing_model_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(MissingProgramError) as caught:
            FigureReader(tmp_path / "figures.onnx")
        assert "make models" in caught.value.message.en

    def test_what_the_engine_made_of_a_scrawl_is_not_believed(self) -> None:
        page, words = header("205", "17", by_pen=True)
        place_of_number = slice(262, 306), slice(round(1.35 * DPI), round(1.95 * DPI))
        page.pixels[place_of_number] = 255
        ys, xs = np.mgrid[0:44, 0:120]
        scrawl = np.abs(22 + 18 * np.sin(xs / 5.0) - ys) < 4
        page.pixels[262:306, round(1.35 * DPI) : round(1.35 * DPI) + 120][scrawl] = 0
        guess = Word("43+", Box(1, 1.4 * DPI, 268, 1.8 * DPI, 304), 0.84)
        out, marks = read_header_figures((words[0], guess, *words[1:]), page)
        (mark, *_) = marks
        assert mark.text == ""
        assert next(word for word in out if word.text == "43+").confidence == 0.5
