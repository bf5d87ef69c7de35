"""The head and foot of a document: who issued what, when, who signed it, to whom it goes."""
