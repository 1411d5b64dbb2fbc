"""One application as it was sent, with what came beside it, moved passages and versions."""

from __future__ import annotations

import re

from assessment.domain.checking.screening import Outcome, Passage
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.workflow import applications, cases, formal, receiving
from tests import builders
from tests.ui import screen

LEAD = "Lone Vestergaard"


def html(app):
    return [each.proto.body for each in app.get("html")]


def test_the_application_is_told_in_a_line_and_stands_in_tabs(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow)
    assert app.markdown[0].value == (
        "Kommune · modtaget 30.09.2026 kl. 09.14 (rettidig, oplyst ved registrering) · "
        "51 felter besvaret"
    )
    assert [tab.label for tab in app.tabs] == [
        "Svar",
        "Øvrig tekst (0)",
        "Dialog (0)",
        "Bilag (0)",
        "Hele dokumentet",
        "Ret placering",
        "Versioner (0)",
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
    with demo_workflow.database.read() as reader:
        sent = reader.application(1)
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
    (said,) = [each.value for each in app.tabs[1].caption]
    assert said == (
        "Tekst i filen, som ikke hører til noget felt i skemaet. "
        "Er det et svar, så flyt det under Ret placering."
    )
    assert any("<p>Et brev ved siden af</p>" in each for each in html(app))
    assert [each.label for each in app.tabs[1].expander] == [
        "Slettet tekst (spor af ændringer)",
        "Kommentarer",
    ]


def history(app):
    (told,) = [each.proto.body for each in tab(app, "Historik").get("html")]
    return re.findall(r"<li>(.*?)</li>", told)


def test_the_history_tells_who_did_what_and_what_stood_there_before(open_page, register, workflow):
    lead, anne = builders.lead(workflow), builders.reviewer(workflow)
    register()
    builders.impartial(workflow, lead, anne)
    for version, outcome in enumerate((Outcome.UNCLEAR, Outcome.MET)):
        formal.set_outcome(
            workflow, 1, "G1", outcome, reason=f"<b>{outcome}</b>", by=lead, expected=version
        )
    formal.confirm(workflow, 1, anne)
    assert history(open_page("application")) == [
        f"<p><b>01.10.2026 kl. 12.00: formel prøvning bekræftet (G1) af {anne.name}</b></p>",
        (
            f"<p><b>01.10.2026 kl. 12.00: formel prøvning ændret (G1) af {LEAD}</b></p>"
            '<div class="before"><p>Før: skal afklares: &lt;b&gt;skal afklares&lt;/b&gt;</p></div>'
            '<div class="after"><p>Efter: opfyldt: &lt;b&gt;opfyldt&lt;/b&gt;</p></div>'
        ),
        (
            f"<p><b>01.10.2026 kl. 12.00: formel prøvning ændret (G1) af {LEAD}</b></p>"
            '<div class="after"><p>skal afklares: &lt;b&gt;skal afklares&lt;/b&gt;</p></div>'
        ),
    ]


def test_the_history_begins_with_the_registration(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, ansoegning=7)
    assert history(app)[-1].startswith(
        f"<p><b>01.10.2026 kl. 12.00: ansøgning registreret (07-fjordby-kommune.docx) af {LEAD}</b></p>"
    )


def test_an_application_that_nobody_knows_when_came_says_so(open_page, workflow):
    by = builders.lead(workflow)
    builders.at_phase(workflow, Phase.RECEIVING)
    (receipt,) = receiving.receive(
        workflow, "demo", [receiving.Upload("a.docx", builders.sample("01"))], by
    )
    app = open_page("application", ansoegning=receipt.application)
    assert app.markdown[0].value == "Kommune · modtaget ukendt (ukendt) · 51 felter besvaret"


def test_the_original_can_be_fetched(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow)
    assert screen.fetched(app) == {"Hent originalen": "/hent/original/1"}


def tab(app, name):
    return next(each for each in app.tabs if each.label.startswith(name))


def test_a_mail_and_its_attachments_stand_on_the_page(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, person=LEAD, ansoegning=5)
    assert screen.markdown(app)[0] == (
        "Socialt tilbud – privat · modtaget 28.09.2026 kl. 13.27 (rettidig, "
        "Received-linjen fra mx.sbst.example) · 57 felter besvaret"
    )
    beside = tab(app, "Bilag")
    assert (beside.label, [screen.read(each.label) for each in beside.expander]) == (
        "Bilag (2)",
        [
            "Bilag 1 Samarbejdsaftale.pdf · PDF · 1 side tekst · sendt med ansøgningen",
            "Bilag 2 Rundspørge blandt beboere.pdf · PDF · 1 side tekst · sendt med ansøgningen",
        ],
    )
    shown = "".join(html(app))
    assert "<dt>Fra</dt><dd>Naja Lynge Thorsen &lt;naja@havnelyset.example&gt;</dd>" in shown
    assert "<p>Bilag 1 er vedlagt (Bilag 1 Samarbejdsaftale.pdf).</p>" in shown
    assert "<p>3. Oplysninger udveksles kun med borgerens samtykke.</p>" in shown


def test_a_page_of_an_attachment_is_drawn_and_that_is_logged(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, person=LEAD, ansoegning=5)
    drawn = next(each for each in app.button if each.label == "Vis som billede")
    drawn.click().run()
    (picture,) = [each for each in html(app) if each.startswith("<figure")]
    assert 'alt="Bilag 1 Samarbejdsaftale.pdf, side 1"' in picture
    newest = applications.history(demo_workflow, 5, builders.lead(demo_workflow))[0]
    assert (newest.action, newest.subject) == (
        Action.ORIGINAL_SHOWN, "Bilag 1 Samarbejdsaftale.pdf",
    )  # fmt: skip


def test_a_passage_is_moved_and_moved_back(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, person=LEAD, ansoegning=5)
    assert "flyt" not in "".join(each.label for each in tab(app, "Ret placering").button).lower()
    chosen = app.selectbox(key="move_5_block")
    chosen.set_value(chosen.options.index(next(o for o in chosen.options if "Qujanaq" in o)))
    chosen.select_index(next(i for i, o in enumerate(chosen.options) if "Qujanaq" in o)).run()
    app.selectbox(key="move_5_field").select("6.4").run()
    app.button(key="move_5_do").click().run()
    assert screen.values(app.error) == ["Skriv, hvorfor teksten flyttes."]
    app.text_input(key="move_5_reason").set_value("Det hører til civilsamfundet.").run()
    app.button(key="move_5_do").click().run()
    assert tab(app, "Øvrig tekst").label == "Øvrig tekst (0)"
    assert any("6.4" in each for each in screen.values(tab(app, "Ret placering").markdown))
    next(each for each in app.button if each.label == "Fortryd flytningen").click().run()
    assert tab(app, "Øvrig tekst").label == "Øvrig tekst (1)"
    assert not app.exception


def test_two_versions_stand_side_by_side_and_one_is_laid_aside(open_page, register, workflow):
    register({"4.1": "Unge på vej ud af efterværn."}, filename="første.docx")
    register({"4.1": "Voksne på vej ud af efterværn."}, filename="anden.docx")
    app = open_page("application", person=LEAD)
    versions = tab(app, "Versioner")
    assert versions.label == "Versioner (1)"
    assert [each.split("  ")[0] for each in screen.values(versions.markdown)][:2] == [
        "**Nr. 1: første.docx** (gælder)",
        "**Nr. 2: anden.docx** (gælder)",
    ]
    shown = "".join(html(app))
    assert "<del>Unge </del>på vej ud" in shown
    assert "<ins>Voksne </ins>på vej ud" in shown
    app.radio(key="stands_1_2").set_value(2).run()
    app.text_input(key="stands_1_2_reason").set_value("Ansøger skrev det.").run()
    app.button(key="stands_1_2_do").click().run()
    assert app.selectbox(key="ansoegning").options == [
        "2. Bakkedal Kommune",
        "1. Bakkedal Kommune (lagt til side)",
    ]
    app = open_page("application", person=LEAD, ansoegning=1)
    assert screen.values(app.info) == ["Lagt til side af Lone Vestergaard: Ansøger skrev det."]
    app.text_input(key="back_1").set_value("Begge gælder.").run()
    app.button(key="back_1_do").click().run()
    assert len(cases.round_cases(workflow, "demo", builders.lead(workflow)).cases) == 2


def test_an_application_is_taken_back_by_its_applicant(open_page, register, workflow):
    register()
    app = open_page("application", person=LEAD)
    app.button(key="withdraw_1_do").click().run()
    assert screen.values(app.error) == ["Skriv, hvorfor ansøgningen lægges til side."]
    app.text_input(key="withdraw_1").set_value("Mail af 1. oktober.").run()
    app.button(key="withdraw_1_do").click().run()
    assert cases.round_cases(workflow, "demo", builders.lead(workflow)).cases == ()


def test_a_search_leads_to_its_passage(open_page, demo_workflow):
    sought = Passage("Noget", "Afsnit 1", "", "p1")
    app = open_page("application", on=demo_workflow, ansoegning=1, sought_passage=(1, sought))
    assert " sought" in "".join(html(app))


def test_a_reviewer_corrects_and_does_not_choose_the_version(open_page, register):
    register({"4.1": "Unge på vej ud."}, filename="første.docx")
    register({"4.1": "Voksne på vej ud."}, filename="anden.docx")
    app = open_page("application", person="Anne Holm", roles=[Role.REVIEWER])
    assert app.selectbox(key="move_1_block").options
    versions = tab(app, "Versioner")
    assert (len(versions.radio), len(versions.button)) == (0, 0)
    assert screen.values(versions.caption) == [
        (
            f"{screen.LOCK} Du må ikke lægge en ansøgning til side; det kræver rollen projektleder. "
            "Tal med projektlederen."
        )
    ]


def test_whoever_only_reads_changes_nothing(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, person="Peter Lind", ansoegning=5)
    labels = {each.label for each in app.button}
    assert labels == {"Næste ansøgning", "Vis som billede", "Åbn dialogen"}
    (locked,) = screen.values(tab(app, "Ret placering").caption)
    assert locked == (
        f"{screen.LOCK} Du må ikke rette oplysninger om en ansøgning; det kræver rollen bedømmer eller "
        "projektleder. Tal med projektlederen."
    )
    assert [each.key for each in app.selectbox] == ["runde", "jeg", "ansoegning"]


def test_an_application_of_a_round_that_is_decided_is_read_only(open_page, register, workflow):
    register()
    builders.at_phase(workflow, Phase.DECIDED)
    app = open_page("application")
    assert {each.label for each in app.button} == {"Næste ansøgning", "Åbn dialogen"}
    assert screen.values(tab(app, "Ret placering").caption) == [
        (
            f"{screen.LOCK} Runden er i fasen afgjort, og der kan man ikke rette oplysninger om en "
            "ansøgning. Det hører til modtagelse til indstilling."
        )
    ]


def test_somebody_without_a_part_in_it_reads_no_application(open_page, register):
    register()
    app = open_page("application", person="Ib Rask", roles=[Role.ADMINISTRATOR])
    assert screen.values(app.caption) == [
        (
            f"{screen.LOCK} Du må ikke læse ansøgninger; det kræver rollen bedømmer, projektleder, "
            "beslutter eller læser. Tal med projektlederen."
        )
    ]
    assert (len(app.tabs), len(app.get("html"))) == (0, 0)
