"""The assignment: in balance, by hand, and a reviewer's own list."""

from __future__ import annotations

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Ground, Scope, Stance
from assessment.domain.panel.people import Role
from assessment.workflow import assigning, declaring, people
from tests import builders
from tests.ui import screen

LEAD_ROLES = {Role.LEAD, Role.ADMINISTRATOR}
ANNE, JENS = "Anne Holm", "Jens Krogh"


@pytest.fixture
def two(workflow, register):
    """A round of two applicants, received by a lead, with two impartial reviewers."""
    register()
    register({"1.2": "Lyngmose Kommune"})
    builders.lead(workflow)
    builders.impartial(
        workflow, builders.reviewer(workflow, ANNE), builders.reviewer(workflow, JENS)
    )
    return workflow


@pytest.fixture
def as_lead(open_page):
    """The page as a lead who reviews nothing meets it."""
    return lambda: open_page("assignment", roles=LEAD_ROLES)


@pytest.fixture
def as_anne(open_page):
    """The page as a reviewer meets it."""
    return lambda: open_page("assignment", person=ANNE)


def conflict(work, name, application, scope=Scope.APPLICATION):
    who = people.join(work, name)
    with work.database.begin() as repository:
        known = [each for each in repository.declarations("demo") if each.person.id == who.id]
    before = next((each.version for each in known if each.application == application), 0)
    made = declaring.declare(
        work,
        application,
        Stance.CONFLICTED,
        grounds=[Ground.FAMILY],
        text="Min søster.",
        by=who,
        expected=before,
    )
    declaring.judge(
        work, application, who.id, scope, reason="Ja.", by=judge(work), expected=made.version
    )


def judge(work):
    """Somebody else who may decide."""
    karin = people.join(work, "Karin Dahl", {Role.DECIDER})
    builders.impartial(work, karin)
    return karin


def assignments(work):
    with work.database.read() as reader:
        return {
            (each.application, each.reviewer.name): each.abstained
            for each in reader.assignments("demo")
        }


def button(app, label):
    return next(each for each in app.button if each.label == label)


def rows(app):
    return screen.rows(app.table[0])


def test_a_balanced_assignment_is_seen_before_it_is_applied(as_lead, two):
    app = as_lead()
    assert rows(app) == [
        ("1", "Bakkedal Kommune", "ingen", "0", "–"),
        ("2", "Lyngmose Kommune", "ingen", "0", "–"),
    ]
    assert (
        "- Bakkedal Kommune tildeles Anne Holm og Jens Krogh.\n"
        "- Lyngmose Kommune tildeles Anne Holm og Jens Krogh."
    ) in screen.markdown(app)
    assert assignments(two) == {}
    button(app, "Anvend fordelingen").click().run()
    assert screen.values(app.success) == ["Fordelingen er anvendt: 4 tildelinger er lagt til."]
    assert rows(app) == [
        ("1", "Bakkedal Kommune", "Anne Holm og Jens Krogh", "2", "–"),
        ("2", "Lyngmose Kommune", "Anne Holm og Jens Krogh", "2", "–"),
    ]
    assert screen.rows(app.table[1]) == [(ANNE, "2"), (JENS, "2")]
    assert "Der er ingen tildelinger at foreslå." in screen.markdown(app)


def test_how_many_each_gets_can_be_chosen(as_lead, two):
    app = as_lead()
    app.number_input[0].set_value(1).run()
    assert (
        "- Bakkedal Kommune tildeles Anne Holm.\n- Lyngmose Kommune tildeles Jens Krogh."
    ) in screen.markdown(app)
    button(app, "Anvend fordelingen").click().run()
    assert set(assignments(two)) == {(1, ANNE), (2, JENS)}


def test_a_plan_that_is_out_of_date_is_not_applied(as_lead, two):
    app = as_lead()
    anne = people.join(two, ANNE)
    assigning.assign(two, 1, anne.id, builders.lead(two))
    button(app, "Anvend fordelingen").click().run()
    assert screen.values(app.error) == [
        "Fordelingen er ændret imens. Se forslaget igen, og anvend det så."
    ]
    assert set(assignments(two)) == {(1, ANNE)}


def test_conflicts_are_shown_and_never_proposed(as_lead, two):
    conflict(two, ANNE, 2)
    app = as_lead()
    assert rows(app)[1] == ("2", "Lyngmose Kommune", "ingen", "0", ANNE)
    assert screen.values(app.warning) == [
        (
            "Lyngmose Kommune: kun 1 af 2 bedømmere, for ingen andre må vurdere ansøgningen. Giv en "
            "anden rollen bedømmer på siden Deltagere."
        )
    ]
    app.selectbox(key="assign_application").select(2).run()
    state = f"{ANNE} (0 ansøgninger i alt): ikke tildelt; er eller kan være inhabil"
    assert state in screen.markdown(app)
    assert app.button(key=f"assign_2_{people.join(two, ANNE).id}").disabled


