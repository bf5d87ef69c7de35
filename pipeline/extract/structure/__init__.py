"""The shape of a text: its blocks (headings, bullets, paragraphs, table rows, head, foot) and the tree of sections."""
