"""Who issues a text, where its first lines are a letterhead."""

import pytest

from harmattan.lexicons import load
from harmattan.ports import Blob
from harmattan.records.document import Block
from harmattan.stages.reading import ReadingSettings, read
from harmattan.stages.reading.provenance import letterhead


def issuer(*lines, language="en"):
    blocks, at = [], 0
    for number, line in enumerate(lines, start=1):
        blocks.append(Block(start=at, end=at + len(line), kind="heading" if number < len(lines) else "paragraph"))
        at += len(line) + 1
    return letterhead("\n".join(lines), tuple(blocks), language, load())


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("MINISTRY OF DEFENCE OF NIGER", "Communiqué No. 3", "The army says."), "MINISTRY OF DEFENCE OF NIGER"),
        (("REPUBLIC OF NIGER", "MINISTRY OF DEFENCE OF NIGER", "The army says."), "MINISTRY OF DEFENCE OF NIGER"),
        (("Ministry of Defence", "Press release", "The army says."), "Ministry of Defence"),
        (("JNIM", "Statement", "The group says."), "JNIM"),
        (("JNIM", "The group was formed long ago."), None),
        (("ARMED FORCES", "There are three services."), None),
        (("NIGER", "Statement", "The army says."), None),
        (("Ministry of Defence denies a raid", "Statement", "The army says."), None),
        (("MINISTRY OF DEFENCE OF NIGER STORMED", "The army says."), None),
        (("Rebels storm a port", "The army says."), None),
    ],
)
def test_only_a_heading_that_is_nothing_but_an_issuer_s_name_is_a_letterhead(lines, found):
    assert issuer(*lines) == found


def test_a_french_letterhead_is_read_too():
    assert issuer("ÉTAT-MAJOR GÉNÉRAL DES ARMÉES", "Communiqué", "L'armée dit.", language="fr")


def test_a_communique_has_its_issuer_as_source_and_a_given_source_stays():
    head = "MINISTRY OF DEFENCE OF NIGER\nCommuniqué No. 3, 4 March 2031\n\n"
    text = f"{head}The Ministry of Defence informs the public that the armed forces repelled an attack on the camp.\n"
    blob = Blob(path="a.txt", data=text.encode())
    (plain,) = read([blob], lexicon=load())
    (given,) = read([blob], lexicon=load(), settings=ReadingSettings(source="Some Paper"))
    assert (plain.source, plain.title) == ("MINISTRY OF DEFENCE OF NIGER", "Communiqué No. 3, 4 March 2031")
    assert given.source == "Some Paper"
