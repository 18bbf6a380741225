"""Writes docs/records.md from the Structs and docs/commands.md from the command line.

python tools/docs/build.py           write both
python tools/docs/build.py --check   exit 1 where one is out of date, or a field or command is undocumented
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

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
    ("Which accounts tell of one happening", "harmattan.records.joining"),
    ("What others have", "harmattan.records.comparison"),
    ("What the claims support", "harmattan.records.assessment"),
    ("Actors, places and what holds between them", "harmattan.records.actor"),
    ("What may come", "harmattan.records.outlook"),
    ("What holds over time", "harmattan.records.picture"),
    ("Why a record is there", "harmattan.records.explanation"),
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
                told += values_named(module, kind)
                lines.append(f"| `{field}` | `{kind.replace('|', chr(92) + '|')}` | {told} |")
    return "\n".join(lines) + "\n"


def values_named(module: Any, kind: str) -> str:
    """Return, as a sentence, the values that the name of a closed set of words in an annotation stands for."""
    for name in re.findall(r"\w+", kind):
        values = get_args(getattr(module, name, None)) if get_origin(getattr(module, name, None)) is Literal else ()
        if values:
            return f" One of {', '.join(f'`{value}`' for value in values)}."
    return ""


def command_tree() -> Any:
    """Return the root command: `help`, `epilog`, `params` and, where it has any, `commands` by name."""
    from harmattan.surfaces.cli.app import app

    return typer.main.get_command(app)


def commands_page(root: Any = None) -> str:
    """Return the command reference. Raises UndocumentedError where a command, argument or option has no help."""
    lines = [
        "# Commands",
        "",
        "Made from the command line by `python tools/docs/build.py`. Every command answers `--help`. Exit status: 0 all went",
        "well, 1 some input or the output failed, 2 wrong usage, 130 interrupted.",
    ]
    describe(command_tree() if root is None else root, ("harmattan",), lines)
    return "\n".join(lines) + "\n"


def describe(command: Any, path: tuple[str, ...], lines: list[str]) -> None:
    """Add a command and those below it to the lines. Raises UndocumentedError where something has no help."""
    name = " ".join(path)
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    if not text:
        raise UndocumentedError(f"`{name}` has no help")
    lines += ["", f"{'#' * min(len(path) + 1, 4)} `{name}`", "", text]
    rows = []
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        # A bracket is escaped for rich, which would take it for a style.
        told = " ".join(str(getattr(parameter, "help", None) or "").split()).replace("\\[", "[")
        if not told:
            raise UndocumentedError(f"`{name}`: {parameter.name} has no help")
        rows.append(f"| {label_of(parameter)} | {told.replace('|', chr(92) + '|')}{values_of(parameter)} |")
    if rows:
        lines += ["", "| argument or option | what it does |", "|---|---|", *rows]
    examples = [line for line in (command.epilog or "").splitlines() if line.strip() and "[bold]" not in line]
    if examples and len(path) > 1:
        lines += ["", *(f"    {line}" for line in examples)]
    children = {child.name: child for child in getattr(command, "commands", {}).values() if not child.hidden}
    for child_name in sorted(children):
        describe(children[child_name], (*path, child_name), lines)


def label_of(parameter: Any) -> str:
    """Return how a parameter is written on the command line."""
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar or parameter.name.upper()}`"
    names = sorted(parameter.opts, key=lambda name: (not name.startswith("--"), name))
    return ", ".join(f"`{name}`" for name in names) + (f" `{parameter.metavar}`" if parameter.metavar else "")


def values_of(parameter: Any) -> str:
    """Return what may be given and what holds without it, as a sentence for the table."""
    annotation = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    # Older Typer hands choices over as a click type, newer ones keep the annotation.
    listed = get_args(annotation) if get_origin(annotation) is Literal else ()
    choices = [f"`{choice}`" for choice in listed or getattr(getattr(parameter, "type", None), "choices", ())]
    told = f" One of {', '.join(choices)}." if len(choices) > 1 else ""
    default = parameter.default
    if parameter.param_type_name == "option" and isinstance(default, (str, int)) and not isinstance(default, bool):
        told += f" Default: `{default}`."
    return told


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
