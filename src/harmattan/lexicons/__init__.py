"""Curated vocabulary as data, per language, and one strict loader."""

from harmattan.lexicons.lexicon import Lexicon, load

__all__ = ["Lexicon", "load"]
