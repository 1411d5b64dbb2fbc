"""What surrounds the pages, seen from a real browser."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import serving
from playwright.sync_api import expect

from assessment.ui import shell

pytestmark = pytest.mark.browser

READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def visit(page, address):
    page.goto(address)
    page.locator(READY).wait_for()


def fetch(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.headers, answer.read()
