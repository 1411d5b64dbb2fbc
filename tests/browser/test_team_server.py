"""A team server as it is deployed: two people at once, and one of two replicas dies."""

from __future__ import annotations

import re
import socket
import ssl
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assessment.ui.frame import shell
from tests import builders
from tests.browser import screen, team
from tests.browser.servers import TRUSTING
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

PEOPLE = {"Anne": "Anne Holm", "Jens": "Jens Krogh"}
ASPECTS = [aspect.id for aspect in builders.cti_scheme().aspects]


def review(page, server):
    """Open the scoring page of the first application."""
    screen.visit(page, f"{server.base}/vurdering")
    screen.choose(page, "ansoegning", "1. Bakkedal")


def score(page, server, name, points):
    """Give points and a reason for the aspect on the screen, and see it saved; what was saved.

    The screen alone does not tell: "Gemt kl." stands there from the points on, reason or not.
    """
    heading = page.locator(".st-key-criteria_side").get_by_role("heading", level=4)
    aspect = heading.inner_text().split()[0]
    page.get_by_role("radio", name=f"{points} – ").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name=f"{points} – ")).to_be_checked()
    why = f"{name} om {aspect}."
    screen.reason(page).fill(why)
    screen.reason(page).press("Tab")
    expect(page.locator(".st-key-criteria_side").get_by_text("Gemt kl.")).to_be_visible()
    given = (aspect, points, why)
    assert wait_until(lambda: given in stored(server, PEOPLE[name]), 30)
    return given


def go_on(page, aspect):
    """Leave for the next aspect."""
    page.get_by_role("button", name="Næste aspekt").click()
    at(page, ASPECTS[ASPECTS.index(aspect) + 1])


def go_to(page, aspect):
    """Choose an aspect among all, that nothing is written of yet."""
    show(page, aspect)
    at(page, aspect)


def show(page, aspect):
    """Choose an aspect among all, when the application that was chosen is there."""
    page.locator(screen.READY).wait_for()
    name = re.compile(rf"^(✓ )?{aspect}$")  # ticked where something is written
    page.locator(".st-key-aspect").get_by_role("radio", name=name).click()


def at(page, aspect):
    heading = page.locator(".st-key-criteria_side").get_by_role("heading", level=4)
    expect(heading).to_contain_text(f"{aspect} ")
    screen.expect_text(screen.reason(page), "")


def stored(server, name):
    """What the database holds of a person's review of the first application."""
    with server.workflow() as work, work.database.read() as reader:
        reviews = [each for each in reader.reviews("demo") if each.application == 1]
        own = [each for each in reviews if each.reviewer.name == name]
        return [
            (score.aspect, score.points, score.reason)
            for review in own
            for score in review.scores.values()
        ]


def at_another(server, window, subject, port):
    """Log somebody in at another replica than this; where a browser goes is left to chance."""
    for _ in range(20):
        page = window()
        page.goto(server.base)
        if server.replica_of(page.context) != port:
            team.log_in(page, server, subject)
            return page
        page.context.close()
    pytest.fail("Every browser was led to the same replica.")


def test_two_score_at_once_and_work_goes_on_when_a_replica_dies(team_server, window):
    anne = window()
    team.log_in(anne, team_server, "anne")
    hers = team_server.replica_of(anne.context)
    jens = at_another(team_server, window, "jens", hers)
    his = team_server.replica_of(jens.context)
    confirmed = {"Anne": [], "Jens": []}
    for page in (anne, jens):
        review(page, team_server)
    for _ in range(2):
        confirmed["Anne"].append(score(anne, team_server, "Anne", 4))
        confirmed["Jens"].append(score(jens, team_server, "Jens", 2))
        go_on(anne, confirmed["Anne"][-1][0])
        go_on(jens, confirmed["Jens"][-1][0])

    team_server.kill(hers)
    confirmed["Jens"].append(score(jens, team_server, "Jens", 3))
    # Her page is still there; the browser finds the other replica, and her login holds there.
    expect(anne.locator(".st-key-logged_in")).to_contain_text("Anne Holm")
    anne.reload()
    anne.locator(screen.READY).wait_for()
    expect(anne.locator(".st-key-logged_in")).to_contain_text("Anne Holm")
    assert team_server.replica_of(anne.context) == his
    review(anne, team_server)
    go_to(anne, ASPECTS[2])
    confirmed["Anne"].append(score(anne, team_server, "Anne", 5))
    for name, wanted in confirmed.items():
        assert stored(team_server, PEOPLE[name]) == wanted

    team_server.start(hers)
    assert window().context.request.get(f"{team_server.base}/_stcore/health").text() == "ok"


