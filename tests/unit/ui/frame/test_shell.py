"""The page we put in the place of Streamlit's, and the settings beside it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit import config

from assessment.ui.frame import shell
from tests import asgi

TEMPLATE = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
SETTINGS = Path(__file__).parents[4] / ".streamlit" / "config.toml"


def test_the_page_runs_no_script_that_stands_in_it():
    """The policy allows scripts from files only; the words are data and never run."""
    html = shell.page(TEMPLATE, '{"frame": {"Close": "Luk"}}')
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html) == [
        '<script type="application/json" id="danish">'
    ]


def test_no_word_can_end_the_block_it_stands_in():
    html = shell.page(TEMPLATE, '{"frame": {"Close": "</script><script>alert(1)"}}')
    assert "alert(1)" in html
    assert "</script><script>alert" not in html


def test_a_page_we_do_not_know_is_refused():
    with pytest.raises(ValueError, match="Streamlit's page has no"):
        shell.page("<html></html>", "{}")


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("/overblik", "./"), ("/overblik?runde=demo&jeg=J%C3%B8rn", "./?runde=demo&jeg=J%C3%B8rn")],
)
def test_the_first_page_is_found_by_its_name_too(asked, led_to):
    app = Starlette(routes=shell.ROUTES, middleware=[Middleware(shell.Shell)])

    answer = asgi.get(app, asked)

    assert (answer.status, answer.headers["location"]) == (307, led_to)


def test_every_setting_is_one_that_streamlit_knows():
    known = config.get_config_options()
    for section, settings in tomllib.loads(SETTINGS.read_text("utf-8")).items():
        for name, value in settings.items():
            names = [f"{name}.{each}" for each in value] if isinstance(value, dict) else [name]
            assert all(f"{section}.{each}" in known for each in names), f"{section}.{name}"
