"""Train the encoder that reads a spun text as a whole.

    python tools/damage/train_encoder.py FOLDER [--teacher 210] [--students 320] [--train small] [--start WEIGHTS]

FOLDER holds what `prepare_encoder.py` wrote; the weights are written beside it, `pack_encoder.py` makes of them what is
shipped. A teacher, MPNet of twelve layers, reads texts that are spun anew at every step and learns to tell, for each word
that a thesaurus knows, whether it was kept or which of its candidates stood there. Then smaller encoders, cut from MiniLM,
learn partly from that and partly from what the teacher says. With `--teacher 0` they learn without one; `--start` takes them
up where an earlier run left them. Needs `torch` and `numpy`, nothing else.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

SHARES = {
    "news": 1.0,
    "treebank": 3.0,
    "killings": 5.0,
    "speeches": 0.4,
    "reports": 1.0,
    "headlines": 0.5,
    "examples": 0.7,
    "debates": 0.7,
    "countries": 0.4,
    "summaries": 0.6,
    "encyclopedia": 0.5,
    "politics": 0.35,
    "wire": 0.6,
    "articles": 0.4,
    "pages": 0.4,
    "handbook": 0.3,
    "conventions": 0.4,
    "editorials": 0.8,
    "bulletins": 1.0,
    "entries": 0.4,
    "lives": 0.35,
    "cases": 0.5,
    "broadcasts": 1.0,
    "dossiers": 0.6,
    "letters": 0.4,
}
"""How often a text of each sort is drawn beside one of the news."""
WINDOW, CANDIDATES, WAY_BITS = 320, 20, 6
KEYS, PRIOR = 128, 48
RATES = {"teacher": 1.2e-4, "whole": 2.5e-4, "small": 5e-4, "scores": 1.5e-3}
SCORES = frozenset(["q", "k", "qo", "ko", "keep", "b1", "b2", "b3", "name"])
BUCKETS, FARTHEST = 32, 128
Weights = Mapping[str, Tensor]


class Shape(NamedTuple):
    """Layers of an encoder, the heads and units that each keeps, and what it learns at (of `RATES`)."""

    layers: int
    heads: int
    units: int
    rate: str


TEACHER = Shape(12, 12, 3072, "teacher")
STUDENTS = {
    "wide": Shape(3, 12, 1536, "whole"),
    "deep": Shape(6, 6, 768, "whole"),
    "small": Shape(3, 6, 384, "small"),
}


class Swaps:
    """What each word is swapped for, as one sorted list of (word + share of its swaps so far)."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, size: int, device: str) -> None:
        word, swap, share = (arrays[f"{name}_{part}"] for part in ("word", "swap", "share"))
        total = np.bincount(word, share.astype(np.float64), size)
        so_far = np.cumsum(share.astype(np.float64))
        starts = np.searchsorted(word, word)
        before = np.where(starts > 0, so_far[np.maximum(starts - 1, 0)], 0)
        keys = word + np.minimum((so_far - before) / total[word], 1 - 1e-9)
        self._keys = torch.tensor(keys, dtype=torch.float64, device=device)
        self._swaps = torch.tensor(swap, dtype=torch.int64, device=device)
        self.often = torch.tensor(np.minimum(total, 1), dtype=torch.float32, device=device)

    def draw(self, words: Tensor, chance: Tensor) -> Tensor:
        """Return a swap for each word, chosen by a number from 0 to 1."""
        at = torch.searchsorted(self._keys, words.double() + chance * (1 - 1e-8))
        return self._swaps[at.clamp(max=len(self._swaps) - 1)]


class Tables(NamedTuple):
    """What is known of all words: Zipf frequencies / 4, and candidates with shares and ways."""

    zipf: Tensor
    candidates: Tensor
    shares: Tensor
    ways: Tensor


class Batch(NamedTuple):
    """Texts as published and as spun (texts, WINDOW)."""

    words: Tensor
    observed: Tensor
    flags: Tensor
    real: Tensor
    """False beyond a text's end."""


