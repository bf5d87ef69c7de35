"""Figures written by hand into the header: number, day and month, read by a small network of their own.

The engine drops or misreads them, and is as sure of what it reads as it is of print. So wherever a header leaves
room for figures, the place is cut out and read once more by a network that was taught on figures alone; the two
readings are weighed, and handwriting gets a mark that shows a person where to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Mark, Word
from pipeline.ocr.handwriting.crop import cut_out
from pipeline.ocr.handwriting.merging import judge, mark_of, renewed
from pipeline.ocr.handwriting.places import find_places
from pipeline.ocr.handwriting.reader import figure_reader
from pipeline.raster import Raster

__all__ = ["read_header_figures"]

_UNREAD = 0.5
"""What the engine made of handwriting that the reader cannot read is believed no more."""


def read_header_figures(words: Sequence[Word], page: Raster) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    """Return `words` with the figures of the header read anew, and a mark for each place written by hand.

    `page` is the cleaned, grey page on which the engine read `words`. A page without such a header comes back as it
    is, at no cost.

    Raises:
        MissingProgramError: the model file is missing or damaged.
    """
    out = list(words)
    marks: list[Mark] = []
    places = find_places(words, page.height, page.dpi)
    for kind in [place.kind for place in places]:
        place = next(place for place in places if place.kind is kind)
        field = cut_out(page, place)
        if field is None:
            continue
        reading = figure_reader().read(field, place.kind)
        judged = judge(place, reading)
        if mark := mark_of(place, reading, judged, page.dpi):
            marks.append(mark)
            if not judged.text:
                unread = {id(word) for word in place.inside}
                out = [
                    replace(word, confidence=min(word.confidence, _UNREAD)) if id(word) in unread else word
                    for word in out
                ]
                places = find_places(out, page.height, page.dpi)
        if judged.text:
            at = out.index(place.first)
            out = [word for word in out if word not in place.words]
            out[at:at] = renewed(place, judged)
            places = find_places(out, page.height, page.dpi)  # a word that held two places has been parted
    return tuple(out), tuple(marks)
