"""The dialogue followed up: answers by when they came, weighing, more time, retracting, like cases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import (
    Answered,
    Exchange,
    Extended,
    Kind,
    Retracted,
    Weighed,
)
from assessment.domain.panel.access import Phase
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.workflow import core, corresponding, formal
from assessment.workflow.cases import round_cases
from tests import builders
from tests.builders import NOON

DAY = timedelta(days=1)


@pytest.fixture
def lead(workflow):
    """The lead of a round with two applications: the second left 4.3 empty."""
    lead = builders.lead(workflow)
    with workflow.database.begin() as repository:
        core.open_round(workflow, "demo", lead, repository, reason="Prøve.")
        for number, changes in enumerate(({}, {"1.2": "Lyngmose", "4.3": None}), start=1):
            read = builders.reading(builders.filled(**changes))
            repository.add_application(
                round_id="demo",
                filename="ansøgning.docx",
                content=b"PK",
                reading=replace(read, sha256=f"{number:064}"),
                received=NOON,
                received_note="",
                registered_at=NOON,
                registered_by=lead.name,
            )
    builders.impartial(workflow, lead)
    return lead


def wanted(kind=Kind.SUPPLEMENT, application=1, **rest):
    given = {
        Kind.SUPPLEMENT: {"fields": ("4.3", "4.1"), "deadline": NOON + 7 * DAY},
        Kind.HEARING: {"deadline": NOON + 7 * DAY},
        Kind.OUTSIDE: {"counterpart": "Tilbudsportalen"},
        Kind.CALL: {"counterpart": "Ask"},
        Kind.QUESTION: {"counterpart": "Ask"},
    }[kind]
    given |= {"text": "Hvorfor?"} | rest
    return Exchange(0, "demo", application, kind, by="", at=NOON, **given)


def stored(workflow, number=1):
    with workflow.database.read() as reader:
        return reader.exchange(number)


def log(workflow, action):
    found = [each for each in builders.events(workflow) if each.action is action]
    return [(each.actor, each.subject, each.old, each.new) for each in found]


def refusal_of(error, action, *args, **kwargs):
    with pytest.raises(error) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def test_a_request_is_kept_with_numbers_and_its_fields_in_the_order_of_the_form(workflow, lead):
    made = corresponding.note(workflow, wanted(), lead)

    assert (made.text, made.fields) == ("1. Hvorfor?", ("4.1", "4.3"))
    assert stored(workflow) == made


def test_an_unknown_field_is_named(workflow, lead):
    assert refusal_of(
        NotFoundError, corresponding.note, workflow, wanted(fields=("9.9",)), lead
    ) == ("Feltet 9.9 findes ikke i skemaet; genindlæs siden.")


def test_an_answer_is_kept_with_when_it_came_and_a_late_one_is_logged_as_late(workflow, lead):
    corresponding.note(workflow, wanted(deadline=NOON + DAY), lead)
    workflow.clock.now = NOON + 3 * DAY

    made = corresponding.answer(
        workflow, 1, " Det er Bo. ", by=lead, expected=1, received=NOON + 2 * DAY
    )

    assert stored(workflow) == made
    assert made.answer == Answered("Det er Bo.", made.answer.at, lead.name, NOON + 2 * DAY)
    assert made.late
    assert log(workflow, Action.ANSWERED) == [
        (
            lead.name,
            "anmodning om supplerende oplysninger nr. 1",
            "",
            "modtaget 03.10.2026 kl. 12.00 (efter fristen): Det er Bo.",
        )
    ]


def test_a_changed_answer_is_weighed_and_shared_afresh(workflow, lead):
    corresponding.note(workflow, wanted(Kind.QUESTION, None), lead)
    corresponding.answer(workflow, 1, "Ja.", by=lead, expected=1)
    corresponding.share(workflow, 1, "På siden.", by=lead, expected=2)

    made = corresponding.answer(workflow, 1, "Nej.", by=lead, expected=3)

    assert (made.answer.text, made.shared, made.version) == ("Nej.", None, 4)
    assert [each[2:] for each in log(workflow, Action.ANSWERED)] == [
        ("Ja.", "modtaget 01.10.2026 kl. 12.00: Nej."),
        ("", "modtaget 01.10.2026 kl. 12.00: Ja."),
    ]


def test_the_stand_on_a_hearing_is_kept_once_the_time_is_out(workflow, lead):
    corresponding.note(workflow, wanted(Kind.OUTSIDE), lead)
    corresponding.note(workflow, wanted(Kind.HEARING, concerns=1, deadline=NOON + DAY), lead)
    early = refusal_of(
        RefusedActionError, corresponding.weigh, workflow, 2, "Ja.", by=lead, expected=1
    )
    workflow.clock.now = NOON + 2 * DAY

    made = corresponding.weigh(workflow, 2, "Intet svar. ", by=lead, expected=1)

    assert early == "Vent, til ansøger har svaret, eller fristen er udløbet."
    assert stored(workflow, 2) == made
    assert made.weighed == Weighed("Intet svar.", made.weighed.at, lead.name)
    assert log(workflow, Action.WEIGHED) == [(lead.name, "partshøring nr. 2", "", "Intet svar.")]


def test_more_time_replaces_the_deadline_and_the_log_keeps_the_old(workflow, lead):
    corresponding.note(workflow, wanted(), lead)

    made = corresponding.give_more_time(
        workflow, 1, NOON + 9 * DAY, reason=" Ferie. ", by=lead, expected=1
    )

    assert stored(workflow) == made
    assert made.deadline == NOON + 9 * DAY
    assert made.extended == Extended("Ferie.", made.extended.at, lead.name)
    assert [each[2:] for each in log(workflow, Action.MORE_TIME)] == [
        ("08.10.2026 kl. 12.00", "10.10.2026 kl. 12.00: Ferie.")
    ]


def test_what_was_noted_by_mistake_stays_with_why_it_was_taken_back(workflow, lead):
    corresponding.note(workflow, wanted(Kind.CALL), lead)

    made = corresponding.retract(workflow, 1, " Forkert sag. ", by=lead, expected=1)

    assert stored(workflow) == made
    assert made.retracted == Retracted("Forkert sag.", made.retracted.at, lead.name)
    assert [each[1:] for each in log(workflow, Action.RETRACTED)] == [
        ("telefonnotat nr. 1", "Hvorfor?\nHvem: Ask", "Forkert sag.")
    ]


def test_only_the_lead_takes_back_what_forces_a_hearing(workflow, lead):
    anne = builders.reviewer(workflow)
    builders.impartial(workflow, anne)
    corresponding.note(workflow, wanted(Kind.OUTSIDE), anne)
    corresponding.note(workflow, wanted(Kind.CALL), lead)

    assert refusal_of(
        NotPermittedError, corresponding.retract, workflow, 1, "Fejl.", by=anne, expected=1
    ).startswith("Du må ikke skrive til ansøgere")
    assert corresponding.retract(workflow, 2, "Fejl.", by=anne, expected=1).retracted


@pytest.mark.parametrize(
    "change",
    [
        lambda work, by: corresponding.answer(work, 1, "Ja.", by=by, expected=1),
        lambda work, by: corresponding.weigh(work, 1, "Ja.", by=by, expected=1),
        lambda work, by: corresponding.retract(work, 1, "Ja.", by=by, expected=1),
        lambda work, by: corresponding.give_more_time(
            work, 1, NOON + 9 * DAY, reason="Ja.", by=by, expected=1
        ),
    ],
    ids=["answer", "weigh", "retract", "more time"],
)
def test_the_second_to_change_an_exchange_is_shown_the_first(workflow, lead, change):
    corresponding.note(workflow, wanted(), lead)
    anne = builders.reviewer(workflow)
    builders.impartial(workflow, anne)
    first = corresponding.answer(workflow, 1, "Det er Bo.", by=anne, expected=1)

    with pytest.raises(ConflictError) as conflict:
        change(workflow, lead)

    assert str(conflict.value) == (
        "Anne Holm har gemt anmodningen nr. 1, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der "
        "skal stå."
    )
    assert conflict.value.theirs == first == stored(workflow)


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        (wanted(Kind.CALL), "Vælg en oplysning fra andre kilder om den samme ansøger."),
        (
            wanted(Kind.OUTSIDE, application=2),
            "Vælg en oplysning fra andre kilder om den samme ansøger.",
        ),
    ],
    ids=["no information", "about another"],
)
def test_a_hearing_is_about_information_on_the_same_applicant(workflow, lead, about, sentence):
    corresponding.note(workflow, about, lead)

    assert (
        refusal_of(
            RefusedActionError,
            corresponding.note,
            workflow,
            wanted(Kind.HEARING, concerns=1),
            lead,
        )
        == sentence
    )


def test_nobody_is_heard_about_what_was_taken_back(workflow, lead):
    corresponding.note(workflow, wanted(Kind.OUTSIDE), lead)
    corresponding.retract(workflow, 1, "Fejl.", by=lead, expected=1)

    assert refusal_of(
        RefusedActionError, corresponding.note, workflow, wanted(Kind.HEARING, concerns=1), lead
    ) == ("Oplysningen er taget tilbage, så der er intet at høre om.")


def alike(workflow, lead, fields):
    round_ = round_cases(workflow, "demo", lead)
    found = corresponding.same_gap(round_, fields, 1)
    return [(case.name, corresponding.gaps(case, fields)) for case in found]


def test_an_empty_field_is_the_same_gap_until_it_is_asked_about(workflow, lead):
    assert alike(workflow, lead, ["4.1", "4.3"]) == [("Lyngmose", ("4.3",))]

    corresponding.note(workflow, wanted(application=2, fields=("4.3",)), lead)

    assert alike(workflow, lead, ["4.1", "4.3"]) == []
    corresponding.retract(workflow, 1, "Fejl.", by=lead, expected=1)
    assert alike(workflow, lead, ["4.1", "4.3"]) == [("Lyngmose", ("4.3",))]


def test_a_field_that_feeds_an_unclear_requirement_is_the_same_gap(workflow, lead):
    form = builders.cti_scheme().form
    field = next(each for each in form.fields if "G4" in each.feeds)
    assert alike(workflow, lead, [field.id]) == []

    formal.set_outcome(workflow, 2, "G4", Outcome.UNCLEAR, reason="Uklart.", by=lead, expected=0)

    assert alike(workflow, lead, [field.id]) == [("Lyngmose", (field.id,))]


def test_after_the_decision_nobody_asks_or_takes_back(workflow, lead):
    corresponding.note(workflow, wanted(), lead)
    builders.at_phase(workflow, Phase.DECIDED)

    assert refusal_of(
        NotPermittedError, corresponding.retract, workflow, 1, "Fejl.", by=lead, expected=1
    ) == (
        "Runden er i fasen afgjort, og der kan man ikke skrive til ansøgere. Det hører til "
        "modtagelse til indstilling."
    )
