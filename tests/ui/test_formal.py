"""The formal check: the machine proposes, a human sets an outcome with a reason."""

from __future__ import annotations

import pytest

from assessment.domain.checking.screening import Outcome
from assessment.domain.panel.access import Phase
from assessment.domain.words.wording import date_time
from assessment.workflow import formal
from tests import builders
from tests.ui import screen

ANNE, LEAD = "Anne Holm", "Lone Vestergaard"


def outcomes(workflow, number=1):
    with workflow.database.read() as reader:
        return reader.outcomes("demo").get(number, {})


def decide(workflow, person, requirement, outcome, **rest):
    """Let somebody set an outcome of the first application, past the page."""
    values = {"reason": "Set.", "expected": 0, "number": 1} | rest
    number = values.pop("number")
    builders.impartial(workflow, person)
    return formal.set_outcome(workflow, number, requirement, outcome, by=person, **values)


@pytest.fixture
def opened(open_page, register):
    """The formal check of one fresh application, by Anne."""
    register()
    return open_page("formal", person=ANNE)


def radio(app, requirement):
    return next(each for each in app.radio if each.label == f"Udfald for {requirement}")


def reason(app, requirement):
    return next(each for each in app.text_area if each.label == f"Begrundelse for {requirement}")


def told(app, requirement):
    """What stands below an outcome."""
    order = [each.label.removeprefix("Begrundelse for ") for each in app.text_area]
    said = [
        each
        for each in screen.values(app.caption)
        if each.startswith(("Gemt af", "Ikke afgjort", "Ikke gemt"))
    ]
    return said[order.index(requirement)]


