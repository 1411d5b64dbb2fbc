"""With login: nothing is done on a page or fetched beside it by whoever may not be there."""

from __future__ import annotations

from collections.abc import Callable

from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.state.common import user_key_from_element_id

from assessment.bootstrap import Login
from assessment.domain.panel.claims import Claims
from assessment.ui.frame.cookie import claimed

LOG_IN, LOG_OUT = "log_in", "log_out"
"""Keys of the two buttons that are for everybody."""
REFUSED = "Log ind for at hente eller sende noget her."

# What Streamlit takes and gives beside its pages, without asking who it is.
_GUARDED = ("/_stcore/upload_file/", "/media/")


class Gate:
    """Asks at every message and file, so that who is shut out is so at once and not at a reload.

    Streamlit reads a login when a page is opened and never again; and what somebody did on the
    page is carried out before the page's own script could ask who it is.
    """

    def __init__(self, app: ASGIApp, login: Login, admits: Callable[[Claims], bool]) -> None:
        """Wrap an app; `admits` looks in the database whether a login stands for somebody active."""
        self._app, self._login, self._admits = app, login, admits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let the app answer, with cookies that go by TLS alone."""
        if scope["type"] == "websocket":
            await self._talk(scope, receive, send)
        elif scope["type"] == "http":
            answered = self._secured(send)
            if scope["path"].startswith(_GUARDED) and not await self._admitted(self._who(scope)):
                await PlainTextResponse(REFUSED, 401)(scope, receive, answered)
            else:
                await self._app(scope, receive, answered)
        else:
            await self._app(scope, receive, send)

    def _who(self, scope: Scope) -> Claims | None:
        return claimed(HTTPConnection(scope).cookies, self._login)

    async def _admitted(self, who: Claims | None) -> bool:
        return who is not None and await run_in_threadpool(self._admits, who)

    async def _talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Streamlit lets other pages in where server.enableCORS is off, and asks a stranger's
        # server for its own address before it refuses them.
        if HTTPConnection(scope).headers.get("origin") != self._login.public_url:
            await send({"type": "websocket.close", "code": 1008})
            return
        who = self._who(scope)

        async def heard() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or await self._admitted(who):
                    return message
                if (harmless := _harmless(message.get("bytes") or b"")) is not None:
                    return {**message, "bytes": harmless}

        await self._app(scope, heard, send)

    def _secured(self, send: Send) -> Send:
        async def with_secure_cookies(message: Message) -> None:
            if message["type"] == "http.response.start" and self._login.secure:
                message["headers"] = [_secure(*header) for header in message["headers"]]
            await send(message)

        return with_secure_cookies


def _harmless(content: bytes) -> bytes | None:
    """What is left of a message by whoever is not let in: to see the page and to press a login button."""
    try:
        message = BackMsg.FromString(content)
    except DecodeError:
        return None
    if message.WhichOneof("type") != "rerun_script":
        return None
    asked = message.rerun_script
    asked.ClearField("fragment_id")
    pressed = [each for each in asked.widget_states.widgets if _is_login_button(each.id)]
    asked.ClearField("widget_states")
    asked.widget_states.widgets.extend(pressed)
    return bytes(message.SerializeToString())


def _is_login_button(element_id: str) -> bool:
    return user_key_from_element_id(element_id) in {LOG_IN, LOG_OUT}


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        value += b"; Secure"
    return name, value
