"""One application as it was sent."""

from __future__ import annotations

from assessment.workflow import applications, receiving
from tests import builders
from tests.ui import screen


def html(app):
    return [each.proto.body for each in app.get("html")]


def test_the_application_is_told_in_a_line_and_stands_in_four_tabs(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow)
    assert app.markdown[0].value == (
        "Kommune · modtaget 30.09.2026 kl. 09.14 (rettidig) · 51 felter besvaret"
    )
    assert [tab.label for tab in app.tabs] == [
        "Svar",
        "Øvrig tekst (0)",
        "Hele dokumentet",
        "Historik",
    ]
    assert [each.label for each in app.tabs[0].expander] == [
        "1 Oplysninger om ansøger",
        "2 Minimumskriterier",
        "3 Betingelser for deltagelse",
        "4 Kriterium 1: Målgruppe",
        "5 Kriterium 2: Parathed",
        "6 Kriterium 3: Borger",
        "7 Bilag og dokumentation",
        "8 Underskrift",
    ]
    assert [each.value for each in app.tabs[1].caption] == ["Al tekst i filen hører til et felt."]


def test_every_answer_stands_in_its_section(open_page, demo_workflow):
    (sent, *_) = applications.applications(demo_workflow, "demo")
    app = open_page("application", on=demo_workflow)
    shown = "".join(html(app)[:8])
    for answer in sent.reading.answers.values():
        last_line = answer.text.split("\n")[-1].strip()
        assert answer.ticked or last_line in shown
    assert "<h4>1.2 Ansøgers navn</h4><div><p>Bakkedal Kommune</p></div>" in shown


def test_text_without_a_field_is_kept_and_shown(open_page, register):
    register(unplaced="Et brev ved siden af", deleted="Slettet før", hidden="", comments="Hvorfor?")
    app = open_page("application")
    assert app.tabs[1].label == "Øvrig tekst (1)"
    assert [each.value for each in app.tabs[1].caption] == [
        "Tekst i filen, som ikke hører til noget felt i skemaet."
    ]
    assert any("<p>Et brev ved siden af</p>" in each for each in html(app))
    assert [each.label for each in app.tabs[1].expander] == [
        "Slettet tekst (spor af ændringer)",
        "Kommentarer",
    ]


def test_the_history_tells_who_did_what(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, ansoegning=7)
    lines = screen.read(app.tabs[3].markdown[0].value).split("\n")
    assert lines[0] == "- 01.10.2026 kl. 12.16: indstilling ændret af Lone Vestergaard indstilling"
    assert lines[-1].endswith("ansøgning registreret af Lone Vestergaard 07-fjordby-kommune.docx")


def test_an_application_that_nobody_knows_when_came_says_so(open_page, workflow):
    (receipt,) = receiving.receive(
        workflow, "demo", [receiving.Upload("a.docx", builders.sample("01"))], "Lone"
    )
    app = open_page("application", ansoegning=receipt.application)
    assert app.markdown[0].value == "Kommune · modtaget ukendt (ukendt) · 51 felter besvaret"


def test_the_original_can_be_fetched(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow)
    assert [each.label for each in app.download_button] == ["Hent originalen"]
