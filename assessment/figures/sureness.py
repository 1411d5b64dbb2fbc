"""Figures of how sure a ranking is: with how much of all weights each is selected, and has each place."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.graph_objects import Figure

from assessment.domain.ranking.places import Ranking
from assessment.domain.ranking.robustness import Robustness, Verdict
from assessment.domain.ranking.verdicts import GROUPS, best, centre, scope_words, share_words
from assessment.domain.words.wording import listed
from assessment.figures.look import CUT, FILLINGS, INK, cut_words, laid_out, places_and_names, plain

_EDGE = {"color": "#1d2733", "width": 1}
_WIDE = 140
"""Per cent that the axis runs to, so that words have room beside a whole bar."""
_SHOWN = 0.01
"""A smaller share is drawn and not written."""
_ALL_BUT = 0.995


def shares(found: Robustness) -> Figure:
    """The share of the weights asked for with which each is among the best, in the ranking's order.

    Beside it a diamond for that of the weights near the ranking's, and the group in words.
    """
    standings = [each.standing for each in found.verdicts.values()]
    names = places_and_names(standings)
    rows = list(zip(names, found.verdicts.values(), strict=True))
    figure = Figure()
    for group, filling in FILLINGS.items():
        own = [(name, each) for name, each in rows if each.standing.group is group]
        figure.add_bar(
            x=[100 * each.share for _, each in own],
            y=[name for name, _ in own],
            name=GROUPS[group],
            orientation="h",
            marker={
                "color": filling.colour,
                "line": _EDGE,
                "pattern": {
                    "shape": filling.pattern,
                    "fgcolor": INK,
                    "size": 7,
                    "fillmode": "overlay",
                },
            },
            customdata=[_told(each, found) for _, each in own],
            hovertemplate=_HOVER,
        )
    _add_near(figure, rows, found)
    _cut_below(figure, found.ranking)
    figure.update_layout(barmode="overlay", bargap=0.35)
    figure.update_yaxes(
        range=[max(len(rows), 1) - 0.5, -0.5], categoryorder="array", categoryarray=names
    )
    figure.update_xaxes(
        range=[-3, _WIDE],
        zeroline=False,
        tickvals=list(range(0, 101, 20)),
        title=f"% af {scope_words(found)}",
    )
    return laid_out(figure, len(rows), f"Andel af vægtene, hvor ansøgeren er {best(found.ranking)}")


def _add_near(figure: Figure, rows: Sequence[tuple[str, Verdict]], found: Robustness) -> None:
    """A diamond at the share near the ranking's weights, and beside each row what it comes to."""
    names = [name for name, _ in rows]
    figure.add_scatter(
        x=[100 * each.near for _, each in rows],
        y=names,
        name=f"ved vægte nær {centre(found)}",
        mode="markers",
        marker={"symbol": "diamond", "size": 11, "color": "white", "line": {**_EDGE, "width": 2}},
        customdata=[_told(each, found) for _, each in rows],
        hovertemplate=_HOVER,
    )
    figure.add_scatter(
        x=[104] * len(rows),
        y=names,
        mode="text",
        text=[f"{share_words(each.share)}<br>{GROUPS[each.standing.group]}" for _, each in rows],
        textposition="middle right",
        textfont={"size": 11},
        hoverinfo="skip",
        showlegend=False,
    )


_HOVER = (
    "%{customdata[1]}<br>%{customdata[2]}: %{customdata[3]} af %{customdata[4]}"
    "<br>nær %{customdata[7]} vægte: %{customdata[5]}<br>%{customdata[6]}<extra></extra>"
)


def _told(verdict: Verdict, found: Robustness) -> list[str]:
    standing = verdict.standing
    because = f": {listed(standing.reasons)}" if standing.reasons else ""
    return [
        standing.candidate.id,
        plain(standing.candidate.name),
        best(found.ranking).capitalize(),
        share_words(verdict.share),
        scope_words(found),
        share_words(verdict.near),
        f"{GROUPS[standing.group].capitalize()}{because}",
        centre(found),
    ]


def _cut_below(figure: Figure, ranked: Ranking) -> None:
    """A line below the last row that there is a place for, named where the marks are."""
    places = ranked.select.max
    if len(ranked.ranked) <= places:
        return
    figure.add_hline(y=places - 0.5, line=CUT)
    figure.add_scatter(x=[None], y=[None], mode="lines", line=CUT, name=cut_words(ranked))


def places(found: Robustness) -> Figure:
    """The share of the weights asked for with which each has each place; empty where not computed."""
    asked = found.places or {}
    standings = [each.standing for key, each in found.verdicts.items() if key in asked]
    rows = [asked[each.candidate.id] for each in standings]
    columns = list(range(1, len(rows) + 1))
    figure = Figure(
        go.Heatmap(
            z=[[100 * share or None for share in row] for row in rows],
            x=columns,
            y=places_and_names(standings),
            text=[[_written(share) for share in row] for row in rows],
            texttemplate="%{text}",
            textfont={"color": INK, "size": _text_size(len(rows))},
            customdata=[
                [
                    [each.candidate.id, plain(each.candidate.name), share_words(share)]
                    for share in row
                ]
                for each, row in zip(standings, rows, strict=True)
            ],
            hovertemplate=(
                "%{customdata[1]}<br>plads %{x} ved %{customdata[2]} af "
                f"{scope_words(found)}<extra></extra>"
            ),
            hoverongaps=False,
            colorscale=[[0, "#eef4fb"], [1, "#6aa5dd"]],
            zmin=0,
            zmax=100,
            xgap=2,
            ygap=2,
            showscale=False,
        )
    )
    _cut_beside(figure, found.ranking)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(
        side="top",
        dtick=1 if len(rows) <= _MANY else 5,
        range=[0.5, len(rows) + 0.5],
        showgrid=False,
        zeroline=False,
        title=f"Plads (tallene er % af {scope_words(found)})",
    )
    figure = laid_out(figure, len(rows), "Hvor ofte har hver ansøger hver plads?", row=_ROW)
    figure.update_layout(margin={"t": 110, "b": 40})
    return figure


def _cut_beside(figure: Figure, ranked: Ranking) -> None:
    """A line after the last place that can be selected."""
    most = ranked.select.max
    if len(ranked.ranked) > most:
        figure.add_vline(x=most + 0.5, line=CUT)
        label = f"◂ {most} pladser" if most > 1 else "◂ 1 plads"
        figure.add_annotation(
            x=most + 0.5, y=0, yref="paper", yanchor="top", text=label, showarrow=False
        )


_MANY = 25
_ROW = 28


def _text_size(columns: int) -> int:
    return 13 if columns <= 12 else 10 if columns <= _MANY else 8  # noqa: PLR2004 - what fits a cell


def _written(share: float) -> str:
    if share < _SHOWN:
        return ""
    return "&gt;99" if _ALL_BUT <= share < 1 else share_words(share).removesuffix(" %")
