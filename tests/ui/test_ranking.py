"""The ranking: places and near ties, figures with their twins, and other weights to look at."""

from __future__ import annotations

import json
import re

import pytest

from assessment.domain.panel.people import Role
from assessment.workflow import reviewing
from assessment.workflow.cases import round_cases
from tests import builders
from tests.ui import screen

SENTENCES = [
    "Sikkert blandt de 4 bedste: Bakkedal Kommune (4,61), Fonden Havnelyset (4,11) og Huset Sila (3,94).",
    "1 plads skal drøftes mellem Lyngmose Kommune (3,56) og Vesterlund Kommune (3,52). Pointene alene afgør det ikke; grundene står ved hver ansøger.",
    "De prioriterede udsagn V6 og V7 giver dem rækkefølgen Lyngmose Kommune (3,67), Vesterlund Kommune (3,33).",
]
CRITERIA = ["Ansøgers målgruppe", "Ansøgers parathed", "Borgerinddragelse"]
COLUMNS = [
    *("Plads", "Ansøger", *CRITERIA, "Total", "Spredning"),
    *("Andel af alle vægte", "Andel nær de officielle", "Gruppe"),
]
IN, OUT = ("100 %", "100 %", "indstilles"), ("0 %", "0 %", "indstilles ikke")
TABLE = [
    ("1", "Bakkedal Kommune", "4,61", "4,56", "4,67", "4,61", "4,50–4,78", *IN),
    ("2", "Fonden Havnelyset", "4,11", "3,89", "4,33", "4,11", "4,06–4,17", *IN),
    ("3", "Huset Sila", "4,00", "3,33", "4,50", "3,94", "3,67–4,22", *IN),
    (
        "4",
        "Lyngmose Kommune",
        "3,78",
        "4,22",
        "2,67",
        "3,56",
        "3,28–3,78",
        "54 %",
        "58 %",
        "drøftes",
    ),
    (
        "5",
        "Vesterlund Kommune",
        "3,56",
        "2,67",
        "4,33",
        "3,52",
        "3,39–3,78",
        "46 %",
        "42 %",
        "drøftes",
    ),
    ("6", "Kildeby Kommune", "3,22", "3,00", "3,00", "3,07", "2,89–3,22", *OUT),
    ("7", "Strandby Kommune", "2,78", "2,78", "3,00", "2,85", "2,72–3,00", *OUT),
    ("8", "Åmose Kommune", "2,78", "2,56", "2,33", "2,56", "2,44–2,72", *OUT),
    ("9", "Hedelund Kommune", "2,22", "2,11", "3,00", "2,44", "2,22–2,83", *OUT),
    (
        "10",
        "Birkebæk Kommune",
        "1,44",
        "1,33",
        "2,00",
        "1,59",
        "1,50–1,67",
        *OUT[:2],
        "indstilles ikke (foreløbig)",
    ),
]
SURE = "blandt de 4 bedste ved alle vægte, uanset hvilken bedømmelse der udgår."
VERDICTS = [
    f"1. Bakkedal Kommune (4,61). Indstilles: {SURE}",
    f"2. Fonden Havnelyset (4,11). Indstilles: {SURE}",
    f"3. Huset Sila (3,94). Indstilles: {SURE}",
    "4. Lyngmose Kommune (3,56). Drøftes: ligger højst 0,25 fra grænsen, så pointene alene afgør det ikke; falder ud, hvis Ansøgers parathed vejer under 31,7 %, hvis Borgerinddragelse vejer over 34,8 %, hvis alle Anne Holms vurderinger udgår, eller hvis alle Mette Sands vurderinger udgår.",
    "5. Vesterlund Kommune (3,52). Drøftes: ligger højst 0,25 fra grænsen, så pointene alene afgør det ikke; kommer med, hvis Ansøgers parathed vejer under 31,7 %, hvis Borgerinddragelse vejer over 34,8 %, hvis alle Anne Holms vurderinger udgår, eller hvis alle Mette Sands vurderinger udgår.",
]
EQUAL = (
    "Vægte her: Ansøgers målgruppe 33,3 %, Ansøgers parathed 33,3 % og Borgerinddragelse 33,3 %."
)


