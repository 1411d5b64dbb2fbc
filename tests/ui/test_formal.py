"""The formal check: the machine proposes, a human sets an outcome with a reason."""

from __future__ import annotations

import pytest

from assessment.domain.screening import Outcome
from assessment.workflow import formal
from assessment.workflow.cases import round_cases
from tests.ui import screen

ANNE = "Anne Holm"


def outcomes(workflow, number=1):
    return round_cases(workflow, "demo").case(number).screening.outcomes


@pytest.fixture
def opened(open_page, register):
    """The formal check of one fresh application, by Anne."""
    register()
    return open_page("formal", person=ANNE)


def radio(app, requirement, number=1):
    return app.radio(key=f"formal_{number}_{requirement}_outcome")


def reason(app, requirement, number=1):
    return app.text_area(key=f"formal_{number}_{requirement}_reason")


def test_the_demo_round_shows_what_was_decided_and_by_whom(open_page, demo_workflow):
    app = open_page("formal", on=demo_workflow, person=ANNE, ansoegning=14)
    assert [each.value for each in app.subheader] == [
        "Porte",
        "Minimumskriterier",
        "Betingelser for deltagelse",
    ]
    assert [(each.label, each.value) for each in app.radio] == [
        ("Udfald for G1", "opfyldt"),
        ("Udfald for G2", "skal afklares"),
        ("Udfald for G3", "opfyldt"),
        ("Udfald for G4", "skal afklares"),
        ("Udfald for M1", "opfyldt"),
        ("Udfald for M2", "opfyldt"),
        ("Udfald for M3", "ikke relevant"),
        ("Udfald for M4", "opfyldt"),
        ("Udfald for D1", "opfyldt"),
        ("Udfald for D2", "opfyldt"),
        ("Udfald for D3", "opfyldt"),
        ("Udfald for D4", "opfyldt"),
    ]
    assert screen.values(app.caption)[0] == (
        "Programmet foreslår; et menneske afgør. Vælg et udfald, og skriv hvorfor: det gemmes med "
        "det samme."
    )
    assert screen.values(app.caption)[1].startswith("Gemt af Lone Vestergaard, 01.10.2026 kl. 12.")
    assert reason(app, "G2", 14).value == (
        "Modtaget kl. 12.03 på fristdagen; afsendelsestidspunktet skal oplyses, før der tages stilling."
    )


def test_flags_stand_above_with_their_check(open_page, demo_workflow):
    app = open_page("formal", on=demo_workflow, person=ANNE, ansoegning=10)
    flags = app.expander[0]
    assert flags.label == "Bemærkninger til ansøgningen (1)"
    assert ":material/flag: **Antal borgere og caseload bør ses efter** (F10)" in [
        each.value for each in flags.markdown
    ]


def test_nothing_is_decided_from_the_start(opened, workflow):
    assert {each.value for each in opened.radio} == {None}
    assert screen.values(opened.caption)[1:] == ["Ikke afgjort endnu."] * 12
    assert outcomes(workflow) == {}


def test_not_relevant_can_only_be_chosen_where_a_requirement_is_for_some(opened):
    everybody = ["opfyldt", "ikke opfyldt", "skal afklares"]
    assert radio(opened, "G1").options == everybody
    assert radio(opened, "M3").options == [*everybody, "ikke relevant"]


def test_a_settled_proposal_is_one_click(opened, workflow):
    machine = reason(opened, "G3").value
    assert machine != ""
    radio(opened, "G3").set_value(Outcome.MET).run()
    decided = outcomes(workflow)["G3"]
    assert (decided.outcome, decided.reason, decided.by) == (Outcome.MET, machine, ANNE)
    assert f"Gemt af {ANNE}, 01.10.2026 kl. 12.00." in screen.values(opened.caption)


