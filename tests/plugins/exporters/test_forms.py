"""GeoJSON, Parquet, GraphML and Web Annotations, each read back by the library of its format."""

from __future__ import annotations

import datetime
import io
import json

import geojson
import msgspec
import networkx
import pyarrow.parquet as pq
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from harmattan.plugins.exporters import open_exporter
from harmattan.plugins.exporters.annotations import CONTEXT
from harmattan.records.actor import Relation

OA = Namespace("http://www.w3.org/ns/oa#")
AS = Namespace("https://www.w3.org/ns/activitystreams#")
# The terms of the Web Annotation Vocabulary that are used, by what they stand for (https://www.w3.org/TR/annotation-vocab/).
TERMS = {
    "oa": str(OA), "as": str(AS), "rdf": str(RDF), "dc": "http://purl.org/dc/elements/1.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "Text": "http://purl.org/dc/dcmitype/Text",
    "Software": "as:Application", "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "describing": "oa:describing", "tagging": "oa:tagging", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"}, "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value", "format": "dc:format", "language": "dc:language", "label": "rdfs:label", "name": "foaf:name",
    "generator": {"@id": "as:generator", "@type": "@id"}, "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"}, "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}  # fmt: skip


def exported(name, situation, lexicon):
    return b"".join(open_exporter(name, lexicon=lexicon).write(situation))


def test_geojson_is_valid_and_puts_no_pin_on_a_whole_country(situation, lexicon):
    found = geojson.loads(exported("geojson", situation, lexicon).decode())
    assert found.is_valid, found.errors()
    points = {feature["id"]: feature["geometry"] for feature in found["features"]}
    assert points["evt-raid"]["coordinates"] == [-1.75, 19.25]
    assert (points["evt-taken"], points["evt-met"]) == (None, None)
    raid = found["features"][0]["properties"]
    assert (raid["disputed"], raid["killed_low"], raid["killed_best"]) == (["toll"], 13.0, None)
    assert [party["name"] for party in raid["initiators"]] == ["Dune Riders"]


def test_parquet_has_typed_columns_and_the_words_behind_them(situation, lexicon):
    table = pq.read_table(io.BytesIO(exported("parquet", situation, lexicon)))
    assert table.column("id").to_pylist() == ["evt-raid", "evt-taken", "evt-met"]
    assert table.column("date_start").to_pylist() == [datetime.date(2031, 5, 1), None, None]
    assert table.column("killed_low").to_pylist() == [13.0, None, None]
    texts = {document.id: document.text for document in situation.documents}
    evidence = [each for row in table.column("evidence").to_pylist() for each in row]
    assert len(evidence) == 5
    assert all(texts[each["document_id"]][each["start"] : each["end"]] == each["quote"] for each in evidence)
    assert table.schema.metadata[b"handling"].startswith(b"private, verbatim")


def test_graphml_has_every_relation_with_its_dates_and_evidence(situation, lexicon):
    first, second = situation.claims[:2]

    def tie(key, kind, claims, **dates):
        return Relation(
            id=key, made_by=first.made_by, subject="x:riders", object="x:guard", kind=kind,
            claim_ids=tuple(claim.id for claim in claims), **dates,
        )  # fmt: skip

    ties = (tie("r1", "rival", (first, second), start="2031-05-01"), tie("r2", "leads", (second,)))
    graph = networkx.read_graphml(
        io.BytesIO(exported("graphml", msgspec.structs.replace(situation, relations=ties), lexicon))
    )
    assert graph.nodes["x:riders"] == {"label": "Dune Riders", "kind": "rebel"}
    assert set(graph.nodes) == {"x:riders", "x:guard"}
    rival = graph.edges["x:riders", "x:guard", "r1"]
    assert (rival["kind"], rival["start"], "end" in rival) == ("rival", "2031-05-01", False)
    assert rival["quotes"] == f"{first.evidence.quote} | {second.evidence.quote}"
    assert rival["sources"].split(" | ")[0] == f"Oasis Wire {first.evidence.start}-{first.evidence.end}"
    assert graph.edges["x:riders", "x:guard", "r2"]["kind"] == "leads"
    assert graph.graph["handling"].startswith("private")


@pytest.fixture
def graph(situation, lexicon):
    found = json.loads(exported("annotations", situation, lexicon))
    assert found["@context"] == CONTEXT
    return Graph().parse(data=json.dumps(found | {"@context": TERMS}), format="json-ld")


def test_every_claim_is_an_annotation_of_its_quote_by_position_and_by_words(graph, situation):
    texts = {f"urn:harmattan:{document.id}": document.text for document in situation.documents}
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    assert annotations == {URIRef(f"urn:harmattan:{claim.id}") for claim in situation.claims}
    seen = 0
    for annotation in annotations:
        for target in graph.objects(annotation, OA.hasTarget):
            source = str(graph.value(target, OA.hasSource))
            selectors = {graph.value(one, RDF.type): one for one in graph.objects(target, OA.hasSelector)}
            words = selectors[OA.TextQuoteSelector]
            exact, prefix, suffix = (str(graph.value(words, term)) for term in (OA.exact, OA.prefix, OA.suffix))
            if source not in texts:
                assert source == "https://wire.example/1"
                assert OA.TextPositionSelector not in selectors
                continue
            place = selectors[OA.TextPositionSelector]
            start, end = (int(graph.value(place, term)) for term in (OA.start, OA.end))
            text = texts[source]
            assert text[start:end] == exact
            assert text[:start].endswith(prefix)
            assert text[end:].startswith(suffix)
            seen += 1
    assert seen == len(situation.claims)


def test_nothing_of_an_annotation_is_lost_on_the_way_to_triples(graph, situation):
    (collection,) = graph.subjects(RDF.type, AS.OrderedCollection)
    assert int(graph.value(collection, AS.totalItems)) == len(situation.claims)
    values = {str(value) for value in graph.objects(None, RDF.value)}
    assert {"kind: toll", "said by: army (named)", "said by: the author (author)", "toll: contested"} <= values
    assert {claim.statement for claim in situation.claims} <= values
    kinds = set(graph.objects(None, RDF.type))
    assert URIRef("http://purl.org/dc/dcmitype/Text") in kinds
    assert not [kind for kind in kinds if not str(kind).startswith("http")]
