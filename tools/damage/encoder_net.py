"""The networks that `train_encoder.py` trains: layers of BERT or MPNet over words, and what scores candidates by their states."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from spun_batches import WAY_BITS, WINDOW, Asked, Batch, Tables
from torch import Tensor, nn
from torch.nn import functional

KEYS, PRIOR = 128, 48
BUCKETS, FARTHEST = 32, 128
Weights = Mapping[str, Tensor]


class Shape(NamedTuple):
    """Layers of an encoder, the heads and units that each keeps, and what it learns at (of `RATES`).

    `own`: each word that is a candidate learns something of its own to be told by, beside what its vector says.
    """

    layers: int
    heads: int
    units: int
    rate: str
    own: bool = True


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
        mixed = functional.scaled_dot_product_attention(asked, keys, values, attn_mask=hidden)
        mixed = mixed.transpose(1, 2).reshape(texts, length, -1)
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

    def __init__(self, given: Weights, vectors: Tensor, shape: Shape, candidates: int) -> None:
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
        self.own = nn.Parameter(torch.zeros(candidates, KEYS)) if shape.own else None

    def take(self, weights: Mapping[str, NDArray[Any]], names: NDArray[np.uint8]) -> None:
        """Take up the weights of an earlier run; `names` are the candidates of this one, which may be others."""
        before, now = (array.tobytes().decode().split("\n") for array in (weights["names"], names))
        own = dict(zip(before, weights["own"][1:], strict=True))
        none = np.zeros_like(weights["own"][0])
        rows = np.stack([none, *(own.get(word, none) for word in now)])
        found = {**weights, "own": rows}
        found = {name: matrix for name, matrix in found.items() if name not in {"heads", "names"}}
        self.load_state_dict({name: torch.tensor(matrix.astype(np.float32)) for name, matrix in found.items()})

    def given(self) -> dict[str, NDArray[Any]]:
        """Return the weights in half precision."""
        return {name: matrix.detach().half().cpu().numpy() for name, matrix in self.state_dict().items()}

    def forward(self, batch: Batch, asked: Asked, tables: Tables) -> Tensor:
        """Return the scores of the asked words: of the word itself first, then of its candidates."""
        state = self.vectors[batch.observed] + self.pos + self.typ + (batch.flags >> 2 & 1).unsqueeze(-1) * self.name
        state = self.n0(state)
        hidden = torch.where(batch.real, 0.0, -1e4)[:, None, None, :]
        if self.near is not None:
            hidden = hidden + self.near
        hidden = hidden.to(self.vectors.dtype).expand(-1, self.shape.heads, WINDOW, -1)
        for layer in self.layers:
            state = layer(state, hidden)
        state, vectors = state[asked.rows], self.vectors[asked.words]
        wanted = self.q(state)
        keys, own = self.k(self.vectors[tables.listed]), self.k(vectors)
        if self.own is not None:
            keys = keys + self.own
            own = own + functional.embedding(tables.places[asked.words], self.own, padding_idx=0)
        kept = (wanted * own).float().sum(-1) + (self.qo(state) * self.ko(vectors)).float().sum(-1)
        fits = (wanted[asked.row] * functional.embedding(asked.candidates, keys)).float().sum(-1)
        prior = self.b3(functional.relu(self.b2(functional.relu(self.b1(asked.facts)))))[:, 0].float()
        scores = torch.full((len(state), 1 + tables.candidates.shape[1]), -1e4, device=state.device)
        scores[:, 0] = kept * KEYS**-0.5 + self.keep(state).float()[:, 0] + prior[: len(state)]
        return scores.index_put((asked.row, asked.place), fits * KEYS**-0.5 + prior[len(state) :])


def _buckets() -> Tensor:
    """Return the bucket of each pair of places, as MPNet counts them: near ones one by one, far ones by the logarithm."""
    place = torch.arange(WINDOW)
    behind = place[:, None] - place[None, :]
    half, near = BUCKETS // 2, BUCKETS // 4
    size = behind.abs()
    far = near + (torch.log(size.clamp(min=1).float() / near) / math.log(FARTHEST / near) * (half - near)).long()
    return (behind < 0) * half + torch.where(size < near, size, far.clamp(max=half - 1))


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
