"""Scoring: points and a reason for each aspect, saved at once, submitted when all is there."""

from __future__ import annotations

from assessment.domain.checking.screening import Outcome
from assessment.workflow import formal, people, reviewing
from tests.ui import screen
from tests.ui.scoring import (
    ANNE,
    ASPECTS,
    BO,
    HALF,
    METTE,
    html,
    points,
    reason,
    reviews,
    scale,
    scored,
    state,
    title,
)

SUBMITTED = "Vurderingen er indsendt. Genåbn den, før du retter i den."


def test_a_fresh_review_is_empty_and_cannot_be_submitted(scoring):
    assert state(scoring) == (f"{HALF.format(0)} Du har indsendt 0 af 1.", ASPECTS)
    assert points(scoring).value is None
    assert reason(scoring).value == ""
    assert scoring.button(key="submit").disabled
    assert scoring.selectbox(key="ansoegning").label == "Ansøgning (0 af 9)"
    assert not scoring.error


def test_all_anchors_stand_beside_their_points(scoring, workflow):
    aspect = workflow.scheme.aspects[0]
    assert points(scoring).options == [
        "0 – Ikke belyst",
        "1 – Utilstrækkelig",
        "2 – Mangelfuld",
        "3 – Tilfredsstillende",
        "4 – God",
        "5 – Særdeles god",
    ]
    assert list(points(scoring).proto.captions) == list(aspect.anchors)
    assert title(scoring) == "#### 1a Målgruppe"
    assert aspect.question in [each.value for each in scoring.markdown]


def test_the_fields_that_feed_the_aspect_stand_beside_it(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=METTE, aspect="5", ansoegning=1)
    fields = html(app)[0]
    assert fields.startswith('<div class="reading"><section><h4>5.4 Forankring på sigt</h4>')
    assert fields.count("<h4>") == 1


def test_what_stands_elsewhere_is_one_click_away(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=METTE, aspect="6", ansoegning=13)
    panel, beside = app.expander
    assert beside.label == "Arbejd uden net"
    (told,) = [each.proto.body for each in panel.get("html")]
    places = told.count("<blockquote>")
    assert (panel.label, panel.proto.expanded) == (f"Andre steder i ansøgningen ({places})", False)
    assert "<mark>Forstanderen</mark> sidder for bordenden" in told
    assert "Felt 2.1 Implementeringsgruppe: Forventede medlemmer, afsnit 13 – fundet på: " in told


def test_an_aspect_that_nothing_else_speaks_to_has_no_other_places(open_page, given):
    given(ANNE)
    app = open_page("review", person=ANNE, aspect="5")
    assert [each.label for each in app.expander] == ["Arbejd uden net"]


def test_the_whole_document_is_one_click_away(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=METTE)
    app.segmented_control(key="application_view").set_value("Hele dokumentet").run()
    (html,) = [each.proto.body for each in app.get("html")]
    assert html.startswith('<div class="reading document">')


def test_points_are_saved_at_once_and_a_missing_reason_is_missing(scoring, workflow):
    points(scoring).set_value(0).run()
    assert reviews(workflow)[ANNE].score("1a").points == 0
    assert state(scoring)[0].startswith(HALF.format(0))
    assert "Gemt kl. 12.00" in screen.values(scoring.caption)


def test_the_line_on_saving_is_there_before_anything_is_saved(scoring):
    """Else it moves the buttons below it when it comes, and a click that was under way misses them."""
    before = [each for each in screen.values(scoring.caption) if each.startswith("Gem")]
    assert before == ["Gemmes, mens du skriver."]
    points(scoring).set_value(3).run()
    after = [each for each in screen.values(scoring.caption) if each.startswith("Gem")]
    assert after == ["Gemt kl. 12.00"]


def test_a_reason_is_saved_at_once_and_missing_points_are_missing(scoring, workflow):
    reason(scoring).set_value("Se felt 4.1.").run()
    saved = reviews(workflow)[ANNE].score("1a")
    assert (saved.points, saved.reason) == (None, "Se felt 4.1.")
    assert "Gemt kl. 12.00" in screen.values(scoring.caption)


def test_what_is_saved_is_there_after_a_fresh_open(scoring, open_page):
    points(scoring).set_value(4).run()
    reason(scoring).set_value("Se felt 4.1.").run()
    app = open_page("review", person=ANNE)
    assert (points(app).value, reason(app).value) == (4, "Se felt 4.1.")
    assert state(app) == (
        f"{HALF.format(1)} Du har indsendt 0 af 1.",
        ["✓ 1a", *ASPECTS[1:]],
    )
    assert "Gemt kl. 12.00" in screen.values(app.caption)


