"""What the figures have in common: colours, names on an axis, and how they are laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from plotly.graph_objects import Figure

from assessment.domain.ranking.places import Group, Ranking, Standing

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Those that a thin line can have on white and on black."""
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
INK = "#1d2733"
"""Text on a light fill."""
GREY = "#808080"
"""What is read on white and on black."""
CUT = {"color": GREY, "width": 2, "dash": "dash"}
"""The line where those who can be selected end."""
SELECTABLE = 12
"""So many applicants are told apart by colour and dash; of more only those near the cut."""

ROW = 34
"""Pixels for one applicant's row."""
TOP = 70
BOTTOM = 80
_LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Filling:
    """How a bar of a group is filled."""

    colour: str
    pattern: str


FILLINGS = {
    Group.IN: Filling("#0072B2", ""),
    Group.DECIDE_TOGETHER: Filling("#E69F00", "/"),
    Group.OUT: Filling("#BFC5CC", "."),
}


def places_and_names(standings: Sequence[Standing], *, whole: bool = True) -> list[str]:
    """Name of each, with the place it has in a whole round, as an axis shows them."""
    named = [(short(each.candidate.name), each) for each in standings]
    return apart(
        [(f"{each.place}. {name}" if whole else name, each.candidate.id) for name, each in named]
    )


def apart(labels: Sequence[tuple[str, str]]) -> list[str]:
    """Each label, with its id where it stands twice: an axis shows the same words as one row."""
    seen = Counter(label for label, _ in labels)
    return [label if seen[label] == 1 else f"{label} (nr. {key})" for label, key in labels]


def short(name: str) -> str:
    """A name cut to what an axis has room for."""
    kept = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
    return plain(kept)


def plain(name: str) -> str:
    """A name as text: plotly takes tags for markup, links too."""
    return name.replace("&", "&amp;").replace("<", "&lt;")


def cut_words(ranked: Ranking) -> str:
    """What the line at the cut is called where the marks are explained."""
    places = ranked.select.max
    return f"der er højst {places} pladser" if places > 1 else "der er højst 1 plads"


def near_the_cut(ranked: Ranking) -> frozenset[str]:
    """The ids of those to tell apart: all of a few, else those whose totals are nearest the cut."""
    totals = {each.candidate.id: each.total for each in ranked.ranked if each.total is not None}
    if len(totals) <= SELECTABLE:
        return frozenset(totals)
    cut: list[Fraction] = list(totals.values())[ranked.select.max - 1 : ranked.select.max + 1]
    middle = sum(cut, Fraction(0)) / max(len(cut), 1)
    return frozenset(sorted(totals, key=lambda key: abs(totals[key] - middle))[:SELECTABLE])


def spaced(wanted: Sequence[float], gap: float) -> list[float]:
    """Where labels stand that would stand here but must be `gap` apart, in the order given.

    The order is from the lowest; runs that are too close are spread around their middle.
    """
    runs: list[tuple[float, int]] = []
    for each in wanted:
        middle, count = each, 1
        while runs and middle - runs[-1][0] < gap * (count + runs[-1][1]) / 2:
            before, many = runs.pop()
            middle = (middle * count + before * many) / (count + many)
            count += many
        runs.append((middle, count))
    return [middle + gap * (at - (count - 1) / 2) for middle, count in runs for at in range(count)]


def laid_out(figure: Figure, rows: int, title: str, *, row: int = ROW) -> Figure:
    """Give a figure of so many rows its title, its height and the place of its legend."""
    figure.update_layout(
        title={
            "text": title,
            "font": {"size": 16},
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 0.98,
        },
        height=TOP + BOTTOM + row * max(rows, 2),
        margin={"l": 10, "r": 20, "t": TOP, "b": BOTTOM},
        legend={
            "orientation": "h",
            "yref": "container",
            "y": 0.01,
            "yanchor": "bottom",
            "x": 0,
            "traceorder": "normal",
        },
        separators=",.",
        dragmode=False,
    )
    figure.update_yaxes(automargin=True, ticks="")
    return figure
