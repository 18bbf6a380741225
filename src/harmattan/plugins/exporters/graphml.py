"""Who is with, against and behind whom, as GraphML for programs that draw and reckon with networks."""

from __future__ import annotations

import io
from collections.abc import Iterator

from harmattan.errors import SettingsError
from harmattan.lexicons import Lexicon
from harmattan.plugins.exporters.rows import handling
from harmattan.records.bundle import Situation

PARTED = " | "
"""Between several values of one attribute: GraphML has no lists."""


class GraphMl:
    """Writes the actors of a situation as nodes and its relations as directed edges that bear their evidence.

    Several relations may join two actors. An edge has its kind (`ally` and `rival` go both ways), `start` and `end` (ISO 8601
    dates between which it is said to hold, left out where it is not told), and, parted by ` | ` in one order, its `claims`,
    `statements`, `quotes`, `sources` (with `start-end`, code points of the document's text) and `published` days. What is said of
    an actor that no relation names is in the other exports.
    """

    name = "graphml"
    suffix = ".graphml"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def write(self, situation: Situation, *, public: bool = False) -> Iterator[bytes]:
        """Yield the file. Raises SettingsError where networkx is not installed."""
        try:
            import networkx
        except ImportError as error:
            raise SettingsError("GraphML needs networkx; pip install 'harmattan[graph]'") from error
        graph = networkx.MultiDiGraph(handling=handling(public))
        actors = {actor.id: actor for actor in situation.actors}
        claims = {claim.id: claim for claim in situation.claims}
        documents = {document.id: document for document in situation.documents}
        for relation in situation.relations:
            for key in (relation.subject, relation.object):
                actor = actors.get(key)
                named = key if actor is None or not actor.names else actor.names[0].text
                graph.add_node(key, label=named, **({} if actor is None else {"kind": actor.kind}))
            told = [claims[key] for key in relation.claim_ids if key in claims]
            sources = []
            for claim in told:
                source = documents[claim.document_id].source or claim.document_id
                sources.append(f"{source} {claim.evidence.start}-{claim.evidence.end}")
            evidence = {
                "claims": [claim.id for claim in told],
                "statements": [claim.statement for claim in told],
                "quotes": [" ".join(claim.evidence.quote.split()) for claim in told],
                "sources": sources,
                "published": [documents[claim.document_id].published or "" for claim in told],
            }
            dates = {"start": relation.start, "end": relation.end}
            graph.add_edge(
                relation.subject, relation.object, key=relation.id, kind=relation.kind, label=relation.kind,
                **{name: day for name, day in dates.items() if day is not None},
                **{name: PARTED.join(values) for name, values in evidence.items()},
            )  # fmt: skip
        stream = io.BytesIO()
        networkx.write_graphml_xml(graph, stream, encoding="utf-8", prettyprint=True)
        yield stream.getvalue()