def test_a_page_left_open_says_what_was_not_saved(team_server, window):
    """Without a reload the browser goes on by itself at a session that knows nothing of the page."""
    jens = window()
    team.log_in(jens, team_server, "jens")
    review(jens, team_server)
    go_to(jens, ASPECTS[4])
    before = score(jens, team_server, "Jens", 1)
    port = team_server.replica_of(jens.context)
    # What is typed reaches a replica that never answers; a browser that has seen it die locks the field.
    team_server.freeze(port)
    try:
        screen.reason(jens).fill("Skrevet, mens serveren var væk.")
        screen.reason(jens).press("Tab")
        team_server.kill(port)
        expect(jens.get_by_text("det sidste, du gjorde, er måske ikke gemt")).to_be_visible()
        expect(jens.get_by_text("Skrevet, mens serveren var væk.")).to_be_visible()
        expect(jens.get_by_text("Gemt kl.")).to_have_count(0)
        jens.get_by_role("button", name="Gå videre").click()
        expect(screen.reason(jens)).to_be_visible()
        review(jens, team_server)
        show(jens, ASPECTS[4])
        screen.expect_text(screen.reason(jens), before[2])
        screen.reason(jens).fill("Skrevet igen.")
        screen.reason(jens).press("Tab")
        again = (before[0], 1, "Skrevet igen.")
        assert wait_until(lambda: again in stored(team_server, PEOPLE["Jens"]), 30)
        expect(jens.get_by_text("Gemt kl.")).to_be_visible()
    finally:
        team_server.start(port)


def fetch(address, **headers):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=TRUSTING))
    try:
        with opener.open(urllib.request.Request(address, headers=headers), timeout=30) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers


def test_every_answer_carries_the_security_headers(team_server):
    for path in ("/", "/vurdering", "/design/base.css", "/_stcore/health", "/hent/original/1"):
        _, headers = fetch(team_server.base + path)
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        for name, value in shell.SECURITY_HEADERS.items():
            assert headers.get_all(name) == [value]
    assert fetch(team_server.base)[1]["Content-Security-Policy"] == shell.CONTENT_SECURITY_POLICY


def test_every_cookie_is_for_tls_alone_and_for_no_other_site(team_server, window):
    page = window()
    team.log_in(page, team_server, "peter")
    ours = ("_streamlit", "assessment")  # the provider, on the same machine, has cookies too
    known = {each["name"]: each for each in page.context.cookies()}
    mine = {name: each for name, each in known.items() if name.startswith(ours)}
    assert mine.keys() >= {"_streamlit_user", "assessment_replica", "_streamlit_xsrf"}
    assert all(each["secure"] and each["sameSite"] == "Lax" for each in mine.values())
    # Streamlit's own script reads this one, to send it back beside the cookie.
    assert [name for name, each in mine.items() if not each["httpOnly"]] == ["_streamlit_xsrf"]


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "//_stcore/metrics", "/_stcore/%6Detrics"],
)
def test_doors_for_machines_are_closed(team_server, path):
    assert fetch(team_server.base + path)[0] == 404


def test_without_tls_one_is_sent_to_tls(team_server):
    status, headers = fetch(f"{team_server.plain}/vurdering?runde=demo", Host="bakkedal.example")
    assert (status, headers["Location"]) == (308, f"{team_server.base}/vurdering?runde=demo")


def shaken(server, name):
    """Open TLS to the server under a name."""
    address = urlsplit(server.base)
    with (
        socket.create_connection(("127.0.0.1", address.port), timeout=10) as plain,
        TRUSTING.wrap_socket(plain, server_hostname=name) as secure,
    ):
        return secure.version()


def test_only_our_own_name_is_answered(team_server):
    assert shaken(team_server, "localhost") == "TLSv1.3"
    with pytest.raises(ssl.SSLError):
        shaken(team_server, "bakkedal.example")


@pytest.mark.parametrize("origin", ["https://bakkedal.example", "null", ""])
def test_a_page_elsewhere_cannot_open_a_socket_here(team_server, origin):
    status, _ = fetch(
        f"{team_server.base}/_stcore/stream",
        Upgrade="websocket",
        Connection="Upgrade",
        Origin=origin,
        **{"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"},
    )
    assert status == 403
