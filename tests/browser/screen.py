"""A page in the browser as a user handles it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from assessment.ui.pages import SECTIONS
from tests.waiting import wait_until

PATIENCE = 30_000
"""Milliseconds for a page to show something; a busy machine needs them, an idle one does not."""

READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'

TRIES = 5


def visit(page: Page, address: str) -> None:
    """Open an address and wait until the page is drawn."""
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    page.locator(READY).wait_for()


def go_to(page: Page, title: str) -> None:
    """Follow the navigation to a page: open its section, then its link."""
    section = next(name for name, group in SECTIONS.items() if title in {e.title for e in group})
    page.get_by_role("button", name=section, exact=True).click()
    page.get_by_role("menuitem", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
    page.locator(READY).wait_for()


def be(page: Page, name: str) -> None:
    """Choose who one is; a name that is not on the list is typed in."""
    field = page.get_by_label("Jeg er")
    field.fill(name)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]jeg="))


def choose(page: Page, key: str, text: str) -> None:
    """Choose the only option that contains this text."""
    page.locator(READY).wait_for()
    field = page.locator(f".st-key-{key} input")
    option = page.get_by_role("option").filter(has_text=text)
    for _ in range(TRIES):
        field.click()
        field.fill(text)
        try:
            expect(option).to_have_count(1, timeout=4_000)
            break
        except AssertionError:  # a rerun that came late has drawn the box anew, without the text
            field.press("Escape")
    field.press("Enter")
    expect_chosen(page, key, text)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the server has answered what was just done; it takes a moment to begin."""
    page.wait_for_timeout(250)
    page.locator(READY).wait_for()


def expect_chosen(page: Page, key: str, text: str) -> None:
    """Wait until what is chosen contains this text."""
    expect(page.locator(f".st-key-{key} input")).to_have_value(re.compile(re.escape(text)))


def expect_text(field: Locator, text: str) -> None:
    """Wait until a field stands there with this text, and once: a new one is drawn beside the old."""

    def texts() -> list[str]:
        return field.evaluate_all("fields => fields.map(field => field.value)")

    assert wait_until(lambda: texts() == [text], PATIENCE / 1000), texts()


def expect_state(page: Page, application: str, state: str) -> None:
    """Wait until this application is chosen and in this state."""
    expect_chosen(page, "ansoegning", application)
    expect(page.locator(".st-key-ansoegning")).to_contain_text(f"({state})")


def row(page: Page, name: str) -> list[str]:
    """The first table's row that holds this name."""
    found = page.get_by_test_id("stTable").first.get_by_role("row").filter(has_text=name)
    expect(found).to_have_count(1)
    return found.get_by_role("cell").all_inner_texts()


def reason(page: Page) -> Locator:
    """The field for the reason of the aspect on the screen."""
    return page.locator(".st-key-criteria_side").get_by_role("textbox", name="Begrundelse")


def caret(field: Locator) -> int:
    """Where in a text area the caret stands."""
    return field.evaluate("field => field.selectionStart")
