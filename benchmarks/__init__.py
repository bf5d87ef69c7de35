"""Commands that make the samples and print tables of figures; no part of the wheel."""
