"""Writes the compiled lexicon: `python -m harmattan.lexicons.compile`."""

from __future__ import annotations

import sys

from harmattan.errors import HarmattanError
from harmattan.lexicons.compiled import write_compiled


def main() -> int:
    """Write the compiled lexicon and return the exit status; a fault is one line on standard error."""
    try:
        print(write_compiled())
    except HarmattanError as error:
        print(error, file=sys.stderr)
        return 1
    except ImportError as error:
        print(f"{error.name} is not installed: pip install lemminflect simplemma", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
