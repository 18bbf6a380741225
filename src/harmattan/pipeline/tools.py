"""What a process loads once: the lexicon and the extractor that rests on it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from harmattan.lexicons import Lexicon, load
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.places import standard_places
from harmattan.ports import Extractor


def lexicon_of(overlays: tuple[str, ...]) -> Lexicon:
    """Return the built-in lexicon with overlay files on top. Raises LexiconError for a file that breaks the rules."""
    return load(tuple(Path(overlay) for overlay in overlays))


def rules_of(overlays: tuple[str, ...], settings: RuleSettings) -> Extractor:
    """Return the built-in extractor, made once for each process, lexicon and settings."""
    return _rules(overlays, msgspec.json.encode(settings))


@lru_cache(maxsize=4)
def _rules(overlays: tuple[str, ...], settings: bytes) -> Extractor:
    lexicon = lexicon_of(overlays)
    return RuleExtractor(
        lexicon=lexicon, places=standard_places(lexicon), settings=msgspec.json.decode(settings, type=RuleSettings)
    )
