"""Hypothesis strategies for the classes of `pipeline.model`, used by all tests."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from pipeline.message import Message
from pipeline.model import (
    Act,
    Body,
    BodyKind,
    BodyLevel,
    Box,
    Cell,
    Comparator,
    Document,
    Effect,
    Evidence,
    Fix,
    Funding,
    Header,
    Line,
    LineRole,
    Mark,
    MarkKind,
    Mention,
    MentionKind,
    Obligation,
    Page,
    PageOrigin,
    PageReading,
    Period,
    Place,
    Problem,
    Reference,
    Relation,
    ReportingDuty,
    Result,
    Role,
    Section,
    SectionKind,
    Severity,
    Signature,
    SignatureState,
    Source,
    Step,
    Target,
    Word,
)
from pipeline.reading import Reading, compose

_ALPHABET = "abcdeghinotuxyàảãáạăằâầđêềôốơờưừỳABCĐÊHKNTUƯ0123456789/-.,;:|()\"'&"
MEDIA_TYPES = ("application/pdf", "image/tiff", "text/plain")

words_of_text = st.text(_ALPHABET, min_size=1, max_size=8)
one_line = st.lists(words_of_text, max_size=6).map(" ".join)
"""Text without a line break, as a line of the paper holds it."""

any_line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30)
"""Text of any characters but line breaks and control characters."""

sentences = one_line.filter(bool)
confidences = st.floats(0, 1)
optional_text = st.none() | sentences
dates = st.dates().map(str) | st.dates().map(lambda day: str(day)[:7])
optional_dates = st.none() | dates
some_texts = st.lists(sentences, max_size=2).map(tuple)
numbers = st.floats(-1e12, 1e12)
amounts = st.integers(0, 2**70)
"""Also more đồng than a database holds in one number."""

rules = st.none() | st.sampled_from(["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"])
messages = st.builds(Message, sentences, sentences)


@st.composite
def boxes(draw: st.DrawFn, page: int | None = None) -> Box:
    """A box on `page` (any page where None), at most 5,000 pixels away."""
    x0, y0, width, height = (draw(st.floats(0, 2500)) for _ in range(4))
    return Box(page or draw(st.integers(1, 9)), x0, y0, x0 + width, y0 + height)


def words(page: int) -> st.SearchStrategy[Word]:
    """Words of `page`."""
    return st.builds(Word, text=words_of_text, box=boxes(page), confidence=confidences)


@st.composite
def fixes(draw: st.DrawFn, read: str) -> tuple[Fix, ...]:
    """Fixes of `read` that do not overlap, in order of their place."""
    cuts = sorted(draw(st.lists(st.integers(0, len(read)), max_size=6, unique=True)))
    found = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(one_line)
        others = tuple(draw(st.lists(one_line, max_size=2)))
        rule = draw(st.sampled_from(["tone", "confusion"]))
        found.append(Fix(start, end, read[start:end], after, rule, draw(confidences), others))
    return tuple(found)


def apply(read: str, changes: tuple[Fix, ...]) -> str:
    """Return `read` with `changes` (in order of their place) made."""
    text, done = "", 0
    for fix in changes:
        text += read[done : fix.start] + fix.after
        done = fix.end
    return text + read[done:]


@st.composite
def lines(draw: st.DrawFn, page: int | None = None) -> Line:
    """A line of body text: plain, or with words and box; with fixes or without."""
    number = page or draw(st.integers(1, 3))
    read_words = tuple(draw(st.lists(words(number), max_size=4)))
    read = " ".join(word.text for word in read_words) if read_words else draw(one_line)
    changes = draw(fixes(read))
    box = draw(boxes(number)) if read_words else None
    role = draw(st.sampled_from([role for role in LineRole if role is not LineRole.TABLE]))
    return Line(number, read, apply(read, changes), box, read_words, changes, draw(confidences), role)


@st.composite
def tables(draw: st.DrawFn, page: int, number: int = 0) -> list[Line]:
    """The lines of a table in reading order: row by row, cell by cell, one or more lines in each cell."""
    found: list[Line] = []
    for row in range(draw(st.integers(1, 3))):
        for column in sorted(draw(st.sets(st.integers(0, 3), min_size=1))):
            cell = Cell(number, row, column)
            inside = draw(st.lists(lines(page), min_size=1, max_size=2))
            found += [replace(line, role=LineRole.TABLE, cell=cell) for line in inside]
    return found


@st.composite
def papers(draw: st.DrawFn) -> tuple[Line, ...]:
    """The lines of a paper of one to three pages: body lines, with or without a table on each page."""
    found: list[Line] = []
    for page in range(1, draw(st.integers(1, 3)) + 1):
        found += draw(st.lists(lines(page), max_size=3))
        if draw(st.booleans()):
            found += draw(tables(page))
        found += draw(st.lists(lines(page), max_size=2))
    return tuple(found)


@st.composite
def evidence(draw: st.DrawFn, reading: Reading) -> Evidence:
    """Evidence for any span of `reading`."""
    first, second = (draw(st.integers(0, len(reading.text))) for _ in range(2))
    return reading.evidence(min(first, second), max(first, second), draw(words_of_text), draw(confidences))


periods = st.builds(Period, text=sentences, start=dates, end=dates)
HEADER_TEXTS = (
    "doc_type", "number", "symbol", "number_symbol", "place", "issuer", "superior", "title", "signer_name",
    "signer_title", "urgency", "secrecy",
)  # fmt: skip


@st.composite
def headers(draw: st.DrawFn, reading: Reading) -> Header:
    """A header with evidence in `reading`, grouped by field."""
    fields = draw(st.lists(st.sampled_from([*HEADER_TEXTS, "date", "recipients", "period"]), unique=True, max_size=4))
    places = [(field, place) for field in fields for place in draw(st.lists(evidence(reading), min_size=1, max_size=2))]
    return Header(
        **{field: draw(optional_text) for field in HEADER_TEXTS},
        date=draw(optional_dates),
        recipients=tuple(draw(st.lists(sentences, max_size=3))),
        period=draw(st.none() | periods),
        canonical=draw(optional_text),
        evidence=tuple(places),
    )


@st.composite
def sections(draw: st.DrawFn, reading: Reading) -> Section:
    """A section with evidence in `reading`."""
    place = draw(evidence(reading))
    last = draw(st.integers(place.line, place.line + 20))
    kind = draw(st.none() | st.sampled_from(get_args(SectionKind)))
    heading, path, label = (draw(sentences) for _ in range(3))
    return Section(path, draw(st.integers(1, 5)), label, heading, kind, place.line, last, place)


def references(reading: Reading) -> st.SearchStrategy[Reference]:
    """References with evidence in `reading`."""
    return st.builds(
        Reference,
        text=sentences,
        doc_type=optional_text,
        id=words_of_text,
        date=optional_dates,
        issuer=optional_text,
        relation=st.sampled_from(get_args(Relation)),
        evidence=evidence(reading),
        article=optional_text,
        subject=optional_text,
        effect=st.none() | st.sampled_from(get_args(Effect)),
        canonical=optional_text,
        urn=optional_text,
    )


def obligations(reading: Reading) -> st.SearchStrategy[Obligation]:
    """Obligations with evidence in `reading`."""
    return st.builds(
        Obligation,
        section=optional_text,
        actor=sentences,
        role=st.sampled_from(get_args(Role)),
        partners=st.lists(sentences, max_size=2).map(tuple),
        action=sentences,
        deadline=optional_text,
        deadline_date=optional_dates,
        frequency=optional_text,
        product=optional_text,
        evidence=evidence(reading),
        starts=optional_dates,
        ends=optional_dates,
        recurrence=rules,
        condition=optional_text,
        acts=st.lists(acts(reading), max_size=2).map(tuple),
        actor_keys=some_texts,
        partner_keys=some_texts,
    )


def acts(reading: Reading) -> st.SearchStrategy[Act]:
    """Acts of a duty with evidence in `reading`."""
    return st.builds(Act, text=sentences, deadline=optional_text, evidence=evidence(reading))


def mentions(reading: Reading) -> st.SearchStrategy[Mention]:
    """Mentions with evidence in `reading`."""
    return st.builds(
        Mention,
        text=sentences,
        kind=st.sampled_from(get_args(MentionKind)),
        doc_type=optional_text,
        date=optional_dates,
        target=optional_text,
        evidence=evidence(reading),
        article=optional_text,
    )


def reports(reading: Reading) -> st.SearchStrategy[ReportingDuty]:
    """Reporting duties with evidence in `reading`."""
    return st.builds(
        ReportingDuty,
        section=optional_text,
        actor=sentences,
        to=optional_text,
        through=optional_text,
        frequency=optional_text,
        recurrence=rules,
        deadline=optional_text,
        deadline_date=optional_dates,
        form=optional_text,
        evidence=evidence(reading),
        actor_keys=some_texts,
    )


def targets(reading: Reading) -> st.SearchStrategy[Target]:
    """Targets with evidence in `reading`."""
    return st.builds(
        Target,
        section=optional_text,
        text=sentences,
        indicator=optional_text,
        comparator=st.none() | st.sampled_from(get_args(Comparator)),
        value=sentences,
        low=st.none() | numbers,
        high=st.none() | numbers,
        unit=optional_text,
        scope=optional_text,
        period=optional_text,
        actor=optional_text,
        evidence=evidence(reading),
    )


def funding(reading: Reading) -> st.SearchStrategy[Funding]:
    """Statements about money with evidence in `reading`."""
    return st.builds(
        Funding,
        section=optional_text,
        text=sentences,
        amount=st.none() | amounts,
        source=optional_text,
        estimator=optional_text,
        evidence=evidence(reading),
    )


def results(reading: Reading) -> st.SearchStrategy[Result]:
    """Results with evidence in `reading`."""
    return st.builds(
        Result,
        section=optional_text,
        text=sentences,
        indicator=optional_text,
        value=sentences,
        number=st.none() | numbers,
        unit=optional_text,
        evidence=evidence(reading),
    )


def bodies(reading: Reading) -> st.SearchStrategy[Body]:
    """Bodies with evidence in `reading`."""
    return st.builds(
        Body,
        key=words_of_text,
        name=sentences,
        level=st.sampled_from(get_args(BodyLevel)),
        kind=st.sampled_from(get_args(BodyKind)),
        names=some_texts,
        is_issuer=st.booleans(),
        evidence=evidence(reading),
    )


def places(reading: Reading) -> st.SearchStrategy[Place]:
    """Places with evidence in `reading`."""
    return st.builds(
        Place,
        text=sentences,
        level=st.sampled_from(get_args(BodyLevel)),
        before=some_texts,
        after=some_texts,
        evidence=evidence(reading),
    )


marks = st.builds(
    Mark,
    kind=st.sampled_from(MarkKind),
    box=st.none() | boxes(),
    text=one_line,
    confidence=confidences,
    fields=st.dictionaries(st.sampled_from(["number", "date"]), one_line).map(lambda found: tuple(found.items())),
)
problems = st.builds(
    Problem,
    code=st.sampled_from(["ocr", "blank", "low_confidence"]),
    message=messages,
    severity=st.sampled_from(Severity),
    page=st.none() | st.integers(1, 9),
    line=st.none() | st.integers(1, 99),
)
steps = st.builds(
    Step,
    stage=st.sampled_from(["clean", "ocr", "restore", "extract"]),
    name=words_of_text,
    version=words_of_text,
    page=st.none() | st.integers(1, 9),
    settings=st.dictionaries(words_of_text, words_of_text, max_size=2).map(lambda found: tuple(found.items())),
)
signatures = st.builds(
    Signature,
    field=words_of_text,
    state=st.sampled_from(SignatureState),
    signer=st.none() | sentences,
    issuer=st.none() | sentences,
    signed_at=st.none() | st.datetimes().map(lambda moment: moment.isoformat()),
    is_timestamped=st.booleans(),
    covers_file=st.booleans(),
    is_trusted=st.none() | st.booleans(),
    reason=st.none() | sentences,
)
sources = st.builds(
    Source,
    sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    names=st.lists(
        words_of_text.map(lambda text: text.replace("/", "_") + ".pdf"), min_size=1, max_size=2, unique=True
    ).map(tuple),
    media_type=st.sampled_from(MEDIA_TYPES),
    size=st.integers(0, 10**9),
    part=st.none() | st.integers(1, 4),
    sidecars=st.lists(sentences, max_size=1).map(tuple),
    signatures=st.lists(signatures, max_size=1).map(tuple),
)


def pages(number: int) -> st.SearchStrategy[Page]:
    """Pages with this number."""
    return st.builds(
        Page,
        number=st.just(number),
        width=st.integers(0, 10_000),
        height=st.integers(0, 10_000),
        dpi=st.integers(0, 1200),
        origin=st.sampled_from(PageOrigin),
        rotation=st.sampled_from([0, 90, 180, 270]),
        skew=st.floats(-15, 15),
        confidence=confidences,
        confidence_low=confidences,
        marks=st.lists(marks, max_size=2).map(tuple),
    )


page_readings = st.builds(
    PageReading,
    page=pages(1),
    lines=st.lists(lines(1), max_size=3).map(tuple),
    problems=st.lists(problems, max_size=2).map(tuple),
    steps=st.lists(steps, max_size=2).map(tuple),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A whole document: its facts have evidence in its own text."""
    paper = draw(papers())
    reading = compose(paper)
    last = max((line.page for line in paper), default=1)

    def some(strategy: st.SearchStrategy[object]) -> tuple[object, ...]:
        return tuple(draw(st.lists(strategy, max_size=2)))

    return Document(
        source=draw(sources),
        pages=tuple(draw(pages(number)) for number in range(1, last + 1)),
        lines=paper,
        header=draw(headers(reading)),
        sections=some(sections(reading)),  # type: ignore[arg-type]
        references=some(references(reading)),  # type: ignore[arg-type]
        obligations=some(obligations(reading)),  # type: ignore[arg-type]
        mentions=some(mentions(reading)),  # type: ignore[arg-type]
        reports=some(reports(reading)),  # type: ignore[arg-type]
        targets=some(targets(reading)),  # type: ignore[arg-type]
        budget=some(funding(reading)),  # type: ignore[arg-type]
        results=some(results(reading)),  # type: ignore[arg-type]
        bodies=some(bodies(reading)),  # type: ignore[arg-type]
        places=some(places(reading)),  # type: ignore[arg-type]
        problems=some(problems),  # type: ignore[arg-type]
        steps=some(steps),  # type: ignore[arg-type]
    )
