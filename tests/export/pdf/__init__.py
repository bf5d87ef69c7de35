"""Tests of searchable PDF/A."""
