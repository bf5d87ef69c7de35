"""A sentence for a person, in Vietnamese and in English.

Everything a person reads comes as a `Message`; which language is shown is decided at the edge (the command
line, the web page), never where the message is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages of the program.

    >>> Message("Tệp rỗng.", "The file is empty.").in_language("en")
    'The file is empty.'
    """

    vi: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.vi if language == "vi" else self.en

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"
