"""Derive the letters of Cyrillic and Greek that look like Latin ones, and the other way round, as lexicon rows.

    python tools/damage/derive_homoglyphs.py

Reads Unicode's confusables (UTS 39) as the package `confusable-homoglyphs` bundles them; it isn't needed at run time.
Two letters are alike where Unicode gives them one prototype; of several, the one of the same case is taken.
"""

from __future__ import annotations

import json
import unicodedata
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "src/harmattan/lexicons/data/confusions/homoglyphs.yaml"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC = "".join(map(chr, (*range(0x410, 0x450), 0x401, 0x451, 0x406, 0x456, 0x407, 0x457)))
"""The letters that a Cyrillic word is restored to: those of Russian and Ukrainian."""
SCRIPTS = ("cyrillic", "greek", "armenian", "cherokee", "coptic", "lisu")
UNLIKE = "\u03b3\u03b9\u03bd\u03c3\u03c5\u0433\u0461\u04bd\u1d26"
"""Letters with a Latin prototype whose usual shapes a reader still tells from it (gamma and y, ghe and r)."""


def script(char: str) -> str:
    """Return the first word of a letter's name, in lower case."""
    return unicodedata.name(char, "? ?").split()[0].lower()


def main() -> None:
    """Write the rows."""
    raw = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    alike = {char: {one["c"] for one in found if len(one["c"]) == 1} for char, found in raw.items() if len(char) == 1}
    rows = []
    for char in sorted(alike):
        if unicodedata.category(char) in ("Lu", "Ll") and (script(char) in SCRIPTS or 0x180 <= ord(char) < 0x2B0):
            rows += pairs(char, meant(char, LATIN, alike))
        elif char in LATIN:
            rows += pairs(char, meant(char, CYRILLIC, alike))
    OUT.parent.mkdir(exist_ok=True)
    source = f"Unicode confusables (UTS 39), from confusable-homoglyphs {version('confusable-homoglyphs')}"
    head = f"# Made by tools/damage/derive_homoglyphs.py from {source}.\n# Terms: NOTICE.\n"
    OUT.write_text(f"{head}table: confusions\nrows:\n" + "".join(rows), encoding="utf-8")
    print(f"{OUT.name}: {len(rows)} rows")


def meant(char: str, letters: str, alike: dict[str, set[str]]) -> list[str]:
    """Return the letters that look like the character: of its own case first, or where it has the shape of "I" and "l", both."""
    near = alike[char]
    found = [letter for letter in letters if letter in near and letter.isupper() == char.isupper()]
    if "l" in near and "l" in letters:
        return ["I", "l"]
    return (found or [letter for letter in letters if letter in near and letters == LATIN])[:1]


def pairs(observed: str, restored: list[str]) -> list[str]:
    """Return the rows."""
    weight = ", weight: 0.5" if observed in UNLIKE or 0x180 <= ord(observed) < 0x2B0 else ""
    return [
        f'  - {{id: u{ord(observed):04x}-u{ord(letter):04x}, observed: "{observed}", restored: "{letter}", '
        f"language: und, family: homoglyph{weight}}}\n"
        for letter in restored
    ]


if __name__ == "__main__":
    main()
