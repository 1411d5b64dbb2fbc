"""The dialogue with the applicants: what waits, what is written, what is never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.workflow import corresponding
from tests import builders
from tests.ui import screen

LEAD = "Lone Vestergaard"
DAY = timedelta(days=1)
SUPPLEMENT, OUTSIDE, HEARING, CALL, QUESTION = Kind


@pytest.fixture
def opened(open_page, register):
    """The dialogue of a round with two applications, of which the second left 4.3 empty."""
    register()
    register({"1.2": "Lyngmose Kommune", "4.3": None})
    return open_page("dialogue", person=LEAD)


def note(workflow, kind=SUPPLEMENT, application=1, **rest):
    given = {"text": "Hvorfor?", "counterpart": "Ask Holm"}
    if kind in {SUPPLEMENT, HEARING}:
        given |= {"deadline": workflow.clock() + 2 * DAY, "counterpart": ""}
    if kind is SUPPLEMENT:
        given |= {"fields": ("4.1",)}
    wanted = Exchange(0, "demo", application, kind, by="", at=workflow.clock(), **given | rest)
    return corresponding.note(workflow, wanted, builders.lead(workflow))


@pytest.fixture
def impartial_lead(register, workflow):
    """The lead of a round with one application."""
    register()
    builders.impartial(workflow, builders.lead(workflow))


def exchanges(workflow):
    with workflow.database.read() as reader:
        return reader.exchanges("demo")


def again(opened):
    return opened.run()


def kinds(app, application=1):
    return app.pills(key=f"kind_demo_{application}")


def field(app, name, kind=SUPPLEMENT, application=1, generation=""):
    key = f"note_demo_{application}_{kind.name}_1_{name}{generation}"
    found = {
        "text": app.text_area,
        "counterpart": app.text_input,
        "fields": app.multiselect,
        "concerns": app.selectbox,
    }[name]
    return found(key=key)


def save(app, kind=SUPPLEMENT, application=1):
    return app.button(key=f"note_demo_{application}_{kind.name}_1_do").click().run()


def choose(app, kind, application=1):
    return kinds(app, application).set_value(kind).run()


def act(app, exchange_id, what):
    return app.pills(key=f"act_{exchange_id}").set_value(what).run()


def labels(app, prefix):
    return [
        screen.read(each.label) for each in app.button if str(each.key or "").startswith(prefix)
    ]


def test_without_exchanges_nothing_waits(opened):
    assert [each for each in screen.markdown(opened) if each.startswith("**Venter")] == [
        "**Venter på os (0)**",
        "**Venter på ansøgere (0)**",
    ]
    assert "Der er endnu ikke skrevet eller talt med denne ansøger." in screen.values(
        opened.caption
    )


def test_what_waits_leads_to_its_application(opened, workflow):
    note(workflow, application=2)
    note(workflow, OUTSIDE, 2)

    app = again(opened)

    assert labels(app, "go_") == [
        "**Lyngmose Kommune**: hør ansøger om oplysningen",
        "**Lyngmose Kommune**: frist 03.10.2026 kl. 12.00, 2 dage tilbage",
    ]
    app.button(key="go_1").click().run()
    assert app.session_state["ansoegning"] == 2


def test_a_request_is_saved_with_its_fields_and_the_proposed_deadline(opened, workflow):
    choose(opened, SUPPLEMENT)
    field(opened, "fields").set_value(["4.1"]).run()
    field(opened, "text").set_value("Hvem har ansvaret?\nHvornår?").run()

    app = save(opened)

    (made,) = exchanges(workflow)
    assert (made.text, made.fields, made.by) == (
        "1. Hvem har ansvaret?\n2. Hvornår?",
        ("4.1",),
        LEAD,
    )
    assert f"{made.deadline:%d.%m.%Y %H.%M}" == "08.10.2026 10.00"
    assert kinds(app).value is None


def test_a_refusal_keeps_what_was_typed(opened, workflow):
    choose(opened, SUPPLEMENT)
    field(opened, "text").set_value("Hvem har ansvaret?").run()

    app = save(opened)

    assert screen.values(app.error) == ["Vælg mindst ét felt, som anmodningen drejer sig om."]
    assert field(app, "text").value == "Hvem har ansvaret?"
    assert exchanges(workflow) == ()


def test_a_draft_waits_while_one_looks_elsewhere(opened):
    choose(opened, SUPPLEMENT)
    field(opened, "text").set_value("Hvem har ansvaret?").run()

    app = opened.button(key="next_application").click().run()

    assert labels(app, "draft_") == ["Bakkedal Kommune: anmodning om supplerende oplysninger"]
    app.button(key="draft_1_SUPPLEMENT").click().run()
    assert field(app, "text").value == "Hvem har ansvaret?"
    assert labels(app, "draft_") == []


def test_a_draft_is_thrown_away_on_purpose(opened):
    choose(opened, SUPPLEMENT)
    field(opened, "text").set_value("Hvem har ansvaret?").run()

    app = opened.button(key="note_demo_1_SUPPLEMENT_1_drop").click().run()

    assert field(app, "text", generation="_1").value == ""


def test_the_same_gap_is_pointed_out_and_the_same_request_prepared(opened, workflow):
    note(workflow, fields=("4.1", "4.3"))
    app = again(opened)
    assert [screen.read(each) for each in screen.values(app.info)] == [
        "Samme hul hos Lyngmose Kommune (4.3). Lige sager skal have samme tilbud."
    ]

    app.button(key="alike_1").click().run()

    assert not app.info
    app.button(key="draft_2_SUPPLEMENT").click().run()
    assert field(app, "text", application=2).value == "1. Hvorfor?"
    save(app, application=2)
    assert [(each.application, each.text, each.fields) for each in exchanges(workflow)] == [
        (1, "1. Hvorfor?", ("4.1", "4.3")),
        (2, "1. Hvorfor?", ("4.3",)),
    ]
    first, second = exchanges(workflow)
    assert second.deadline == first.deadline.replace(second=0)


def test_information_from_elsewhere_forces_a_hearing_that_is_begun_with_a_click(opened, workflow):
    choose(opened, OUTSIDE)
    assert screen.values(opened.warning) == [
        "Oplysningen kan ikke indgå, før ansøger er hørt: ansøgningen kan hverken indstilles eller afgøres, før partshøringen er slut (forvaltningsloven § 19)."
    ]
    field(opened, "counterpart", OUTSIDE).set_value("Tilbudsportalen").run()
    field(opened, "text", OUTSIDE).set_value("8 pladser.").run()
    app = save(opened, OUTSIDE)

    app.button(key="hear_1").click().run()

    assert field(app, "concerns", HEARING).value == 1
    field(app, "text", HEARING).set_value("Det kan få betydning.").run()
    save(app, HEARING)
    assert [(each.kind, each.concerns) for each in exchanges(workflow)] == [
        (OUTSIDE, None),
        (HEARING, 1),
    ]


def test_an_answer_stands_beside_what_the_form_said(opened, workflow):
    note(workflow)
    app = act(again(opened), 1, "Svar")
    app.text_area(key="answer_1_1_text").set_value("Det er Bo.").run()

    app = app.button(key="answer_1_1_do").click().run()

    (made,) = exchanges(workflow)
    assert (made.answer.text, made.answer.by) == ("Det er Bo.", LEAD)
    (beside,) = [each.value for each in app.get("html") if "Supplerende svar" in each.value]
    assert "Svar på 4.1." in beside
    assert "Det er Bo." in beside


def test_a_late_answer_is_marked_until_somebody_takes_a_stand(opened, workflow):
    note(workflow)
    workflow.clock.now += 5 * DAY
    corresponding.answer(workflow, 1, "Sent.", by=builders.lead(workflow), expected=1)
    app = act(again(opened), 1, "Tag stilling")
    assert "**Venter på os (1)**" in screen.markdown(app)

    app.text_area(key="weigh_1_1_text").set_value("Indgår ikke.").run()
    app = app.button(key="weigh_1_1_do").click().run()

    assert exchanges(workflow)[0].weighed.text == "Indgår ikke."
    assert "**Venter på os (0)**" in screen.markdown(app)


def test_silence_gets_a_stand_that_is_written_already(opened, workflow):
    note(workflow)
    workflow.clock.now += 5 * DAY
    app = act(again(opened), 1, "Tag stilling")

    app.button(key="weigh_1_1_do").click().run()

    assert exchanges(workflow)[0].weighed.text == (
        "Ansøger svarede ikke inden fristen. Der afgøres på det foreliggende grundlag."
    )


def test_more_time_is_given_with_a_reason(opened, workflow):
    note(workflow)
    app = act(again(opened), 1, "Udsæt fristen")
    app.text_input(key="more_time_1_1_reason").set_value("Ferie.").run()

    app.button(key="more_time_1_1_do").click().run()

    (made,) = exchanges(workflow)
    assert (made.extended.reason, f"{made.deadline:%d.%m.%Y %H.%M}") == (
        "Ferie.",
        "08.10.2026 10.00",
    )


def test_what_was_noted_by_mistake_is_taken_back_and_stays(opened, workflow):
    note(workflow, CALL)
    app = act(again(opened), 1, "Tag tilbage")
    app.text_input(key="retract_1_1_reason").set_value("Forkert sag.").run()

    app = app.button(key="retract_1_1_do").click().run()

    assert exchanges(workflow)[0].retracted.reason == "Forkert sag."
    assert any("taget tilbage" in each for each in screen.markdown(app))
    assert any("Hvorfor?" in each.value for each in app.get("html"))
    assert not [each for each in app.pills if each.key == "act_1"]


def test_the_letter_is_there_to_be_copied(opened, workflow):
    note(workflow)

    app = act(again(opened), 1, "Brevtekst")

    assert app.code[0].value.startswith("Til Bakkedal Kommune\n\nAnmodning om supplerende")


def test_two_answers_meet_and_both_are_kept(opened, workflow):
    note(workflow)
    app = act(again(opened), 1, "Svar")
    app.text_area(key="answer_1_1_text").set_value("Mit.").run()
    anne = builders.reviewer(workflow)
    builders.impartial(workflow, anne)
    corresponding.answer(workflow, 1, "Hendes.", by=anne, expected=1)

    app = app.button(key="answer_1_1_do").click().run()

    assert screen.values(app.warning) == [
        "Anne Holm har gemt anmodningen nr. 1, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå."
    ]
    assert app.text_area(key="answer_1_1_text").value == "Mit."
    assert exchanges(workflow)[0].answer.text == "Hendes."
    app.button(key="answer_1_1_keep_mine").click().run()
    assert exchanges(workflow)[0].answer.text == "Mit."


def test_questions_that_few_know_the_answer_of_stand_first(opened, workflow):
    lead = builders.lead(workflow)
    note(workflow, QUESTION, None, text="Uden svar?")
    note(workflow, QUESTION, None, text="Besvaret?")
    corresponding.answer(workflow, 2, "Ja.", by=lead, expected=1)
    opened.session_state["dialogue_view"] = "Spørgsmål og svar"

    app = again(opened)

    assert screen.values(app.warning) == [
        "1 svar er ikke delt med alle. Det, én ansøger får at vide, skal alle vide."
    ]
    cards = [each for each in screen.markdown(app) if each.startswith("**Spørgsmål og svar")]
    assert [each.split("** ")[0] for each in cards] == [
        "**Spørgsmål og svar nr. 2",
        "**Spørgsmål og svar nr. 1",
    ]
    act(app, 2, "Del med alle")
    app.text_input(key="share_2_1_how").set_value("På siden.").run()
    app = app.button(key="share_2_1_do").click().run()
    assert exchanges(workflow)[1].shared.how == "På siden."
    assert not app.warning


def test_a_question_is_noted_for_the_whole_round(opened, workflow):
    opened.session_state["dialogue_view"] = "Spørgsmål og svar"
    app = again(opened)
    field(app, "counterpart", QUESTION, 0).set_value("Ask Holm").run()
    field(app, "text", QUESTION, 0).set_value("Må vi?").run()

    save(app, QUESTION, 0)

    (made,) = exchanges(workflow)
    assert (made.kind, made.application, made.counterpart) == (QUESTION, None, "Ask Holm")


@pytest.mark.usefixtures("impartial_lead")
def test_a_reviewer_notes_but_does_not_ask(workflow, open_page):
    note(workflow)

    app = open_page("dialogue", person="Anne Holm", roles={Role.REVIEWER})

    assert kinds(app).options == ["Oplysning fra andre kilder", "Telefonnotat"]
    assert app.pills(key="act_1").options == ["Svar", "Brevtekst"]
    assert any("det kræver rollen projektleder" in each for each in screen.values(app.caption))


@pytest.mark.usefixtures("impartial_lead")
def test_a_reader_only_reads(workflow, open_page):
    note(workflow, CALL)

    app = open_page("dialogue", person="Peter Lind", roles={Role.READER})

    assert any("Telefonnotat nr. 1" in each for each in screen.markdown(app))
    assert not app.pills
    assert not app.text_area


def test_after_the_decision_nothing_is_written_to_applicants(opened, workflow):
    note(workflow)
    builders.at_phase(workflow, Phase.ARCHIVED)

    app = again(opened)

    assert any("Runden er i fasen arkiveret" in each for each in screen.values(app.caption))
    assert app.pills(key="act_1").options == ["Brevtekst"]


def test_a_draft_is_there_to_be_copied_when_the_phase_has_moved_on(opened, workflow):
    choose(opened, SUPPLEMENT)
    field(opened, "text").set_value("Hvem har ansvaret?").run()
    builders.at_phase(workflow, Phase.ARCHIVED)

    app = again(opened)

    assert [each.value for each in app.code] == ["Hvem har ansvaret?"]


@pytest.mark.usefixtures("impartial_lead")
def test_the_applications_page_shows_answers_beside_the_form(workflow, open_page):
    note(workflow)
    corresponding.answer(workflow, 1, "Det er Bo.", by=builders.lead(workflow), expected=1)

    app = open_page("application", person=LEAD)

    assert "Dialog (1)" in [each.label for each in app.tabs]
    assert any(
        "Supplerende svar" in each.value and "Det er Bo." in each.value for each in app.get("html")
    )


def test_reviewers_read_what_was_answered_later_below_the_form(register, workflow, open_page):
    register()
    lead, anne = builders.lead(workflow), builders.reviewer(workflow)
    builders.impartial(workflow, lead)
    builders.assigned(workflow, 1, anne)
    fields = tuple(builders.cti_scheme().fields_feeding("1a"))
    note(workflow, fields=fields[:1])
    corresponding.answer(workflow, 1, "Det er Bo.", by=lead, expected=1)

    app = open_page("review", person="Anne Holm")

    (later,) = [each.value for each in app.get("html") if "Det er Bo." in each.value]
    assert "Supplerende oplysninger nr. 1. Modtaget 01.10.2026 kl. 12.00" in later
