"""Figures of how sure a ranking is: what they show, as data."""

from fractions import Fraction
from itertools import pairwise

import pytest

from assessment import figures
from assessment.domain.ranking.places import Group, named_rankings
from assessment.domain.ranking.region import Scope
from tests.rankings import CITIZENS, READY, SCHEME, TARGET, applicant, found, ranked, reviewed

NEAR = pytest.approx


def three(most=1, **rest):
    """Nord is first at half of the weights, Syd at the other half, Øst nowhere."""
    everybody = applicant("Nord", 4, 3, 3), applicant("Syd", 3, 4, 3), applicant("Øst", 1, 1, 1)
    return found(*everybody, most=most, **rest)


def traces(figure):
    return {each.name: each for each in figure.data if each.name}


def many(count):
    points = (Fraction(5 * at, count) for at in range(count))
    return [applicant(f"Nr. {at}", each, each, each) for at, each in enumerate(points)]


# --- shares ---------------------------------------------------------------------------------------


def test_shares_stand_in_the_rankings_order_with_group_and_diamond():
    figure = figures.shares(three())

    bars = traces(figure)
    names = ["1. Nord", "1. Syd", "3. Øst"]
    assert list(figure.layout.yaxis.categoryarray) == names
    assert (list(bars["indstilles"].x), list(bars["indstilles"].y)) == ([], [])
    together = bars["drøftes"]
    assert (list(together.x), list(together.y)) == ([50.0, 50.0], names[:2])
    assert (list(bars["indstilles ikke"].x), list(bars["indstilles ikke"].y)) == ([0.0], names[2:])
    near = bars["ved vægte nær de officielle"]
    assert (list(near.x), list(near.y)) == ([NEAR(50), NEAR(50), 0.0], names)
    assert near.customdata[0] == [
        "NORD",
        "Nord",
        "Bedst",
        "50 %",
        "alle vægte",
        "50 %",
        "Drøftes: lige point og vægte",
        "de officielle",
    ]


def test_the_group_is_written_at_each_bar_and_patterns_differ():
    figure = figures.shares(three())

    (words,) = (each for each in figure.data if each.type == "scatter" and each.mode == "text")
    assert list(words.text) == [
        "50 %<br>drøftes",
        "50 %<br>drøftes",
        "0 %<br>indstilles ikke",
    ]
    bars = [each for each in figure.data if each.type == "bar"]
    assert len({each.marker.pattern.shape for each in bars}) == len(bars) == 3


@pytest.mark.parametrize(
    ("most", "at", "name"),
    [(1, 0.5, "der er højst 1 plads"), (2, 1.5, "der er højst 2 pladser")],
)
def test_the_cut_lies_below_the_last_place(most, at, name):
    figure = figures.shares(three(most))

    (line,) = figure.layout.shapes
    assert (line.y0, line.y1) == (at, at)
    assert name in traces(figure)


def test_there_is_no_cut_where_everybody_fits():
    figure = figures.shares(three(3))

    assert figure.layout.shapes == ()
    assert list(traces(figure)["indstilles"].x) == [100.0] * 3


def test_the_axis_says_which_weights_a_share_is_of():
    axes = [figures.shares(three(scope=each)).layout.xaxis.title.text for each in Scope]

    assert axes == [
        "% af vægte inden for 10 procentpoint af de officielle",
        "% af alle vægte",
        "% af vægte i samme rækkefølge som de officielle",
    ]


# --- places ---------------------------------------------------------------------------------------


def test_places_are_percent_in_cells_and_nothing_is_empty():
    figure = figures.places(three(2))

    (heatmap,) = figure.data
    assert list(heatmap.x) == [1, 2, 3]
    assert list(heatmap.y) == ["1. Nord", "1. Syd", "3. Øst"]
    assert [list(row) for row in heatmap.z] == [
        [50.0, 50.0, None],
        [50.0, 50.0, None],
        [None, None, 100.0],
    ]
    assert [list(row) for row in heatmap.text] == [
        ["50", "50", ""],
        ["50", "50", ""],
        ["", "", "100"],
    ]
    assert list(heatmap.customdata[2][2]) == ["ØST", "Øst", "100 %"]
    (line,), (label,) = figure.layout.shapes, figure.layout.annotations
    assert (line.x0, label.text) == (2.5, "◂ 2 pladser")


