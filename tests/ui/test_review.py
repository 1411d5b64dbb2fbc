"""Scoring: points and a reason for each aspect, saved at once, submitted when all is there."""

from __future__ import annotations

import pytest

from assessment.domain.access import Phase
from assessment.domain.people import Role
from assessment.domain.screening import Outcome
from assessment.workflow import assigning, formal, people, reviewing
from tests import builders
from tests.ui import screen

ANNE, BO, METTE = "Anne Holm", "Bo Lund", "Mette Sand"
HALF = "{} af 9 aspekter har point og begrundelse."
ASPECTS = ["1a", "1b", "2", "3a", "3b", "4", "5", "6", "7"]


@pytest.fixture
def opened(open_page, given):
    """The scoring of one fresh application, by Anne, who was given it."""
    given(ANNE)
    return open_page("review", person=ANNE)


@pytest.fixture
def given(register, workflow):
    """Register an application and give it to people to review."""

    def give(*names, **answers):
        number = register(answers)
        builders.assigned(workflow, number, *(people.join(workflow, name) for name in names))
        return number

    return give


def reviews(workflow, number=1):
    with workflow.database.read() as reader:
        found = [each for each in reader.reviews("demo") if each.application == number]
    return {each.reviewer.name: each for each in found}


def scored(workflow, name, points=4, *, aspects=ASPECTS, number=1):
    """Let somebody score some aspects, past the page."""
    person = people.join(workflow, name)
    for aspect in aspects:
        reviewing.save_score(
            workflow,
            number,
            person,
            aspect,
            points=points,
            reason=f"{name} om {aspect}.",
            expected=0,
        )
    return person


def points(app):
    return app.radio[0]


def reason(app):
    return app.text_area[0]


def title(app):
    return next(each.value for each in app.markdown if each.value.startswith("####"))


def state(app):
    """What stands above the aspects, and the aspects as they are marked."""
    return app.pills(key="aspect").label, app.pills(key="aspect").options


def test_a_fresh_review_is_empty_and_cannot_be_submitted(opened):
    assert state(opened) == (f"{HALF.format(0)} Du har indsendt 0 af 1.", ASPECTS)
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
    assert title(opened) == "#### 1a Målgruppe"
    assert aspect.question in [each.value for each in opened.markdown]


def test_the_fields_that_feed_the_aspect_stand_beside_it(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=METTE, aspect="5", ansoegning=1)
    fields = html(app)[0]
    assert fields.startswith('<div class="reading"><section><h4>5.4 Forankring på sigt</h4>')
    assert fields.count("<h4>") == 1


def test_what_stands_elsewhere_is_one_click_away(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=METTE, aspect="6", ansoegning=13)
    (panel,) = app.expander
    (told,) = [each.proto.body for each in panel.get("html")]
    places = told.count("<blockquote>")
    assert (panel.label, panel.proto.expanded) == (f"Andre steder i ansøgningen ({places})", False)
    assert "<mark>Forstanderen</mark> sidder for bordenden" in told
    assert "Felt 2.1 Implementeringsgruppe: Forventede medlemmer, afsnit 13 – fundet på: " in told


def test_an_aspect_that_nothing_else_speaks_to_has_no_other_places(open_page, given):
    given(ANNE)
    assert not open_page("review", person=ANNE, aspect="5").expander


def test_the_whole_document_is_one_click_away(open_page, demo_workflow):
    app = open_page("review", on=demo_workflow, person=METTE)
    app.segmented_control(key="application_view").set_value("Hele dokumentet").run()
    (html,) = [each.proto.body for each in app.get("html")]
    assert html.startswith('<div class="reading document">')


def test_points_are_saved_at_once_and_a_missing_reason_is_missing(opened, workflow):
    points(opened).set_value(0).run()
    assert reviews(workflow)[ANNE].score("1a").points == 0
    assert state(opened)[0].startswith(HALF.format(0))
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
    assert state(app) == (
        f"{HALF.format(1)} Du har indsendt 0 af 1.",
        ["✓ 1a", *ASPECTS[1:]],
    )
    assert "Gemt kl. 12.00" in screen.values(app.caption)


def test_next_and_previous_walk_the_aspects(opened):
    assert opened.button(key="previous_aspect").disabled
    opened.button(key="next_aspect").click().run()
    assert title(opened) == "#### 1b Kritisk overgang"
    opened.button(key="previous_aspect").click().run()
    assert title(opened) == "#### 1a Målgruppe"
    opened.pills(key="aspect").set_value("7").run()
    assert opened.button(key="next_aspect").disabled


