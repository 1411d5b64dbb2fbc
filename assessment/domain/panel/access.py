"""Who may do what and when: one table of role × phase × act, asked by every use case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.panel.people import Person, Role
from assessment.domain.words.wording import listed


class Phase(StrEnum):
    """A round's life, in its order."""

    PREPARATION = "forberedelse"
    RECEIVING = "modtagelse"
    ASSESSMENT = "vurdering"
    CONSENSUS = "konsensus"
    RECOMMENDATION = "indstilling"
    DECIDED = "afgjort"
    ARCHIVED = "arkiveret"


class Act(StrEnum):
    """What somebody may do, worded to follow “må ikke”."""

    SEE_ROUND = "se runden"
    READ_APPLICATIONS = "læse ansøgninger"
    READ_ORIGINALS = "hente originaler"
    RECEIVE = "lægge ansøgninger ind"
    CORRECT = "rette oplysninger om en ansøgning"
    CHOOSE_VERSION = "lægge en ansøgning til side"
    DECLARE = "erklære habilitet"
    JUDGE_IMPARTIALITY = "afgøre habilitet"
    ASSIGN = "fordele ansøgninger"
    CHECK = "afgøre den formelle prøvning"
    CONFIRM_CHECK = "bekræfte den formelle prøvning"
    SCORE = "vurdere ansøgninger"
    ABSTAIN = "melde en vurdering fra"
    AGREE = "fastsætte konsensus"
    ASK = "skrive til ansøgere"
    NOTE = "skrive notater i sagen"
    SEE_RANKING = "se rangeringen"
    SAVE_SCENARIO = "gemme scenarier"
    RECOMMEND = "indstille"
    DECIDE = "træffe afgørelse"
    WRITE_NOTES = "hente notater"
    WRITE_LETTERS = "skrive breve"
    FOLLOW_UP = "følge op på støtten"
    EXPORT = "hente sagsmappen"
    SEE_LOG = "se hændelserne"
    MOVE = "flytte runden"
    OPEN_ROUND = "åbne runden"
    ARCHIVE = "arkivere runden"
    SEE_PEOPLE = "se deltagerne"
    MANAGE_PEOPLE = "give adgang"
    VERIFY = "efterprøve loggen"
    SAFEKEEP = "tage og indlæse sikkerhedskopier"
    ERASE = "slette en runde"


_FEW = 2
"""Phases that are named one by one; of more, the first and the last are."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something, and in which phases of the round it concerns."""

    roles: frozenset[Role]
    phases: frozenset[Phase]

    @property
    def span(self) -> str:
        """The phases in words: "vurdering", "afgjort og arkiveret", "modtagelse til indstilling"."""
        if len(self.phases) == len(Phase):
            return "alle faser"
        phases = [phase for phase in Phase if phase in self.phases]
        return listed(phases) if len(phases) <= _FEW else f"{phases[0]} til {phases[-1]}"


_REVIEWER, _LEAD, _DECIDER = Role.REVIEWER, Role.LEAD, Role.DECIDER
_READER, _ADMINISTRATOR = Role.READER, Role.ADMINISTRATOR
_PANEL = (_REVIEWER, _LEAD, _DECIDER)
_ORDER = tuple(Phase)


def _rule(roles: tuple[Role, ...], first: Phase, last: Phase) -> Rule:
    phases = _ORDER[_ORDER.index(first) : _ORDER.index(last) + 1]
    return Rule(frozenset(roles), frozenset(phases))


