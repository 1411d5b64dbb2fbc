"""Who is among the best so many: for sure, not at all, or as one of equals at the cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from fractions import Fraction
from math import lcm

_NONE, _ALL = Fraction(0), Fraction(1)


def chances(totals: Mapping[str, Fraction], places: int) -> dict[str, Fraction]:
    """How much of a place each has: 1 in, 0 out, between where equals share what is left.

    >>> chances({"a": Fraction(4), "b": Fraction(3), "c": Fraction(3)}, 2)
    {'a': Fraction(1, 1), 'b': Fraction(1, 2), 'c': Fraction(1, 2)}
    """
    return {key: share(better, equal, places) for key, (better, equal) in standings(totals).items()}


def standings(totals: Mapping[str, Fraction]) -> dict[str, tuple[int, int]]:
    """How many are strictly better than each, and how many have the same total, itself among them."""
    scale = lcm(*(total.denominator for total in totals.values()))  # whole numbers compare fast
    whole = {key: total.numerator * (scale // total.denominator) for key, total in totals.items()}
    ordered = sorted(whole.values())
    found = {}
    for key, total in whole.items():
        upto = bisect_right(ordered, total)
        found[key] = (len(ordered) - upto, upto - bisect_left(ordered, total))
    return found


def share(better: int, equal: int, places: int) -> Fraction:
    """How much of a place one of so many equals has when so many are better."""
    if better < places < better + equal:
        return Fraction(places - better, equal)
    return _ALL if better < places else _NONE
