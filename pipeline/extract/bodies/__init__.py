"""Bodies and places: what is behind the names that a document writes."""
