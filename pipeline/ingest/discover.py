"""Turns paths into the list of sources to read: walk, recognise, hash, group."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import PipelineError, SourceError, SourceLimitError, UnsupportedSourceError
from pipeline.ingest.grouping import Hashed, page_runs, sidecars, stem_of
from pipeline.ingest.kinds import KIND_OF, recognise
from pipeline.ingest.source import Discovery, Item, SkipKind, Skipped, SourceKind
from pipeline.ingest.stamps import changed, stamp_of
from pipeline.ingest.walk import Found, walk
from pipeline.message import Message
from pipeline.model import Source
from pipeline.settings import Limits, Settings

_CHUNK = 1 << 20


def discover(
    paths: Sequence[Path], settings: Settings, spool: Path, names: Mapping[Path, str] | None = None
) -> Discovery:
    """Find the sources at and below `paths`; `names` says what some of them are called (see `walk`).

    Folders are walked in the order of their sorted relative paths (NFC), a .zip is read as a folder (unpacked below
    `spool`, which must outlive the items). Identical bytes become one item with all their names. A text beside a
    PDF or image of its stem is its sidecar. A folder whose images count up becomes one item
    (`settings.ingest.join_page_images`).

    Raises:
        UsageError: a path does not exist, or none was named.
        StoreError: the disk is full.
    """
    found, skipped = walk(paths, settings, spool, names)
    files: list[Hashed] = []
    for one in found:
        try:
            files.append(_hash(one, settings.limits))
        except UnsupportedSourceError as error:
            kind = SkipKind.FAILED if one.named else SkipKind.UNSUPPORTED
            skipped.append(Skipped(one.name, kind, error.message, error if one.named else None, one.origin))
        except PipelineError as error:
            skipped.append(Skipped(one.name, SkipKind.FAILED, error.message, error, one.origin))
    drafts, aside = _group(files, settings)
    items, duplicates = _merge(drafts)
    skipped += aside + duplicates
    return Discovery(tuple(items), tuple(sorted(skipped, key=lambda skip: skip.name)))


def _hash(found: Found, limits: Limits) -> Hashed:
    try:
        before = stamp_of(found.path)
        size = before[0]
        if size > limits.file_bytes:
            raise _too_large(found.name, size, limits)
        content = recognise(found.path, found.name, size)
        digest = hashlib.sha256()
        read = 0
        with found.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                read += len(chunk)
                if read > limits.file_bytes:  # it grew while it was read
                    raise _too_large(found.name, read, limits)
                digest.update(chunk)
        if stamp_of(found.path) != before:
            raise changed(found.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(
            Message(
                f"{found.name}: không đọc được ({reason}). Hãy kiểm tra quyền đọc và ổ đĩa.",
                f"{found.name}: cannot be read ({reason}). Check the permissions and the disk.",
            )
        ) from error
    return Hashed(found, KIND_OF[content], content, digest.hexdigest(), read, before)


def _too_large(name: str, size: int, limits: Limits) -> SourceLimitError:
    return SourceLimitError(
        Message(
            f"{name}: {size} byte, quá giới hạn {limits.file_bytes} (limits.file_bytes). Hãy chia nhỏ tệp.",
            f"{name}: {size} bytes, over the bound of {limits.file_bytes} (limits.file_bytes). Split the file.",
        )
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """An item before identical ones are merged. `name` is what the person calls it."""

    name: str
    stem: str
    files: tuple[Hashed, ...]
    sidecars: tuple[str, ...]
    origin: Path

    @property
    def within(self) -> str | None:
        """The folder that a person named, where the item lies directly in it, so that its name does not say so."""
        return None if "/" in self.name else self.files[0].found.root

    @property
    def sha256(self) -> str:
        if len(self.files) == 1:
            return self.files[0].sha256
        return hashlib.sha256("\n".join(file.sha256 for file in self.files).encode("ascii")).hexdigest()


def _group(files: Sequence[Hashed], settings: Settings) -> tuple[list[_Draft], list[Skipped]]:
    """Return the drafts, sorted by name, and the files that are no document by themselves."""
    beside = sidecars(files)
    texts: dict[Path, list[str]] = {}
    skipped: list[Skipped] = []
    for text, master in beside.items():
        name, other = files[text].found.name, files[master].found.name
        texts.setdefault(files[master].found.path, []).append(name)
        skipped.append(
            Skipped(
                name,
                SkipKind.SIDECAR,
                Message(
                    f"{name}: văn bản đi kèm {other}, không nhập riêng.",
                    f"{name}: a text that goes with {other}; not imported by itself.",
                ),
            )
        )
    runs = page_runs(files) if settings.ingest.join_page_images else []
    joined = {file.found.path for run in runs for file in run}
    drafts = [
        _draft(file.found.name, stem_of(file.found.name), (file,), texts, file.found.origin)
        for index, file in enumerate(files)
        if index not in beside and file.found.path not in joined
    ]
    for run in runs:
        folder = run[0].found.folder_name
        drafts.append(_draft(folder, folder.rsplit("/", 1)[-1], run, texts, _folder_of(run)))
        skipped.append(_joined(folder, run))
    return sorted(drafts, key=lambda draft: draft.name), skipped


def _draft(name: str, stem: str, files: tuple[Hashed, ...], texts: dict[Path, list[str]], origin: Path) -> _Draft:
    beside = tuple(text for file in files for text in texts.get(file.found.path, ()))
    return _Draft(name, stem, files, beside, origin)


def _folder_of(run: Sequence[Hashed]) -> Path:
    """Return the folder of joined page images, or the .zip that holds them."""
    first = run[0].found
    return first.origin.parent if first.origin == first.path.absolute() else first.origin


def _joined(folder: str, run: Sequence[Hashed]) -> Skipped:
    first, last = run[0].found.name.rsplit("/", 1)[-1], run[-1].found.name.rsplit("/", 1)[-1]
    return Skipped(
        f"{folder}/{first} … {last}",
        SkipKind.JOINED,
        Message(
            f"{len(run)} ảnh trang ({first} … {last}) được ghép thành một văn bản: {folder}. "
            "Muốn nhập riêng từng ảnh: ingest.join_page_images = false.",
            f"{len(run)} page images ({first} … {last}) were joined into one document: {folder}. "
            "To import each by itself: ingest.join_page_images = false.",
        ),
    )


def _merge(drafts: Sequence[_Draft]) -> tuple[list[Item], list[Skipped]]:
    """Merge the drafts of identical bytes into one item each, which keeps all names."""
    items: dict[str, Item] = {}
    skipped: list[Skipped] = []
    for draft in drafts:
        known = items.get(draft.sha256)
        if known is None:
            items[draft.sha256] = _item(draft)
            continue
        names = (*known.source.names, draft.name)
        beside = (*known.source.sidecars, *draft.sidecars)
        source = replace(known.source, names=names, sidecars=beside)
        items[draft.sha256] = replace(known, source=source, within=known.within or draft.within)
        skipped.append(
            Skipped(
                draft.name,
                SkipKind.DUPLICATE,
                Message(
                    f"{draft.name}: giống hệt {known.source.name}, đã gộp làm một.",
                    f"{draft.name}: the same bytes as {known.source.name}; kept as one document.",
                ),
            )
        )
    return list(items.values()), skipped


def _item(draft: _Draft) -> Item:
    first = draft.files[0]
    return Item(
        paths=tuple(file.found.path for file in draft.files),
        source=Source(
            sha256=draft.sha256,
            names=(draft.name,),
            media_type=first.content.value,
            size=sum(file.size for file in draft.files),
            sidecars=draft.sidecars,
        ),
        kind=SourceKind.IMAGE if len(draft.files) > 1 else first.kind,
        stem=draft.stem,
        origin=draft.origin,
        stamps=tuple(file.stamp for file in draft.files),
        within=draft.within,
    )
