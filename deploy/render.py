"""Fill nginx.conf.template from the server's settings: render.py assessment.env > assessment.conf."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
TEMPLATE = HERE / "nginx.conf.template"
STREAMLIT = HERE.parent / ".streamlit" / "config.toml"

# What may stand in a value: nothing that could end a directive and begin another.
_SAFE = re.compile(r"[\w./:\[\] -]+")


def settings(text: str) -> dict[str, str]:
    """Read an environment file as systemd does, as far as the example goes."""
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def rendered(given: Mapping[str, str]) -> str:
    """The configuration; SystemExit names a setting that is missing or cannot be used."""
    public = _value(given, "ASSESSMENT_PUBLIC_URL").rstrip("/")
    ports = _value(given, "REPLICA_PORTS").split()
    values = {
        "PUBLIC_URL": public,
        "SERVER_NAME": urlsplit(public).hostname or "",
        "REPLICAS": "\n".join(
            f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;" for port in ports
        ),
        "UPLOAD_LIMIT": f"{_upload_limit() + 1}m",  # the form around the file needs room too
    }
    names = set(re.findall(r"@([A-Z_]+)@", TEMPLATE.read_text("utf-8")))
    values |= {name: _value(given, name) for name in names - values.keys()}
    return re.sub(r"@([A-Z_]+)@", lambda found: values[found[1]], TEMPLATE.read_text("utf-8"))


def _value(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "")
    if not _SAFE.fullmatch(value):
        raise SystemExit(f"{name} mangler, eller har tegn, som nginx ikke kan bruge.")
    return value


def _upload_limit() -> int:
    """The app's own limit in MB, so that the two cannot differ."""
    return int(tomllib.loads(STREAMLIT.read_text("utf-8"))["server"]["maxUploadSize"])


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program's name and the file
        raise SystemExit("Brug: python deploy/render.py /etc/assessment/assessment.env")
    print(rendered(settings(Path(sys.argv[1]).read_text("utf-8"))), end="")  # noqa: T201
