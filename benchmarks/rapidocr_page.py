"""Reads one page image with RapidOCR, as it comes: `python rapidocr_page.py FILE.png`; prints its lines.

Runs under whatever Python has rapidocr, so it imports nothing of ours.
"""

from __future__ import annotations

import sys


def main(file: str) -> None:
    """Print the lines in the order that the engine gives them."""
    from rapidocr import RapidOCR  # type: ignore[import-not-found, unused-ignore]

    engine = RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "critical",
        }
    )
    print("\n".join(engine(file).txts or ()))


if __name__ == "__main__":
    main(sys.argv[1])
