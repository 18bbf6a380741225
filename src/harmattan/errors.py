"""The one error tree.

HarmattanError            anything we raise on purpose; str(error) is one line for a user
├── InputError            a file or document that can't be read: what, where, what to do
├── OutputError           a place that can't be written to
├── LexiconError          a lexicon file that breaks the rules: file, row, reason
├── LanguageError         a language or grammar that is not there
└── SettingsError         an option or setting that makes no sense
"""

from __future__ import annotations


class HarmattanError(Exception):
    """Base of every error raised on purpose. `str()` is one line: what is wrong, where, what to do."""


class InputError(HarmattanError):
    """A file or document that can't be read. `code` is short and stable, `path` names the input."""

    def __init__(self, path: str, code: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.code = code
        self.reason = reason


class OutputError(HarmattanError):
    """A place that can't be written to."""


class LexiconError(HarmattanError):
    """A lexicon file that breaks the rules."""


class LanguageError(HarmattanError):
    """A language without data, or a grammar that can't be loaded."""


class SettingsError(HarmattanError):
    """An option or setting that makes no sense."""


def cause_of(error: Exception) -> str:
    """Return one line that names an unexpected error and where in the program it arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}"
    return " ".join(f"{type(error).__name__}{where}: {error}".split())[:300]
