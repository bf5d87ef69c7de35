"""Restores lines: chooses a regime for each, makes options, decodes, and records what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.calibration import ENGINE
from pipeline.language import nfc, old_tone_placement
from pipeline.model import Fix, Line, LineRole, PageOrigin
from pipeline.restore import footnotes, strays, word_list
from pipeline.restore.decoding import decode
from pipeline.restore.fixes import normalise_fixes, with_fixes
from pipeline.restore.judging import Judge
from pipeline.restore.lattice import Choice, Option, Slot, Span
from pipeline.restore.models import Models, models
from pipeline.restore.regimes import Regime, regimes_of
from pipeline.restore.tokens import Token, tokens_of
from pipeline.restore.word_list import WordList
from pipeline.settings import Restore

_RUN = 8_000
"""Tokens that are decoded together: more than nearly every document has."""
_SHORT = 0.6
LEAST_GAIN = 0.75
"""A word that the Vietnamese engine read is changed only where the change is at least this probable."""
_UNSURE = 0.994
"""Words of the vocabulary that are right more often than this, going by the engine's confidence, are left alone."""
_PLAIN_TRUST = 1.0


@dataclass(frozen=True, slots=True)
class _Place:
    """A token and the line that it stands on."""

    line: int
    token: Token


def restore_lines(
    lines: Sequence[Line], settings: Restore, origin: PageOrigin | None = None, known: Models | None = None
) -> tuple[Line, ...]:
    """Return `lines` repaired: the same lines in the same order, each with its `text` and the `fixes` that made it.

    Args:
        lines: lines in reading order; context flows over their ends.
        settings: `regime` forces one way of repairing; `enabled` off leaves all but NFC alone.
        origin: where the text comes from. A text layer was judged to be correct and is only brought to NFC; what
            the OCR engine read is repaired carefully; plain text is judged line by line.
        known: the models to use, by default those that the program carries.

    Raises:
        MissingProgramError: a model is not there.
        UsageError: the word list of `settings` cannot be read.
    """
    normal = [nfc(line.read) for line in lines]
    if not settings.enabled or not any(normal):
        return tuple(with_fixes(line, normalise_fixes(line.read, ())) for line in lines)
    names = word_list.load(settings.words) if settings.words else word_list.EMPTY
    known = known or models(words=names.words)
    regimes = _regimes(normal, settings, origin, known)
    if origin is PageOrigin.OCR:  # a name is not what is likely, but what stands there
        signed = [line.role is LineRole.SIGNATURE for line in lines]
        regimes = [Regime.NONE if own else regime for own, regime in zip(signed, regimes, strict=True)]
    if all(regime is Regime.NONE for regime in regimes):
        return tuple(with_fixes(line, normalise_fixes(line.read, ())) for line in lines)
    found = _fixes(lines, normal, regimes, known, names)
    return tuple(with_fixes(line, normalise_fixes(line.read, fixes)) for line, fixes in zip(lines, found, strict=True))


def repair_text(text: str, settings: Restore, known: Models | None = None) -> str:
    """Return `text` repaired; line i of the result is line i of `text`, blank lines and line ends kept.

    Raises:
        MissingProgramError: a model is not there.
        UsageError: the word list of `settings` cannot be read.
    """
    lines = [Line(1, read, read) for read in text.split("\n")]
    return "\n".join(line.text for line in restore_lines(lines, settings, PageOrigin.PLAIN_TEXT, known))


def _regimes(texts: Sequence[str], settings: Restore, origin: PageOrigin | None, known: Models) -> list[Regime]:
    if settings.regime != "auto":
        return [Regime(settings.regime)] * len(texts)
    if origin is PageOrigin.TEXT_LAYER:
        return [Regime.NONE] * len(texts)
    if origin is PageOrigin.OCR:
        return [Regime.VIETNAMESE] * len(texts)
    # Text in Vietnamese letters without the engine's confidences: nothing says which word is wrong.
    return [Regime.NONE if regime is Regime.VIETNAMESE else regime for regime in regimes_of(texts, known.syllables)]


def _fixes(
    lines: Sequence[Line], texts: Sequence[str], regimes: Sequence[Regime], known: Models, names: WordList
) -> list[list[Fix]]:
    places: list[_Place] = []
    slots: list[Slot] = []
    found = _signs(texts, regimes)
    for number, (line, text, regime) in enumerate(zip(lines, texts, regimes, strict=True)):
        tokens = tokens_of(footnotes.masked(text, found[number]))
        places += [_Place(number, token) for token in tokens]
        slots += _slots(line, tokens, regime, known, _ends_paragraph(texts, number))
    if names.names:
        slots = names.favour(slots, [_is_next(places, number) for number in range(len(places))])
    habits = Regime.GARBLED in regimes
    for choice in _choices(known, slots, habits):
        place = places[choice.slot]
        last = places[choice.slot + choice.span - 1].token
        fix = _fix(texts[place.line], place.token, last, choice, regimes[place.line], known)
        if fix is not None:
            found[place.line].append(fix)
    return [sorted(fixes, key=lambda fix: fix.start) for fixes in found]


