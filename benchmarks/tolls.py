"""Deaths read from short descriptions of killings, beside the largest number in the text.

    python benchmarks/tolls.py [--year 2014] [--wrong N]
    python benchmarks/tolls.py --french

PITF Worldwide Atrocities Dataset: each row has a description and a coded number of deaths. A row counts as right where our
largest toll of killed people that is no part of another and no sum over time equals the coded number. Prints the share over
all rows that have a description and over those whose coded number stands in the text, and the same for the largest number
in digits. Rows of 2013 were read in development; those of 2014 and 2015 were not. With --french the same on French sentences
of our own (`benchmarks/data/tolls_fr.jsonl`; made up, figures are no facts), written apart from the rules and never printed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from corpora import as_document, pitf_rows
from harmattan.language.numbers import values_in
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import standard_places
from harmattan.records.claim import Claim
from harmattan.stages.claims import extract

DATA = Path(__file__).parent / "data"
MARKS = re.compile(r"</?b>")


def killed_in(claims: tuple[Claim, ...]) -> float | None:
    """Return the deaths that a description reports, None where it reports none.

    Tolls of one word ("killed a lawmaker and six others") are added up, parts of a total left out; of several such sums the
    largest counts. Planned, feared and denied deaths are no tolls; sums over many incidents count only where nothing else is.
    """
    tolls = [
        claim for claim in claims
        if claim.kind == "toll" and claim.quantity is not None and claim.quantity.unit == "killed"
        and claim.realis == "actual" and claim.certainty.value in ("CT+", "PR+")
        and not any(link.kind == "part_of" for link in claim.links)
    ]  # fmt: skip
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for claim in [claim for claim in tolls if not claim.aggregate] or tolls:
        trigger = next(part for part in claim.parts if part.role == "trigger")
        assert claim.quantity is not None
        value = claim.quantity.low if claim.quantity.low is not None else claim.quantity.high
        if value is not None:
            sums[trigger.start, trigger.end] += value
    return max(sums.values()) if sums else None


def pitf(year: int) -> list[tuple[str, str, float]]:
    """Return the number, description and deaths of each row of a year."""
    return [(row.number, MARKS.sub("", row.text), row.deaths) for row in pitf_rows(year)]


def french_rows() -> list[tuple[str, str, float]]:
    """Return the name, text and deaths of each French sentence."""
    lines = (DATA / "tolls_fr.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["id"], row["text"], float(row["killed"])) for row in map(json.loads, lines)]


def main() -> None:
    """Read every description of a year and print the shares."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--year", type=int, default=2014)
    arguments.add_argument("--wrong", type=int, default=0, help="print that many rows that were read wrongly")
    arguments.add_argument("--french", action="store_true", help="French sentences of our own instead")
    options = arguments.parse_args()
    language = "fr" if options.french else "en"
    rows = french_rows() if options.french else pitf(options.year)
    if options.french and options.wrong:
        sys.exit("the faults of the French sentences are not shown: rules must not be written on them")
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=standard_places(lexicon))
    documents = [as_document(number, text, language) for number, text, _ in rows]
    right = largest = stated = right_stated = shown = 0
    for (_, text, deaths), found in zip(rows, extract(documents, extractor=extractor, lexicon=lexicon), strict=True):
        numbers = values_in(text, language=language, lexicon=lexicon)
        read = killed_in(found.claims)
        in_text = deaths in numbers
        plain = [float(raw.replace(",", "")) for raw in re.findall(r"\d[\d,]*", text) if raw.strip(",")]
        right += read == deaths
        largest += bool(plain) and max(plain) == deaths
        stated += in_text
        right_stated += in_text and read == deaths
        if read != deaths and in_text and shown < options.wrong:
            shown += 1
            print(f"coded {deaths}, read {read}: {text[:300]}")
    named = "French sentences" if options.french else f"rows of {options.year}"
    print(f"{len(rows)} {named}; the coded number stands in the text of {stated}")
    print(f"killed, exact: {right / len(rows):.3f} of all, {right_stated / stated:.3f} where it stands in the text")
    print(f"largest number in digits: {largest / len(rows):.3f} of all")


if __name__ == "__main__":
    main()
