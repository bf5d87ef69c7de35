"""Makes the models again from a folder of text. Needs the extra `train`; nothing else of the program imports it."""
