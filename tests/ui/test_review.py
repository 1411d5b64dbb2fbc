"""Scoring: points and a reason for each aspect, saved at once, submitted when all is there."""

from __future__ import annotations

import pytest

from assessment.domain.screening import Outcome
from assessment.workflow import core, formal, reviewing
from assessment.workflow.cases import round_cases
from tests.ui import screen

ANNE, BO = "Anne Holm", "Bo Lund"
ASPECTS = ["1a", "1b", "2", "3a", "3b", "4", "5", "6", "7"]


@pytest.fixture
def opened(open_page, register):
    """The scoring of one fresh application, by Anne."""
    register()
    return open_page("review", person=ANNE)


def reviews(workflow, number=1):
    found = round_cases(workflow, "demo").case(number).reviews
    return {each.reviewer.name: each for each in found}


def scored(workflow, name, points=4, *, aspects=ASPECTS, number=1):
    """Let somebody score some aspects, past the page."""
    person = core.add_person(workflow, name)
    for aspect in aspects:
        reviewing.save_score(
            workflow, number, person, aspect, points=points, reason=f"{name} om {aspect}."
        )
    return person


def points(app):
    return app.radio[0]


def reason(app):
    return app.text_area[0]


def state(app):
    """What stands above the aspects, and the aspects as they are marked."""
    return app.pills(key="aspect").label, app.pills(key="aspect").options


def test_a_fresh_review_is_empty_and_cannot_be_submitted(opened):
    assert state(opened) == ("0 af 9 aspekter har point og begrundelse.", ASPECTS)
    assert points(opened).value is None
    assert reason(opened).value == ""
    assert opened.button(key="submit").disabled
    assert opened.selectbox(key="ansoegning").label == "Ansøgning (0 af 9)"
    assert not opened.error


def test_all_anchors_stand_beside_their_points(opened, workflow):
    aspect = workflow.scheme.aspects[0]
    assert points(opened).options == [
        "0 – Ikke belyst",
        "1 – Utilstrækkelig",
        "2 – Mangelfuld",
        "3 – Tilfredsstillende",
        "4 – God",
        "5 – Særdeles god",
    ]
    assert list(points(opened).proto.captions) == list(aspect.anchors)
    assert opened.markdown[0].value == "#### 1a Målgruppe"
    assert aspect.question in [each.value for each in opened.markdown]


def test_the_fields_that_feed_the_aspect_stand_beside_it(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=BO, aspect="5")
    html, _ = [each.proto.body for each in app.get("html")]
    assert html.startswith('<div class="reading"><section><h4>5.4 Forankring på sigt</h4>')
    assert html.count("<h4>") == 1


def test_what_stands_elsewhere_is_one_click_away(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=BO, aspect="6", ansoegning=13)
    (panel,) = app.expander
    (told,) = [each.proto.body for each in panel.get("html")]
    places = told.count("<blockquote>")
    assert (panel.label, panel.proto.expanded) == (f"Andre steder i ansøgningen ({places})", False)
    assert "<mark>Forstanderen</mark> sidder for bordenden" in told
    assert "Felt 2.1 Implementeringsgruppe: Forventede medlemmer, afsnit 13 – fundet på: " in told


def test_an_aspect_that_nothing_else_speaks_to_has_no_other_places(open_page, register):
    register()
    assert not open_page("review", person=ANNE, aspect="5").expander


def test_the_whole_document_is_one_click_away(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=BO)
    app.segmented_control(key="application_view").set_value("Hele dokumentet").run()
    (html,) = [each.proto.body for each in app.get("html")]
    assert html.startswith('<div class="reading document">')


def test_points_are_saved_at_once_and_a_missing_reason_is_missing(opened, workflow):
    points(opened).set_value(0).run()
    assert reviews(workflow)[ANNE].score("1a").points == 0
    assert state(opened)[0] == "0 af 9 aspekter har point og begrundelse."
    assert "Gemt kl. 12.00" in screen.values(opened.caption)


def test_a_reason_is_saved_at_once_and_missing_points_are_missing(opened, workflow):
    reason(opened).set_value("Se felt 4.1.").run()
    saved = reviews(workflow)[ANNE].score("1a")
    assert (saved.points, saved.reason) == (None, "Se felt 4.1.")
    assert "Gemt kl. 12.00" in screen.values(opened.caption)


