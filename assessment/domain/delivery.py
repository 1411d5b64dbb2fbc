"""What arrives: a message or a folder with its files, before anybody knows what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.application import Issue


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message says of itself and what the receiving server says of it.

    `sender` is as a person would write it ("Navn <navn@kommune.dk>", or what there is of it).
    `sent` is the sender's own word (Date, PR_CLIENT_SUBMIT_TIME), `received` the receiving server's
    (its Received header, PR_MESSAGE_DELIVERY_TIME); both are zone-aware and None where nothing says
    so. `received_by` tells in Danish what `received` rests on, "" where it is None.
    """

    sender: str
    subject: str
    sent: datetime | None
    received: datetime | None
    received_by: str = ""
    recipients: tuple[str, ...] = ()
    body: str = ""


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
