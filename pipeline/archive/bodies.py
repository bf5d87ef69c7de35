"""Which body is meant by a name, in the way extraction knows bodies."""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.bodies.home import home_of
from pipeline.extract.bodies.names import identify, setting_of
from pipeline.model import Header


@lru_cache(maxsize=4096)
def issuer_key(name: str, header: Header | None = None) -> str | None:
    """Return the stable key of the body `name`, None where it names none.

    Args:
        name: as written.
        header: the head of its document, which may tell where the body is.

    >>> issuer_key("UBND phường Bến Nghé") == issuer_key("Ủy ban nhân dân Phường Bến Nghé")
    True
    """
    head = header or Header(issuer=name)
    named = identify(name, setting_of(head, home_of(head)))
    return named.key if named else None
