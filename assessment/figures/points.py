"""Figures of the points: what each criterion gives, what it adds, and how the reviewers differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import plotly.graph_objects as go
from plotly.graph_objects import Figure

from assessment.domain.ranking.places import Ranking, reviewer_totals
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import decimal
from assessment.figures.look import (
    COLOURS,
    CUT,
    SYMBOLS,
    apart,
    laid_out,
    places_and_names,
    plain,
    short,
)

_PATTERNS = ("", "/", ".", "x", "-", "|", "+")
"""What bars are filled with beside their colour."""


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
            y=places_and_names(standings, whole=whole),
            text=[[decimal(value or Fraction(0)) for value in row] for row in rows],
            texttemplate="%{text}",
            customdata=[
                [[each.candidate.id, plain(each.candidate.name)]] * len(titles)
                for each in standings
            ],
            hovertemplate="%{customdata[1]}<br>%{x}: %{text}<extra></extra>",
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
    return laid_out(figure, len(standings), "Point for hvert kriterium (0–5)")


def contributions(ranked: Ranking, scheme: Scheme, *, whole: bool = True) -> Figure:
    """What each criterion adds to each total, with the last selected total of a whole round as a line."""
    standings = [each for each in ranked.standings if each.total is not None]
    names = places_and_names(standings, whole=whole)
    figure = Figure()
    for index, criterion in enumerate(scheme.criteria):
        weight = ranked.weights[criterion.id]
        added = [weight * (each.candidate.marks.criteria[criterion.id] or 0) for each in standings]
        figure.add_bar(
            x=[float(value) for value in added],
            y=names,
            name=criterion.title,
            orientation="h",
            marker={
                "color": COLOURS[index % len(COLOURS)],
                "line": {"color": "white", "width": 1},
                "pattern": {
                    "shape": _PATTERNS[index % len(_PATTERNS)],
                    "fgcolor": "white",
                    "size": 7,
                    "fillmode": "overlay",  # on the colour, not in place of it
                },
            },
            customdata=[
                [each.candidate.id, plain(each.candidate.name), decimal(value)]
                for each, value in zip(standings, added, strict=True)
            ],
            hovertemplate=f"%{{customdata[1]}}<br>{criterion.title} bidrager med %{{customdata[2]}} point<extra></extra>",
        )
    if whole and len(standings) > ranked.select.max:
        last = sorted((each.total for each in standings if each.total is not None), reverse=True)
        cut = last[ranked.select.max - 1]
        label = f"plads {ranked.select.max}: {decimal(cut)}"
        figure.add_vline(x=float(cut), line=CUT)
        # Above the bars: on them it could not be read.
        figure.add_annotation(
            x=float(cut), y=1, yref="paper", yanchor="bottom", text=label, showarrow=False
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(range=[0, 5], title="Total, point (0–5)")
    return laid_out(
        figure, len(standings), "Hvad hvert kriterium bidrager med til totalen (vægtede point)"
    )


def reviewers(ranked: Ranking, scheme: Scheme) -> Figure:
    """Each reviewer's own total for each applicant, with the range and the total of all."""
    totals = (
        (each, reviewer_totals(each.candidate, scheme, ranked.weights)) for each in ranked.ranked
    )
    return _dots(
        [
            _Reviewed(each.candidate.id, each.candidate.name, own, each.total or Fraction(0))
            for each, own in totals
            if own
        ]
    )


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """An applicant with the total that each reviewer gives, and that of all."""

    id: str
    name: str
    totals: Mapping[str, Fraction]
    together: Fraction


def _dots(shown: Sequence[_Reviewed]) -> Figure:
    names = apart([(short(each.name), each.id) for each in shown])
    figure = Figure()
    for name, each in zip(names, shown, strict=True):
        figure.add_scatter(
            x=[float(min(each.totals.values())), float(max(each.totals.values()))],
            y=[name, name],
            mode="lines",
            line={"color": "#999999", "width": 2},
            hoverinfo="skip",
            showlegend=False,
        )
    for index, reviewer in enumerate(sorted({key for each in shown for key in each.totals})):
        marker = {
            "size": 11,
            "symbol": SYMBOLS[index % len(SYMBOLS)],
            "color": COLOURS[index % len(COLOURS)],
            "line": {"color": "white", "width": 1},
        }
        given = [
            (name, each, each.totals[reviewer])
            for name, each in zip(names, shown, strict=True)
            if reviewer in each.totals
        ]
        figure.add_trace(_marks(reviewer, given, marker))
    line = {"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": "#808080"}}
    together = [(name, each, each.together) for name, each in zip(names, shown, strict=True)]
    figure.add_trace(_marks("Alle", together, line))
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(range=[-0.1, 5.1], title="Total, point (0–5)")
    return laid_out(figure, len(shown), "Hver bedømmers egen total (0–5)")


def _marks(
    who: str, given: Sequence[tuple[str, _Reviewed, Fraction]], marker: Mapping[str, object]
) -> go.Scatter:
    return go.Scatter(
        x=[float(total) for _, _, total in given],
        y=[name for name, _, _ in given],
        name=who,
        mode="markers",
        marker=marker,
        customdata=[[each.id, plain(each.name), decimal(total)] for _, each, total in given],
        hovertemplate=f"%{{customdata[1]}}<br>{who}: %{{customdata[2]}} point<extra></extra>",
    )
