"""Corrections by hand and which version stands: kept, logged, and still there after a new reading."""

from __future__ import annotations

import pytest

from assessment.domain.application import How
from assessment.domain.event import Action
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import applications, choosing, correcting
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload, receive
from tests import builders
from tests.word_files import p, word_file

ANNE = "Anne Holm"
LINE = "Vi hjælper unge."


@pytest.fixture
def application(workflow):
    """An application whose target group stands where no field is."""
    content = word_file(p("1.2 Ansøgers navn: Åmose Kommune"), p(LINE), p("Med venlig hilsen"))
    list(receive(workflow, "demo", [Upload("brev.docx", content)], ANNE))
    return applications.applications(workflow, "demo")[0]


def reading(workflow):
    return applications.applications(workflow, "demo")[0].reading


def move(workflow, field, *, text=LINE, reason="Det er svaret.", by=ANNE):
    found = reading(workflow)
    block = next(each.id for each in found.blocks if text in each.text)
    correcting.move(workflow, 1, block=block, text=text, field=field, reason=reason, by=by)


def changes(workflow, action):
    log = applications.history(workflow, application_id=1)
    return [(each.actor, each.subject, each.old, each.new) for each in log if each.action is action]


@pytest.mark.usefixtures("application")
def test_a_passage_is_moved_kept_and_logged(workflow):
    move(workflow, "4.1")
    answer = reading(workflow).answers["4.1"]
    assert (answer.text, answer.how, answer.confidence) == (LINE, How.MANUAL, 1.0)
    assert [each.field for each in correcting.corrections(workflow, 1)] == ["4.1"]
    assert changes(workflow, Action.PASSAGE_MOVED) == [(ANNE, "felt 4.1", "Øvrig tekst", LINE)]


def test_a_correction_survives_a_new_reading(workflow, application):
    move(workflow, "4.1")
    corrected = reading(workflow)
    with workflow.database.begin() as repository:  # as an older reader may have left it
        repository.set_reading(1, application.reading)

    assert correcting.reread(workflow, 1, ANNE)

    assert reading(workflow) == corrected
    assert not correcting.reread(workflow, 1, ANNE)
    assert len(changes(workflow, Action.REREAD)) == 1


@pytest.mark.usefixtures("application")
def test_a_correction_can_be_taken_back_and_others_stay(workflow):
    move(workflow, "4.1")
    move(workflow, "4.3", text="Med venlig hilsen")
    (first, _) = correcting.corrections(workflow, 1)
    correcting.move_back(workflow, 1, first.id, ANNE)
    assert "4.1" not in reading(workflow).answers
    assert reading(workflow).text_of("4.3") == "Med venlig hilsen"
    assert changes(workflow, Action.PASSAGE_MOVED_BACK) == [(ANNE, "felt 4.1", LINE, "")]
    with pytest.raises(NotFoundError):
        correcting.move_back(workflow, 1, first.id, ANNE)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Skriv, hvorfor teksten flyttes."),
        ({"field": ""}, "Teksten står der allerede. Vælg et andet felt."),
    ],
)
def test_a_refused_move_leaves_nothing(workflow, application, change, sentence):
    with pytest.raises(RefusedActionError) as refusal:
        move(workflow, **{"field": "4.1"} | change)
    assert str(refusal.value) == sentence
    assert reading(workflow) == application.reading
    assert correcting.corrections(workflow, 1) == ()


@pytest.fixture
def versions(workflow):
    """The same applicant twice."""
    later = builders.sample("02")
    uploads = [Upload("første.docx", builders.sample("01")), Upload("anden.docx", later)]
    list(receive(workflow, "demo", uploads, ANNE))
    found = reading(workflow)
    with workflow.database.begin() as repository:
        repository.set_reading(2, found)  # the same name and text
    return workflow


def standing(workflow):
    round_ = round_cases(workflow, "demo")
    return [case.id for case in round_.cases], [case.id for case in round_.set_aside]


def flagged(workflow):
    cases = round_cases(workflow, "demo").cases
    return [case.id for case in cases if any(flag.code == "F14" for flag in case.screening.flags)]


def test_two_of_the_same_applicant_are_flagged_until_somebody_says_which_stands(versions):
    assert flagged(versions) == [1, 2]
    choosing.set_aside(versions, 1, 2, reason="Ansøger skrev, at nr. 2 gælder.", by=ANNE)
    assert (standing(versions), flagged(versions)) == (([2], [1]), [])
    aside = round_cases(versions, "demo").case(1)
    assert (aside.set_aside.in_favour_of, aside.set_aside.by, aside.alike) == (2, ANNE, (2,))
    assert changes(versions, Action.SET_ASIDE) == [
        (ANNE, "nr. 2 gælder", "", "Ansøger skrev, at nr. 2 gælder.")
    ]


def test_an_application_is_taken_back_with_a_reason(versions):
    choosing.set_aside(versions, 1, 2, reason="Nr. 2 gælder.", by=ANNE)
    choosing.take_back(versions, 1, reason="En fejl.", by=ANNE)
    assert standing(versions) == ([1, 2], [])
    assert changes(versions, Action.TAKEN_BACK) == [(ANNE, "", "", "En fejl.")]


@pytest.mark.parametrize(
    ("application", "in_favour_of", "reason"),
    [(1, 2, " "), (1, 1, "Selv."), (2, 1, "Den er lagt til side."), (1, 7, "Findes ikke.")],
)
def test_what_cannot_be_set_aside(versions, application, in_favour_of, reason):
    if application == 2:
        choosing.set_aside(versions, 1, 2, reason="Nr. 2 gælder.", by=ANNE)
    before = standing(versions)
    with pytest.raises((RefusedActionError, NotFoundError)):
        choosing.set_aside(versions, application, in_favour_of, reason=reason, by=ANNE)
    assert standing(versions) == before


def test_only_what_was_set_aside_is_taken_back(versions):
    with pytest.raises(RefusedActionError, match="ikke lagt til side"):
        choosing.take_back(versions, 1, reason="Hvorfor ikke.", by=ANNE)
    with pytest.raises(RefusedActionError, match="Skriv, hvorfor"):
        choosing.take_back(versions, 1, reason="", by=ANNE)
