"""The project lead's way from the ranking to the note: how sure it is, what would change it, and the choice."""

from __future__ import annotations

import io
import urllib.request
from urllib.parse import quote

import pytest
from docx import Document
from playwright.sync_api import expect

from assessment.domain.panel.access import Phase
from tests import builders
from tests.browser import screen
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

LEAD = "Lone Vestergaard"
REASON = "Borgerne har været med i at tænke forløbet, og planen er konkret for dem, der udskrives."


def verdict(page, applicant):
    return page.locator(".verdicts li").filter(has_text=applicant)


def to_the_right(page, label, steps):
    """Move a slider by its keys, as many steps as told."""
    thumb = page.get_by_role("slider", name=label)
    thumb.focus()
    for _ in range(steps):
        page.keyboard.press("PageUp")
    page.locator(screen.READY).wait_for()


def note(own_demo, path):
    """The text of a note as it is downloaded, tables included."""
    address = f"{own_demo.base}/hent/{path}?jeg={quote(LEAD)}"
    with urllib.request.urlopen(address, timeout=60) as answer:
        document = Document(io.BytesIO(answer.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture(scope="module", autouse=True)
def _recommending(own_demo):
    with own_demo.workflow() as work:
        builders.at_phase(work, Phase.RECOMMENDATION)


def test_from_the_sentences_to_what_would_change_them_and_back(own_demo, page):
    screen.visit(page, f"{own_demo.base}/rangering?jeg={quote(LEAD)}")
    expect(verdict(page, "Bakkedal Kommune")).to_contain_text(
        "Indstilles: blandt de 4 bedste ved alle vægte"
    )
    expect(verdict(page, "Vesterlund Kommune")).to_contain_text(
        "kommer med, hvis Ansøgers parathed vejer under 31,7 %"
    )
    official = page.get_by_test_id("stTable").first.inner_text()

    page.get_by_role("tab", name="Hvad nu hvis").click()
    expect(page.get_by_text("De samme ansøgere udvælges.")).to_be_visible()
    to_the_right(page, "Borgerinddragelse (andele)", 3)
    expect(page.get_by_text("Kommer ind: Vesterlund Kommune.")).to_be_visible()
    expect(page.get_by_text("Falder ud: Lyngmose Kommune.")).to_be_visible()
    page.get_by_label("Gem det, du ser her, under navnet").fill("Borgeren vejer mest")
    page.get_by_role("button", name="Gem scenariet").click()
    expect(page.locator('[class*="st-key-scenario_"]')).to_contain_text(
        "Kommer ind: Vesterlund Kommune."
    )
    page.get_by_role("button", name="Tilbage til de officielle vægte").click()
    expect(page.get_by_text("De samme ansøgere udvælges.")).to_be_visible()
    assert page.get_by_test_id("stTable").first.inner_text() == official


def test_from_the_ranking_to_a_reasoned_choice_and_the_note(own_demo, page):
    screen.visit(page, f"{own_demo.base}/rangering?jeg={quote(LEAD)}")
    expect(verdict(page, "Vesterlund Kommune")).to_contain_text("Drøftes: ")
    screen.go_to(page, "Indstilling")
    screen.choose(page, "ansoegning", "Vesterlund Kommune")
    screen.expect_state(page, "Vesterlund Kommune", "reserve")
    page.get_by_role("radiogroup", name="Indstilling").get_by_text("tilsagn", exact=True).click()
    screen.expect_state(page, "Vesterlund Kommune", "tilsagn")
    choice = page.get_by_role("textbox", name="Begrundelse for valget")
    choice.fill(REASON)
    choice.press("Tab")
    expect(page.get_by_text("Der er indstillet 5 ansøgere til tilsagn")).to_be_visible()
    assert wait_until(lambda: REASON in note(own_demo, "indstillingsnotat/demo"), 20)
    told = note(own_demo, "indstillingsnotat/demo")
    assert "kommer med, hvis Ansøgers parathed vejer under 31,7 %" in told
    told = note(own_demo, "notat/3")
    assert "Udfaldet drøftes" in told
    assert REASON in told
