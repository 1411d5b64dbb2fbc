"""Consensus: what differs, what each says, what is agreed, and who may see it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Role
from assessment.domain.reviewing.review import Score
from assessment.workflow import agreeing
from tests import builders
from tests.builders import NOON
from tests.ui import screen

LEAD = "Lone Vestergaard"
ANNE, JENS = "Anne Holm", "Jens Krogh"


def keep_review(workflow, application, name, points, *, submitted=True, **others):
    """Keep somebody's review of an application, straight in the database."""
    who = builders.reviewer(workflow, name)
    builders.impartial(workflow, who)
    with workflow.database.begin() as repository:
        repository.set_assignment(Assignment(application, who, LEAD, NOON, version=1))
        for aspect in builders.cti_scheme().aspects:
            given = others.get(f"at_{aspect.id}", points)
            score = Score(aspect.id, given, f"{name} om {aspect.id}.", NOON, 1)
            repository.save_score(application, who.id, score)
        repository.set_submitted(application, who.id, NOON if submitted else None)


@pytest.fixture
def ready(register, workflow):
    """A round in consensus whose two reviewers differ on aspect 2 of its first application."""
    register()
    register({"1.2": "Lyngmose Kommune"})
    keep_review(workflow, 1, ANNE, 3, at_2=4)
    keep_review(workflow, 1, JENS, 3, at_2=2)
    keep_review(workflow, 2, ANNE, 3)
    builders.impartial(workflow, builders.lead(workflow))
    builders.at_phase(workflow, Phase.CONSENSUS)


@pytest.fixture
def opened(ready, open_page):
    del ready
    return open_page("consensus", person=LEAD)


def agreed(workflow, application=1, aspect="2"):
    with workflow.database.read() as reader:
        return reader.consensus("demo").get(application, {}).get(aspect)


def points(app, aspect="2"):
    return app.segmented_control(key=f"agree_1_{aspect}_1_points")


def reason(app, aspect="2"):
    return app.text_area(key=f"agree_1_{aspect}_1_reason")


def save(app, aspect="2"):
    return app.button(key=f"agree_1_{aspect}_1_do").click().run()


def html(app):
    return " ".join(each.value for each in app.get("html"))


def agree(workflow, by=None, expected=0):
    return agreeing.agree(
        workflow,
        1,
        "2",
        points=Fraction(5, 2),
        reason="Vi er enige.",
        participants=[ANNE, JENS],
        by=by or builders.lead(workflow),
        expected=expected,
    )


def test_what_differs_is_listed_and_stands_open_with_all_that_was_said(opened):
    assert screen.markdown(opened)[0] == "1 forskel på 2 point eller mere: 1 skal drøftes."
    assert screen.read(opened.button(key="topic_1_2").label) == "**Bakkedal Kommune: 2** (2–4)"
    assert opened.pills(key="consensus_aspect").value == "2"
    assert "4 – God" in html(opened)
    assert "Jens Krogh om 2." in html(opened)
    assert "Svar på 4.6." in html(opened)


def test_a_consensus_is_saved_with_points_reason_and_who_took_part(opened, workflow):
    points(opened).set_value(Fraction(5, 2)).run()
    reason(opened).set_value("Vi er enige.").run()

    app = save(opened)

    made = agreed(workflow)
    assert (made.points, made.reason, made.participants, made.by) == (
        Fraction(5, 2),
        "Vi er enige.",
        (ANNE, JENS),
        LEAD,
    )
    assert screen.markdown(app)[0] == "1 forskel på 2 point eller mere: alle er drøftet."
    assert "2,5 point: Vi er enige." in html(app)
    assert "4 – God" in html(app)


def test_any_aspect_can_be_agreed_on(opened, workflow):
    app = opened.pills(key="consensus_aspect").set_value("7").run()
    points(app, "7").set_value(Fraction(4)).run()
    reason(app, "7").set_value("Vi har talt om det.").run()

    save(app, "7")

    assert agreed(workflow, aspect="7").points == 4


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (None, "Konsensuspoint går fra 0 til 5 i hele og halve point."),
        (Fraction(3), "Skriv, hvorfor I er enige om pointene."),
    ],
)
def test_a_refusal_keeps_what_is_there(opened, workflow, chosen, sentence):
    points(opened).set_value(chosen).run()

    app = save(opened)

    assert screen.values(app.error) == [sentence]
    assert points(app).value == chosen
    assert agreed(workflow) is None


