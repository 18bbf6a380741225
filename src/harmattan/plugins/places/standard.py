"""The place index that a run has: the lexicon's places over the user's indexes over the default one."""

from __future__ import annotations

import sys
from pathlib import Path

from harmattan.errors import HarmattanError, InputError
from harmattan.lexicons import Lexicon
from harmattan.plugins.places.layered import LayeredPlaces
from harmattan.plugins.places.lexicon import LexiconPlaces
from harmattan.plugins.places.packed import PackedPlaces


def standard_places(lexicon: Lexicon, *, folder: Path | None = None) -> LayeredPlaces:
    """Return the lexicon's places over the indexes that were added over the default one, built first where need be.

    An index that can't be used is one line on standard error and is left out.
    """
    from harmattan.plugins.places.store import added_indexes, default_index

    layers: list[LexiconPlaces | PackedPlaces] = [LexiconPlaces(lexicon)]
    for found in added_indexes(folder):
        if isinstance(found, InputError):
            _say(f"{found}; left out")
        else:
            layers.append(found)
    try:
        layers.append(default_index(folder, tell=_say))
    except HarmattanError as error:
        _say(f"{error}; towns of the world are not known in this run")
    return LayeredPlaces(layers)


def _say(line: str) -> None:
    sys.stderr.write(f"harmattan: {line}\n")
    sys.stderr.flush()
