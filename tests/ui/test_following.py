"""Following up: the agreement, the calendar, and reports that are noted, taken back and checked."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.errors import ConflictError
from assessment.workflow import following
from tests import agreements, builders
from tests.agreements import CPR, SUMMER, course
from tests.ui import screen

LEAD = "Lone Vestergaard"
ROLES = {Role.LEAD}


@pytest.fixture
def granted(register, workflow):
    """A decided round in which one of two is granted support; nothing is agreed yet."""
    register({"1.2": "Bakkedal Kommune"})
    register({"1.2": "Lyngmose Kommune"})
    agreements.granted(workflow)
    workflow.clock.now = SUMMER


@pytest.fixture
def agreed(granted, workflow):
    """The same round once the support is agreed on and one report came."""
    del granted
    lead = builders.lead(workflow)
    following.undertake(workflow, 1, agreements.terms(), by=lead, expected=0)
    came = {"received": date(2027, 5, 3), "note": "", "by": lead, "expected": 0}
    following.note_report(workflow, 1, date(2027, 5, 1), **came)


@pytest.fixture
def page(agreed, open_page):
    """The page as the lead sees it."""
    del agreed
    return open_page("following", person=LEAD, roles=ROLES)


def field(app, name):
    """A field of the agreement."""
    found = [*app.text_area, *app.text_input, *app.number_input, *app.date_input]
    return next(each for each in found if each.key.startswith("undertake_1_") and name in each.key)


def kept(workflow):
    with workflow.database.read() as reader:
        return reader.undertakings("demo").get(1)


def reports(workflow):
    with workflow.database.read() as reader:
        return [(each.due, each.received, each.note) for each in reader.reports("demo")]


def test_who_is_granted_support_stands_with_what_is_due_and_missing(page):
    assert screen.columns(page.table[0]) == [
        "Nr.", "Ansøger", "Periode", "Borgere", "Skal indberette", "Modtaget", "Mangler", "Næste frist",
    ]  # fmt: skip
    assert screen.rows(page.table[0]) == [
        ("1", "Bakkedal Kommune", "01.02.2027 til 31.01.2029", "54", "8 gange", "1", "01.08.2027", "01.11.2027"),
    ]  # fmt: skip
    assert page.selectbox(key="ansoegning").label == "Ansøgning (1 indberetning mangler)"


def test_the_calendar_tells_what_became_of_each_report(page):
    assert screen.rows(page.table[1])[:3] == [
        ("01.05.2027", "modtaget", "03.05.2027", LEAD, "–"),
        ("01.08.2027", "mangler", "–", "–", "–"),
        ("01.11.2027", "kommer", "–", "–", "–"),
    ]


def test_a_proposal_becomes_an_agreement_by_a_deliberate_act(granted, open_page, workflow):
    del granted
    app = open_page("following", person=LEAD, roles=ROLES)
    assert [field(app, each).value for each in ("target_group", "citizens", "caseload")] == [
        "Som beskrevet i ansøgningen (felt 4.1): “Svar på 4.1.”",
        54,
        "10",
    ]
    assert (field(app, "start").value, field(app, "end").value) == (
        agreements.START,
        agreements.END,
    )
    field(app, "sub_groups").set_value("Unge\n\nÆldre").run()
    assert kept(workflow) is None
    assert "Ikke gemt endnu." in screen.values(app.caption)

    save(app).click().run()

    made = kept(workflow)
    assert (made.target_group, made.sub_groups, made.by) == (
        "Som beskrevet i ansøgningen (felt 4.1): “Svar på 4.1.”",
        ("Unge", "Ældre"),
        LEAD,
    )
    assert not [each for each in app.button if each.label == "Gem aftalen"]
    assert len(app.table) == 2


def save(app):
    return next(each for each in app.button if each.label == "Gem aftalen")


def test_what_is_agreed_is_saved_as_it_is_changed(page, workflow):
    field(page, "citizens").set_value(40).run()

    assert (kept(workflow).citizens, kept(workflow).version) == (40, 2)


def test_what_cannot_be_saved_stays_and_says_why(page, workflow):
    field(page, "end").set_value(date(2027, 1, 1)).run()

    assert screen.values(page.error) == [
        "Støtten skal slutte efter den dag, den begynder. Ret en af de to datoer."
    ]
    assert field(page, "end").value == date(2027, 1, 1)
    assert kept(workflow).end == agreements.END


def test_the_second_to_save_chooses(page, workflow):
    lead = builders.lead(workflow)
    following.undertake(workflow, 1, agreements.terms(citizens=30), by=lead, expected=1)

    field(page, "caseload").set_value("8").run()

    assert screen.values(page.warning) == [
        (
            f"{LEAD} har gemt aftalen om støtten, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der "
            "skal stå."
        )
    ]
    with pytest.raises(ConflictError):
        following.undertake(workflow, 1, agreements.terms(), by=lead, expected=1)
    next(each for each in page.button if each.label == "Behold mit").click().run()
    assert (kept(workflow).caseload, kept(workflow).citizens) == ("8", 54)


def test_more_citizens_than_there_is_room_for_are_remarked_upon(page):
    field(page, "citizens").set_value(90).run()

    assert screen.values(page.warning) == [
        (
            "Aftalen er på 90 borgere. Med de medarbejdere, ansøger oplyser, er der plads til omkring 66 "
            "forløb på 24 måneder."
        )
    ]


def test_a_report_that_came_is_noted(page, workflow):
    page.text_input(key="report_note_1").set_value("Kom for sent.")
    page.button(key="report_save_1").click().run()

    assert reports(workflow)[1:] == [(date(2027, 8, 1), date(2027, 8, 15), "Kom for sent.")]
    assert screen.values(page.success) == ["Indberetningen for 01.08.2027 er noteret som modtaget."]
    assert page.text_input(key="report_note_1").value == ""


def test_a_report_is_taken_back_with_why(page, workflow):
    page.button(key="report_take_back_1").click().run()
    assert screen.values(page.error) == ["Skriv, hvorfor indberetningen tages tilbage."]

    page.text_input(key="report_reason_1").set_value("Forkert ansøger.")
    page.button(key="report_take_back_1").click().run()

    assert reports(workflow) == []
    assert builders.events(workflow)[0].new == "Forkert ansøger."


def test_the_workbook_is_fetched_at_an_address_of_its_own(page):
    assert screen.fetched(page) == {"Hent indberetningsskemaet": "/hent/indberetningsskema/1"}


def check(app, content, name="indberetning.xlsx"):
    app.file_uploader(key=uploader(app)).upload(name, content).run()
    return app.button(key="report_check").click().run()


def uploader(app):
    return app.file_uploader[0].key


def test_a_report_is_checked_and_nothing_of_it_is_shown_or_kept(page, workflow):
    before = builders.events(workflow)
    first = uploader(page)

    app = check(page, agreements.filled_report(course(sub_group=f"{CPR} Karen", cpr=f"{CPR}0")))

    assert screen.rows(app.table[2]) == [
        (
            "A2",
            "fejl",
            (
                "Det er ikke et CPR-nummer: “••••••-•••••”. Skriv fødselsdagens seks cifre, en bindestreg og "
                "de fire sidste cifre."
            ),
        ),
        (
            "D2",
            "fejl",
            "Det er ikke en aftalt delmålgruppe. De aftalte er: Unge og Kvinder på krisecenter.",
        ),
    ]
    assert "1 række og 2 fejl. Intet er gemt." in screen.values(app.warning)
    assert builders.events(workflow) == before
    assert uploader(app) != first  # the file is out of the page
    shown = "\n".join(screen.everything(app))
    assert "Karen" not in shown
    assert "150390" not in shown
    assert "150390" not in str(app.session_state)


def test_a_report_without_flaws_is_told_so(page):
    app = check(page, agreements.filled_report(course()))

    assert screen.values(app.success) == ["1 række og ingen fejl. Intet er gemt."]
    assert len(app.table) == 2


def test_a_file_that_is_no_report_is_refused_in_a_sentence(page):
    app = check(page, b"PK")

    (told,) = screen.values(app.error)
    assert told.startswith("Filen kan ikke læses som et Excel-regneark.")


def test_whoever_only_reads_sees_what_was_agreed_and_changes_nothing(agreed, open_page):
    del agreed
    app = open_page("following", person="Peter Lind", roles={Role.READER})

    assert (app.text_area, app.number_input, [each.key for each in app.text_input]) == ([], [], [])
    assert (
        "- Delmålgrupper: Unge og Kvinder på krisecenter\n- Borgere i perioden: 54\n- Caseload pr. "
        "medarbejder: 10\n- Støtten løber fra 01.02.2027 til 31.01.2029"
    ) in screen.markdown(app)
    assert [each for each in screen.values(app.caption) if "det kræver rollen projektleder" in each]


def test_before_anything_is_agreed_a_reader_is_told_so(granted, open_page):
    del granted
    app = open_page("following", person="Peter Lind", roles={Role.READER})

    assert "Der er ikke aftalt noget endnu." in screen.markdown(app)
    assert "Kalenderen kommer, når aftalen er gemt." in screen.markdown(app)


def test_the_support_is_agreed_before_the_round_is_decided(granted, open_page, workflow):
    del granted
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    app = open_page("following", person=LEAD, roles=ROLES)

    save(app).click().run()

    assert kept(workflow).citizens == 54
    # Reports are for later.
    assert [each for each in screen.values(app.caption) if "man ikke følge op på støtten" in each]
    assert "report_save_1" not in [each.key for each in app.button]


def test_a_round_without_grants_says_what_the_page_is_for(register, open_page):
    register()
    app = open_page("following", person=LEAD, roles=ROLES)

    assert screen.values(app.info) == [
        (
            "Her aftales støtten med dem, der får tilsagn, og deres indberetninger følges. Der er ingen "
            "tilsagn i runden endnu, som du kan se."
        )
    ]
