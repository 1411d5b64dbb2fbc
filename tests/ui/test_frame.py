"""Who is let in to the pages, and what stands around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from assessment import bootstrap
from assessment.domain.panel.people import Role
from assessment.ui import session
from assessment.ui.frame import interrupted, local
from assessment.workflow import signing
from tests import logins
from tests.ui import screen

NO_ACCESS = "men har ikke adgang. Bed projektlederen om adgang."


def _draw():  # its source is run by itself: imports inside
    from assessment.ui.frame.main import main

    main()


@pytest.fixture
def installed(monkeypatch, workflow):
    """An empty installation today, with login, that lets Anne in."""
    today = replace(workflow, clock=bootstrap.now)
    monkeypatch.setattr(session, "workflow", lambda: today)
    monkeypatch.setattr(bootstrap, "login", lambda: logins.LOGIN)
    with today.database.begin() as repository:
        repository.add_person("Anne Holm", email="anne@sbst.example", roles={Role.REVIEWER})
    return today


def opened(token=None):
    """The front page as whoever has this login sees it."""
    app = screen.page(_draw)
    if token:
        app.user = {"is_logged_in": True, **token}
    return app.run()


def anne(**claims):
    return logins.token("anne@sbst.example", **claims)


def refused(app):
    """What the door says and offers."""
    assert not app.exception
    assert [each.value for each in app.title] == ["Ansøgninger"]
    return screen.markdown(app)[0], [each.label for each in app.button]


@pytest.mark.usefixtures("installed")
def test_nobody_is_asked_to_log_in():
    assert refused(opened()) == ("Log ind for at se og vurdere ansøgninger.", ["Log ind"])


@pytest.mark.usefixtures("installed")
def test_an_expired_login_is_asked_for_anew():
    said, offered = refused(opened(anne(good_for=timedelta(seconds=-1))))
    assert (said.split(".")[0], offered) == ("Dit login er udløbet", ["Log ind"])


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    "token",
    [logins.token("fremmed@sbst.example"), anne(email_verified=False)],
    ids=["stranger", "not verified"],
)
def test_a_stranger_is_told_whom_to_ask(token):
    said, offered = refused(opened(token))
    name = token["email"].replace("@", "\u2060@")
    assert (said, offered) == (f"Du er logget ind som {name}, {NO_ACCESS}", ["Log ud"])


def test_an_ended_login_is_over_in_every_window(installed):
    app = opened(anne())
    assert "Anne Holm" in screen.values(app.caption)
    signing.sign_out(installed, session.read_claims(app.user))
    assert refused(app.run()) == ("Du er logget ud.", ["Log ind"])


@pytest.mark.usefixtures("installed")
def test_who_is_let_in_sees_the_pages_and_the_way_out():
    app = opened(anne())
    assert [each.value for each in app.title] == ["Overblik"]
    assert "Log ud" in [each.label for each in app.button]
    assert local.BANNER not in screen.values(app.caption)
    assert "Jeg er" not in [each.label for each in app.selectbox]


@pytest.mark.usefixtures("installed")
def test_before_a_login_runs_out_one_is_told():
    soon = opened(anne(good_for=timedelta(minutes=9)))
    assert any(each.startswith("Dit login udløber kl. ") for each in screen.markdown(soon))
    later = opened(anne(good_for=timedelta(minutes=11)))
    assert not any(each.startswith("Dit login udløber") for each in screen.markdown(later))


@pytest.mark.usefixtures("installed")
def test_without_login_every_page_says_so(monkeypatch):
    monkeypatch.setattr(bootstrap, "login", lambda: None)
    app = opened()
    assert screen.values(app.caption)[0] == local.BANNER
    assert "Jeg er" in [each.label for each in app.selectbox]


def left_behind(*texts):
    """What the browser sends for the fields of a page that another session had drawn."""
    fields = [
        WidgetState(id=f"$$ID-0f-field{n}", string_value=text) for n, text in enumerate(texts)
    ]
    return WidgetStates(widgets=[WidgetState(id="$$ID-0f-runde", string_value="Demo"), *fields])


@pytest.mark.usefixtures("installed")
def test_a_page_of_another_session_says_what_stood_in_it():
    app = screen.page(_draw)
    app.user = {"is_logged_in": True, **anne()}
    app._run(left_behind("Skrevet, men ikke gemt.", " "))
    assert screen.values(app.warning) == [interrupted.SENTENCE]
    assert [each.value for each in app.code] == ["Skrevet, men ikke gemt."]
    assert not app.title
    app.button(key="go_on").click().run()
    assert [each.value for each in app.title] == ["Overblik"]
    assert not app.warning
