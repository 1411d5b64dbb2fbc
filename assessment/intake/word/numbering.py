"""List labels as Word computes them ("2.1", "b)", "iv."), which stand in no text of the file."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from assessment.intake.word import names
from assessment.intake.word.styles import number_or, text_of

_LEVELS = 9
_LONGEST_LABEL = 40
_LARGEST_NUMBER = 9_999
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    family: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts list paragraphs in reading order and gives each its label."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _started: set[str] = field(default_factory=set)

    def next_label(self, list_id: str, level: int) -> str:
        """Count one more paragraph of a list and return its label, "" for no such list."""
        found = self._lists.get(list_id)
        if found is None or level >= _LEVELS:
            return ""
        counts = self._counts[found.family]
        self._restart(list_id, found, counts)
        shape = found.levels.get(level, _Level())
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        return _label(shape, found.levels, counts)

    def _restart(self, list_id: str, found: _List, counts: dict[int, int]) -> None:
        # lists of one family count on from each other, unless one says where it begins
        if list_id not in self._started:
            self._started.add(list_id)
            for level, start in found.restarts.items():
                counts[level] = start - 1


def read_numbering(root: etree._Element | None) -> Numbering:
    """Read a numbering part; None gives no lists."""
    if root is None:
        return Numbering()
    families = {
        abstract.get(names.ABSTRACT_NUM_ID, ""): _levels(abstract)
        for abstract in root.iterfind(names.ABSTRACT_NUM)
    }
    lists = {}
    for num in root.iterfind(names.NUM):
        family = text_of(num, names.ABSTRACT_NUM_ID)
        levels = families.get(family, {}) | _overrides(num)
        lists[num.get(names.NUM_ID, "")] = _List(family, levels, _restarts(num))
    return Numbering(lists)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    return {
        number_or(level.get(names.LEVEL_INDEX), 0): _Level(
            start=number_or(text_of(level, names.START), 1),
            format=text_of(level, names.NUM_FORMAT) or "decimal",
            text=text_of(level, names.LEVEL_TEXT),
        )
        for level in parent.iterfind(names.LEVEL)
    }


def _overrides(num: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for override in num.iterfind(names.LEVEL_OVERRIDE):
        levels |= _levels(override)
    return levels


def _restarts(num: etree._Element) -> dict[int, int]:
    return {
        number_or(override.get(names.LEVEL_INDEX), 0): number_or(
            text_of(override, names.START_OVERRIDE), 1
        )
        for override in num.iterfind(names.LEVEL_OVERRIDE)
        if override.find(names.START_OVERRIDE) is not None
    }


def _label(shape: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    if shape.format in {"bullet", "none"}:
        return ""

    def number(place: re.Match[str]) -> str:
        level = int(place[1]) - 1
        other = levels.get(level, _Level())
        return _written(counts.get(level, other.start), other.format)

    return _PLACE.sub(number, shape.text[:_LONGEST_LABEL])[:_LONGEST_LABEL]


def _written(number: int, style: str) -> str:
    number = min(number, _LARGEST_NUMBER)
    if style in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, _LONGEST_LABEL)
        return letters.upper() if style == "upperLetter" else letters
    if style in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman.upper() if style == "upperRoman" else roman
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters += letter * count
    return letters
