"""Tests of the check of PDF/A."""
