"""What surrounds the pages: a Danish HTML page, security headers and our own design files."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.ui import pages, session

# Not beside our "pages": Streamlit takes a folder of that name for its old navigation by files.
SCRIPT = Path(__file__).with_name("main.py")
STATIC = Path(__file__).with_name("static")
# Inside the page: Streamlit would serve a file of ours under an address that asks for login.
ICON = "data:image/png;base64," + b64encode((STATIC / "icon.png").read_bytes()).decode()
DESIGN = "/design"

# Streamlit and plotly lay things out with inline styles; scripts come from files of ours only.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

# Streamlit's doors for machines: they ask for no login and serve no user of ours.
CLOSED = ("/_stcore/agent/", "/_stcore/metrics")
# What is never a page; Streamlit answers every other path with its page or a file of its own.
NO_PAGES = (
    "/_stcore/",
    "/component/",
    "/media/",
    "/static/",
    f"{DESIGN}/",
    f"{session.DOWNLOADS}/",
)

# The words stand in the page itself, so that no English is seen while they are fetched.
_HEAD = """<title>Ansøgninger</title>
    <link rel="stylesheet" href=".{design}/base.css">
    <link rel="stylesheet" href=".{design}/pages.css">
    <script type="application/json" id="danish">{danish}</script>
    <script src=".{design}/overlay.js"></script>
    <script src=".{design}/address.js"></script>
    <script src=".{design}/shortcuts.js"></script>
    <script src=".{design}/autosave.js"></script>
    <script src=".{design}/seek.js"></script>
    <script src=".{design}/halves.js"></script>"""
_NOSCRIPT = "<noscript><p>Slå JavaScript til i browseren for at bruge siden.</p></noscript>"


def page(template: str, danish: str) -> str:
    """Streamlit's HTML page in Danish, with our design and without its inline script.

    Raises ValueError where Streamlit's page is no longer the one we know.
    """
    words = json.dumps(json.loads(danish), ensure_ascii=False).replace("<", r"\u003c")
    changes = {
        r'<html lang="en">': '<html lang="da">',
        r"<title>Streamlit</title>": _HEAD.format(design=DESIGN, danish=words),
        r'href="\./favicon\.png"': f'href=".{DESIGN}/icon.png"',
        r"<noscript>.*?</noscript>": _NOSCRIPT,
        r"<script>\s*window\.prerenderReady = false\s*</script>": "",
        r'<link rel="service-desc"[^>]*>': "",
        r'<link\s+rel="preload"[^>]*SourceSans[^>]*>': "",  # we use the system's own font
    }
    for pattern, change in changes.items():
        template = _swap(template, pattern, change)
    return template


def _swap(text: str, pattern: str, change: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    if found is None:
        raise ValueError(f"Streamlit's page has no {pattern}")
    return text[: found.start()] + change + text[found.end() :]


class Shell:
    """Puts our page in the place of Streamlit's and the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app; the page is made once."""
        self._app = app
        template = Path(st.__file__).parent / "static" / "index.html"
        danish = STATIC / "danish.json"
        self._page = HTMLResponse(
            page(template.read_text("utf-8"), danish.read_text("utf-8")),
            headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY},
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, answer with our page, or let Streamlit answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await PlainTextResponse("Not Found", 404)(scope, receive, _secured(send))
        elif scope["path"].startswith(NO_PAGES):
            await self._app(scope, receive, _secured(send))
        else:
            await self._page_or_file(scope, receive, _secured(send))

    async def _page_or_file(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = False

        async def answer(message: Message) -> None:
            nonlocal ours
            if message["type"] == "http.response.start":
                kind = MutableHeaders(scope=message).get("content-type", "")
                ours = kind.startswith("text/html")
                if ours:
                    await self._page(scope, receive, send)
            if not ours:
                await send(message)

        await self._app(_unconditional(scope), receive, answer)


def apologise(_error: Exception) -> bool:
    """Show one Danish sentence in place of the error, which Streamlit has written to its log."""
    st.error("Der opstod en fejl. Genindlæs siden, og kontakt support, hvis det sker igen.")
    return True


def _unconditional(scope: Scope) -> Scope:
    # A browser that has seen another Streamlit app on this port would be told to keep that page.
    headers = [header for header in scope["headers"] if not header[0].startswith(b"if-")]
    return {**scope, "headers": headers}


def _secured(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(SECURITY_HEADERS)
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return with_headers


def _first_page(request: Request) -> RedirectResponse:
    """Lead from the first page's name to its address, which Streamlit leaves without a name."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}")


ROUTES = (
    Mount(DESIGN, StaticFiles(directory=STATIC)),
    Route(f"/{pages.ALL[0].path}", _first_page),
)
MIDDLEWARE = (Middleware(Shell),)
