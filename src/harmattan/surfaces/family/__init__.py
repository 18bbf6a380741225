"""The family tree of stories: who took it from whom and when, with the passages that they share."""

from harmattan.surfaces.family.html import render_html
from harmattan.surfaces.family.terminal import render_terminal
from harmattan.surfaces.family.view import Families, families_of

__all__ = ["Families", "families_of", "render_html", "render_terminal"]
