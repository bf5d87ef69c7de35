"""Whether a few words are the name of a person.

A table of family names decides the common case at no cost; underthesea's named entity recogniser, a good judge of a
short candidate and a slow one of a page, is asked where the table leaves a doubt (names of small peoples, several
candidates).
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.vocabulary import flat, words

_LONGEST = 60  # characters of a name with degrees


def has_family_name(name: str) -> bool:
    """Return whether a name begins with a family name of the table.

    >>> has_family_name("Nguyễn Văn An"), has_family_name("Phòng Nội vụ")
    (True, False)
    """
    first = re.match(r"\w+", name)
    return first is not None and flat(first[0]) in words("persons", "family_names")


@cache
def is_recognised(name: str) -> bool:
    """Return whether underthesea takes a candidate for a person (about 1 ms; the first call loads its model)."""
    from underthesea import ner  # takes about a second to load, and most documents never ask

    if not name.strip() or len(name) > _LONGEST:
        return False
    return any(entity.endswith("PER") for *_, entity in ner(name))
