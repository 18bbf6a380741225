"""Place indexes: where the places that reports name are."""

from harmattan.plugins.places.lexicon import LexiconPlaces

__all__ = ["LexiconPlaces"]
