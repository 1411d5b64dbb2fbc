"""Figures: what they show, as data; nothing is drawn for an applicant without a total."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment import figures
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.ranking.places import rank
from assessment.domain.rounds.sight import seen
from assessment.domain.rules.scheme import Select
from tests import builders, rankings

SCHEME = builders.cti_scheme()
TITLES = [criterion.title for criterion in SCHEME.criteria]
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)


def points(given, **named):
    return {aspect.id: given for aspect in SCHEME.aspects} | {
        key.removeprefix("a"): value for key, value in named.items()
    }


def dots(*cases):
    """The figure of what each reviewer gives."""
    return figures.reviewers(builders.round_of(*cases).ranking, SCHEME)


def ranking(*people, most=1, weights=None):
    return rank(people, SCHEME, Select(min=1, max=most), weights)


def some(most=1, weights=None):
    return ranking(
        builders.candidate("Bakkedal", points(4, a7=Fraction(7, 2))),
        builders.candidate("Øst", None),
        builders.candidate("Åmose", 5),
        builders.candidate("Syd", 5, qualified=False),
        most=most,
        weights=weights,
    )


def told(trace):
    """What each mark's hover says last; the id and the whole name come before it."""
    return [each[-1] for each in trace.customdata]


def values(trace):
    return list(trace.x), list(trace.y)


# --- the matrix -----------------------------------------------------------------------------------


def test_the_matrix_shows_points_in_the_rankings_order():
    (heatmap,) = figures.matrix(some(), SCHEME).data

    assert values(heatmap) == ([*TITLES, "Total"], ["1. Åmose", "2. Bakkedal"])
    assert [list(row) for row in heatmap.text] == [
        ["5,00"] * 4,
        ["4,00", "4,00", "3,50", "3,83"],
    ]
    assert [list(map(float, row)) for row in heatmap.z] == [
        [5.0] * 4,
        [4.0, 4.0, 3.5, pytest.approx(23 / 6)],
    ]
    assert (heatmap.zmin, heatmap.zmax) == (0, 5)


def test_a_0_is_shown_as_a_0():
    (heatmap,) = figures.matrix(ranking(builders.candidate("A", 0)), SCHEME).data

    assert [list(row) for row in heatmap.text] == [["0,00"] * 4]


# --- what criteria add ----------------------------------------------------------------------------


def test_contributions_are_weight_times_points():
    weights = dict(zip(SCHEME.weights, map(Fraction, ("1/2", "1/4", "1/4")), strict=True))

    bars = figures.contributions(some(weights=weights), SCHEME).data

    names = ["1. Åmose", "2. Bakkedal"]
    assert [(bar.name, *values(bar), told(bar)) for bar in bars] == [
        (TITLES[0], [2.5, 2.0], names, ["2,50", "2,00"]),
        (TITLES[1], [1.25, 1.0], names, ["1,25", "1,00"]),
        (TITLES[2], [1.25, 0.875], names, ["1,25", "0,88"]),
    ]
    assert {bar.orientation for bar in bars} == {"h"}
    assert [each[:2] for each in bars[0].customdata] == [["Åmose", "Åmose"], ["Bakkedal"] * 2]
    assert len({bar.marker.pattern.shape for bar in bars}) == 3


def test_the_last_selected_total_is_a_line():
    figure = figures.contributions(some(), SCHEME)

    (line,) = figure.layout.shapes
    (label,) = figure.layout.annotations
    assert (line.x0, line.x1, label.text) == (5.0, 5.0, "plads 1: 5,00")


def test_there_is_no_line_where_everybody_fits():
    figure = figures.contributions(some(most=2), SCHEME)

    assert (figure.layout.shapes, figure.layout.annotations) == ((), ())


def test_a_part_of_a_round_has_no_places_and_no_line():
    figure = figures.contributions(some(), SCHEME, whole=False)

    assert (figure.layout.shapes, figure.layout.annotations) == ((), ())
    (heatmap,) = figures.matrix(some(), SCHEME, whole=False).data
    assert (
        [*heatmap.y]
        == [*figure.data[0].y]
        == [standing.candidate.name for standing in some().ranked]
    )


# --- the same words twice -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Solgården", "Solgården"), "Solgården"),
        (("Botilbuddet Solgården, afdeling 1", "Botilbuddet Solgården, afdeling 2"), "Botilbuddet Solgården, af…"),
    ],
    ids=["same name", "same when cut"],
)  # fmt: skip
def test_applicants_that_look_the_same_keep_a_row_each(names, shown):
    cases = [
        builders.case(builders.review(4), name=name, id_=id_)
        for id_, name in zip((7, 8), names, strict=True)
    ]
    ranked = builders.round_of(*cases).ranking

    (heatmap,) = figures.matrix(ranked, SCHEME).data
    bar = figures.contributions(ranked, SCHEME).data[0]
    marks = dots(*cases).data[-1]

    rows = [f"{shown} (nr. 7)", f"{shown} (nr. 8)"]
    assert list(heatmap.y) == list(bar.y) == [f"1. {row}" for row in rows]
    assert list(marks.y) == rows


def test_a_long_name_is_cut():
    (heatmap,) = figures.matrix(ranking(builders.candidate("Å" * 27)), SCHEME).data

    assert list(heatmap.y) == [f"1. {'Å' * 25}…"]


