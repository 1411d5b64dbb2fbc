"""What a document as a whole tells about its labels, before they are read one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from itertools import groupby, pairwise

from assessment.domain.applications.application import BlockKind
from assessment.domain.rules.form import FieldKind, FormField
from assessment.intake.answers.labels import Labels
from assessment.intake.answers.layout import Cell, Item, Piece, Row, joined
from assessment.intake.answers.wording import LONGEST_LABEL, leads, normalised
from assessment.intake.word.passages import Passage

_LABELS_OF_A_FORM = 0.1
_FEWEST_NUMBERS = 5
_LONGEST_HEADING = 120


class Style(StrEnum):
    """How a label stands out: as a cell, a heading, a bold line, a line of its own, in front of an answer."""

    CELL = auto()
    HEADING = auto()
    BOLD = auto()
    PLAIN = auto()
    LEAD = auto()


# what an applicant writes inside an answer seldom looks like these
STRONG = frozenset({Style.CELL, Style.HEADING, Style.BOLD})


def style_of(passage: Passage, text: str) -> Style:
    """Return how a paragraph stands out."""
    if passage.level:
        return Style.HEADING
    if passage.bold and len(text) <= _LONGEST_HEADING and "\n" not in text:
        return Style.BOLD
    return Style.LEAD if text.endswith(":") else Style.PLAIN


def lead_style(label: str, words: str) -> Style:
    """Return how a label in front of its answer stands out: on a line of its own or not."""
    return Style.PLAIN if words[len(label) :].lstrip(" ").startswith("\n") else Style.LEAD


def labelled(passage: Passage, text: str) -> str:
    """A paragraph's text with the number that Word computes for it in front."""
    return f"{passage.label} {text}" if passage.label else text


@dataclass(slots=True)
class Spot:
    """A paragraph, and the fields that it names in words of the form's own, if it does.

    `field` is the one among these; `number` stands in front, and `bare` is one of the form's that
    stands alone; `group` and `is_section` tell of titles, and `part` which section it is in. `said`
    tells whether an answer stands beside or behind the label, None that one may follow.
    """

    passage: Passage
    found: tuple[FormField, ...] = ()
    field: FormField | None = None
    style: Style = Style.PLAIN
    number: str = ""
    group: str = ""
    is_section: bool = False
    part: int = 0
    bare: bool = False
    said: bool | None = None

    @property
    def is_label(self) -> bool:
        """Whether this is a label or title of the form's at all."""
        return bool(self.found or self.group or self.is_section)


@dataclass(frozen=True, slots=True)
class Outline:
    """What is usual in a document, and which passages look like labels but are not.

    `numbers` says that the document's numbers are the form's, `numbered` that most labels have one,
    `is_form` that there are so many labels that others may be guessed at.
    """

    numbers: bool = False
    numbered: bool = False
    is_form: bool = False
    usual: frozenset[tuple[bool, Style]] = frozenset()
    doubles: frozenset[int] = frozenset()

    def is_double(self, passage: Passage) -> bool:
        """Whether a passage names a field whose label stands elsewhere."""
        return id(passage) in self.doubles

    def is_usual(self, style: Style, *, running: bool) -> bool:
        """Whether the labels of long answers, or of short ones, mostly look like this here."""
        return (running, style) in self.usual

    def suits(self, spot: Spot) -> bool:
        """Whether a label looks as labels do in this document."""
        return spot.style in STRONG or self.is_usual(spot.style, running=_is_running(spot))


def outline_of(items: Iterable[Item], labels: Labels) -> Outline:
    """Look through a document for the labels that it has in words of the form's own."""
    spots = [*_spots(items, labels)]
    _tell_apart(spots)
    is_form = _is_form(spots, labels)
    if is_form:
        _name_nearly(spots, labels)
        _tell_apart(spots)
    named = [(spot, spot.field) for spot in spots if spot.field]
    agreeing = [spot.number == target.number for spot, target in named if spot.number]
    bare = sum(spot.bare for spot in spots)
    outline = Outline(
        numbers=2 * sum(agreeing) > len(agreeing) or (not agreeing and bare >= _FEWEST_NUMBERS),
        numbered=2 * len(agreeing) > len(named),
        is_form=is_form,
        usual=_usual(Counter((_is_running(spot), spot.style) for spot, _ in named)),
    )
    doubles = frozenset(id(spot.passage) for spot in _doubles(spots, labels, outline))
    return replace(outline, doubles=doubles)


def _usual(counts: Counter[tuple[bool, Style]]) -> frozenset[tuple[bool, Style]]:
    """Return the looks that more than one label has, and half as many as any other look."""
    return frozenset(
        (running, style)
        for (running, style), count in counts.items()
        if count > 1 and 2 * count >= max(counts[running, other] for other in Style)
    )


def _is_running(spot: Spot) -> bool:
    return spot.field is not None and spot.field.kind is FieldKind.TEXT


def _is_form(spots: Iterable[Spot], labels: Labels) -> bool:
    """Whether a document has so many of the form's labels and titles that it is such a form.

    "Navn" and "Antal" do not count; everybody has them.
    """
    seen = set()
    for spot in spots:
        if spot.field and not labels.is_part(spot.field, spot.passage.text):
            seen.add(spot.field.id)
        elif spot.group or spot.is_section:
            seen.add(normalised(spot.passage.text))
    return len(seen) >= _LABELS_OF_A_FORM * len(labels.fields)


