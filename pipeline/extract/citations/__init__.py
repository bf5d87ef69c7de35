"""Legal citations in two steps: `find` sees what stands on the paper, `resolve` what it means in its document."""
