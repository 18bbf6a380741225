"""The small network behind our own grammars: its shape, its file, and what it sees of a word.

It is put together from spaCy's parts directly. `spacy.load` would first fill spaCy's registry and check a configuration, which
takes longer than to load the weights. Weights are kept in half precision, in one file of about 3 MB.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from harmattan.errors import LanguageError

DIGIT = re.compile(r"\d")
SEEN = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "LOWER"]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The size of a network: width and depth of the convolution, rows of each table of word features, hidden units of the parser.

    Rows are in the order of SEEN.
    """

    width: int = 96
    depth: int = 4
    rows: tuple[int, ...] = (5000, 1500, 1500, 500, 500)
    hidden: int = 64


class Network(NamedTuple):
    """spaCy's vocabulary and components, ready to read: `encoder` feeds `tagger` and `parser`."""

    vocab: Any
    encoder: Any
    tagger: Any
    parser: Any


def import_spacy() -> None:
    """Import spaCy without its command line, which would load an HTTP client and half as much again as the rest."""
    if "spacy" in sys.modules:
        return
    empty = ModuleType("spacy.cli.info")
    empty.info = None  # type: ignore[attr-defined]
    stand_ins = {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": empty}
    sys.modules.update(stand_ins)
    try:
        import spacy  # noqa: F401
    finally:
        for name in stand_ins:
            del sys.modules[name]


def norm_of(word: str) -> str:
    """Return the word in lower case, its digits all alike, its apostrophes plain."""
    return DIGIT.sub("0", word.lower()).replace("’", "'")


def start_of(word: str) -> str:
    """Return the first three letters in lower case, so that a wire in capitals looks like any other text."""
    return word[:3].lower()


def end_of(word: str) -> str:
    """Return the last three letters in lower case."""
    return word[-3:].lower()


def tail_of(word: str) -> str:
    """Return the last two letters in lower case."""
    return word[-2:].lower()


def vocabulary(language: str) -> Any:
    """Return a spaCy vocabulary that gives each word the features of SEEN; LOWER carries the last two letters."""
    import_spacy()
    from spacy.attrs import LANG, LOWER, NORM, PREFIX, SHAPE, SUFFIX
    from spacy.lang.lex_attrs import word_shape
    from spacy.vocab import Vocab

    getters: dict[Any, Callable[[str], Any]] = {
        LANG: lambda _: language,
        NORM: norm_of,
        PREFIX: start_of,
        SUFFIX: end_of,
        LOWER: tail_of,
        SHAPE: word_shape,
    }
    return Vocab(lex_attr_getters=getters)


def models(shape: Shape) -> tuple[Any, Any, Any]:
    """Return the untrained models of encoder, tagger and parser; the latter two listen to the first.

    They multiply with numpy's library, not with the one spaCy brings: half as fast again, measured on an AVX-512 core.
    """
    import_spacy()
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    usual = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return _models(shape)
    finally:
        set_current_ops(usual)


def _models(shape: Shape) -> tuple[Any, Any, Any]:
    from spacy.ml.models.parser import build_tb_parser_model
    from spacy.ml.models.tagger import build_tagger_model
    from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model, tok2vec_listener_v1

    embed = MultiHashEmbed(width=shape.width, attrs=SEEN, rows=list(shape.rows), include_static_vectors=False)
    encode = MaxoutWindowEncoder(width=shape.width, depth=shape.depth, window_size=1, maxout_pieces=3)
    tagger = build_tagger_model(tok2vec_listener_v1(shape.width))
    parser = build_tb_parser_model(
        tok2vec_listener_v1(shape.width),
        state_type="parser",
        extra_state_tokens=False,
        hidden_width=shape.hidden,
        maxout_pieces=2,
        use_upper=True,
    )
    return build_Tok2Vec_model(embed, encode), tagger, parser


def save_network(path: Path, shape: Shape, encoder: Any, tagger: Any, parser: Any) -> None:
    """Write trained components to one file, weights in half precision."""
    import srsly  # type: ignore[import-untyped]

    left_out = ["vocab", "model"]
    content = {
        "shape": msgspec.to_builtins(shape),
        "tagger": tagger.to_bytes(exclude=left_out),
        "parser": parser.to_bytes(exclude=left_out),
        "weights": [_recast(component.model.to_dict(), "float16") for component in (encoder, tagger, parser)],
    }
    path.write_bytes(srsly.msgpack_dumps(content))


def load_network(path: Path, language: str) -> Network:
    """Return the network kept in a file. Raises LanguageError where the file can't be read as one."""
    vocab = vocabulary(language)
    from spacy.pipeline.dep_parser import DependencyParser
    from spacy.pipeline.tagger import Tagger
    from spacy.pipeline.tok2vec import Tok2Vec

    try:
        content = read_content(path)
        parts = models(shape_of(content))
        network = Network(vocab, Tok2Vec(vocab, parts[0]), Tagger(vocab, parts[1]), DependencyParser(vocab, parts[2]))
        fill_network(content, network.encoder, network.tagger, network.parser)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LanguageError(f"{path}: not a grammar of this version; make it anew with `make grammar`") from error
    for part in parts[1:]:
        for listener in (node for node in part.walk() if node.name == "tok2vec-listener"):
            network.encoder.add_listener(listener, "reader")
    return network


def read_content(path: Path) -> dict[str, Any]:
    """Return what a file of weights holds: shape, labels and moves, weights."""
    import srsly

    content: dict[str, Any] = srsly.msgpack_loads(path.read_bytes())
    return content


def shape_of(content: dict[str, Any]) -> Shape:
    """Return the shape of the network that a file holds."""
    return msgspec.convert(content["shape"], Shape)


def fill_network(content: dict[str, Any], encoder: Any, tagger: Any, parser: Any) -> None:
    """Put the labels, moves and weights of a file into untrained components of the same shape."""
    tagger.from_bytes(content["tagger"], exclude=["model"])
    parser.from_bytes(content["parser"], exclude=["model"])
    for component, weights in zip((encoder, tagger, parser), content["weights"], strict=True):
        component.model.from_dict(_recast(weights, "float32"))


def _recast(weights: dict[Any, Any], kind: str) -> dict[Any, Any]:
    params = [
        {name: None if array is None else array.astype(kind) for name, array in node.items()}
        for node in weights["params"]
    ]
    return {**weights, "params": params}
