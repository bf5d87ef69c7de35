"""The word list of a workspace: what its corrections teach, and the archive's own list, for restoring what comes in."""

from __future__ import annotations

from pipeline import review
from pipeline.settings import Settings
from pipeline.store import Workspace

_HEAD = "# Từ các hiệu đính trong kho; tự làm lại mỗi lần nhập. Danh sách riêng: restore.words\n"


def with_learnt_words(workspace: Workspace, settings: Settings) -> Settings:
    """Return `settings` whose word list also holds the names that people put right in `workspace`.

    The list is the file words.txt of the workspace, made anew: a correction that was taken back teaches nothing. A list
    that cannot be read is left to restoration, which says so.

    Raises:
        StoreError: the workspace cannot be read or written.
    """
    learnt = review.learnt_words(review.in_force(workspace.corrections.all()))
    if not learnt:
        return settings
    own = settings.restore.words
    try:
        listed = own.read_text("utf-8-sig") if own else ""
    except (OSError, UnicodeDecodeError):
        return settings
    file = workspace.keep_words(_HEAD + "".join(f"{name}\n" for name in learnt) + listed)
    return settings.model_copy(update={"restore": settings.restore.model_copy(update={"words": file})})