def test_a_name_is_text_and_never_a_link():
    (heatmap,) = figures.matrix(ranking(builders.candidate("<a href='x'>A&B</a>")), SCHEME).data

    shown = "&lt;a href='x'>A&amp;B&lt;/a>"
    assert list(heatmap.y) == [f"1. {shown}"]
    assert heatmap.customdata[0][0] == ["<a href='x'>A&B</a>", shown]


# --- the reviewers --------------------------------------------------------------------------------


def test_every_reviewer_has_a_dot_for_each_own_total():
    cases = [
        builders.case(
            builders.review(points(4, a7=5), by=ANNE),
            builders.review(points(4, a7=2), by=BO),
            builders.review(0, by=builders.person("Ib", 3), submitted=None),
        ),
        builders.case(builders.review(3, by=BO), name="Åmose", id_=2),
        builders.case(name="Nord", id_=3),
        builders.case(builders.review(points(4, a7=None)), name="Uden total", id_=4),
    ]

    data = dots(*cases).data

    third = pytest.approx
    assert [(trace.name, trace.mode, *values(trace)) for trace in data] == [
        (None, "lines", [third(10 / 3), third(13 / 3)], ["Bakkedal Kommune"] * 2),
        (None, "lines", [3.0, 3.0], ["Åmose"] * 2),
        ("Anne Holm", "markers", [third(13 / 3)], ["Bakkedal Kommune"]),
        ("Bo Lund", "markers", [third(10 / 3), 3.0], ["Bakkedal Kommune", "Åmose"]),
        ("Alle", "markers", [third(23 / 6), 3.0], ["Bakkedal Kommune", "Åmose"]),
    ]
    assert [told(trace) for trace in data[2:]] == [
        ["4,33"],
        ["3,33", "3,00"],
        ["3,83", "3,00"],
    ]


def test_a_rankings_reviewers_stand_in_its_order_and_have_dots_by_its_weights():
    weights = dict(zip(SCHEME.weights, map(Fraction, ("1/2", "1/4", "1/4")), strict=True))
    people = (
        rankings.reviewed("Bakkedal", Anne=(4, 0, 0), Bo=(2, 2, 2)),
        rankings.applicant("Uden bedømmere", 5, 5, 5),
        rankings.reviewed("Åmose", Anne=(5, 5, 5)),
    )

    data = figures.reviewers(rankings.ranked(*people, weights=weights), SCHEME).data

    assert [(trace.name, *values(trace)) for trace in data] == [
        (None, [5.0, 5.0], ["Åmose"] * 2),
        (None, [2.0, 2.0], ["Bakkedal"] * 2),
        ("Anne", [5.0, 2.0], ["Åmose", "Bakkedal"]),
        ("Bo", [2.0], ["Bakkedal"]),
        ("Alle", [5.0, 2.0], ["Åmose", "Bakkedal"]),
    ]
    assert data[-1].customdata[1] == ["BAKKEDAL", "Bakkedal", "2,00"]


def test_half_points_agreed_on_move_the_mark_of_all_and_no_reviewers_dot():
    case = builders.case(
        builders.review(points(4, a7=5), by=ANNE), builders.review(points(4, a7=2), by=BO)
    )
    agreed = replace(case, consensus={"7": builders.consensus("7", "2.5")})

    _, *marks = dots(agreed).data
    (heatmap,) = figures.matrix(builders.round_of(agreed).ranking, SCHEME).data

    assert [(trace.name, told(trace)) for trace in marks] == [
        ("Anne Holm", ["4,33"]),
        ("Bo Lund", ["3,33"]),
        ("Alle", ["3,50"]),
    ]
    assert [list(row) for row in heatmap.text] == [["4,00", "4,00", "2,50", "3,50"]]


def test_hidden_judgement_leaves_no_trace_in_a_figure():
    case = builders.case(builders.review(by=ANNE), made=builders.recommendation())
    bo = replace(BO, roles=frozenset({Role.REVIEWER}))
    kept = seen(case, bo, Phase.ASSESSMENT)
    ranked = builders.round_of(kept).ranking

    for figure in (
        dots(kept),
        figures.matrix(ranked, SCHEME),
        figures.contributions(ranked, SCHEME),
    ):
        assert [each for trace in figure.data for each in trace.y] == []


def test_reviewers_differ_in_shape_as_well_as_in_colour():
    people = [builders.person(f"Bedømmer {index}", index) for index in range(8)]
    case = builders.case(
        *[builders.review(index % 6, by=each) for index, each in enumerate(people)]
    )

    markers = [trace.marker for trace in dots(case).data[1:-1]]

    assert len({marker.symbol for marker in markers}) == 8
    assert len({marker.color for marker in markers}) == 8


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "title"),
    [
        (figures.matrix(ranking(), SCHEME), "Point for hvert kriterium (0–5)"),
        (
            figures.contributions(ranking(), SCHEME),
            "Hvad hvert kriterium bidrager med til totalen (vægtede point)",
        ),
        (dots(), "Hver bedømmers egen total (0–5)"),
    ],
    ids=["matrix", "contributions", "reviewers"],
)
def test_a_figure_of_nobody_is_empty_but_whole(figure, title):
    assert figure.layout.title.text == title
    assert figure.layout.separators == ",."
    assert [each for trace in figure.data for each in trace.y] == []


def test_a_figure_grows_with_its_rows():
    heights = [
        figures.matrix(
            ranking(*[builders.candidate(f"Nr. {index}") for index in range(count)]), SCHEME
        ).layout.height
        for count in (1, 2, 3, 12)
    ]

    assert heights == [218, 218, 252, 558]
