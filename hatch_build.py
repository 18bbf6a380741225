"""Compiles the lexicon whenever the package is built or installed, editable installs too."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = "src/harmattan/lexicons/compiled.bin"


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes `compiled.bin` and puts it in the wheel, though git ignores it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile from the sources beside this file. Raises LexiconError where a row breaks the rules."""
        source = Path(self.root) / "src"
        # The packages stand in empty: their __init__ may import what the build has no need to install.
        packages = {name: ModuleType(name) for name in ("harmattan", "harmattan.lexicons")}
        for name, package in packages.items():
            package.__path__ = [str(source.joinpath(*name.split(".")))]
        sys.modules.update(packages)
        try:
            from harmattan.lexicons.compiled import write_compiled

            write_compiled(Path(self.root) / COMPILED)
        finally:
            for name in [name for name in sys.modules if name.partition(".")[0] == "harmattan"]:
                del sys.modules[name]
        build_data["artifacts"].append("/" + COMPILED)
