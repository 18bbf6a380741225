"""Train the encoder that reads a spun text as a whole.

    python tools/damage/train_encoder.py FOLDER [--teacher 270] [--students 455] [--train whole] [--start WEIGHTS]

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
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from encoder_net import Net, Shape, Weights, matrices, vectors_of
from numpy.typing import NDArray
from spun_batches import WINDOW, Batch, Tables, Texts, asked_of, tables_of
from torch import Tensor, nn
from torch.nn import functional

RATES = {"teacher": 1.2e-4, "whole": 2.5e-4, "small": 5e-4, "scores": 1.5e-3}
SCORES = frozenset(["q", "k", "qo", "ko", "keep", "b1", "b2", "b3", "name"])
TEACHER = Shape(12, 12, 3072, "teacher", own=False)
STUDENTS = {
    "whole": Shape(6, 12, 1536, "whole"),
    "wide": Shape(3, 12, 1536, "whole"),
    "small": Shape(3, 6, 384, "small"),
}


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

    def __init__(self, arrays: Mapping[str, NDArray[Any]], device: str, size: int, *, eager: bool = True) -> None:
        self.device, self.size, self._eager = device, size, eager
        self._texts, self._tables = Texts(arrays, device), tables_of(arrays, device)
        self._arrays = arrays

    def net(self, given: Weights, vectors: Tensor, shape: Shape) -> Net:
        """Return an encoder of that shape, cut from a model."""
        net = Net(given, vectors, shape, len(self._tables.listed)).to(self.device)
        if not self._eager:
            for layer in net.layers:
                layer.compile(dynamic=False)
        return net

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
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
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
            # Told so, it skips a step that came out as no number, without waiting for the device.
            optimiser.found_inf = (~torch.isfinite(torch.stack(sizes)).all()).float()
            optimiser.step()
            step += 1
            if time.monotonic() - told > 20:
                told = time.monotonic()
                shown = ", ".join(f"{name} {loss.item():.4f}" for name, loss in losses.items())
                print(f"  {spent:.0f} s, step {step}: {shown}", flush=True)
        print(f"{step} steps of {self.size} texts", flush=True)

    def _losses(self, nets: Mapping[str, Net], teacher: Net | None) -> dict[str, Tensor]:
        batch = self._texts.batch(self.size)
        asked = asked_of(batch, self._tables)
        right = right_of(batch.words[asked.rows], asked.words, self._tables)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"):
            scores = {name: net(batch, asked, self._tables) for name, net in nets.items()}
            if teacher is None:
                return {name: loss_of(found, right) for name, found in scores.items()}
            with torch.no_grad():
                soft = teacher(batch, asked, self._tables).log_softmax(-1).clamp(min=-30)
        taught = {
            name: (soft.exp() * (soft - found.log_softmax(-1).clamp(min=-30))).sum(-1).mean()
            for name, found in scores.items()
        }
        return {name: 0.4 * loss_of(found, right) + 0.6 * taught[name] for name, found in scores.items()}

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
            torch.compiler.set_stance("force_eager")
            scores = torch.full((len(words), 1 + self._tables.candidates.shape[1]), -1e4)
            for at in range(0, len(spans), 32):
                starts, ends = torch.tensor(spans[at : at + 32]).T
                places = starts[:, None] + torch.arange(WINDOW)
                real = places < ends[:, None]
                places = places.clamp(max=len(words) - 1)
                observed, some = (torch.where(real, values[places], 0) for values in (words, flags))
                batch = Batch(*(tensor.to(self.device) for tensor in (observed, observed, some, real)))
                asked = asked_of(batch, self._tables)
                with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"):
                    found = net(batch, asked, self._tables)
                scores[places[asked.rows.cpu()]] = found.float().cpu()
            net.train()
            torch.compiler.set_stance("default")
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


def main() -> None:
    """Train the teacher, then the students, and write the students' weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--teacher", type=float, default=270, help="seconds")
    parser.add_argument("--students", type=float, default=455, help="seconds")
    parser.add_argument("--train", default=",".join(STUDENTS), help="which students, by name")
    parser.add_argument("--start", type=Path, help="a folder with weights of an earlier run, NAME.npz each")
    parser.add_argument("--rate", type=float, help="how fast the students learn (default: by their shape)")
    parser.add_argument("--size", type=int, default=96, help="texts a step")
    parser.add_argument("--eager", action="store_true", help="do not compile the layers first")
    parser.add_argument("--out", type=Path, help="folder for the weights (default: FOLDER)")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    begun = time.monotonic()
    arrays = dict(np.load(options.folder / "texts.npz"))
    minilm = matrices(options.folder / "minilm.npz")
    trainer = Trainer(arrays, device, options.size, eager=options.eager or device == "cpu")
    vectors = vectors_of(minilm, arrays["pieces_minilm"], device)
    students = {name: trainer.net(minilm, vectors, STUDENTS[name]) for name in options.train.split(",")}
    for name, net in students.items():
        if options.start:
            net.take(dict(np.load(options.start / f"{name}.npz")), arrays["names"])
    teacher = None
    if options.teacher:
        mpnet = matrices(*sorted(options.folder.glob("mpnet-*.npz")))
        teacher = trainer.net(mpnet, vectors_of(mpnet, arrays["pieces_mpnet"], device), TEACHER)
        print(f"read in {time.monotonic() - begun:.0f} s", flush=True)
        trainer.train({"teacher": teacher}, options.teacher)
        trainer.look({"teacher": teacher})
        teacher.eval()
    trainer.train(students, options.students, teacher, rate=options.rate)
    for name, net in students.items():
        known = {"heads": np.array(net.shape.heads), "names": arrays["names"]}
        np.savez((options.out or options.folder) / f"{name}.npz", **known, **net.given())
    trainer.look(students)


if __name__ == "__main__":
    main()
