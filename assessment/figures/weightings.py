"""Figures of other weights: totals as one criterion weighs more or less, and places by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import wrap

import plotly.graph_objects as go
from plotly.graph_objects import Figure

from assessment.domain.ranking.places import Ranking
from assessment.domain.ranking.robustness import Robustness
from assessment.domain.ranking.swaps import Lines, Swap, cut_swaps, lines
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import decimal, listed, percent
from assessment.figures.look import (
    BOTTOM,
    CUT,
    DASHES,
    INK,
    LINES,
    SELECTABLE,
    TOP,
    apart,
    cut_words,
    laid_out,
    near_the_cut,
    plain,
    short,
    spaced,
)

_STEPS = [Fraction(step, 10) for step in range(11)]
_LABEL = 17
"""Pixels that a label at a line's end needs."""
_LABELS_WIDE = 235
_TALL = 420
_PLACE = 27
"""Pixels from one place to the next."""
_BESIDE = 0.09
"""How far to either side equals stand, of the way from one weighting to the next."""
_WIDEST = 0.7
"""How far apart the outer ones of many equals stand at most."""


def against_weight(found: Robustness, scheme: Scheme, criterion: str) -> Figure:
    """Each total as this criterion weighs from nothing to all, and where somebody goes in or out."""
    ranked = found.ranking
    title = next(each.title for each in scheme.criteria if each.id == criterion)
    way = lines(ranked.scores, ranked.weights, criterion)
    told_apart = near_the_cut(ranked)
    tall = max(_TALL, _LABEL * (len(told_apart) + 2))
    figure = Figure()
    looks = _looks([each.candidate.id for each in ranked.ranked], told_apart)
    for each in sorted(ranked.ranked, key=lambda one: one.candidate.id in told_apart):
        key, name = each.candidate.id, plain(each.candidate.name)
        totals = [way.total_of(key, weight) for weight in _STEPS]
        figure.add_scatter(
            x=[100 * float(weight) for weight in _STEPS],
            y=[float(total) for total in totals],
            mode="lines",
            line=looks[key],
            customdata=[[key, name, decimal(total)] for total in totals],
            hovertemplate=(
                f"%{{customdata[1]}}<br>{title} vejer %{{x:.0f}} %: "
                "%{customdata[2]} point<extra></extra>"
            ),
            showlegend=False,
        )
    swaps = [each for each in found.swaps or () if each.criterion == criterion]
    names = {each.candidate.id: each.candidate.name for each in ranked.ranked}
    at_cut = cut_swaps(ranked.scores, ranked.weights, ranked.select.max, swaps)
    _add_swaps(figure, at_cut, way, names)
    low, high = _range([*way.others.values(), *way.own.values()])
    ends = {key: float(way.own[key]) for key in names if key in told_apart}
    _label_ends(figure, ends, _labels(ranked), looks, (100, tall / (high - low)))
    whose = "officiel" if ranked.weights == scheme.weights else "valgt"
    _mark_weight(figure, ranked.weights[criterion], whose)
    figure.update_yaxes(range=[low, high], title="Total, point (0–5)")
    figure.update_xaxes(
        range=[0, 100],
        dtick=20,
        title=f"{title}: vægt i %, mens de andre deler resten som før",
        zeroline=False,
    )
    figure = laid_out(figure, 0, f"Totalerne, når {title} vejer mere eller mindre")
    figure.update_layout(
        height=TOP + BOTTOM + 20 + tall, margin={"t": TOP, "b": BOTTOM + 20, "r": _LABELS_WIDE}
    )
    return figure


def _mark_weight(figure: Figure, weight: Fraction, whose: str) -> None:
    """A line at the weight that counts."""
    at = 100 * float(weight)
    figure.add_vline(x=at, line=CUT)
    figure.add_annotation(
        x=at,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"{whose} vægt {percent(weight)}",
        showarrow=False,
    )


def _add_swaps(figure: Figure, swaps: Sequence[Swap], way: Lines, names: Mapping[str, str]) -> None:
    """A diamond wherever some are equal about the last place; all who are, are named at it."""
    together: dict[tuple[Fraction, Fraction], dict[str, None]] = {}
    for each in swaps:
        total = way.total_of(each.pair[0], each.weight)
        together.setdefault((each.weight, total), {}).update(dict.fromkeys(each.pair))
    figure.add_scatter(
        x=[100 * float(weight) for weight, _ in together],
        y=[float(total) for _, total in together],
        name="byttepunkt: lige om den sidste plads",
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": "white",
            "line": {"color": INK, "width": 2},
        },
        customdata=[
            [next(iter(keys)), listed([plain(names[key]) for key in keys]), percent(weight)]
            for (weight, _), keys in together.items()
        ],
        cliponaxis=False,
        hovertemplate="Ved %{customdata[2]} er<br>%{customdata[1]}<br>lige om den sidste plads<extra></extra>",
        showlegend=bool(together),
    )


