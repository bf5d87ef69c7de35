"""The network of Tesseract's Vietnamese data as a PyTorch module, so that it can be taught on in batches.

Layers as in its specification `[1,36,0,1Ct3,3,16Mp3,3Lfys48Lfx96Lrx96Lfx192O1c1]` (VGSL, tesseract-ocr.github.io):
a 3x3 convolution with tanh, a 3x3 maximum, an LSTM down each column of which the end is kept, one LSTM forwards,
one backwards, one forwards, and the codes of the characters. Needs PyTorch.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from pipeline.train.engine_file import Layer, Matrix, Network

HEIGHT = 36
_WINDOW = 3
STRIDE = 3  # pixels of the picture for one step of the output


class LineNetwork(nn.Module):
    """Pictures of lines (batch, 36, width), -1 black to 1 white, to scores (batch, width // 3, codes)."""

    def __init__(self, column: int, side: int, last: int, codes: int, maps: int = 16) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(1, maps, _WINDOW)
        self.down = nn.LSTM(maps, column, batch_first=True)
        self.first = nn.LSTM(column, side, batch_first=True)
        self.back = nn.LSTM(side, side, batch_first=True)
        self.last = nn.LSTM(side, last, batch_first=True)
        self.codes = nn.Linear(last, codes)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the scores of each code at each step."""
        batch, height, width = pictures.shape
        shape = (batch, height + 2, width + 2)
        # Tesseract fills what lies outside the picture with noise
        framed = torch.rand(shape) * 2 - 1 if self.training else torch.zeros(shape)
        framed = framed.to(pictures.device)
        framed[:, 1:-1, 1:-1] = pictures
        found = functional.max_pool2d(torch.tanh(self.convolution(framed[:, None])), STRIDE)
        steps = found.shape[3]
        columns = found.permute(0, 3, 2, 1).reshape(batch * steps, found.shape[2], found.shape[1])
        _, (ends, _) = self.down(columns)
        line, _ = self.first(ends[0].reshape(batch, steps, -1))
        line, _ = self.back(line.flip(1))
        line, _ = self.last(line.flip(1))
        scores: torch.Tensor = self.codes(line)
        return scores


def from_engine(network: Network) -> LineNetwork:
    """Return the module with the weights of `network`."""
    convolution, down, first, back, last, codes = _layers(network)
    module = LineNetwork(down.outputs, first.outputs, last.outputs, codes.outputs, convolution.outputs)
    with torch.no_grad():
        kernel = convolution.weights[0]  # columns: x before y, then the bias
        windows = kernel[:, :-1].reshape(-1, _WINDOW, _WINDOW).transpose(0, 2, 1)
        module.convolution.weight.copy_(torch.tensor(windows[:, None]))
        module.convolution.bias.copy_(torch.tensor(kernel[:, -1]))
        for own, layer in ((module.down, down), (module.first, first), (module.back, back), (module.last, last)):
            _fill_lstm(own, layer)
        module.codes.weight.copy_(torch.tensor(codes.weights[0][:, :-1]))
        module.codes.bias.copy_(torch.tensor(codes.weights[0][:, -1]))
    return module


def into_engine(module: LineNetwork, network: Network) -> None:
    """Put the weights of `module` into `network`, from whose shape it was made."""
    convolution, down, first, back, last, codes = _layers(network)
    windows = _array(module.convolution.weight)[:, 0].transpose(0, 2, 1)
    kernel = windows.reshape(len(windows), _WINDOW * _WINDOW)
    convolution.weights = [np.column_stack([kernel, _array(module.convolution.bias)])]
    for own, layer in ((module.down, down), (module.first, first), (module.back, back), (module.last, last)):
        layer.weights = _lstm_gates(own)
    codes.weights = [np.column_stack([_array(module.codes.weight), _array(module.codes.bias)])]


def _layers(network: Network) -> tuple[Layer, Layer, Layer, Layer, Layer, Layer]:
    _, convolution, _, down, first, back, last, codes = network.root.layers
    return convolution.layers[1], down.layers[0], first, back.layers[0], last, codes


def _fill_lstm(module: nn.LSTM, layer: Layer) -> None:
    cell, enter, forget, leave = layer.weights
    gates = np.concatenate([enter, forget, cell, leave])  # the order of PyTorch
    inputs = module.input_size
    module.weight_ih_l0.copy_(torch.tensor(gates[:, :inputs]))
    module.weight_hh_l0.copy_(torch.tensor(gates[:, inputs:-1]))
    module.bias_ih_l0.copy_(torch.tensor(gates[:, -1]))
    module.bias_hh_l0.zero_()


def _lstm_gates(module: nn.LSTM) -> list[Matrix]:
    bias = _array(module.bias_ih_l0) + _array(module.bias_hh_l0)
    gates = np.column_stack([_array(module.weight_ih_l0), _array(module.weight_hh_l0), bias])
    enter, forget, cell, leave = np.split(gates, 4)
    return [cell, enter, forget, leave]


def _array(tensor: torch.Tensor) -> Matrix:
    values: Matrix = tensor.detach().double().numpy()
    return values


def normalised(line: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Return a grey line with black at -1 and white at 1, levels as Tesseract finds them in its middle row."""
    row = line[line.shape[0] // 2].astype(np.int16)
    before, here, after = row[:-2], row[1:-1], row[2:]
    low = here[((here < before) & (here <= after)) | ((here <= before) & (here < after))]
    high = here[((here > before) & (here >= after)) | ((here >= before) & (here > after))]
    black = float(np.percentile(low, 25)) if low.size else 0.0
    white = float(np.percentile(high, 75)) if high.size else 255.0
    contrast = (white - black) / 2 if white > black else 1.0
    levels: npt.NDArray[np.float32] = np.clip((line.astype(np.float32) - black) / contrast - 1, -1, 1)
    return levels


def batch_of(lines: Sequence[npt.NDArray[np.uint8]]) -> torch.Tensor:
    """Return lines as one tensor, the shorter ones with white behind them."""
    width = max(line.shape[1] for line in lines)
    pictures = np.ones((len(lines), HEIGHT, width), np.float32)
    for place, line in zip(pictures, lines, strict=True):
        place[:, : line.shape[1]] = normalised(line)
    return torch.from_numpy(pictures)


def best_path(scores: torch.Tensor, characters: dict[int, str], blank: int) -> str:
    """Return the text of the best code at each step (steps, codes)."""
    text: list[str] = []
    last = blank
    for code in scores.argmax(-1).tolist():
        if code not in {last, blank}:
            text.append(characters.get(code, ""))
        last = code
    return "".join(text)
