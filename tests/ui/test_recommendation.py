"""The recommendation: what stands in the way of it, what is kept, and the documents."""

from __future__ import annotations

import pytest

from assessment.domain.decision import Award
from assessment.domain.screening import Outcome
from assessment.workflow import core, formal, recommending, reviewing
from assessment.workflow.cases import round_cases
from tests.ui import screen

LEAD = "Lone Vestergaard"


def ready(workflow, number=1, points=4):
    """Settle the formal check and submit a review of an application."""
    for requirement in workflow.scheme.requirements:
        formal.set_outcome(workflow, number, requirement.id, Outcome.MET, reason="Set.", by=LEAD)
    anne = core.add_person(workflow, "Anne Holm")
    for aspect in workflow.scheme.aspects:
        reviewing.save_score(workflow, number, anne, aspect.id, points=points, reason="Set.")
    reviewing.submit(workflow, number, anne)


def made(workflow, number=1):
    found = round_cases(workflow, "demo").case(number).recommendation
    return found and (found.award, found.reason, found.answer, found.by)


@pytest.fixture
def opened(open_page, register, workflow):
    """The recommendation of one application that is checked and reviewed."""
    register()
    ready(workflow)
    return open_page("recommendation", person=LEAD)


def award(app, number=1):
    return app.radio(key=f"recommend_{number}_award")


def reason(app, number=1):
    return app.text_area(key=f"recommend_{number}_reason")


def answer(app, number=1):
    return app.text_area(key=f"recommend_{number}_answer")


def test_the_round_stands_above_and_the_basis_beside(open_page, demo_workflow):
    app = open_page("recommendation", on=demo_workflow, person=LEAD)
    assert screen.markdown(app)[0].startswith("Klart blandt de 4 bedste: Bakkedal Kommune (4,61)")
    assert screen.markdown(app)[-2:] == [
        "**Grundlag**",
        "- Formel prøvning: opfyldt\n- Samlet 4,61 af 5 og plads 1.\n- Indsendte vurderinger: 3",
    ]
    assert (award(app).options, award(app).value) == (["tilsagn", "reserve", "afslag"], "tilsagn")
    assert screen.values(app.caption) == [f"Gemt af {LEAD}, 01.10.2026 kl. 12.16."]
    assert not app.warning


def test_every_document_can_be_fetched(open_page, demo_workflow):
    app = open_page("recommendation", on=demo_workflow, person=LEAD, ansoegning=14)
    assert [(each.key, each.label, each.disabled) for each in app.download_button] == [
        ("round_note", "Hent rundens indstillingsnotat", False),
        ("all_notes", "Hent alle notater", False),
        ("note_14", "Hent beslutningsnotatet", False),
    ]
    (missing,) = screen.values(app.caption)
    assert missing == (
        "Notatet hentes som udkast. Der mangler: udfald i den formelle prøvning for G2 og G4; en "
        "indstilling; svar på opmærksomhedspunkterne."
    )


def test_an_empty_round_says_where_to_begin(open_page):
    app = open_page("recommendation", person=LEAD)
    assert len(app.info) == 1
    assert (len(app.radio), len(app.download_button)) == (0, 0)


def test_a_recommendation_with_its_reason_is_saved_at_once(opened, workflow, open_page):
    reason(opened).set_value("Planen er konkret.").run()
    assert made(workflow) is None
    award(opened).set_value(Award.GRANT).run()
    assert made(workflow) == (Award.GRANT, "Planen er konkret.", "", LEAD)
    assert screen.values(opened.caption) == [f"Gemt af {LEAD}, 01.10.2026 kl. 12.00."]
    app = open_page("recommendation", person="Bo Lund")
    assert (award(app).value, reason(app).value) == (Award.GRANT, "Planen er konkret.")
    assert app.selectbox(key="ansoegning").label == "Ansøgning (tilsagn)"


def test_without_a_reason_it_is_refused(opened, workflow):
    award(opened).set_value(Award.RESERVE).run()
    assert screen.values(opened.error) == ["Skriv begrundelsen for indstillingen, før den gemmes."]
    assert made(workflow) is None
    reason(opened).set_value("Næst efter de udvalgte.").run()
    assert not opened.error
    assert made(workflow) == (Award.RESERVE, "Næst efter de udvalgte.", "", LEAD)


