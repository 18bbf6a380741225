"""From filled worksheets to stand-off labels: how far two labellers agree, where they differ, and the labels themselves.

    python tools/labels/build.py agree SHEETS FIRST SECOND            # agreement, corpus by corpus
    python tools/labels/build.py differ SHEETS FIRST SECOND --to DIR  # what a third person has to settle, as worksheets
    python tools/labels/build.py write SHEETS FIRST SECOND SETTLED --to benchmarks/labels

SHEETS holds the worksheets of `sample.py`; FIRST, SECOND and SETTLED files of the same names with the lines of `GUIDE.md`. Where
two labellers wrote the same (whatever the order), that stands; where not, what SETTLED says.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from corpora import labelled_documents
from harmattan.evaluation import AttributionLabel, EventLabel, LabelledSentence, QuantityLabel, Span, fingerprint

HEADER = re.compile(r"=== (\S+)(?: \[(\S+) (\d+) (\d+)\])?")
PLACE = re.compile(r" ?@(\d)$")


class Sheet(NamedTuple):
    """A sentence of a worksheet: its document, where it stands there, and the lines that show it."""

    document: str
    start: int
    end: int
    lines: tuple[str, ...]


def sheets_of(path: Path) -> dict[str, Sheet]:
    """Return the sentences of a worksheet by their id."""
    found: dict[str, Sheet] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        header = HEADER.match(block)
        if header:
            name, document, start, end = header.groups()
            found[name] = Sheet(document, int(start), int(end), tuple(block.split("\n")))
    return found


def filled(path: Path) -> dict[str, list[str]]:
    """Return the label lines of a filled worksheet by sentence id."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        header = HEADER.match(line)
        if header:
            name = header[1]
            found[name] = []
        elif line.strip():
            found[name].append(line.strip())
    return found


class Reader:
    """Turns label lines into labels of a sentence."""

    def __init__(self, document: str, text: str, start: int, end: int) -> None:
        self.document, self.text, self.start, self.end = document, text, start, end

    def span(self, words: str) -> Span | None:
        """Return where words stand in the sentence; raises ValueError where they don't."""
        if words == "-":
            return None
        place = PLACE.search(words)
        nth = int(place[1]) if place else 1
        pattern = r"\s+".join(re.escape(word) for word in PLACE.sub("", words).split())
        found = [each.span() for each in re.finditer(rf"(?<!\w){pattern}(?!\w)", self.text[self.start : self.end])]
        found = found or [each.span() for each in re.finditer(pattern, self.text[self.start : self.end])]
        if len(found) < nth:
            raise ValueError(f"{words!r} does not stand there")
        return found[nth - 1][0] + self.start, found[nth - 1][1] + self.start

    def certain(self, words: str) -> Span:
        """Return where words stand that must not be missing."""
        found = self.span(words)
        if found is None:
            raise ValueError("words are missing")
        return found

    def content(self, words: str, cue: Span) -> Span | None:
        """Return the stretch from its first to its last words; the last ones are looked for behind the first."""
        if words == "-":
            return None
        first, _, last = words.partition(" … ")
        begin = self.certain(first)
        if not last:
            return begin
        pattern = r"\s+".join(re.escape(word) for word in PLACE.sub("", last).split())
        ends = [each.end() for each in re.finditer(pattern, self.text[begin[0] : self.end])]
        if not ends:
            raise ValueError(f"{last!r} does not stand behind {first!r}")
        return begin[0], begin[0] + ends[-1 if begin[0] > cue[0] else 0]

    def label(self, lines: Iterable[str], language: str) -> LabelledSentence:
        """Return the labels of lines."""
        attributions, events, quantities = [], [], []
        for line in lines:
            kind, *fields = (field.strip() for field in line.split(" | "))
            if kind == "A":
                cue = self.certain(fields[1])
                attributions.append(
                    AttributionLabel(
                        source=self.span(fields[0]), cue=cue, content=self.content(fields[2], cue), kind=fields[3]
                    )
                )
            elif kind == "E":
                events.append(
                    EventLabel(word=self.certain(fields[0]), value=fields[1], holder=fields[2], realis=fields[3])
                )  # type: ignore[arg-type]
            elif kind == "Q":
                low, high = (None if side == "-" else float(side) for side in fields[1:3])
                quantities.append(
                    QuantityLabel(
                        number=self.certain(fields[0]),
                        low=low,
                        high=high,
                        bound=fields[3],  # type: ignore[arg-type]
                        unit=None if fields[4] == "-" else fields[4],
                        group=None if fields[5] == "-" else fields[5],
                        part=fields[6:] == ["part"],
                    )
                )
            else:
                raise ValueError(f"{line!r}: no label")
        sentence = self.text[self.start : self.end]
        return msgspec.convert(
            msgspec.to_builtins(
                LabelledSentence(
                    document=self.document,
                    language=language,
                    start=self.start,
                    end=self.end,
                    fingerprint=fingerprint(sentence),
                    attributions=tuple(sorted(set(attributions), key=lambda item: item.cue)),
                    events=tuple(sorted({item.word: item for item in events}.values(), key=lambda item: item.word)),
                    quantities=tuple(
                        sorted({item.number: item for item in quantities}.values(), key=lambda item: item.number)
                    ),
                )
            ),
            LabelledSentence,
        )


