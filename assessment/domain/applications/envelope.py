"""What a message says of itself, and what the receiving server says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message's head and body.

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