def test_where_all_are_conflicted_it_is_said_what_to_do(as_lead, two):
    conflict(two, ANNE, 1, Scope.ROUND)
    conflict(two, JENS, 1)
    assert screen.values(as_lead().warning)[0] == (
        "Bakkedal Kommune: ingen kan vurdere ansøgningen, for alle bedømmere er eller kan være "
        "inhabile eller har meldt fra. Giv en anden rollen bedømmer på siden Deltagere."
    )


def test_reviewers_who_have_declared_nothing_are_named(as_lead, two):
    people.join(two, "Mette Sand", {Role.REVIEWER})
    assert screen.values(as_lead().info) == [
        (
            "Har endnu ikke erklæret habilitet over for alle ansøgere: Mette Sand. Fordel helst, når de "
            "har gjort det."
        )
    ]


def test_one_is_assigned_and_relieved_by_hand(as_lead, two):
    app = as_lead()
    anne = people.join(two, ANNE)
    app.button(key=f"assign_1_{anne.id}").click().run()
    assert screen.values(app.success) == ["Anne Holm vurderer nu Bakkedal Kommune."]
    assert set(assignments(two)) == {(1, ANNE)}
    app.button(key=f"assign_1_{anne.id}").click().run()
    assert screen.values(app.success) == ["Anne Holm vurderer ikke længere Bakkedal Kommune."]
    assert assignments(two) == {}


def test_a_lead_who_reviews_nothing_sees_who_has_submitted(open_page, demo_workflow):
    app = open_page("assignment", on=demo_workflow)
    assert rows(app)[12][2] == "Anne Holm (indsendt), Jens Krogh (indsendt) og Mette Sand"
    assert rows(app)[5] == ("6", "Opgangen ApS", "ingen", "vurderes ikke", "–")
    assert all(each.disabled for each in app.button if each.label == "Fjern")


def test_a_lead_who_reviews_does_not(open_page, demo_workflow):
    app = open_page("assignment", on=demo_workflow, person="Bo Lund")
    assert rows(app)[12][2] == "Anne Holm, Jens Krogh og Mette Sand"
    assert "indsendt" not in " ".join(screen.words(app))


def test_a_conflicted_lead_leaves_the_application_to_another(as_lead, two):
    conflict(two, "Lone Vestergaard", 2)
    app = as_lead()
    assert [row[1] for row in rows(app)] == ["Bakkedal Kommune"]
    assert screen.values(app.info) == [
        "Du er inhabil over for Lyngmose Kommune; dér skal en anden projektleder fordele."
    ]


def test_later_the_assignment_can_only_be_seen(open_page, demo_workflow):
    builders.at_phase(demo_workflow, Phase.CONSENSUS)
    app = open_page("assignment", on=demo_workflow)
    assert len(rows(app)) == 14
    assert screen.values(app.caption) == [
        (
            "Runden er i fasen konsensus, og der kan man ikke fordele ansøgninger. Det hører til "
            "modtagelse og vurdering."
        )
    ]
    assert len(app.button) == 0


def test_a_reviewer_sees_their_own_list_only(as_anne, two):
    assigning.assign(two, 2, people.join(two, ANNE).id, builders.lead(two))
    assigning.assign(two, 1, people.join(two, JENS).id, builders.lead(two))
    app = as_anne()
    assert rows(app) == [("2", "Lyngmose Kommune", "ikke indsendt")]
    assert len(app.table) == 1


def test_a_reviewer_who_cannot_says_why_and_may_take_it_up_again(as_anne, two):
    assigning.assign(two, 2, people.join(two, ANNE).id, builders.lead(two))
    app = as_anne()
    app.selectbox(key="unable_application").select(2).run()
    button(app, "Meld fra").click().run()
    assert screen.values(app.error) == ["Skriv, hvorfor ansøgningen ikke kan vurderes."]
    app.text_area[0].input("Jeg er på orlov.").run()
    button(app, "Meld fra").click().run()
    assert screen.values(app.success) == ["Du har meldt fra i Lyngmose Kommune."]
    assert assignments(two) == {(2, ANNE): "Jeg er på orlov."}
    assert rows(app) == [("2", "Lyngmose Kommune", "meldt fra: Jeg er på orlov.")]
    button(app, "Tag vurderingen op igen").click().run()
    assert screen.values(app.success) == ["Du har taget vurderingen af Lyngmose Kommune op igen."]
    assert assignments(two) == {(2, ANNE): ""}


def test_what_is_closed_to_a_reviewer_says_so(as_anne, two):
    assigning.assign(two, 2, people.join(two, ANNE).id, builders.lead(two))
    conflict(two, ANNE, 2)
    assert rows(as_anne()) == [("2", "Lyngmose Kommune", "lukket: du er inhabil")]


def test_who_has_no_part_in_it_is_told_so(open_page, demo_workflow):
    app = open_page("assignment", on=demo_workflow, person="Peter Lind")
    assert screen.values(app.info) == [
        "Du må ikke fordele ansøgninger; det kræver rollen projektleder. Tal med projektlederen."
    ]
    assert len(app.table) == 0
