"""Schemas of the records, derived from them: JSON Schema, and Arrow with the way into a table and back."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import inspect

import harmattan.records

if TYPE_CHECKING:
    import pyarrow

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SHAPES = frozenset({"Explanation", "Extraction", "Picture", "Situation"})
"""What leaves the program without being a record with an id."""


def record_types() -> dict[str, Any]:
    """Return every record type by its name: each Struct with an `id`, the Mention that is any of its kinds, the outputs."""
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(harmattan.records.__path__):
        room = importlib.import_module(f"harmattan.records.{module.name}")
        for name, value in vars(room).items():
            if getattr(value, "__module__", None) != room.__name__ or name.startswith("_"):
                continue
            if isinstance(value, type) and issubclass(value, msgspec.Struct):
                if name in _SHAPES or "id" in value.__struct_fields__:
                    found[name] = value
    mention = importlib.import_module("harmattan.records.mention")
    found["Mention"] = mention.Mention
    return dict(sorted(found.items()))


def json_schema(record: Any = None) -> dict[str, Any]:
    """Return the JSON Schema of a record type, or of all of them under `$defs`."""
    if record is None:
        _, components = msgspec.json.schema_components(list(record_types().values()))
        return {"$schema": DIALECT, "$defs": components}
    return {"$schema": DIALECT, **msgspec.json.schema(record)}


def arrow_schema(record: Any) -> pyarrow.Schema:
    """Return the Arrow schema of a record type: a column a field, null only where the record may be.

    A record in a record is a struct, a tuple a list (of fixed size where it has a fixed length), a mapping a map, a word
    out of few a string. A record of several kinds (a mention) is a struct of the fields of all of them beside `kind`;
    a field that holds something else in each kind comes once a kind (`resolved_place`, `resolved_actor`, …).
    Raises ModuleNotFoundError, one line that says what to install, where pyarrow is missing.
    """
    return _arrow().schema(list(_column(inspect.type_info(record)).arrow))


def arrow_table(record: Any, rows: Iterable[Any]) -> pyarrow.Table:
    """Return records of one type as an Arrow table, a row a record, in order. Errors as for `arrow_schema`."""
    column = _column(inspect.type_info(record))
    return _arrow().Table.from_pylist([column.to_arrow(row) for row in rows], schema=arrow_schema(record))


def from_arrow(record: Any, table: pyarrow.Table) -> tuple[Any, ...]:
    """Return the records of a table that `arrow_table` made. Raises msgspec.ValidationError for one that is none."""
    column = _column(inspect.type_info(record))
    return tuple(msgspec.convert(column.from_arrow(row), type=record) for row in table.to_pylist())


def _arrow() -> Any:
    try:
        return importlib.import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("Arrow needs pyarrow: pip install 'harmattan[arrow]'", name="pyarrow") from error


class _Column(msgspec.Struct, frozen=True):
    """The Arrow type of a value, and the way of the value there and back (to what msgspec.convert takes)."""

    arrow: Any
    to_arrow: Callable[[Any], Any]
    from_arrow: Callable[[Any], Any]


def _column(kind: inspect.Type) -> _Column:
    pa = _arrow()
    plain = {
        inspect.StrType: pa.string,
        inspect.IntType: pa.int64,
        inspect.FloatType: pa.float64,
        inspect.BoolType: pa.bool_,
    }
    if isinstance(kind, inspect.StructType):
        return _struct(kind)
    if isinstance(kind, inspect.UnionType):
        return _union(kind)
    if isinstance(kind, inspect.VarTupleType):
        item = _column(kind.item_type)
        return _listed(pa.list_(_field("item", kind.item_type)), item)
    if isinstance(kind, inspect.TupleType) and all(item == kind.item_types[0] for item in kind.item_types):
        item = _column(kind.item_types[0])
        return _listed(pa.list_(_field("item", kind.item_types[0]), len(kind.item_types)), item)
    if isinstance(kind, inspect.DictType) and isinstance(kind.key_type, inspect.StrType):
        held = _column(kind.value_type)
        return _Column(
            pa.map_(pa.string(), _field("value", kind.value_type)),
            lambda value: [(key, held.to_arrow(inner)) for key, inner in value.items()],
            lambda value: {key: held.from_arrow(inner) for key, inner in value},
        )
    if isinstance(kind, inspect.LiteralType):
        return _Column(pa.infer_type(list(kind.values)), _same, _same)
    if type(kind) in plain:
        return _Column(plain[type(kind)](), _same, _same)
    raise TypeError(f"no Arrow type stands for {kind}")


def _struct(kind: inspect.StructType) -> _Column:
    columns = {field.encode_name: _column(field.type) for field in kind.fields}
    return _Column(
        _arrow().struct([_field(field.encode_name, field.type) for field in kind.fields]),
        lambda record: {name: column.to_arrow(getattr(record, name)) for name, column in columns.items()},
        lambda row: {name: column.from_arrow(row[name]) for name, column in columns.items()},
    )


def _union(kind: inspect.UnionType) -> _Column:
    kinds = [option for option in kind.types if not isinstance(option, inspect.NoneType)]
    if len(kinds) > 1:
        return _kinds([option for option in kinds if isinstance(option, inspect.StructType)], len(kinds))
    held = _column(kinds[0])
    return _Column(
        held.arrow,
        lambda value: None if value is None else held.to_arrow(value),
        lambda value: None if value is None else held.from_arrow(value),
    )


def _kinds(kinds: list[inspect.StructType], expected: int) -> _Column:
    """Return the column of a record of several kinds, each told by its tag."""
    tag_field = kinds[0].tag_field if kinds else None
    if len(kinds) != expected or tag_field is None:
        raise TypeError("no Arrow type stands for a choice between values that are no tagged records")
    columns = {str(kind.tag): _struct(kind) for kind in kinds}
    types: dict[str, set[Any]] = {}
    for kind in kinds:
        for field in kind.fields:
            types.setdefault(field.encode_name, set()).add(_field(field.encode_name, field.type))
    names = {
        tag: {name: name if len(types[name]) == 1 else f"{name}_{tag}" for name in column.arrow.names}
        for tag, column in columns.items()
    }
    pa = _arrow()
    fields = {tag_field: pa.field(tag_field, pa.string(), nullable=False)}
    for tag, column in columns.items():
        for field in column.arrow:
            name = names[tag][field.name]
            everywhere = all(name in known.values() for known in names.values())
            fields[name] = field.with_name(name).with_nullable(field.nullable or not everywhere)

    def to_arrow(record: Any) -> dict[str, Any]:
        tag = str(record.__struct_config__.tag)
        row = columns[tag].to_arrow(record)
        return {tag_field: tag, **{names[tag][name]: value for name, value in row.items()}}

    def from_arrow(row: Any) -> dict[str, Any]:
        tag = row[tag_field]
        record = columns[tag].from_arrow({name: row[column] for name, column in names[tag].items()})
        return {tag_field: tag, **record}

    return _Column(pa.struct(list(fields.values())), to_arrow, from_arrow)


def _listed(arrow: Any, item: _Column) -> _Column:
    return _Column(
        arrow,
        lambda value: [item.to_arrow(inner) for inner in value],
        lambda value: [item.from_arrow(inner) for inner in value],
    )


def _field(name: str, kind: inspect.Type) -> Any:
    optional = isinstance(kind, inspect.UnionType) and kind.includes_none
    return _arrow().field(name, _column(kind).arrow, nullable=optional)


def _same(value: Any) -> Any:
    return value
