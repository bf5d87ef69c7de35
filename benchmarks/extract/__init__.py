"""How well facts are found: records of labelled documents against what extraction gives."""