def test_a_share_below_one_percent_is_drawn_and_not_written():
    (heatmap,) = figures.places(
        found(applicant("a", 5, "4.9", "4.9"), applicant("b", 0, "4.91", "4.9"))
    ).data

    rare = heatmap.z[1][0]
    assert 0 < rare < 1
    assert [list(row) for row in heatmap.text] == [["&gt;99", ""], ["", "&gt;99"]]


def test_more_than_is_computed_gives_an_empty_figure():
    (heatmap,) = figures.places(found(*many(101))).data

    assert (list(heatmap.y), list(heatmap.x)) == ([], [])


# --- who is first ---------------------------------------------------------------------------------


def corners(trace):
    return list(zip(trace.a, trace.b, trace.c, strict=True))


def test_each_area_is_the_exact_polygon_and_is_closed():
    data = figures.winners(three(), SCHEME).data

    nord, syd = (each for each in data if each.fill == "toself")
    assert (nord.name, corners(nord)) == (
        "A: Nord (50 %)",
        [(100.0, 0.0, 0.0), (50.0, 50.0, 0.0), (0.0, 0.0, 100.0), (100.0, 0.0, 0.0)],
    )
    assert (syd.name, corners(syd)) == (
        "B: Syd (50 %)",
        [(50.0, 50.0, 0.0), (0.0, 100.0, 0.0), (0.0, 0.0, 100.0), (50.0, 50.0, 0.0)],
    )
    letters = [each for each in data if each.mode == "text"]
    assert [(each.text[0], each.customdata[0][0]) for each in letters] == [
        ("<b>A</b>", "NORD"),
        ("<b>B</b>", "SYD"),
    ]


def test_the_weights_used_are_a_cross_and_those_near_them_outlined():
    *_, near, cross = figures.winners(three(), SCHEME).data

    third = NEAR(100 / 3)
    assert (cross.marker.symbol, corners(cross)) == ("x", [(third, third, third)])
    assert cross.name == "Officielle vægte; stiplet: inden for 10 procentpoint af dem"
    assert len(corners(near)) == 7
    assert {round(min(each), 3) for each in corners(near)} == {23.333}


def test_other_weights_are_called_chosen():
    weights = {TARGET: Fraction(1, 2), READY: Fraction(1, 4), CITIZENS: Fraction(1, 4)}

    *_, cross = figures.winners(three(weights=weights), SCHEME).data

    assert corners(cross) == [(50.0, 25.0, 25.0)]
    assert cross.name.startswith("Valgte vægte")


@pytest.mark.parametrize(
    ("alike", "named"),
    [(2, "A: Nr. 0 og Nr. 1 (100 %)"), (4, "A: Nr. 0 og 3 andre med samme point (100 %)")],
)
def test_those_who_score_the_same_share_an_area_and_are_all_named_at_it(alike, named):
    area, *_ = figures.winners(
        found(*[applicant(f"Nr. {at}", 3, 3, 3) for at in range(alike)]), SCHEME
    ).data

    assert area.name == named
    assert all(f"Nr. {at}" in area.text for at in range(alike))


def test_areas_side_by_side_differ_in_letter_and_each_has_an_outline():
    data = figures.winners(three(), SCHEME).data
    areas = [each for each in data if each.fill == "toself"]

    assert {each.line.color for each in areas} == {"#1d2733"}
    assert len({each.fillcolor for each in areas}) == 2


# --- one weight -----------------------------------------------------------------------------------


def test_each_total_is_a_line_from_no_weight_to_all():
    figure = figures.against_weight(three(), SCHEME, TARGET)

    lines = {each.customdata[0][1]: each for each in figure.data if each.mode == "lines"}
    assert {name: (each.y[0], each.y[-1]) for name, each in lines.items()} == {
        "Nord": (3.0, 4.0),
        "Syd": (3.5, 3.0),
        "Øst": (1.0, 1.0),
    }
    assert list(lines["Nord"].x) == [NEAR(10 * step) for step in range(11)]
    assert lines["Nord"].customdata[10] == ["NORD", "Nord", "4,00"]
    assert len({each.line.dash for each in lines.values()}) == 3


