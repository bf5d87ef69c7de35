"""Teaches Tesseract's Vietnamese network on: lines of administrative print, drawn and spoilt without end.

`python -m pipeline.train.lines CORPUS --start vie.traineddata --out FOLDER --minutes 80` writes FOLDER/network.pt (a
checkpoint from which the same command goes on), FOLDER/log.txt and, on the way and at the end, the data for the engine.
Needs PyTorch and Tesseract's `combine_tessdata`. Uses a GPU where there is one.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import multiprocessing
import os
import queue
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from rapidfuzz.distance import Levenshtein
from torch.nn import functional

from pipeline.train.engine_file import network_bytes, read_alphabet, read_network, with_characters
from pipeline.train.line_images import HELD_OUT, draw_line, to_height
from pipeline.train.line_network import STRIDE, LineNetwork, batch_of, best_path, from_engine, into_engine
from pipeline.train.line_texts import Stock, encodable, line_text, read_stock, typed_text
from pipeline.train.line_typing import TYPED_HELD_OUT, draw_typed_line

_LOG = logging.getLogger(__name__)

Line = tuple[npt.NDArray[np.uint8], str]

EXCHANGED = {
    "ƒ": "–", "„": "…", "¬": "‰", "⁄": "⁰", "¡": "¹", "¿": "²", "Ƒ": "³", "Ÿ": "⁴", "ÿ": "⁵", "Š": "⁶", "š": "⁷",
    "Œ": "⁸", "œ": "⁹", "€": "•", "£": "½", "ˆ": "≥", "›": "≤", "‹": "×",
}  # fmt: skip
"""Characters that no Vietnamese document prints give their codes to those that many do."""
_SAME_LOOK = str.maketrans({"’": "'", "‘": "'", "−": "–", "Ð": "Đ", "ð": "đ", "\u00a0": " "})

BATCH = 32
_POOL = 1536  # lines that batches of like width are made from
_TIMES_READ = 3
_MOST_WIDTH = 1250
_REAL_SHARE = 0.2
_TYPED_SHARE = 0.28  # of the drawn lines; typed lines are long, so some more of them do not fit and are left out
_CLIP = 2.0
_DEV_LINES = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to teach."""

    minutes: float
    rate: float
    last_rate: float = 2e-5
    warm_up: float = 0.03

    def rate_at(self, share: float) -> float:
        """Return the learning rate when `share` of the time is over: a warm-up, then half a cosine."""
        if share < self.warm_up:
            return self.rate * max(0.02, share / self.warm_up)
        fall = 0.5 * (1 + math.cos(math.pi * min(1.0, (share - self.warm_up) / (1 - self.warm_up))))
        return self.last_rate + (self.rate - self.last_rate) * fall


def new_line(
    stock: Stock,
    rng: random.Random,
    alphabet: frozenset[str],
    files: tuple[str, str, str, str] | None = None,
    typed_with: str | None = None,
) -> Line:
    """Return a drawn line and its text, in the letters of `alphabet`.

    Most are printed, `_TYPED_SHARE` of them typed; all are printed with `files` or typed with `typed_with` if given.
    """
    while True:
        is_typed = typed_with is not None or (files is None and rng.random() < _TYPED_SHARE)
        text = line_text(stock, rng).translate(_SAME_LOOK)
        if is_typed:
            text = typed_text(text)
        if not text or not encodable(text, alphabet):
            continue
        picture = draw_typed_line(text, rng, typed_with) if is_typed else draw_line(text, rng, files)
        if picture is not None and len(text) * STRIDE * 1.2 < picture.shape[1] <= _MOST_WIDTH:
            return picture, text


def read_real_lines(folder: Path, alphabet: frozenset[str]) -> list[Line]:
    """Return the lines of scans in `folder`: `lines.jsonl` (a list of picture and text a line) and the pictures.

    Raises:
        OSError: a file cannot be read.
    """
    lines: list[Line] = []
    for entry in (folder / "lines.jsonl").read_text("utf-8").splitlines():
        name, text = json.loads(entry)
        picture = cv2.imread(str(folder / name), cv2.IMREAD_GRAYSCALE)
        if picture is None:
            raise FileNotFoundError(folder / name)
        if encodable(text, alphabet):
            lines.append((np.asarray(picture, np.uint8), text))
    return lines


