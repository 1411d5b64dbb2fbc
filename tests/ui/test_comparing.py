"""Applicants side by side: who is chosen and kept in the address, and what each column shows."""

from __future__ import annotations

import pytest

from assessment.domain.panel.impartiality import Ground, Judgement, Scope, Stance
from assessment.domain.panel.people import Role
from assessment.ui import session
from tests import builders
from tests.ui import screen

LEAD = "Lone Vestergaard"
KEY = "sammenlign_demo"
CHOOSE = "Vælg 2–4 ansøgere, så står de her ved siden af hinanden."
LYNGMOSE, VESTERLUND = "2. Lyngmose Kommune", "3. Vesterlund Kommune"


def chosen(app):
    """Who is chosen on the page, and who stands in the address."""
    return app.multiselect(key=KEY).value, dict(app.query_params).get(session.COMPARED)


def named(app):
    """The applicants at the top of both tables."""
    facts, aspects = (screen.columns(each) for each in app.table)
    assert aspects[1:-1] == facts[1:]
    return facts[1:]


def html(app):
    return "".join(each.proto.body for each in app.get("html"))


@pytest.fixture
def compare(open_page, demo_workflow):
    """Open the page on the demo round with these numbers in the address."""

    def opened(numbers=None, **rest):
        address = {} if numbers is None else {session.COMPARED: numbers}
        return open_page("comparing", on=demo_workflow, address=address, **rest)

    return opened


def test_it_begins_with_those_around_the_cut(compare):
    app = compare()
    assert chosen(app) == ([2, 3], None)
    assert named(app) == [LYNGMOSE, VESTERLUND]
    assert screen.rows(app.table[0])[:8] == [
        ("Plads", "4", "5"),
        ("Gruppe", "drøftes", "drøftes"),
        ("Total", "3,56", "3,52"),
        ("Ansøgers målgruppe", "3,78", "3,56"),
        ("Ansøgers parathed", "4,22", "2,67"),
        ("Borgerinddragelse", "2,67", "4,33"),
        ("Formel prøvning", "opfyldt", "opfyldt"),
        ("4.9 CTI-medarbejdere: Antal", "3", "2"),
    ]
    assert not app.info


def test_those_in_the_address_stand_side_by_side_and_stay_there(compare):
    app = compare("5,1,3,2")
    assert chosen(app) == ([5, 1, 3, 2], "5,1,3,2")
    assert len(named(app)) == 4
    app.multiselect(key=KEY).set_value([1, 3]).run()
    assert chosen(app) == ([1, 3], "1,3")
    assert named(app) == ["1. Bakkedal Kommune", VESTERLUND]


def test_the_way_back_in_the_browser_leads_through_what_was_chosen(compare):
    app = compare()
    for choice in ([1, 2], [1, 2, 5]):
        app.multiselect(key=KEY).set_value(choice).run()
    app.query_params[session.COMPARED] = "1,2"
    assert chosen(app.run()) == ([1, 2], "1,2")
    del app.query_params[session.COMPARED]
    assert chosen(app.run()) == ([2, 3], None)
    assert chosen(app.run()) == ([2, 3], None)


def test_whoever_comes_by_the_navigation_finds_what_was_chosen(compare):
    app = compare("1,5")
    del app.query_params[session.COMPARED]
    app.session_state["arrived"] = True
    assert chosen(app.run()) == ([1, 5], "1,5")


@pytest.mark.parametrize("junk", ["99,x,-1", "²", "9" * 5000, ","])
def test_what_is_no_application_is_left_out_with_a_word(compare, junk):
    app = compare(f"1,2,{junk}")
    assert chosen(app) == ([1, 2], "1,2")
    words = ["Mindst én af de valgte ansøgninger findes ikke i runden og er udeladt."]
    assert screen.values(app.info) == ([] if junk == "," else words)
    app.toggle(key="compared_far_only").set_value(True).run()
    assert not app.info


def test_an_address_with_nobody_in_the_round_begins_as_without_one(compare):
    assert chosen(compare("99")) == ([2, 3], "2,3")


@pytest.mark.parametrize("few", [[], [1]])
def test_fewer_than_two_are_asked_for_more(compare, few):
    app = compare("1,2")
    app.multiselect(key=KEY).set_value(few).run()
    assert screen.values(app.info) == [CHOOSE]
    assert not app.table
    app.run()
    assert chosen(app)[0] == few


def test_a_round_with_one_application_has_nothing_to_compare(open_page, register):
    register()
    app = open_page("comparing")
    assert screen.values(app.info) == [
        "Når du kan se mindst to ansøgninger i runden, kan de sammenlignes her."
    ]
    assert not app.multiselect


def test_large_differences_are_told_in_words_and_can_be_seen_alone(compare):
    app = compare("1,3,5")
    assert "2 aspekter skiller de valgte ansøgere med 2 point eller mere: 3b og 6." in (
        screen.markdown(app)
    )
    aspects = screen.rows(app.table[1])
    assert (len(aspects), len(app.button_group(key="compared_aspect").options)) == (9, 9)
    app.toggle(key="compared_far_only").set_value(True).run()
    assert screen.rows(app.table[1]) == [
        ("3b Antal borgere", "5,00", "3,00", "3,00 (konsensus)", "2,00, stor forskel"),
        ("6 Ledelse", "4,67", "2,33", "4,00", "2,33, stor forskel"),
    ]
    assert screen.rows(app.table[1]) == [row for row in aspects if "stor forskel" in row[-1]]


