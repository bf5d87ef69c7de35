"""Text to facts: header, sections, references, obligations."""