def _jittered(line: Line, rng: random.Random) -> Line:
    """Cut a little off a line of a scan, so that it is not quite the same each time."""
    picture, text = line
    top, bottom = rng.randint(0, 3), rng.randint(0, 3)
    return to_height(picture[top : picture.shape[0] - bottom, rng.randint(0, 3) :]), text


def _draw_for_ever(
    corpus: Path, real: Path | None, seed: int, alphabet: frozenset[str], out: multiprocessing.Queue[list[Line]]
) -> None:
    cv2.setNumThreads(1)
    stock = read_stock(corpus, "train")
    scanned = read_real_lines(real, alphabet) if real else []
    rng = random.Random(seed)
    while True:
        lines = [
            _jittered(rng.choice(scanned), rng)
            if scanned and rng.random() < _REAL_SHARE
            else new_line(stock, rng, alphabet)
            for _ in range(_POOL // 4)
        ]
        out.put([line for line in lines if line[0].shape[1] <= _MOST_WIDTH])


def batches(lines: Sequence[Line], rng: random.Random) -> Iterator[list[Line]]:
    """Yield `lines` in batches of like width, in random order."""
    ordered = sorted(lines, key=lambda line: line[0].shape[1])
    groups = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    rng.shuffle(groups)
    yield from groups


class _Pool:
    """The newest drawn lines; each is read a few times, for drawing one costs as much as learning from it."""

    def __init__(self, source: multiprocessing.Queue[list[Line]]) -> None:
        self._source = source
        self._lines: list[Line] = []

    def next(self) -> list[Line]:
        fresh: list[Line] = []
        while not fresh or (len(fresh) < _POOL // _TIMES_READ and not self._source.empty()):
            try:
                fresh += self._source.get(timeout=600)
            except queue.Empty as error:
                raise RuntimeError("no lines were drawn for ten minutes") from error
        keep = max(0, _POOL - len(fresh))
        self._lines = (self._lines[-keep:] if keep else []) + fresh
        return self._lines


def character_errors(module: LineNetwork, lines: Sequence[Line], codes: dict[str, int], blank: int) -> float:
    """Return the character error rate of the best path over `lines`."""
    module.eval()
    characters = {code: character for character, code in codes.items()}
    wrong = total = 0
    with torch.no_grad():
        for line, text in lines:
            read = best_path(module(batch_of([line]))[0], characters, blank)
            wrong += Levenshtein.distance(read, text)
            total += len(text)
    module.train()
    return wrong / total


def _loss(module: LineNetwork, group: Sequence[Line], codes: dict[str, int], blank: int, device: str) -> torch.Tensor:
    pictures = batch_of([line for line, _ in group]).to(device)
    with torch.autocast(device, dtype=torch.bfloat16):
        scores = module(pictures)
    steps = torch.tensor([max(1, line.shape[1] // STRIDE) for line, _ in group])
    targets = torch.tensor([codes[char] for _, text in group for char in text])
    lengths = torch.tensor([len(text) for _, text in group])
    logs = scores.float().log_softmax(-1).transpose(0, 1)
    # Nothing may be put out in the white behind a shorter line: the engine's pictures end with the line.
    return functional.ctc_loss(logs, targets, steps, lengths, blank=blank, zero_infinity=True)


def export(module: LineNetwork, start: Path, out: Path) -> None:
    """Write the taught network as Tesseract data: `start` with its weights and characters exchanged.

    Raises:
        subprocess.CalledProcessError: `combine_tessdata` failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        parts = unpack(start, Path(folder))
        network = read_network(parts / "data.lstm")
        into_engine(module, network)
        (parts / "data.lstm").write_bytes(network_bytes(network))
        subprocess.run(["combine_tessdata", str(parts / "data.")], check=True, capture_output=True)
        made = (parts / "data.traineddata").read_bytes()
    fresh = out.with_suffix(".new")
    fresh.write_bytes(made)
    fresh.replace(out)


def unpack(data: Path, folder: Path) -> Path:
    """Unpack `data` to `folder`/data.*, characters exchanged, and return `folder`."""
    subprocess.run(["combine_tessdata", "-u", str(data), str(folder / "data.")], check=True, capture_output=True)
    unicharset = folder / "data.lstm-unicharset"
    text = unicharset.read_text("utf-8")
    if all(new not in text for new in EXCHANGED.values()):
        unicharset.write_text(with_characters(text, EXCHANGED), "utf-8")
    return folder


def main() -> None:
    """Teach, log, keep checkpoints, export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="the traineddata to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--real", type=Path, help="folder of lines of scans to mix in (see pipeline.train.line_votes)")
    parser.add_argument("--minutes", type=float, default=80.0)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drawers", type=int, default=1, help="processes that draw lines")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(arguments.out / "log.txt")],
    )
    with tempfile.TemporaryDirectory() as folder:
        parts = unpack(arguments.start, Path(folder))
        codes = read_alphabet(parts / "data.lstm-unicharset", parts / "data.lstm-recoder")
        network = read_network(parts / "data.lstm")
    teach(arguments, from_engine(network), codes, network.root.outputs - 1)


def teach(arguments: argparse.Namespace, module: LineNetwork, codes: dict[str, int], blank: int) -> None:
    """Teach `module` for the time that `arguments` allow."""
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1 if arguments.drawers else os.cpu_count() or 1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    checkpoint = arguments.out / "network.pt"
    plan = Plan(arguments.minutes, arguments.rate)
    optimiser = torch.optim.AdamW(module.parameters(), plan.rate, weight_decay=1e-4)
    spent, seen = 0.0, 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        module.load_state_dict(state["module"])
        optimiser.load_state_dict(state["optimiser"])
        spent, seen = state["spent"], state["seen"]
    module.to(device)
    alphabet = frozenset(codes)
    context = multiprocessing.get_context("spawn")
    source: multiprocessing.Queue[list[Line]] = context.Queue(8)
    for number in range(arguments.drawers):
        seed = arguments.seed * 1000 + number + seen
        context.Process(
            target=_draw_for_ever, args=(arguments.corpus, arguments.real, seed, alphabet, source), daemon=True
        ).start()
    stock, rng = read_stock(arguments.corpus, "dev"), random.Random(7)
    known = [new_line(stock, rng, alphabet) for _ in range(_DEV_LINES)]
    unknown = [new_line(stock, rng, alphabet, HELD_OUT) for _ in range(_DEV_LINES // 2)]
    typed = [new_line(stock, rng, alphabet, typed_with=TYPED_HELD_OUT) for _ in range(_DEV_LINES // 2)]
    pool, shuffled = _Pool(source), random.Random(arguments.seed)
    last, reported, losses = time.monotonic(), -1.0, list[float]()
    while spent < plan.minutes:
        for group in batches(pool.next(), shuffled):
            for setting in optimiser.param_groups:
                setting["lr"] = plan.rate_at(spent / plan.minutes)
            loss = _loss(module, group, codes, blank, device)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(module.parameters(), _CLIP)
            optimiser.step()
            losses.append(float(loss.detach()))
            seen += len(group)
            now = time.monotonic()
            spent, last = spent + (now - last) / 60, now
        if spent - reported > 4 or spent >= plan.minutes:
            reported = spent
            module.to("cpu")
            found = {
                "minutes": round(spent, 1), "lines": seen, "loss": round(float(np.mean(losses)), 4),
                "cer": round(character_errors(module, known, codes, blank), 5),
                "cer_held_out_face": round(character_errors(module, unknown, codes, blank), 5),
                "cer_typed_held_out_face": round(character_errors(module, typed, codes, blank), 5),
            }  # fmt: skip
            _LOG.info(json.dumps(found))
            state = {"module": module.state_dict(), "optimiser": optimiser.state_dict(), "spent": spent, "seen": seen}
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            export(module, arguments.start, arguments.out / "sohoa.traineddata")
            module.to(device)
            losses = []
            last = time.monotonic()


if __name__ == "__main__":
    main()