def test_what_is_saved_is_there_after_a_fresh_open(opened, open_page):
    points(opened).set_value(4).run()
    reason(opened).set_value("Se felt 4.1.").run()
    app = open_page("review", person=ANNE)
    assert (points(app).value, reason(app).value) == (4, "Se felt 4.1.")
    assert state(app) == ("1 af 9 aspekter har point og begrundelse.", ["✓ 1a", *ASPECTS[1:]])
    assert "Gemt kl. 12.00" in screen.values(app.caption)


def test_next_and_previous_walk_the_aspects(opened):
    assert opened.button(key="previous_aspect").disabled
    opened.button(key="next_aspect").click().run()
    assert opened.markdown[0].value == "#### 1b Kritisk overgang"
    opened.button(key="previous_aspect").click().run()
    assert opened.markdown[0].value == "#### 1a Målgruppe"
    opened.pills(key="aspect").set_value("7").run()
    assert opened.button(key="next_aspect").disabled


def test_a_change_is_not_lost_between_aspects(opened):
    reason(opened).set_value("Se felt 4.1.")
    opened.button(key="next_aspect").click().run()
    assert reason(opened).value == ""
    opened.button(key="previous_aspect").click().run()
    assert reason(opened).value == "Se felt 4.1."


def test_half_a_review_says_how_far_it_is(open_page, register, workflow):
    register()
    scored(workflow, ANNE, aspects=ASPECTS[:4])
    app = open_page("review", person=ANNE)
    assert state(app) == (
        "4 af 9 aspekter har point og begrundelse.",
        ["✓ 1a", "✓ 1b", "✓ 2", "✓ 3a", "3b", "4", "5", "6", "7"],
    )
    assert app.selectbox(key="ansoegning").label == "Ansøgning (4 af 9)"
    assert app.button(key="submit").disabled


def test_a_complete_review_can_be_submitted_and_is_locked(open_page, register, workflow):
    register()
    scored(workflow, ANNE)
    app = open_page("review", person=ANNE)
    app.button(key="submit").click().run()
    assert not app.error
    assert reviews(workflow)[ANNE].submitted is not None
    assert state(app)[0] == "Indsendt 01.10.2026 kl. 12.00; tæller med i rangeringen."
    assert (points(app).disabled, reason(app).disabled) == (True, True)
    assert app.selectbox(key="ansoegning").label == "Ansøgning (indsendt)"


def test_a_submitted_review_is_reopened_with_a_reason_only(open_page, register, workflow):
    register()
    reviewing.submit(workflow, 1, scored(workflow, ANNE))
    app = open_page("review", person=ANNE)
    app.button(key="reopen").click().run()
    assert screen.values(app.error) == ["Skriv, hvorfor vurderingen genåbnes."]
    app.text_input(key="reopen_reason").set_value("Overså bilag 2.")
    app.button(key="reopen").click().run()
    assert not app.error
    assert reviews(workflow)[ANNE].submitted is None
    assert points(app).disabled is False
    assert not app.button(key="submit").disabled


def test_two_reviewers_are_kept_apart(opened, open_page, workflow):
    points(opened).set_value(4).run()
    app = open_page("review", person=BO)
    assert (points(app).value, reason(app).value) == (None, "")
    points(app).set_value(1).run()
    told = {name: each.score("1a").points for name, each in reviews(workflow).items()}
    assert told == {ANNE: 4, BO: 1}


def test_changing_who_one_is_changes_whose_points_are_shown(open_page, register, workflow):
    register()
    scored(workflow, ANNE, 4)
    scored(workflow, BO, 1)
    app = open_page("review", person=ANNE)
    assert (points(app).value, reason(app).value) == (4, "Anne Holm om 1a.")
    app.selectbox(key="jeg").select(BO).run()
    assert (points(app).value, reason(app).value) == (1, "Bo Lund om 1a.")


def test_an_applicant_without_a_requirement_is_told(open_page, register, workflow):
    register()
    formal.set_outcome(workflow, 1, "M1", Outcome.NOT_MET, reason="Mangler.", by=BO)
    formal.set_outcome(workflow, 1, "D2", Outcome.NOT_MET, reason="Mangler.", by=BO)
    app = open_page("review", person=ANNE)
    assert screen.values(app.warning) == [
        "Ansøgningen opfylder ikke M1, D2 og indgår ikke i rangeringen."
    ]


def test_a_review_submitted_elsewhere_meanwhile_refuses_a_change(opened, workflow):
    reviewing.submit(workflow, 1, scored(workflow, ANNE))
    points(opened).set_value(0).run()
    assert screen.values(opened.error) == [
        "Vurderingen er indsendt. Genåbn den, før du retter i den."
    ]
    assert reviews(workflow)[ANNE].score("1a").points == 4