def test_a_change_is_not_lost_between_aspects(opened):
    reason(opened).set_value("Se felt 4.1.")
    opened.button(key="next_aspect").click().run()
    assert reason(opened).value == ""
    opened.button(key="previous_aspect").click().run()
    assert reason(opened).value == "Se felt 4.1."


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


def test_a_review_submitted_elsewhere_meanwhile_refuses_a_change(opened, workflow):
    reviewing.submit(workflow, 1, scored(workflow, ANNE))
    points(opened).set_value(0).run()
    assert screen.values(opened.error) == [
        f"{SUBMITTED} Det, du skrev, er ikke gemt:",
    ]
    assert screen.values(opened.code) == ["0 point"]
    assert "<b>4 – God ✓ givet</b>" in scale(opened)
    assert reviews(workflow)[ANNE].score("1a").points == 4


SUBMITTED = "Vurderingen er indsendt. Genåbn den, før du retter i den."


def html(app):
    return [each.proto.body for each in app.get("html")]


def scale(app):
    """The scale where it can only be read."""
    (told,) = [each for each in html(app) if 'class="scale"' in each]
    return told


# --- one's own list -------------------------------------------------------------------------------


@pytest.fixture
def lists(given, workflow):
    """Four applications, of which Anne has the second and the fourth, and the first two are Bo's."""
    for number, names in enumerate([[BO], [ANNE, BO], [BO], [ANNE]], start=1):
        given(*names, **{"1.2": f"Kommune {number}"})
    return workflow


@pytest.mark.usefixtures("lists")
def test_ones_own_list_comes_first_and_its_first_is_chosen(open_page):
    app = open_page("review", person=ANNE)
    assert app.selectbox(key="ansoegning").options == [
        "2. Kommune 2",
        "4. Kommune 4",
        "1. Kommune 1",
        "3. Kommune 3",
    ]
    assert app.selectbox(key="ansoegning").value == 2
    assert state(app)[0] == f"{HALF.format(0)} Du har indsendt 0 af 2."


def test_the_next_is_ones_own_next_that_is_not_submitted(open_page, lists):
    app = open_page("review", person=ANNE)
    app.button(key="next_application").click().run()
    assert app.selectbox(key="ansoegning").value == 4
    app.button(key="next_application").click().run()
    assert app.selectbox(key="ansoegning").value == 2
    reviewing.submit(lists, 2, scored(lists, ANNE, number=2))
    app = open_page("review", person=ANNE, ansoegning=2)
    assert state(app)[0].endswith("tæller med i rangeringen. Du har indsendt 1 af 2.")
    app.button(key="next_application").click().run()
    assert app.selectbox(key="ansoegning").value == 4


@pytest.mark.usefixtures("lists")
def test_what_is_not_ones_own_is_read_and_not_scored(open_page):
    app = open_page("review", person=ANNE, ansoegning=1)
    assert app.selectbox(key="ansoegning").label == "Ansøgning (ikke tildelt dig)"
    assert screen.values(app.caption) == [
        f"{screen.LOCK} Du er ikke tildelt ansøgningen. Du kan læse den, men ikke vurdere den."
    ]
    assert (len(app.radio), len(app.text_area)) == (0, 0)
    assert [each.label for each in app.button] == [
        "Næste ansøgning",
        "Forrige aspekt",
        "Næste aspekt",
    ]
    assert "<b>4 – God</b><br>" in scale(app)


@pytest.mark.parametrize(
    ("roles", "phase", "why"),
    [
        (
            [Role.LEAD],
            Phase.ASSESSMENT,
            "Du må ikke vurdere ansøgninger; det kræver rollen bedømmer. Tal med projektlederen.",
        ),
        (
            [Role.REVIEWER],
            Phase.CONSENSUS,
            "Runden er i fasen konsensus, og der kan man ikke vurdere ansøgninger. Det hører til vurdering.",
        ),
    ],
)
def test_whoever_may_not_score_reads_why(open_page, lists, roles, phase, why):
    builders.at_phase(lists, phase)
    app = open_page("review", person="Ny Deltager", roles=roles)
    assert screen.values(app.caption) == [f"{screen.LOCK} {why}"]
    assert (len(app.radio), len(app.text_area)) == (0, 0)


def test_ones_own_points_are_read_after_the_assessment(open_page, lists):
    scored(lists, ANNE, number=2)
    builders.at_phase(lists, Phase.CONSENSUS)
    app = open_page("review", person=ANNE)
    assert "<b>4 – God ✓ givet</b>" in scale(app)
    assert not {"submit", "reopen"} & {each.key for each in app.button}


# --- abstaining -----------------------------------------------------------------------------------


def task(work, number=1):
    with work.database.read() as reader:
        return next(each for each in reader.assignments("demo") if each.application == number)