def _name_nearly(spots: Iterable[Spot], labels: Labels) -> None:
    """Name the fields of what looks like labels in words of its own."""
    for spot in spots:
        if spot.style in STRONG and not spot.is_label:
            spot.found = labels.near(labelled(spot.passage, spot.passage.text))


def _spots(items: Iterable[Item], labels: Labels) -> Iterator[Spot]:
    for item in items:
        if isinstance(item, Row):
            yield from _row_spots(item, labels)
        else:
            yield from _line_spots(item, labels)


def _row_spots(row: Row, labels: Labels) -> Iterator[Spot]:
    filled = [cell for cell in row.filled if cell not in row.signs]
    if len(filled) == 1:
        yield from _cell_spots(filled[0], labels, alone=len(row.cells) == 1)
        return
    cells = iter(joined(filled))
    for cell in cells:
        (passage, text), *rest = cell
        spot = _spot(passage, text, Style.CELL, labels)
        answer = next(cells, []) if spot.found else []
        spot.said = bool(answer)
        yield spot
        yield from (Spot(each) for each, _ in [*rest, *answer])


def _cell_spots(cell: Cell, labels: Labels, *, alone: bool) -> Iterator[Spot]:
    """Look through a row's only filled cell, whose first line is where a label would stand.

    A label that is not `alone` has an empty cell beside it.
    """
    first, *rest = cell.items
    if isinstance(first, Row):
        yield from _spots(cell.items, labels)
        return
    spot = _spot(*first, Style.CELL, labels)
    spot.said = None if alone or rest else False
    yield from [spot] if spot.found else _line_spots(first, labels, Style.CELL)
    yield from _spots(rest, labels)


def _line_spots(piece: Piece, labels: Labels, style: Style | None = None) -> Iterator[Spot]:
    passage, text = piece
    if not text:
        return
    spot = _spot(passage, text, style or style_of(passage, text), labels)
    if spot.is_label or spot.bare:
        yield spot
        return
    words = labelled(passage, text)
    for label, answer in leads(words):
        lead = _spot(passage, label, lead_style(label, words), labels)
        if lead.found:
            lead.said = bool(answer)
            yield lead
            return
    yield spot


def _spot(passage: Passage, text: str, style: Style, labels: Labels) -> Spot:
    if len(text) > LONGEST_LABEL:
        return Spot(passage)
    words = labelled(passage, text)
    number, found = labels.known(words)
    return Spot(
        passage,
        found=tuple(each for each, _ in found),
        style=style,
        number=number,
        group=labels.group(words),
        is_section=labels.section(words) is not None,
        bare=labels.is_bare_number(words),
    )


def _tell_apart(spots: Iterable[Spot]) -> None:
    """Find each spot's one field; a group's title above tells which of several it is."""
    group, part = "", 0
    for spot in spots:
        part += spot.is_section
        spot.part = part
        group = "" if spot.is_section else spot.group or group
        inside = [target for target in spot.found if target.group == group != ""]
        spot.field = next(iter(inside if len(spot.found) > 1 else spot.found), None)


def _doubles(spots: Iterable[Spot], labels: Labels, outline: Outline) -> Iterator[Spot]:
    """Yield the labels of fields that have a better one elsewhere in the document.

    Better is one that looks as labels do there, then one with an answer, and then the one with a
    neighbour in the document that is its neighbour in the form. Labels of a field that follow on
    each other are one, as where a page breaks.
    """
    runs = [
        [*run]
        for _, run in groupby(_labels_of_answers(spots, labels), key=lambda spot: _id(spot.field))
    ]
    far = len(labels.fields)
    steps = [far, *(_step(one[0], other[0], labels) for one, other in pairwise(runs)), far]
    places: dict[str, list[tuple[bool, bool, int, int, int]]] = defaultdict(list)
    for at, run in enumerate(runs):
        unsaid = not any(each.said for each in run)
        nearest, other = sorted(steps[at : at + 2])
        fit = (not outline.suits(run[0]), unsaid, nearest, other, at)
        places[_id(run[0].field)].append(fit)
    for best, *others in map(sorted, places.values()):
        _, unsaid, *_ = best
        for *_, at in [] if unsaid else others:
            yield from runs[at]


def _step(one: Spot, other: Spot, labels: Labels) -> int:
    """How far apart in the form two labels are that are neighbours in a part of the document."""
    if one.field and other.field and one.part == other.part:
        return abs(labels.position(one.field) - labels.position(other.field))
    return len(labels.fields)


def _labels_of_answers(spots: Iterable[Spot], labels: Labels) -> Iterator[Spot]:
    """Yield the labels, knowing by what follows whether they are answered.

    A group's title with the group's own labels behind it is no label of an answer.
    """
    for spot, following in pairwise([*spots, Spot(Passage(BlockKind.PARAGRAPH), group="end")]):
        if not spot.field or (
            spot.group and following.field and following.field.group == spot.group
        ):
            continue
        if spot.said is None:
            is_option = labels.is_option(following.passage.text, spot.field)
            spot.said = is_option or not following.is_label
        yield spot


def _id(target: FormField | None) -> str:
    return target.id if target else ""
