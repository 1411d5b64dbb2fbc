"""The case file that the authority's journal keeps: what its manifest says, and how its files are named.

A journal must show of each document its date and a short theme (offentlighedsloven § 15), so the
manifest tells both beside the hash by which anybody can see that the file is the one that was put in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import asdict, dataclass

from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Event
from assessment.domain.rounds.sight import View, told

FORMAT = "assessment case file 1"
MANIFEST, MANIFEST_HASH = "manifest.json", "manifest.sha256"
ROWS = "data/"
"""Where the rows lie from which a round can be read in again."""

LONGEST_NAME = 80
_LONGEST_EXTENSION = 12
# Windows takes none of these, and none of these names whatever their extension.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?= *(?:\.|$))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the case file: where it lies, its date, its short theme, its SHA-256, its size in bytes."""

    path: str
    date: str
    theme: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a case file says of itself; `application` is None where it holds the whole round.

    `revision` is the version of the database that its rows are of. `events` and `head` are the log's
    length and last hash, and `mac` the seal on them, which only whoever has the key can check.
    """

    round: str
    application: int | None
    title: str
    case_number: str
    made_by: str
    made_at: str
    tool: str
    criteria_sha256: str
    revision: str
    events: int
    head: str
    mac: str
    files: tuple[Filed, ...] = ()

    def to_json(self) -> bytes:
        """The manifest as people and programs read it."""
        plain = {"format": FORMAT} | asdict(self)
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """The manifest of a text; ValueError, TypeError, LookupError or RecursionError for any other."""
        plain = json.loads(text)
        if plain.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        files = tuple(Filed(**each) for each in plain.pop("files"))
        made = cls(**plain, files=files)
        if not all(map(_sound, files)) or not isinstance(made.events, int):
            raise TypeError(MANIFEST)
        return made


def _sound(filed: Filed) -> bool:
    texts = (filed.path, filed.date, filed.theme, filed.sha256)
    return all(isinstance(each, str) for each in texts) and isinstance(filed.size, int)


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the log with its number and its place in the chain of hashes."""

    number: int
    event: Event
    content_sha256: str
    previous_sha256: str
    sha256: str


def journal(drafts: Collection[tuple[int, str]]) -> View:
    """What the log keeps from the journal, which many can read: reviews that were not submitted.

    `drafts` are those, as application and name.
    """
    return View(Person(0, ""), drafts=frozenset(drafts))


def withheld(event: Event, view: View) -> bool:
    """Whether something of what an entry says stays out: a draft, or the grounds of a conflict."""
    return told(event, view) != event


def safe_name(name: str, default: str = "uden navn") -> str:
    """A file's name as Windows and all others can have it, 80 characters at most with its extension."""
    known = unicodedata.normalize("NFC", name)
    printable = "".join(each if each.isprintable() else " " for each in known)
    cleaned = " ".join(_FORBIDDEN.sub("-", printable).split()).strip(". ")
    shortened = _shortened(cleaned or default)
    return f"_{shortened}" if _DEVICES.match(shortened) else shortened


def unused(path: str, taken: Collection[str]) -> str:
    """A path that is not taken, whatever its case: "brev.docx", then "brev (2).docx".

    `taken` are paths in small letters.
    """
    stem, dot, extension = path.rpartition(".")
    if not dot or "/" in extension:
        stem, extension = path, ""
    candidate, count = path, 1
    while candidate.casefold() in taken:
        count += 1
        candidate = f"{stem} ({count}){dot if extension else ''}{extension}"
    return candidate


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        return name[:LONGEST_NAME].rstrip(". ")
    return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip('. ')}.{extension}"
