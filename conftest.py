"""What pytest leaves alone: modules that need PyTorch, where it is not installed."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["pipeline/train/line_network.py", "pipeline/train/lines.py"]