def test_the_demo_round_shows_what_was_decided_and_by_whom(open_page, demo_workflow):
    app = open_page("formal", on=demo_workflow, person=ANNE, ansoegning=14)
    assert [each.value for each in app.subheader] == [
        "Adgangskrav",
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
    decided = outcomes(demo_workflow, 14)["G1"]
    assert (decided.by, decided.confirmed_by) == (LEAD, ANNE)
    assert told(app, "G1") == (
        f"Gemt af {LEAD}, {date_time(decided.at)}. "
        f"Bekræftet af {ANNE}, {date_time(decided.confirmed_at)}."
    )
    assert reason(app, "G2").value == (
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
    assert (
        told(opened, "G3") == f"Gemt af {ANNE}, 01.10.2026 kl. 12.00. Skal bekræftes af en anden."
    )


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
    assert told(opened, "G2") == "Ikke gemt endnu: vælg et udfald."
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
    assert told(app, "G1") == f"Gemt af {ANNE}, 01.10.2026 kl. 12.00. Skal bekræftes af en anden."


def test_the_choice_tells_how_far_each_application_is(open_page, register, workflow):
    register()
    anne, bo = builders.reviewer(workflow), builders.reviewer(workflow, "Bo Lund")
    for requirement in workflow.scheme.requirements:
        decide(workflow, anne, requirement.id, Outcome.MET)
    builders.impartial(workflow, bo)
    formal.confirm(workflow, 1, bo)
    register({"1.2": "Lyngmose Kommune"})
    decide(workflow, anne, "M1", Outcome.NOT_MET, number=2)
    register({"1.2": "Vesterlund Kommune"})
    app = open_page("formal", person=ANNE)
    names = ["1. Bakkedal Kommune", "2. Lyngmose Kommune", "3. Vesterlund Kommune"]
    assert app.selectbox(key="ansoegning").options == names
    for state in ("opfyldt", "ikke opfyldt, ikke bekræftet", "11 mangler"):
        assert app.selectbox(key="ansoegning").label == f"Ansøgning ({state})"
        app.button(key="next_application").click().run()


# --- two at once ----------------------------------------------------------------------------------


@pytest.fixture
def disputed(opened, workflow):
    """Anne's screen from before Bo found G2 not met, and her own outcome typed over it."""
    bo = builders.reviewer(workflow, "Bo Lund")
    decide(workflow, bo, "G2", Outcome.NOT_MET, reason="Kom for sent.")
    reason(opened, "G2").set_value("Kvittering af 2. oktober.")
    radio(opened, "G2").set_value(Outcome.MET).run()
    return opened


def test_the_second_to_set_an_outcome_is_told_what_the_first_did(disputed, workflow):
    assert screen.values(disputed.warning) == [
        "Bo Lund har gemt udfaldet for G2, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå."
    ]
    assert "Bo Lund, 01.10.2026 kl. 12.00: ikke opfyldt" in screen.markdown(disputed)
    html = [each.proto.body for each in disputed.get("html")]
    assert '<div class="reading"><p>Kom for sent.</p></div>' in html
    shown = radio(disputed, "G2").value, reason(disputed, "G2").value
    assert shown == (Outcome.MET, "Kvittering af 2. oktober.")
    assert outcomes(workflow)["G2"].outcome is Outcome.NOT_MET


def test_ones_own_outcome_can_be_kept_over_the_others(disputed, workflow):
    press(disputed, "Behold mit")
    kept = outcomes(workflow)["G2"]
    assert (kept.outcome, kept.reason, kept.by, kept.version) == (
        Outcome.MET,
        "Kvittering af 2. oktober.",
        ANNE,
        2,
    )
    assert (len(disputed.warning), radio(disputed, "G2").value) == (0, Outcome.MET)


def test_the_others_outcome_can_be_taken(disputed, workflow):
    press(disputed, "Brug det andet")
    kept = outcomes(workflow)["G2"]
    assert (kept.outcome, kept.by, kept.version) == (Outcome.NOT_MET, "Bo Lund", 1)
    shown = radio(disputed, "G2").value, reason(disputed, "G2").value
    assert shown == (Outcome.NOT_MET, "Kom for sent.")
    assert not disputed.warning


def test_a_dispute_is_still_there_after_another_application(disputed, register, workflow):
    register({"1.2": "Lyngmose Kommune"})
    builders.impartial(workflow, builders.reviewer(workflow))
    disputed.run()
    disputed.button(key="next_application").click().run()
    assert not disputed.warning
    disputed.button(key="next_application").click().run()
    assert reason(disputed, "G2").value == "Kvittering af 2. oktober."
    assert len(disputed.warning) == 1


def test_what_another_set_is_shown_where_nothing_of_ones_own_waits(opened, workflow):
    bo = builders.reviewer(workflow, "Bo Lund")
    decide(workflow, bo, "G2", Outcome.NOT_MET, reason="Kom for sent.")
    opened.run()
    shown = radio(opened, "G2").value, reason(opened, "G2").value
    assert shown == (Outcome.NOT_MET, "Kom for sent.")


def press(app, label):
    next(each for each in app.button if each.label == label).click().run()


# --- the second person ----------------------------------------------------------------------------

CONFIRM = "Bekræft den formelle prøvning"


def labels(app):
    return [each.label for each in app.button]


def test_a_second_person_confirms_what_another_set(open_page, register, workflow):
    register()
    lead = builders.lead(workflow)
    decide(workflow, lead, "G1", Outcome.MET, reason="Alt er der.")
    decide(workflow, lead, "M2", Outcome.UNCLEAR)
    app = open_page("formal", person=ANNE)
    assert screen.markdown(app)[:2] == [
        "**2 udfald venter på, at du bekræfter som den anden person**",
        f"- G1: opfyldt, sat af {LEAD}. Alt er der.\n- M2: skal afklares, sat af {LEAD}. Set.",
    ]
    press(app, CONFIRM)
    assert {each.confirmed_by for each in outcomes(workflow).values()} == {ANNE}
    assert told(app, "G1") == (
        f"Gemt af {LEAD}, 01.10.2026 kl. 12.00. Bekræftet af {ANNE}, 01.10.2026 kl. 12.00."
    )
    assert CONFIRM not in labels(app)


def test_nobody_confirms_their_own(open_page, register, workflow):
    register()
    decide(workflow, builders.lead(workflow), "G1", Outcome.MET)
    app = open_page("formal")
    assert CONFIRM not in labels(app)
    assert screen.values(app.caption)[1] == (
        f"{screen.LOCK} G1 er sat af dig og skal bekræftes af en anden."
    )


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(open_page, register, workflow):
    register()
    lead = builders.lead(workflow)
    decide(workflow, lead, "G1", Outcome.MET)
    app = open_page("formal", person=ANNE)
    decide(workflow, lead, "G1", Outcome.NOT_MET, expected=1)
    press(app, CONFIRM)
    assert screen.values(app.error) == [
        "Udfaldene er ændret, mens du så på dem. Se dem igennem igen, og bekræft så."
    ]
    assert outcomes(workflow)["G1"].confirmed_by == ""
    press(app, CONFIRM)
    assert outcomes(workflow)["G1"].confirmed_by == ANNE
    assert not app.error


# --- who may not ----------------------------------------------------------------------------------


@pytest.fixture
def checked(register, workflow):
    """An application with one outcome, and somebody who decides."""
    register()
    decide(workflow, builders.lead(workflow), "G1", Outcome.MET, reason="Alt er der.")
    builders.decider(workflow)
    return workflow


@pytest.mark.parametrize(
    ("phase", "name", "why"),
    [
        (
            Phase.DECIDED,
            ANNE,
            "Runden er i fasen afgjort, og der kan man ikke afgøre den formelle prøvning. Det hører til modtagelse til indstilling.",
        ),
        (
            Phase.ASSESSMENT,
            "Karin Dahl",
            "Du må ikke afgøre den formelle prøvning; det kræver rollen bedømmer eller projektleder. Tal med projektlederen.",
        ),
    ],
)
def test_whoever_may_not_check_reads_the_outcomes(open_page, checked, phase, name, why):
    builders.at_phase(checked, phase)
    app = open_page("formal", person=name)
    assert screen.values(app.caption)[0] == f"{screen.LOCK} {why}"
    assert (len(app.radio), len(app.text_area)) == (0, 0)
    assert labels(app) == ["Næste ansøgning"]
    assert "**Udfald:** :green-badge[opfyldt]" in [each.value for each in app.markdown]
    assert '<div class="reading"><p>Alt er der.</p></div>' in [
        each.proto.body for each in app.get("html")
    ]


def test_what_was_typed_when_the_round_moved_on_is_there_to_be_copied(opened, workflow):
    builders.at_phase(workflow, Phase.DECIDED)
    reason(opened, "G2").set_value("Kvittering af 2. oktober.")
    radio(opened, "G2").set_value(Outcome.MET).run()
    assert screen.values(opened.error) == [
        "Runden er i fasen afgjort, og der kan man ikke afgøre den formelle prøvning. Det hører til modtagelse til indstilling. Det, du skrev, er ikke gemt:"
    ]
    assert screen.values(opened.code) == ["opfyldt\nKvittering af 2. oktober."]
    assert outcomes(workflow) == {}


def test_a_draft_is_nobody_elses(opened, workflow):
    builders.impartial(workflow, builders.reviewer(workflow, "Bo Lund"))
    reason(opened, "G2").set_value("Annes kladde.").run()
    opened.selectbox(key="jeg").set_value("Bo Lund").run()
    assert reason(opened, "G2").value != "Annes kladde."
    opened.selectbox(key="jeg").set_value(ANNE).run()
    assert reason(opened, "G2").value == "Annes kladde."


def test_a_promise_in_prose_stands_by_the_requirement_that_is_not_ticked(open_page, demo_workflow):
    app = open_page("formal", on=demo_workflow, person=ANNE, ansoegning=4)
    panels = [each for each in app.expander if each.label == "Andre steder i ansøgningen (1)"]
    told = ["".join(each.proto.body for each in panel.get("html")) for panel in panels]
    assert any("Vi <mark>dokumenterer</mark> indsatsen sammen med jer" in each for each in told)


def test_what_is_met_needs_no_other_places(open_page, demo_workflow):
    app = open_page("formal", on=demo_workflow, person=ANNE, ansoegning=1)
    assert [each.label for each in app.expander if each.label.startswith("Andre")] == []
