"""The team server's files: nginx's configuration is filled in from the one settings file."""

from __future__ import annotations

import re
import tomllib

import pytest

from assessment import bootstrap
from deploy import render
from tests import builders

DEPLOY = builders.ROOT / "deploy"
EXAMPLE = (DEPLOY / "assessment.env.example").read_text("utf-8")
SETTINGS = render.settings(EXAMPLE)


def test_the_example_sets_what_the_login_needs():
    assert set(bootstrap.LOGIN_SETTINGS) <= SETTINGS.keys()


def test_nothing_is_left_to_fill_in():
    made = render.rendered(SETTINGS)
    assert re.findall(r"@[A-Z_]+@", made) == []
    assert "server_name ansoegninger.example.dk;" in made
    assert "return 308 https://ansoegninger.example.dk$request_uri;" in made


def test_each_replica_is_one_server():
    made = render.rendered(SETTINGS | {"REPLICA_PORTS": "8501 8502 8503"})
    assert re.findall(r"server 127\.0\.0\.1:(\d+) max_fails=1", made) == ["8501", "8502", "8503"]


def test_nginx_lets_through_what_the_app_takes():
    config = tomllib.loads((builders.ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    limit = re.search(r"client_max_body_size +(\d+)m;", render.rendered(SETTINGS))
    assert int(limit[1]) == config["server"]["maxUploadSize"] + 1


@pytest.mark.parametrize("value", ["", "/a; return 200", "a\nb", "{", "$host"])
def test_a_setting_that_is_missing_or_would_be_more_than_a_value_is_refused(value):
    with pytest.raises(SystemExit, match=r"^TLS_KEY mangler"):
        render.rendered(SETTINGS | {"TLS_KEY": value})


def test_every_setting_of_the_example_is_used():
    template = (DEPLOY / "nginx.conf.template").read_text("utf-8")
    units = [each.read_text("utf-8") for each in sorted(DEPLOY.glob("*.service"))]
    assert all("EnvironmentFile=/etc/assessment/assessment.env" in unit for unit in units)
    for_nginx = {name for name in SETTINGS if not name.startswith("ASSESSMENT_")}
    assert {name for name in for_nginx if f"@{name}@" not in template} == {"REPLICA_PORTS"}
