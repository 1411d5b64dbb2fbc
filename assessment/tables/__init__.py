"""Domain values as pandas frames, for screens and spreadsheets; pandas' only home."""

from assessment.domain.verdicts import GROUPS
from assessment.tables.frame import Frame, as_csv, points
from assessment.tables.panel import (
    assignment,
    declarations,
    duties,
    load,
    minutes,
    own_reviews,
    people,
    permissions,
)
from assessment.tables.ranking import aspects, contributions, moves, ranking, reviewers
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
    "as_csv",
    "aspects",
    "assignment",
    "awards",
    "bump",
    "contributions",
    "decisions",
    "declarations",
    "duties",
    "events",
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
    "reviewers",
    "robustness",
    "shares",
    "spread",
    "winners",
]
