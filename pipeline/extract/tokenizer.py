"""A lossless tokenizer for Vietnamese administrative text: `doc.text` is the text, character for character.

Syllables, figures and every mark are tokens of their own, so that any span of characters that a rule finds
("296/KH-UBND" before ";") falls between tokens. Words of several syllables are a matter of the components.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

_TOKEN = re.compile(r"((?:[^\W\d_][\u0300-\u036f]*)+|\d+|\S)( ?)|(\s+)")
"""A token and the one space that belongs to it; more space stands as a token."""


class SyllableTokenizer:
    """Parts a text into syllables, figures, marks and space."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of `text`."""
        found = _TOKEN.findall(text)
        words = [token or blank for token, _, blank in found]
        spaces = [space == " " for _, space, _ in found]
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: there is nothing to keep (spaCy asks when a pipeline is saved)."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> SyllableTokenizer:
        """Return itself."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Write nothing."""

    def from_disk(self, _path: object, **_: object) -> SyllableTokenizer:
        """Return itself."""
        return self


def _create() -> Callable[[Language], SyllableTokenizer]:
    return lambda nlp: SyllableTokenizer(nlp.vocab)


registry.tokenizers.register("sohoa.SyllableTokenizer.v1", func=_create)


def blank() -> Language:
    """Return an empty Vietnamese pipeline with this tokenizer (that of spaCy needs a package we do without)."""
    return spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "sohoa.SyllableTokenizer.v1"}}})
