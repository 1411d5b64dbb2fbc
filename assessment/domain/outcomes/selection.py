"""Why somebody is selected where the points alone do not say so, and what that choice builds on.

The guides name neither geography nor size as a consideration: they must never break a tie in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum

from assessment.domain.outcomes.award import Award
from assessment.domain.ranking.places import Group, Standing
from assessment.domain.words.wording import listed


class Ground(StrEnum):
    """What a choice can build on, worded to follow “valget bygger på”."""

    PRIORITY = "de prioriterede udsagn"
    MERITS = "styrker og svagheder i forhold til kriterierne"
    RISK = "sikkerheden i vurderingen"
    GEOGRAPHY = "geografisk spredning"
    SIZE = "ansøgers størrelse"
    OTHER = "andet"


UNNAMED = (Ground.GEOGRAPHY, Ground.SIZE)
"""What the guides do not name; a choice that builds on it is legally at risk."""

_WORDS = {
    Ground.GEOGRAPHY: re.compile(
        r"\w*geografi|\blandsdel|\w*region|\b(?:\w*geo)?spredning|\b(?:hele|af) landet\b"
        r"|\b(?:yderområde|yderkommune|udkant|hovedstad|provins)|\b(?:øst|vest|nord|syd) for\b"
        # In a part of the country, and not an applicant that is named after one.
        r"|\b(?:i|på|fra) \w*(?:jylland|sjælland|fyn|bornholm|lolland|falster)\b",
        re.IGNORECASE,
    ),
    Ground.SIZE: re.compile(
        r"\b(?:lille|små|mindre|mindste|stor|stort|store|større|største)\s+"
        r"(?:kommune|ansøger|(?:bo)?tilbud|bosted|fond|forening)"
        r"|\w*størrelse|\bindbygger",
        re.IGNORECASE,
    ),
}
"""What a text says where it speaks of a ground; inflections and compounds are found too."""


def in_order(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Grounds in the order they are offered in, each once."""
    chosen = set(grounds)
    return tuple(each for each in Ground if each in chosen)


def choice_needed(award: Award, standing: Standing | None) -> str:
    """Why a choice must be reasoned, in one Danish sentence; "" where the ranking makes it.

    `standing` is None for whoever does not see the whole round, and so cannot know the place.
    """
    if standing is None:
        return (
            "Du ser ikke hele runden og kan derfor ikke kende ansøgerens plads, så valget skal "
            "begrundes."
        )
    if standing.group is Group.DECIDE_TOGETHER:
        near = listed(standing.reasons)
        return (
            f"Pointene alene afgør ikke, om ansøgeren udvælges ({near}), så valget skal begrundes."
        )
    if standing.group is Group.OUT and award is Award.GRANT:
        return "Ansøgeren ligger under grænsen for udvælgelse, så et tilsagn skal begrundes."
    if standing.group is Group.IN and award is not Award.GRANT:
        return (
            "Ansøgeren ligger inden for det antal, der kan udvælges, så det skal begrundes, at der "
            f"indstilles til {award}."
        )
    return ""


def silent_ground(text: str, grounds: Collection[Ground]) -> str:
    """What a text builds on without saying so openly, in one Danish sentence; "" where nothing."""
    silent = [each for each in UNNAMED if each not in grounds and _WORDS[each].search(text)]
    if not silent:
        return ""
    named = listed([f"“{each}”" for each in silent])
    return (
        f"Begrundelsen for valget nævner {named}, som ikke er valgt under “Hvad bygger valget på?”. "
        "Vælg det dér, så det står åbent, eller skriv begrundelsen uden."
    )


def grounds_words(grounds: Collection[Ground]) -> str:
    """What the choice builds on, as a Danish sentence; "" where nothing is said of it."""
    return f"Valget bygger på {listed(list(grounds))}." if grounds else ""


def ground_remark(grounds: Collection[Ground]) -> str:
    """What must be settled of grounds that the guides do not name; "" where there are none."""
    unnamed = [each for each in UNNAMED if each in grounds]
    if not unnamed:
        return ""
    told = listed(unnamed)
    kind = "et hensyn" if len(unnamed) == 1 else "hensyn"
    return (
        f"{told[:1].upper()}{told[1:]} er ikke {kind} i vejledningen; det skal afklares juridisk, før "
        "afgørelsen træffes."
    )
