"""Files (hồ sơ) and what an archive must be handed: descriptions, tables of contents, packages, and their check."""
