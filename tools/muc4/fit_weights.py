"""Fit how much each feature of the MUC-4 mapping says, on the development reports and keys.

    python tools/muc4/fit_weights.py [--part tune|all]

Writes `benchmarks/data/muc4_weights.tsv`: for each question (are these mentions of one incident, is this a target, who did it,
is this incident to be reported, ...) the weights of a logistic regression. Candidates are judged by the scorer's own rules
against the template of the key that fits their incident best; words are counted on one half of the reports and weighed on the
other, so that no report speaks for itself.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT.parent / "shared" / "tools"), str(ROOT / "tools" / "muc4")]

import muc4_score as scorer  # noqa: E402
from make_lexicon import word_rows  # noqa: E402

from corpora import DATA, muc4_texts, require  # noqa: E402
from harmattan.lexicons import Lexicon, load  # noqa: E402
from muc4_templates import effects  # noqa: E402
from muc4_templates.case import Case  # noqa: E402
from muc4_templates.confidence import CONFIDENCES  # noqa: E402
from muc4_templates.fill import Filler, Story  # noqa: E402
from muc4_templates.incidents import compatible, pair  # noqa: E402
from muc4_templates.parts import kept_back  # noqa: E402
from muc4_templates.reading import Read, read_all  # noqa: E402
from muc4_templates.relevance import about  # noqa: E402
from muc4_templates.reports import read_reports  # noqa: E402
from muc4_templates.targets import Human, Thing  # noqa: E402
from muc4_templates.weights import Features, Weights  # noqa: E402
from muc4_templates.words import Words  # noqa: E402

RIDGE = 3.0
FIRM = 8.0
"""The ridge of questions with few samples for many features; chosen by cross-validation over the development reports."""
RARE = 6  # A feature of fewer samples says nothing.


class Sample(NamedTuple):
    """What speaks for an answer, the answer, and how much it counts."""

    features: Features
    answer: bool
    share: float = 1.0


Keys = dict[str, list[scorer.Template]]
Row = tuple[str, str, float]


def main() -> None:
    """Read, extract, fit and write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("tune", "all"), default="all")
    options = arguments.parse_args()
    folder = require(DATA / "muc4" / "dev")
    reports = [report for path in sorted(folder.glob("dev-*")) for report in read_reports(path)]
    reports = [report for report in reports if options.part == "all" or not kept_back(report.id)]
    lexicon = load([ROOT / "benchmarks" / "data" / "muc4_lexicon"])
    rows = fit(list(read_all(reports, lexicon)), lexicon, keys_of(folder))
    lines = (f"{question}\t{feature}\t{weight:.4f}\n" for question, feature, weight in rows)
    (ROOT / "benchmarks" / "data" / "muc4_weights.tsv").write_text("".join(lines), encoding="utf-8")


def keys_of(folder: Path) -> Keys:
    """Return the templates of the keys by message."""
    keys: Keys = defaultdict(list)
    for path in sorted(folder.glob("key*")):
        for template in scorer.read_templates(path):
            if template.fills:
                keys[template.message_id].append(template)
    return keys


def fit(read: Sequence[Read], lexicon: Lexicon, keys: Keys) -> list[Row]:
    """Return (question, feature, weight): first those of candidates, then those that build on them."""
    texts = dict(muc4_texts("dev"))
    halves = [[each for each in read if crc32(b"half" + each[0].id.encode()) % 2 == half] for half in (0, 1)]
    words = []
    for half in halves:
        known = {report.id for report, _, _ in half}
        templates = [template for name in known for template in keys.get(name, ())]
        lines = word_rows(templates, [texts[name] for name in known])
        split = (line.rstrip("\n").split("\t") for line in lines)
        words.append(Words((slot, word, kind, int(count)) for slot, word, kind, count in split))
    fillers = [Filler(other, Weights(()), lexicon) for other in reversed(words)]
    stories = [[Story(filler, *each) for each in half] for half, filler in zip(halves, fillers, strict=True)]
    rows: list[Row] = []
    learned: list[list[Row]] = [[], []]
    for questions in (of_reports, of_pairs, of_candidates, of_incidents):
        samples: list[dict[str, list[Sample]]] = [defaultdict(list), defaultdict(list)]
        for half, filler in enumerate(fillers):
            filler.weights = Weights(learned[1 - half])
            for story in stories[half]:
                for question, sample in questions(story, story.cases(), keys.get(story.report.id, [])):
                    samples[half][question].append(Sample(*sample))
        for question in sorted(samples[0].keys() | samples[1].keys()):
            if questions is not of_incidents:
                for half in (0, 1):
                    learned[half] += [(question, *each) for each in regress(samples[half][question])]
            ridge = FIRM if question.startswith("confidence:") else RIDGE
            rows += [(question, *each) for each in regress(samples[0][question] + samples[1][question], ridge)]
    return rows


