"""Logins as a provider and Streamlit make them, without either."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from assessment.bootstrap import Login

SECRET = "k" * 40
LOGIN = Login(
    "https://login.example.dk/.well-known/openid-configuration",
    "ansoegninger",
    "hemmelig",
    SECRET,
    "https://ansoegninger.example.dk",
)
ISSUER = "https://login.example.dk"


def token(email: str, *, good_for: timedelta = timedelta(days=1), **claims: object) -> dict:
    """What a provider says of somebody; a further claim of None is left out.

    It is made when the tests are collected, and must be good until the last of them has run.
    """
    now = datetime.now(UTC)
    said = {
        "iss": ISSUER,
        "sub": email.partition("@")[0],
        "iat": int(now.timestamp()),
        "exp": int((now + good_for).timestamp()),
        "nonce": "n-1",
        "email": email,
        "email_verified": True,
        "name": email.partition("@")[0].title(),
    } | claims
    return {name: value for name, value in said.items() if value is not None}


def cookies(
    said: Mapping[str, object], *, secret: str = SECRET, origin: str = LOGIN.public_url
) -> dict[str, str]:
    """The cookies that Streamlit gives whoever logged in, in pieces where they are long."""
    made: dict[str, str] = {}
    sign = partial(create_signed_value, secret)
    set_cookie_with_chunks(
        lambda name, value: made.update({name: sign(name, value).decode()}),
        sign,
        USER_COOKIE_NAME,
        {**said, "origin": origin, "is_logged_in": True, "provider": "default"},
        cookie_attr_size=60,
    )
    return made


def header(made: Mapping[str, str]) -> dict[str, str]:
    """Cookies as a browser sends them back."""
    return {"cookie": "; ".join(f"{name}={value}" for name, value in made.items())}
