"""`harmattan lineage`: who copied whom."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from harmattan.surfaces.cli.inputs import AsOf, Files, Jobs, Language, Lexicons, Output, Public, Published, SourceName

if TYPE_CHECKING:
    from harmattan.records.document import Document
    from harmattan.records.lineage import Lineage

Form = Literal["terminal", "jsonl", "json", "html"]
_FORMS: dict[str, Form] = {".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl", ".txt": "terminal"}
EXAMPLES = (
    "[bold]Examples[/bold]\n\n"
    "harmattan lineage news/\n\n"
    "harmattan lineage news/ -o family.html   (the family tree of every story, with the passages that are shared)\n\n"
    "harmattan lineage feed.jsonl | jq -r '.members[] | [.relation, .document_id] | @tsv'"
)


def lineage(
    files: Files,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="Form of the output; without it, by the name of the output, else a tree for a terminal and JSON Lines"
            " for a pipe.",
        ),
    ] = None,
    output: Output = None,
    lexicon: Lexicons = None,
    language: Language = None,
    source: SourceName = None,
    published: Published = None,
    jobs: Jobs = 1,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="FOLDER",
            help="Keep what documents are compared by in this folder (not their texts), and compare with what it holds.",
        ),
    ] = None,
    public: Public = False,
    as_of: AsOf = None,
) -> None:
    """Write which documents go back to one text: copies, excerpts, updates, translations and spun copies of it.

    As JSON Lines one lineage a line; a document that nobody copied has a lineage of one, and a quote or communiqué that
    reports otherwise their own have in common is a lineage of kind `source`. With --store the lineages are those of all
    documents that were ever given with this folder. The HTML is one file that opens offline and quotes the documents in
    full. An input that can't be read is named on standard error, and the exit status is 1.
    """
    from harmattan.executors import Processes, bulk_join
    from harmattan.lexicons import load
    from harmattan.plugins.sources import open_source
    from harmattan.records.claim import Refusal
    from harmattan.stages import lineages, reading
    from harmattan.store import FolderShelf
    from harmattan.surfaces.cli.inputs import complain, publication_of, reading_settings, settings_of
    from harmattan.surfaces.cli.output import opened
    from harmattan.surfaces.cli.progress import counting

    settings = settings_of(lexicon, reading_settings(language, source, published))
    publication = publication_of(public, as_of)
    if publication is not None and store is not None:
        raise typer.BadParameter(
            "documents of earlier runs can't be masked, for their texts are not kept; leave --store out",
            param_hint="--public",
        )
    documents: list[Document] = []
    status = 0
    with opened(output) as stream:
        blobs = open_source(files).blobs()
        read = reading.read(blobs, lexicon=load(lexicon or ()), settings=settings.reading)
        for document in counting(read, files):
            if isinstance(document, Refusal):
                status = 1
                complain(document)
            else:
                documents.append(document)
        executor = Processes(jobs) if jobs > 1 else None
        join = bulk_join(len(documents), jobs)
        shelf = None if store is None else FolderShelf(store)
        index = None if shelf is None else lineages.load(shelf, settings.lineages, executor=executor, join=join)
        index = index or lineages.LineageIndex(settings.lineages, capacity=len(documents), executor=executor, join=join)
        index.add(documents)
        found = tuple(index.lineages({document.id: document.text for document in documents}))
        form = form or _form_of(output)
        if publication is not None:
            from harmattan.pipeline.publication import publish_lineages

            found, shown = publish_lineages(documents, found, publication=publication, settings=settings)
            documents = list(shown)
        for piece in _written(found, documents, form, public=public):
            _put(stream, piece, output)
        if shelf is not None:
            lineages.save(index, shelf)
    raise typer.Exit(status)


def _form_of(output: str | None) -> Form:
    """Return the form that the name of the output asks for, else the one for whoever reads standard output."""
    named = _FORMS.get(PurePath(output or "").suffix.lower())
    if named is not None:
        return named
    return "terminal" if output is None and sys.stdout.isatty() else "jsonl"


def _written(found: tuple[Lineage, ...], documents: list[Document], form: Form, *, public: bool) -> Iterator[bytes]:
    import msgspec

    if form == "jsonl":
        for each in found:
            yield msgspec.json.encode(each) + b"\n"
    elif form == "json":
        yield msgspec.json.format(msgspec.json.encode({"lineages": found}), indent=2) + b"\n"
    else:
        from harmattan.surfaces import family

        families = family.families_of(found, documents)
        if form == "html":
            yield family.render_html(families, public=public).encode("utf-8")
        else:
            from shutil import get_terminal_size

            yield family.render_terminal(families, max(40, get_terminal_size().columns)).encode(errors="replace")


def _put(stream: BinaryIO, piece: bytes, output: str | None) -> None:
    from harmattan.surfaces.cli.output import write

    write(stream, piece, output)
