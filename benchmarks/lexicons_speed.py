"""What the lexicon costs a fresh process that reads a document in English or French, apart from imports.

    python benchmarks/lexicons_speed.py [--rounds N]

Each language has fresh processes of its own. They import the package, then load the lexicon, make the index of the language,
find the terms of a shipped document in it, and read the tables that a report reads whole. Prints medians of milliseconds of the
steps and of their sum, by the clock and by the processor; what an import takes stands apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "exercise"
DOCUMENTS = {"en": EXAMPLES / "01-wire.md", "fr": EXAMPLES / "05-independent-fr.md"}
MOST = 50.0
"""Milliseconds wanted at most."""


def probe(language: str) -> dict[str, tuple[float, float]]:
    """Return wall and processor milliseconds of each step, in this process."""
    import time

    def clock(step: Callable[[], object]) -> tuple[float, float]:
        wall, spent = time.perf_counter(), time.process_time()
        step()
        return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - spent)

    taken: dict[str, tuple[float, float]] = {}

    def imported() -> None:
        import harmattan.lexicons.index
        import harmattan.lexicons.rows  # noqa: F401

    taken["import"] = clock(imported)
    from harmattan.lexicons import load, rows

    text = DOCUMENTS[language].read_text(encoding="utf-8")
    whole = (
        *(rows.ActorRow, rows.ActorKindRow, rows.EventTypeRow, rows.PlaceRow, rows.OutletRow, rows.ResidueRow),
        *(rows.UnitRow, rows.SeamRow, rows.DemonymRow, rows.HeadRow),
    )
    taken["load"] = clock(load)
    lexicon = load()
    taken["index"] = clock(lambda: lexicon.index(language))
    taken["terms of a document"] = clock(lambda: lexicon.index(language).find(text))
    taken["tables read whole"] = clock(lambda: [lexicon.rows(kind) for kind in whole])
    taken["substitutions"] = clock(lambda: lexicon.rows(rows.SubstitutionRow))
    return taken


def main() -> None:
    """Run the probes in turn and print their medians."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--probe", choices=sorted(DOCUMENTS), help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.probe:
        print(json.dumps(probe(options.probe)))
        return
    seen: dict[str, list[dict[str, tuple[float, float]]]] = {language: [] for language in DOCUMENTS}
    for at in range(options.rounds + 1):
        for language, runs in seen.items():
            out = subprocess.run(
                [sys.executable, __file__, "--probe", language], check=True, capture_output=True, text=True
            )
            if at:  # the first fills the disk cache
                runs.append(json.loads(out.stdout))
    for language, runs in seen.items():
        print(f"{language}, {options.rounds} fresh processes, medians of ms by the clock (by the processor)")
        for step in runs[0]:
            wall, spent = (statistics.median(run[step][kind] for run in runs) for kind in (0, 1))
            print(f"  {step:22} {wall:6.1f} ({spent:.1f})")
        sums = [
            [sum(taken[kind] for step, taken in run.items() if step != "import") for run in runs] for kind in (0, 1)
        ]
        wall, spent = map(statistics.median, sums)
        print(f"  all but the import     {wall:6.1f} ({spent:.1f}); wanted at most {MOST:.0f}")


if __name__ == "__main__":
    main()
