"""What is written down is true: every record, command and option is documented, and what the pages name exists."""

from __future__ import annotations

import importlib
import importlib.util
import io
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import msgspec
import pytest

import harmattan
from harmattan.pipeline import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")) + [ROOT / "benchmarks" / "RESULTS.md"]
CONDUCT = re.compile(
    r"\bA[I]\b|\bL[L]Ms?\b|(?i:\b(?:sub-?|coding |[a]i )agen[t]s?\b|\bco-authore[d]-by\b|\bissu[e]s? #?\d"
    r"|\b(?:this|that|the|my|our|earlier|later|previous) sessio[n]s?\b)"
)
PATHS = re.compile(r"(?<![\w.~-])/(?:wor[k]|tm[p]|roo[t]|hom[e]/\w+)/")


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", ROOT / "tools" / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def commands(build: ModuleType) -> dict[str, set[str]]:
    """Every command by its full name, with its options."""
    found: dict[str, set[str]] = {}

    def walk(command: object, name: str) -> None:
        options = {opt for parameter in command.params for opt in parameter.opts if opt.startswith("-")}  # type: ignore[attr-defined]
        found[name] = options | {"--help", "-h"}
        for child in getattr(command, "commands", {}).values():
            walk(child, f"{name} {child.name}")

    walk(build.command_tree(), "harmattan")
    return found


def test_the_record_reference_is_up_to_date(build: ModuleType) -> None:
    assert (ROOT / "docs" / "records.md").read_text(encoding="utf-8") == build.records_page(), "run tools/docs/build.py"


def test_the_command_reference_is_up_to_date(build: ModuleType) -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == build.commands_page(), (
        "run tools/docs/build.py"
    )


def test_every_record_and_field_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    sections = {part.split("\n", 1)[0]: part for part in page.split("\n### ")[1:]}
    missing = []
    for path in sorted((ROOT / "src" / "harmattan" / "records").glob("*.py")):
        if path.stem in (
            "__init__",
            "reading",
        ):  # a Reading is what stages share while they work, and leaves in no output
            continue
        room = importlib.import_module(f"harmattan.records.{path.stem}")
        for name, value in vars(room).items():
            own = isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == room.__name__
            if own and not name.startswith("_"):
                section = sections.get(name, "")
                missing += [f"{name}.{field}" for field in value.__struct_fields__ if f"| `{field}` |" not in section]
    assert missing == []


def test_a_field_without_a_word_on_it_is_noticed(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "import msgspec\nclass Loss(msgspec.Struct):\n    '''A loss.'''\n    side: str\n"
    (tmp_path / "silent_record.py").write_text(lines)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(build, "MODULES", (("Losses", "silent_record"),))
    with pytest.raises(build.UndocumentedError, match=r"Loss\.side"):
        build.records_page()


@pytest.mark.parametrize("gap", ["command", "option"])
def test_a_command_or_option_without_help_is_noticed(build: ModuleType, gap: str) -> None:
    option = SimpleNamespace(
        name="jobs", opts=["--jobs"], help=None, hidden=False, param_type_name="option", metavar=None
    )
    told = "" if gap == "command" else "Counts."
    command = SimpleNamespace(name="count", help=told, params=[option], hidden=False, epilog=None, commands={})
    root = SimpleNamespace(
        name="harmattan", help="Reads.", params=[], hidden=False, epilog=None, commands={"count": command}
    )
    with pytest.raises(build.UndocumentedError, match="count"):
        build.commands_page(root)


def test_the_check_of_the_docs_passes_and_is_part_of_make_check() -> None:
    assert "tools/docs/build.py --check" in (ROOT / "Makefile").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "tools/docs/build.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def snippets(page: Path) -> list[str]:
    """What a page sets as something to type: fenced and indented lines, Python left out, and spans in backticks."""
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"^```(?:sh|console)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    text = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    indented = re.findall(r"^    (?! )(.+)$", text, re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", text)
    return [line for block in fenced for line in block.splitlines()] + indented + spans


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_command_or_option_that_does_not_exist(page: Path, commands: dict[str, set[str]]) -> None:
    unknown = []
    for snippet in snippets(page):
        for call in re.findall(r"(?<![\w./-])(?:python -m )?harmattan((?: [^\s|>#]+)*)", snippet.split("   #")[0]):
            words = call.split()
            name = "harmattan"
            while words and f"{name} {words[0]}" in commands:
                name = f"{name} {words.pop(0)}"
            group = any(known.startswith(f"{name} ") for known in commands)
            if group and words and not words[0].startswith("-") and words[0] not in ("COMMAND", "FILE", "*"):
                unknown.append(f"harmattan{call}")
            options = {word.split("=")[0] for word in words if re.fullmatch(r"--?[a-z][\w=-]*", word)}
            unknown += [f"{name} {option}" for option in sorted(options - commands[name] - commands["harmattan"])]
    assert unknown == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_make_target_or_file_that_does_not_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for snippet in snippets(page) for target in re.findall(r"(?:^|`)make ([a-z]+)", snippet)}
    assert named - targets == set()
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []
    paths = re.findall(r"`((?:src|tests|tools|docs|benchmarks|examples)/[\w./-]+)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    scripts = [
        script for snippet in snippets(page) for script in re.findall(r"python ((?:tools|benchmarks)/\S+\.py)", snippet)
    ]
    assert [script for script in scripts if not (ROOT / script).exists()] == []


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_path_of_one_machine_or_how_the_work_was_done() -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data[:4096] or path.suffix in (".bin", ".z", ".png"):
            continue
        text = data.decode("utf-8", "replace")
        hits = PATHS.findall(text)
        if path.suffix in (".py", ".md", ".toml", ".sh", ".js", ".css", ".j2", ""):
            hits += CONDUCT.findall(text)
        found += [f"{path.relative_to(ROOT)}: {hit}" for hit in hits]
    assert found == []


