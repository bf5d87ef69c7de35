from __future__ import annotations

from typing import get_args

from pipeline.model import MarkKind, Relation, Role, SectionKind, Status
from pipeline.wording import MARK, RELATION, ROLE, SECTION_KIND, STATUS


def test_every_code_has_words() -> None:
    assert set(ROLE) == set(get_args(Role))
    assert set(RELATION) == set(get_args(Relation))
    assert set(SECTION_KIND) == set(get_args(SectionKind))
    assert set(STATUS) == set(Status)
    assert set(MARK) == set(MarkKind)
    for table in (ROLE, RELATION, SECTION_KIND, STATUS, MARK):
        assert all(message.vi and message.en for message in table.values())
