"""The record of what happened: who did what when, with the old and the new value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What can happen, worded as the log shows it."""

    ROUND_OPENED = "runde åbnet"
    ROUND_MOVED = "runde flyttet"
    PERSON_ADDED = "person tilføjet"
    PERSON_CHANGED = "adgang ændret"
    LOGGED_IN = "login knyttet til person"
    DECLARED = "habilitet erklæret"
    IMPARTIALITY_JUDGED = "habilitet afgjort"
    ASSIGNED_REVIEWER = "bedømmer tildelt"
    UNASSIGNED_REVIEWER = "tildeling fjernet"
    ABSTAINED = "vurdering meldt fra"
    RESUMED = "vurdering taget op igen"
    REGISTERED = "ansøgning registreret"
    MESSAGE_KEPT = "mail uden filer gemt"
    REFUSED = "fil afvist af programmet"
    ATTACHED = "bilag lagt til"
    ASSIGNED = "bilag henført"
    RECEIVED_SET = "modtagelsestid ændret"
    PASSAGE_MOVED = "tekst flyttet til andet felt"
    PASSAGE_MOVED_BACK = "flytning af tekst fortrudt"
    REREAD = "fil læst igen"
    SET_ASIDE = "ansøgning lagt til side"
    TAKEN_BACK = "ansøgning taget frem igen"
    ORIGINAL_SHOWN = "original hentet"
    OUTCOME_SET = "formel prøvning ændret"
    OUTCOME_CONFIRMED = "formel prøvning bekræftet"
    SCORE_SAVED = "point eller begrundelse gemt"
    REVIEW_SUBMITTED = "vurdering indsendt"
    REVIEW_REOPENED = "vurdering genåbnet"
    AGREED = "konsensus fastsat"
    EXCHANGED = "dialog noteret"
    ANSWERED = "svar noteret"
    SHARED = "svar delt med alle"
    WEIGHED = "taget stilling til svar"
    MORE_TIME = "svarfrist udsat"
    RETRACTED = "notering i dialogen taget tilbage"
    RECOMMENDED = "indstilling ændret"
    SCENARIO_SAVED = "scenarie gemt"
    SCENARIO_FORGOTTEN = "scenarie slettet"
    DECIDED = "afgørelse truffet"
    NOTE_WRITTEN = "notat dannet"
    WORKBOOK_WRITTEN = "regneark dannet"
    CASE_NUMBERED = "sagsnummer sat"
    LETTER_WRITTEN = "tekst til brev gemt"
    LETTER_FINISHED = "brev færdiggjort"
    LETTER_FETCHED = "brev hentet"
    LETTER_SENT = "brev sendt"
    UNDERTAKEN = "aftale om støtten gemt"
    REPORT_FORM_FETCHED = "indberetningsskema hentet"
    REPORT_NOTED = "indberetning modtaget"
    REPORT_TAKEN_BACK = "indberetning taget tilbage"
    EXTRACT_FETCHED = "udtræk hentet"
    CASE_FILE_EXPORTED = "sagsmappe hentet"
    CASE_FILE_IMPORTED = "sagsmappe indlæst"
    DEMO_LOADED = "demodata indlæst"
    BACKED_UP = "sikkerhedskopi taget"
    RESTORED = "sikkerhedskopi indlæst"
    ROUND_ERASED = "runde slettet"


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