def official(app):
    """The table on top of the page, which no what-if may touch."""
    return screen.rows(app.table[0])


def what_if(app):
    return app.tabs[-1]


def verdicts(element):
    """The sentences on how sure each outcome is, as they read."""
    (told,) = element.get("html")
    items = re.findall("<li[^>]*>(.*?)</li>", told.proto.body)
    return [re.sub("<[^>]+>", "", each) for each in items]


def test_nothing_is_ranked_before_a_review_is_submitted(open_page, register):
    register()
    app = open_page("ranking")
    assert screen.values(app.info) == [
        "Ingen ansøgning har en indsendt vurdering endnu, så der er intet at rangere."
    ]
    assert (len(app.table), len(app.tabs)) == (0, 0)


def test_the_answer_stands_first_and_then_how_sure_each_outcome_is(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow)
    assert screen.markdown(app)[:3] == SENTENCES
    first, *_ = app.get("html")
    told = re.findall("<li[^>]*>(.*?)</li>", first.proto.body)
    assert [re.sub("<[^>]+>", "", each) for each in told] == VERDICTS
    (rest,) = (each for each in app.expander if each.label.startswith("Indstilles ikke"))
    assert rest.label == "Indstilles ikke: 5 ansøgere"
    assert verdicts(rest)[0] == (
        "6. Kildeby Kommune (3,07). Indstilles ikke: ikke blandt de 4 bedste ved nogen vægte, "
        "uanset hvilken bedømmelse der udgår."
    )


def test_the_demo_round_is_ranked_with_its_three_groups(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow)
    assert screen.columns(app.table[0]) == COLUMNS
    assert official(app) == TABLE
    assert screen.values(app.caption)[2] == (
        "Uden plads, krav ikke opfyldt: Opgangen ApS, Fjordby Kommune, Egeskov Kommune og "
        "Botilbuddet Klokkeblomsten."
    )
    assert [tab.label for tab in app.tabs] == ["Sikkerhed", "Point", "Bedømmere", "Hvad nu hvis"]


WEIGHT = "Hver ansøgers total, når {} vejer fra 0 til 100 %, med byttepunkter ved grænsen."
FIGURES = {
    "Sikkerhed": [
        "Hvor stor en andel af vægtene der giver hver ansøger en af pladserne, og gruppen ved grænsen.",
        "Hvor stor en andel af vægtene der giver hver ansøger hver plads.",
        "Trekanten af alle vægte, delt efter hvem der er først, med de brugte vægte som et kryds.",
        WEIGHT.format("Ansøgers målgruppe"),
        "Hver ansøgers plads ved de officielle vægte og ved andre, der har et navn.",
    ],
    "Point": [
        "Point for hvert kriterium og total for hver ansøger.",
        "Hvad hvert kriterium bidrager med til hver ansøgers total.",
    ],
    "Bedømmere": ["Hver bedømmers egen total for hver ansøger, med spredning og fælles total."],
    "Hvad nu hvis": ["Rangeringen, som den ville være."],
}


@pytest.mark.parametrize("tab", FIGURES)
def test_every_figure_has_its_words_and_its_table(open_page, demo_workflow, tab):
    app = open_page("ranking", on=demo_workflow, ranking_tab=tab)
    assert [each.proto.alt for each in app.get("plotly_chart")] == FIGURES[tab]
    assert len(twins(app)) == len(FIGURES[tab])
    assert all(screen.rows(each.table[0]) for each in twins(app))


def twins(app):
    return [each for each in app.expander if each.label == "Som tabel"]


def test_the_tables_say_what_the_figures_show(open_page, demo_workflow):
    plain = ["Plads", "Ansøger", *CRITERIA, "Total", "Gruppe"]
    app = open_page("ranking", on=demo_workflow, ranking_tab="Point")
    matrix, contributions = twins(app)
    assert screen.columns(matrix.table[0]) == plain
    assert screen.columns(contributions.table[0]) == ["Ansøger", *CRITERIA, "Total"]
    first, *_ = screen.rows(contributions.table[0])
    assert first == ("Bakkedal Kommune", "1,54", "1,52", "1,56", "4,61")
    app = open_page("ranking", on=demo_workflow, ranking_tab="Bedømmere")
    (reviewers,) = twins(app)
    names = ["Anne Holm", "Jens Krogh", "Mette Sand"]
    assert screen.columns(reviewers.table[0]) == ["Ansøger", *names, "Alle"]
    assert ("Huset Sila", "4,22", "3,67", "–", "3,94") in screen.rows(reviewers.table[0])