def test_the_chosen_aspect_stays_while_it_is_among_those_shown(compare):
    app = compare("1,3")
    pills = app.button_group(key="compared_aspect")
    assert pills.value == "3b"
    pills.set_value("5").run()
    app.multiselect(key=KEY).set_value([1, 5]).run()
    assert app.button_group(key="compared_aspect").value == "5"
    app.multiselect(key=KEY).set_value([1, 3]).run()
    app.toggle(key="compared_far_only").set_value(True).run()
    assert app.button_group(key="compared_aspect").value == "3b"


def test_nothing_to_see_alone_is_said(compare):
    app = compare("1,5")
    app.multiselect(key=KEY).set_value([2, 5]).run()
    app.toggle(key="compared_far_only").set_value(True).run()
    assert "Ingen aspekter skiller de valgte ansøgere med 2 point eller mere." in (
        screen.markdown(app)
    )
    assert len(app.table) == 1


def test_an_aspect_shows_points_reasons_and_the_applicants_own_words(compare):
    app = compare("3,5")
    app.button_group(key="compared_aspect").set_value("3b").run()
    shown = html(app)
    assert "3,00 (gennemsnit)" in screen.markdown(app)
    assert "3,00 (konsensus)" in screen.markdown(app)
    assert "Deltog: Anne Holm, Jens Krogh og Mette Sand." in shown
    assert "<h4>Jens Krogh</h4><p><b>2 point</b></p><p>Ingen beregning noget sted." in shown
    assert (
        '<h4>4.11 Forventet antal borgere i perioden</h4><div><p>40</p></div><p class="where">Tabel 6, række 3</p>'
        in shown
    )
    assert [each.label for each in app.expander if each.label.startswith("Andre")] == [
        "Andre steder (5)"
    ] * 2


# --- hidden and closed ----------------------------------------------------------------------------


@pytest.fixture
def half(register, workflow):
    """Three applications that Bo reviewed; Anne has reviewed the first and owes the second."""
    names = ("Bakkedal Kommune", "Lyngmose Kommune", "Åmose Kommune")
    anne, bo = builders.reviewer(workflow), builders.reviewer(workflow, "Bo Lund")
    for number, name in enumerate(names, start=1):
        register({"1.2": name})
        builders.assigned(workflow, number, bo)
        builders.scored(workflow, number, bo, points=number)
    builders.assigned(workflow, 1, anne)
    builders.scored(workflow, 1, anne, points=4)
    builders.assigned(workflow, 2, anne)
    return anne


def test_what_is_hidden_has_its_reason_and_nobody_a_place(open_page, half):
    app = open_page("comparing", person=half.name)
    assert chosen(app)[0] == [1, 2]
    assert screen.values(app.caption)[:2] == [
        f"{screen.LOCK} Pladser og grupper vises først, når du kan se alle rundens ansøgninger.",
        f"{screen.LOCK} Andres vurderinger er skjult, til din egen vurdering er indsendt. Det gælder Lyngmose Kommune.",
    ]
    assert screen.rows(app.table[0])[:4] == [
        ("Plads", "–", "–"),
        ("Gruppe", "–", "skjult, til din egen vurdering er indsendt"),
        ("Total", "2,50", "skjult"),
        ("Ansøgers målgruppe", "2,50", "skjult"),
    ]
    assert screen.rows(app.table[1])[0] == ("1a Målgruppe", "2,50", "skjult", "–")
    assert "Mindst to af de valgte skal have point, du kan se, før forskelle kan vises." in (
        screen.markdown(app)
    )
    assert html(app).count("<h4>Bo Lund</h4>") == 1


@pytest.mark.usefixtures("half")
def test_what_is_closed_cannot_be_chosen(open_page, workflow):
    decider = builders.decider(workflow)
    judged = Judgement(Scope.APPLICATION, "Nær familie.", LEAD, builders.NOON)
    made = builders.declaration(
        decider,
        Stance.CONFLICTED,
        application_id=3,
        grounds=(Ground.FAMILY,),
        text="Min søster.",
        judgement=judged,
    )
    with workflow.database.begin() as repository:
        repository.set_declaration(made)
    app = open_page("comparing", person=decider.name, address={session.COMPARED: "3,2,1"})
    assert chosen(app) == ([2, 1], "2,1")
    assert app.multiselect(key=KEY).options == ["1. Bakkedal Kommune", LYNGMOSE]
    assert screen.values(app.info) == [
        "Åmose Kommune er lukket for dig: du er inhabil. Du kan ikke deltage i behandlingen."
    ]
    assert screen.rows(app.table[0])[:3] == [
        ("Plads", "–", "–"),
        ("Gruppe", "–", "–"),
        ("Total", "2,00", "2,50"),
    ]


@pytest.mark.usefixtures("half")
def test_whoever_has_declared_nothing_has_nothing_to_compare(open_page):
    app = open_page(
        "comparing",
        person="Karin Dahl",
        roles=[Role.DECIDER],
        impartial=False,
        address={session.COMPARED: "1,2"},
    )
    assert len(app.info) == 1
    assert not app.multiselect


@pytest.mark.usefixtures("half")
def test_somebody_without_a_part_in_it_compares_nothing(open_page):
    app = open_page("comparing", person="Ib Rask", roles=[Role.ADMINISTRATOR])
    assert not app.multiselect
    assert screen.values(app.caption)[-1].startswith(f"{screen.LOCK} Du må ikke se rangeringen;")
