"""A message that has been opened, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.domain.applications.delivery import SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue

LONGEST_BODY = 200_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A message's envelope and its attachments in order; messages among these are files still."""

    envelope: Envelope
    files: tuple[SentFile, ...] = ()
    issues: tuple[Issue, ...] = ()


def addressee(name: str, address: str) -> str:
    """Write somebody as people do: name and address, or what there is of them."""
    if not name or name.lower() == address.lower():
        return address
    return f"{name} <{address}>" if address and address not in name else name
