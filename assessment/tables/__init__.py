"""Domain values as pandas frames, for screens and spreadsheets; pandas' only home."""

from assessment.tables.agreement import agreement, leniency
from assessment.tables.comparison import compared_aspects, comparison
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
from assessment.tables.ranking import GROUPS, aspects, contributions, moves, ranking, reviewers
from assessment.tables.rounds import awards, decisions, events, overview, receipts, register

__all__ = [
    "GROUPS",
    "Frame",
    "agreement",
    "as_csv",
    "aspects",
    "assignment",
    "awards",
    "compared_aspects",
    "comparison",
    "contributions",
    "decisions",
    "declarations",
    "duties",
    "events",
    "leniency",
    "load",
    "minutes",
    "moves",
    "overview",
    "own_reviews",
    "people",
    "permissions",
    "points",
    "ranking",
    "receipts",
    "register",
    "reviewers",
]
