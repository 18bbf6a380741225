"""Harmattan: from what is reported about armed conflict to a picture that an analyst can defend."""

__version__ = "0.1.0"
