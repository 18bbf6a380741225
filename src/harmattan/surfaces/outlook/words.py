"""How odds, numbers, models and reasons are said."""

from __future__ import annotations

from harmattan.records.assessment import Likelihood
from harmattan.records.outlook import Driver

_STEPS: tuple[tuple[float, Likelihood], ...] = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even"),
    (0.80, "likely"),
    (0.95, "very likely"),
)
MODELS = {
    "conflictology": "last twelve months again",
    "recent_months": "recent months weighed by age",
    "usual_course": "usual course of such violence",
    "analogues": "similar states anywhere",
    "self_exciting": "self-exciting rate",
    "transitions": "state transitions",
    "threshold_odds": "odds of thresholds",
    "hurdle_counts": "zero-inflated counts",
}
DRIVERS = {
    "recent": "Recent months",
    "year": "The last year",
    "long_past": "The longer past",
    "rest": "How long it has been calm",
    "neighbours": "Neighbours",
    "volatility": "How fast it changes",
}
NOT_WRITTEN = (
    "No author wrote this and no document above is in it: forecasts from counts of the past, beside the naive baseline."
)
NAIVE = "Baseline (in brackets): each of the last twelve months is as likely as another to come again."
REGIMES = {
    "quiet": "no deaths in the last twelve months",
    "sporadic": "fewer than 25 deaths in the last twelve months",
    "active": "25 to 299 deaths in the last twelve months",
    "intense": "300 to 2,999 deaths in the last twelve months",
    "extreme": "3,000 deaths or more in the last twelve months",
}


def likelihood(chance: float) -> Likelihood:
    """Return the words of ICD 203 for a probability; those at the ends serve for what lies beyond them."""
    return next((word for limit, word in _STEPS if chance < limit or chance == limit == 0.55), "almost certain")


def percent(chance: float) -> str:
    """Return a probability as a reader should see it: never 0 % nor 100 %."""
    if chance < 0.005:
        return "under 0.5 %"
    if chance > 0.995:
        return "over 99.5 %"
    return f"{100 * chance:.1f} %" if chance < 0.1 else f"{100 * chance:.0f} %"


def odds(chance: float) -> str:
    """Return the words and the number."""
    return f"{likelihood(chance)} ({percent(chance)})"


def deaths(value: float) -> str:
    """Return a count with its thousands set off."""
    return f"{value:,.0f}"


def driver(one: Driver) -> tuple[str, str]:
    """Return what a driver is called and which way it moves the odds of 25 deaths or more, compared with a usual place."""
    if one.weight == 0:
        way = "its weight could not be learned"
    else:
        strength = abs(one.weight)
        much = "much " if strength > 1.5 else "slightly " if strength < 0.4 else ""
        way = f"{much}{'raises' if one.weight > 0 else 'lowers'} the odds"
    return DRIVERS.get(one.code, one.code), way
