"""The gate before the app: who is shut out can do nothing, whatever page they have open."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from assessment.ui.frame import cookie
from assessment.ui.frame.gate import REFUSED, Gate
from tests import asgi, logins

ANNE = logins.header(logins.cookies(logins.token("anne@sbst.example")))
BO = logins.header(logins.cookies(logins.token("bo@sbst.example")))
HOME = {"origin": logins.LOGIN.public_url}
heard: list[BackMsg] = []


async def answer(_request):
    made = PlainTextResponse("indhold")
    made.set_cookie("a", "1", httponly=True)
    made.set_cookie("b", "2", secure=True)
    return made


async def listen(websocket):
    await websocket.accept()
    try:
        while True:
            heard.append(BackMsg.FromString(await websocket.receive_bytes()))
    except WebSocketDisconnect:
        return


def gated(login=logins.LOGIN):
    """An app that lets in Anne alone."""
    guard = Middleware(Gate, login=login, admits=lambda claims: claims.email.startswith("anne"))
    paths = ("/", "/media/{name}", "/_stcore/upload_file/{name}", "/_stcore/health")
    routes = [Route(path, answer, methods=["GET", "PUT"]) for path in paths]
    return Starlette(
        routes=[*routes, WebSocketRoute("/_stcore/stream", listen)], middleware=[guard]
    )


def rerun(*pressed, fragment=""):
    """What the browser says when somebody did something on a page."""
    message = BackMsg()
    message.rerun_script.page_script_hash = "vurdering"
    message.rerun_script.fragment_id = fragment
    message.rerun_script.widget_states.SetInParent()
    for key in pressed:
        message.rerun_script.widget_states.widgets.add(id=f"$$ID-0f3a-{key}", trigger_value=True)
    return message


def said(headers, *messages):
    heard.clear()
    words = [each.SerializeToString() for each in messages]
    sent = asgi.talk(gated(), headers=headers, said=words)
    assert sent[0]["type"] == "websocket.accept"
    return heard


def test_who_may_be_there_is_heard_as_they_are():
    spoken = [rerun("gem", fragment="f"), BackMsg(clear_cache=True)]
    assert said(HOME | ANNE, *spoken) == spoken


@pytest.mark.parametrize("who", [BO, {}], ids=["shut out", "nobody"])
def test_who_may_not_can_only_see_the_page_again_and_log_in_or_out(who):
    spoken = [
        rerun("gem", fragment="f"),
        BackMsg(clear_cache=True),
        BackMsg(file_urls_request={"request_id": "1"}),
        rerun("gem", "log_in", "my_log_in"),
        rerun("log_out"),
    ]
    assert said(HOME | who, *spoken) == [rerun(), rerun("log_in"), rerun("log_out")]


def test_what_is_no_message_of_streamlits_is_not_passed_on():
    heard.clear()
    asgi.talk(gated(), headers=HOME | BO, said=[b"\xff\xff\xff"])
    assert heard == []


@pytest.mark.parametrize(
    "origin",
    [{"origin": "https://bakkedal.example"}, {"origin": "http://ansoegninger.example.dk"}, {}],
)
def test_only_our_own_pages_may_talk(origin):
    assert asgi.talk(gated(), headers=origin | ANNE) == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("path", ["/media/a.png", "/_stcore/upload_file/a"])
def test_files_beside_the_pages_ask_for_a_login(path):
    assert asgi.get(gated(), path, headers=ANNE).text == "indhold"
    for who in (BO, {}):
        refused = asgi.get(gated(), path, headers=who, method="PUT")
        assert (refused.status, refused.text) == (401, REFUSED)


@pytest.mark.parametrize("path", ["/", "/_stcore/health"])
def test_the_page_itself_is_there_for_everybody_so_that_they_can_log_in(path):
    assert asgi.get(gated(), path).text == "indhold"


def test_no_cookie_goes_without_tls():
    secure = asgi.get(gated()).headers.getlist("set-cookie")
    assert [each.lower().count("; secure") for each in secure] == [1, 1]
    local = gated(replace(logins.LOGIN, public_url="http://127.0.0.1:8501"))
    plain = asgi.get(local).headers.getlist("set-cookie")
    assert [each.lower().count("; secure") for each in plain] == [0, 1]


def test_the_cookie_says_who_sent_a_request_even_in_pieces():
    said_of_anne = logins.token("anne@sbst.example", groups=[token_hex(200) for _ in range(20)])
    made = logins.cookies(said_of_anne)
    assert len(made) > 1
    claimed = cookie.claimed(made, logins.LOGIN)
    assert (claimed.subject, claimed.email) == ("anne", "anne@sbst.example")


def forged(**how):
    return logins.cookies(logins.token("anne@sbst.example"), **how)


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"_streamlit_user": ""},
        {"_streamlit_user": "eyJpc3MiOiAieCJ9"},
        {"_streamlit_user": "blåbær €"},
        forged(secret="a" * 40),
        forged(origin="https://en-anden.example.dk"),
        {"_streamlit_user": forged()["_streamlit_user"] + "x"},
        logins.cookies({"is_logged_in": False}) | {},
    ],
    ids=["none", "empty", "unsigned", "no letters", "forged", "elsewhere", "changed", "nobody"],
)
def test_a_cookie_that_we_did_not_give_says_nothing(made):
    assert cookie.claimed(made, logins.LOGIN) is None
