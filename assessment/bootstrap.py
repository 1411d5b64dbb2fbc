"""The composition root: settings, database, rule file and clock become one Workflow."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from assessment import __version__, criteria_file
from assessment.errors import SettingsError
from assessment.intake.worker import Workers
from assessment.storage import Database
from assessment.workflow.core import Workflow

_ROOT = Path(__file__).resolve().parent.parent
SAMPLES = _ROOT / "sample_applications"

LOGIN_SETTINGS = (
    "ASSESSMENT_OIDC_METADATA_URL",
    "ASSESSMENT_OIDC_CLIENT_ID",
    "ASSESSMENT_OIDC_CLIENT_SECRET",
    "ASSESSMENT_COOKIE_SECRET",
    "ASSESSMENT_PUBLIC_URL",
)
SHORTEST_SECRET = 32
"""Characters of a secret that signs who somebody is."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment sets: database, rule file, the log's key, the authority's own templates."""

    database_url: str
    criteria: Path
    audit_key: str | None = None
    templates: Path | None = None


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; the default database lies in the user's data folder."""
    data = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    default = f"sqlite:///{data / 'assessment' / 'assessment.sqlite3'}"
    criteria = environ.get("ASSESSMENT_CRITERIA") or _ROOT / "criteria.yaml"
    address = environ.get("ASSESSMENT_DATABASE_URL") or default
    templates = environ.get("ASSESSMENT_TEMPLATES")
    return Settings(
        address,
        Path(criteria),
        environ.get("ASSESSMENT_AUDIT_KEY") or None,
        Path(templates) if templates else None,
    )


@dataclass(frozen=True, slots=True)
class Login:
    """Who says who people are (an OpenID provider), and where the browser finds us."""

    metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    public_url: str

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by TLS, so that no cookie may go without it."""
        return self.public_url.startswith("https:")


def login(environ: Mapping[str, str] = os.environ) -> Login | None:
    """Read the login's settings; None for local mode, where none is set.

    Raises SettingsError where only some are set, or one cannot be used.
    """
    given = {name: environ.get(name, "").strip() for name in LOGIN_SETTINGS}
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(LOGIN_SETTINGS):
        return None
    if missing:
        raise SettingsError(
            f"Login er kun halvt sat op: {', '.join(missing)} mangler. "
            "Sæt alle fem indstillinger, eller ingen af dem for at køre lokalt uden login."
        )
    chosen = Login(*given.values())
    if len(chosen.cookie_secret) < SHORTEST_SECRET:
        raise SettingsError(
            f"ASSESSMENT_COOKIE_SECRET er for kort. Brug mindst {SHORTEST_SECRET} tilfældige tegn."
        )
    _safe_address("ASSESSMENT_OIDC_METADATA_URL", chosen.metadata_url)
    public = _safe_address("ASSESSMENT_PUBLIC_URL", chosen.public_url)
    if public.path.strip("/") or public.query or public.fragment:
        raise SettingsError(
            "ASSESSMENT_PUBLIC_URL skal være serverens adresse uden sti, "
            "fx https://ansoegninger.example.dk."
        )
    return replace(chosen, public_url=f"{public.scheme}://{public.netloc.lower()}")


def _safe_address(name: str, text: str) -> SplitResult:
    try:
        address = urlsplit(text)
    except ValueError:
        address = urlsplit("")
    local = address.scheme == "http" and address.hostname and _is_loopback(address.hostname)
    if not (address.hostname and (address.scheme == "https" or local)):
        raise SettingsError(f"{name} skal være en adresse, der begynder med https://.")
    return address


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def now() -> datetime:
    """The time, zone-aware."""
    return datetime.now(UTC)


@cache
def workers() -> Workers:
    """The processes that open what strangers sent; they start when the first file comes."""
    return Workers()


@cache
def tool() -> str:
    """The program's version and the hash of its code: "0.1.0 (SHA-256 …)", as documents print it."""
    digest = hashlib.sha256()
    package = _ROOT / "assessment"
    files = (each for each in package.rglob("*") if each.is_file() and each.suffix != ".pyc")
    for path in sorted(files):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__} (SHA-256 {digest.hexdigest()})"


def workflow(chosen: Settings) -> Workflow:
    """Open the database, brought up to date, and check the rule file.

    Raises CriteriaFileError or StorageError with what is wrong.
    """
    criteria = criteria_file.read(chosen.criteria)
    criteria_file.parse(criteria, chosen.criteria.name)
    database = Database(chosen.database_url, key=chosen.audit_key)
    database.migrate()
    return Workflow(database, criteria, now, workers().run, tool(), chosen.templates)
