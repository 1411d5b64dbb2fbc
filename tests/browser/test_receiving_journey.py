"""A new user takes in what came, says which version stands, moves a passage and searches."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from playwright.sync_api import expect

from assessment.domain.words.wording import COPENHAGEN
from assessment.ui.pages import SECTIONS
from sample_applications.mail import message
from tests import builders
from tests.browser import screen

pytestmark = pytest.mark.browser

WHO = "runde=demo&jeg=Tove"
OLD, NEW = "udviklingskonsulent", "projektkonsulent"


def edited(content, old, new):
    """The same Word file with other words in it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old.encode(), new.encode()))
    return result.getvalue()


@pytest.fixture(scope="module")
def mail():
    """Bakkedal sends a corrected form with an attachment, in time."""
    return message(
        sender="Katrine Falkenberg <katrine@bakkedal.example>",
        subject="Rettet ansøgning",
        body="Her er den rettede udgave.",
        sent=datetime(2026, 10, 1, 9, 30, tzinfo=COPENHAGEN),
        received=datetime(2026, 10, 1, 9, 31, tzinfo=COPENHAGEN),
        attachments={
            "bakkedal-rettet.docx": edited(builders.sample("01"), OLD, NEW),
            "organisationsplan.pdf": "Organisationsplan\nCenter for Voksne og Psykiatri",
        },
    )


@pytest.fixture(scope="module")
def base(own_demo):
    """An installation of its own, for what is taken in here changes the round."""
    own_demo.let_review("Tove")
    return own_demo.base


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def test_from_a_mail_to_the_version_that_stands(base, page, mail):
    screen.visit(page, f"{base}/modtagelse?{WHO}")
    page.locator('input[type="file"]').set_input_files(
        [
            {"name": "rettet.eml", "mimeType": "message/rfc822", "buffer": mail},
            {"name": "tom.docx", "mimeType": "application/octet-stream", "buffer": b""},
        ]
    )
    page.get_by_role("button", name="Registrér").click()
    expect(
        page.get_by_text("3 filer: 1 registreret, 1 lagt ved som bilag, 1 afvist")
    ).to_be_visible()
    fates = page.get_by_test_id("stTable").first
    expect(fates).to_contain_text("Filen er tom. Bed ansøger om at sende den igen.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent listen over alt modtaget").click()
    listed = download.value.path().read_text("utf-8-sig")
    assert ";bakkedal-rettet.docx;ansøgning registreret;15;" in listed
    assert ";tom.docx;fil afvist af programmet;–;Filen er tom." in listed

    screen.go_to(page, "Habilitet")
    page.get_by_role("button", name="Erklær mig habil").click()
    expect(page.get_by_text("Du har erklæret dig habil")).to_be_visible()
    screen.go_to(page, "Ansøgning")
    screen.choose(page, "ansoegning", "15. Bakkedal")
    expect(page.get_by_text("Received-linjen fra mx.sbst.example").first).to_be_visible()
    tab(page, "Versioner (1)")
    expect(page.locator("del", has_text=OLD).first).to_be_visible()
    expect(page.locator("ins", has_text=NEW).first).to_be_visible()
    page.get_by_test_id("stRadioGroup").get_by_text("Nr. 15: bakkedal-rettet.docx").click()
    page.get_by_label("Hvorfor?").last.fill("Ansøger skrev, at den rettede gælder.")
    page.get_by_role("button", name="Læg den anden til side").click()
    expect(page.get_by_text("(lagt til side)").first).to_be_visible()

    screen.go_to(page, "Overblik")
    expect(page.get_by_text("1 ansøgning er lagt til side og vurderes ikke")).to_be_visible()
    assert screen.row(page, "Bakkedal Kommune")[0] == "15"


def test_a_passage_is_moved_and_moved_back(base, page):
    screen.visit(page, f"{base}/ansoegning?{WHO}")
    screen.choose(page, "ansoegning", "5. Fonden")
    tab(page, "Ret placering")
    screen.choose(page, "move_5_block", "Qujanaq")
    screen.choose(page, "move_5_field", "6.4 ")
    page.get_by_label("Hvorfor?").last.fill("Det hører til civilsamfundet.")
    page.get_by_role("button", name="Flyt", exact=True).click()
    expect(page.get_by_role("tab", name="Øvrig tekst (0)")).to_be_visible()
    expect(page.get_by_text("Flyttet til 6.4")).to_be_visible()
    page.get_by_role("button", name="Fortryd flytningen").click()
    expect(page.get_by_role("tab", name="Øvrig tekst (1)")).to_be_visible()


def test_a_file_that_waits_finds_its_application(base, page):
    screen.visit(page, f"{base}/modtagelse?{WHO}")
    expect(page.get_by_text("Filer, der venter på en ansøgning (1)")).to_be_visible()
    key = page.locator('[class*="st-key-assign_"]').first.get_attribute("class")
    name = next(each for each in key.split() if each.startswith("st-key-assign_"))
    screen.choose(page, name.removeprefix("st-key-"), "6. Opgangen")
    page.get_by_role("button", name="Læg ved").click()
    expect(page.get_by_text("Filer, der venter")).to_have_count(0)


def test_a_search_leads_to_the_place(base, page):
    screen.visit(page, f"{base}/soeg?{WHO}")
    field = page.get_by_role("textbox", name="Søg i rundens ansøgninger")
    field.fill("sømandskirken")
    field.press("Enter")
    page.get_by_role("button", name="Vis stedet").first.click()
    expect(page.get_by_role("heading", level=1, name="Ansøgning", exact=True)).to_be_visible()
    sought = page.locator(".reading .sought")
    expect(sought).to_contain_text("Sømandskirken")
    expect(sought).to_be_in_viewport()


def test_a_page_of_an_attachment_is_shown_as_it_looks(base, page):
    screen.visit(page, f"{base}/ansoegning?{WHO}")
    screen.choose(page, "ansoegning", "11. Botilbuddet")
    tab(page, "Bilag (1)")
    page.get_by_text("aftale-strandby.pdf ·").click()
    page.get_by_role("button", name="Vis som billede").click()
    expect(page.get_by_role("img").last).to_be_visible()


def test_the_navigation_is_danish_in_a_narrow_window_too(base, page):
    page.set_viewport_size({"width": 1024, "height": 800})
    screen.visit(page, f"{base}/modtagelse?{WHO}")
    for section in SECTIONS:
        expect(page.get_by_role("button", name=section, exact=True)).to_be_in_viewport()
