"""Measures whole batches: speed beside another program, memory, the cost of being killed, duplicates."""
