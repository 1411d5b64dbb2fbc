"""The overview: what came in, what to do next, files in and times of receipt."""

from __future__ import annotations

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.workflow import choosing
from tests import builders
from tests.ui import screen

FRAME = (
    "Demorunde med opdigtede ansøgere. Runden er i fasen {}. Frist 02.10.2026 kl. 12.00. "
    "Der udvælges 2–4 ansøgere."
)
COLUMNS = [
    "Nr.",
    "Ansøger",
    "Type",
    "Modtaget",
    "Frist",
    "Formel prøvning",
    "Vurderinger",
    "Bemærkninger",
    "Indstilling",
]


def said(app):
    return app.markdown[0].value.replace("**", "")


def test_a_round_in_preparation_says_so(open_page):
    app = open_page("overview")
    assert said(app) == FRAME.format("forberedelse")
    assert len(app.table) == 0


def test_an_empty_round_says_how_to_begin(open_page, workflow):
    builders.at_phase(workflow, Phase.RECEIVING)
    app = open_page("overview")
    assert said(app) == FRAME.format("modtagelse")
    assert "1. Læg det ind, som ansøgerne har sendt." in screen.markdown(app)
    assert len(app.table) == 0


def test_the_demo_round_is_a_table(open_page, demo_workflow):
    app = open_page("overview", on=demo_workflow)
    assert said(app) == FRAME.format("vurdering")
    assert screen.columns(app.table[0]) == COLUMNS
    table = screen.rows(app.table[0])
    assert [row[:2] for row in table] == [
        ("1", "Bakkedal Kommune"),
        ("2", "Lyngmose Kommune"),
        ("3", "Vesterlund Kommune"),
        ("4", "Strandby Kommune"),
        ("5", "Fonden Havnelyset"),
        ("6", "Opgangen ApS"),
        ("7", "Fjordby Kommune"),
        ("8", "Kildeby Kommune"),
        ("9", "Egeskov Kommune"),
        ("10", "Hedelund Kommune"),
        ("11", "Botilbuddet Klokkeblomsten"),
        ("12", "Åmose Kommune"),
        ("13", "Huset Sila"),
        ("14", "Birkebæk Kommune"),
    ]
    kommune, met = "Kommune", "opfyldt"
    assert [row[2:7] + row[8:] for row in table if row[0] in {"1", "9", "13", "14"}] == [
        (kommune, "30.09.2026 kl. 09.14", "rettidig", met, "3 indsendt", "tilsagn"),
        (kommune, "05.10.2026 kl. 08.12", "efter fristen", "ikke opfyldt", "0 indsendt", "afvisning"),
        ("Socialt tilbud – privat", "25.09.2026 kl. 10.22", "rettidig", met, "2 indsendt, 1 i gang", "tilsagn"),
        (kommune, "02.10.2026 kl. 12.03", "efter klokkeslættet samme dato", "2 mangler", "3 indsendt", "–"),
    ]  # fmt: skip


def test_only_whoever_may_score_is_led_to_scoring(open_page, demo_workflow):
    reads = {"open_ansoegning": "Læs", "open_formel-proevning": "Formel prøvning"}
    for person, ways in (
        ("Anne Holm", reads | {"open_vurdering": "Vurdér"}),
        ("Peter Lind", reads),
    ):
        app = open_page("overview", on=demo_workflow, person=person)
        assert {e.key: e.label for e in app.button if e.key.startswith("open_")} == ways


def test_applications_set_aside_are_named_and_not_in_the_table(open_page, demo_workflow):
    choosing.set_aside(
        demo_workflow, 2, None, reason="Trukket tilbage.", by=builders.lead(demo_workflow)
    )
    app = open_page("overview", on=demo_workflow)
    assert "2" not in [row[0] for row in screen.rows(app.table[0])]
    (said_aside,) = screen.values(app.caption)
    assert said_aside == (
        "1 ansøgning er lagt til side og vurderes ikke: "
        "2. Lyngmose Kommune (02-lyngmose-kommune.docx)."
    )


def test_what_is_closed_is_named_with_why_and_what_to_do(open_page, register):
    register()
    register({"1.2": "Lyngmose Kommune"})
    app = open_page("overview", person="Anne Holm", impartial=False)
    assert screen.values(app.info) == [
        (
            "**2 ansøgninger er lukket for dig: du har ikke erklæret din habilitet.** "
            "Erklær den på siden Habilitet.\n\n1. Bakkedal Kommune og 2. Lyngmose Kommune."
        )
    ]
    assert len(app.table) == 0


def test_somebody_without_a_part_in_it_is_told_names_and_no_more(open_page, register):
    register()
    app = open_page("overview", person="Ib Rask", roles=[Role.ADMINISTRATOR])
    assert screen.values(app.info)[-1] == (
        "**1 ansøgning er lukket for dig: din rolle giver ikke adgang til ansøgningerne.** "
        "Tal med projektlederen, hvis du skal læse dem.\n\n1. Bakkedal Kommune."
    )
    assert len(app.table) == 0


def test_a_reviewer_is_told_nothing_of_what_others_judged_before_their_own_is_in(
    open_page, demo_workflow
):
    app = open_page("overview", on=demo_workflow, person="Mette Sand")
    table = {row[0]: (row[6], row[8]) for row in screen.rows(app.table[0])}
    assert table["13"] == ("skjult, til din egen vurdering er indsendt", "skjult")
    assert table["1"] == ("3 indsendt", "tilsagn")
    app = open_page("overview", on=demo_workflow, person="Ny Bedømmer", roles=[Role.REVIEWER])
    shown = {(row[6], row[8]) for row in screen.rows(app.table[0])}
    assert shown == {("skjult, til runden er i konsensus", "skjult"), ("–", "skjult")}