class Texts:
    """Draws pieces of texts, and spins them."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], device: str) -> None:
        size = len(arrays["zipf"])
        self._device = device
        self._swaps = tuple(Swaps(arrays, name, size, device) for name in ("plain", "inflected"))
        words = np.concatenate([arrays[f"words_{sort}"] for sort in SHARES])
        flags = np.concatenate([arrays[f"flags_{sort}"] for sort in SHARES])
        before = np.cumsum([0, *(len(arrays[f"words_{sort}"]) for sort in SHARES)])
        ends = np.concatenate([arrays[f"ends_{sort}"] + at for sort, at in zip(SHARES, before[:-1], strict=True)])
        starts = np.append(0, ends[:-1])
        sorts = np.repeat(list(SHARES.values()), [len(arrays[f"ends_{sort}"]) for sort in SHARES])
        often = sorts * np.maximum(1, np.round((ends - starts) / WINDOW))
        self._words, self._flags = (torch.tensor(a.astype(np.int64), device=device) for a in (words, flags))
        self._starts, self._ends = (torch.tensor(a.astype(np.int64), device=device) for a in (starts, ends))
        self._often = torch.tensor(often, dtype=torch.float32, device=device)

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


class Layer(nn.Module):
    """A layer of BERT or MPNet."""

    def __init__(self, width: int, head: int, shape: Shape) -> None:
        super().__init__()
        self.heads, self.head = shape.heads, head
        self.qkv, self.o = nn.Linear(width, 3 * shape.heads * head), nn.Linear(shape.heads * head, width)
        self.f1, self.f2 = nn.Linear(width, shape.units), nn.Linear(shape.units, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def start_from(self, given: Callable[[str], Tensor], names: Mapping[str, str]) -> None:
        """Take the heads and units that weigh most from a layer; `names` says what it calls its parts."""
        asked, keys, values, out = (given(f"{names[part]}.weight") for part in ("query", "key", "value", "out"))
        width, head = len(out), self.head
        spans = [slice(at, at + head) for at in range(0, width, head)]
        weights = torch.stack([values[span].norm() * out[:, span].norm() for span in spans])
        kept = weights.argsort(descending=True)[: self.heads].sort().values
        rows = torch.cat([torch.arange(width)[spans[at]] for at in kept.tolist()])
        self.qkv.weight.data = torch.cat([matrix[rows] for matrix in (asked, keys, values)])
        self.qkv.bias.data = torch.cat([given(f"{names[part]}.bias")[rows] for part in ("query", "key", "value")])
        self.o.weight.data, self.o.bias.data = out[:, rows].clone(), given(f"{names['out']}.bias").clone()
        first, second = given("intermediate.dense.weight"), given("output.dense.weight")
        units = (first.norm(dim=1) * second.norm(dim=0)).argsort(descending=True)[: len(self.f1.bias)].sort().values
        self.f1.weight.data, self.f1.bias.data = first[units].clone(), given("intermediate.dense.bias")[units].clone()
        self.f2.weight.data, self.f2.bias.data = second[:, units].clone(), given("output.dense.bias").clone()
        for norm, name in ((self.n1, names["norm"]), (self.n2, "output.LayerNorm")):
            norm.weight.data, norm.bias.data = given(f"{name}.weight").clone(), given(f"{name}.bias").clone()

    def forward(self, state: Tensor, hidden: Tensor) -> Tensor:
        """Return the next state; `hidden` is added to the weights of pairs of words."""
        texts, length, _ = state.shape
        asked, keys, values = self.qkv(state).view(texts, length, 3, self.heads, self.head).permute(2, 0, 3, 1, 4)
        weights = ((asked @ keys.transpose(-1, -2)).float() * self.head**-0.5 + hidden).softmax(-1).to(values.dtype)
        mixed = (weights @ values).transpose(1, 2).reshape(texts, length, -1)
        state = self.n1(state + self.drop(self.o(mixed)))
        return self.n2(state + self.drop(self.f2(functional.gelu(self.f1(state), approximate="tanh"))))


MINILM_PARTS = {
    **{part: f"attention.self.{part}" for part in ("query", "key", "value")},
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
}
MPNET_PARTS = {
    **{part: f"attention.attn.{part[0]}" for part in ("query", "key", "value", "out")},
    "norm": "attention.LayerNorm",
}


class Net(nn.Module):
    """An encoder and what scores candidates by its states. The names of its parts are those that are packed."""

    def __init__(self, given: Weights, vectors: Tensor, shape: Shape) -> None:
        super().__init__()
        mpnet = "encoder.relative_attention_bias.weight" in given
        width = vectors.shape[1]
        self.vectors, self.shape = vectors, shape
        positions = given["embeddings.position_embeddings.weight"]
        self.pos = nn.Parameter(positions[2 * mpnet :][:WINDOW].clone())
        self.typ = nn.Parameter(
            torch.zeros(width) if mpnet else given["embeddings.token_type_embeddings.weight"][0].clone()
        )
        near = given["encoder.relative_attention_bias.weight"][_buckets()].permute(2, 0, 1) if mpnet else None
        self.register_buffer("near", near, persistent=False)
        self.name = nn.Parameter(torch.zeros(width))
        self.n0 = nn.LayerNorm(width, eps=1e-12)
        self.n0.weight.data = given["embeddings.LayerNorm.weight"].clone()
        self.n0.bias.data = given["embeddings.LayerNorm.bias"].clone()
        self.layers = nn.ModuleList(Layer(width, width // 12, shape) for _ in range(shape.layers))
        for number, layer in enumerate(self.layers):

            def part(name: str, head: str = f"encoder.layer.{number}.") -> Tensor:
                return given[head + name]

            layer.start_from(part, MPNET_PARTS if mpnet else MINILM_PARTS)
        self.q, self.k = nn.Linear(width, KEYS), nn.Linear(width, KEYS, bias=False)
        self.qo, self.ko = nn.Linear(width, KEYS), nn.Linear(width, KEYS, bias=False)
        self.keep = nn.Linear(width, 1)
        self.b1, self.b2, self.b3 = nn.Linear(6 + WAY_BITS, PRIOR), nn.Linear(PRIOR, PRIOR), nn.Linear(PRIOR, 1)

    def take(self, weights: Mapping[str, NDArray[Any]]) -> None:
        """Take up the weights of an earlier run."""
        found = {name: torch.tensor(matrix.astype(np.float32)) for name, matrix in weights.items() if name != "heads"}
        self.load_state_dict(found)

    def given(self) -> dict[str, NDArray[Any]]:
        """Return the weights in half precision."""
        return {name: matrix.detach().half().cpu().numpy() for name, matrix in self.state_dict().items()}

    def forward(self, batch: Batch, rows: Tensor, tables: Tables) -> Tensor:
        """Return the scores of the words in `rows`, the kept word first, then its candidates."""
        state = self.vectors[batch.observed] + self.pos + self.typ + (batch.flags >> 2 & 1).unsqueeze(-1) * self.name
        state = self.n0(state)
        hidden = torch.where(batch.real, 0.0, -1e4)[:, None, None, :]
        if self.near is not None:
            hidden = hidden + self.near
        for layer in self.layers:
            state = layer(state, hidden)
        state, observed = state[rows], batch.observed[rows]
        others = tables.candidates[observed]
        asked = self.q(state).float()
        kept = (asked * self.k(self.vectors[observed]).float()).sum(-1, keepdim=True) * KEYS**-0.5
        own = (self.qo(state).float() * self.ko(self.vectors[observed]).float()).sum(-1, keepdim=True)
        kept = kept + own * KEYS**-0.5 + self.keep(state).float()
        found = torch.einsum("nk,nck->nc", asked, self.k(self.vectors[others]).float()) * KEYS**-0.5
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


def _buckets() -> Tensor:
    """Return the bucket of each pair of places, as MPNet counts them: near ones one by one, far ones by the logarithm."""
    place = torch.arange(WINDOW)
    behind = place[:, None] - place[None, :]
    half, near = BUCKETS // 2, BUCKETS // 4
    size = behind.abs()
    far = near + (torch.log(size.clamp(min=1).float() / near) / math.log(FARTHEST / near) * (half - near)).long()
    return (behind < 0) * half + torch.where(size < near, size, far.clamp(max=half - 1))


def loss_of(scores: Tensor, right: Tensor) -> Tensor:
    """Return the mean loss; `right` -1: some word that is no candidate stood there."""
    logs = functional.log_softmax(scores, -1)
    known = -logs.gather(1, right.clamp(min=0)[:, None])[:, 0]
    swapped = -torch.log((1 - logs[:, 0].exp()).clamp(min=1e-5))
    return torch.where(right >= 0, known, swapped).mean()


def right_of(words: Tensor, observed: Tensor, tables: Tables) -> Tensor:
    """Return which answer is right: 0 the word kept, else a candidate, -1 none of them."""
    alike = tables.candidates[observed] == words[:, None]
    other = torch.where(alike.any(1), alike.float().argmax(1) + 1, -1)
    return torch.where(words == observed, 0, other)


class Trainer:
    """Trains encoders on one device, and looks at the development texts."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], device: str, size: int) -> None:
        self.device, self.size = device, size
        self._texts, self._tables = Texts(arrays, device), _tables(arrays, device)
        self._arrays = arrays

    def train(
        self, nets: Mapping[str, Net], seconds: float, teacher: Net | None = None, *, rate: float | None = None
    ) -> None:
        """Train for so long, beside a teacher that learns no more; `rate`: of the layers, what scores learns thrice as fast."""
        groups: list[dict[str, Any]] = []
        for net in nets.values():
            named = [(name.split(".")[0] in SCORES, parameter) for name, parameter in net.named_parameters()]
            for scores in (False, True):
                peak = RATES["scores" if scores else net.shape.rate] if rate is None else rate * (3 if scores else 1)
                found = [parameter for score, parameter in named if score == scores]
                groups.append({"params": found, "lr": peak, "peak": peak})
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
        begun = told = time.monotonic()
        step = 0
        while (spent := time.monotonic() - begun) < seconds:
            pace = min(1, (step + 1) / 200) * (0.5 * (1 + math.cos(math.pi * spent / seconds)) + 0.01)
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * pace
            losses = self._losses(nets, teacher)
            optimiser.zero_grad(set_to_none=True)
            torch.stack(list(losses.values())).sum().backward()
            sizes = [nn.utils.clip_grad_norm_(net.parameters(), 1.0) for net in nets.values()]
            if torch.isfinite(torch.stack(sizes)).all():
                optimiser.step()
            step += 1
            if time.monotonic() - told > 20:
                told = time.monotonic()
                shown = ", ".join(f"{name} {loss.item():.4f}" for name, loss in losses.items())
                print(f"  {spent:.0f} s, step {step}: {shown}", flush=True)
        print(f"{step} steps of {self.size} texts", flush=True)

    def _losses(self, nets: Mapping[str, Net], teacher: Net | None) -> dict[str, Tensor]:
        batch = self._texts.batch(self.size)
        rows = self._rows(batch)
        right = right_of(batch.words[rows], batch.observed[rows], self._tables)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"):
            scores = {name: net(batch, rows, self._tables) for name, net in nets.items()}
            if teacher is None:
                return {name: loss_of(found, right) for name, found in scores.items()}
            with torch.no_grad():
                soft = teacher(batch, rows, self._tables).log_softmax(-1).clamp(min=-30)
        taught = {
            name: (soft.exp() * (soft - found.log_softmax(-1).clamp(min=-30))).sum(-1).mean()
            for name, found in scores.items()
        }
        return {name: 0.4 * loss_of(found, right) + 0.6 * taught[name] for name, found in scores.items()}

    def _rows(self, batch: Batch) -> Tensor:
        return batch.real & (batch.flags & 2 > 0) & (self._tables.candidates[batch.observed, 0] > 0)

    @torch.no_grad()
    def look(self, nets: Mapping[str, Net]) -> None:
        """Print how much of the spun development texts each would put right alone, at 2 and at 3.7 touched words in 1,000."""
        words, flags, meant, families = (
            torch.tensor(self._arrays[f"spun_{part}"].astype(np.int64))
            for part in ("words", "flags", "meant", "families")
        )
        spans = _windows(self._arrays["spun_ends"].tolist())
        for name, net in nets.items():
            net.eval()
            scores = torch.full((len(words), CANDIDATES + 1), -1e4)
            for at in range(0, len(spans), 32):
                starts, ends = torch.tensor(spans[at : at + 32]).T
                places = starts[:, None] + torch.arange(WINDOW)
                real = places < ends[:, None]
                places = places.clamp(max=len(words) - 1)
                observed, some = (torch.where(real, values[places], 0) for values in (words, flags))
                batch = Batch(*(tensor.to(self.device) for tensor in (observed, observed, some, real)))
                rows = self._rows(batch)
                with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"):
                    found = net(batch, rows, self._tables)
                scores[places[rows.cpu()]] = found.float().cpu()
            net.train()
            print(f"{name}: {self._summary(scores, words, meant, families)}", flush=True)

    def _summary(self, scores: Tensor, words: Tensor, meant: Tensor, families: Tensor) -> str:
        candidates = self._tables.candidates.cpu()[words]
        best = scores[:, 1:].argmax(1)
        right = candidates.gather(1, best[:, None])[:, 0] == meant
        asked = scores[:, 0] > -9e3
        swapped = torch.where(asked, 1 - scores.softmax(-1)[:, 0], 0)
        total = (families == 1).sum().item()
        shown = [f"all read {((right & asked & (families == 1)).sum() / total).item():.3f}"]
        untouched = families == 0
        for share in (0.002, 0.0037):
            limit = swapped[untouched].sort(descending=True).values[int(share * 0.87 * untouched.sum().item())]
            put = right & (swapped > limit) & (families == 1)
            shown.append(f"{share}: {(put.sum() / total).item():.3f}")
        return ", ".join(shown)


