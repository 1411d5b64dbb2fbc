"""Domain values as pandas frames, for screens and spreadsheets; pandas' only home."""

from assessment.domain.ranking.verdicts import GROUPS
from assessment.tables.agreement import agreement, expected_places, leniency
from assessment.tables.comparison import compared_aspects, comparison
from assessment.tables.following import calendar, flaws, following
from assessment.tables.frame import Frame, as_csv, points
from assessment.tables.letters import letters, to_finish
from assessment.tables.panel import (
    assignment,
    changes,
    declarations,
    duties,
    load,
    minutes,
    own_reviews,
    people,
    permissions,
)
from assessment.tables.ranking import aspects, contributions, moves, ranking
from assessment.tables.robustness import (
    against_weight,
    bump,
    places,
    robustness,
    shares,
    spread,
    winners,
)
from assessment.tables.rounds import awards, decisions, events, overview, receipts, register

__all__ = [
    "GROUPS",
    "Frame",
    "against_weight",
    "agreement",
    "as_csv",
    "aspects",
    "assignment",
    "awards",
    "bump",
    "calendar",
    "changes",
    "compared_aspects",
    "comparison",
    "contributions",
    "decisions",
    "declarations",
    "duties",
    "events",
    "expected_places",
    "flaws",
    "following",
    "leniency",
    "letters",
    "load",
    "minutes",
    "moves",
    "overview",
    "own_reviews",
    "people",
    "permissions",
    "places",
    "points",
    "ranking",
    "receipts",
    "register",
    "robustness",
    "shares",
    "spread",
    "to_finish",
    "winners",
]
