"""Ending a review: submitting it, taking it back, and abstaining from it."""

from __future__ import annotations

import streamlit as st

from assessment.domain.access import Act, may
from assessment.domain.assignment import Assignment
from assessment.domain.case import Case
from assessment.domain.people import Person
from assessment.domain.review import Review
from assessment.ui.components import Place, done
from assessment.ui.pages.review.own import Own
from assessment.workflow import assigning, reviewing
from assessment.workflow.core import Workflow


def show(workflow: Workflow, place: Place, case: Case, own: Own) -> None:
    """Submit what is complete, take back what is submitted, or say that one cannot."""
    if own.kept is None:
        _submit(workflow, case, own.review)
    elif own.review.submitted and may(place.person, Act.SCORE, place.round.phase):
        with st.popover("Genåbn", width="stretch"):
            _reopen(workflow, own.review)
    if own.task and not own.review.submitted and may(place.person, Act.ABSTAIN, place.round.phase):
        _abstain(workflow, own.task, place.person)


def _submit(workflow: Workflow, case: Case, review: Review) -> None:
    complete = review.complete_count(case.scheme) == len(case.scheme.aspects)
    submitted = st.button(
        "Indsend vurdering", type="primary", disabled=not complete, key="submit", width="stretch"
    )
    if submitted:
        done(lambda: reviewing.submit(workflow, review.application, review.reviewer))


def _reopen(workflow: Workflow, review: Review) -> None:
    reason = st.text_input("Hvorfor genåbnes vurderingen?", key="reopen_reason")
    if st.button("Genåbn vurderingen", key="reopen"):
        done(lambda: reviewing.reopen(workflow, review.application, review.reviewer, reason or ""))


def _abstain(workflow: Workflow, task: Assignment, person: Person) -> None:
    """Let a reviewer who cannot assess an application say so, or take it up again."""

    def abstain(reason: str) -> None:
        done(
            lambda: assigning.abstain(
                workflow,
                task.application,
                person.id,
                reason=reason,
                by=person,
                expected=task.version,
            )
        )

    if task.abstained:
        if st.button("Tag vurderingen op igen", key="resume", width="stretch"):
            abstain("")
        return
    with st.popover("Meld fra", width="stretch"):
        st.markdown(
            "Kan du ikke vurdere ansøgningen, så meld fra. Det tæller aldrig som point, og "
            "projektlederen kan se hvorfor. Det, du har skrevet, bliver gemt."
        )
        reason = st.text_input("Hvorfor melder du fra?", key=f"abstain_{task.application}")
        missing = not (reason or "").strip()
        if st.button("Meld vurderingen fra", disabled=missing, key="abstain"):
            abstain(reason or "")
