"""The desk at which a person reviews a workspace: the queue, corrections and their like cases, acceptance samples.

The command line and the web application sit on this; what a correction is and does is `pipeline.review`.
"""

from pipeline.desk.correcting import Desk, LikeCase
from pipeline.desk.queue import Waiting, find_waiting, waiting
from pipeline.desk.sampling import Unit, draw_sample, get_sample, is_acceptable, judge_items, rate_of, sign_sample

__all__ = [
    "Desk", "LikeCase", "Unit", "Waiting", "draw_sample", "find_waiting", "get_sample", "is_acceptable",
    "judge_items", "rate_of", "sign_sample", "waiting",
]  # fmt: skip
