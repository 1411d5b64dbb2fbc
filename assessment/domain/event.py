"""The record of what happened: who did what when, with the old and the new value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What can happen, worded as the log shows it."""

    ROUND_OPENED = "runde åbnet"
    PERSON_ADDED = "person tilføjet"
    REGISTERED = "ansøgning registreret"
    RECEIVED_SET = "modtagelsestid ændret"
    OUTCOME_SET = "formel prøvning ændret"
    SCORE_SAVED = "point eller begrundelse gemt"
    REVIEW_SUBMITTED = "vurdering indsendt"
    REVIEW_REOPENED = "vurdering genåbnet"
    RECOMMENDED = "indstilling ændret"
    NOTE_WRITTEN = "notat dannet"
    DEMO_LOADED = "demodata indlæst"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the append-only log; `subject` names what it concerns, such as "aspekt 1a"."""

    at: datetime
    actor: str
    action: Action
    round: str
    application: int | None = None
    subject: str = ""
    old: str = ""
    new: str = ""
