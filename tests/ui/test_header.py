"""What stands at the top of every page: the round, who one is, and the choice of application."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.errors import NotFoundError
from assessment.workflow import core
from tests import builders
from tests.ui import screen

CHOOSE_A_NAME = "Vælg dit navn øverst til højre, før du går i gang."
NO_APPLICATIONS = "Runden har ingen ansøgninger endnu. Læg dem ind på siden Modtagelse."


def names(workflow):
    return [person.name for person in core.people(workflow)]


def test_the_round_and_the_people_can_be_chosen(open_page, demo_workflow):
    app = open_page("rules", on=demo_workflow)
    assert [each.value for each in app.title] == ["Ordningen"]
    assert app.selectbox(key="runde").options == [
        "1. runde 2024",
        "2. runde 2024",
        "Demorunde med opdigtede ansøgere",
    ]
    assert app.selectbox(key="jeg").options == [
        "Anne Holm",
        "Jens Krogh",
        "Lone Vestergaard",
        "Mette Sand",
    ]
    assert app.selectbox(key="jeg").value is None


def test_the_latest_round_is_chosen_from_the_start(open_page):
    app = open_page("rules", round_id="")
    assert app.selectbox(key="runde").value == "demo"


def test_another_round_is_another_list_of_applications(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow)
    assert len(app.selectbox(key="ansoegning").options) == 14
    app.selectbox(key="runde").select("2024-1").run()
    assert screen.values(app.info) == [NO_APPLICATIONS]
    assert not app.exception


def test_a_new_name_is_added_to_the_list(open_page, workflow):
    app = open_page("rules", jeg="Bo Lund")
    assert names(workflow) == ["Bo Lund"]
    assert app.selectbox(key="jeg").value == "Bo Lund"


def test_a_known_name_in_other_letters_is_nobody_new(open_page, workflow):
    open_page("rules", jeg="Bo Lund")
    open_page("rules", jeg=" bo  LUND ")
    assert names(workflow) == ["Bo Lund"]


def test_a_name_of_blanks_is_nobody(open_page, workflow):
    app = open_page("formal", jeg="   ")
    assert names(workflow) == []
    assert not app.exception


@pytest.mark.parametrize("page", ["formal", "review", "recommendation"])
def test_without_a_name_nothing_can_be_changed(open_page, demo_workflow, page):
    app = open_page(page, on=demo_workflow)
    assert screen.values(app.info) == [CHOOSE_A_NAME]
    assert len(app.selectbox(key="ansoegning").options) == 14
    assert (len(app.radio), len(app.text_area), len(app.download_button)) == (0, 0, 0)


def test_without_a_name_nothing_can_be_sent_in(open_page):
    app = open_page("receiving")
    assert screen.values(app.info) == [CHOOSE_A_NAME]
    assert len(app.file_uploader) == 0


def test_rules_changed_since_the_round_was_opened_are_told(open_page, demo_workflow):
    changed = replace(demo_workflow, criteria=builders.CRITERIA + "\n# rettet\n")
    app = open_page("rules", on=changed)
    assert screen.values(app.caption)[0] == (
        ":material/lock: Runden bedømmes efter de regler, den blev åbnet med. "
        "criteria.yaml er ændret siden."
    )


def test_the_next_application_follows_and_the_last_leads_to_the_first(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, ansoegning=13)
    app.button(key="next_application").click().run()
    assert app.selectbox(key="ansoegning").value == 14
    app.button(key="next_application").click().run()
    assert app.selectbox(key="ansoegning").value == 1


def test_an_application_of_another_round_gives_way_to_the_first(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, ansoegning=99)
    assert app.selectbox(key="ansoegning").value == 1


def test_an_unknown_round_is_refused_in_words(demo_workflow):
    with pytest.raises(NotFoundError, match="Runden “2031” findes ikke"):
        core.known_round(demo_workflow.scheme, "2031")
