"""Ending a review: submitting it, taking it back, and abstaining from it."""

from __future__ import annotations

import streamlit as st

from assessment.domain.panel.access import Act, may
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Person
from assessment.domain.reviewing.review import Review
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import listed
from assessment.ui import doing, saving, session
from assessment.ui.components import Place, done, download, quietly
from assessment.ui.pages.review.own import Own, score_key
from assessment.workflow import assigning, reviewing
from assessment.workflow.core import Workflow

KEY = "finish_review"
"""What is told of the last button is told under this key."""


def show(workflow: Workflow, place: Place, case: Case, own: Own) -> None:
    """Submit what is complete, or take back what is submitted."""
    if own.kept is None:
        _submit(workflow, case, own.review)
    elif own.review.submitted and may(place.person, Act.SCORE, place.round.phase):
        with st.popover("Genåbn", width="stretch"):
            _reopen(workflow, own.review)


def fetch(place: Place, case: Case, own: Own) -> None:
    """Offer one's own assessment as Word once anything is written of it; a draft says so itself."""
    if own.review.scores and may(place.person, Act.WRITE_NOTES, place.round.phase):
        download("Hent min vurdering", f"vurdering/{case.id}", key=f"own_{case.id}")


def abstain(workflow: Workflow, place: Place, own: Own) -> None:
    """Let somebody who cannot review an application say so, or take it up again."""
    task, person = own.task, place.person
    if task is None or own.review.submitted or not may(person, Act.ABSTAIN, place.round.phase):
        return
    if task.abstained:
        st.button(
            "Tag vurderingen op igen",
            key="resume",
            width="stretch",
            on_click=_abstain,
            args=(workflow, task, person, ""),
        )
        return
    with st.popover("Meld fra", width="stretch"):
        st.markdown(
            "Kan du ikke vurdere ansøgningen, så meld fra. Det tæller aldrig som point, og "
            "begrundelsen bliver stående i hændelserne. Det, du har skrevet, bliver gemt."
        )
        key = f"abstain_reason_{task.application}"
        st.text_input("Hvorfor melder du fra?", key=key)
        st.button(
            "Meld vurderingen fra",
            key="abstain",
            on_click=_abstain,
            args=(workflow, task, person, key),
        )


def _abstain(workflow: Workflow, task: Assignment, person: Person, reason: str) -> None:
    """Abstain with what a field holds as the reason, or take the review up again without a field."""
    doing.do(
        KEY,
        lambda: assigning.abstain(
            workflow,
            task.application,
            person.id,
            reason=session.text(reason) if reason else "",
            by=person,
            expected=task.version,
        ),
        done="Du har meldt fra." if reason else "Du har taget vurderingen op igen.",
        drafts="abstain_reason_",
    )


def _submit(workflow: Workflow, case: Case, review: Review) -> None:
    aspects = case.scheme.aspects
    unsaved = [each.id for each in aspects if saving.waits(score_key(review, each.id))]
    if unsaved:
        quietly(f"Aspekt {listed(unsaved)} er ikke gemt.")
    complete = not unsaved and review.complete_count(case.scheme) == len(aspects)
    submitted = st.button(
        "Indsend vurdering", type="primary", disabled=not complete, key="submit", width="stretch"
    )
    if submitted:
        done(lambda: reviewing.submit(workflow, review.application, review.reviewer))


def _reopen(workflow: Workflow, review: Review) -> None:
    reason = st.text_input("Hvorfor genåbnes vurderingen?", key="reopen_reason")
    if st.button("Genåbn vurderingen", key="reopen"):
        done(lambda: reviewing.reopen(workflow, review.application, review.reviewer, reason or ""))
