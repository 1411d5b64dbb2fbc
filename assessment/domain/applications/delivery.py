"""What arrives: a message or a folder with its files, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file as it came; `name` is its name as a person knows it, without folders."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """What came together: a message with its attachments, or a folder's files.

    `name` tells where it was found ("postkasse.zip/Ansøgning fra Ask.eml"), "" for a lone file.
    `original` are a message's own bytes, empty where there is no message. `inner` are the messages
    and folders inside it. `issues` say, in Danish, what of it could not be opened; nothing is
    dropped silently.
    """

    name: str
    files: tuple[SentFile, ...] = ()
    envelope: Envelope | None = None
    original: bytes = b""
    inner: tuple[Parcel, ...] = ()
    issues: tuple[Issue, ...] = ()

    def walk(self) -> Iterator[Parcel]:
        """Yield the parcel and all those inside it, outermost first."""
        yield self
        for parcel in self.inner:
            yield from parcel.walk()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A parcel as it was registered in a round; its files are applications and attachments since."""

    id: int
    round: str
    name: str
    envelope: Envelope | None
    registered_at: datetime
    registered_by: str
    issues: tuple[Issue, ...] = ()

    @property
    def received(self) -> datetime | None:
        """When the receiving server had it, None where no message says so."""
        return self.envelope.received if self.envelope else None


class Fate(StrEnum):
    """What became of a file."""

    REGISTERED = "registreret"
    ATTACHED = "lagt ved som bilag"
    WAITING = "venter på en ansøgning"
    KNOWN = "findes allerede"
    REFUSED = "afvist af programmet"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file, with the Danish sentence that tells it.

    `source` is the message, zip or folder that the file came in, "" for a file by itself, and
    `envelope` the head of the message around it, None where there is none.
    """

    filename: str
    fate: Fate
    message: str
    application: int | None = None
    source: str = ""
    envelope: Envelope | None = None