def regress(samples: Sequence[Sample], firm: float = RIDGE) -> Iterator[tuple[str, float]]:
    """Yield the weights of a logistic regression with a ridge, by Newton's method; the intercept has no name."""
    counts: dict[str, int] = defaultdict(int)
    for features, _, _ in samples:
        for name, value in features.items():
            counts[name] += value != 0
    names = ["", *sorted(name for name, count in counts.items() if count >= RARE)]
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(samples), len(names)), dtype=np.float32)
    matrix[:, 0] = 1.0
    for line, (features, _, _) in enumerate(samples):
        for name, value in features.items():
            if name in place:
                matrix[line, place[name]] = value
    wanted = np.array([float(sample.answer) for sample in samples], dtype=np.float32)
    shares = np.array([sample.share for sample in samples], dtype=np.float32)
    weights, ridge = np.zeros(len(names)), np.full(len(names), firm)
    ridge[0] = 0.01
    inverse = np.eye(len(names))
    for turn in range(60):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights.astype(np.float32), -30, 30)))
        gradient = matrix.T @ (shares * (wanted - chance)) - ridge * weights
        if turn < 5:
            # Near the end the curve hardly changes.
            curve = (matrix * (shares * chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
            inverse = np.linalg.inv(curve.astype(float))
        step = inverse @ gradient
        weights = weights + step
        if np.abs(step).max() < 1e-3:
            break
    print(f"  {len(samples)} samples, {wanted.mean():.3f} yes, {len(names)} features", file=sys.stderr)
    yield from zip(names, map(float, weights), strict=True)


# ------------------------------------------------------------------ what the key says
def grade(key: scorer.Template, slots: Iterable[str], texts: Iterable[str]) -> bool:
    """Return whether any of the texts is at least partly right in any of the slots."""
    return any(
        scorer.grade_string(value, text.upper()) > scorer.Grade.WRONG
        for slot in slots
        for fill in key.fills.get(slot, ())
        for option in fill.options
        for value in option.values
        for text in texts
    )


def type_of(key: scorer.Template) -> set[str]:
    """Return the types that a template of the key allows."""
    return {value for fill in key.fills.get("incident_type", ()) for option in fill.options for value in option.values}


HUMAN = ("human_target_name", "human_target_description")


def right_humans(case: Case, key: scorer.Template) -> list[bool]:
    """Return which human targets of a case the key has."""
    return [grade(key, HUMAN, [text for text in (human.name, *human.descriptions) if text]) for human in case.humans]


def right_things(case: Case, key: scorer.Template) -> list[bool]:
    """Return which physical targets of a case the key has."""
    return [grade(key, ("phys_target_id",), [thing.text]) for thing in case.things]


def best_key(case: Case, keys: list[scorer.Template]) -> scorer.Template | None:
    """Return the template of the key that a case fits best: its type, then most of its targets; None where no target is right."""

    def fits(key: scorer.Template) -> int:
        return sum(right_humans(case, key)) + sum(right_things(case, key))

    alike = [key for key in keys if case.incident.kind in type_of(key)]
    best = max(alike, key=fits, default=None)
    return best if best is not None and fits(best) else None


def of_reports(story: Story, cases: list[Case], keys: list[scorer.Template]) -> Iterator[tuple[str, Sample]]:
    """Yield whether a report has any incident to report."""
    yield "report", Sample(about(story.page), any(not key.optional for key in keys))


def of_pairs(story: Story, cases: list[Case], keys: list[scorer.Template]) -> Iterator[tuple[str, Sample]]:
    """Yield whether two mentions are of one incident, of those that the targets of the key tell apart."""
    known = []
    for sketch in story.sketches():
        fitting = [key for key in keys if any(compatible(sketch.mention.kind, kind) for kind in type_of(key))]
        phrases = [(phrase, 2) for phrase in sketch.mention.patients] + [
            (phrase, 1) for phrase, _ in story.targets.around(sketch.mention)
        ]
        texts = [(story.people.person(phrase).name or story.page.clean(phrase), weight) for phrase, weight in phrases]
        scores = sorted(
            (
                (sum(weight for text, weight in texts if grade(key, (*HUMAN, "phys_target_id"), [text])), number)
                for number, key in enumerate(fitting)
            ),
            reverse=True,
        )
        if scores and scores[0][0] and (len(scores) == 1 or scores[0][0] > scores[1][0]):
            known.append((sketch, id(fitting[scores[0][1]])))
    for place, (one, mine) in enumerate(known):
        for other, its in known[place + 1 :]:
            if compatible(one.mention.kind, other.mention.kind):
                # So that a report with many mentions of one incident does not drown the others.
                yield "same", Sample(pair(one, other), mine == its, 3 / len(known))


def of_candidates(story: Story, cases: list[Case], keys: list[scorer.Template]) -> Iterator[tuple[str, Sample]]:
    """Yield the questions about candidates of the incidents that the key has."""
    for case in cases:
        key = best_key(case, keys)
        if key is None:
            continue
        yield from (
            ("human", (human.features, right))
            for human, right in zip(case.humans, right_humans(case, key), strict=True)
        )
        yield from (
            ("thing", (thing.features, right))
            for thing, right in zip(case.things, right_things(case, key), strict=True)
        )
        for question, slot, doers in (
            ("individual", "perp_individual_id", case.individuals),
            ("organisation", "perp_organization_id", case.organisations),
        ):
            yield from ((question, Sample(doer.features, grade(key, (slot,), [doer.text]))) for doer in doers)
        for question, slot, candidates, judge in (
            ("date", "incident_date", story.dates(case), scorer.grade_date),
            ("place", "incident_location", story.places(case), scorer.grade_location),
        ):
            wanted = [value for fill in key.fills.get(slot, ()) for option in fill.options for value in option.values]
            for text, features in candidates.items() if wanted else ():
                best = max(judge(value, text) for value in wanted)
                yield question, Sample(features, best is scorer.Grade.CORRECT)
        for human, good in zip(case.humans, right_humans(case, key), strict=True):
            for text, features in story.targets.descriptions(human).items() if human.name and good else ():
                yield "description", Sample(features, grade(key, ("human_target_description",), [text]))
        signs = effects.signs_of(story.page, case.incident)
        stage = case.incident.stage
        for targets, right, slot, questions in (
            (case.humans, right_humans(case, key), "human_target_effect", effects.HUMAN_EFFECTS),
            (case.things, right_things(case, key), "phys_target_effect", effects.THING_EFFECTS),
        ):
            for target, good in zip(targets, right, strict=True):
                if good:
                    features = effects.features_of(target, signs, stage)
                    had = effects_of(key, slot, target)
                    yield from ((question, Sample(features, effect in had)) for effect, question in questions.items())
        kinds = {
            value for fill in key.fills.get("instrument_type", ()) for option in fill.options for value in option.values
        }
        yield from (("means", Sample(means.features, means.kind in kinds)) for means in case.means)


def effects_of(key: scorer.Template, slot: str, target: Human | Thing) -> set[str]:
    """Return what the key says befell a target."""
    texts = (
        [target.text] if isinstance(target, Thing) else [text for text in (target.name, *target.descriptions) if text]
    )
    return {
        ALIKE.get(value, value)
        for fill in key.fills.get(slot, ())
        for option in fill.options
        if any(scorer.grade_string(tag, text.upper()) > scorer.Grade.WRONG for tag in option.tags for text in texts)
        for value in option.values
    }


ALIKE = {"NO INJURY": "NO INJURY OR DEATH", "NO DEATH": "NO INJURY OR DEATH"}


def of_incidents(story: Story, cases: list[Case], keys: list[scorer.Template]) -> Iterator[tuple[str, Sample]]:
    """Yield the questions about incidents: whether the key has it, and how sure the report is who did it."""
    responses = [as_template(story, case) for case in cases]
    for key, response in scorer.align(keys, responses):
        if response is None:
            continue
        case = cases[next(number for number, each in enumerate(responses) if each is response)]
        yield "incident", Sample(case.features, key is not None)
        if key is None:
            continue
        categories = {
            value for fill in key.fills.get("perp_category", ()) for option in fill.options for value in option.values
        }
        if categories:
            yield "state", Sample(story.state_features(case), "STATE-SPONSORED VIOLENCE" in categories)
        for fill in key.fills.get("perp_organization_confidence", ()):
            for option in fill.options:
                for doer in case.organisations:
                    if any(scorer.grade_string(tag, doer.text) > scorer.Grade.WRONG for tag in option.tags):
                        features = story.doers.confidence(case.incident, doer)
                        yield from (
                            ("confidence:" + value, (features, value in option.values)) for value in CONFIDENCES
                        )


def as_template(story: Story, case: Case) -> scorer.Template:
    """Return a case as the scorer reads it."""
    import json

    return next(iter(scorer.read_json_templates(json.dumps(story.template(case)))))


if __name__ == "__main__":
    main()
