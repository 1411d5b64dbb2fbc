"""What stands at the top of every page: the round, who one is, and the choice of application."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Declaration, Stance
from assessment.errors import NotFoundError
from assessment.ui.pages import ALL
from assessment.workflow import core, people
from tests import builders
from tests.ui import screen

CHOOSE_A_NAME = "Vælg dit navn øverst til højre, før du går i gang."
NOT_OPENED = (
    "Runden er i fasen forberedelse, og der kan man ikke læse ansøgninger. Det hører til modtagelse "
    "til arkiveret."
)
UNDECLARED = "du har ikke erklæret din habilitet. Erklær den på siden Habilitet."


def declare(work, person, number, stance):
    """Let somebody declare something of one application, past the page."""
    with work.database.begin() as repository:
        made = Declaration(number, person, stance, (), "", builders.NOON, version=1)
        repository.set_declaration(made)


def names(workflow):
    return [person.name for person in people.people(workflow)]


def test_the_round_and_the_people_can_be_chosen(open_page, demo_workflow):
    app = open_page("rules", on=demo_workflow, person="")
    assert [each.value for each in app.title] == ["Ordningen"]
    assert app.selectbox(key="runde").options == [
        "1. runde 2024",
        "2. runde 2024",
        "Demorunde med opdigtede ansøgere",
    ]
    assert app.selectbox(key="jeg").options == [
        "Anne Holm",
        "Jens Krogh",
        "Karin Dahl",
        "Lone Vestergaard",
        "Mette Sand",
        "Peter Lind",
    ]
    assert app.selectbox(key="jeg").value is None


def test_the_latest_round_is_chosen_from_the_start(open_page):
    app = open_page("rules", round_id="")
    assert app.selectbox(key="runde").value == "demo"


def test_another_round_is_another_list_of_applications(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow)
    assert len(app.selectbox(key="ansoegning").options) == 14
    app.selectbox(key="runde").select("2024-1").run()
    assert screen.values(app.caption) == [f":material/lock: {NOT_OPENED}"]
    assert "ansoegning" not in [each.key for each in app.selectbox]
    assert not app.exception


def test_a_round_without_applications_says_where_they_come_in(open_page, workflow):
    builders.at_phase(workflow, Phase.RECEIVING)
    app = open_page("application")
    assert screen.values(app.info) == [
        "Runden har ingen ansøgninger endnu. De lægges ind på siden Modtagelse."
    ]


def test_a_new_name_is_added_to_the_list(open_page, workflow):
    app = open_page("rules", person="", jeg="Bo Lund")
    assert names(workflow) == ["Bo Lund"]
    assert app.selectbox(key="jeg").value == "Bo Lund"


def test_a_known_name_in_other_letters_is_nobody_new(open_page, workflow):
    open_page("rules", person="", jeg="Bo Lund")
    open_page("rules", person="", jeg=" bo  LUND ")
    assert names(workflow) == ["Bo Lund"]


@pytest.mark.parametrize("name", [people.OPERATOR, "Kommandolinjen"])
def test_nobody_at_the_page_is_the_command_line(open_page, demo_workflow, name):
    """It reads what is hidden from whoever reviews; the refusal is told by what draws the pages."""
    people.operator(demo_workflow)
    app = open_page("overview", on=demo_workflow, person="", jeg=name)
    assert (len(app.exception), len(app.table)) == (1, 0)


def test_a_name_of_blanks_is_nobody(open_page, workflow):
    app = open_page("formal", person="", jeg="   ")
    assert names(workflow) == []
    assert not app.exception


@pytest.mark.parametrize("page", [page.path for page in ALL])
def test_without_a_name_there_is_nothing_to_see(open_page, demo_workflow, page):
    shown = {each.path: each.show.__module__.rpartition(".")[2] for each in ALL}
    app = open_page(shown[page], on=demo_workflow, person="")
    assert screen.values(app.info) == [CHOOSE_A_NAME]
    assert [each.key for each in app.selectbox] == ["runde", "jeg"]
    buttons = (len(app.button), len(app.download_button), len(app.file_uploader))
    assert (len(app.table), len(app.dataframe), len(app.get("html")), *buttons) == (0,) * 6


def test_somebody_whose_access_is_closed_is_told_so(open_page, demo_workflow):
    lead = builders.lead(demo_workflow)
    anne = builders.reviewer(demo_workflow)
    people.change(
        demo_workflow, lead, anne.id, roles=anne.roles, active=False, expected=anne.version
    )
    app = open_page("rules", on=demo_workflow, person="")
    assert "Anne Holm" not in app.selectbox(key="jeg").options
    app.session_state["signed_in"] = replace(anne, active=False)
    app.run()
    assert screen.values(app.error) == [
        "Din adgang er lukket. Bed projektlederen om at åbne den igen."
    ]
    assert not app.tabs


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


@pytest.mark.parametrize("page", ["application", "formal", "review", "recommendation"])
def test_an_application_that_is_closed_gives_way_and_says_why(open_page, register, workflow, page):
    register({"4.1": "Ord fra en lukket ansøgning."})
    register({"1.2": "Lyngmose Kommune"})
    anne = builders.reviewer(workflow)
    declare(workflow, anne, 2, Stance.IMPARTIAL)
    app = open_page(page, person=anne.name, impartial=False, ansoegning=1)
    assert app.selectbox(key="ansoegning").options == ["2. Lyngmose Kommune"]
    assert app.selectbox(key="ansoegning").value == 2
    assert screen.values(app.info) == [f"Bakkedal Kommune er lukket for dig: {UNDECLARED}"]
    assert "Ord fra en lukket ansøgning." not in "".join(screen.everything(app))


@pytest.mark.parametrize("page", ["application", "formal", "review", "recommendation"])
def test_a_round_that_is_closed_to_somebody_says_why(open_page, register, workflow, page):
    register()
    anne = builders.reviewer(workflow)
    app = open_page(page, person=anne.name, impartial=False, ansoegning=1)
    assert screen.values(app.info) == [f"Rundens ansøgninger er lukket for dig: {UNDECLARED}"]
    assert "ansoegning" not in [each.key for each in app.selectbox]


def test_an_unknown_round_is_refused_in_words(demo_workflow):
    with pytest.raises(NotFoundError, match="Runden “2031” findes ikke"):
        core.known_round(demo_workflow.scheme, "2031")
