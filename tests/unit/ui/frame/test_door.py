"""What the server is given at its start: by login, or on this machine alone."""

from __future__ import annotations

import pytest
from starlette.middleware import Middleware
from streamlit import config

from assessment.ui.frame import door
from assessment.ui.frame.door import Door
from assessment.ui.frame.gate import Gate
from assessment.ui.frame.local import LocalOnly
from tests import logins

SETTINGS = {
    "ASSESSMENT_OIDC_METADATA_URL": logins.LOGIN.metadata_url,
    "ASSESSMENT_OIDC_CLIENT_ID": logins.LOGIN.client_id,
    "ASSESSMENT_OIDC_CLIENT_SECRET": logins.LOGIN.client_secret,
    "ASSESSMENT_COOKIE_SECRET": logins.LOGIN.cookie_secret,
    "ASSESSMENT_PUBLIC_URL": logins.LOGIN.public_url,
}


@pytest.fixture
def start(monkeypatch):
    """Open the door under these settings, at an address."""
    options = {"server.address": "127.0.0.1"}
    monkeypatch.setattr(config, "get_option", options.get)
    monkeypatch.setattr(config, "set_option", options.__setitem__)

    def started(settings=(), **changed):
        for name in SETTINGS:
            monkeypatch.delenv(name, raising=False)
        for name, value in dict(settings).items():
            monkeypatch.setenv(name, value)
        options.update({name.replace("_", "."): value for name, value in changed.items()})
        return door.opened(), options

    return started


def test_without_login_this_machine_alone_is_let_in(start):
    opened, _ = start()
    assert opened.secrets == {}
    assert [each.cls for each in opened.middleware] == [LocalOnly]


def test_without_login_no_other_machine_can_be_served(start):
    with pytest.raises(SystemExit, match=r"^Programmet starter ikke: .* sat til 0\.0\.0\.0"):
        start(server_address="0.0.0.0")


def test_half_a_login_ends_the_program_with_a_sentence(start):
    with pytest.raises(SystemExit, match=r"^Login er kun halvt sat op: ASSESSMENT_PUBLIC_URL "):
        start(SETTINGS | {"ASSESSMENT_PUBLIC_URL": ""})


def test_with_login_streamlit_is_told_of_the_provider(start):
    opened, options = start(SETTINGS, server_address="0.0.0.0")

    assert opened == Door(
        {
            "auth": {
                "redirect_uri": "https://ansoegninger.example.dk/oauth2callback",
                "cookie_secret": logins.SECRET,
                "client_id": "ansoegninger",
                "client_secret": "hemmelig",
                "server_metadata_url": logins.LOGIN.metadata_url,
                "client_kwargs": {
                    "scope": "openid email profile",
                    "code_challenge_method": "S256",
                },
            }
        },
        opened.middleware,
    )
    assert [each.cls for each in opened.middleware] == [Gate]
    assert isinstance(opened.middleware[0], Middleware)
    # What begins at one replica may end at another.
    assert options["server.cookieSecret"] == logins.SECRET
