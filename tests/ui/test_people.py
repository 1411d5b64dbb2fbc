"""The participants: who is let in, with which roles, and what each role may do."""

from __future__ import annotations

import pytest

from assessment.domain.panel.people import Role
from assessment.workflow import people
from tests import builders
from tests.ui import screen

ADMINISTRATOR = {Role.LEAD, Role.ADMINISTRATOR}
ANNE = "Anne Holm"


@pytest.fixture
def as_lone(open_page):
    """The page as an administrator meets it."""
    return lambda: open_page("people", roles=ADMINISTRATOR)


def known(work):
    return {each.name: people.told(each) for each in people.people(work)}


def field(elements, label):
    return next(each for each in elements if each.label == label)


def add(app, name, email, *roles):
    app.text_input(key="add_name").input(name)
    app.text_input(key="add_email").input(email)
    app.multiselect(key="add_roles").set_value(list(roles))
    return app.button(key="add_person").click().run()


def choose(app, work, name):
    return app.selectbox(key="change_person").select(people.join(work, name).id).run()


def test_everybody_stands_with_roles_and_access(open_page, demo_workflow):
    app = open_page("people", on=demo_workflow)
    assert screen.rows(app.table[0]) == [
        ("Anne Holm", "bedømmer", "–", "åben"),
        ("Jens Krogh", "bedømmer", "–", "åben"),
        ("Karin Dahl", "beslutter", "–", "åben"),
        ("Lone Vestergaard", "projektleder og administrator", "–", "åben"),
        ("Mette Sand", "bedømmer", "–", "åben"),
        ("Peter Lind", "læser", "–", "åben"),
    ]


def test_somebody_new_is_let_in(as_lone):
    app = add(as_lone(), " Bo  Lund ", "bo@sbst.example", Role.REVIEWER, Role.READER)
    assert screen.values(app.success) == ["Bo Lund har fået adgang."]
    assert screen.rows(app.table[0])[0] == (
        "Bo Lund",
        "bedømmer og læser",
        "bo@sbst.example",
        "åben",
    )
    assert app.text_input(key="add_name").value == ""


def test_what_is_missing_is_said_and_what_was_typed_stays(as_lone, workflow):
    app = add(as_lone(), "Bo Lund", "", Role.REVIEWER)
    assert screen.values(app.error) == ["Skriv den e-mail, som personen logger ind med."]
    assert app.text_input(key="add_name").value == "Bo Lund"
    assert "Bo Lund" not in known(workflow)


def test_roles_and_access_are_changed(as_lone, workflow):
    builders.reviewer(workflow, ANNE)
    app = choose(as_lone(), workflow, ANNE)
    field(app.multiselect, "Roller").set_value([Role.REVIEWER, Role.DECIDER]).run()
    app.toggle[0].set_value(False).run()
    app.button(key="change_save").click().run()
    assert screen.values(app.success) == ["Anne Holm er nu bedømmer og beslutter (adgang lukket)."]
    assert known(workflow)[ANNE] == "bedømmer og beslutter (adgang lukket)"
    assert screen.rows(app.table[0])[0][3] == "lukket"


def test_ones_own_access_is_for_another_to_change(as_lone, workflow):
    builders.reviewer(workflow, ANNE)
    app = as_lone()
    assert app.selectbox(key="change_person").options == [ANNE]
    assert screen.values(app.caption) == ["Din egen adgang kan kun en anden ændre."]


def test_somebody_elses_change_in_the_meantime_is_shown_and_chosen_from(as_lone, workflow):
    anne = builders.reviewer(workflow, ANNE)
    app = choose(as_lone(), workflow, ANNE)
    field(app.multiselect, "Roller").set_value([Role.DECIDER]).run()
    people.change(
        workflow,
        builders.lead(workflow),
        anne.id,
        roles=[Role.READER],
        active=True,
        expected=anne.version,
    )
    app.button(key="change_save").click().run()
    assert screen.values(app.warning) == [
        (
            "En anden har gemt adgangen for Anne Holm, mens du skrev. Dit er ikke gemt endnu: vælg, "
            "hvad der skal stå."
        )
    ]
    assert "Nu står der: læser" in screen.markdown(app)
    assert known(workflow)[ANNE] == "læser"
    field(app.button, "Behold mit").click().run()
    assert known(workflow)[ANNE] == "beslutter"


def test_a_lead_gives_no_administrators(open_page, workflow):
    builders.lead(workflow)
    app = open_page("people", person="Bo Lund", roles={Role.LEAD})
    assert "administrator" not in app.multiselect(key="add_roles").options


def test_whoever_may_not_manage_sees_a_list(open_page, demo_workflow):
    app = open_page("people", on=demo_workflow, person=ANNE)
    assert len(screen.rows(app.table[0])) == 6
    assert screen.values(app.caption) == [
        (
            "Du må ikke give adgang; det kræver rollen projektleder eller administrator. Tal med "
            "projektlederen."
        )
    ]
    assert (len(app.button), len(app.text_input), len(app.multiselect)) == (0, 0, 0)


def test_what_each_role_may_is_told_by_the_rules_themselves(open_page):
    app = open_page("people")
    told = {row[0]: row[1:] for row in screen.rows(app.table[1])}
    assert screen.columns(app.table[1]) == [
        "Handling",
        "Fase",
        "Bedømmer",
        "Projektleder",
        "Beslutter",
        "Læser",
        "Administrator",
    ]
    assert told["Vurdere ansøgninger"] == ("vurdering", "ja", "–", "–", "–", "–")
    assert told["Træffe afgørelse"] == ("indstilling", "–", "–", "ja", "–", "–")
    assert told["Give adgang"] == ("alle faser", "–", "ja", "–", "–", "ja")