def examples(language: str) -> list[str]:
    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def example(holding: str) -> str:
    (code,) = [code for code in examples("python") if holding in code]
    return code


def test_the_example_of_a_lexicon_row_keeps_the_rules_and_is_read(tmp_path: Path) -> None:
    from harmattan.lexicons.check import check

    (row,) = [row for row in examples("yaml") if "table: triggers" in row]
    (tmp_path / "mine.yaml").write_text(row, encoding="utf-8")
    assert check([tmp_path]).faults == ()
    text = {"text": "Rebels swept into Ber on Monday.", "language": "en"}
    assert not [claim for claim in harmattan.report(text).claims if claim.kind == "control"]
    (claim,) = harmattan.report(text, settings=Settings(lexicons=(str(tmp_path),))).claims
    assert claim.kind == "control"
    assert [place.name for place in claim.places] == ["Ber"]
    assert [actor.name for actor in claim.actors if actor.role == "subject"] == ["Rebels"]


def test_the_example_of_an_actor_keeps_the_rules_and_is_found_in_russian_cases(tmp_path: Path) -> None:
    from harmattan.lexicons.check import check

    (row,) = [row for row in examples("yaml") if "table: actors" in row]
    (tmp_path / "mine.yaml").write_text(row, encoding="utf-8")
    assert check([tmp_path]).faults == ()
    text = {"text": "Бои идут с Фронтом дюн.", "language": "ru", "published": "2025-05-01"}
    (extraction,) = harmattan.extract(text, settings=Settings(lexicons=(str(tmp_path),)))
    assert [mention.resolved for mention in extraction.mentions if mention.text == "Фронтом дюн"] == ["dune-front"]


def test_the_example_of_what_a_copy_teaches_runs() -> None:
    space: dict[str, object] = {}
    exec(example("import Pair, learn"), space)
    learned = {item.row.observed: item.row for item in space["lesson"].learned}  # type: ignore[attr-defined]
    assert {word: row.restored for word, row in learned.items()} == {"fieldcraft": "army", "gramercy": "attack"}
    assert {row.confidence for row in learned.values()} == {0.75}
    assert "en-learned-gramercy" in str(space["rows"])


def test_the_example_of_an_extractor_runs_and_the_gate_refuses_what_it_overlooks() -> None:
    space: dict[str, object] = {}
    exec(example("class BodyCounts"), space)
    situation = space["situation"]
    assert [(claim.kind, claim.quantity.low) for claim in situation.claims] == [("toll", 12)]  # type: ignore[attr-defined]
    assert [refusal.code for refusal in situation.refusals] == ["cue"]  # type: ignore[attr-defined]


def test_the_example_of_a_source_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with tarfile.open("week.tar", "w") as archive:
        for name, data in (("a.txt", b"Rebels killed 3 soldiers in Ber on Monday."), ("b.txt", b"")):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    space: dict[str, object] = {}
    exec(example("class Archive"), space)
    situation = space["situation"]
    assert [document.text for document in situation.documents] == ["Rebels killed 3 soldiers in Ber on Monday."]  # type: ignore[attr-defined]
    assert [refusal.path for refusal in situation.refusals] == ["week.tar/b.txt"]  # type: ignore[attr-defined]


def test_the_example_of_a_format_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    from harmattan.lexicons import load
    from harmattan.ports import Blob
    from harmattan.stages.reading import formats, read

    space: dict[str, object] = {}
    exec(example("FORMAT = Format("), space)
    monkeypatch.setattr(formats, "FORMATS", (space["FORMAT"], *formats.FORMATS))
    data = b"1\n00:00:01,000 --> 00:00:04,000\nRebels killed 3 soldiers in Ber.\n"
    (document,) = read([Blob(path="speech.srt", data=data)], lexicon=load())
    assert document.text.strip() == "Rebels killed 3 soldiers in Ber."
    assert document.media_type == "application/x-subrip"


def test_the_settings_that_the_page_on_languages_names_exist() -> None:
    from harmattan.plugins.extractors.rules import RuleSettings

    assert Settings(rules=RuleSettings(grammars={"en": "en_core_web_lg"})).rules.grammars == {"en": "en_core_web_lg"}


def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^    (harmattan (?!COMMAND).+)$", text, re.MULTILINE)
    assert len(lines) >= 6
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for line in lines:
        arguments = line.split("   #")[0].split()[1:]
        done = subprocess.run(
            [sys.executable, "-m", "harmattan", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), line
        assert done.stdout or "-o" in arguments, line
    assert {path.name for path in tmp_path.iterdir()} == {
        "examples", "week.html", "week.geojson", "family.html", "claims.jsonl", "public.jsonl",
    }  # fmt: skip


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(
        r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    exec(code, {})
    out = capsys.readouterr().out
    assert "at least 12" in out
    assert "two security sources" in out


def test_the_figures_of_the_readme_are_among_the_results() -> None:
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Figures")[1].split("\n## ")[0]
    rows = [line.split("|")[2:4] for line in section.splitlines() if line.startswith("| ") and "`python" in line]
    assert rows
    for figure, command in rows:
        assert command.strip().strip("`") in results
        for number in re.findall(r"\d[\d.,]*\d|\d", figure):
            assert number in results, f"{number} is not in RESULTS.md"
