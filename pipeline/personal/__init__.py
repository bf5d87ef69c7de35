"""Personal data in a text: found, with their places, and masked."""

from pipeline.personal.find import Kind, Personal, find_personal, proposal
from pipeline.personal.mask import MASK, mask_document, mask_record

__all__ = ["MASK", "Kind", "Personal", "find_personal", "mask_document", "mask_record", "proposal"]
