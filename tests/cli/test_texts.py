from __future__ import annotations

import pytest

from pipeline.cli import texts
from pipeline.message import Message


@pytest.mark.parametrize(
    ("arguments", "environment", "language", "rest"),
    [
        (["list"], {}, "vi", ["list"]),
        (["list"], {"LANG": "en_GB.UTF-8"}, "en", ["list"]),
        (["list"], {"LANG": "vi_VN.UTF-8"}, "vi", ["list"]),
        (["list"], {"LANG": "en_GB.UTF-8", "SOHOA_LANGUAGE": "vi"}, "vi", ["list"]),
        (["--lang=vi", "list"], {"LANG": "en_GB.UTF-8"}, "vi", ["list"]),
        (["list", "--lang", "en"], {}, "en", ["list"]),
        (["list", "--lang", "fr"], {}, "vi", ["--lang", "fr", "list"]),
    ],
)
def test_choice_of_language(arguments: list[str], environment: dict[str, str], language: str, rest: list[str]) -> None:
    assert texts.choose_language(arguments, environment) == (language, rest)


def test_every_text_is_in_both_languages() -> None:
    messages = [value for value in vars(texts).values() if isinstance(value, Message)]
    messages += texts.STATUS.values()
    assert len(messages) > 20
    assert all(message.vi and message.en for message in messages)
