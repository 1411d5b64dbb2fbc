"""How much of all reasonable weights puts an applicant among the best: exact for three criteria.

The weights of three criteria fill a triangle. There the line where two applicants are equal is
straight, so the part where at most b others are better is bounded by pieces of such lines: those along
which, of everybody else, just so many are better that passing the line passes b. By Green's theorem
the area of that part is the sum of p × q over its boundary's pieces, and so is its centroid. All lines
are asked for all b at once: no draws and no error but rounding (stochastic multicriteria acceptability
analysis after Lahdelma and Salminen, 2001, without the sampling).

Lines are compared as whole numbers, so that several that are one line are known as one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assessment.domain.ranking.region import Region, area

Scores: TypeAlias = Sequence[Sequence[Fraction]]
"""One row an applicant, one score a criterion."""

Numbers: TypeAlias = NDArray[np.float64]
Wholes: TypeAlias = NDArray[np.int64]

ROUNDING = 1e-9
"""What a share may be off by; nearer to 0 or 1 it is 0 or 1."""

_FINEST = 10**9
"""Scores finer than a billionth are rounded here; totals and places never are."""
_LARGEST = 4 * 10**16
"""The smallest part of a triangle has numbers 216 times its own, and these too fit in 64 bits."""
_MANY = 64
"""So many applicants take longer in a triangle than in its parts, in each of which fewer lines cross."""
_FEW = 10
"""Of more places so many applicants have a part in each triangle that parting it gains nothing."""
_TOO_MANY = 150
_DEEPEST = 6
_EDGE = np.eye(3)
_NEXT = np.roll(_EDGE, -1, axis=0)
_QUARTERS = [
    np.array(part)
    for part in (
        ((2, 0, 0), (1, 1, 0), (1, 0, 1)),
        ((1, 1, 0), (0, 2, 0), (0, 1, 1)),
        ((1, 0, 1), (0, 1, 1), (0, 0, 2)),
        ((1, 1, 0), (0, 1, 1), (1, 0, 1)),
    )
]
_THIRDS = [
    np.array(part)
    for part in (
        ((3, 0, 0), (0, 3, 0), (1, 1, 1)),
        ((0, 3, 0), (0, 0, 3), (1, 1, 1)),
        ((0, 0, 3), (3, 0, 0), (1, 1, 1)),
    )
]


class TooManyLinesError(Exception):
    """So many applicants change places at one point that the exact answer takes too long."""


@dataclass(frozen=True, slots=True)
class _Triangle:
    """What the applicants score at its corners, how many each stands for, and the corners' weights."""

    values: Wholes
    copies: Wholes
    corners: Numbers


@dataclass(frozen=True, slots=True)
class _Boundary:
    """The lines where one applicant equals another, and the triangle's edges, cut where others pass.

    `areas` are p × q of the pieces between the `stops`; `left` and `right` are how many are better on
    either side of each piece, beside the `always` who are better everywhere.
    """

    starts: Numbers
    ends: Numbers
    stops: Numbers
    areas: Numbers
    left: Wholes
    right: Wholes
    always: int


_Measure: TypeAlias = Callable[[_Boundary | None, Numbers], Numbers]
"""What one boundary (None: an applicant without a part) in a triangle with these corners says."""


def selection_shares(scores: Scores, places: int, region: Region) -> tuple[float, ...]:
    """The share of the region in which each applicant is among the best `places`.

    Equals at the cut share what is left of it, so the shares sum to `places` (or to all there are).
    Three criteria.
    """
    if places <= 0 or places >= len(scores):
        return (float(places > 0),) * len(scores)
    areas, copies, back = _region(scores, region, _by_better(places), places)
    better = np.arange(areas.shape[1])
    chance = np.clip((places - better) / copies[:, None], 0, 1)
    shares = (areas * chance).sum(axis=1)[back]
    return tuple(_settled(float(share)) for share in shares)


def rank_shares(scores: Scores, region: Region) -> tuple[tuple[float, ...], ...]:
    """For each applicant the share of the region in which it has each place, the first one first.

    A place is 1 and the number strictly better, so equals share the best of theirs. Three criteria.
    """
    if not scores:
        return ()
    everybody = len(scores)
    areas, _, back = _region(scores, region, _by_better(everybody), everybody)
    return tuple(tuple(_settled(float(each)) for each in row) for row in areas[back])


def central_weights(scores: Scores, region: Region) -> tuple[tuple[float, ...] | None, ...]:
    """The mean of the weights with which each applicant is first; None where it never is.

    Three criteria.
    """
    if not scores:
        return ()
    found, _, back = _region(scores, region, _where_first, 1)
    return tuple(
        tuple(float(each) / found[index, 0] for each in found[index, 1:])
        if found[index, 0] > ROUNDING
        else None
        for index in back
    )


