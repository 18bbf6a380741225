"""Writes docs/records.md from the Structs and docs/commands.md from the command line.

python tools/docs/build.py           write both
python tools/docs/build.py --check   exit 1 where one is out of date, or a field or command is undocumented
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from pathlib import Path

import click
import msgspec
import typer.main

ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    ("What is read", "harmattan.records.document"),
    ("What was made by whom", "harmattan.records.base"),
    ("What is claimed", "harmattan.records.claim"),
    ("What was found", "harmattan.records.mention"),
    ("Who copied whom", "harmattan.records.lineage"),
    ("What happened", "harmattan.records.event"),
    ("What the claims support", "harmattan.records.assessment"),
    ("Actors, places and what holds between them", "harmattan.records.actor"),
    ("What may come", "harmattan.records.outlook"),
    ("What leaves the program", "harmattan.records.bundle"),
)


class UndocumentedError(Exception):
    """A record, field, command or option that says nothing of itself."""


def field_docs(module_name: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Return, by class and field, the annotation as it is written and the docstring below the field."""
    module = importlib.import_module(module_name)
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        fields: dict[str, tuple[str, str]] = {}
        for statement, below in zip(node.body, [*node.body[1:], None], strict=True):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                told = (
                    below.value.value
                    if isinstance(below, ast.Expr)
                    and isinstance(below.value, ast.Constant)
                    and isinstance(below.value.value, str)
                    else ""
                )
                fields[statement.target.id] = (ast.unparse(statement.annotation), told)
        found[node.name] = fields
    return found


def records_page() -> str:
    """Return the record reference. Raises UndocumentedError where a record or field has no docstring."""
    lines = [
        "# Records",
        "",
        "Made from the code by `python tools/docs/build.py`. Every record is a frozen msgspec Struct; `harmattan schema` prints",
        "its JSON Schema. A field that no stage fills yet is null.",
    ]
    for heading, module_name in MODULES:
        module = importlib.import_module(module_name)
        docs = field_docs(module_name)
        lines += ["", f"## {heading}"]
        for name, fields in docs.items():
            record = getattr(module, name)
            if name.startswith("_") or not (isinstance(record, type) and issubclass(record, msgspec.Struct)):
                continue
            if not record.__doc__:
                raise UndocumentedError(f"{name} has no docstring")
            for base in record.__mro__[1:]:
                fields = docs.get(base.__name__, {}) | fields
            lines += ["", f"### {name}", "", record.__doc__.strip(), "", "| field | type | holds |", "|---|---|---|"]
            for field in record.__struct_fields__:
                kind, told = fields.get(field, ("", ""))
                if not told:
                    raise UndocumentedError(f"{name}.{field} says nothing of what it holds")
                lines.append(f"| `{field}` | `{kind.replace('|', chr(92) + '|')}` | {told} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Return the command reference. Raises UndocumentedError where a command, argument or option has no help."""
    from harmattan.surfaces.cli import app

    root = typer.main.get_command(app)
    lines = ["# Commands", "", "Made from the command line by `python tools/docs/build.py`."]
    _describe(root, ("harmattan",), lines)
    return "\n".join(lines) + "\n"


def _describe(command: click.Command, path: tuple[str, ...], lines: list[str]) -> None:
    name = " ".join(path)
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    if not text:
        raise UndocumentedError(f"`{name}` has no help")
    lines += ["", f"{'#' * min(len(path) + 1, 4)} `{name}`", "", text]
    rows = []
    for parameter in command.params:
        record = parameter.to_info_dict()
        told = str(record.get("help") or getattr(parameter, "help", None) or "")
        if record.get("hidden"):
            continue
        if not told:
            raise UndocumentedError(f"`{name}`: {parameter.name} has no help")
        label = parameter.name.upper() if parameter.param_type_name == "argument" else ", ".join(parameter.opts)  # type: ignore[union-attr]
        rows.append(f"| `{label}` | {' '.join(told.split()).replace('|', chr(92) + '|')} |")
    if rows:
        lines += ["", "| option | what it does |", "|---|---|", *rows]
    for child_name, child in sorted(getattr(command, "commands", {}).items()):
        if not child.hidden:
            _describe(child, (*path, child_name), lines)


def main() -> int:
    """Write the pages, or say which are out of date."""
    check = "--check" in sys.argv[1:]
    stale = []
    try:
        pages = {"docs/records.md": records_page(), "docs/commands.md": commands_page()}
    except UndocumentedError as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    for name, text in pages.items():
        path = ROOT / name
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"docs: {', '.join(stale)} out of date; run python tools/docs/build.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