def test_while_the_formal_check_is_open_it_is_refused(open_page, demo_workflow):
    app = open_page("recommendation", on=demo_workflow, person=LEAD, ansoegning=14)
    reason(app, 14).set_value("Tynd.").run()
    award(app, 14).set_value(Award.REFUSAL).run()
    assert screen.values(app.error) == [
        "Den formelle prøvning er ikke færdig: sæt et udfald for G2 og G4 først."
    ]
    assert made(demo_workflow, 14) is None


def test_with_attention_unanswered_it_is_refused(open_page, register, workflow):
    register()
    ready(workflow, points=0)
    app = open_page("recommendation", person=LEAD)
    attention = round_cases(workflow, "demo").case(1).attention
    assert len(attention) == 12
    told = screen.read(app.warning[-1].value).split("\n")
    assert told == ["Skal besvares i notatet:", "", *(f"- {each}" for each in attention)]
    reason(app).set_value("Ubesvaret.").run()
    award(app).set_value(Award.REFUSAL).run()
    (refusal,) = screen.values(app.error)
    assert refusal.startswith("Svar på opmærksomhedspunkterne, før indstillingen gemmes: Anne Holm")
    answer(app).set_value("Ansøger har intet skrevet.").run()
    assert not app.error
    assert made(workflow) == (Award.REFUSAL, "Ubesvaret.", "Ansøger har intet skrevet.", LEAD)


@pytest.mark.parametrize(("requirement", "options"), [("G2", ["afvisning"]), ("M1", ["afslag"])])
def test_an_unmet_requirement_leaves_what_it_leads_to(
    open_page, register, workflow, requirement, options
):
    register()
    formal.set_outcome(workflow, 1, requirement, Outcome.NOT_MET, reason="Nej.", by=LEAD)
    app = open_page("recommendation", person=LEAD)
    assert award(app).options == options


def test_a_draft_is_there_after_another_application(open_page, register, workflow):
    register()
    register({"1.2": "Lyngmose Kommune"})
    ready(workflow, points=1)
    app = open_page("recommendation", person=LEAD)
    reason(app).set_value("Første bud.").run()
    award(app).set_value(Award.REFUSAL).run()
    assert len(app.error) == 1
    app.button(key="next_application").click().run()
    assert not app.error
    app.button(key="next_application").click().run()
    assert (award(app).value, reason(app).value, answer(app).value) == (
        Award.REFUSAL,
        "Første bud.",
        "",
    )
    assert len(app.error) == 1
    assert made(workflow) is None


def test_saving_one_keeps_the_draft_of_another(open_page, register, workflow):
    for _ in range(10):
        register()
    ready(workflow, 1)
    app = open_page("recommendation", person=LEAD, ansoegning=10)
    reason(app, 10).set_value("Kladde til nr. 10.").run()
    app.button(key="next_application").click().run()
    reason(app).set_value("Planen er konkret.").run()
    award(app).set_value(Award.GRANT).run()
    assert made(workflow) is not None
    app.selectbox(key="ansoegning").select_index(9).run()
    assert reason(app, 10).value == "Kladde til nr. 10."


def test_a_number_outside_the_frame_is_told(opened, workflow):
    recommending.recommend(workflow, 1, Award.GRANT, reason="Klar.", answer="", by=LEAD)
    opened.run()
    (remark,) = screen.values(opened.warning)
    assert remark == (
        "Der er indstillet 1 ansøger til tilsagn; runden er planlagt til 2–4 ansøgere. En afvigelse skal "
        "begrundes skriftligt af ledelsen."
    )


def test_a_requirement_found_unmet_meanwhile_takes_the_choice_back(opened, workflow):
    award(opened).set_value(Award.GRANT).run()
    formal.set_outcome(workflow, 1, "M1", Outcome.NOT_MET, reason="Nej.", by="Bo Lund")
    opened.run()
    assert not opened.exception
    assert award(opened).options == ["afslag"]
