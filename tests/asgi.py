"""Asks an ASGI app without a server: one request, or what becomes of a WebSocket."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers

HERE = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What an app answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def get(
    app: Any,
    address: str = "/",
    *,
    headers: Mapping[str, str] | None = None,
    peer: str = HERE,
    method: str = "GET",
) -> Answer:
    """Ask for an address."""
    scope = _scope("http", address, headers, peer) | {"method": method}
    sent = _run(app, scope, [{"type": "http.request", "body": b"", "more_body": False}])
    start = next(each for each in sent if each["type"] == "http.response.start")
    body = b"".join(each.get("body", b"") for each in sent if each is not start)
    return Answer(start["status"], Headers(raw=start["headers"]), body)


def talk(
    app: Any,
    address: str = "/_stcore/stream",
    *,
    headers: Mapping[str, str] | None = None,
    peer: str = HERE,
    said: Sequence[bytes] = (),
) -> list[dict[str, Any]]:
    """Open a WebSocket, say something on it and hang up; what the app sent meanwhile."""
    scope = _scope("websocket", address, headers, peer) | {"subprotocols": []}
    messages = [{"type": "websocket.receive", "bytes": each} for each in said]
    hung_up = {"type": "websocket.disconnect", "code": 1000}
    return _run(app, scope, [{"type": "websocket.connect"}, *messages, hung_up])


def _scope(kind: str, address: str, headers: Mapping[str, str] | None, peer: str) -> dict[str, Any]:
    parts = urlsplit(address)
    given = {"host": "127.0.0.1:8501"} | {
        name.lower(): value for name, value in (headers or {}).items()
    }
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
        "client": (peer, 50_000),
        "server": ("127.0.0.1", 8501),
        "scheme": "http",
        "root_path": "",
        "http_version": "1.1",
    }


def _run(app: Any, scope: dict[str, Any], messages: Sequence[Any]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    coming = list(messages)

    async def receive() -> Any:
        return coming.pop(0) if coming else {"type": f"{scope['type']}.disconnect", "code": 1000}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent
