"""What a text of a letter was proposed from: points and reasons, outcomes, what was asked."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from assessment.domain.correspondence.dialogue import ASKS
from assessment.domain.letters import dossier
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import Aspect
from assessment.domain.words.wording import date_time, listed, number
from assessment.ui import markup


def draw(case: Case, key: str) -> None:
    """Draw what the text of this key was proposed from, where there is anything."""
    told = "".join(_told(case, key))
    if told:
        st.markdown("**Bygger på**")
        st.html(markup.scrolling("Bygger på", told))


def _told(case: Case, key: str) -> Iterator[str]:
    kind, _, about = key.partition(":")
    if kind == "unmet":
        yield from _requirement(case, about)
    elif about:
        for criterion in case.scheme.criteria:
            for aspect in criterion.aspects if criterion.id == about else ():
                yield from _aspect(case, aspect)
    elif key == dossier.ASKED:
        yield from _asked(case)


def _aspect(case: Case, aspect: Aspect) -> Iterator[str]:
    """What was agreed on an aspect, else what each reviewer gave it."""
    yield markup.heading(f"{aspect.id} {aspect.title}")
    agreed = case.consensus.get(aspect.id)
    if agreed and agreed.points is not None:
        who = f"Konsensus: {number(agreed.points)} point ({listed(agreed.participants)})"
        yield markup.said(agreed.reason, who)
        return
    for review in case.submitted:
        score = review.score(aspect.id)
        if score.points is not None:
            yield markup.said(score.reason, f"{review.reviewer.name}: {score.points} point")


def _requirement(case: Case, requirement_id: str) -> Iterator[str]:
    outcome = case.screening.outcomes.get(requirement_id)
    yield markup.said(case.scheme.requirement(requirement_id).text, "Kravet")
    if outcome:
        yield markup.said(outcome.reason, f"{outcome.outcome}, {outcome.by}")


def _asked(case: Case) -> Iterator[str]:
    for made in case.exchanges:
        if made.kind in ASKS and made.stands:
            yield markup.said(made.text, f"{made.kind} nr. {made.id}, {date_time(made.when)}")
            if made.answer:
                yield markup.said(made.answer.text, f"Svar modtaget {date_time(made.answer.came)}")
