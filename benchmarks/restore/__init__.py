"""Measures restoration: `python -m benchmarks.restore`."""