_P = Phase
RULES: dict[Act, Rule] = {
    Act.SEE_ROUND: _rule(tuple(Role), _P.PREPARATION, _P.ARCHIVED),
    Act.READ_APPLICATIONS: _rule((*_PANEL, _READER), _P.RECEIVING, _P.ARCHIVED),
    Act.READ_ORIGINALS: _rule((*_PANEL, _READER), _P.RECEIVING, _P.ARCHIVED),
    # What comes late must be registered too; it is the deadline that decides, not the tool.
    Act.RECEIVE: _rule((_LEAD, _ADMINISTRATOR), _P.RECEIVING, _P.RECOMMENDATION),
    Act.CORRECT: _rule((_REVIEWER, _LEAD), _P.RECEIVING, _P.RECOMMENDATION),
    Act.CHOOSE_VERSION: _rule((_LEAD,), _P.RECEIVING, _P.RECOMMENDATION),
    Act.DECLARE: _rule(_PANEL, _P.RECEIVING, _P.RECOMMENDATION),
    Act.JUDGE_IMPARTIALITY: _rule((_LEAD, _DECIDER), _P.RECEIVING, _P.RECOMMENDATION),
    Act.ASSIGN: _rule((_LEAD,), _P.RECEIVING, _P.ASSESSMENT),
    Act.CHECK: _rule((_REVIEWER, _LEAD), _P.RECEIVING, _P.RECOMMENDATION),
    Act.CONFIRM_CHECK: _rule((_REVIEWER, _LEAD), _P.RECEIVING, _P.RECOMMENDATION),
    Act.SCORE: _rule((_REVIEWER,), _P.ASSESSMENT, _P.ASSESSMENT),
    # Later too: whose review is still awaited then sees nothing of the others' until it is not.
    Act.ABSTAIN: _rule((_REVIEWER, _LEAD), _P.RECEIVING, _P.RECOMMENDATION),
    Act.AGREE: _rule((_REVIEWER, _LEAD), _P.CONSENSUS, _P.CONSENSUS),
    Act.ASK: _rule((_LEAD,), _P.RECEIVING, _P.RECOMMENDATION),
    Act.NOTE: _rule(_PANEL, _P.RECEIVING, _P.DECIDED),
    Act.SEE_RANKING: _rule((*_PANEL, _READER), _P.RECEIVING, _P.ARCHIVED),
    Act.SAVE_SCENARIO: _rule((_LEAD,), _P.ASSESSMENT, _P.RECOMMENDATION),
    Act.RECOMMEND: _rule((_LEAD,), _P.RECOMMENDATION, _P.RECOMMENDATION),
    Act.DECIDE: _rule((_DECIDER,), _P.RECOMMENDATION, _P.RECOMMENDATION),
    Act.WRITE_NOTES: _rule((*_PANEL, _READER), _P.RECEIVING, _P.ARCHIVED),
    # A letter that was sent wrong must be put right after the decision too.
    Act.WRITE_LETTERS: _rule((_LEAD,), _P.RECEIVING, _P.DECIDED),
    # Reports come for years after the selection.
    Act.FOLLOW_UP: _rule((_LEAD,), _P.DECIDED, _P.ARCHIVED),
    Act.EXPORT: _rule((_LEAD, _READER), _P.RECEIVING, _P.ARCHIVED),
    Act.SEE_LOG: _rule((_LEAD, _READER), _P.PREPARATION, _P.ARCHIVED),
    Act.MOVE: _rule((_LEAD,), _P.PREPARATION, _P.DECIDED),
    Act.OPEN_ROUND: _rule((_LEAD, _ADMINISTRATOR), _P.PREPARATION, _P.PREPARATION),
    Act.ARCHIVE: _rule((_LEAD, _ADMINISTRATOR), _P.DECIDED, _P.DECIDED),
    Act.SEE_PEOPLE: _rule(tuple(Role), _P.PREPARATION, _P.ARCHIVED),
    Act.MANAGE_PEOPLE: _rule((_LEAD, _ADMINISTRATOR), _P.PREPARATION, _P.ARCHIVED),
    Act.VERIFY: _rule((_LEAD, _READER, _ADMINISTRATOR), _P.PREPARATION, _P.ARCHIVED),
    Act.SAFEKEEP: _rule((_ADMINISTRATOR,), _P.PREPARATION, _P.ARCHIVED),
    Act.ERASE: _rule((_ADMINISTRATOR,), _P.ARCHIVED, _P.ARCHIVED),
}
"""The whole table; a person with several roles may what one of them may."""


def may(person: Person, act: Act, phase: Phase | None = None) -> bool:
    """Whether somebody may do something to a round in this phase (None: whatever the phase)."""
    return refusal(person, act, phase) is None


def refusal(person: Person, act: Act, phase: Phase | None = None) -> str | None:
    """Why somebody may not do something, in a Danish sentence; None where they may."""
    rule = RULES[act]
    if not person.active:
        return "Din adgang er lukket. Bed projektlederen om at åbne den igen."
    if not person.has(*rule.roles):
        allowed = listed([role for role in Role if role in rule.roles], "eller")
        advice = "" if person.has(_LEAD) else " Tal med projektlederen."
        return f"Du må ikke {act}; det kræver rollen {allowed}.{advice}"
    if phase is not None and phase not in rule.phases:
        return f"Runden er i fasen {phase}, og der kan man ikke {act}. Det hører til {rule.span}."
    return None