def _by_better(levels: int) -> _Measure:
    """The area, as a share, with 0, 1, … others better."""

    def measure(boundary: _Boundary | None, _: Numbers) -> Numbers:
        shares = np.zeros(levels)
        if boundary:
            deep = levels - boundary.always
            sides = (np.minimum(side, deep).ravel() for side in (boundary.left, boundary.right))
            gained, lost = (np.bincount(each, boundary.areas.ravel(), deep + 1) for each in sides)
            shares[boundary.always :] = np.diff(np.cumsum(gained - lost)[:deep], prepend=0)
        return shares

    return measure


def _where_first(boundary: _Boundary | None, corners: Numbers) -> Numbers:
    """Of the part where nobody is better: the area, and the integral of each weight over it."""
    if boundary is None or boundary.always:
        return np.zeros(4)
    pieces = ((boundary.left == 0).astype(float) - (boundary.right == 0)) * boundary.areas
    steps = (boundary.stops[:, :-1] + boundary.stops[:, 1:])[:, :, None]
    sums = 2 * boundary.starts[:, None] + steps * (boundary.ends - boundary.starts)[:, None]
    part = pieces.sum()
    first, second, _ = (pieces[:, :, None] * sums).sum(axis=(0, 1)) / 3
    return np.array([part, *(np.array([first, second, part - first - second]) @ corners)])


def _settled(share: float) -> float:
    return float(round(share)) if abs(share - round(share)) < ROUNDING else share


def _region(
    scores: Scores, region: Region, measure: _Measure, levels: int
) -> tuple[Numbers, Wholes, Wholes]:
    """A measure over a region of each row that differs; its copies, and which row is whose."""
    rows, back, copies = np.unique(
        _wholes(scores, _FINEST), axis=0, return_inverse=True, return_counts=True
    )
    triangles, room = region.triangles, _LARGEST // max(int(rows.max()), 1)
    whole = sum((area(each) for each in triangles), Fraction(0))
    found = sum(
        float(area(corners) / whole)
        * _triangle(
            _Triangle(rows @ _wholes(corners, room).T, copies, np.array(corners, dtype=float)),
            measure,
            levels,
        )
        for corners in triangles
    )
    return np.asarray(found), copies, back


def _wholes(numbers: Sequence[Sequence[Fraction]], finest: int) -> Wholes:
    """Rows of fractions, all times the same number, `finest` at most, as whole numbers."""
    scale = min(lcm(*{each.denominator for row in numbers for each in row}), finest)
    rows = [[each.numerator * scale / each.denominator for each in row] for row in numbers]
    whole: Wholes = np.rint(np.array(rows, dtype=float)).astype(np.int64)
    return whole


def _triangle(triangle: _Triangle, measure: _Measure, levels: int, depth: int = 0) -> Numbers:
    """A measure in one triangle; whoever `levels` others beat all over it has no part in it."""
    kept = _contenders(triangle, levels)
    inside = _Triangle(triangle.values[kept], triangle.copies[kept], triangle.corners)
    everything = np.tile(measure(None, triangle.corners), (len(triangle.values), 1))
    if len(kept) > _MANY and levels <= _FEW and depth < _DEEPEST:
        everything[kept] = _parted(inside, measure, levels, depth)
        return everything
    if len(kept) > _TOO_MANY:
        raise TooManyLinesError
    for index, row in enumerate(kept):
        everything[row] = measure(_boundary(inside, index, levels), triangle.corners)
    return everything


def _parted(triangle: _Triangle, measure: _Measure, levels: int, depth: int) -> Numbers:
    """A measure in the parts of a triangle together.

    Quarters and thirds by turns: many equal at the centre stay together in the quarter in the middle.
    """
    parts = _THIRDS if depth % 2 else _QUARTERS
    size = parts[0][0].sum()  # the corners are written in halves or thirds
    return np.asarray(
        sum(
            _triangle(
                _Triangle(
                    triangle.values @ part.T, triangle.copies, part @ triangle.corners / size
                ),
                measure,
                levels,
                depth + 1,
            )
            for part in parts
        )
        / len(parts)
    )


