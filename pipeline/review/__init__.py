"""What a person reviews and corrects: the queue of doubts, corrections and how they are made, acceptance samples.

All of it is pure: documents and corrections go in, others come out. `pipeline.desk` joins it to a workspace.
"""

from pipeline.review.alike import has_like_cases, like_cases
from pipeline.review.facts import anchor_of_fact, apply_facts
from pipeline.review.history import in_force, moved, of_pages
from pipeline.review.making import (
    Hand,
    confirm,
    correct_fact,
    correct_field,
    correct_line,
    correct_word,
    correct_words,
    hand,
    header_anchor,
    is_settled,
    reject,
    undo,
    without_rejected,
)
from pipeline.review.naming import FIELDS, TARGETS, field_name
from pipeline.review.placing import CODES, Placement, State, problems_of
from pipeline.review.queue import HEADER_ORDER, Entry, EntryKind, doublet, queue_of, surroundings
from pipeline.review.text import apply_text
from pipeline.review.values import CORRECTABLE, parsed, shown
from pipeline.review.word_list import learnt_words

__all__ = [
    "CODES", "CORRECTABLE", "FIELDS", "HEADER_ORDER", "TARGETS", "Entry", "EntryKind", "Hand", "Placement",
    "State", "anchor_of_fact", "apply_facts", "apply_text", "confirm", "correct_fact", "correct_field",
    "correct_line", "correct_word", "correct_words", "doublet", "field_name", "hand", "has_like_cases",
    "header_anchor", "in_force", "is_settled", "learnt_words", "like_cases", "moved", "of_pages", "parsed",
    "problems_of", "queue_of", "reject", "shown", "surroundings", "undo", "without_rejected",
]  # fmt: skip