def labels_of(name: str, sheets: Path, folder: Path) -> dict[str, LabelledSentence]:
    """Return the labels of one filled worksheet by sentence id."""
    corpus, _, part = name.partition("_")
    texts = dict(labelled_documents(corpus, part))
    lines = filled(folder / f"{name}.txt")
    found = {}
    for key, sheet in sheets_of(sheets / f"{name}.txt").items():
        if key in lines:
            reader = Reader(sheet.document, texts[sheet.document], sheet.start, sheet.end)
            try:
                found[key] = reader.label(lines[key], "fr" if corpus == "fr" else "en")
            except (ValueError, IndexError, msgspec.ValidationError) as error:
                sys.exit(f"{folder / name}.txt, {key}: {error}")
    return found


def names_in(sheets: Path) -> list[str]:
    """Return the names of the worksheets in a folder."""
    return sorted(path.stem for path in sheets.glob("*.txt"))


def meet(one: Span, other: Span) -> bool:
    """Say whether two spans overlap."""
    return one[0] < other[1] and other[0] < one[1]


def f1(first: list[object], second: list[object], same: Callable[[object, object], bool]) -> tuple[int, int]:
    """Return twice the matches and the sizes summed, of two lists matched one to one."""
    free = list(second)
    matched = 0
    for item in first:
        other = next((each for each in free if same(item, each)), None)
        if other is not None:
            free.remove(other)
            matched += 1
    return 2 * matched, len(first) + len(second)


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Return Cohen's kappa of pairs of labels."""
    size = len(pairs)
    seen = sum(one == other for one, other in pairs) / size
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in first) / size**2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


def same_pair(one: AttributionLabel, other: AttributionLabel) -> bool:
    """Say whether two attributions have cues and sources that overlap."""
    sources = (one.source is None and other.source is None) or bool(
        one.source and other.source and meet(one.source, other.source)
    )
    return meet(one.cue, other.cue) and sources


def same_number(one: QuantityLabel, other: QuantityLabel) -> bool:
    """Say whether two counts have the same sides and bound."""
    sides = one.bound == "vague" or (one.low, one.high) == (other.low, other.high)
    return meet(one.number, other.number) and one.bound == other.bound and sides


