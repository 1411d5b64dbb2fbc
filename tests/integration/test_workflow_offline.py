"""Scoring on a sheet: what somebody takes along, what would change, and what is saved of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Judgement, Scope, Stance
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.scoring_sheet import Upload
from assessment.errors import (
    ConflictError,
    NotFoundError,
    NotPermittedError,
    RefusedActionError,
    RefusedFileError,
)
from assessment.intake.messages import refusal
from assessment.workflow import assigning, choosing, offline, reviewing
from assessment.workflow.reviewing import Given
from tests import builders
from tests.scoring_sheets import book, filled


@pytest.fixture
def anne(workflow):
    """A reviewer who was given applications 1 and 2 of three."""
    builders.received(workflow, "01", "02", "03")
    anne = builders.reviewer(workflow)
    for number in (1, 2):
        builders.assigned(workflow, number, anne)
    return anne


def sheet(workflow, who):
    return offline.sheet(workflow, "demo", who)[1]


def check(workflow, who, content):
    return offline.check(workflow, "demo", content, who)


def home(workflow, who, cells):
    """What would come of a fresh sheet with these cells filled in."""
    return check(workflow, who, filled(sheet(workflow, who), cells))


def saved(workflow, who, number=1):
    with workflow.database.read() as reader:
        return reader.review(number, who).scores


def told(upload):
    return [each.sentence for each in upload.faults]


def test_ones_own_applications_are_on_the_sheet_and_nobody_elses(workflow, anne):
    bo = builders.reviewer(workflow, "Bo Lund")
    builders.assigned(workflow, 1, bo)
    builders.scored(workflow, 1, bo, 5)

    name, content = offline.sheet(workflow, "demo", anne)
    _, *rows = book(content)["Point"].values

    assert name == "pointark-demo.xlsx"
    assert [row[0] for row in rows] == [1] * 9 + [2] * 9
    assert {row[5:8] for row in rows} == {(None, None, 0)}
    newest = builders.events(workflow)[0]
    assert (newest.actor, newest.action) == ("Anne Holm", Action.WORKBOOK_WRITTEN)


def test_what_was_filled_in_is_saved_once_it_is_taken(workflow, anne):
    upload = home(workflow, anne, {"F2": 4, "G2": "Se 4.1.", "F11": 2})

    assert saved(workflow, anne) == {}
    assert offline.take(workflow, "demo", upload.changes, anne) == 2
    first, second = saved(workflow, anne)["1a"], saved(workflow, anne, 2)["1a"]
    assert (first.points, first.reason, first.version) == (4, "Se 4.1.", 1)
    assert (second.points, second.reason) == (2, "")
    log = [each for each in builders.events(workflow) if each.action is Action.SCORE_SAVED]
    assert [(each.actor, each.application, each.new) for each in log] == [
        ("Anne Holm", 2, "2 point"),
        ("Anne Holm", 1, "4 point: Se 4.1."),
    ]


def test_the_same_sheet_twice_changes_nothing_more(workflow, anne):
    content = filled(sheet(workflow, anne), {"F2": 4})
    offline.take(workflow, "demo", check(workflow, anne, content).changes, anne)

    assert check(workflow, anne, content) == Upload(())


def test_what_was_saved_in_the_program_meanwhile_is_a_conflict_and_stays_unless_chosen(
    workflow, anne
):
    content = filled(sheet(workflow, anne), {"F2": 4, "F3": 3})
    reviewing.save_score(workflow, 1, anne, "1a", points=1, reason="Her.", expected=0)

    upload = check(workflow, anne, content)

    assert [each.aspect for each in upload.plain] == ["1b"]
    (conflict,) = upload.conflicts
    assert (conflict.saved.points, conflict.points) == (1, 4)
    offline.take(workflow, "demo", upload.plain, anne)
    assert saved(workflow, anne)["1a"].points == 1
    offline.take(workflow, "demo", upload.conflicts, anne)
    assert (saved(workflow, anne)["1a"].points, saved(workflow, anne)["1a"].version) == (4, 2)


def test_what_is_saved_between_looking_and_taking_is_not_overwritten_and_nothing_else_is_saved(
    workflow, anne
):
    upload = home(workflow, anne, {"F2": 4, "F3": 3})
    reviewing.save_score(workflow, 1, anne, "1b", points=1, reason="Her.", expected=0)

    with pytest.raises(ConflictError):
        offline.take(workflow, "demo", upload.changes, anne)

    assert {key: each.points for key, each in saved(workflow, anne).items()} == {"1b": 1}


def test_a_submitted_review_is_never_changed(workflow, anne):
    content = filled(sheet(workflow, anne), {"F2": 1, "F11": 2})
    changes = check(workflow, anne, content).changes
    builders.scored(workflow, 1, anne, 5)

    upload = check(workflow, anne, content)

    assert [each.application for each in upload.changes] == [2]
    assert told(upload) == [
        "Point!F2: vurderingen er indsendt; genåbn den i programmet, før du retter i den"
    ]
    with pytest.raises(RefusedActionError):
        offline.take(workflow, "demo", changes, anne)
    assert saved(workflow, anne)["1a"].points == 5
    assert saved(workflow, anne, 2) == {}


def test_a_sheet_with_an_application_that_is_not_ones_own_is_told(workflow, anne):
    upload = home(workflow, anne, {"A2": 3, "F2": 5, "A3": 999, "F3": 5})

    assert upload.changes == ()
    assert told(upload) == [
        "Point!A2: ansøgning nr. 3 er ikke tildelt dig, eller den er lagt til side eller lukket for dig",
        "Point!A3: ansøgning nr. 999 er ikke tildelt dig, eller den er lagt til side eller lukket for dig",
    ]


def test_a_change_that_was_made_up_is_refused(workflow, anne):
    (change,) = home(workflow, anne, {"F2": 5}).changes

    for made_up in (replace(change, application=3), replace(change, points=9)):
        with pytest.raises(RefusedActionError):
            offline.take(workflow, "demo", [change, made_up], anne)
    with pytest.raises(NotFoundError):
        offline.take(workflow, "demo", [replace(change, aspect="9z")], anne)
    assert saved(workflow, anne) == {}


def test_an_application_of_another_round_is_not_taken_in_under_this_one(workflow, anne):
    builders.at_phase(workflow, Phase.ASSESSMENT, "2024-1")

    with pytest.raises(NotFoundError) as refused:
        reviewing.save_scores(workflow, "2024-1", [Given(1, "1a", 4, "", 0)], anne)

    assert str(refused.value) == "Ansøgning nr. 1 findes ikke i runden 2024-1."


def test_another_persons_sheet_and_another_rounds_are_refused(workflow, anne):
    bo = builders.reviewer(workflow, "Bo Lund")
    builders.assigned(workflow, 1, bo)
    sentence = (
        "Pointarket er dannet til en anden person eller en anden runde. Hent dit eget ark her."
    )
    with pytest.raises(RefusedFileError) as refused:
        check(workflow, bo, sheet(workflow, anne))
    assert str(refused.value) == sentence
    other = filled(sheet(workflow, anne), {"B1": "2024-1"}, page="Om")
    with pytest.raises(RefusedFileError) as refused:
        check(workflow, anne, other)
    assert str(refused.value) == sentence


def test_what_one_abstained_from_is_not_on_the_sheet_and_not_taken_in(workflow, anne):
    content = filled(sheet(workflow, anne), {"F2": 4})
    assigning.abstain(workflow, 1, anne.id, reason="Orlov.", by=anne, expected=1)

    assert {row[0] for row in list(book(sheet(workflow, anne))["Point"].values)[1:]} == {2}
    assert told(check(workflow, anne, content)) == [
        "Point!A2: ansøgning nr. 1 er ikke tildelt dig, eller den er lagt til side eller lukket for dig"
    ]


def test_what_was_set_aside_meanwhile_is_told_and_the_rest_can_be_taken_in(workflow, anne):
    content = filled(sheet(workflow, anne), {"F2": 4, "F11": 2})
    lead = builders.lead(workflow)
    builders.impartial(workflow, lead)
    choosing.set_aside(workflow, 1, 3, reason="En nyere kom.", by=lead)

    upload = check(workflow, anne, content)

    assert [each.application for each in upload.changes] == [2]
    assert told(upload) == [
        "Point!A2: ansøgning nr. 1 er ikke tildelt dig, eller den er lagt til side eller lukket for dig"
    ]


@pytest.mark.parametrize("scope", [None, Scope.APPLICATION, Scope.ROUND])
def test_nothing_of_what_was_closed_meanwhile_is_taken_in(workflow, anne, scope):
    content = filled(sheet(workflow, anne), {"F2": 4, "F11": 2})
    changes = check(workflow, anne, content).changes
    judged = scope and Judgement(scope, "Nær familie.", "Karin Dahl", builders.NOON)
    made = builders.declaration(anne, Stance.DOUBT, judgement=judged, version=2)
    with workflow.database.begin() as repository:
        repository.set_declaration(made)

    if scope is Scope.APPLICATION:
        assert [each.application for each in check(workflow, anne, content).changes] == [2]
    else:
        with pytest.raises(NotPermittedError):
            check(workflow, anne, content)
    with pytest.raises(NotPermittedError):
        offline.take(workflow, "demo", changes, anne)
    assert saved(workflow, anne) == saved(workflow, anne, 2) == {}


def test_without_anything_to_score_there_is_no_sheet(workflow, anne):
    for number in (1, 2):
        builders.scored(workflow, number, anne)

    with pytest.raises(RefusedActionError) as refused:
        offline.sheet(workflow, "demo", anne)

    assert str(refused.value) == (
        "Du har ingen vurderinger, der venter, så der er intet pointark at hente."
    )


def test_after_the_assessment_nothing_is_taken_in(workflow, anne):
    upload = home(workflow, anne, {"F2": 4})
    content = sheet(workflow, anne)
    builders.at_phase(workflow, Phase.CONSENSUS)

    for refused in (
        lambda: offline.sheet(workflow, "demo", anne),
        lambda: check(workflow, anne, content),
        lambda: offline.take(workflow, "demo", upload.changes, anne),
    ):
        with pytest.raises(NotPermittedError):
            refused()


def test_a_file_that_a_worker_gives_up_is_refused_in_a_sentence_about_the_sheet(workflow, anne):
    def gives_up(*_):
        raise refusal("too_heavy")

    with pytest.raises(RefusedFileError) as refused:
        check(replace(workflow, run=gives_up), anne, b"PK")

    assert str(refused.value) == (
        "Arket kunne ikke læses. Hent et nyt pointark, og skriv dine point over i det."
    )
