"""What surrounds the pages, seen from a real browser."""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assessment.ui.frame import shell

pytestmark = pytest.mark.browser

READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def visit(page, address):
    page.goto(address)
    page.locator(READY).wait_for()


def fetch(address, **headers):
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers, answer.read()


def test_a_page_is_danish_from_its_first_byte(base_url):
    headers, body = fetch(base_url)
    html = body.decode()
    assert headers["Content-Type"].startswith("text/html")
    assert '<html lang="da">' in html
    assert "<title>Ansøgninger</title>" in html
    assert "Slå JavaScript til" in html
    assert "Streamlit</title>" not in html


@pytest.mark.parametrize("path", ["/", "/ansoegning", "/findes-ikke"])
def test_every_page_carries_policy_and_headers(base_url, path):
    headers, _ = fetch(base_url + path)
    assert headers["Content-Security-Policy"] == shell.CONTENT_SECURITY_POLICY
    for name, value in shell.SECURITY_HEADERS.items():
        assert headers[name] == value


def test_a_browser_that_kept_another_apps_page_gets_ours(base_url):
    headers, body = fetch(base_url, **{"If-Modified-Since": "Wed, 01 Jan 2098 00:00:00 GMT"})
    assert headers["Content-Security-Policy"]
    assert b'lang="da"' in body


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("icon.png", "image/png"),
        ("base.css", "text/css"),
        ("overlay.js", "javascript"),
        ("shortcuts.js", "javascript"),
    ],
)
def test_design_files_are_served_with_their_types(base_url, name, kind):
    headers, body = fetch(f"{base_url}{shell.DESIGN}/{name}")
    assert kind in headers["Content-Type"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-cache"
    assert body == (shell.STATIC / name).read_bytes()


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_doors_for_machines_are_closed(base_url, path):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        fetch(base_url + path)
    assert refusal.value.code == 404
    refusal.value.close()


def test_a_visit_asks_nobody_else_and_breaks_no_policy(base_url, page):
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    visit(page, base_url)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.lang") == "da"
    assert hosts - {""} == {urlsplit(base_url).netloc}  # data: and blob: have no host
    assert complaints == []


def test_the_pages_folder_is_no_navigation_by_files(base_url, page):
    visit(page, base_url)
    expect(page.get_by_test_id("stTopNavSection").first).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


def test_an_unknown_address_is_told_in_danish(base_url, page):
    visit(page, f"{base_url}/findes-ikke")
    expect(page.get_by_role("dialog")).to_contain_text("Siden findes ikke")
    expect(page.get_by_role("dialog")).to_contain_text("Du ser forsiden i stedet.")


def test_widgets_speak_danish_in_an_english_browser(widgets_url, chromium):
    context = chromium.new_context(locale="en-US", viewport={"width": 1400, "height": 900})
    page = context.new_page()
    visit(page, widgets_url)
    expect(page.get_by_text("Højst 200 MB pr. fil")).to_be_visible()
    expect(page.get_by_role("button", name="Vælg filer")).to_be_visible()
    expect(page.get_by_role("button", name="Hent som CSV")).to_have_count(1)
    expect(page.locator(".st-key-choice input")).to_have_attribute("placeholder", "Vælg")
    expect(page.locator(".st-key-date").get_by_label("måned, Frist")).to_be_visible()
    page.locator(".st-key-reason textarea").fill("Fordi")
    expect(page.get_by_text("Tryk Ctrl+Enter for at gemme")).to_be_visible()
    page.locator(".st-key-name input").fill("Ida")
    expect(page.get_by_text("Tryk Enter for at sende")).to_be_visible()
    page.locator(".st-key-number input").fill("9")
    page.locator(".st-key-number input").press("Enter")
    expect(page.locator(".st-key-number")).to_contain_text("Tallet skal ligge mellem 0 og 5.")
    context.close()


def test_an_error_is_one_danish_sentence(widgets_url, page):
    visit(page, widgets_url)
    page.get_by_role("button", name="Brist").click()
    expect(page.get_by_role("alert")).to_contain_text("Der opstod en fejl.")
    expect(page.get_by_text("ZeroDivisionError")).to_have_count(0)
