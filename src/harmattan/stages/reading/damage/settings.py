"""What shapes the repair of damaged text."""

from __future__ import annotations

import msgspec


class DamageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Floors of the repair; shares are of a document's distinct lower-case words unless said otherwise.

    Tuned on the false alarms of the MUC-4 development wires, GeoWebNews and the treebank texts.
    """

    floor: float = 0.6
    """A restoration less confident than this is not made."""
    markers: int = 2
    """So many distinct words that no honest report has make a text spun."""
    odd_share: float = 0.085
    """From this share of rare words with a far commoner neighbour on, one marker makes a text spun."""
    weak_share: float = 0.16
    """From this share of such words on, a text is spun without any marker."""
    splits: int = 2
    """So many distinct fused words make a text fused; one is enough where its border is plain."""
    garbage_share: float = 0.6
    """A damaged text of which more than this share of tokens is touched or suspect is garbage."""
    salad_pairs: float = 0.12
    """A text of which a smaller share of neighbouring words are known pairs is garbage."""
    salad_tokens: int = 80
    """No shorter text is called garbage."""
    rate: float = 0.25
    """The share of words that a spinner is taken to have swapped."""


DEFAULT = DamageSettings()
