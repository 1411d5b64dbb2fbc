"""Bars as pictures: read back pixel by pixel where it counts."""

import io

import pytest
from PIL import Image

from assessment.notes import chart

LEGEND = ("Ansøgers målgruppe", "Ansøgers parathed")


def drawn(*shown, legend=LEGEND):
    return Image.open(io.BytesIO(chart.bars(shown, legend, 5))).convert("RGB")


def colours(image, row):
    """The colours along the middle of a bar, each once, from the left."""
    y = chart._TOP + chart._ROW * row + chart._ROW // 2
    line = [image.getpixel((x, y)) for x in range(chart._NAMES + 4, image.width - chart._RIGHT)]
    return [each for at, each in enumerate(line) if at == 0 or each != line[at - 1]]


def test_equal_bars_are_equal_bytes():
    bars = [chart.Bar("Åmose", "4,00", (2.0, 2.0))]

    assert chart.bars(bars, LEGEND, 5) == chart.bars(bars, LEGEND, 5)


def test_a_bar_is_as_long_as_its_pieces_and_they_stay_apart_in_grey():
    image = drawn(chart.Bar("Nord", "3,00", (1.0, 2.0)), chart.Bar("Syd", "5,00", (2.5, 2.5)))

    unit = (image.width - chart._NAMES - chart._RIGHT) / 5
    y = chart._TOP + chart._ROW // 2
    dark = [x for x in range(chart._NAMES, image.width) if image.getpixel((x, y))[0] < 0x40]
    first = [x for x in dark if x < chart._NAMES + unit * 1.5]
    assert first[-1] - first[0] == pytest.approx(unit, abs=6)
    greys = [image.convert("L").getpixel((chart._NAMES + int(unit * at), y)) for at in (0.5, 2)]
    assert abs(greys[0] - greys[1]) > 60


def test_a_missing_piece_has_no_bar():
    image = drawn(chart.Bar("Nord", "0,00", (0.0, 0.0)), chart.Bar("Syd", "1,00", (1.0, 0.0)))

    dark = (0x1F, 0x38, 0x64)
    assert colours(image, 0)[0] != dark
    assert colours(image, 1)[0] == dark


def test_the_picture_grows_by_a_row_a_bar():
    one = chart.Bar("Nord", "1,00", (1.0,))

    assert drawn(one, one).height - drawn(one).height == chart._ROW


@pytest.mark.parametrize("name", ["Å" * 400, "", "To\nlinjer\tog mere", "日本 😀"])
def test_a_name_of_any_kind_stays_before_its_bar(name):
    image = drawn(chart.Bar(name, "1,00", (1.0,)))

    top = chart._TOP + chart._ROW // 2
    column = {image.getpixel((x, top)) for x in range(chart._NAMES - chart._GAP + 2, chart._NAMES)}
    assert column == {(255, 255, 255)}
