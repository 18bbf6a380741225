"""The command line: `harmattan`."""

from harmattan.surfaces.cli.app import main

__all__ = ["main"]
