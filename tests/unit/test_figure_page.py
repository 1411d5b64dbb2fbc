"""A figure as one HTML file: whole, in Danish, and without a word to the net."""

import re

import pytest
from lxml import html

from assessment import figures
from tests.rankings import SCHEME, applicant, found

NAME = "<script>alert(1)</script> & Co"


@pytest.fixture(scope="module")
def page():
    asked = found(applicant(NAME, 5, 3, 3), applicant("Syd", 3, 4, 3))
    return figures.as_html(
        figures.winners(asked, SCHEME),
        "Trekanten <delt>.",
        ["Ansøger", "Først ved"],
        [[NAME, "75 %"]],
    ).decode()


def test_the_page_has_title_words_and_table_in_danish(page):
    root = html.fromstring(page)

    assert root.get("lang") == "da"
    assert root.findtext(".//title") == "Hvem er først ved hvilke vægte?"
    (drawn,) = root.xpath("//*[@role='img']")
    assert drawn.get("aria-label") == root.findtext(".//main/p") == "Trekanten <delt>."
    assert [[cell.text for cell in row] for row in root.iter("tr")] == [
        ["Ansøger", "Først ved"],
        [NAME, "75 %"],
    ]
    assert [each.get("scope") for each in root.iter("th")] == ["col", "col"]


def test_the_page_loads_nothing(page):
    root = html.fromstring(page)

    loading = [
        (each.tag, name)
        for each in root.iter()
        for name in ("src", "href", "data", "srcset")
        if each.get(name)
    ]
    assert loading == []
    assert "@import" not in "".join(root.xpath("//head/style/text()"))
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy


def test_plotly_is_inside(page):
    assert re.search(r"plotly\.js v\d", page[:20_000])


def test_a_name_in_the_figures_data_ends_no_script(page):
    assert NAME not in page


def test_the_figure_itself_is_not_changed():
    asked = found(applicant("Nord", 5, 3, 3))
    figure = figures.shares(asked)
    before = figure.to_json()

    figures.as_html(figure, "", [], [])

    assert figure.to_json() == before
