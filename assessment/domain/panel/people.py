"""Who takes part, and what each is there to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is there to do; one person may have several."""

    REVIEWER = "bedømmer"
    LEAD = "projektleder"
    DECIDER = "beslutter"
    READER = "læser"
    ADMINISTRATOR = "administrator"


TAKING_PART = frozenset({Role.REVIEWER, Role.LEAD, Role.DECIDER})
"""Those who influence the outcome and so declare their impartiality (forvaltningsloven § 3)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was let in; the name is theirs alone, since it labels scores, notes and the log.

    `subject` is what a login provider knows them by, "" until they have logged in.
    """

    id: int
    name: str
    email: str = ""
    subject: str = ""
    roles: frozenset[Role] = frozenset()
    active: bool = True
    version: int = 1

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def takes_part(self) -> bool:
        """Whether the person influences the outcome."""
        return self.has(*TAKING_PART)