def test_another_criterion_is_chosen_for_the_figure_of_one_weight(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow, against_weight_of="readiness")
    alts = [each.proto.alt for each in app.get("plotly_chart")]
    assert alts[3] == WEIGHT.format("Ansøgers parathed")


def test_reviewers_far_apart_are_named(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow, ranking_tab="Bedømmere")
    reviewers = app.tabs[2]
    assert screen.values(reviewers.caption)[0] == (
        "Aspekter, hvor bedømmerne ligger 2 point eller mere fra hinanden."
    )
    assert screen.read(reviewers.markdown[0].value).split("\n") == [
        "- **Fonden Havnelyset:** 3b, fra 2 til 4 point",
        "- **Strandby Kommune:** 2, fra 2 til 4 point",
        "- **Åmose Kommune:** 6, fra 2 til 4 point",
        "- **Hedelund Kommune:** 7, fra 2 til 4 point",
    ]


def test_without_a_move_the_official_weights_stand(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow, ranking_tab="Hvad nu hvis")
    assert [(each.label, each.value) for each in app.slider] == [
        (f"{title} (andele)", 33) for title in CRITERIA
    ]
    assert app.button(key="official_weights").disabled
    assert screen.values(what_if(app).markdown)[:3] == [
        EQUAL,
        "**De samme ansøgere udvælges.**",
        "Ingen pladser ændres.",
    ]


def test_other_weights_change_the_moves_and_never_the_ranking(open_page, demo_workflow):
    lead = builders.lead(demo_workflow)
    before = round_cases(demo_workflow, "demo", lead).ranking
    app = open_page("ranking", on=demo_workflow, ranking_tab="Hvad nu hvis")
    app.slider(key="what_if_citizen_involvement").set_value(100).run()
    assert screen.values(what_if(app).markdown)[0] == (
        "Vægte her: Ansøgers målgruppe 19,9 %, Ansøgers parathed 19,9 % og Borgerinddragelse 60,2 %."
    )
    moves = what_if(app).table[0]
    assert screen.columns(moves) == ["Ansøger", "Officiel plads", "Plads her"]
    assert ("Lyngmose Kommune", "4", "5") in screen.rows(moves)
    assert ("Vesterlund Kommune", "5", "4") in screen.rows(moves)
    assert official(app) == TABLE
    assert screen.markdown(app)[:3] == SENTENCES
    assert round_cases(demo_workflow, "demo", lead).ranking == before


def test_one_click_leads_back_to_the_official_weights(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow, ranking_tab="Hvad nu hvis")
    app.slider(key="what_if_readiness").set_value(90).run()
    assert not app.button(key="official_weights").disabled
    app.button(key="official_weights").click().run()
    assert [each.value for each in app.slider] == [33, 33, 33]
    assert screen.values(what_if(app).markdown)[:3] == [
        EQUAL,
        "**De samme ansøgere udvælges.**",
        "Ingen pladser ændres.",
    ]


def test_no_weight_at_all_is_told(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow, ranking_tab="Hvad nu hvis")
    for slider in app.slider:
        slider.set_value(0)
    app.run()
    assert screen.values(app.warning) == ["Mindst én vægt skal være over 0."]
    assert official(app) == TABLE
    assert not app.exception


def reviewed(work, number, points, *people):
    """Let people be assigned one application and submit a review of it."""
    builders.assigned(work, number, *people)
    for person in people:
        for aspect in work.scheme.aspects:
            reviewing.save_score(
                work, number, person, aspect.id, points=points, reason="Set.", expected=0
            )
        reviewing.submit(work, number, person)


@pytest.fixture
def half(register, workflow):
    """Two applications, of which Anne has reviewed the first."""
    register()
    register({"1.2": "Lyngmose Kommune"})
    anne = builders.reviewer(workflow)
    reviewed(workflow, 1, 4, anne)
    return anne


