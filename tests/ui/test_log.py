"""The log: what happened, newest first, a page at a time."""

from __future__ import annotations

from tests.ui import screen

COLUMNS = ["Tidspunkt", "Hvem", "Hændelse", "Ansøger", "Vedrører", "Før", "Efter"]
LEAD = "Lone Vestergaard"


def test_an_empty_round_has_an_empty_log(open_page):
    app = open_page("log")
    assert screen.values(app.caption) == ["0 hændelser. Loggen kan ikke rettes eller slettes."]
    assert list(app.dataframe[0].value.columns) == COLUMNS
    assert len(app.dataframe[0].value) == 0


def test_the_newest_stands_first(open_page, demo_workflow):
    app = open_page("log", on=demo_workflow)
    assert screen.values(app.caption) == ["496 hændelser. Loggen kan ikke rettes eller slettes."]
    shown = app.dataframe[0].value
    assert list(shown.columns) == COLUMNS
    assert len(shown) == 200
    assert list(shown.iloc[0]) == ["01.10.2026 kl. 12.16", LEAD, "demodata indlæst", "", "", "", ""]
    assert list(shown.iloc[1])[:5] == [
        "01.10.2026 kl. 12.16",
        LEAD,
        "indstilling ændret",
        "Botilbuddet Klokkeblomsten",
        "indstilling",
    ]


def test_the_last_page_holds_the_beginning(open_page, demo_workflow):
    app = open_page("log", on=demo_workflow)
    app.number_input(key="log_page").set_value(3).run()
    shown = app.dataframe[0].value
    assert len(shown) == 96
    assert list(shown["Hændelse"][-2:]) == ["ansøgning registreret", "runde åbnet"]


def test_one_applicant_has_a_log_of_its_own(open_page, demo_workflow):
    app = open_page("log", on=demo_workflow)
    app.selectbox(key="log_case").select_index(7).run()
    shown = app.dataframe[0].value
    assert set(shown["Ansøger"]) == {"Fjordby Kommune"}
    assert len(shown) == 14
    assert screen.values(app.caption) == ["14 hændelser. Loggen kan ikke rettes eller slettes."]
    assert len(app.number_input) == 0


def test_choosing_from_a_late_page_is_no_dead_end(open_page, demo_workflow):
    app = open_page("log", on=demo_workflow)
    app.number_input(key="log_page").set_value(3).run()
    app.selectbox(key="log_case").select_index(1).run()
    assert not app.exception
    assert len(app.dataframe[0].value) > 0
