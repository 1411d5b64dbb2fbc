"""Bars as pictures: read back pixel by pixel where it counts."""

import io

import pytest
from PIL import Image

from assessment.notes import Imprint, Papers, chart, round_note
from assessment.notes.content import Picture
from tests import builders

LEGEND = ("K1", "K2")


def drawn(*shown, legend=LEGEND):
    return Image.open(io.BytesIO(chart.bars(shown, legend, 5))).convert("RGB")


def colours(image, row):
    """The colours along the middle of a bar, each once, from the left."""
    y = chart._TOP + chart._ROW * row + chart._ROW // 2
    line = [image.getpixel((x, y)) for x in range(chart._NAMES + 4, image.width - chart._RIGHT)]
    return [each for at, each in enumerate(line) if at == 0 or each != line[at - 1]]


def test_equal_bars_are_equal_bytes():
    bars = [chart.Bar("1", "4,00", (2.0, 2.0))]

    assert chart.bars(bars, LEGEND, 5) == chart.bars(bars, LEGEND, 5)


def test_a_bar_is_as_long_as_its_pieces_and_they_stay_apart_in_grey():
    image = drawn(chart.Bar("1", "3,00", (1.0, 2.0)), chart.Bar("2", "5,00", (2.5, 2.5)))

    unit = (image.width - chart._NAMES - chart._RIGHT) / 5
    y = chart._TOP + chart._ROW // 2
    dark = [x for x in range(chart._NAMES, image.width) if image.getpixel((x, y))[0] < 0x40]
    first = [x for x in dark if x < chart._NAMES + unit * 1.5]
    assert first[-1] - first[0] == pytest.approx(unit, abs=6)
    greys = [image.convert("L").getpixel((chart._NAMES + int(unit * at), y)) for at in (0.5, 2)]
    assert abs(greys[0] - greys[1]) > 60


def test_a_missing_piece_has_no_bar():
    image = drawn(chart.Bar("1", "0,00", (0.0, 0.0)), chart.Bar("2", "1,00", (1.0, 0.0)))

    dark = (0x1F, 0x38, 0x64)
    assert colours(image, 0)[0] != dark
    assert colours(image, 1)[0] == dark


def test_the_picture_grows_by_a_row_a_bar():
    one = chart.Bar("1", "1,00", (1.0,))

    assert drawn(one, one).height - drawn(one).height == chart._ROW


@pytest.mark.parametrize(("count", "drawn"), [(1, 0), (2, 1), (chart.MOST, 1), (chart.MOST + 1, 0)])
def test_a_round_has_a_figure_where_there_is_something_to_compare_and_room(count, drawn):
    cases = [
        builders.case(builders.review(number % 6), name=f"Åmose {number}", id_=number)
        for number in range(1, count + 1)
    ]

    note = round_note(builders.round_of(*cases), Papers(), Imprint("Lone", builders.NOON, "0.1.0"))

    pictures = [part for each in note.sections for part in each.parts if isinstance(part, Picture)]
    assert len(pictures) == drawn
    assert all("Åmose 2 2,00" in each.alt for each in pictures)


def test_every_letter_of_a_figure_is_one_that_its_font_has(monkeypatch):
    """Pillow's font draws a box for any other; names stand in the document's own letters."""
    told = []
    monkeypatch.setattr(chart, "_bar", lambda *args: told.append(args[3]))
    monkeypatch.setattr(chart, "_legend", lambda *args: told.extend(args[2]))
    cases = [builders.case(builders.review(), name="Åmose", id_=number) for number in (1, 2)]

    round_note(builders.round_of(*cases), Papers(), Imprint("Lone", builders.NOON, "0.1.0"))

    words = [each if isinstance(each, str) else f"{each.name}{each.told}" for each in told]
    assert words == ["K1", "K2", "K3", "13,00", "13,00"]
