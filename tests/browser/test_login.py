"""Logging in, and whoever may not be there: strangers, expired, closed and ended logins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from assessment.workflow import people
from tests import logins
from tests.browser import screen, team

pytestmark = pytest.mark.browser

NO_ACCESS = "men har ikke adgang. Bed projektlederen om adgang."


def nothing_but(page, sentence, button):
    """The page says this, has this one button and shows no way further in."""
    expect(page.get_by_role("heading", level=1, name="Ansøgninger", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("table")).to_have_count(0)
    expect(main.get_by_role("button")).to_have_count(1)
    expect(main.get_by_role("button", name=button)).to_be_visible()


def click(page):
    """Do something on the page, whatever it is."""
    page.locator(".st-key-runde input").click()
    page.get_by_role("option").first.click()


def status(page, server, path):
    """What a browser is answered at an address, with the cookies it has."""
    return page.context.request.get(f"{server.base}{path}").status


def set_active(server, name, *, active):
    with server.workflow() as work:
        person = next(each for each in people.people(work) if each.name == name)
        with work.database.begin() as repository:
            repository.set_person(replace(person, active=active))


def carry(page, server, subject, good_for):
    """Give the browser the cookies of a login that runs out soon."""
    said = logins.token(f"{subject}@{team.DOMAIN}", good_for=good_for, iss=server.provider)
    made = logins.cookies(said, secret=team.SECRET, origin=server.base)
    page.context.add_cookies(
        [{"name": name, "value": value, "url": server.base} for name, value in made.items()]
    )


@pytest.mark.parametrize("path", ["/", "/vurdering", "/haendelser", "/findes-ikke"])
def test_nobody_sees_more_than_the_login(team_server, window, path):
    page = window()
    page.goto(f"{team_server.base}{path}")
    nothing_but(page, "Log ind for at se og vurdere ansøgninger.", "Log ind")
    assert status(page, team_server, "/hent/original/1") == 401


def test_who_is_let_in_is_known_by_their_login_and_not_by_the_address(team_server, window):
    page = window()
    team.log_in(page, team_server, "anne")
    page.goto(f"{team_server.base}/?jeg=Lone%20Vestergaard")
    expect(page.locator(".st-key-logged_in")).to_contain_text("Anne Holm")
    expect(page.get_by_label("Jeg er")).to_have_count(0)
    assert status(page, team_server, "/hent/modtagne/demo?jeg=Lone%20Vestergaard") == 403


@pytest.mark.parametrize("subject", ["fremmed", "uvis"])
def test_a_stranger_gets_no_further(team_server, window, subject):
    page = window()
    page.goto(team_server.base)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("button", name=subject, exact=True).click()
    nothing_but(page, NO_ACCESS, "Log ud")
    page.goto(f"{team_server.base}/vurdering")
    nothing_but(page, NO_ACCESS, "Log ud")
    assert status(page, team_server, "/hent/original/1") == 401


def test_a_login_that_runs_out_is_over_at_the_next_click(team_server, window):
    page = window()
    carry(page, team_server, "peter", timedelta(seconds=40))
    screen.visit(page, team_server.base)
    expect(page.get_by_text("Dit login udløber kl.")).to_be_visible()
    assert status(page, team_server, "/hent/skema/demo") == 200
    page.wait_for_timeout(40_000)
    click(page)
    nothing_but(page, "Dit login er udløbet.", "Log ind")
    assert status(page, team_server, "/hent/skema/demo") == 401
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("button", name="peter", exact=True).click()
    expect(page.locator(".st-key-logged_in")).to_contain_text("Peter Lind")


def test_closed_access_counts_from_the_next_click(team_server, window):
    page = window()
    team.log_in(page, team_server, "mette")
    set_active(team_server, "Mette Sand", active=False)
    try:
        assert status(page, team_server, "/hent/skema/demo") == 401
        click(page)
        nothing_but(page, NO_ACCESS, "Log ud")
    finally:
        set_active(team_server, "Mette Sand", active=True)
    page.reload()
    expect(page.locator(".st-key-logged_in")).to_contain_text("Mette Sand")


def test_logging_out_ends_the_login_in_other_windows_and_for_a_copied_cookie(team_server, window):
    page, thief = window(), window()
    team.log_in(page, team_server, "jens")
    other = page.context.new_page()
    screen.visit(other, team_server.base)
    thief.context.add_cookies(page.context.cookies())
    assert status(thief, team_server, "/hent/skema/demo") == 200

    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url(f"{team_server.provider}/**")
    click(other)
    nothing_but(other, "Du er logget ud.", "Log ind")
    thief.goto(team_server.base)
    nothing_but(thief, "Du er logget ud.", "Log ind")
    assert status(thief, team_server, "/hent/skema/demo") == 401
