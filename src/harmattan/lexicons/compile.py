"""Writes the compiled lexicon: `python -m harmattan.lexicons.compile`."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from harmattan.errors import HarmattanError
from harmattan.lexicons.inflect import Inflector
from harmattan.lexicons.lexicon import COMPILED, compile_rows


def compile_lexicon(path: Path = COMPILED) -> Path:
    """Write the rows of the package with all their forms as one JSON file, and return its path.

    Raises LexiconError where a row breaks the rules, ImportError where lemminflect or simplemma is not installed.
    """
    compiled = compile_rows(Inflector(tables=True))
    temporary = path.with_suffix(".part")
    temporary.write_bytes(msgspec.json.encode(compiled))
    temporary.replace(path)
    return path


if __name__ == "__main__":
    try:
        print(compile_lexicon())
    except (HarmattanError, ImportError) as error:
        sys.exit(str(error))
