"""Local mode is for this machine alone: where it may listen, and whom it answers."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from assessment.errors import SettingsError
from assessment.ui.frame import local
from tests import asgi


async def answer(_request):
    return PlainTextResponse("en side")


async def accept(websocket):
    await websocket.accept()


APP = Starlette(
    routes=[Route("/", answer), WebSocketRoute("/_stcore/stream", accept)],
    middleware=[Middleware(local.LocalOnly)],
)
REFUSED = (403, local.REFUSED)


def told(**asked):
    answered = asgi.get(APP, **asked)
    return answered.status, answered.text


@pytest.fixture
def address(monkeypatch):
    def set_to(value):
        monkeypatch.setattr(local.config, "get_option", {"server.address": value}.__getitem__)

    return set_to


@pytest.mark.parametrize("value", ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
def test_it_starts_on_this_machines_own_address(address, value):
    address(value)
    local.refuse_other_machines()


@pytest.mark.parametrize(
    "value", [None, "", "0.0.0.0", "::", "10.1.2.3", "192.0.2.1", "findes-ikke.invalid"]
)
def test_it_does_not_start_where_others_can_reach_it(address, value):
    address(value)
    with pytest.raises(SettingsError, match=r"^Programmet starter ikke: .* 127\.0\.0\.1"):
        local.refuse_other_machines()


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
def test_this_machine_is_answered(host, peer):
    assert told(peer=peer, headers={"Host": host}) == (200, "en side")


@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "testclient"])
def test_another_machine_is_not(peer):
    assert told(peer=peer) == REFUSED


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_nor_anybody_behind_a_proxy_on_this_machine(name):
    assert told(headers={name: "127.0.0.1"}) == REFUSED


FOREIGN = ["bakkedal.example", "127.0.0.1.bakkedal.example:8501", "localhost.example", "[::1", ""]


@pytest.mark.parametrize("host", FOREIGN)
def test_nor_a_name_that_is_not_this_machines(host):
    assert told(headers={"Host": host}) == REFUSED


@pytest.mark.parametrize("headers", [{"Host": FOREIGN[0]}, {"X-Forwarded-For": "127.0.0.1"}])
def test_websockets_are_refused_alike(headers):
    assert asgi.talk(APP, headers=headers) == [{"type": "websocket.close", "code": 1008}]


def test_a_websocket_from_here_is_answered():
    assert asgi.talk(APP)[0]["type"] == "websocket.accept"
