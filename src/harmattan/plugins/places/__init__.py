"""Place indexes: where the places that reports name are."""

from harmattan.plugins.places.layered import LayeredPlaces
from harmattan.plugins.places.lexicon import LexiconPlaces
from harmattan.plugins.places.packed import PackedPlaces
from harmattan.plugins.places.standard import standard_places

__all__ = ["LayeredPlaces", "LexiconPlaces", "PackedPlaces", "standard_places"]
