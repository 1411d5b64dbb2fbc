"""Corrections by hand and which version stands: kept, logged, and still there after a new reading."""

from __future__ import annotations

import pytest

from assessment.domain.applications.application import How
from assessment.domain.rounds.event import Action
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import applications, choosing, correcting
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload, receive
from tests import builders
from tests.word_files import p, word_file

ANNE, LEAD = "Anne Holm", "Lone Vestergaard"
LINE = "Vi hjælper unge."


@pytest.fixture
def anne(workflow):
    """A reviewer."""
    return builders.reviewer(workflow, ANNE)


@pytest.fixture
def application(workflow, anne):
    """An application whose target group stands where no field is."""
    content = word_file(p("1.2 Ansøgers navn: Åmose Kommune"), p(LINE), p("Med venlig hilsen"))
    list(receive(workflow, "demo", [Upload("brev.docx", content)], builders.lead(workflow)))
    builders.impartial(workflow, anne)
    return builders.applications(workflow)[0]


def reading(workflow):
    return builders.applications(workflow)[0].reading


def move(workflow, field, *, text=LINE, reason="Det er svaret."):
    found = reading(workflow)
    block = next(each.id for each in found.blocks if text in each.text)
    by = builders.reviewer(workflow, ANNE)
    correcting.move(workflow, 1, block=block, text=text, field=field, reason=reason, by=by)


def corrections(workflow):
    return correcting.corrections(workflow, 1, builders.auditor(workflow))


def changes(workflow, action):
    log = applications.history(workflow, 1, builders.auditor(workflow))
    return [(each.actor, each.subject, each.old, each.new) for each in log if each.action is action]


@pytest.mark.usefixtures("application")
def test_a_passage_is_moved_kept_and_logged(workflow):
    move(workflow, "4.1")
    answer = reading(workflow).answers["4.1"]
    assert (answer.text, answer.how, answer.confidence) == (LINE, How.MANUAL, 1.0)
    assert [each.field for each in corrections(workflow)] == ["4.1"]
    assert changes(workflow, Action.PASSAGE_MOVED) == [(ANNE, "felt 4.1", "Øvrig tekst", LINE)]


def test_a_correction_survives_a_new_reading(workflow, application, anne):
    move(workflow, "4.1")
    corrected = reading(workflow)
    with workflow.database.begin() as repository:  # as an older reader may have left it
        repository.set_reading(1, application.reading)

    assert correcting.reread(workflow, 1, anne)

    assert reading(workflow) == corrected
    assert not correcting.reread(workflow, 1, anne)
    assert len(changes(workflow, Action.REREAD)) == 1


@pytest.mark.usefixtures("application")
def test_a_correction_can_be_taken_back_and_others_stay(workflow, anne):
    move(workflow, "4.1")
    move(workflow, "4.3", text="Med venlig hilsen")
    (first, _) = corrections(workflow)
    correcting.move_back(workflow, 1, first.id, anne)
    assert "4.1" not in reading(workflow).answers
    assert reading(workflow).text_of("4.3") == "Med venlig hilsen"
    assert changes(workflow, Action.PASSAGE_MOVED_BACK) == [(ANNE, "felt 4.1", LINE, "")]
    with pytest.raises(NotFoundError):
        correcting.move_back(workflow, 1, first.id, anne)


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
    assert corrections(workflow) == ()


@pytest.fixture
def versions(workflow):
    """The same applicant twice."""
    later = builders.sample("02")
    uploads = [Upload("første.docx", builders.sample("01")), Upload("anden.docx", later)]
    lead = builders.lead(workflow)
    list(receive(workflow, "demo", uploads, lead))
    builders.impartial(workflow, lead)
    found = reading(workflow)
    with workflow.database.begin() as repository:
        repository.set_reading(2, found)  # the same name and text
    return workflow


def standing(workflow):
    round_ = round_cases(workflow, "demo", builders.auditor(workflow))
    return [case.id for case in round_.cases], [case.id for case in round_.set_aside]


def flagged(workflow):
    cases = round_cases(workflow, "demo", builders.auditor(workflow)).cases
    return [case.id for case in cases if any(flag.code == "F14" for flag in case.screening.flags)]


def test_two_of_the_same_applicant_are_flagged_until_somebody_says_which_stands(versions):
    assert flagged(versions) == [1, 2]
    choosing.set_aside(
        versions, 1, 2, reason="Ansøger skrev, at nr. 2 gælder.", by=builders.lead(versions)
    )
    assert (standing(versions), flagged(versions)) == (([2], [1]), [])
    aside = round_cases(versions, "demo", builders.auditor(versions)).case(1)
    assert (aside.set_aside.in_favour_of, aside.set_aside.by, aside.alike) == (2, LEAD, (2,))
    assert changes(versions, Action.SET_ASIDE) == [
        (LEAD, "nr. 2 gælder", "", "Ansøger skrev, at nr. 2 gælder.")
    ]


def test_an_application_is_taken_back_with_a_reason(versions):
    choosing.set_aside(versions, 1, 2, reason="Nr. 2 gælder.", by=builders.lead(versions))
    choosing.take_back(versions, 1, reason="En fejl.", by=builders.lead(versions))
    assert standing(versions) == ([1, 2], [])
    assert changes(versions, Action.TAKEN_BACK) == [(LEAD, "", "", "En fejl.")]


@pytest.mark.parametrize(
    ("application", "in_favour_of", "reason"),
    [(1, 2, " "), (1, 1, "Selv."), (2, 1, "Den er lagt til side."), (1, 7, "Findes ikke.")],
)
def test_what_cannot_be_set_aside(versions, application, in_favour_of, reason):
    if application == 2:
        choosing.set_aside(versions, 1, 2, reason="Nr. 2 gælder.", by=builders.lead(versions))
    before = standing(versions)
    with pytest.raises((RefusedActionError, NotFoundError)):
        choosing.set_aside(
            versions, application, in_favour_of, reason=reason, by=builders.lead(versions)
        )
    assert standing(versions) == before


def test_only_what_was_set_aside_is_taken_back(versions):
    with pytest.raises(RefusedActionError, match="ikke lagt til side"):
        choosing.take_back(versions, 1, reason="Hvorfor ikke.", by=builders.lead(versions))
    with pytest.raises(RefusedActionError, match="Skriv, hvorfor"):
        choosing.take_back(versions, 1, reason="", by=builders.lead(versions))
