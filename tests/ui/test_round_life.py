"""The round's page: where it stands, what it waits for, its rules, and moving it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.workflow import rounds
from tests import builders
from tests.ui import screen

LEAD = "Lone Vestergaard"
ROLES = {Role.LEAD, Role.ADMINISTRATOR}
READ = "Jeg har læst, hvad skridtet låser og åbner, og hvem det berører"


def phase(workflow):
    with workflow.database.read() as reader:
        return reader.phase("demo")


def buttons(app):
    return {each.label: each.disabled for each in app.button}


def html(app):
    return "".join(each.proto.body for each in app.get("html"))


def opened_at(workflow, register, at):
    register()
    builders.at_phase(workflow, at)


def version(workflow):
    return rounds.life(workflow, "demo", builders.lead(workflow)).version


def tick(app, kind):
    app.checkbox(key=next(each.key for each in app.checkbox if each.key.startswith(kind))).check()
    return app.run()


def write(app, kind, text):
    app.text_area(key=next(each.key for each in app.text_area if each.key.startswith(kind))).input(
        text
    )
    return app.run()


def test_the_present_phase_is_told_in_words(open_page, demo_workflow):
    told = html(open_page("round_life", on=demo_workflow))
    assert told.count("aria-current") == 1
    assert (
        '<li class="present" aria-current=step><b>Vurdering</b><span>Trin 3, nu</span></li>'
    ) in told
    assert '<li class="past"><b>Modtagelse</b><span>Trin 2, afsluttet</span></li>' in told
    assert '<li class="later"><b>Arkiveret</b><span>Trin 7, senere</span></li>' in told


def test_each_role_of_the_phase_has_its_duty_and_its_people(open_page, demo_workflow):
    app = open_page("round_life", on=demo_workflow)
    assert screen.rows(app.table[0]) == [
        (
            "Bedømmer",
            "Vurderer hver for sig de ansøgninger, de er tildelt",
            "Anne Holm, Jens Krogh og Mette Sand",
        ),
        (
            "Projektleder",
            "Følger med, svarer ansøgere og flytter runden, når alle er færdige",
            LEAD,
        ),
    ]


def test_what_hinders_is_listed_and_the_button_waits(open_page, demo_workflow):
    app = open_page("round_life", on=demo_workflow)
    assert screen.values(app.warning) == [
        "**Det hindrer skridtet:**\n\n- Huset Sila: Mette Sand har ikke indsendt eller meldt fra."
    ]
    assert buttons(app)["Flyt runden til konsensus"] is True
    assert [each.label for each in app.checkbox] == [
        "Jeg har læst, hvad det betyder, og ved, at begrundelsen bliver stående i hændelserne"
    ]


def test_whoever_may_not_move_sees_the_same_without_buttons(open_page, demo_workflow):
    app = open_page("round_life", on=demo_workflow, person="Karin Dahl")
    assert "Det er projektlederen, der flytter runden." in screen.values(app.caption)
    assert "**Berører:** Anne Holm, Jens Krogh og Mette Sand." in screen.values(app.markdown)
    assert len(app.warning) == 1
    assert (buttons(app), len(app.checkbox)) == ({}, 0)


def test_a_lead_who_reviews_is_not_told_who_has_submitted(open_page, demo_workflow):
    app = open_page("round_life", on=demo_workflow, person="Bo Lund")
    assert screen.values(app.warning) == [
        (
            "**Det hindrer skridtet:**\n\n- Der er mere, som hindrer skridtet: ved ansøgninger, der er "
            "lukket for dig, eller hvor andres vurderinger er skjult for dig."
        )
    ]


def test_freezing_the_rules_takes_a_reason(open_page, workflow):
    app = open_page("round_life", roles=ROLES)
    assert buttons(app)["Flyt runden til modtagelse"] is True
    tick(app, "forward").button(key="advance").click().run()
    assert screen.values(app.error) == ["Skriv, hvorfor netop disse kriterier og vægte gælder."]
    assert phase(workflow) is Phase.PREPARATION
    write(app, "forward_reason", "Vedtaget af styregruppen.")
    app.button(key="advance").click().run()
    assert screen.values(app.success) == ["Runden er nu i fasen modtagelse."]
    told = html(app)
    assert "<dt>Begrundelse</dt><dd>Vedtaget af styregruppen.</dd>" in told
    assert f"<dt>Af</dt><dd>{LEAD}</dd>" in told
    assert f"<dt>Kontrolsum</dt><dd>{workflow.fingerprint(builders.CRITERIA)}</dd>" in told
    assert phase(workflow) is Phase.RECEIVING


def test_the_next_step_is_taken_when_it_was_read(open_page, workflow, register):
    opened_at(workflow, register, Phase.RECEIVING)
    app = open_page("round_life", roles=ROLES)
    assert buttons(app)["Flyt runden til vurdering"] is True
    assert next(each.label for each in app.checkbox) == READ
    tick(app, "forward").button(key="advance").click().run()
    assert screen.values(app.success) == ["Runden er nu i fasen vurdering."]
    assert phase(workflow) is Phase.ASSESSMENT
    assert not app.checkbox[0].value


def test_going_back_takes_a_reason_that_stays(open_page, workflow, register):
    opened_at(workflow, register, Phase.ASSESSMENT)
    app = open_page("round_life", roles=ROLES)
    tick(app, "back").button(key="go_back").click().run()
    assert screen.values(app.error) == ["Skriv, hvorfor runden går et skridt tilbage."]
    write(app, "back_reason", "En ansøgning var overset.")
    app.button(key="go_back").click().run()
    assert screen.values(app.success) == ["Runden er nu i fasen modtagelse."]
    with workflow.database.read() as reader:
        assert reader.events(round_id="demo")[0].new == (
            "tilbage til modtagelse: En ansøgning var overset."
        )


def test_a_step_that_may_not_be_taken_back_says_why(open_page, workflow, register):
    opened_at(workflow, register, Phase.RECEIVING)
    app = open_page("round_life", roles=ROLES)
    assert (
        "**Det hindrer skridtet:**\n\n- Der er kommet noget ind; reglerne kan ikke ændres, når "
        "ansøgninger er åbnet."
    ) in screen.values(app.warning)
    assert "Gå tilbage til forberedelse" not in buttons(app)


def test_a_round_that_somebody_else_moved_meanwhile_is_not_moved_again(
    open_page, workflow, register
):
    opened_at(workflow, register, Phase.RECEIVING)
    app = tick(open_page("round_life", roles=ROLES), "forward")
    rounds.advance(workflow, "demo", builders.lead(workflow), reason="", expected=version(workflow))
    app.button(key="advance").click().run()
    assert screen.values(app.error) == [
        (
            "Lone Vestergaard har flyttet runden til vurdering, mens du læste. Se, hvad der gælder nu, og tag så stilling "
            "igen."
        )
    ]
    assert phase(workflow) is Phase.ASSESSMENT


def test_rules_that_were_edited_later_are_shown_as_a_difference(open_page, demo_workflow):
    lines = builders.CRITERIA.splitlines()
    lines[0] = "# rettet & <b>"
    app = open_page("round_life", on=replace(demo_workflow, criteria="\n".join(lines) + "\n"))
    assert screen.values(app.warning)[0] == (
        "criteria.yaml er ændret siden. Runden bedømmes stadig efter de frosne regler; ændringen "
        "gælder kun runder, der åbnes nu."
    )
    told = html(app)
    assert "<h4>Omkring linje 1</h4>" in told
    assert "<ins>+ # rettet &amp; &lt;b&gt;</ins>" in told
    assert "<del>− " in told


def test_weights_that_were_edited_later_are_told_in_words(open_page, demo_workflow):
    edited = builders.CRITERIA.replace('weight: "1/3"', 'weight: "1/2"', 1)
    edited = edited.replace('weight: "1/3"', 'weight: "1/6"', 1)
    told = html(open_page("round_life", on=replace(demo_workflow, criteria=edited)))
    assert (
        "<dt>Vægte i filen nu</dt><dd>Ansøgers målgruppe 50,0 %, Ansøgers parathed 16,7 % og "
        "Borgerinddragelse 33,3 %</dd>"
    ) in told


def test_an_archived_round_stands_still(open_page, workflow, register):
    opened_at(workflow, register, Phase.ARCHIVED)
    app = open_page("round_life", roles=ROLES)
    assert "Runden er arkiveret og kan ikke flyttes." in screen.values(app.markdown)
    assert buttons(app) == {}


@pytest.mark.parametrize("person", [LEAD, "Mette Sand"])
def test_ones_own_tasks_stand_on_the_overview_and_on_the_round(open_page, demo_workflow, person):
    for page in ("overview", "round_life"):
        app = open_page(page, on=demo_workflow, person=person)
        assert "1. Sæt udfald i den formelle prøvning af Birkebæk Kommune." in screen.markdown(app)


def test_the_case_file_is_there_for_whoever_may_have_it(open_page, workflow, register):
    app = open_page("round_life")
    assert screen.downloads(app) == {}
    opened_at(workflow, register, Phase.DECIDED)

    app = open_page("round_life", roles=ROLES)
    assert screen.downloads(app) == {
        "Hent sagsmappen (zip)": "/hent/sagsmappe/demo?jeg=Lone+Vestergaard"
    }
    app = open_page("round_life", person="Anne Holm", roles={Role.REVIEWER})
    assert screen.downloads(app) == {}
    assert any("Du må ikke hente sagsmappen" in each.value for each in app.caption)
