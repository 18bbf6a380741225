"""Why a record is there, for a reader."""

from harmattan.surfaces.explain.terminal import render_terminal

__all__ = ["render_terminal"]