def bump(found_by_name: Mapping[str, Ranking]) -> Figure:
    """Everybody's place with each named weighting, told apart as with the first."""
    rankings = list(found_by_name.values())
    first, last = rankings[0], len(rankings) - 1
    told_apart = near_the_cut(first)
    keys = [each.candidate.id for each in first.ranked]
    looks = _looks(keys, told_apart)
    places = {key: [float(each.standing(key).place or 0) for each in rankings] for key in keys}
    beside = {key: [_beside(places, key, at) for at in range(len(rankings))] for key in keys}
    figure = Figure()
    for each in sorted(first.ranked, key=lambda one: one.candidate.id in told_apart):
        key = each.candidate.id
        figure.add_scatter(
            x=[at + by for at, by in enumerate(beside[key])],
            y=places[key],
            mode="lines",
            line=looks[key],
            customdata=[
                [key, plain(each.candidate.name), weighting, f"{place:.0f}"]
                for weighting, place in zip(found_by_name, places[key], strict=True)
            ],
            hovertemplate=_PLACE_TOLD,
            showlegend=False,
        )
    # After all lines, which would else run through them.
    figure.add_traces(
        [_numbered(each, looks) for each in figure.data if each.customdata[0][0] in told_apart]
    )
    ends = {key: own[last] for key, own in places.items() if key in told_apart}
    aside = max((each for own in beside.values() for each in own), default=0.0)
    # Places grow downwards.
    _label_ends(figure, ends, _labels(first), looks, (last + aside + 0.08, -_PLACE))
    _cut_below(figure, first)
    return _framed(figure, list(found_by_name), len(keys), aside)


def _framed(figure: Figure, names: Sequence[str], everybody: int, aside: float) -> Figure:
    figure.update_yaxes(
        range=[everybody + 0.7, 0.3],
        dtick=1 if everybody <= SELECTABLE else 5,
        title="Plads",
        zeroline=False,
        showgrid=False,
    )
    figure.update_xaxes(
        range=[-aside - 0.15, len(names) - 1 + aside + 0.15],
        tickvals=list(range(len(names))),
        ticktext=["<br>".join(wrap(each, 15, break_long_words=False)) for each in names],
        side="top",
        zeroline=False,
    )
    figure = laid_out(figure, 0, "Plads ved andre vægte")
    figure.update_layout(
        height=TOP + 70 + BOTTOM + _PLACE * max(everybody, 3),
        margin={"t": TOP + 70, "r": _LABELS_WIDE},
        showlegend=True,
    )
    return figure


_PLACE_TOLD = "%{customdata[1]}<br>%{customdata[2]}: plads %{customdata[3]}<extra></extra>"


def _numbered(line: go.Scatter, looks: Mapping[str, Mapping[str, object]]) -> go.Scatter:
    """The places along a line, as numbers in circles."""
    return go.Scatter(
        x=line.x,
        y=line.y,
        mode="markers+text",
        marker={
            "size": 20,
            "color": "white",
            "line": {"color": looks[line.customdata[0][0]]["color"], "width": 2},
        },
        text=[each[3] for each in line.customdata],
        textfont={"color": INK, "size": 10},
        customdata=line.customdata,
        hovertemplate=_PLACE_TOLD,
        showlegend=False,
    )


def _cut_below(figure: Figure, ranked: Ranking) -> None:
    """A line below the last place that can be selected, named where the marks are."""
    most = ranked.select.max
    if len(ranked.ranked) > most:
        figure.add_hline(y=most + 0.5, line=CUT)
        figure.add_scatter(x=[None], y=[None], mode="lines", line=CUT, name=cut_words(ranked))


def _beside(places: Mapping[str, Sequence[float]], key: str, at: int) -> float:
    """How far beside the weighting one stands, so that those with the same place are all seen."""
    equal = [each for each, own in places.items() if own[at] == places[key][at]]
    step = min(2 * _BESIDE, _WIDEST / len(equal))
    return (equal.index(key) - (len(equal) - 1) / 2) * step


def _looks(keys: Sequence[str], told_apart: frozenset[str]) -> dict[str, dict[str, object]]:
    """Each one's line: thin and grey, or one of its own."""
    own = [key for key in keys if key in told_apart]
    looks: dict[str, dict[str, object]] = {
        key: {"color": "#b3b3b3", "width": 1, "dash": "solid"} for key in keys
    }
    return looks | {
        key: {
            "color": LINES[at % len(LINES)],
            # Of another dash at each turn of the colours, which differ in greyscale less.
            "dash": DASHES[(at + at // len(LINES)) % len(DASHES)],
            "width": 2.5,
        }
        for at, key in enumerate(own)
    }


def _labels(ranked: Ranking) -> dict[str, str]:
    keys = [each.candidate.id for each in ranked.ranked]
    names = apart([(short(each.candidate.name), each.candidate.id) for each in ranked.ranked])
    return dict(zip(keys, names, strict=True))


def _label_ends(
    figure: Figure,
    ends: Mapping[str, float],
    labels: Mapping[str, str],
    looks: Mapping[str, Mapping[str, object]],
    scale: tuple[float, float],
) -> None:
    """Each one's name to the right of its line's end, moved where others stand, with a lead to it.

    `scale` is where the lines end, and how many pixels a unit goes up.
    """
    x, pixels = scale
    up = sorted(ends, key=lambda key: ends[key])
    stands = spaced([ends[key] for key in up], _LABEL / abs(pixels))
    for key, y in zip(up, stands, strict=True):
        figure.add_annotation(
            x=x,
            y=ends[key],
            ax=30,
            ay=-(y - ends[key]) * pixels,
            xanchor="left",
            text=labels[key],
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=looks[key]["color"],
            hovertext=labels[key],
        )


def _range(totals: Sequence[Fraction]) -> tuple[float, float]:
    """What of the scale is shown: a little more than there are totals in."""
    low, high = float(min(totals, default=0)), float(max(totals, default=5))
    room = max((high - low) * 0.08, 0.1)
    return max(low - room, -0.05), min(high + room, 5.05)
