"""Starting the server without login, where others could reach it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests import builders

COMMAND = [sys.executable, "-m", "streamlit", "run", str(builders.ROOT / "app.py")]


def started(tmp_path, *flags, **settings):
    """Start the server, which is expected to end by itself."""
    environ = {name: value for name, value in os.environ.items() if "ASSESSMENT_" not in name}
    own = {"ASSESSMENT_DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3", "PYTHONUTF8": "1"}
    return subprocess.run(
        [*COMMAND, "--server.port", "0", *flags],
        env=environ | own | settings,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("flags", "settings"),
    [
        ((), {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}),
        (("--server.address", "0.0.0.0"), {}),
        (("--server.address", "::"), {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}),
    ],
    ids=["environment", "flag", "flag before environment"],
)
def test_without_login_no_other_machine_can_be_let_in(tmp_path, flags, settings):
    ended = started(tmp_path, *flags, **settings)
    assert ended.returncode == 1
    assert "Programmet starter ikke: uden login må det kun lytte på denne maskine" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "a.sqlite3").exists()


def test_half_a_login_does_not_fall_back_to_none(tmp_path):
    ended = started(tmp_path, ASSESSMENT_COOKIE_SECRET="k" * 40)
    assert ended.returncode == 1
    assert "Login er kun halvt sat op: ASSESSMENT_OIDC_METADATA_URL" in ended.stderr
