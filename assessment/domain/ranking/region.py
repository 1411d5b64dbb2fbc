"""Which weights one might reasonably give: a part of all weights that are 0 or more and sum to 1.

Every region is a simplex, given by its corners, that may be clipped by bounds. With three criteria
it is a convex polygon in the triangle of all weights, and what is asked of it has an exact answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

Point: TypeAlias = tuple[Fraction, ...]
"""One weight for each criterion, in the scheme's order; they sum to 1."""

Polygon: TypeAlias = tuple[Point, ...]
"""The corners of a convex polygon in the triangle of three criteria's weights, in order."""

NEAR = Fraction(1, 10)
"""How far from the official weights a weight is still reasonable: ten percentage points."""


class Scope(StrEnum):
    """The regions that can be asked for, by the name the command line has for them."""

    NEAR = "pm10"
    ALL = "all"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Region:
    """The weights in a simplex with these corners for which a · w >= 0 for each bound a."""

    corners: tuple[Point, ...]
    bounds: tuple[Point, ...] = ()

    @property
    def polygon(self) -> Polygon:
        """Its corners in order, of a region of three criteria, clipped by the bounds one by one."""
        polygon = self.corners
        for bound in self.bounds:
            polygon = clipped(polygon, bound)
        return polygon

    @property
    def triangles(self) -> tuple[tuple[Point, Point, Point], ...]:
        """The polygon cut into triangles; none where the region has no area."""
        return triangles(self.polygon)


def everything(criteria: int) -> Region:
    """All weights."""
    return at_least([Fraction(0)] * criteria)


def at_least(minimum: Sequence[Fraction]) -> Region:
    """The weights of which each criterion has at least this; they sum to less than 1."""
    free = 1 - sum(minimum, Fraction(0))
    return Region(
        tuple(
            tuple(least + free * (index == corner) for index, least in enumerate(minimum))
            for corner in range(len(minimum))
        )
    )


def near(weights: Sequence[Fraction], distance: Fraction = NEAR) -> Region:
    """The weights of which none is further than this from the one here."""
    low = at_least([max(weight - distance, Fraction(0)) for weight in weights])
    ceilings = (weight + distance for weight in weights)
    bounds = tuple(
        tuple(ceiling - (index == capped) for index in range(len(weights)))
        for capped, ceiling in enumerate(ceilings)
        if ceiling < 1
    )
    return Region(low.corners, bounds)


def ordered(order: Sequence[int]) -> Region:
    """The weights that do not grow in this order of the criteria: the first weighs most."""
    return Region(
        tuple(
            tuple(Fraction(order.index(index) <= last, last + 1) for index in range(len(order)))
            for last in range(len(order))
        )
    )


def region(scope: Scope, weights: Mapping[str, Fraction]) -> Region:
    """The region of a name around these weights; the order is theirs, and equals keep the scheme's."""
    given = list(weights.values())
    if scope is Scope.NEAR:
        return near(given)
    if scope is Scope.ORDERED:
        return ordered(sorted(range(len(given)), key=lambda index: -given[index]))
    return everything(len(given))


def area(triangle: tuple[Point, Point, Point]) -> Fraction:
    """The area of a triangle of weights, as a share of the triangle of all weights."""
    (a, b, c), (d, e, f), (g, h, i) = triangle
    return abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))


def triangles(polygon: Polygon) -> tuple[tuple[Point, Point, Point], ...]:
    """A convex polygon cut into triangles; none where it has no area."""
    first, *rest = polygon or ((),)
    cut = ((first, second, third) for second, third in pairwise(rest))
    return tuple(each for each in cut if area(each))


def clipped(polygon: Polygon, bound: Point) -> Polygon:
    """The part of a convex polygon on the side of a line (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for here, there in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True):
        at, after = _side(here, bound), _side(there, bound)
        if at >= 0:
            kept.append(here)
        if at * after < 0:
            share = at / (at - after)
            kept.append(tuple(p + share * (q - p) for p, q in zip(here, there, strict=True)))
    return tuple(kept)


def _side(point: Point, bound: Point) -> Fraction:
    return sum((a * b for a, b in zip(point, bound, strict=True)), Fraction(0))
