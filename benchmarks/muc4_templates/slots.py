"""Slots of targets as the scorer reads them."""

from __future__ import annotations

from muc4_templates.targets import Human, Thing

Template = dict[str, object]


def of_things(things: list[Thing]) -> Template:
    """Return the slots of physical targets."""
    if not things:
        return {}
    return {
        "phys_target_id": [thing.text for thing in things],
        "phys_target_type": [{"value": thing.kind, "of": thing.text} for thing in things],
        "phys_target_number": [{"value": thing.number, "of": thing.text} for thing in things],
        "phys_target_foreign_nation": [{"value": thing.nation, "of": thing.text} for thing in things if thing.nation],
        "phys_target_effect": [{"value": thing.effect or "SOME DAMAGE", "of": thing.text} for thing in things],
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
        "human_target_effect": [{"value": effect, "of": key} for human, key in keyed for effect in human.effects],
    }
