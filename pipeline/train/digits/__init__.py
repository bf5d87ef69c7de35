"""Teaches the reader of handwritten header figures (`pipeline.ocr.handwriting`): drawn fields, network, training."""
