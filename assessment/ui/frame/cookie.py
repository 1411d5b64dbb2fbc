"""The cookie in which Streamlit keeps who logged in, read where there is no page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from assessment.bootstrap import Login
from assessment.domain.panel.claims import Claims, claims


def claimed(cookies: Mapping[str, str], login: Login) -> Claims | None:
    """What a request's cookies say of who sent it; None without one that we signed."""

    def verified(name: str) -> bytes | None:
        signed = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(login.cookie_secret, name, signed)

    content = get_cookie_with_chunks(verified, USER_COOKIE_NAME)
    token: dict[str, Any] = json.loads(content) if content else {}
    # Streamlit keeps the address that the login was for in it, and so do we: another
    # installation with the same secret is another door.
    if not token.get("is_logged_in") or token.get("origin") != login.public_url:
        return None
    return claims(token)