def test_two_with_one_name_each_have_a_place_to_expect(open_page, half, register, workflow):
    for number in (3, 4):
        register({"1.2": "Åmose Kommune"})
        reviewed(workflow, number, number, half, builders.reviewer(workflow, "Bo Lund"))
    app = open_page("ranking", ranking_tab="Sikkerhed")
    assert sorted(row[0] for row in screen.rows(app.table[-1])) == [
        "Bakkedal Kommune",
        "Åmose Kommune",
        "Åmose Kommune",
    ]


def test_the_whole_assessment_is_offered_as_a_workbook(open_page, demo_workflow):
    app = open_page("ranking", on=demo_workflow, person="Peter Lind")

    assert screen.fetched(app) == {"Hent hele vurderingen som regneark": "/hent/regneark/demo"}


@pytest.mark.usefixtures("half")
def test_a_part_of_the_round_is_not_offered_as_one(open_page):
    assert screen.fetched(open_page("ranking", person="Bo Lund")) == {}


@pytest.mark.usefixtures("half")
def test_who_waits_for_a_review_is_named(open_page):
    app = open_page("ranking")
    assert official(app) == [
        (
            "1",
            "Bakkedal Kommune",
            "4,00",
            "4,00",
            "4,00",
            "4,00",
            "4,00–4,00",
            "100 %",
            "100 %",
            "indstilles (foreløbig)",
        ),
    ]
    assert "Uden plads, mangler vurdering: Lyngmose Kommune." in screen.values(app.caption)


PART = (
    "Du ser ikke hele runden. Pladser og grænsen for, hvem der kan udvælges, vises først, når "
    "du kan se alle ansøgninger.\n"
)


def test_a_part_of_the_round_has_no_places_and_no_cut(open_page, half, workflow):
    builders.assigned(workflow, 2, half)
    app = open_page("ranking", person=half.name)
    assert screen.values(app.info) == [
        f"{PART}\n- Skjult, til din egen vurdering er indsendt: Lyngmose Kommune."
    ]
    assert official(app) == [
        ("–", "Bakkedal Kommune", "4,00", "4,00", "4,00", "4,00", "–"),
        ("–", "Lyngmose Kommune", *["–"] * 4, "skjult, til din egen vurdering er indsendt"),
    ]
    assert [tab.label for tab in app.tabs] == ["Point", "Bedømmere"]
    assert not any("bedste" in each or "plads" in each for each in screen.markdown(app))
    figures = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    assert figures[0]["data"][0]["y"] == ["Bakkedal Kommune"]


@pytest.mark.usefixtures("half")
def test_a_reviewer_who_has_submitted_nothing_sees_no_ranking(open_page, workflow):
    bo = builders.reviewer(workflow, "Bo Lund")
    builders.assigned(workflow, 1, bo)
    app = open_page("ranking", person=bo.name)
    assert screen.values(app.info) == [
        (
            f"{PART}\n- Skjult, til din egen vurdering er indsendt: Bakkedal Kommune."
            "\n- Skjult, til runden er i konsensus: Lyngmose Kommune."
        )
    ]
    assert (len(app.table), len(app.tabs), len(app.get("plotly_chart"))) == (0, 0, 0)


@pytest.mark.usefixtures("half")
def test_what_is_closed_is_named_above_the_ranking(open_page):
    app = open_page("ranking", person="Karin Dahl", roles=[Role.DECIDER], impartial=False)
    assert screen.values(app.info) == [
        f"{PART}\n- Lukket for dig; se Overblik: Bakkedal Kommune og Lyngmose Kommune."
    ]


@pytest.mark.usefixtures("half")
def test_somebody_without_a_part_in_it_sees_no_ranking(open_page):
    app = open_page("ranking", person="Ib Rask", roles=[Role.ADMINISTRATOR])
    assert screen.values(app.caption) == [
        f"{screen.LOCK} Du må ikke se rangeringen; det kræver rollen bedømmer, projektleder, beslutter eller læser. Tal med projektlederen."
    ]
    assert not app.table
