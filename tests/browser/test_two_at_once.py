"""Two browsers on the same outcome: each is told of the other, and no word is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import screen

pytestmark = pytest.mark.browser

CONFLICT = "har gemt udfaldet for G4, mens du skrev."


def field(page):
    return page.get_by_label("Begrundelse for G4")


def opened(demo, page, name):
    """The formal check of the demo round's last application, as somebody."""
    screen.visit(page, f"{demo.base}/formel-proevning?jeg={name}")
    screen.choose(page, "ansoegning", "14. Birkebæk")
    screen.expect_state(page, "14. Birkebæk", "2 mangler")
    alone(page)
    return page


def alone(page):
    """Wait until the field is drawn, once: a new one stands beside the old for a moment."""
    expect(field(page)).to_have_count(1)
    page.locator(screen.READY).wait_for()


def holds(page, text):
    """Wait until the field is drawn with this text."""
    screen.expect_text(field(page), text)


def write(page, text):
    """Write on at the end without leaving the field, and wait until it is sent."""
    alone(page)
    field(page).click()
    field(page).press("ControlOrMeta+End")
    field(page).press_sequentially(text, delay=20)


def test_two_at_one_outcome_lose_no_word_and_no_cursor(demo, window):
    anne, jens = opened(demo, window(), "Anne Holm"), opened(demo, window(), "Jens Krogh")
    before = field(jens).input_value()
    write(anne, " Annes ord.")
    expect(anne.get_by_text("Gemt af Anne Holm").first).to_be_visible()
    expect(field(anne)).to_be_focused()

    write(jens, " Jens' ord.")
    expect(jens.get_by_text(CONFLICT)).to_be_visible()
    expect(jens.get_by_text(f"{before} Annes ord.").first).to_be_visible()
    expect(field(jens)).to_be_focused()
    write(jens, " Og flere.")
    holds(jens, f"{before} Jens' ord. Og flere.")

    jens.locator(screen.READY).wait_for()
    jens.get_by_role("button", name="Behold mit").click()
    expect(jens.get_by_text("Gemt af Jens Krogh").first).to_be_visible()
    holds(jens, f"{before} Jens' ord. Og flere.")

    write(anne, " Annes andet.")
    expect(anne.get_by_text(CONFLICT)).to_be_visible()
    anne.locator(screen.READY).wait_for()
    anne.get_by_role("button", name="Brug det andet").click()
    holds(anne, f"{before} Jens' ord. Og flere.")
    expect(anne.get_by_text(CONFLICT)).to_have_count(0)