def test_one_abstains_with_a_reason_and_keeps_what_one_wrote(opened, workflow):
    points(opened).set_value(4).run()
    opened.button(key="abstain").click().run()
    assert screen.values(opened.error) == ["Skriv, hvorfor ansøgningen ikke kan vurderes."]
    assert task(workflow).abstained == ""
    opened.text_input(key="abstain_reason_1").set_value("Orlov fra mandag.")
    opened.button(key="abstain").click().run()
    assert task(workflow).abstained == "Orlov fra mandag."
    assert screen.values(opened.success) == ["Du har meldt fra."]
    assert opened.selectbox(key="ansoegning").label == "Ansøgning (meldt fra)"
    assert screen.values(opened.caption) == [f"{screen.LOCK} Du har meldt fra: Orlov fra mandag."]
    assert (len(opened.radio), len(opened.text_area)) == (0, 0)
    opened.button(key="resume").click().run()
    assert task(workflow).abstained == ""
    assert points(opened).value == 4


def test_what_one_abstained_from_is_not_counted(open_page, lists):
    anne = people.join(lists, ANNE)
    assigning.abstain(lists, 2, anne.id, reason="Orlov.", by=anne, expected=1)
    app = open_page("review", person=ANNE)
    assert app.selectbox(key="ansoegning").value == 4
    assert state(app)[0].endswith("Du har indsendt 0 af 1.")


def test_a_submitted_review_is_not_abstained_from(open_page, given, workflow):
    given(ANNE)
    reviewing.submit(workflow, 1, scored(workflow, ANNE))
    app = open_page("review", person=ANNE)
    assert "abstain" not in [each.key for each in app.button]


# --- two windows at once --------------------------------------------------------------------------


@pytest.fixture
def disputed(opened, workflow):
    """Anne's window from before she gave a 2 in another, and a 5 given over it."""
    scored(workflow, ANNE, 2, aspects=["1a"])
    reason(opened).set_value("Skrevet i det første vindue.")
    points(opened).set_value(5).run()
    return opened


def test_another_window_of_ones_own_is_not_overwritten(disputed, workflow):
    assert screen.values(disputed.warning) == [
        "Du har gemt aspekt 1a i et andet vindue, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå."
    ]
    assert "Dig i et andet vindue, 01.10.2026 kl. 12.00: 2 point" in screen.markdown(disputed)
    assert '<div class="reading"><p>Anne Holm om 1a.</p></div>' in html(disputed)
    assert (points(disputed).value, reason(disputed).value) == (5, "Skrevet i det første vindue.")
    assert reviews(workflow)[ANNE].score("1a").points == 2


def press(app, label):
    next(each for each in app.button if each.label == label).click().run()


def test_what_was_typed_here_can_be_kept(disputed, workflow):
    press(disputed, "Behold mit")
    kept = reviews(workflow)[ANNE].score("1a")
    assert (kept.points, kept.reason, kept.version) == (5, "Skrevet i det første vindue.", 2)
    assert not disputed.warning


def test_what_the_other_window_saved_can_be_taken(disputed, workflow):
    press(disputed, "Brug det andet")
    assert reviews(workflow)[ANNE].score("1a").version == 1
    assert (points(disputed).value, reason(disputed).value) == (2, "Anne Holm om 1a.")
    assert not disputed.warning
    points(disputed).set_value(3).run()
    assert reviews(workflow)[ANNE].score("1a").points == 3


def test_what_waits_is_still_there_after_another_aspect_and_keeps_from_submitting(
    disputed, workflow
):
    scored(workflow, ANNE, aspects=ASPECTS[1:])
    disputed.button(key="next_aspect").click().run()
    assert disputed.button(key="submit").disabled
    assert f"{screen.LOCK} Aspekt 1a er ikke gemt." in screen.values(disputed.caption)
    disputed.button(key="previous_aspect").click().run()
    assert (points(disputed).value, len(disputed.warning)) == (5, 1)
    press(disputed, "Behold mit")
    assert not disputed.button(key="submit").disabled


def test_what_another_window_saved_is_shown_where_nothing_waits(opened, workflow):
    scored(workflow, ANNE, 2, aspects=["1a"])
    opened.run()
    assert (points(opened).value, reason(opened).value) == (2, "Anne Holm om 1a.")


def test_what_was_typed_when_the_assessment_ended_is_there_to_be_copied(opened, workflow):
    builders.at_phase(workflow, Phase.CONSENSUS)
    reason(opened).set_value("Skrevet for sent.").run()
    (refusal,) = screen.values(opened.error)
    assert refusal.startswith("Runden er i fasen konsensus")
    assert screen.values(opened.code) == ["Skrevet for sent."]
    assert reviews(workflow) == {}
