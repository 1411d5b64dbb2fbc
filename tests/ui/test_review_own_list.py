"""Whose the applications are: one's own list, abstaining, and one's own review in two windows."""

from __future__ import annotations

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.workflow import assigning, people, reviewing
from tests import builders
from tests.ui import screen
from tests.ui.scoring import (
    ANNE,
    ASPECTS,
    BO,
    HALF,
    html,
    points,
    reason,
    reviews,
    scale,
    scored,
    state,
)

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
            "Du må ikke vurdere ansøgninger; det kræver rollen bedømmer.",
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


def test_one_abstains_with_a_reason_and_keeps_what_one_wrote(scoring, workflow):
    points(scoring).set_value(4).run()
    scoring.button(key="abstain").click().run()
    assert screen.values(scoring.error) == ["Skriv, hvorfor ansøgningen ikke kan vurderes."]
    assert task(workflow).abstained == ""
    scoring.text_input(key="abstain_reason_1").set_value("Orlov fra mandag.")
    scoring.button(key="abstain").click().run()
    assert task(workflow).abstained == "Orlov fra mandag."
    assert screen.values(scoring.success) == ["Du har meldt fra."]
    assert scoring.selectbox(key="ansoegning").label == "Ansøgning (meldt fra)"
    assert screen.values(scoring.caption) == [f"{screen.LOCK} Du har meldt fra: Orlov fra mandag."]
    assert (len(scoring.radio), len(scoring.text_area)) == (0, 0)
    scoring.button(key="resume").click().run()
    assert task(workflow).abstained == ""
    assert points(scoring).value == 4


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
def disputed(scoring, workflow):
    """Anne's window from before she gave a 2 in another, and a 5 given over it."""
    scored(workflow, ANNE, 2, aspects=["1a"])
    reason(scoring).set_value("Skrevet i det første vindue.")
    points(scoring).set_value(5).run()
    return scoring


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


def test_what_another_window_saved_is_shown_where_nothing_waits(scoring, workflow):
    scored(workflow, ANNE, 2, aspects=["1a"])
    scoring.run()
    assert (points(scoring).value, reason(scoring).value) == (2, "Anne Holm om 1a.")


def test_what_was_typed_when_the_assessment_ended_is_there_to_be_copied(scoring, workflow):
    builders.at_phase(workflow, Phase.CONSENSUS)
    reason(scoring).set_value("Skrevet for sent.").run()
    (refusal,) = screen.values(scoring.error)
    assert refusal.startswith("Runden er i fasen konsensus")
    assert screen.values(scoring.code) == ["Skrevet for sent."]
    assert reviews(workflow) == {}