def test_next_and_previous_walk_the_aspects(scoring):
    assert scoring.button(key="previous_aspect").disabled
    scoring.button(key="next_aspect").click().run()
    assert title(scoring) == "#### 1b Kritisk overgang"
    scoring.button(key="previous_aspect").click().run()
    assert title(scoring) == "#### 1a Målgruppe"
    scoring.pills(key="aspect").set_value("7").run()
    assert scoring.button(key="next_aspect").disabled


def test_a_change_is_not_lost_between_aspects(scoring):
    reason(scoring).set_value("Se felt 4.1.")
    scoring.button(key="next_aspect").click().run()
    assert reason(scoring).value == ""
    scoring.button(key="previous_aspect").click().run()
    assert reason(scoring).value == "Se felt 4.1."


def test_half_a_review_says_how_far_it_is(open_page, given, workflow):
    given(ANNE, BO)
    scored(workflow, ANNE, aspects=ASPECTS[:4])
    app = open_page("review", person=ANNE)
    assert state(app) == (
        f"{HALF.format(4)} Du har indsendt 0 af 1.",
        ["✓ 1a", "✓ 1b", "✓ 2", "✓ 3a", "3b", "4", "5", "6", "7"],
    )
    assert app.selectbox(key="ansoegning").label == "Ansøgning (4 af 9)"
    assert app.button(key="submit").disabled


def test_a_complete_review_can_be_submitted_and_is_locked(open_page, given, workflow):
    given(ANNE, BO)
    scored(workflow, ANNE)
    app = open_page("review", person=ANNE)
    app.button(key="submit").click().run()
    assert not app.error
    assert reviews(workflow)[ANNE].submitted is not None
    assert state(app)[0] == (
        "Indsendt 01.10.2026 kl. 12.00; tæller med i rangeringen. Du har indsendt 1 af 1."
    )
    assert (len(app.radio), len(app.text_area)) == (0, 0)
    assert "<b>4 – God ✓ givet</b>" in scale(app)
    assert '<div class="reading"><p>Anne Holm om 1a.</p></div>' in html(app)
    assert app.selectbox(key="ansoegning").label == "Ansøgning (indsendt)"


def test_a_submitted_review_is_reopened_with_a_reason_only(open_page, given, workflow):
    given(ANNE, BO)
    reviewing.submit(workflow, 1, scored(workflow, ANNE))
    app = open_page("review", person=ANNE)
    app.button(key="reopen").click().run()
    assert screen.values(app.error) == ["Skriv, hvorfor vurderingen genåbnes."]
    app.text_input(key="reopen_reason").set_value("Overså bilag 2.")
    app.button(key="reopen").click().run()
    assert not app.error
    assert reviews(workflow)[ANNE].submitted is None
    assert points(app).value == 4
    assert not app.button(key="submit").disabled


def test_two_reviewers_are_kept_apart(open_page, given, workflow):
    given(ANNE, BO)
    points(open_page("review", person=ANNE)).set_value(4).run()
    app = open_page("review", person=BO)
    assert (points(app).value, reason(app).value) == (None, "")
    points(app).set_value(1).run()
    told = {name: each.score("1a").points for name, each in reviews(workflow).items()}
    assert told == {ANNE: 4, BO: 1}


def test_changing_who_one_is_changes_whose_points_are_shown(open_page, given, workflow):
    given(ANNE, BO)
    scored(workflow, ANNE, 4)
    scored(workflow, BO, 1)
    app = open_page("review", person=ANNE)
    assert (points(app).value, reason(app).value) == (4, "Anne Holm om 1a.")
    app.selectbox(key="jeg").select(BO).run()
    assert (points(app).value, reason(app).value) == (1, "Bo Lund om 1a.")


def test_an_applicant_without_a_requirement_is_told(open_page, given, workflow):
    given(ANNE, BO)
    for requirement in ("M1", "D2"):
        formal.set_outcome(
            workflow,
            1,
            requirement,
            Outcome.NOT_MET,
            reason="Mangler.",
            by=people.join(workflow, BO),
            expected=0,
        )
    app = open_page("review", person=ANNE)
    assert screen.values(app.warning) == [
        "Ansøgningen opfylder ikke M1, D2 og indgår ikke i rangeringen."
    ]


def test_a_review_submitted_elsewhere_meanwhile_refuses_a_change(scoring, workflow):
    reviewing.submit(workflow, 1, scored(workflow, ANNE))
    points(scoring).set_value(0).run()
    assert screen.values(scoring.error) == [
        f"{SUBMITTED} Det, du skrev, er ikke gemt:",
    ]
    assert screen.values(scoring.code) == ["0 point"]
    assert "<b>4 – God ✓ givet</b>" in scale(scoring)
    assert reviews(workflow)[ANNE].score("1a").points == 4
