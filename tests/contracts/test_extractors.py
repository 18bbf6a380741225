"""What every extractor keeps, whatever reads the documents and however hostile they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import LexiconPlaces
from harmattan.ports import Extractor, Proposals
from harmattan.records.base import MadeBy
from harmattan.records.claim import Attribution, Certainty, Evidence, Part, Proposal
from harmattan.records.document import Block, Damage, Document, Restoration
from harmattan.stages.claims import ClaimSettings, gate

ATTACK = "Gunmen killed two soldiers near Kidal on Monday, the army said."
MADE = MadeBy(stage="test", version="1")


class Killings:
    """The smallest extractor: each word "killed" is an event that the author tells."""

    name = "killings"
    version = "1"

    def propose(self, documents: Iterable[Document]) -> Iterator[Proposals]:
        for document in documents:
            found = re.finditer(r"\bkilled\b", document.text)
            yield Proposals(
                document_id=document.id,
                proposals=tuple(_killing(f"k{number}", match) for number, match in enumerate(found)),
            )


def _killing(key: str, match: re.Match[str]) -> Proposal:
    start, end = match.span()
    return Proposal(
        key=key, kind="event", statement="Someone killed.", statement_language="en",
        evidence=Evidence(start=start, end=end, quote=match.group()),
        parts=(Part(role="trigger", start=start, end=end, text=match.group()),),
        attribution=Attribution(kind="author"),
        certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
    )  # fmt: skip


@cache
def _rules() -> Extractor:
    lexicon = load()
    return RuleExtractor(lexicon=lexicon, places=LexiconPlaces(lexicon))


EXTRACTORS: dict[str, Callable[[], Extractor]] = {"rules": _rules, "fake": Killings}

HOSTILE: dict[str, tuple[str, str | None]] = {
    "nothing": ("", "en"),
    "white space": (" \n\t\r\n \u2003" * 50, "en"),
    "one word of a megabyte": ("a" * 1_000_000, "en"),
    "the same number for long": ("9" * 100_000, "en"),
    "control characters": ("".join(map(chr, range(32))) * 20 + ATTACK + "\x00\x1b[2J\x7f\x85\u2028\ufeff", "en"),
    "no language": (ATTACK, None),
    "a language without data": ("Vaananen rabagaa u kudi nii Kidalin tuo, 12.", "xx"),
    "a language that is none": (ATTACK, "../../etc"),
    "another language than it says": ("Des hommes armés ont tué deux soldats à Kidal lundi.", "en"),
    "another script": ("قتل مسلحون جنديين قرب كيدال يوم الاثنين. 两名士兵在基达尔附近被打死。", "ar"),
    "a sentence of 3,000 words": (" and ".join(["gunmen killed two soldiers near Kidal"] * 429) + ".", "en"),
    "a sentence of one trigger": ("killed " * 3_000, "en"),
    "nested quotes": ('the army said "' * 400 + ATTACK + '"' * 400, "en"),
    "nested brackets": ("(" * 5_000 + ATTACK + ")" * 5_000, "en"),
    "stops": ("killed. . ! ? … " * 1_500, "en"),
    "hyphens": ("-" * 50_000 + " killed " + "–" * 50_000, "en"),
    "lone surrogate": (f"{ATTACK} \ud800 {ATTACK}", "en"),
    "combining marks": ("e" + "\u0301" * 5_000 + " killed two soldiers in Kidal.", "fr"),
    "emoji and wide characters": ("👩‍👩‍👧‍👦 " * 500 + ATTACK + " 𝕶𝖎𝖉𝖆𝖑 𝟏𝟐 killed.", "en"),
    "no spaces": (ATTACK.replace(" ", "") * 200, "en"),
    "capitals": ((ATTACK + " ").upper() * 30, "en"),
    "hidden characters": ("\u200b".join(ATTACK), "en"),
}


def _document(name: str, text: str, language: str | None) -> Document:
    return Document(id=name, made_by=MADE, text=text, language=language, media_type="text/plain")


def _broken() -> Document:
    """A document that could never be valid: its restoration doesn't stand in its text."""
    wrong = Restoration(start=0, end=5, observed="wrong", restored="right", confidence=1.0, rule="none")
    return Document(
        id="broken", made_by=MADE, text=ATTACK, language="en", media_type="text/plain",
        damage=Damage(kind="spun", share=1.0, restorations=(wrong,)), blocks=(Block(start=-5, end=10**9, kind="item"),),
    )  # fmt: skip