def agree(given: argparse.Namespace) -> None:
    """Print how far two labellers agree."""
    columns = f"{'(source, cue) F1':>17} {'event F1':>9} {'value':>12} {'holder':>7} {'realis':>12} {'number F1':>10}"
    print(f"{'worksheet':<12} {'sentences':>9} {columns}")
    sums: Counter[str] = Counter()
    values: list[tuple[str, str]] = []
    realis: list[tuple[str, str]] = []
    for name in names_in(given.sheets):
        one, two = labels_of(name, given.sheets, given.first), labels_of(name, given.sheets, given.second)
        here: Counter[str] = Counter()
        met: list[tuple[EventLabel, EventLabel]] = []
        for key in one.keys() & two.keys():
            for what, same in (
                ("attributions", same_pair),
                ("events", lambda a, b: meet(a.word, b.word)),
                ("quantities", same_number),
            ):
                matched, size = f1(list(getattr(one[key], what)), list(getattr(two[key], what)), same)  # type: ignore[arg-type]
                here[what] += matched
                here[f"{what} of"] += size
            met += [(a, b) for a in one[key].events for b in two[key].events if meet(a.word, b.word)]
        values += [(a.value, b.value) for a, b in met]
        realis += [(a.realis, b.realis) for a, b in met]
        here["holder"] = sum(a.holder == b.holder for a, b in met)
        here["met"], here["sentences"] = len(met), len(one)
        sums.update(here)
        show(name, here, [(a.value, b.value) for a, b in met], [(a.realis, b.realis) for a, b in met])
    show("all", sums, values, realis)


def show(name: str, here: Counter[str], values: list[tuple[str, str]], realis: list[tuple[str, str]]) -> None:
    """Print one line of agreement; beside the share of the same value and realis stands kappa."""
    share = [here[what] / max(1, here[f"{what} of"]) for what in ("attributions", "events", "quantities")]
    value, real = (sum(a == b for a, b in pairs) / max(1, len(pairs)) for pairs in (values, realis))
    print(
        f"{name:<12} {here['sentences']:>9} {share[0]:>17.3f} {share[1]:>9.3f} {value:>5.3f} ({kappa(values):.2f}) "
        f"{here['holder'] / max(1, here['met']):>7.3f} {real:>5.3f} ({kappa(realis):.2f}) {share[2]:>10.3f}"
    )


def differ(given: argparse.Namespace) -> None:
    """Write the sentences on which two labellers differ, with the lines of both."""
    given.to.mkdir(parents=True, exist_ok=True)
    for name in names_in(given.sheets):
        one, two = labels_of(name, given.sheets, given.first), labels_of(name, given.sheets, given.second)
        first, second = filled(given.first / f"{name}.txt"), filled(given.second / f"{name}.txt")
        blocks = []
        for key, sheet in sheets_of(given.sheets / f"{name}.txt").items():
            if one[key] == two[key]:
                continue
            both = [line for line in first[key] if line in second[key]]
            lines = [*sheet.lines, "BOTH:", *both]
            lines += ["ONE:", *(line for line in first[key] if line not in both)]
            lines += ["TWO:", *(line for line in second[key] if line not in both)]
            blocks.append("\n".join(lines))
        (given.to / f"{name}.txt").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
        print(f"{name}: {len(blocks)} of {len(one)} sentences to settle")


def write(given: argparse.Namespace) -> None:
    """Write the labels: what two labellers have alike, else what was settled."""
    given.to.mkdir(parents=True, exist_ok=True)
    for name in names_in(given.sheets):
        one, two = labels_of(name, given.sheets, given.first), labels_of(name, given.sheets, given.second)
        settled = labels_of(name, given.sheets, given.settled)
        missing = [key for key in one if one[key] != two[key] and key not in settled]
        if missing:
            sys.exit(f"{name}: not settled: {', '.join(missing)}")
        labels = [one[key] if one[key] == two[key] else settled[key] for key in one]
        path = given.to / f"{name}.jsonl"
        path.write_bytes(b"".join(msgspec.json.encode(label) + b"\n" for label in labels))
        counts = [
            sum(len(getattr(label, what)) for label in labels) for what in ("attributions", "events", "quantities")
        ]
        print(f"{path}: {len(labels)} sentences, {counts[0]} attributions, {counts[1]} events, {counts[2]} quantities")


def main() -> None:
    """Run one of the three."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(required=True)
    for run in (agree, differ, write):
        command = commands.add_parser(run.__name__, help=run.__doc__)
        for folder in ("sheets", "first", "second", *(["settled"] if run is write else [])):
            command.add_argument(folder, type=Path)
        if run is not agree:
            command.add_argument("--to", type=Path, required=True)
        command.set_defaults(run=run)
    given = arguments.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
