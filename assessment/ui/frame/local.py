"""Local mode: without login the app is for whoever sits at this machine, and for nobody else."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from assessment.errors import SettingsError

BANNER = "Lokal tilstand uden login: programmet kan kun bruges på denne maskine."
REFUSED = "Programmet kører lokalt uden login og svarer kun browseren på den samme maskine."

# What a proxy adds: whoever is behind it is not at this machine.
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
STREAMLITS_OWN = "0.0.0.0"  # noqa: S104 - what it listens on where nothing is set; we refuse it


def refuse_other_machines() -> None:
    """Raise SettingsError where the server would listen on an address that others can reach."""
    address = str(config.get_option("server.address") or STREAMLITS_OWN)
    if not _only_this_machine(address):
        raise SettingsError(
            f"Programmet starter ikke: uden login må det kun lytte på denne maskine, men adressen "
            f"er sat til {address}. Sæt server.address til 127.0.0.1, eller sæt login op "
            "(se deploy/README.md)."
        )


def _only_this_machine(address: str) -> bool:
    try:
        found = socket.getaddrinfo(address, None)
    except OSError:
        return False
    return all(ip_address(str(each[4][0])).is_loopback for each in found)


class LocalOnly:
    """Refuses what does not come from this machine, through no proxy and by its own name.

    The name is asked for because a page elsewhere can let its own name lead here (DNS rebinding).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let the app answer."""
        if scope["type"] == "lifespan" or _from_here(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    client = scope.get("client")
    return (
        client is not None
        and _is_loopback(client[0])
        and not any(name in headers for name in FORWARDED)
        and _is_loopback(_host(headers.get("host", "")))
    )


def _host(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
