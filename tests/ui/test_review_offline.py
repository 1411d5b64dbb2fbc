"""Working without the tool: the sheet that is offered, and what came back looked at before it is taken."""

from __future__ import annotations

import pytest

from assessment.domain.panel.access import Phase
from assessment.workflow import offline, people, reviewing
from tests import builders
from tests.scoring_sheets import filled
from tests.ui import screen
from tests.ui.scoring import ANNE, reviews, scored


@pytest.fixture
def sheet(given, workflow):
    """Anne's sheet of the one application she was given, with cells filled in."""
    given(ANNE)
    content = offline.sheet(workflow, "demo", people.join(workflow, ANNE))[1]
    return lambda **cells: filled(content, cells)


def upload(app, content, key="filled_0"):
    app.file_uploader(key=key).upload("pointark-demo.xlsx", content)
    return app.run()


def changes(app):
    return [row for table in app.table for row in screen.rows(table)]


@pytest.mark.usefixtures("sheet")
def test_who_has_something_to_score_is_offered_a_sheet(open_page):
    app = open_page("review", person=ANNE)

    assert screen.fetched(app)["Hent pointark"] == "/hent/pointark/demo"
    assert "take_sheet" not in [each.key for each in app.button]


@pytest.mark.usefixtures("sheet")
def test_who_has_nothing_to_score_is_not(open_page, workflow):
    reviewing.submit(workflow, 1, scored(workflow, ANNE))
    assert "Hent pointark" not in screen.fetched(open_page("review", person=ANNE))
    assert "Hent pointark" not in screen.fetched(open_page("review", person="Bo Lund"))


@pytest.mark.usefixtures("sheet")
def test_after_the_assessment_there_is_no_sheet(open_page, workflow):
    builders.at_phase(workflow, Phase.CONSENSUS)

    assert "Hent pointark" not in screen.fetched(open_page("review", person=ANNE))


def test_what_would_change_is_shown_and_saved_when_somebody_says_so(open_page, sheet, workflow):
    app = upload(open_page("review", person=ANNE), sheet(F2=4, G2="- Se *4.1*.", F3=2))

    assert "**Det bliver ændret (2)**" in screen.markdown(app)
    assert changes(app) == [
        ("Bakkedal Kommune", "1a Målgruppe", "ingen point", "4 point: - Se *4.1*."),
        ("Bakkedal Kommune", "1b Kritisk overgang", "ingen point", "2 point"),
    ]
    assert ANNE not in reviews(workflow)

    app.button(key="take_sheet").click().run()

    assert screen.values(app.success) == ["Hentet ind: 2 aspekter er gemt."]
    kept = reviews(workflow)[ANNE].scores
    assert {key: (each.points, each.reason) for key, each in kept.items()} == {
        "1a": (4, "- Se *4.1*."),
        "1b": (2, ""),
    }
    assert app.radio[0].value == 4
    assert app.file_uploader(key="filled_1").value is None


def test_cells_that_cannot_be_used_are_named_and_the_rest_can_be_taken(open_page, sheet, workflow):
    app = upload(open_page("review", person=ANNE), sheet(F2="seks", F3=2, G4="=A1"))

    (told,) = screen.values(app.error)
    assert told.splitlines()[-2:] == [
        "- Point!F2: “seks” er ikke et point fra 0 til 5.",
        "- Point!G4: skriv begrundelsen som tekst; der står en formel.",
    ]
    app.button(key="take_sheet").click().run()
    assert set(reviews(workflow)[ANNE].scores) == {"1b"}


def test_a_conflict_is_chosen_row_by_row_and_what_is_saved_stands_otherwise(
    open_page, sheet, workflow
):
    scored(workflow, ANNE, 1, aspects=["1a", "1b"])
    app = upload(open_page("review", person=ANNE), sheet(F2=4, F3=5))

    assert screen.values(app.warning) == [
        "Du har selv ændret 2 aspekter i programmet, efter at arket blev dannet. Vælg, hvad der skal stå."
    ]
    assert app.button(key="take_sheet").disabled
    app.radio(key="conflict_1_1b_0").set_value("Det, arket siger").run()
    app.button(key="take_sheet").click().run()

    kept = reviews(workflow)[ANNE].scores
    assert {key: each.points for key, each in kept.items()} == {"1a": 1, "1b": 5}
    assert screen.values(app.success) == ["Hentet ind: 1 aspekt er gemt."]


def test_a_sheet_that_says_what_is_saved_has_nothing_to_take_in(open_page, sheet):
    app = upload(open_page("review", person=ANNE), sheet())

    assert screen.values(app.info) == [
        "Arket siger det samme, som der er gemt. Der er intet at hente ind."
    ]
    assert "take_sheet" not in [each.key for each in app.button]


@pytest.mark.usefixtures("sheet")
def test_any_other_file_is_refused_in_a_sentence(open_page):
    app = upload(open_page("review", person=ANNE), builders.sample("01"))

    assert screen.values(app.error) == [
        "Filen er ikke et pointark. Hent et nyt pointark, og skriv dine point over i det."
    ]
