from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import strip_marks
from pipeline.model import Box, Line, LineRole, PageOrigin, Word
from pipeline.restore import apply_fixes, repair_text, restore_lines, restoring, undo_all
from pipeline.settings import Restore

GARBLED = """UY BAN NHAN DAN HUYEN
KE HOACH
Trién khai cong tac cai cach hanh chinh nam 2023

Can ct Nghi dinh sb 61/2018/ND-CP ngay 23 thang 4 nam 2018 ctia Chinh phu;
Uy ban nhan dan huyén ban hanh K& hoach nhw sau:
I. MUC PICH, YEU CAU
- Nang cao nhan thirc, trach nhiém cua can bd, cong chirc."""
REPAIRED = """ỦY BAN NHÂN DÂN HUYỆN
KẾ HOẠCH
Triển khai công tác cải cách hành chính năm 2023

Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;
Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao nhận thức, trách nhiệm của cán bộ, công chức."""


def plain(*reads: str) -> list[Line]:
    return [Line(1, read, read) for read in reads]


def engine(*words: tuple[str, float]) -> Line:
    read = " ".join(word for word, _ in words)
    return Line(1, read, read, words=tuple(Word(word, Box(1, 0, 0, 9, 9), trust) for word, trust in words))


def check_invariants(before: Sequence[Line], after: Sequence[Line]) -> None:
    assert [line.read for line in after] == [line.read for line in before]
    for line in after:
        assert apply_fixes(line.read, line.fixes) == line.text
        assert undo_all(line).text == line.read
        assert unicodedata.is_normalized("NFC", line.text)
        assert all(0 <= fix.confidence <= 1 for fix in line.fixes)


def test_a_garbled_plan_gets_its_words_back() -> None:
    assert repair_text(GARBLED, Restore()) == REPAIRED


def test_repaired_text_is_left_alone() -> None:
    assert repair_text(REPAIRED, Restore()) == REPAIRED


def test_every_change_is_a_fix_that_replays() -> None:
    lines = plain(*GARBLED.split("\n"))
    after = restore_lines(lines, Restore(), PageOrigin.PLAIN_TEXT)
    check_invariants(lines, after)
    rules = {fix.rule for line in after for fix in line.fixes}
    assert {"garbled", "symbol"} <= rules


def test_an_unaccented_text_gets_its_marks() -> None:
    lines = REPAIRED.split("\n")
    bare = [strip_marks(line) for line in lines]
    after = restore_lines(plain(*bare), Restore(regime="unaccented"))
    assert [strip_marks(line.text) for line in after] == bare
    assert after[5].text == "Ủy ban nhân dân huyện ban hành Kế hoạch như sau:"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="ascii"), max_size=40), max_size=4))
def test_the_unaccented_regime_changes_no_letter(reads: list[str]) -> None:
    after = restore_lines(plain(*reads), Restore(regime="unaccented"))
    assert [strip_marks(line.text) for line in after] == reads


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(max_size=50), max_size=4),
    st.sampled_from(["auto", "garbled", "unaccented", "vietnamese", "none"]),
    st.sampled_from([None, *PageOrigin]),
)
def test_no_text_breaks_it(reads: list[str], regime: str, origin: PageOrigin | None) -> None:
    lines = plain(*reads)
    check_invariants(lines, restore_lines(lines, Restore.model_validate({"regime": regime}), origin))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["auto", "garbled"]))
def test_line_i_stays_line_i(text: str, regime: str) -> None:
    out = repair_text(text, Restore.model_validate({"regime": regime}))
    assert out.count("\n") == text.count("\n")
    assert [not line.strip() for line in out.split("\n")] == [not line.strip() for line in text.split("\n")]


@pytest.mark.parametrize(
    "kept",
    [
        "01/02/2024",
        "1.500.000",
        "13 giờ 30",
        "0987.654.321",
        "a.b@huyen.gov.vn",
        "https://huyen.gov.vn/tin-tuc",
        "12,5%",
    ],
)
def test_numbers_dates_and_addresses_are_protected(kept: str) -> None:
    text = f"Uy ban nhan dan huyén ban hanh K& hoach {kept} va trién khai cong tac cai cach hanh chinh"
    found = repair_text(text, Restore(regime="garbled"))
    assert all(part in found for part in kept.split() if not part.isalpha())


def test_abbreviations_stay() -> None:
    text = "Cong tac tuyén truyén CCHC cua UBND huyén, HDND huyén va cac don vi giai quyét TTHC"
    repaired = repair_text(text, Restore(regime="garbled"))
    assert repaired == "Công tác tuyên truyền CCHC của UBND huyện, HĐND huyện và các đơn vị giải quyết TTHC"


