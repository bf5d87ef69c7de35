"""Figures: goals that a document sets, money that it speaks of, what a report counts as done."""
