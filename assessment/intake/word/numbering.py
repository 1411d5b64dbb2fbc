"""List labels as Word computes them ("2.1", "b)", "iv."), which stand in no text of the file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from assessment.intake.word import names
from assessment.intake.word.elements import child, number_or, text_of

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


class Numbering:
    """Counts list paragraphs in reading order and gives each its label."""

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        """Take what loads the numbering part, None for none; it is asked at the first list alone."""
        self._load = load
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[str] = set()

    def next_label(self, list_id: str, level: int) -> str:
        """Count one more paragraph of a list and return its label, "" for no such list."""
        found = self._list(list_id)
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

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._definitions.list(list_id)
        return self._lists[list_id]

    @cached_property
    def _definitions(self) -> _Definitions:
        return _Definitions(self._load())


class _Definitions:
    """The numbering part: lists, each of a family that sets out its levels."""

    def __init__(self, root: etree._Element | None) -> None:
        parts = () if root is None else root
        self._lists = {each.get(names.NUM_ID): each for each in parts if each.tag == names.NUM}
        self._families = {
            each.get(names.ABSTRACT_NUM_ID, ""): each
            for each in parts
            if each.tag == names.ABSTRACT_NUM
        }

    def list(self, list_id: str) -> _List | None:
        """Return the list of this id, None for none."""
        num = self._lists.get(list_id)
        if num is None:
            return None
        family = self._family(text_of(num, names.ABSTRACT_NUM_ID))
        levels = _levels(self._families[family]) if family in self._families else {}
        return _List(family, levels | _overrides(num), _restarts(num))

    def _family(self, family: str) -> str:
        """Return the family itself, or the one that defines the list style it refers to."""
        if family not in self._families:
            return family
        link = text_of(self._families[family], names.NUM_STYLE_LINK)
        defining = (
            each
            for each, abstract in self._families.items()
            if link and text_of(abstract, names.STYLE_LINK) == link
        )
        return next(defining, family)


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
        if child(override, names.START_OVERRIDE) is not None
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
