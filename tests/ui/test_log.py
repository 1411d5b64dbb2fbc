"""The log: what happened, newest first, a page at a time."""

from __future__ import annotations

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Ground, Stance
from assessment.domain.panel.people import Role
from assessment.workflow import applications, declaring, people, safekeeping
from tests import builders
from tests.ui import screen

COLUMNS = ["Tidspunkt", "Hvem", "Hændelse", "Ansøger", "Vedrører", "Før", "Efter"]
LEAD = "Lone Vestergaard"


@pytest.fixture
def log(demo_workflow):
    """All that the lead may be told of the demo round, newest first."""
    return applications.log(demo_workflow, "demo", builders.lead(demo_workflow))


def test_an_empty_round_has_an_empty_log(open_page):
    app = open_page("log")
    assert screen.values(app.caption) == ["0 hændelser. Loggen kan ikke rettes eller slettes."]
    assert list(app.dataframe[0].value.columns) == COLUMNS
    assert len(app.dataframe[0].value) == 0


def test_the_newest_stands_first(open_page, demo_workflow, log):
    app = open_page("log", on=demo_workflow)
    assert screen.values(app.caption) == [
        f"{len(log)} hændelser. Loggen kan ikke rettes eller slettes."
    ]
    shown = app.dataframe[0].value
    assert list(shown.columns) == COLUMNS
    assert len(shown) == 200
    assert list(shown.iloc[0])[1:] == [LEAD, "demodata indlæst", "", "", "", ""]
    assert list(shown["Efter"]) == [each.new for each in log[:200]]


def test_the_last_page_holds_the_beginning(open_page, demo_workflow, log):
    app = open_page("log", on=demo_workflow)
    last = app.number_input(key="log_page").max
    app.number_input(key="log_page").set_value(last).run()
    shown = app.dataframe[0].value
    assert len(shown) == len(log) - 200 * (last - 1)
    assert list(shown["Hændelse"][-2:]) == ["ansøgning registreret", "runde åbnet"]


def test_one_applicant_has_a_log_of_its_own(open_page, demo_workflow, log):
    app = open_page("log", on=demo_workflow)
    app.selectbox(key="log_case").select_index(7).run()
    shown = app.dataframe[0].value
    assert set(shown["Ansøger"]) == {"Fjordby Kommune"}
    assert list(shown["Efter"]) == [each.new for each in log if each.application == 7]
    assert len(app.number_input) == 0


def test_who_was_let_in_and_what_was_copied_is_told_apart_from_the_round(
    open_page, demo_workflow, tmp_path
):
    lead = builders.lead(demo_workflow)
    people.add(demo_workflow, lead, name="Ib Rask", email="ib@sbst.example", roles={Role.READER})
    safekeeping.back_up(demo_workflow, lead, tmp_path / "kopi.zip")
    app = open_page("log", on=demo_workflow, person="Ib Rask")
    app.selectbox(key="log_case").set_value(-1).run()
    shown = app.dataframe[0].value
    assert [tuple(row)[1:] for row in shown.iloc[:2].itertuples(index=False)] == [
        (LEAD, "sikkerhedskopi taget", "", "kopi.zip", "", shown["Efter"][0]),
        (LEAD, "person tilføjet", "", "Ib Rask", "", "læser"),
    ]
    assert shown["Efter"][0].startswith("taget 20")
    assert set(shown["Ansøger"]) == {""}


def test_the_log_is_for_those_who_answer_for_the_round(open_page, demo_workflow):
    for name, roles in (("Anne Holm", ()), ("Ib Rask", [Role.ADMINISTRATOR])):
        app = open_page("log", on=demo_workflow, person=name, roles=roles)
        assert screen.values(app.caption) == [
            f"{screen.LOCK} Du må ikke se hændelserne; det kræver rollen projektleder eller læser. Tal med projektlederen."
        ]
        assert not app.dataframe
    assert len(open_page("log", on=demo_workflow, person="Peter Lind").dataframe) == 1


def test_what_is_closed_is_not_in_the_log(open_page, register, workflow):
    register()
    builders.at_phase(workflow, Phase.ASSESSMENT)
    app = open_page("log", impartial=False)
    assert screen.values(app.caption)[0] == (
        f"{screen.LOCK} Hændelser i 1 ansøgning, som er lukket for dig, vises ikke."
    )
    assert set(app.dataframe[0].value["Ansøger"]) == {""}


def test_a_lead_who_is_shut_out_of_the_round_reads_no_log(open_page, register, workflow):
    register()
    lead = builders.lead(workflow)
    grounds = [Ground.OTHER]
    declaring.declare(
        workflow, 1, Stance.DOUBT, grounds=grounds, text="Familie.", by=lead, expected=0
    )
    app = open_page("log")
    assert screen.values(app.caption)[-1] == (
        f"{screen.LOCK} Runden er lukket for dig: din habilitet er ikke afgjort. "
        "Vent, til en anden har afgjort den."
    )
    assert not app.dataframe


def test_choosing_from_a_late_page_is_no_dead_end(open_page, demo_workflow):
    app = open_page("log", on=demo_workflow)
    app.number_input(key="log_page").set_value(app.number_input(key="log_page").max).run()
    app.selectbox(key="log_case").select_index(1).run()
    assert not app.exception
    assert len(app.dataframe[0].value) > 0
