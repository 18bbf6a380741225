"""What shapes the repair of damaged text."""

from __future__ import annotations

import msgspec


class DamageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Floors of the repair; shares are of a document's distinct lower-case words unless said otherwise.

    Tuned on the false alarms of the MUC-4 development wires and of the treebanks' training parts; what says when a guess is
    followed, on the development texts of `benchmarks/restoration.py`.
    """

    floor: float = 0.55
    """A restoration by a row less confident than this is not made."""
    rare_floor: float = 0.35
    """The same for words that no honest report has: those were not meant, and their readings are synonyms."""
    touch: float = 0.9
    """A guess is followed where, of the guessed word and the observed one, the guessed one stood there with at least this
    probability. Of the words of reports that nobody swapped two in a thousand are touched then, by held-out parts of what
    trains the guesses (`tools/damage/train_guesses.py --held`)."""
    quick_touch: float = 0.94
    """The same where no encoder read the text."""
    row_touch: float = 0.2
    """The same for a word that honest reports have, too, and that a row reads otherwise."""
    guess_floor: float = 0.4
    """The guessed word must be at least this likely as it is told, which is less than its network has it (`oversure`)."""
    oversure: float = 0.4
    """So much surer of themselves are the networks of guesses than these come right, natural log odds, by the development texts:
    of those called .80 to .85 likely .72 to .78 come right there, of those called .50 to .55 .44 to .46."""
    likely_touch: float = 0.5
    """What `touch` is for what was only likely meant (`Damage.doubtful`), by the development texts of
    `benchmarks/meaning.py`."""
    likely_floor: float = 0.31
    """What it likely was must be told to be at least this likely."""
    quick: bool = False
    """Guess by what stands beside each word alone: thirty times as fast, and fewer are found."""
    heavy: float = 0.17
    """Words of this mean weight are not looked at quickly first: no clean text's weighed more than 0.14."""
    first_swaps: float = 0.01
    """An unmarked text of which the first look would read no larger share of words otherwise is looked at no further."""
    markers: int = 2
    """So many distinct words that no honest report has make a text spun."""
    odd_share: float = 0.06
    """From this share of words that spinners put in on, a text in a language without guesses is spun."""
    suspect_share: float = 0.04
    """From this share of such words on, it is looked at closely."""
    suspect_weight: float = 0.135
    """From this mean weight of its words on, a text in a language with guesses is looked at closely: how much likelier each
    comes from a spinner than from an honest text, log10, where it does."""
    swaps: float = 0.03
    """A text looked at closely is spun where more than this share of its words would be read otherwise."""
    marked_swaps: float = 0.015
    """The same for a text that has one marker."""
    fewest_swaps: int = 4
    """No text is called spun for fewer swaps unless its markers say so."""
    phrases: int = 2
    """So many distinct phrases that tell make a text spun or translated."""
    splits: int = 2
    """So many distinct fused words make a text fused; one with a plain border counts as two."""
    garbage_share: float = 0.6
    """A damaged text of which more than this share of tokens is touched or suspect is garbage."""
    salad_tokens: int = 80
    """No shorter text is called garbage."""
    rate: float = 0.4
    """The share of words that a spinner is taken to have swapped, among those that it could have put in."""
    prior: float = 0.5
    """How far a word's own frequency counts, against how well it fits its neighbours: the commonest words fit badly."""
    temper: float = 0.7
    """What the log odds of a reading are multiplied with: pair counts alone are too sure of themselves."""


DEFAULT = DamageSettings()
QUICK = DamageSettings(quick=True)