def _contenders(triangle: _Triangle, levels: int) -> list[int]:
    """Those that fewer than `levels` others are at least as good as at every corner.

    Whoever beats one of the others is beaten by as many of these, so they decide alone.
    """
    order = np.argsort(-triangle.values.sum(axis=1), kind="stable")
    if levels >= len(order):
        return [int(each) for each in order]
    strongest = order[:_MANY]  # they beat most of the others, all at once
    beaten = (triangle.values[strongest] >= triangle.values[order][:, None]).all(axis=2)
    behind = beaten @ triangle.copies[strongest]
    behind[: len(strongest)] -= triangle.copies[strongest]
    order = order[behind < levels]
    values, copies = triangle.values[order], triangle.copies[order]
    kept: list[int] = []
    for index in range(len(order)):
        better = (values[kept] >= values[index]).all(axis=1)
        if copies[kept][better].sum() < levels:
            kept.append(index)
    return [int(each) for each in order[kept]]


def _boundary(triangle: _Triangle, index: int, levels: int) -> _Boundary | None:
    """Where one applicant and the others change places; None where too many are always better."""
    gaps = triangle.values[index] - triangle.values
    behind, crossing = (gaps <= 0).all(axis=1), (gaps.min(axis=1) < 0) & (gaps.max(axis=1) > 0)
    behind[index] = False
    always = int(triangle.copies[behind].sum())
    if always >= levels:
        return None
    lines, falling, rising = _lines(gaps[crossing], triangle.copies[crossing])
    starts, ends = _ends(lines)
    starts, ends = np.vstack([starts, _EDGE]), np.vstack([ends, _NEXT])
    stops, better = _passes(lines, falling, rising, (starts, ends))
    turns = starts[:, 0] * ends[:, 1] - starts[:, 1] * ends[:, 0]
    outside = np.full(3, levels)  # past the triangle's own edge nothing counts
    return _Boundary(
        starts,
        ends,
        stops,
        turns[:, None] * np.diff(stops, axis=1),
        better + np.append(rising, [0, 0, 0])[:, None],
        better + np.append(falling, outside)[:, None],
        always,
    )


def _lines(gaps: Wholes, copies: Wholes) -> tuple[Wholes, Wholes, Wholes]:
    """The lines that differ, and how many are better on the negative and on the positive side of each."""
    lines = gaps // np.gcd.reduce(gaps, axis=1)[:, None]
    signs = np.where(lines[:, 0] != 0, np.sign(lines[:, 0]), np.sign(lines[:, 1]))
    lines *= signs[:, None]
    order = np.lexsort(lines.T)
    lines, signs, copies = lines[order], signs[order], copies[order]
    new = np.ones(len(lines), dtype=bool)
    new[1:] = (lines[1:] != lines[:-1]).any(axis=1)
    firsts = np.flatnonzero(new)
    falling, rising = (np.add.reduceat(copies * side, firsts) for side in (signs > 0, signs < 0))
    return lines[firsts], falling, rising


def _ends(lines: Wholes) -> tuple[Numbers, Numbers]:
    """Where each line enters and leaves the triangle, its positive side to the left."""
    rows = np.arange(len(lines))
    one_positive = (lines > 0).sum(axis=1) == 1
    alone = np.where(one_positive, lines.argmax(axis=1), lines.argmin(axis=1))
    points = []
    for step in (1, 2):
        other = (alone + step) % 3
        along = lines[rows, alone] / (lines[rows, alone] - lines[rows, other])
        points.append(_EDGE[alone] + along[:, None] * (_EDGE[other] - _EDGE[alone]))
    left = one_positive[:, None]
    return np.where(left, points[0], points[1]), np.where(left, points[1], points[0])


def _passes(
    lines: Wholes, falling: Wholes, rising: Wholes, ends: tuple[Numbers, Numbers]
) -> tuple[Numbers, Wholes]:
    """Along each line and edge: where other lines pass it, from 0 to 1, and how many are better between."""
    start, end = (points @ lines.T.astype(float) for points in ends)
    before, after = start > 0, end > 0
    passing = before != after
    own = np.arange(len(lines))
    passing[own, own] = False
    stops = np.ones_like(start)
    np.divide(start, start - end, out=stops, where=passing)
    change = np.where(passing, np.where(before, falling - rising, rising - falling), 0)
    better = np.where(before, rising, falling)
    better[own, own] = 0
    each, order = np.arange(len(stops))[:, None], np.argsort(stops, axis=1)
    between = np.zeros((len(stops), len(lines) + 1), dtype=np.int64)
    between[:, 1:] = change[each, order]
    between[:, 0] = better.sum(axis=1)
    cuts = np.zeros((len(stops), len(lines) + 2))
    cuts[:, 1:-1] = stops[each, order]
    cuts[:, -1] = 1
    return cuts, np.cumsum(between, axis=1)
