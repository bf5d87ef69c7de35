"""The bounds on pages and pixels, and what is said where one is broken."""

from __future__ import annotations

from pipeline.errors import EmptySourceError, SourceLimitError
from pipeline.message import Message
from pipeline.model import Problem
from pipeline.settings import Limits

_LEAST_SIDE = 16  # pixels; no letter fits into less


def check_pages(pages: int, name: str, limits: Limits) -> None:
    """Pass where a source has a number of pages that is read.

    Raises:
        EmptySourceError: it has none.
        SourceLimitError: it has more than `limits.pages`.
    """
    if pages == 0:
        raise EmptySourceError(Message(f"{name}: không có trang nào.", f"{name}: there is no page in it."))
    if pages > limits.pages:
        raise SourceLimitError(
            Message(
                f"{name}: {pages} trang, quá giới hạn {limits.pages} (limits.pages). Hãy chia nhỏ tệp.",
                f"{name}: {pages} pages, over the bound of {limits.pages} (limits.pages). Split the file.",
            )
        )


def check_size(width: int, height: int, name: str, number: int, limits: Limits) -> float:
    """Return the scale (at most 1) at which a page image of `width` x `height` pixels is to be read.

    Raises:
        EmptySourceError: it is too small to hold a letter.
        SourceLimitError: it is above `limits.refused_pixels`.
    """
    if min(width, height) < _LEAST_SIDE:
        raise EmptySourceError(
            Message(
                f"{name}, trang {number}: ảnh {width} x {height} điểm, quá nhỏ để có chữ. Hãy quét lại.",
                f"{name}, page {number}: an image of {width} x {height} pixels is too small to hold text. Scan again.",
            )
        )
    if width * height > limits.refused_pixels:
        raise SourceLimitError(
            Message(
                f"{name}, trang {number}: ảnh {width} x {height} điểm, quá giới hạn {limits.refused_pixels} "
                "(limits.refused_pixels). Hãy quét lại ở 300 dpi.",
                f"{name}, page {number}: an image of {width} x {height} pixels, over the bound of "
                f"{limits.refused_pixels} (limits.refused_pixels). Scan again at 300 dpi.",
            )
        )
    return float(min(1.0, (limits.page_pixels / (width * height)) ** 0.5))


def scaled_problem(name: str, number: int, limits: Limits) -> Problem:
    """Return the warning that a page was scaled down."""
    return Problem(
        "scaled_down",
        Message(
            f"{name}, trang {number}: ảnh quá lớn, đã thu nhỏ còn {limits.page_pixels} điểm (limits.page_pixels).",
            f"{name}, page {number}: too large, scaled down to {limits.page_pixels} pixels (limits.page_pixels).",
        ),
        page=number,
    )
