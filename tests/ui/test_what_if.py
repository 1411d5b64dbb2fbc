"""The what-if of the ranking's page, and the scenarios that are saved of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessment.domain.panel.people import Role
from assessment.workflow import scenarios
from assessment.workflow.cases import round_cases
from tests import builders
from tests.ui import screen
from tests.ui.conftest import LEAD


@pytest.fixture
def page(open_page, demo_workflow):
    return open_page("ranking", on=demo_workflow, ranking_tab="Hvad nu hvis")


@pytest.fixture
def saved(demo_workflow):
    """What is saved of the demo round, as the lead sees it."""
    return lambda: scenarios.scenarios(demo_workflow, "demo", builders.lead(demo_workflow))


def bold(app):
    """What would be selected otherwise, in its sentences."""
    found = screen.values(app.tabs[-1].markdown)
    return [each.strip("*") for each in found if each.startswith("**")]


def test_a_reviewer_less_changes_who_is_selected_and_never_the_ranking(page, demo_workflow):
    before = screen.rows(page.table[0])
    page.selectbox(key="what_if_without").select("Anne Holm").run()
    assert bold(page) == ["Kommer ind: Vesterlund Kommune.", "Falder ud: Lyngmose Kommune."]
    assert screen.rows(page.table[0]) == before
    lead = builders.lead(demo_workflow)
    assert round_cases(demo_workflow, "demo", lead).ranking.ranked[3].candidate.name == (
        "Lyngmose Kommune"
    )


def test_a_point_more_is_chosen_by_applicant_review_and_aspect(page):
    page.selectbox(key="what_if_who").set_value(8).run()
    assert page.selectbox(key="what_if_change_8").options[0].startswith("1a, ")
    page.radio(key="what_if_step_8").set_value("et point højere").run()
    assert not page.exception
    assert bold(page) == ["De samme ansøgere udvælges."]


def test_a_point_beyond_the_scale_is_said_to_be_none(page):
    page.selectbox(key="what_if_who").set_value(1).run()
    beyond = "Anne Holm har givet 5 for 1a til Bakkedal Kommune; et point højere ligger uden for skalaen 0–5."
    assert beyond not in screen.values(page.caption)
    page.radio(key="what_if_step_1").set_value("et point højere").run()
    assert beyond in screen.values(page.caption)
    assert bold(page) == ["De samme ansøgere udvælges."]


def test_fewer_places_and_a_least_total_leave_somebody_out(page):
    page.number_input(key="what_if_places").set_value(3).run()
    assert bold(page) == ["Falder ud: Lyngmose Kommune."]
    page.selectbox(key="what_if_floor").set_value(Fraction(4)).run()
    assert bold(page) == ["Falder ud: Huset Sila og Lyngmose Kommune."]
    assert any(each.startswith("Under den mindste total: ") for each in screen.markdown(page))


def test_a_scenario_is_saved_shown_again_and_deleted(page, saved):
    page.slider(key="what_if_citizen_involvement").set_value(100).run()
    page.selectbox(key="what_if_without").select("Jens Krogh").run()
    page.text_input(key="what_if_name").set_value("Borgeren først").run()
    page.button(key="save_scenario").click().run()
    (made,) = saved()
    assert (made.name, made.without, made.by) == ("Borgeren først", "Jens Krogh", LEAD)
    page.button(key="official_weights").click().run()
    assert page.slider(key="what_if_citizen_involvement").value == 33
    page.button(key="show_Borgeren først").click().run()
    assert page.slider(key="what_if_citizen_involvement").value == 100
    assert page.selectbox(key="what_if_without").value == "Jens Krogh"
    page.button(key="forget_Borgeren først").click().run()
    assert saved() == ()
    assert not page.exception


def test_a_scenario_without_a_name_is_not_saved(page, saved):
    page.button(key="save_scenario").click().run()
    assert screen.values(page.error) == ["Giv scenariet et navn på 1–80 tegn."]
    assert saved() == ()


def test_a_second_saving_under_a_name_replaces_the_first(page, saved):
    page.text_input(key="what_if_name").set_value("Tre").run()
    page.button(key="save_scenario").click().run()
    page.number_input(key="what_if_places").set_value(3).run()
    assert page.button(key="save_scenario").label == "Gem over det gamle"
    page.button(key="save_scenario").click().run()
    (made,) = saved()
    assert (made.places, made.version) == (3, 2)


def test_a_name_typed_as_the_button_is_pressed_makes_a_scenario_of_its_own(page, saved):
    page.text_input(key="what_if_name").set_value("Tre").run()
    page.button(key="save_scenario").click().run()
    page.text_input(key="what_if_name").set_value("Fire")
    page.button(key="save_scenario").click().run()
    assert screen.values(page.error) == []
    assert [(each.name, each.version) for each in saved()] == [("Fire", 1), ("Tre", 1)]


def test_weights_of_many_parts_are_shown_as_they_were_saved(page):
    parts = {"target_group": 100, "readiness": 67, "citizen_involvement": 93}
    for key, part in parts.items():
        page.slider(key=f"what_if_{key}").set_value(part).run()
    page.text_input(key="what_if_name").set_value("Skæv").run()
    page.button(key="save_scenario").click().run()
    page.button(key="official_weights").click().run()
    page.button(key="show_Skæv").click().run()
    assert {key: page.slider(key=f"what_if_{key}").value for key in parts} == parts


def test_going_back_to_the_official_weights_keeps_the_name(page):
    page.number_input(key="what_if_places").set_value(3).run()
    page.text_input(key="what_if_name").set_value("Tre").run()
    page.button(key="official_weights").click().run()
    assert page.number_input(key="what_if_places").value == 4
    assert page.text_input(key="what_if_name").value == "Tre"


def test_whoever_does_not_lead_sees_scenarios_and_cannot_save(open_page, demo_workflow, page):
    page.text_input(key="what_if_name").set_value("Tre").run()
    page.button(key="save_scenario").click().run()
    app = open_page(
        "ranking",
        on=demo_workflow,
        person="Rie Lund",
        roles=[Role.READER],
        ranking_tab="Hvad nu hvis",
    )
    keys = {each.key for each in app.button}
    assert "show_Tre" in keys
    assert not {"forget_Tre", "save_scenario"} & keys
