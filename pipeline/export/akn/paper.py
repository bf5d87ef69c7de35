"""A whole document in Akoma Ntoso: preface, preamble, body, conclusions, annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from lxml import etree

from pipeline.export.akn.hierarchy import Hierarchy
from pipeline.export.akn.inline import NAMESPACE, Element, Words, child
from pipeline.export.akn.meta import metadata
from pipeline.export.akn.naming import Ids, root_name
from pipeline.export.contents import Contents, Item, Node, contents_of, is_footnote
from pipeline.export.notes import named_notes
from pipeline.extract.citations.identifiers import slug
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.vocabulary import starts_with
from pipeline.language import fold
from pipeline.model import Document

_BASIS = ("can cu",)


def akoma_ntoso(document: Document, made: date) -> Element:
    """Return `document` as the root element of Akoma Ntoso; `made` is the day on which it is written.

    Every word of the document stands in it once, in the order of the paper, but what pages only repeat.
    """
    return _Paper(document, made).root()


class _Paper:
    def __init__(self, document: Document, made: date) -> None:
        self._document = document
        self._made = made
        self._contents: Contents = contents_of(document)
        notes = named_notes(self._contents.footnotes())
        self._ids = Ids()
        self._words = Words(document, self._contents.reading.text, notes, self._ids)
        self._hierarchy = Hierarchy(self._words, notes, self._ids)

    def root(self) -> Element:
        root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
        header = self._document.header
        kind = root_name(header.doc_type)
        paper = child(root, kind, name=slug(header.doc_type or "") or "van-ban")
        paper.append(metadata(self._document, self._made))
        contents = self._contents
        self._heads(paper, "preface", contents.header)
        preamble, rest = _preamble(contents.opening, bool(contents.nodes))
        self._preamble(paper, preamble)
        self._body(paper, "body" if kind == "act" else "mainBody", rest, contents.nodes)
        self._heads(paper, "conclusions", contents.footer)
        self._attachments(paper)
        return root

    def _heads(self, paper: Element, name: str, blocks: Sequence[Block]) -> None:
        """Write head or foot, a line of the paper a paragraph; without a line it is left out."""
        if not blocks:
            return
        held = child(paper, name)
        for block in blocks:
            self._words.put(child(held, "p"), block, heads=True)

    def _preamble(self, paper: Element, items: Sequence[Item]) -> None:
        if not items:
            return
        held = child(paper, "preamble")
        for cited, group in groupby(items, key=_is_basis):
            if cited:
                self._citations(held, [item for item in group if isinstance(item, Block)])
            else:
                self._hierarchy.items(held, list(group), "preamble")

    def _citations(self, held: Element, blocks: Sequence[Block]) -> None:
        eid = self._ids.next("preamble", "cits")
        citations = child(held, "citations", eId=eid)
        for block in blocks:
            own = self._ids.next(eid, "cit")
            citation = child(citations, "citation", eId=own)
            self._words.put(child(citation, "p"), block, eid=own)

    def _body(self, paper: Element, name: str, items: Sequence[Item], nodes: Sequence[Node], above: str = "") -> None:
        body = child(paper, name)
        if name == "body" and (items or not nodes):  # the body of an act holds sections only
            eid = self._ids.next(above, "hcontainer")
            held = child(child(body, "hcontainer", eId=eid, name="noi-dung"), "content")
            self._hierarchy.items(held, items, eid)
        else:
            self._hierarchy.items(body, items, above or "body")
        self._hierarchy.nodes(body, nodes, above)
        if len(body) == 0:
            child(body, "p")

    def _attachments(self, paper: Element) -> None:
        found = list(_annexes(self._contents))
        if not found:
            return
        attachments = child(paper, "attachments")
        for number, (items, nodes) in enumerate(found, start=1):
            eid = self._ids.next("", "att")
            held = child(child(attachments, "attachment", eId=eid), "doc", name="phu-luc")
            held.append(metadata(self._document, self._made, f"phu-luc-{number}", f"{eid}__"))
            self._body(held, "mainBody", items, nodes, eid)


def _annexes(contents: Contents) -> Iterator[tuple[Sequence[Item], Sequence[Node]]]:
    """Yield the annexes, each as what stands in it and its sections; what is loose behind the foot is one, too."""
    if contents.loose:
        yield contents.loose, ()
    for node in contents.annexes:
        yield (), (node,)


def _preamble(opening: Sequence[Item], has_sections: bool) -> tuple[Sequence[Item], Sequence[Item]]:
    """Part what stands before the sections: without sections the preamble ends with the last căn cứ."""
    if has_sections:
        return opening, ()
    last = max((place for place, item in enumerate(opening) if _is_basis(item)), default=-1)
    return opening[: last + 1], opening[last + 1 :]


def _is_basis(item: Item) -> bool:
    if not isinstance(item, Block) or is_footnote(item) or item.kind is BlockKind.TABLE_ROW:
        return False
    return starts_with(fold(item.body[:40]), _BASIS)