def test_a_swap_about_the_last_place_is_a_diamond_with_names():
    figure = figures.against_weight(three(), SCHEME, TARGET)

    diamonds = traces(figure)["byttepunkt: lige om den sidste plads"]
    assert diamonds.marker.symbol == "diamond"
    assert (list(diamonds.x), list(diamonds.y)) == ([NEAR(100 / 3)], [NEAR(10 / 3)])
    assert list(diamonds.customdata) == [["NORD", "Nord og Syd", "33,3 %"]]
    (line,) = figure.layout.shapes
    assert line.x0 == NEAR(100 / 3)


def test_where_nobody_goes_in_or_out_there_is_no_diamond():
    figure = figures.against_weight(three(2), SCHEME, TARGET)

    diamonds = traces(figure)["byttepunkt: lige om den sidste plads"]
    assert (list(diamonds.x), diamonds.showlegend) == ([], False)


def test_lines_are_named_at_their_right_end_apart_from_each_other():
    figure = figures.against_weight(
        found(*[applicant(f"Nr. {at}", 3, 3, 3) for at in range(12)]), SCHEME, READY
    )

    labels = [each for each in figure.layout.annotations if each.ax]
    assert {each.text for each in labels} == {f"Nr. {at}" for at in range(12)}
    heights = sorted(each.ay for each in labels)
    assert min(b - a for a, b in pairwise(heights)) >= 17 - 1e-6


def test_of_many_only_those_nearest_the_cut_are_told_apart():
    figure = figures.against_weight(found(*many(40), most=20), SCHEME, CITIZENS)

    lines = [each for each in figure.data if each.mode == "lines"]
    grey = {each.customdata[0][1] for each in lines if each.line.width == 1}
    named = {each.text for each in figure.layout.annotations if each.ax}
    assert (len(lines), len(grey)) == (40, 28)
    assert (
        named == {f"Nr. {at}" for at in range(14, 26)} == {f"Nr. {at}" for at in range(40)} - grey
    )


# --- named weightings -----------------------------------------------------------------------------


def test_bump_shows_places_by_name_of_weighting_with_equals_side_by_side():
    named = named_rankings(three().ranking, SCHEME)

    figure = figures.bump(named)

    lines = {
        each.customdata[0][1]: each
        for each in figure.data
        if each.mode == "lines" and each.customdata
    }
    assert {name: list(each.y) for name, each in lines.items()} == {
        "Nord": [1, 1, 2, 1, 1],
        "Syd": [1, 2, 1, 1, 1],
        "Øst": [3, 3, 3, 3, 3],
    }
    assert list(lines["Nord"].x) == [NEAR(each) for each in (-0.09, 1, 2, 2.91, 3.91)]
    assert list(lines["Syd"].x) == [NEAR(each) for each in (0.09, 1, 2, 3.09, 4.09)]
    numbers = [each for each in figure.data if each.mode == "markers+text"]
    assert [list(each.text) for each in numbers] == [
        ["1", "1", "2", "1", "1"],
        ["1", "2", "1", "1", "1"],
        ["3"] * 5,
    ]
    assert list(figure.layout.xaxis.ticktext)[1] == "Ansøgers<br>målgruppe +10<br>point"


def test_bump_of_many_draws_those_far_from_the_cut_thin_and_without_numbers():
    figure = figures.bump({"Officielle": ranked(*many(40), most=4)})

    lines = [each for each in figure.data if each.mode == "lines" and each.customdata]
    assert [each.line.width for each in lines].count(1) == 28
    assert len([each for each in figure.data if each.mode == "markers+text"]) == 12


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 12, 40])
def test_every_figure_has_a_title_and_grows_with_what_it_shows(count):
    asked = found(*many(count), most=2)

    made = (
        figures.shares(asked),
        figures.places(asked),
        figures.winners(asked, SCHEME),
        figures.against_weight(asked, SCHEME, TARGET),
        figures.bump(named_rankings(asked.ranking, SCHEME)),
    )

    assert all(each.layout.title.text and each.layout.height for each in made)
    assert made[0].layout.height == 150 + 34 * max(count, 2)


def test_a_long_name_is_cut_on_the_axis_and_whole_where_one_points():
    name = "Botilbuddet Klokkeblomsten ved Åmosevej"
    asked = found(reviewed(name, Anne=(3, 3, 3)))

    bar = figures.shares(asked).data[0]

    assert list(bar.y) == ["1. Botilbuddet Klokkeblomste…"]
    assert bar.customdata[0][1] == name
    assert asked.verdicts[name.upper()].standing.group is Group.IN