@pytest.fixture(scope="module", params=sorted(EXTRACTORS))
def extractor(request: pytest.FixtureRequest) -> Extractor:
    return EXTRACTORS[request.param]()


@pytest.fixture(scope="module")
def together(extractor: Extractor) -> list[tuple[Document, Proposals]]:
    """What is found in hostile documents between plain ones, read in one go."""
    plain = _document("plain", ATTACK, "en")
    hostile = [_document(name, text, language) for name, (text, language) in HOSTILE.items()]
    documents = [plain, *hostile, _broken(), plain]
    return list(zip(documents, extractor.propose(documents), strict=True))


def test_an_extractor_says_who_it_is(extractor: Extractor) -> None:
    assert extractor.name
    assert extractor.version


def test_no_documents_give_nothing(extractor: Extractor) -> None:
    assert list(extractor.propose(())) == []


def test_something_is_found_in_a_plain_report(extractor: Extractor) -> None:
    (found,) = extractor.propose([_document("plain", ATTACK, "en")])
    assert found.proposals
    assert not found.refusals


def test_each_document_has_its_proposals_in_order_though_others_are_hostile(
    together: list[tuple[Document, Proposals]],
) -> None:
    assert all(found.document_id == document.id for document, found in together)
    assert together[0] == together[-1]
    assert together[0][1].proposals


@pytest.mark.parametrize("name", [*HOSTILE, "broken"])
def test_a_hostile_document_is_read_or_refused(together: list[tuple[Document, Proposals]], name: str) -> None:
    ((document, found),) = [pair for pair in together if pair[0].id == name]
    for refusal in found.refusals:
        assert refusal.document_id == document.id
        assert refusal.code
        assert "\n" not in refusal.reason
    _stands_in(document, found)


def test_the_gate_takes_what_is_found_in_a_hostile_document(
    extractor: Extractor, together: list[tuple[Document, Proposals]]
) -> None:
    taken = 0
    for document, found in together:
        if document.id == "broken":  # what could never be valid has no reading to gate
            continue
        passed, _ = gate(document, found.proposals, extractor=extractor.name, lexicon=load(), settings=ClaimSettings())
        taken += len(passed)
        for claim in passed:
            assert document.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
    assert taken


@pytest.mark.parametrize("name", ["control characters", "capitals", "hidden characters", "nested brackets"])
def test_a_document_gives_the_same_alone_as_among_others(
    extractor: Extractor, together: list[tuple[Document, Proposals]], name: str
) -> None:
    ((document, found),) = [pair for pair in together if pair[0].id == name]
    assert list(extractor.propose([document])) == [found]


def test_documents_are_read_only_as_far_as_they_are_used(extractor: Extractor) -> None:
    taken = []

    def feed() -> Iterator[Document]:
        while True:
            taken.append(1)
            yield _document(f"d{len(taken)}", ATTACK, "en")

    results = extractor.propose(feed())
    assert next(results).document_id == "d1"
    assert len(taken) < 1_000


def test_keys_are_unique_and_links_name_them(extractor: Extractor) -> None:
    text = f"{ATTACK} The government denied it. There is no confirmation that rebels killed nine civilians in Gao."
    (found,) = extractor.propose([_document("plain", text, "en")])
    keys = [proposal.key for proposal in found.proposals]
    assert len(set(keys)) == len(keys)
    assert {link.claim_id for proposal in found.proposals for link in proposal.links} <= set(keys)


def _stands_in(document: Document, found: Proposals) -> None:
    """Assert that all that was found lies in the text, word for word."""
    text = document.text
    for proposal in found.proposals:
        evidence = proposal.evidence
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert text[evidence.start : evidence.end] == evidence.quote
        for part in proposal.parts:
            assert evidence.start <= part.start < part.end <= evidence.end
            assert text[part.start : part.end] == part.text
        for named in (*proposal.actors, *proposal.places, *proposal.means):
            assert 0 <= named.start < named.end <= len(text)
        for cue in proposal.certainty.cues:
            assert text[cue.start : cue.end] == cue.text
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