def _windows(ends: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in zip([0, *ends[:-1]], ends, strict=True):
        step = math.ceil((end - start) / max(1, math.ceil((end - start) / WINDOW)))
        found.extend((at, min(end, at + step)) for at in range(start, end, max(1, step)))
    return found


def _tables(arrays: Mapping[str, NDArray[Any]], device: str) -> Tables:
    size = len(arrays["zipf"])
    at = (arrays["observed"], arrays["place"])
    candidates = np.zeros((size, CANDIDATES), np.int64)
    shares, ways = np.zeros(candidates.shape, np.float32), np.zeros(candidates.shape, np.int64)
    candidates[at], shares[at], ways[at] = arrays["candidate"], arrays["share"], arrays["way"]
    zipf = arrays["zipf"].astype(np.float32) / 4
    return Tables(*(torch.tensor(found, device=device) for found in (zipf, candidates, shares, ways)))


def matrices(*paths: Path) -> dict[str, Tensor]:
    """Return the matrices of a model as prepared."""
    packed: dict[str, NDArray[Any]] = {}
    for path in paths:
        packed |= dict(np.load(path))
    found: dict[str, Tensor] = {}
    for name, matrix in packed.items():
        if name.endswith(":bytes"):
            stem = name.removesuffix(":bytes")
            found[stem] = torch.tensor(matrix.astype(np.float32) * packed[f"{stem}:scale"].astype(np.float32))
        elif not name.endswith(":scale"):
            found[name] = torch.tensor(matrix.astype(np.float32))
    return {name.removeprefix("mpnet."): matrix for name, matrix in found.items()}


def vectors_of(given: Weights, pieces: NDArray[Any], device: str) -> Tensor:
    """Return the vector of each word, the mean of those of its pieces."""
    table = given["embeddings.word_embeddings.weight"].to(device)
    places = torch.tensor(pieces.astype(np.int64), device=device)
    some = (places >= 0).float()
    total = sum((table[places[:, at].clamp(min=0)] * some[:, at, None] for at in range(places.shape[1])), 0 * table[:1])
    mean: Tensor = total / some.sum(1, keepdim=True).clamp(min=1)
    return mean.to(torch.bfloat16 if device == "cuda" else torch.float32)


def main() -> None:
    """Train the teacher, then the students, and write the students' weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--teacher", type=float, default=210, help="seconds")
    parser.add_argument("--students", type=float, default=320, help="seconds")
    parser.add_argument("--train", default=",".join(STUDENTS), help="which students, by name")
    parser.add_argument("--start", type=Path, help="a folder with weights of an earlier run, NAME.npz each")
    parser.add_argument("--rate", type=float, help="how fast the students learn (default: by their shape)")
    parser.add_argument("--size", type=int, default=96, help="texts a step")
    parser.add_argument("--out", type=Path, help="folder for the weights (default: FOLDER)")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    begun = time.monotonic()
    arrays = dict(np.load(options.folder / "texts.npz"))
    minilm = matrices(options.folder / "minilm.npz")
    trainer = Trainer(arrays, device, options.size)
    vectors = vectors_of(minilm, arrays["pieces_minilm"], device)
    students = {name: Net(minilm, vectors, STUDENTS[name]).to(device) for name in options.train.split(",")}
    for name, net in students.items():
        if options.start:
            net.take(dict(np.load(options.start / f"{name}.npz")))
    teacher = None
    if options.teacher:
        mpnet = matrices(*sorted(options.folder.glob("mpnet-*.npz")))
        teacher = Net(mpnet, vectors_of(mpnet, arrays["pieces_mpnet"], device), TEACHER).to(device)
        print(f"read in {time.monotonic() - begun:.0f} s", flush=True)
        trainer.train({"teacher": teacher}, options.teacher)
        trainer.look({"teacher": teacher})
        teacher.eval()
    trainer.train(students, options.students, teacher, rate=options.rate)
    for name, net in students.items():
        np.savez((options.out or options.folder) / f"{name}.npz", heads=np.array(net.shape.heads), **net.given())
    trainer.look(students)


if __name__ == "__main__":
    main()
