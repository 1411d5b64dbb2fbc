"""From the first visit to one's first task, and what the navigation offers, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import screen

pytestmark = pytest.mark.browser


def offered(page, section):
    """The pages that a section of the navigation lists."""
    page.get_by_role("button", name=section, exact=True).click()
    items = page.get_by_role("menuitem")
    expect(items.first).to_be_visible()
    found = items.all_inner_texts()
    page.keyboard.press("Escape")
    return [text.split("\n")[-1] for text in found]


def test_a_newcomer_is_led_to_what_they_must_do(demo, page):
    screen.visit(page, demo.base)
    screen.be(page, "Sofie Dam")
    agenda = page.locator(".st-key-agenda")
    expect(agenda).to_contain_text("1. Erklær din habilitet over for 14 ansøgere.")
    agenda.get_by_role("button", name="Erklær habilitet").click()
    expect(page.get_by_role("heading", level=1, name="Habilitet")).to_be_visible()
    page.get_by_role("button", name="Erklær mig habil over for alle 14").click()
    expect(page.get_by_text("Du har erklæret dig habil over for alle 14.")).to_be_visible()
    screen.go_to(page, "Runden")
    expect(page.locator("[aria-current=step]")).to_have_text("VurderingTrin 3, nu")
    expect(agenda).to_contain_text("1. Sæt udfald i den formelle prøvning af Birkebæk Kommune.")
    agenda.get_by_role("button", name="Prøv formelt").click()
    expect(page.get_by_role("heading", level=1, name="Formel prøvning")).to_be_visible()
    screen.expect_chosen(page, "ansoegning", "Birkebæk Kommune")


def test_the_navigation_offers_what_ones_roles_allow(demo, page):
    screen.visit(page, f"{demo.base}/runden?jeg=Peter+Lind")
    assert offered(page, "Runden") == ["Overblik", "Runden"]
    assert offered(page, "Administration") == ["Deltagere", "Hændelser", "Ordningen"]
    screen.visit(page, f"{demo.base}/runden?jeg=Anne+Holm")
    assert offered(page, "Runden") == ["Overblik", "Runden", "Habilitet", "Fordeling"]
    assert offered(page, "Administration") == ["Deltagere", "Ordningen"]


def test_a_page_that_is_not_offered_says_why_at_its_address(demo, page):
    screen.visit(page, f"{demo.base}/fordeling?jeg=Peter+Lind")
    expect(page.get_by_text("Du må ikke fordele ansøgninger")).to_be_visible()
