"""The version of the program, recorded in the provenance of every record."""

__version__ = "0.1.0"
