"""Corrections made in a workspace: noted in the history first, then the documents of the source are made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import review
from pipeline.corrected import history_of, image_hash, with_corrections
from pipeline.desk.queue import Waiting, waiting
from pipeline.errors import UsageError
from pipeline.message import Message
from pipeline.model import Action, Correction, Document
from pipeline.settings import Settings
from pipeline.store import Workspace

_MOST_DOCUMENTS = 10_000


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A correction that may be made as an earlier one was, and the document (id, export name) that it is of."""

    document: int
    name: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class Desk:
    """A person, `who`, at work on a workspace."""

    workspace: Workspace
    settings: Settings
    who: str

    def correct(self, asked: Waiting, value: str, field: str | None = None) -> tuple[Correction, ...]:
        """Correct what an entry of the queue is about: its word, its field of the header, or `field` of its fact.

        Raises:
            UsageError: the value does not fit, a field must be named, or the entry is a remark, which has no value.
        """
        entry, by = asked.entry, review.hand(self.who)
        document = self._document(asked.document)
        if entry.target == "text":
            return self._keep(review.correct_word(document, entry.anchor, value, by))
        if entry.target == "problems":
            raise UsageError(
                Message(
                    "Cảnh báo không có giá trị để sửa: hãy sửa trường hoặc chữ (--field, --word), rồi `sohoa confirm`.",
                    "A remark has no value: correct a field or word (--field, --word), then `sohoa confirm` it.",
                )
            )
        known = review.CORRECTABLE[entry.target]
        name = field or entry.field or (known[0] if len(known) == 1 else None)
        if name is None:
            listed = ", ".join(known)
            raise UsageError(
                Message(f"Sửa trường nào? Thêm --field: {listed}.", f"Which field? Add --field: {listed}.")
            )
        if entry.target == "document":
            return self._keep([review.correct_field(document, name, value, by)])
        return self._keep([review.correct_fact(document, entry.target, entry.anchor, name, value, by)])

    def is_waiting(self, name: str) -> bool:
        """Return whether entries of the queue have an id that begins with `name`, and no document is called so."""
        if not any(one.entry.id.startswith(name.lower()) for one in waiting(self.workspace, self.settings)):
            return False
        try:
            self.workspace.get(name)
        except UsageError:
            return True
        return False

    def correct_field(self, doc: str | int, field: str, value: str | None) -> tuple[Correction, ...]:
        """Give a field of the header of a document a value; None empties it.

        Raises:
            UsageError: there is no such document or field, or the value does not fit.
        """
        document = self.workspace.get(doc).document
        return self._keep([review.correct_field(document, field, value, review.hand(self.who))])

    def correct_words(self, doc: str | int, before: str, after: str, page: int | None = None) -> tuple[Correction, ...]:
        """Put `after` for the words `before` in a document, wherever they stand (on `page`, if given).

        Raises:
            UsageError: there is no such document, or the words do not stand there.
        """
        document = self.workspace.get(doc).document
        return self._keep(review.correct_words(document, before, after, review.hand(self.who), page))

    def confirm(self, asked: Waiting) -> tuple[Correction, ...]:
        """Say that what an entry of the queue is about is right as it stands.

        Raises:
            UsageError: it does not stand there any more, or nothing stands there.
        """
        return self._keep([self._decided(asked, review.confirm)])

    def reject(self, asked: Waiting) -> tuple[Correction, ...]:
        """Say that what an entry of the queue is about is no such fact, or that a remark is wrong.

        Raises:
            UsageError: it does not stand there any more, or it is a word, which is corrected instead.
        """
        return self._keep([self._decided(asked, review.reject)])

    def undo(self, number: int | None = None) -> Correction:
        """Take back the correction `number`, or the last one in force of this person; return what was taken back.

        Raises:
            UsageError: there is none, or it was taken back already.
        """
        in_force = {one.id: one for one in review.in_force(self.workspace.corrections.all())}
        own = [one for one in in_force.values() if one.who == self.who]
        one = in_force.get(number) if number is not None else (own[-1] if own else None)
        if one is None:
            raise UsageError(
                Message(
                    "Không có hiệu đính nào như vậy để bỏ. Xem `sohoa corrections`.",
                    "There is no such correction to take back. See `sohoa corrections`.",
                )
            )
        self._keep([review.undo(one, review.hand(self.who))])
        return one

    def like_cases(self, first: Correction) -> list[LikeCase]:
        """Return the corrections that may be made elsewhere in the workspace as `first` was."""
        if not review.has_like_cases(first):
            return []
        names, by = self.workspace.export_names(), review.hand(self.who)
        found: list[LikeCase] = []
        for document_id in self._likely(first):
            document = self._document(document_id)
            history = history_of(self.workspace, document)
            found += [
                LikeCase(document_id, names[document_id], one)
                for one in review.like_cases(document, first, history, by)
            ]
        return found

    def make_alike(self, cases: Sequence[LikeCase]) -> tuple[Correction, ...]:
        """Make the corrections of `cases`, each its own with a link to the first."""
        return self._keep([case.correction for case in cases])

    def get(self, number: int) -> Correction:
        """Return a correction by its number.

        Raises:
            UsageError: there is none.
        """
        found = self.workspace.corrections.get(number)
        if found is None:
            raise UsageError(Message(f"Không có hiệu đính số {number}.", f"There is no correction {number}."))
        return found

    def _decided(self, asked: Waiting, decide: Callable[..., Correction]) -> Correction:
        entry = asked.entry
        document = self._document(asked.document)
        return decide(document, entry.target, entry.anchor, entry.field, review.hand(self.who))

    def _document(self, document_id: int) -> Document:
        return self.workspace.get(document_id).document

    def _likely(self, first: Correction) -> Iterator[int]:
        """Yield the ids of the documents that may hold like cases."""
        before = first.before or ""
        if first.target != "text":
            yield from self.workspace.corrections.with_value(first.target, first.field or "", before)
            return
        hits = self.workspace.search(f'"{before}"', _MOST_DOCUMENTS)
        yield from dict.fromkeys(hit.document for hit in hits)

    def _keep(self, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
        """Add `corrections` to the history and make the documents they are of anew."""
        kept = self.workspace.corrections.add([self._with_image(one) for one in corrections])
        for sha256 in dict.fromkeys(one.anchor.sha256 for one in kept):
            self.make_anew(sha256)
        return kept

    def _with_image(self, one: Correction) -> Correction:
        """Note the picture of the page, by which the correction finds the page again in another file."""
        if one.action is Action.UNDO:
            return one
        image = image_hash(self.workspace.page_images, one.anchor.sha256, one.anchor.page)
        return replace(one, anchor=replace(one.anchor, image=image))

    def make_anew(self, sha256: str) -> None:
        """Make the documents of a source from what the machine read and all corrections in force."""
        for document_id in self.workspace.corrections.documents(sha256):
            machine = self.workspace.corrections.machine(document_id) or self._document(document_id)
            corrected = with_corrections(machine, history_of(self.workspace, machine), self.settings)
            self.workspace.put(corrected.document, machine if corrected.is_changed else None)