def test_blank_lines_line_ends_and_the_last_piece_stay() -> None:
    text = "Ké hoach cai cach hanh chinh nam 2023 cua Uy ban nhan dan huyén\r\n\n  \nban hanh\n"
    pieces = repair_text(text, Restore(regime="garbled")).split("\n")
    assert len(pieces) == 5
    assert pieces[0].endswith("\r")
    assert pieces[1:3] == ["", "  "]
    assert pieces[4] == ""


def test_a_doubtful_word_of_the_engine_is_mended() -> None:
    line = engine(("nâng", 0.96), ("cao", 0.96), ("tỉnh", 0.55), ("thần", 0.96), ("trách", 0.97), ("nhiệm", 0.97))
    (after,) = restore_lines([line], Restore(), PageOrigin.OCR)
    assert after.text == "nâng cao tinh thần trách nhiệm"
    assert after.words == line.words


def test_the_name_of_a_signer_is_not_guessed() -> None:
    line = engine(("tỉnh", 0.55), ("thần", 0.96))
    (after,) = restore_lines([replace(line, role=LineRole.SIGNATURE)], Restore(), PageOrigin.OCR)
    assert after.text == line.read
    (after,) = restore_lines([line], Restore(), PageOrigin.OCR)
    assert after.text != line.read


def test_a_sure_word_of_the_engine_stays() -> None:
    line = engine(("nâng", 0.96), ("cao", 0.96), ("tỉnh", 0.99), ("thần", 0.98))
    (after,) = restore_lines([line], Restore(), PageOrigin.OCR)
    assert after.text == line.read


@pytest.mark.parametrize("origin", [PageOrigin.TEXT_LAYER, PageOrigin.PLAIN_TEXT, None])
def test_right_text_stays_but_for_nfc(origin: PageOrigin | None) -> None:
    lines = plain(*(unicodedata.normalize("NFD", line) for line in REPAIRED.split("\n")))
    after = restore_lines(lines, Restore(), origin)
    assert [line.text for line in after] == REPAIRED.split("\n")
    check_invariants(lines, after)


def test_the_old_and_the_new_tone_placement_stay() -> None:
    text = "Ủy ban nhân dân thành phố triển khai hoá đơn điện tử, Uỷ viên thường trực phụ trách văn hóa, thuỷ lợi"
    for regime in ("auto", "garbled", "unaccented", "vietnamese"):
        assert repair_text(text, Restore.model_validate({"regime": regime})) == text


@pytest.mark.parametrize("chosen", [Restore(enabled=False), Restore(regime="none")])
def test_it_can_be_turned_off(chosen: Restore) -> None:
    assert repair_text(GARBLED, chosen) == GARBLED


def test_other_languages_stay() -> None:
    text = "The committee shall publish its annual report before the end of June,\nwhich describes every measure taken."
    assert repair_text(text, Restore()) == text


def test_alternatives_and_confidence_tell_how_sure_a_fix_is() -> None:
    (line,) = restore_lines(plain("Uy ban nhan dan huyén ban hanh K& hoach"), Restore(regime="garbled"))
    sure = {fix.after: fix.confidence for fix in line.fixes}
    assert sure["Ủy"] > 0.99
    assert sure["nhân"] > 0.99


def test_a_long_text_is_repaired_run_by_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "_RUN", 7)
    lines = plain(*GARBLED.split("\n"))
    after = restore_lines(lines, Restore(), PageOrigin.PLAIN_TEXT)
    check_invariants(lines, after)
    assert after[-1].text == REPAIRED.rsplit("\n", maxsplit=1)[-1]


def test_what_was_repaired_is_left_alone() -> None:
    text = (
        "UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM\nQUAN 3 Doc lap - Tu do - Hanh phic\n"
        "Ké hoach sb 184/KH-UBND ngay 05 thang 3 nam 2021 cua Uy ban nhan dan Quén 3 vé céng tac®;\n"
        "- Phong Nbi vu chi tri, phdi hop thuc hién; bao c4o két qua trudc ngay 15 thang 11\n1 61/NQ-CP ngay 9/7/2019"
    )
    once = repair_text(text, Restore())
    assert "công tác¹" in once
    assert repair_text(once, Restore()) == once
    marks = [word for word in repair_text(once, Restore(regime="garbled")).split() if "¹" in word]
    assert marks == ["tác¹;", "¹"]
