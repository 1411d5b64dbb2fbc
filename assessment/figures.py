"""Domain values as plotly figures, returned and never drawn; plotly's only home.

Every figure has a text twin in `tables` that says the same. Colours are Okabe and Ito's, which
differ for colour-blind readers and in greyscale ("Color Universal Design", 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import plotly.graph_objects as go
from plotly.graph_objects import Figure

from assessment.domain.case import Case
from assessment.domain.ranking import Ranking, Standing
from assessment.domain.scheme import Scheme
from assessment.domain.wording import decimal

__all__ = ["Figure", "contributions", "matrix", "reviewer_dots"]

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
_ROW = 34
"""Pixels for one applicant's row."""
_LONGEST_NAME = 26


def matrix(ranked: Ranking, scheme: Scheme, *, whole: bool = True) -> Figure:
    """Applicants by criteria with the total; rows stand in the ranking's order.

    Of a part of the round only (`whole` is False) nobody has a place yet.
    """
    standings = [each for each in ranked.standings if each.total is not None]
    titles = [*(criterion.title for criterion in scheme.criteria), "Total"]
    rows = [
        [
            *(each.candidate.marks.criteria[criterion.id] for criterion in scheme.criteria),
            each.total,
        ]
        for each in standings
    ]
    figure = Figure(
        go.Heatmap(
            z=[[float(value or 0) for value in row] for row in rows],
            x=titles,
            y=_places(standings, whole=whole),
            text=[[decimal(value or Fraction(0)) for value in row] for row in rows],
            texttemplate="%{text}",
            hovertemplate="%{y}<br>%{x}: %{text}<extra></extra>",
            colorscale=[[0, "#ffffff"], [0.4, "#eef4fb"], [1, "#8fbbe6"]],
            textfont={"color": "#1d2733", "size": 13},
            zmin=0,
            zmax=5,
            xgap=2,
            ygap=2,
            showscale=False,
        )
    )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(side="top")
    return _laid_out(figure, len(standings), "Point for hvert kriterium (0–5)")


def contributions(ranked: Ranking, scheme: Scheme, *, whole: bool = True) -> Figure:
    """What each criterion adds to each total, with the last selected total of a whole round as a line."""
    standings = [each for each in ranked.standings if each.total is not None]
    names = _places(standings, whole=whole)
    figure = Figure()
    for index, criterion in enumerate(scheme.criteria):
        weight = ranked.weights[criterion.id]
        added = [weight * (each.candidate.marks.criteria[criterion.id] or 0) for each in standings]
        figure.add_bar(
            x=[float(value) for value in added],
            y=names,
            name=criterion.title,
            orientation="h",
            marker={"color": COLOURS[index % len(COLOURS)], "line": {"color": "white", "width": 1}},
            customdata=[decimal(value) for value in added],
            hovertemplate=f"%{{y}}<br>{criterion.title}: %{{customdata}}<extra></extra>",
        )
    if whole and len(standings) > ranked.select.max:
        last = sorted((each.total for each in standings if each.total is not None), reverse=True)
        cut = last[ranked.select.max - 1]
        label = f"plads {ranked.select.max}: {decimal(cut)}"
        figure.add_vline(x=float(cut), line_dash="dash")
        # Above the bars: on them it could not be read.
        figure.add_annotation(
            x=float(cut), y=1, yref="paper", yanchor="bottom", text=label, showarrow=False
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(range=[0, 5])
    return _laid_out(
        figure, len(standings), "Hvad hvert kriterium bidrager med til totalen (vægtede point)"
    )


def reviewer_dots(cases: Sequence[Case], scheme: Scheme) -> Figure:
    """Each reviewer's own total for each applicant, with the range and the mean."""
    shown = [case for case in cases if case.reviewer_totals]
    names = _apart([(_short(case.name), str(case.id)) for case in shown])
    totals = [case.reviewer_totals for case in shown]
    figure = Figure()
    for name, given in zip(names, totals, strict=True):
        ends = sorted(float(value) for value in given.values())
        line = {"color": "#999999", "width": 2}
        figure.add_scatter(
            x=[ends[0], ends[-1]],
            y=[name, name],
            mode="lines",
            line=line,
            hoverinfo="skip",
            showlegend=False,
        )
    for index, reviewer in enumerate(sorted({key for given in totals for key in given})):
        own = [
            (name, given[reviewer])
            for name, given in zip(names, totals, strict=True)
            if reviewer in given
        ]
        figure.add_scatter(
            x=[float(value) for _, value in own],
            y=[name for name, _ in own],
            name=reviewer,
            mode="markers",
            marker={
                "size": 11,
                "symbol": _SYMBOLS[index % len(_SYMBOLS)],
                "color": COLOURS[index % len(COLOURS)],
            },
            customdata=[decimal(value) for _, value in own],
            hovertemplate=f"%{{y}}<br>{reviewer}: %{{customdata}}<extra></extra>",
        )
    together = [case.marks.total(scheme.weights) or Fraction(0) for case in shown]
    figure.add_scatter(
        x=[float(total) for total in together],
        y=names,
        name="Alle",
        mode="markers",
        marker={"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": "#444444"}},
        customdata=[decimal(total) for total in together],
        hovertemplate="%{y}<br>Alle: %{customdata}<extra></extra>",
    )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(range=[0, 5])
    return _laid_out(figure, len(shown), "Hver bedømmers egen total (0–5)")


def _places(standings: Sequence[Standing], *, whole: bool) -> list[str]:
    """Name of each, with the place it has in a whole round, as an axis shows them."""
    named = [(_short(each.candidate.name), each) for each in standings]
    return _apart(
        [(f"{each.place}. {name}" if whole else name, each.candidate.id) for name, each in named]
    )


def _apart(labels: Sequence[tuple[str, str]]) -> list[str]:
    """Each label, with its id where it stands twice: an axis shows the same words as one row."""
    seen = Counter(label for label, _ in labels)
    return [label if seen[label] == 1 else f"{label} (nr. {key})" for label, key in labels]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _laid_out(figure: Figure, rows: int, title: str) -> Figure:
    figure.update_layout(
        title={
            "text": title,
            "font": {"size": 16},
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 0.98,
        },
        height=150 + _ROW * max(rows, 2),
        margin={"l": 10, "r": 20, "t": 70, "b": 64},
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
