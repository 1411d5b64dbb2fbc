"""The triangle of all weights: with which of them each applicant is first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from string import ascii_uppercase

import plotly.graph_objects as go
from plotly.graph_objects import Figure

from assessment.domain.ranking.region import Point, Polygon, everything, near
from assessment.domain.ranking.robustness import Robustness
from assessment.domain.ranking.verdicts import share_words
from assessment.domain.ranking.winning import extent, first_regions
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import listed, percent
from assessment.figures.look import COLOURS, INK, laid_out, plain, short

_TINTS = COLOURS[:-1]
_LETTERED = 0.003
"""A smaller area has no room for its letter."""
_AXES = {"aaxis": " ", "baxis": "<br>", "caxis": "<br>"}
"""The triangle's axes; the title of the first is one line, for a second would lie on the apex."""
_LARGE = 0.02
_BESIDE_MARK = Fraction(1, 20)
_NAMED = 2
"""So many who share an area are named in the legend; all are where one points."""


def winners(found: Robustness, scheme: Scheme) -> Figure:
    """The weights with which each applicant is first, the weights used as a cross. Three criteria.

    Each area has a letter, and the legend says whose it is and how large; those who score the same
    share one.
    """
    ranked = found.ranking
    names = {each.candidate.id: each.candidate.name for each in ranked.ranked}
    figure, letters = Figure(), Figure()
    areas = first_regions(ranked.scores, everything(len(scheme.criteria)))
    by_size = sorted(areas.items(), key=lambda each: -extent(each[1]).share)
    for index, (ids, polygon) in enumerate(by_size):
        size = extent(polygon)
        share = share_words(float(size.share))
        whole = (
            f"{listed([plain(names[key]) for key in ids])}<br>er først ved {share} af alle vægte"
        )
        figure.add_trace(
            _outline(
                polygon,
                fill="toself",
                fillcolor=_tint(_TINTS[index % len(_TINTS)]),
                line={"color": INK, "width": 1.5},
                name=f"{_letter(index)}: {_shortly([names[key] for key in ids])} ({share})",
                text=whole,
                hoverinfo="text",
                hoveron="fills",
            )
        )
        if size.share >= _LETTERED:
            letters.add_trace(
                go.Scatterternary(
                    **_corners([size.middle]),
                    mode="text",
                    text=[f"<b>{_letter(index)}</b>{_lift(size.middle, ranked.weights)}"],
                    textposition="top center",
                    textfont={"color": INK, "size": 18 if size.share >= _LARGE else 10},
                    customdata=[[ids[0]]],
                    hovertext=whole,
                    hoverinfo="text",
                    showlegend=False,
                )
            )
    figure.add_traces(letters.data)
    _add_weights(figure, ranked.weights, scheme)
    return _framed(figure, scheme, len(by_size))


def _add_weights(figure: Figure, weights: Mapping[str, Fraction], scheme: Scheme) -> None:
    """The weights used, and those near them."""
    point = tuple(weights.values())
    whose = "Officielle" if weights == scheme.weights else "Valgte"
    told = ", ".join(f"{each.title} {percent(weights[each.id])}" for each in scheme.criteria)
    figure.add_trace(
        _outline(
            near(point).polygon,
            line={"color": INK, "width": 2, "dash": "dot"},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    figure.add_trace(
        go.Scatterternary(
            **_corners([point]),
            mode="markers",
            marker={
                "symbol": "x",
                "size": 13,
                "color": INK,
                "line": {"color": "white", "width": 2},
            },
            name=f"{whose} vægte; stiplet: inden for 10 procentpoint af dem",
            text=[f"{whose} vægte: {told}"],
            hoverinfo="text",
        )
    )


def _framed(figure: Figure, scheme: Scheme, areas: int) -> Figure:
    names = [each.title for each in scheme.criteria]
    axes = {
        axis: {
            "title": {"text": f"{name}{turn}(vægt i %)"},
            "ticksuffix": " %",
            "min": 0,
            "tickvals": [20, 40, 60, 80],
        }
        for (axis, turn), name in zip(_AXES.items(), names, strict=True)
    }
    figure = laid_out(figure, 12, "Hvem er først ved hvilke vægte?")
    below = 80 + 22 * (areas + 1 if areas > _NAMED else 2)
    figure.update_layout(
        ternary={"sum": 100, "bgcolor": "rgba(0,0,0,0)", **axes},
        margin={"t": 110, "b": below, "l": 60, "r": 60},
        height=560 + below,
    )
    return figure


def _outline(polygon: Polygon, **look: object) -> go.Scatterternary:
    closed = (*polygon, *polygon[:1])
    return go.Scatterternary(**_corners(closed), mode="lines", **look)


def _corners(points: Sequence[Point]) -> dict[str, list[float]]:
    """Weights as per cent, by the triangle's axes."""
    first, second, third = zip(*points, strict=True)
    return {
        axis: [100 * float(each) for each in values]
        for axis, values in zip("abc", (first, second, third), strict=True)
    }


def _shortly(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{short(names[0])} og {len(names) - 1} andre med samme point"
    return listed([short(each) for each in names])


def _lift(point: Point, weights: Mapping[str, Fraction]) -> str:
    """What keeps a letter off the mark of the weights used."""
    away = max(abs(here - used) for here, used in zip(point, weights.values(), strict=True))
    return "<br>\u00a0" if away < _BESIDE_MARK else ""


def _letter(index: int) -> str:
    rounds, at = divmod(index, len(ascii_uppercase))
    return ascii_uppercase[at] + (str(rounds + 1) if rounds else "")


def _tint(colour: str) -> str:
    """A colour mixed with white, on which dark letters are read."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(0.5 * part + 0.5 * 255):02x}" for part in parts)
