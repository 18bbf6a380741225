"""What a process loads once: the lexicon and the extractor that rests on it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from harmattan.lexicons import Lexicon, load

if TYPE_CHECKING:
    from harmattan.ports import Extractor


def lexicon_of(overlays: tuple[str, ...]) -> Lexicon:
    """Return the built-in lexicon with overlay files on top. Raises LexiconError for a file that breaks the rules."""
    return load(tuple(Path(overlay) for overlay in overlays))


@lru_cache(maxsize=4)
def rules_of(overlays: tuple[str, ...]) -> Extractor:
    """Return the built-in extractor, made once for each process and lexicon."""
    from harmattan.plugins.extractors.rules.extractor import RuleExtractor

    return RuleExtractor(lexicon=lexicon_of(overlays))
