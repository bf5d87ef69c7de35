"""Watches a folder and imports what appears in it, once it is whole.

The folder is looked at again and again instead of asking the system to tell: that works on network shares, where
scanners put their files and the system tells nothing, needs no library, and misses nothing after a restart. A look
costs a listing; files are opened only when they are new.

A file is whole when its size and time of change did not change for `settle` seconds and nobody has it open for writing
(where the system can tell). Page images wait for all images of their folder, which may be one document.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import PipelineError, SourceError
from pipeline.ingest import is_ignored, is_page_image, is_read, name_of
from pipeline.message import Message
from pipeline.resources import WORKSPACE_MARK
from pipeline.run.outcome import BatchReport

_DEPTH = 64

Stamp = tuple[int, int]
"""Size in bytes and time of change (ns)."""


@dataclass(slots=True)
class _Seen:
    stamp: Stamp
    since: float  # when it was first seen so, on the clock of the watch
    is_done: bool = False


@dataclass(slots=True)
class FolderWatch:
    """Tells which files of `folder` are new and whole. `clock` gives seconds.

    Files that were given are not given again until they change.
    """

    folder: Path
    settle: float
    clock: Callable[[], float] = time.monotonic
    _seen: dict[Path, _Seen] = field(default_factory=dict)

    def look(self) -> dict[Path, str]:
        """Return the files that are whole and new, with their names relative to the folder.

        Where a text belongs to a scan of its name, both are given together.

        Raises:
            OSError: the folder cannot be read.
        """
        now = self.clock()
        self.folder.stat()
        there = dict(_files(self.folder, 0))
        self._seen = {path: seen for path, seen in self._seen.items() if path in there}
        for path, stamp in there.items():
            seen = self._seen.get(path)
            if seen is None or seen.stamp != stamp:
                self._seen[path] = _Seen(stamp, now)
        ready = [path for path in there if self._is_ready(path, now)]
        waiting = {path.parent for path in there if is_page_image(path.name) and not self._is_whole(path, now)}
        given = [path for path in ready if not (is_page_image(path.name) and path.parent in waiting)]
        for path in given:
            self._seen[path].is_done = True
        return {path: name_of(path.relative_to(self.folder).as_posix()) for path in self._with_company(given)}

    @property
    def is_waiting(self) -> bool:
        """Whether there are files that were not given yet."""
        return any(not seen.is_done for seen in self._seen.values())

    def again(self, paths: dict[Path, str]) -> None:
        """Give these files again at the next look: nothing could be done with them."""
        for path in paths:
            if path in self._seen:
                self._seen[path].is_done = False

    def _is_ready(self, path: Path, now: float) -> bool:
        return not self._seen[path].is_done and self._is_whole(path, now)

    def _is_whole(self, path: Path, now: float) -> bool:
        seen = self._seen[path]
        return seen.is_done or (now - seen.since >= self.settle and not is_being_written(path))

    def _with_company(self, given: list[Path]) -> list[Path]:
        """Return `given` and what must be seen along with it: other files of its stem, other images of its folder."""
        beside: defaultdict[tuple[Path, str], list[Path]] = defaultdict(list)
        images: defaultdict[Path, list[Path]] = defaultdict(list)
        for path, seen in self._seen.items():
            if seen.is_done:
                beside[path.parent, path.name.split(".")[0]].append(path)
                if is_page_image(path.name):
                    images[path.parent].append(path)
        found: dict[Path, None] = {}
        for path in given:
            found |= dict.fromkeys(beside[path.parent, path.name.split(".")[0]])
            found |= dict.fromkeys(images[path.parent] if is_page_image(path.name) else ())
        return sorted(found)


def watch_folder(
    watch: FolderWatch,
    take: Callable[[Mapping[Path, str]], BatchReport],
    pause: Callable[[], None],
    *,
    once: bool = False,
) -> Iterator[BatchReport | PipelineError]:
    """Look, `take` what is whole, yield what became of it or why it could not be taken now, `pause`; and again.

    What could not be taken (a full disk, a folder that is gone for a while) is tried again after the pause. With
    `once` it ends when every file that was met was given.

    Raises:
        PipelineError: with `once`, what `take` raised.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    while True:
        ready: dict[Path, str] = {}
        try:
            ready = watch.look()
            if ready:
                yield take(ready)
        except OSError as error:
            yield _unseen(watch.folder, error)
        except PipelineError as error:
            if once:
                raise
            watch.again(ready)
            yield error
        if once and not watch.is_waiting:
            return
        pause()


def _unseen(folder: Path, error: OSError) -> PipelineError:
    return SourceError(
        Message(
            f"Không xem được thư mục {folder}: {error.strerror}. Sẽ thử lại.",
            f"Cannot look into the folder {folder}: {error.strerror}. It will be tried again.",
        )
    )


def _files(folder: Path, depth: int) -> Iterator[tuple[Path, Stamp]]:
    """Yield the files at and below `folder` with their stamps; what is not read is passed over.

    What is being downloaded or copied under another name (.part, .crdownload, .tmp) is of no kind that is read.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        if depth == 0:
            raise
        return
    if any(entry.name == WORKSPACE_MARK for entry in entries):
        return  # a workspace is not imported into another
    for entry in entries:
        if is_ignored(entry.name):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEPTH:
                    yield from _files(Path(entry.path), depth + 1)
            elif is_read(entry.name) and entry.is_file():
                status = entry.stat()
                yield Path(entry.path), (status.st_size, status.st_mtime_ns)
        except OSError:
            continue  # it went away while it was looked at


def is_being_written(path: Path) -> bool:
    """Return whether somebody has the file open for writing; False also where the system does not tell.

    A lease for reading is only granted on a file that nobody writes (Linux, local disks, one's own files).
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # who opens it meanwhile must not end us by SIGIO
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False