def test_an_outcome_without_a_reason_is_refused_and_kept_to_be_finished(opened, workflow):
    reason(opened, "G2").set_value("").run()
    radio(opened, "G2").set_value(Outcome.NOT_MET).run()
    assert screen.values(opened.error) == ["Skriv en begrundelse for G2, før udfaldet kan gemmes."]
    assert outcomes(workflow) == {}
    assert radio(opened, "G2").value == Outcome.NOT_MET
    reason(opened, "G2").set_value("Kom tre dage efter fristen.").run()
    assert not opened.error
    decided = outcomes(workflow)["G2"]
    assert (decided.outcome, decided.reason) == (Outcome.NOT_MET, "Kom tre dage efter fristen.")


def test_a_reason_written_first_waits_for_the_outcome(opened, workflow):
    reason(opened, "G2").set_value("Afventer kvittering.").run()
    assert outcomes(workflow) == {}
    assert not opened.error
    radio(opened, "G2").set_value(Outcome.UNCLEAR).run()
    assert outcomes(workflow)["G2"].reason == "Afventer kvittering."


def test_a_draft_is_there_after_another_application(open_page, register, workflow):
    register()
    register({"1.2": "Lyngmose Kommune"})
    app = open_page("formal", person=ANNE)
    reason(app, "G2").set_value("Afventer kvittering.").run()
    reason(app, "G4").set_value("").run()
    radio(app, "G4").set_value(Outcome.NOT_MET).run()
    app.button(key="next_application").click().run()
    assert not app.error
    app.button(key="next_application").click().run()
    assert reason(app, "G2").value == "Afventer kvittering."
    assert (radio(app, "G4").value, reason(app, "G4").value) == (Outcome.NOT_MET, "")
    assert screen.values(app.error) == ["Skriv en begrundelse for G4, før udfaldet kan gemmes."]
    assert outcomes(workflow) == {}


def test_what_is_saved_is_there_for_others_after_a_fresh_open(opened, open_page):
    radio(opened, "G1").set_value(Outcome.MET).run()
    reason(opened, "G1").set_value("Alle felter er udfyldt.").run()
    app = open_page("formal", person="Bo Lund")
    assert (radio(app, "G1").value, reason(app, "G1").value) == (
        Outcome.MET,
        "Alle felter er udfyldt.",
    )
    assert screen.values(app.caption)[1] == f"Gemt af {ANNE}, 01.10.2026 kl. 12.00."


def test_the_choice_tells_how_far_each_application_is(open_page, register, workflow):
    register()
    for requirement in workflow.scheme.requirements:
        formal.set_outcome(workflow, 1, requirement.id, Outcome.MET, reason="Set.", by=ANNE)
    register({"1.2": "Lyngmose Kommune"})
    formal.set_outcome(workflow, 2, "M1", Outcome.NOT_MET, reason="Mangler.", by=ANNE)
    register({"1.2": "Vesterlund Kommune"})
    app = open_page("formal", person=ANNE)
    names = ["1. Bakkedal Kommune", "2. Lyngmose Kommune", "3. Vesterlund Kommune"]
    assert app.selectbox(key="ansoegning").options == names
    for state in ("opfyldt", "ikke opfyldt", "11 mangler"):
        assert app.selectbox(key="ansoegning").label == f"Ansøgning ({state})"
        app.button(key="next_application").click().run()


def test_a_promise_in_prose_stands_by_the_requirement_that_is_not_ticked(open_page, demo_workflow):
    app = open_page("formal", on=demo_workflow, person=ANNE, ansoegning=4)
    panels = [each for each in app.expander if each.label == "Andre steder i ansøgningen (1)"]
    told = ["".join(each.proto.body for each in panel.get("html")) for panel in panels]
    assert any("Vi <mark>dokumenterer</mark> indsatsen sammen med jer" in each for each in told)


def test_what_is_met_needs_no_other_places(open_page, demo_workflow):
    app = open_page("formal", on=demo_workflow, person=ANNE, ansoegning=1)
    assert [each.label for each in app.expander if each.label.startswith("Andre")] == []
