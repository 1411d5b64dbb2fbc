"""Who is first with which weights: the triangle of all weights cut into one area an applicant; exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.ranking.region import Point, Polygon, Region, area, clipped, triangles
from assessment.domain.ranking.swaps import ScoresById

First = Mapping[tuple[str, ...], Polygon]
"""The weights with which some are first, by their ids; several who score the same stand together."""


_AREA = 3
"""A polygon of fewer corners has no area."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a polygon of weights is, of the triangle of all weights, and where its middle is."""

    share: Fraction
    middle: Point


def first_regions(scores: ScoresById, region: Region) -> First:
    """The polygon of weights in which each is first; nobody stands here who never is. Three criteria."""
    alike: dict[Point, list[str]] = {}
    for key, row in scores.items():
        alike.setdefault(tuple(row), []).append(key)
    # The strongest first: they leave nothing of most others.
    strongest = sorted(alike, key=sum, reverse=True)
    found = {}
    for row, keys in alike.items():
        polygon = region.polygon
        for other in strongest:
            if len(polygon) < _AREA:
                break
            if other != row:
                polygon = clipped(polygon, tuple(a - b for a, b in zip(row, other, strict=True)))
        if triangles(polygon):
            found[tuple(keys)] = polygon
    return found


def extent(polygon: Polygon) -> Extent:
    """The share and the centroid of a polygon with an area."""
    sizes = [(area(each), _centroid(each)) for each in triangles(polygon)]
    share = sum((size for size, _ in sizes), Fraction(0))
    middle = zip(*([size * each for each in point] for size, point in sizes), strict=True)
    return Extent(share, tuple(sum(each, Fraction(0)) / share for each in middle))


def _centroid(triangle: tuple[Point, Point, Point]) -> Point:
    return tuple(sum(each, Fraction(0)) / 3 for each in zip(*triangle, strict=True))
