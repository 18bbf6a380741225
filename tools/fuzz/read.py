"""Break valid files until something but a document or a refusal comes out.

    pip install atheris
    python tools/fuzz/read.py FORMAT [-max_total_time=120] [more options of libFuzzer]

FORMAT is a key of `SEEDS` in seeds.py. Coverage guides the breaking; what made it fail is written to `crash-…`, and
`python tools/fuzz/read.py FORMAT crash-…` shows it again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["harmattan", "email", "zipfile", "csv", "html.parser"]):
    from seeds import SEEDS, faults_of

    from harmattan.lexicons import load
    from harmattan.ports import Blob
    from harmattan.stages.reading import read

LEXICON = load()


def main(arguments: list[str]) -> None:
    """Fuzz the reader of one format; never returns."""
    name = arguments[1] if len(arguments) > 1 else ""
    if name not in SEEDS:
        sys.exit(f"name one of {', '.join(SEEDS)}")
    path, seed = SEEDS[name]
    packed = name in ("gzip", "zip")

    def once(data: bytes) -> None:
        for found in read([Blob(path=path, data=data)], lexicon=LEXICON):
            for fault in faults_of(found, None if packed else len(data)):
                raise AssertionError(fault)

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seed").write_bytes(seed)
        inputs = [one for one in arguments[2:] if not one.startswith("-")] or [folder]
        options = [one for one in arguments[2:] if one.startswith("-")]
        atheris.Setup([arguments[0], *options, *inputs], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
