"""False alarms of the damage detection on clean texts, its speed, and what it makes of a really damaged report.

    python benchmarks/damage.py [--list]

Clean: MUC-4 dev as published (capitals) and in lower case, GeoWebNews, the English and French treebank texts. Damaged:
the report in ../shared/seeds, judged against words that a reader of it wrote down beforehand (`MEANT` below); where the
reader saw several right words, each counts. `--list` prints every restoration. Times are processor
time of one process: of the first reading, when words that no text before had are looked up, and the best of three.
"""

from __future__ import annotations

import argparse
import gzip
import re
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence

from corpora import DATA, muc4_texts, require
from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.rows import TABLES, Row, SubstitutionRow
from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage import repair

LINES = 40
"""A treebank without document borders is cut into pieces of so many sentences."""

MEANT = """
situation [successful] the state = in
spiraling [retired] of = out
power [aft] a = after
situation successful the [state] is = state / country
a [bid] of coordinated = series / string / number
the [subject] authorities = military
authorities [successful] Bamako = in
are [nary] longer = no
talking [astir] section = about
[section] clashes = local
to [alteration] the equilibrium = change / alter
the [equilibrium] of = balance / equilibrium
of [powerfulness] and = power
bring down the [state] = state / country
the [state] recovered = state / country
[really] bring = actually / really
12,000 [equipped] fighters = armed
[fighterswhich] acted = fighters which / fighters, which
striking [cardinal] cities = key / major / main / central
[subject] bases = military
areas [adjacent] the capital = near / adjacent to / around
coordinated [violative] groups = offensive / assault
state [recovered] itself = found
a [abbreviated] play = short / brief
abbreviated [play] on = time / period / while
power [implicit] ample = over
[ample] territories = large / vast
[territoriesand] during = territories and / territories, and
a [fig] of messages = number
of [messages]). = reports
is [down] the offensive = behind
The [ground] of the attacking = basis / base / core
Al-Qaeda [successful] West = in
Tuareg [equipped] groups = armed
[action films] Islamic = militants / militants of / fighters
State [successful] the Sahara = in
the [aforesaid] time = same
[contempt] the = despite
the [contention] betwixt = rivalry / competition / confrontation
[betwixt] Al-Qaeda = between
[ISIStheir] = ISIS their / ISIS, their / ISIS; their
simultaneous [enactment] = action / activity / actions
[betwixt] these = between
structures [person] led = have
[much than] = more than
[deadhowever] = dead however / dead; however / dead, however
[present] their = now
actions [make] the effect = create / produce
Forces [stay] cardinal = remain
stay [cardinal] to = key / central / crucial
maintaining [powerfulness] = power
[successful] Mali and = in
and [person] taken = have
[taken portion] = taken part
portion [successful] counter = in
and [aerial] strikes = air
their [spot] “ = place
[”associated] = ” associated / ”, associated
a [fig] of estimates = number
could [beryllium] liquidated = be
[earlier] 2,500 = up to
[fightershowever] = fighters however / fighters; however / fighters, however
these [information] necessitate = data
[necessitate] = require / need
[autarkic] = independent
sources [besides] = also
[study] tactical = report
which [whitethorn] = may
[bespeak] a = indicate / suggest / show
a [alteration] successful = change
[successful] strategy = in
The [portion] is = region
is [connected] the brink = on
increases [connected] = on
[Algeriawhich] = Algeria which / Algeria, which
an [state] of Russia = ally
instability [successful] the Sahel = in
the [hazard] of = risk
cross-border [struggle] = conflict
[betwixt] countries = between
countries [successful] = in
the [portion] is increasing = region
a [caller] hotbed = new
formed [betwixt] = between
the [shadiness] war = shadow
The [imaginable] information = possible / potential
[information] of outer = participation / involvement
of [outer] forces = external / outside
discussed [successful] = in
the [accusation] field = information
A [fig] of publications = number
and [adept] assessments = expert
assessments [bespeak] that = indicate / suggest / show
could [enactment] successful = participate / act / take part / engage
enactment [successful] the mentation = in
the [mentation] of = preparation / planning
is [nary] authoritative = no
[authoritative] confirmation = official
[statementshowever] = statements however / statements; however / statements, however
[antecedently] = previously / earlier
the [anticipation] of = possibility
[extracurricular] of = outside
[betwixt] Russia = between
is [progressively] being = increasingly
too [galore] = many
to [wholly] disregard = completely / fully / entirely / wholly
not [capable] grounds = enough / sufficient
A [operation] of factors = combination
the [engagement] of outer = involvement / participation
engagement of [outer] = external / outside
a [constituent] where = place / point
a [section] struggle = local
section [struggle] = conflict
will [yet] turn = eventually / ultimately / finally
the [information] of states = participation / involvement
[backstage] subject = private
[subject] structures = military
"""


def geowebnews() -> list[str]:
    """Return the article texts of GeoWebNews."""
    path = require(DATA / "toponyms" / "GWN.xml.gz")
    articles = ElementTree.fromstring(gzip.decompress(path.read_bytes())).iter("article")
    return [article.findtext("text") or "" for article in articles]


def treebank(prefix: str) -> Iterator[str]:
    """Yield the documents of the treebank files whose name begins with the prefix."""
    for path in sorted(require(DATA / "treebank").glob(f"{prefix}*.conllu.gz")):
        lines: list[str] = []
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            if lines and (line.startswith("# newdoc") or (prefix == "fr" and len(lines) >= LINES)):
                yield "\n".join(lines)
                lines = []
            if line.startswith("# text ="):
                lines.append(line[8:].strip())
        if lines:
            yield "\n".join(lines)


