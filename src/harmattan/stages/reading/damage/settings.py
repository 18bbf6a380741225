"""What shapes the repair of damaged text."""

from __future__ import annotations

import msgspec


class DamageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Floors of the repair; shares are of a document's distinct lower-case words unless said otherwise.

    Tuned on the false alarms of the MUC-4 development wires, GeoWebNews and the treebank texts.
    """

    floor: float = 0.55
    """A restoration less confident than this is not made."""
    markers: int = 2
    """So many distinct words that no honest report has make a text spun."""
    odd_share: float = 0.085
    """From this share of words that spinners put in on, a text is looked at closely though it has no marker."""
    swaps: float = 0.03
    """A text looked at closely is spun where more than this share of its words would be read otherwise."""
    marked_swaps: float = 0.015
    """The same for a text that has one marker."""
    fewest_swaps: int = 4
    """No text is called spun for fewer swaps unless its markers say so."""
    phrases: int = 2
    """So many distinct mistranslated phrases make a text translated."""
    splits: int = 2
    """So many distinct fused words make a text fused; one with a plain border counts as two."""
    garbage_share: float = 0.6
    """A damaged text of which more than this share of tokens is touched or suspect is garbage."""
    salad_pairs: float = 0.12
    """A text of which a smaller share of neighbouring words are known pairs is garbage."""
    salad_tokens: int = 80
    """No shorter text is called garbage."""
    rate: float = 0.4
    """The share of words that a spinner is taken to have swapped, among those that it could have put in."""
    temper: float = 0.7
    """What the log odds of a reading are multiplied with: pair counts alone are too sure of themselves."""


DEFAULT = DamageSettings()
