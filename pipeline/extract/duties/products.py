"""What a duty is to bring forth: "lập danh sách ...", "xây dựng kế hoạch ...", "gửi báo cáo"."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.vocabulary import either, table

_LONGEST = 90  # characters


@lru_cache(maxsize=1)
def _product() -> re.Pattern[str]:
    words: dict[str, list[str]] = table("obligations")["product"]
    verbs = either(words["verbs"])
    nouns = either(words["nouns"])
    return re.compile(
        rf"(?<!\w)(?<!ngày )(?<!được ){verbs}\s+(?P<product>(?:các\s+|bản\s+)?{nouns}(?!\w)[^,;.:()]{{0,{_LONGEST}}}?)"
        rf"(?=\s*[,;.:()]|$|(?<!chương)(?<!quy)(?<!công)(?<!lộ)(?<!giáo)(?<!tiến)\s+{either(words['ends'])}\b)",
        re.IGNORECASE,
    )


def find_product(action: str) -> str | None:
    """Return the product that an action names, as written.

    >>> find_product("Lập danh sách hộ dân tham gia tập huấn; thông báo kế hoạch")
    'danh sách hộ dân tham gia tập huấn'
    """
    match = _product().search(action)
    return match["product"].strip() if match else None
