"""What a person should look at: each check is a module; nothing is changed, all stays as printed.

`check` runs them all. A check says what contradicts what and, where it can, what is likely meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.checks.acts import known_number, misnumbered_acts
from pipeline.extract.checks.dates import impossible_dates, late_bases, past_deadlines
from pipeline.extract.checks.header import check_secrecy, doubtful_fields, missing_fields, with_sureness
from pipeline.extract.checks.numbers import (
    contradicted_years,
    foreign_symbols,
    numbers_of_two_dates,
    numbers_written_two_ways,
    wrong_terms,
)
from pipeline.model import Header, Obligation, Problem, Reference
from pipeline.reading import Reading

__all__ = ["CODES", "check", "check_secrecy", "with_sureness"]

CODES = frozenset({
    "no_number", "no_date", "no_title", "no_signer", "doubtful_number_symbol", "doubtful_date", "secrecy_mark",
    "impossible_date", "basis_after_document", "act_written_otherwise", "year_contradicts_date",
    "term_contradicts_year", "number_written_two_ways", "number_of_two_dates", "symbol_contradicts_type",
    "deadline_before_document",
})  # fmt: skip
"""The codes of all problems that the checks find."""


def check(
    reading: Reading, header: Header, references: Sequence[Reference], obligations: Sequence[Obligation] = ()
) -> tuple[Problem, ...]:
    """Return the problems of a document, in a fixed order; an act whose right number is known is told once."""
    others = [reference for reference in references if known_number(reference) is None]
    return (
        *missing_fields(header),
        *doubtful_fields(header),
        *check_secrecy(header),
        *impossible_dates(reading),
        *late_bases(header, references),
        *misnumbered_acts(references),
        *contradicted_years(others),
        *wrong_terms(others),
        *numbers_written_two_ways(others),
        *numbers_of_two_dates(references),
        *foreign_symbols(references),
        *past_deadlines(header, obligations),
    )
