"""Treebank words are laid onto ours without losing the head of any of them."""

import gzip
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "grammar"))

from alter import attribute, attribute_french, headline, shout, speaker_last
from treebank import Tree, read_treebank

LINES = """# sent_id = a
1\tAl\tal\tPROPN\t_\t_\t3\tcompound\t_\tSpaceAfter=No
2\t-\t-\tPUNCT\t_\t_\t3\tpunct\t_\tSpaceAfter=No
3\tQaeda\tQaeda\tPROPN\t_\t_\t5\tnsubj:outer\t_\t_
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdid\tdo\tAUX\t_\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_
5\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_

# sent_id = b
1-2\tDu\t_\t_\t_\t_\t_\t_\t_\t_
1\tDe\tde\tADP\t_\t_\t3\tcase\t_\t_
2\tle\tle\tDET\t_\t_\t3\tdet\t_\t_
3\tcamp\tcamp\tNOUN\t_\t_\t4\tobl:mod\t_\t_
4\tattaqué\tattaquer\tVERB\t_\tTense=Past|VerbForm=Part|Voice=Pass\t0\troot\t_\t_
"""


def trees(tmp_path: Path, language: str) -> list[Tree]:
    path = tmp_path / "t.conllu.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    return list(read_treebank(path, language))


def test_pieces_of_one_word_become_one_and_clitics_stay_two(tmp_path: Path) -> None:
    tree = trees(tmp_path, "en")[0]
    assert tree.words == ["Al-Qaeda", "did", "n't"]
    assert tree.heads == [2, 1, 1]
    assert tree.deps == ["nsubj", "root", "advmod"]
    assert tree.tags[1] == "AUX|past|indicative|finite|"


def test_a_fused_article_takes_the_analysis_of_its_preposition(tmp_path: Path) -> None:
    tree = trees(tmp_path, "fr")[1]
    assert list(zip(tree.words, tree.heads, tree.deps, strict=True)) == [
        ("Du", 1, "case"), ("camp", 2, "obl"), ("attaqué", 2, "root"),
    ]  # fmt: skip
    assert tree.tags[2] == "VERB|past||participle|passive"


def test_a_speaker_moved_behind_the_speech_keeps_the_tree() -> None:
    tree = Tree(
        ["Police", "said", "that", "it", "fell", "."], [True] * 6, ["NOUN||||"] * 6,
        [1, 1, 4, 4, 1, 1], ["nsubj", "root", "mark", "nsubj", "ccomp", "punct"],
    )  # fmt: skip
    moved = speaker_last(tree)
    assert moved.words == ["It", "fell", ",", "police", "said", "."]
    assert moved.heads == [1, 4, 1, 4, 4, 4]
    assert shout(moved).words[0] == "IT"


def test_a_statement_given_a_speaker_stays_one_tree() -> None:
    tree = Tree(
        ["Gunmen", "attacked", "a", "town", "."], [True] * 5,
        ["NOUN||||", "VERB|past|indicative|finite|", "DET||||", "NOUN||||", "PUNCT||||"],
        [1, 1, 3, 1, 1], ["nsubj", "root", "det", "obj", "punct"],
    )  # fmt: skip
    for seed in range(20):
        told = attribute(tree, random.Random(seed))
        assert len(told.words) == len(told.tags) == len(told.heads) == len(told.deps) == len(told.spaces)
        lowers = [word.lower() for word in told.words]
        verb, said = lowers.index("attacked"), told.deps.index("root")
        assert (told.heads[verb], told.deps[verb]) == (said, "ccomp")
        assert told.heads[lowers.index("gunmen")] == verb
        assert told.heads[lowers.index("a", verb)] == lowers.index("town")


def test_a_headline_loses_articles_and_stop_and_keeps_the_tree() -> None:
    tree = Tree(
        ["Gunmen", "attacked", "a", "town", "."], [True] * 5,
        ["NOUN||||", "VERB|past|indicative|finite|", "DET||||", "NOUN||||", "PUNCT||||"],
        [1, 1, 3, 1, 1], ["nsubj", "root", "det", "obj", "punct"],
    )  # fmt: skip
    short = headline(tree)
    assert [word.lower() for word in short.words] == ["gunmen", "attack", "town"]
    assert (short.heads, short.deps) == ([1, 1, 1], ["nsubj", "root", "obj"])


def test_a_french_statement_given_a_speaker_stays_one_tree() -> None:
    tree = Tree(
        ["Il", "a", "fui", "."], [True] * 4,
        ["PRON||||", "AUX|present|indicative|finite|", "VERB|past||participle|", "PUNCT||||"],
        [2, 2, 2, 2], ["nsubj", "aux", "root", "punct"],
    )  # fmt: skip
    for seed in range(20):
        told = attribute_french(tree, random.Random(seed))
        cue = told.deps.index("parataxis")
        speaker = told.deps.index("nsubj", 1)
        assert len(told.words) == len(told.tags) == len(told.heads) == len(told.deps)
        assert (told.heads[cue], told.heads[speaker], told.heads[-1]) == (2, cue, 2)
        assert all(told.heads[place] == speaker for place, dep in enumerate(told.deps) if dep in ("det", "amod"))
