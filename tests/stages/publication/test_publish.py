from __future__ import annotations

from datetime import date

import pytest

from harmattan.lexicons import load
from harmattan.records.base import MadeBy
from harmattan.records.bundle import Extraction
from harmattan.records.claim import PlaceRef
from harmattan.records.document import Damage, Document, Restoration
from harmattan.records.mention import ActorMention
from harmattan.stages.publication import PublicationSettings
from harmattan.stages.publication.publish import Publisher
from harmattan.stages.publication.register import Register

MADE_BY = MadeBy(stage="reading", version="1")
TEXT = "Raiders shot Modibo Kolado, whom the hamlet termination spared; the carver Kolado fled."


class NoDivisions:
    """Knows no district."""

    def division_of(self, place: PlaceRef) -> None:
        return None


@pytest.mark.parametrize("field", ["restorations", "doubtful"])
def test_readings_are_masked_as_the_text_is(field: str) -> None:
    def reading(observed: str, restored: str) -> Restoration:
        at = TEXT.index(observed)
        return Restoration(
            start=at, end=at + len(observed), observed=observed, restored=restored, confidence=0.7, rule="neighbour"
        )

    readings = (reading("termination", "killing of Kolado"), reading("carver Kolado", "sculptor Kolado"))
    document = Document(
        id="doc-1", made_by=MADE_BY, text=TEXT, media_type="text/plain", language="en",
        damage=Damage(kind="spun", share=0.1, **{field: readings}),
    )  # fmt: skip
    start = TEXT.index("Modibo")
    named = ActorMention(
        id="men-1", made_by=MADE_BY, document_id="doc-1", start=start, end=start + 13, text="Modibo Kolado"
    )
    lexicon = load()
    register = Register(lexicon=lexicon, settings=PublicationSettings(as_of=date(2026, 3, 3)))
    register.add(Extraction(document=document, mentions=(named,)))
    made = Publisher(register, lexicon=lexicon, divisions=NoDivisions()).document(document)
    assert "Kolado" not in made.text
    (left,) = getattr(made.damage, field)
    assert left.observed == "termination"
    assert left.restored.startswith("killing of ")
    assert "Kolado" not in left.restored
