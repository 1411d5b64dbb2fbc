"""The search over a round's applications."""

from __future__ import annotations

import pytest

from assessment.domain.checking.screening import Passage
from tests.ui import screen


@pytest.fixture
def searched(open_page, demo_workflow):
    def search(sought):
        return open_page("search", on=demo_workflow, sought=sought)

    return search


def html(app):
    return [each.proto.body for each in app.get("html")]


def test_nothing_is_said_before_something_is_sought(searched):
    for nothing in ("", "   "):
        app = searched(nothing)
        assert (html(app), screen.values(app.info), screen.values(app.caption)) == ([], [], [])


def test_what_is_found_stands_by_applicant_with_its_words_marked(searched):
    app = searched('"tavshedspligten"')
    assert screen.values(app.caption) == ["1 sted i 1 ansøgning."]
    assert screen.values(app.subheader) == ["4. Strandby Kommune"]
    (found,) = html(app)
    assert "noget med <mark>tavshedspligten</mark> mellem os" in found
    assert found.endswith('<p class="where">Felt 5.1 Barrierer, afsnit 51</p></blockquote></div>')


def test_typing_in_the_box_searches(searched):
    app = searched("")
    app.text_input(key="sought").set_value("Recoverymentor").run()
    assert screen.values(app.subheader) == ["9. Egeskov Kommune"]


def test_many_places_are_one_click_away(searched):
    app = searched("implementeringsgruppe")
    assert screen.values(app.caption) == ["36 steder i 14 ansøgninger."]
    assert app.expander[0].label == "1 sted mere"
    assert len(html(app)) == 36


def test_some_words_are_told_to_be_some(searched):
    app = searched("recovery drage")
    assert screen.values(app.caption) == [
        "5 steder i 5 ansøgninger. Intet sted har alle ordene, så her er steder med nogle af dem."
    ]


@pytest.mark.parametrize("sought", ["qqq", "og", '"'])
def test_nothing_found_says_what_to_do(searched, sought):
    assert screen.values(searched(sought).info) == [
        "Ingen steder passer. Prøv færre eller andre ord; småord som “og” søges der ikke på."
    ]


def test_the_place_is_remembered_for_the_page_of_the_application(searched, monkeypatch):
    gone = []
    monkeypatch.setattr("assessment.ui.session.go_to", lambda *where: gone.append(where))
    app = searched('"tavshedspligten"')
    app.button(key="open_4_0").click().run()
    application, passage = app.session_state["sought_passage"]
    assert (application, gone) == (4, [("ansoegning", 4)])
    assert isinstance(passage, Passage)
    assert (passage.field, passage.block, passage.document) == ("5.1", "p51", "")


def test_a_name_is_no_markup(open_page, register):
    register({"1.2": "**Bakkedal** <script>alert(1)</script>"})
    app = open_page("search", sought="bakkedal")
    assert screen.values(app.subheader) == ["1. **Bakkedal** <script>alert(1)</script>"]
    assert "**Bakkedal**" not in app.subheader[0].value
    assert "<script" not in "".join(html(app))