def test_two_who_write_at_once_are_both_kept(opened, workflow):
    points(opened).set_value(Fraction(3)).run()
    reason(opened).set_value("Mit.").run()
    agree(workflow, by=builders.reviewer(workflow))

    app = save(opened)

    assert [each.startswith("Anne Holm har gemt") for each in screen.values(app.warning)] == [True]
    assert reason(app).value == "Mit."
    assert agreed(workflow).reason == "Vi er enige."
    app.button(key="agree_1_2_1_keep_mine").click().run()
    assert (agreed(workflow).reason, agreed(workflow).version) == ("Mit.", 2)


def test_a_consensus_is_taken_back(opened, workflow):
    agree(workflow)
    app = opened.run()
    app.text_input(key="take_back_1_2").set_value("Forkert aspekt.").run()

    app = app.button(key="take_back_1_2_do").click().run()

    assert agreed(workflow).points is None
    assert screen.markdown(app)[0] == "1 forskel på 2 point eller mere: 1 skal drøftes."


def test_what_was_agreed_since_is_not_taken_back_unseen(opened, workflow):
    agree(workflow)
    app = opened.run()
    app.text_input(key="take_back_1_2").set_value("Forkert aspekt.").run()
    agree(workflow, expected=1)

    app = app.button(key="take_back_1_2_do").click().run()

    (told,) = screen.values(app.error)
    assert told == (
        "Lone Vestergaard har gemt konsensus for 2, mens du skrev. Dit er ikke gemt endnu: vælg, hvad "
        "der skal stå."
    )
    assert (agreed(workflow).points, agreed(workflow).version) == (Fraction(5, 2), 2)
    assert app.text_input(key="take_back_1_2").value == "Forkert aspekt."


def test_the_minutes_tell_what_was_agreed_by_whom(opened, workflow):
    agree(workflow)
    opened.session_state["consensus_view"] = "Referat"

    app = opened.run()

    (table,) = app.table
    assert screen.rows(table)[0][:6] == (
        "Bakkedal Kommune",
        "2",
        "Anne Holm 4, Jens Krogh 2",
        "2,5",
        "Vi er enige.",
        "Anne Holm og Jens Krogh",
    )
    assert screen.rows(table)[0][6].startswith("Lone Vestergaard, 01.10.2026 kl. 12.0")


def test_a_reviewer_sees_nothing_of_others_before_their_own_review_is_in(
    ready, workflow, open_page
):
    del ready
    builders.at_phase(workflow, Phase.ASSESSMENT)
    keep_review(workflow, 1, "Mette Sand", 3, submitted=False)

    app = open_page("consensus", person="Mette Sand", roles={Role.REVIEWER})

    assert any(
        "Andres vurderinger er skjult, til din egen vurdering er indsendt. Det gælder" in each
        for each in map(screen.read, screen.values(app.caption))
    )
    told = " ".join(screen.words(app))
    assert not [each for each in (ANNE, JENS, "(2–4)", "4 – God") if each in told]
    assert not [each for each in app.button if str(each.key).startswith("topic_")]


def test_outside_consensus_it_is_only_read(ready, workflow, open_page):
    del ready
    agree(workflow)
    builders.at_phase(workflow, Phase.RECOMMENDATION)

    app = open_page("consensus", person=LEAD)

    assert any(
        "Runden er i fasen indstilling, og der kan man ikke fastsætte konsensus." in each
        for each in map(screen.read, screen.values(app.caption))
    )
    assert "2,5 point: Vi er enige." in html(app)
    assert not app.text_area


def test_a_later_review_opens_a_consensus_again(ready, workflow, open_page):
    del ready
    agree(workflow)
    keep_review(workflow, 1, "Mette Sand", 3)
    mette = builders.reviewer(workflow, "Mette Sand")
    with workflow.database.begin() as repository:
        repository.set_submitted(1, mette.id, workflow.clock())

    app = open_page("consensus", person=LEAD)

    assert screen.markdown(app)[0] == "1 forskel på 2 point eller mere: 1 skal drøftes."
    assert screen.values(app.warning) == [
        "En vurdering er kommet til eller ændret siden; bekræft eller ret konsensus."
    ]
