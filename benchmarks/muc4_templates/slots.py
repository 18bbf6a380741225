"""Slots of targets as the scorer reads them."""

from __future__ import annotations

from muc4_templates.targets import Human, Thing

Template = dict[str, object]


EFFECT_FLOOR = 0.4


def likely(befell: dict[str, float]) -> list[str]:
    """Return the effects that are likely enough, the likeliest first."""
    return [effect for effect, chance in sorted(befell.items(), key=lambda each: -each[1]) if chance >= EFFECT_FLOOR]


def of_things(things: list[Thing]) -> Template:
    """Return the slots of physical targets."""
    if not things:
        return {}
    return {
        "phys_target_id": [thing.text for thing in things],
        "phys_target_type": [{"value": thing.kind, "of": thing.text} for thing in things],
        "phys_target_number": [{"value": thing.number, "of": thing.text} for thing in things],
        "phys_target_foreign_nation": [{"value": thing.nation, "of": thing.text} for thing in things if thing.nation],
        "phys_target_effect": [
            {"value": effect, "of": thing.text} for thing in things for effect in likely(thing.befell)
        ],
    }


def of_humans(humans: list[Human]) -> Template:
    """Return the slots of human targets."""
    if not humans:
        return {}
    keyed = [(human, human.name or (human.descriptions[0] if human.descriptions else "-")) for human in humans]
    return {
        "human_target_name": [human.name for human in humans if human.name],
        "human_target_description": [
            {"value": text, "of": human.name or ""} for human in humans for text in human.descriptions
        ],
        "human_target_type": [{"value": human.kind, "of": key} for human, key in keyed],
        "human_target_number": [{"value": human.number, "of": key} for human, key in keyed],
        "human_target_foreign_nation": [{"value": human.nation, "of": key} for human, key in keyed if human.nation],
        "human_target_effect": [
            {"value": effect, "of": key} for human, key in keyed for effect in likely(human.befell)
        ],
    }
