"""How people get in, settled once at the start: by login, or on this machine alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.middleware import Middleware
from streamlit import config
from streamlit.runtime.secrets import SecretsValue

from assessment import bootstrap
from assessment.bootstrap import Login
from assessment.domain.panel.claims import Claims
from assessment.errors import SettingsError
from assessment.ui import session
from assessment.ui.frame import clicks, local
from assessment.ui.frame.gate import Gate
from assessment.workflow import signing


@dataclass(frozen=True, slots=True)
class Door:
    """What the server is given: Streamlit's login settings, and who is asked before it answers."""

    secrets: Mapping[str, SecretsValue]
    middleware: tuple[Middleware, ...]


def opened() -> Door:
    """Read the settings; where they do not fit, end the program with the sentence that says why."""
    clicks.carry_out_whole()
    try:
        login = bootstrap.login()
        if login is None:
            local.refuse_other_machines()
            return Door({}, (Middleware(local.LocalOnly),))
    except SettingsError as refusal:
        raise SystemExit(str(refusal)) from None
    # Streamlit signs with it what it keeps while somebody is at the provider; that may end at
    # another replica than it began at.
    config.set_option("server.cookieSecret", login.cookie_secret)
    return Door({"auth": _auth(login)}, (Middleware(Gate, login=login, admits=_admits),))


def _auth(login: Login) -> dict[str, SecretsValue]:
    return {
        "redirect_uri": f"{login.public_url}/oauth2callback",
        "cookie_secret": login.cookie_secret,
        "client_id": login.client_id,
        "client_secret": login.client_secret,
        "server_metadata_url": login.metadata_url,
        "client_kwargs": {"scope": "openid email profile", "code_challenge_method": "S256"},
    }


def _admits(claims: Claims) -> bool:
    return signing.sign_in(session.workflow(), claims) is not None
