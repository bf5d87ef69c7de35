"""Who must do what, by when, with whom: prose, lists and task tables."""