def line_blocks(text: str) -> tuple[Block, ...]:
    """Return the lines of a text as blocks."""
    found = re.finditer(r"[^\n]*\S[^\n]*", text)
    return tuple(Block(start=line.start(), end=line.end(), kind="paragraph") for line in found)


def place(frame: str, text: str) -> tuple[int, int]:
    """Return where the word in brackets of `words [word] words` stands in the text. Raises ValueError where it doesn't."""
    before, rest = frame.split("[")
    observed, after = rest.split("]")
    found = re.search(rf"{re.escape(before)}({re.escape(observed)}){re.escape(after)}", text, re.IGNORECASE)
    if found is None:
        raise ValueError(f"{frame!r} is not in the text")
    return found.span(1)


def read_as(text: str, start: int, end: int, restorations: Sequence[Restoration]) -> str:
    """Return what text[start:end] reads; a restoration that reaches further is taken whole."""
    inside = [r for r in restorations if r.start < end and r.end > start]
    pieces: list[str] = []
    at = min([start, *(r.start for r in inside)])
    for restoration in inside:
        pieces += (text[at : restoration.start], restoration.restored)
        at = restoration.end
    return "".join((*pieces, text[at : max(at, end)]))


def without_rows_in(text: str, lexicon: Lexicon) -> Lexicon:
    """Return the lexicon without any substitution whose observed words stand in the text, whoever wrote it and why."""
    lower = " ".join(text.lower().split())
    rows = [
        row for row in lexicon.rows(SubstitutionRow) if not re.search(rf"(?<!\w){re.escape(row.observed)}(?!\w)", lower)
    ]
    tables: dict[str, Sequence[Row]] = {
        table: rows if row_type is SubstitutionRow else lexicon.rows(row_type) for table, row_type in TABLES.items()
    }
    return Lexicon(tables, digest=f"{lexicon.digest}-without", origins={})


def seed() -> str:
    """Return the damaged report."""
    (path,) = require(DATA.parent / "seeds").glob("000_*.txt")
    return path.read_text(encoding="utf-8")


def judge_seed(title: str, lexicon: Lexicon, show: bool) -> None:
    """Print how many of the words that a reader would have meant came out right."""
    text = seed()
    blocks = line_blocks(text)
    damage = repair(text, "en", blocks, lexicon)
    right = wrong = left = 0
    judged: set[int] = set()
    for line in MEANT.strip().splitlines():
        frame, meant = line.split(" = ")
        wanted = {word.lower() for word in meant.split(" / ")}
        start, end = place(frame, text)
        made = [r for r in damage.restorations if r.start < end and r.end > start]
        if not made:
            if text[start:end] not in wanted:
                left += 1
                if show:
                    print(f"  left: {line}")
            continue
        judged.update(r.start for r in made)
        reads = read_as(text, start, end, made)
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", reads.lower()) for word in wanted):
            right += 1
        else:
            wrong += 1
            print(f"  wrong: {line}: {reads}")
    extra = [r for r in damage.restorations if r.start not in judged]
    print(f"{title}: {damage.kind}, share {damage.share:.3f}, {len(damage.restorations)} restorations")
    print(
        f"  of {right + wrong + left} words put in: {right} right, {wrong} wrong, {left} left; {len(extra)} not judged"
    )
    for r in extra:
        print(f"  not judged: {r.observed} -> {r.restored}")
    if show:
        for r in damage.restorations:
            print(f"  {r.start:5d} {r.observed} -> {r.restored} ({r.confidence:.2f}, {r.rule})")
    speed = min(_timed(lambda: repair(text, "en", blocks, lexicon)) for _ in range(5))
    print(f"  read in {speed * 1000:.1f} ms")


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print the figures, one set a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print every restoration")
    show = parser.parse_args().list
    lexicon = load()
    wires = [text for _, text in muc4_texts("dev")]
    sets = {
        "muc4 dev": (wires, "en"),
        "muc4 dev, lower case": ([text.lower() for text in wires], "en"),
        "GeoWebNews": (geowebnews(), "en"),
        "English treebank": (list(treebank("en")), "en"),
        "French treebank": (list(treebank("fr")), "fr"),
    }
    for name, (texts, language) in sets.items():
        blocks = [line_blocks(text) for text in texts]
        repair(texts[0], language, blocks[0], lexicon)
        times = []
        for _ in range(3):
            start = time.process_time()
            results = [repair(t, language, b, lexicon) for t, b in zip(texts, blocks, strict=True)]
            times.append(time.process_time() - start)
        words = sum(len(text.split()) for text in texts)
        alarms = [damage for damage in results if damage.kind != "none"]
        changes = [r for damage in alarms for r in damage.restorations]
        print(
            f"{name}: {len(texts)} texts, {words} words; called damaged {len(alarms)} ({len(alarms) / len(texts):.2%}), "
            f"restorations {len(changes)}; {words / 330 / min(times):.0f} documents of 330 words a second, "
            f"{words / 330 / times[0]:.0f} when first read"
        )
        if show:
            for damage in alarms:
                print(f"  {damage.kind}: {', '.join(f'{r.observed} -> {r.restored}' for r in damage.restorations)}")
    judge_seed("seed", lexicon, show)
    judge_seed("seed, without every row whose words stand in it", without_rows_in(seed(), lexicon), show)


if __name__ == "__main__":
    main()