def _signs(texts: Sequence[str], regimes: Sequence[Regime]) -> list[list[Fix]]:
    """Return for each garbled line the fixes of its footnote marks and stray signs."""
    found: list[list[Fix]] = [[] for _ in texts]
    if Regime.GARBLED in regimes:
        for mark in footnotes.find_marks(texts):
            if regimes[mark.line] is Regime.GARBLED:
                before = texts[mark.line][mark.start : mark.end]
                fix = Fix(mark.start, mark.end, before, mark.text, footnotes.RULE, footnotes.CONFIDENCE)
                found[mark.line].append(fix)
        for number, place in strays.find_strays(texts):
            if regimes[number] is Regime.GARBLED and all(place != fix.start for fix in found[number]):
                found[number].append(Fix(place, place + 1, "?", "", strays.RULE, strays.CONFIDENCE))
    return found


def _is_next(places: Sequence[_Place], number: int) -> bool:
    """Tell whether the token behind token `number` follows on its line, with nothing but a blank between."""
    if number + 1 == len(places) or places[number].line != places[number + 1].line:
        return False
    token, following = places[number].token, places[number + 1].token
    return not token.after and not following.before and following.start > token.end


def _choices(known: Models, slots: Sequence[Slot], habits: bool) -> Iterator[Choice]:
    """Yield the choices for `slots`, run by run, so that a long text needs no more memory than a short one."""
    for start in range(0, len(slots), _RUN):
        run = slots[start : start + _RUN]
        choices = decode(known.language, run)
        judge = Judge(known.language, run)
        if habits:
            judge.learn_habits(choices)
            choices = judge.settle(choices)
        for choice in judge.with_confidence(choices):
            yield replace(choice, slot=choice.slot + start)


def _fix(text: str, first: Token, last: Token, choice: Choice, regime: Regime, known: Models) -> Fix | None:
    start, end = first.core_start, last.core_end
    before, after = text[start:end], nfc(choice.option.text)
    # hoá and hóa are one word: the paper's placement of the tone stays.
    if old_tone_placement(before) == old_tone_placement(after) or (
        regime is Regime.VIETNAMESE and choice.confidence < LEAST_GAIN and choice.option.rule != word_list.RULE
    ):
        return None
    confidence = round(known.calibration.share(regime, choice.confidence), 4)
    return Fix(start, end, before, after, choice.option.rule, confidence, choice.alternatives)


def _slots(line: Line, tokens: Sequence[Token], regime: Regime, known: Models, ends: bool) -> list[Slot]:
    heading = _is_heading(tokens)
    trust = _trust(line, known) if regime is Regime.VIETNAMESE else []
    blank = 0  # how many blank-separated words began before this token
    slots: list[Slot] = []
    for number, token in enumerate(tokens):
        blank += number > 0 and token.start > tokens[number - 1].end
        sure = trust[blank] if trust else _PLAIN_TRUST
        options = _options(token, number, regime, known, heading, sure)
        spans: tuple[Span, ...] = ()
        if regime is Regime.GARBLED and number + 1 < len(tokens) and not token.after and not tokens[number + 1].before:
            joins = known.options.joins(token.core, tokens[number + 1].core, heading)
            spans = tuple(Span(2, option) for option in joins)
        last = number == len(tokens) - 1
        slots.append(Slot(options, any(char in ".;:!?…" for char in token.after) or (last and ends), spans))
    return slots


def _trust(line: Line, known: Models) -> list[float]:
    """Return how often words of the engine's confidence are right, for each word of `line`; nothing if unknown."""
    if len(line.words) != len(line.read.split()):
        return []
    return [known.calibration.share(ENGINE, word.confidence) for word in line.words]


def _options(
    token: Token, number: int, regime: Regime, known: Models, heading: bool, trust: float
) -> tuple[Option, ...]:
    if regime is Regime.GARBLED:
        return known.options.first(token, heading) if number == 0 else known.options.garbled(token.core, heading)
    if regime is Regime.UNACCENTED:
        return known.options.unaccented(token.core, heading)
    if regime is Regime.VIETNAMESE and (trust < _UNSURE or not known.options.is_word(token.core)):
        return known.options.vietnamese(token.core, heading, trust)
    return known.options.kept(token.core)


def _is_heading(tokens: Sequence[Token]) -> bool:
    letters = [char for token in tokens for char in token.core if char.isalpha()]
    return len(letters) > 5 and sum(char.isupper() for char in letters) >= 0.7 * len(letters)


def _ends_paragraph(texts: Sequence[str], number: int) -> bool:
    """Tell whether line `number` ends its paragraph: a blank line follows, or it is much shorter than the next."""
    if number + 1 >= len(texts) or not texts[number + 1].strip():
        return True
    return len(texts[number].strip()) < _SHORT * len(texts[number + 1].strip())
