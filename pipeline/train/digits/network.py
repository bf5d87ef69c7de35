"""The network that reads a field, its training, and its way to an ONNX file. Needs PyTorch (the extra `digits`).

A small convolutional network looks at the field column by column; for each step of two columns it says which figure
stands there, written or printed, or none (connectionist temporal classification, Graves et al. 2006). So nothing has
to be cut into figures first: touching figures, and labels that cut in, are learnt.
"""

from __future__ import annotations

import importlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import MissingProgramError
from pipeline.message import Message
from pipeline.ocr.handwriting.crop import HEIGHT, WIDTH
from pipeline.train.digits.fields import Field, Material, draw_field

_LOG = logging.getLogger(__name__)

CLASSES = 21
"""None; the figures 0 to 9 as a pen writes them; the same in print."""

SEED, RATE = 2026, 3e-3

_WIDTHS = (88, 112, WIDTH)
_WIDTH_SHARES = (0.45, 0.33, 0.22)
_LOG_EVERY = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn."""

    steps: int
    batch: int = 64
    rate: float = RATE
    seed: int = SEED


def load_torch() -> Any:  # noqa: ANN401 - an optional package without which nothing here is used
    """Return PyTorch.

    Raises:
        MissingProgramError: it is not installed.
    """
    try:
        return importlib.import_module("torch")
    except ImportError as error:
        raise MissingProgramError(
            Message(
                "Thiếu PyTorch để huấn luyện. Hãy cài: pip install 'sohoa[recogniser]'.",
                "PyTorch is needed for training. Install it: pip install 'sohoa[recogniser]'.",
            )
        ) from error


def make_network(torch: Any) -> Any:  # noqa: ANN401
    """Return a fresh network: (n, 1, HEIGHT, columns) of ink to (n, CLASSES, 1, columns / 2) scores."""
    nn = torch.nn

    def block(before: int, after: int, size: tuple[int, int], padding: tuple[int, int]) -> list[Any]:
        return [nn.Conv2d(before, after, size, padding=padding, bias=False), nn.BatchNorm2d(after), nn.ReLU()]

    return nn.Sequential(
        *block(1, 16, (3, 3), (1, 1)), nn.MaxPool2d((2, 2)),
        *block(16, 32, (3, 3), (1, 1)), nn.MaxPool2d((2, 1)),
        *block(32, 48, (3, 3), (1, 1)), nn.MaxPool2d((2, 1)),
        *block(48, 64, (3, 3), (1, 1)),
        *block(64, 96, (HEIGHT // 8, 3), (0, 1)),
        *block(96, 96, (1, 3), (0, 1)),
        nn.Dropout(0.1),
        nn.Conv2d(96, CLASSES, (1, 1)),
    )  # fmt: skip


def targets_of(field: Field) -> list[int]:
    """Return the classes of the figures of a field."""
    first = 11 if field.is_print else 1
    return [first + int(figure) for figure in field.text]


def batches(material: Material, plan: Plan) -> Iterator[list[Field]]:
    """Return freshly drawn fields for each step, narrow ones (which cost less) more often than wide ones."""
    rng = np.random.default_rng(plan.seed)
    for _ in range(plan.steps):
        width = int(rng.choice(_WIDTHS, p=_WIDTH_SHARES))
        yield [draw_field(material, width, rng) for _ in range(plan.batch)]


def as_input(fields: list[Field]) -> npt.NDArray[np.float32]:
    """Return the ink of fields of one width as the network takes it."""
    return np.divide(255 - np.stack([field.pixels for field in fields])[:, None], 255, dtype=np.float32)


def train(material: Material, plan: Plan, start: Path | None = None, keep: Path | None = None) -> Any:  # noqa: ANN401
    """Return a network taught on drawn fields, from the weights in `start` on where that is given.

    The weights are written to `keep` on the way, so that a long training that was stopped can go on.
    """
    torch = load_torch()
    torch.manual_seed(plan.seed)
    network = make_network(torch)
    if start is not None:
        network.load_state_dict(torch.load(start))
    optimiser = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=plan.steps, pct_start=0.1)
    criterion = torch.nn.CTCLoss(zero_infinity=True)
    total, begun = 0.0, time.monotonic()
    for step, fields in enumerate(batches(material, plan), start=1):
        targets = [targets_of(field) for field in fields]
        scores = network(torch.from_numpy(as_input(fields)))[:, :, 0].permute(2, 0, 1).log_softmax(2)
        loss = criterion(
            scores,
            torch.tensor([figure for target in targets for figure in target], dtype=torch.long),
            torch.full((len(fields),), scores.shape[0], dtype=torch.long),
            torch.tensor([len(target) for target in targets], dtype=torch.long),
        )
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if step % _LOG_EVERY == 0:
            _LOG.info("step %d: loss %.4f, %.0f s", step, total / _LOG_EVERY, time.monotonic() - begun)
            total = 0.0
            if keep is not None:
                torch.save(network.state_dict(), keep)
    return network.eval()


def export(network: Any, file: Path) -> None:  # noqa: ANN401
    """Write `network` as ONNX for pictures of `HEIGHT` x `WIDTH`."""
    torch = load_torch()
    torch.onnx.export(
        network, torch.zeros(1, 1, HEIGHT, WIDTH), str(file),
        input_names=["ink"], output_names=["scores"], opset_version=12, dynamo=False,
    )  # fmt: skip
