"""Scoring: the application on the left, the criteria on the right, one aspect at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.domain.case import Case, RoundCases
from assessment.domain.evidence import elsewhere
from assessment.domain.review import Person, Review
from assessment.domain.scheme import POINTS, Aspect, Scheme, Statement
from assessment.domain.wording import clock, counted, date_time
from assessment.ui import markup, session
from assessment.ui.components import (
    READING_HEIGHT,
    attempt,
    header,
    needs_person,
    pick_case,
)
from assessment.workflow import reviewing, searching
from assessment.workflow.core import Workflow

TITLE = "Vurdering"

_ASPECT = "aspect"
_FIELDS, _WHOLE = "Felter til aspektet", "Hele dokumentet"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    person = place.person
    case = pick_case(place.round, lambda each: _progress(each, person))
    if case is None or not needs_person(place) or person is None:
        return
    if case.screening.unmet:
        unmet = ", ".join(each.requirement for each in case.screening.unmet)
        st.warning(f"Ansøgningen opfylder ikke {unmet} og indgår ikke i rangeringen.")
    review = _own(case, person)
    aspects, finish = st.columns([6, 2], vertical_alignment="bottom")
    with aspects:
        aspect = _choose_aspect(case.scheme, review)
    with finish:
        _finish(workflow, case, review)
    left, right = st.columns(2, gap="medium")
    with left, st.container(height=READING_HEIGHT, border=True, key="application_side"):
        _application(place.round, case, aspect)
    with right, st.container(height=READING_HEIGHT, border=True, key="criteria_side"):
        _score(workflow, case, review, aspect)


def _own(case: Case, person: Person) -> Review:
    mine = (review for review in case.reviews if review.reviewer.id == person.id)
    return next(mine, Review(case.id, person))


def _progress(case: Case, person: Person | None) -> str:
    if person is None:
        return f"{len(case.submitted)} indsendt"
    review = _own(case, person)
    if review.submitted:
        return "indsendt"
    return f"{review.complete_count(case.scheme)} af {len(case.scheme.aspects)}"


def _finish(workflow: Workflow, case: Case, review: Review) -> None:
    """Submit what is complete, or take back what is submitted."""
    if review.submitted:
        with st.popover("Genåbn", width="stretch"):
            _reopen(workflow, review)
        return
    complete = review.complete_count(case.scheme) == len(case.scheme.aspects)
    submitted = st.button(
        "Indsend vurdering", type="primary", disabled=not complete, key="submit", width="stretch"
    )
    if submitted:
        refusal = attempt(lambda: reviewing.submit(workflow, review.application, review.reviewer))
        if refusal:
            st.error(refusal)
        else:
            st.rerun()


def _reopen(workflow: Workflow, review: Review) -> None:
    reason = st.text_input("Hvorfor genåbnes vurderingen?", key="reopen_reason")
    if st.button("Genåbn vurderingen", key="reopen"):
        refusal = attempt(
            lambda: reviewing.reopen(workflow, review.application, review.reviewer, reason or "")
        )
        if refusal:
            st.error(refusal)
        else:
            st.rerun()


def _choose_aspect(scheme: Scheme, review: Review) -> Aspect:
    aspects = {aspect.id: aspect for aspect in scheme.aspects}
    if session.value(_ASPECT) not in aspects:
        session.put(_ASPECT, next(iter(aspects)))
    chosen = st.pills(
        _state(scheme, review),
        list(aspects),
        format_func=lambda each: f"✓ {each}" if review.score(each).complete else each,
        key=_ASPECT,
        required=True,
        persist_state="session",
    )
    return aspects[chosen or next(iter(aspects))]


def _state(scheme: Scheme, review: Review) -> str:
    if review.submitted:
        return f"Indsendt {date_time(review.submitted)}; tæller med i rangeringen."
    done = review.complete_count(scheme)
    return f"{done} af {len(scheme.aspects)} aspekter har point og begrundelse."


def _application(round_: RoundCases, case: Case, aspect: Aspect) -> None:
    view = st.segmented_control(
        "Vis",
        [_FIELDS, _WHOLE],
        default=_FIELDS,
        required=True,
        key="application_view",
        label_visibility="collapsed",
    )
    if view == _WHOLE:
        st.html(markup.document(case.application.reading))
        return
    fields = case.scheme.fields_feeding(aspect.id)
    st.html(markup.answers(case.application, case.scheme, fields))
    _elsewhere(round_, case, aspect)
    if case.application.reading.unplaced:
        count = counted(len(case.application.reading.unplaced), "tekststykke", "tekststykker")
        st.caption(f"Filen har {count} uden for felterne; se {_WHOLE.lower()}.")


def _elsewhere(round_: RoundCases, case: Case, aspect: Aspect) -> None:
    """What speaks to the aspect outside the fields made for it, one click away."""
    found = elsewhere(searching.evidence_of(round_, case)[aspect.id])
    if found:
        with st.expander(f"Andre steder i ansøgningen ({len(found)})"):
            st.html(markup.evidence(found, case.scheme.form))


def _statement(scheme: Scheme, aspect: Aspect) -> Statement:
    return next(each for each in scheme.statements if aspect in each.aspects)


def _score(workflow: Workflow, case: Case, review: Review, aspect: Aspect) -> None:
    statement = _statement(case.scheme, aspect)
    title, weight = st.columns([7, 4], vertical_alignment="center")
    title.markdown(f"#### {aspect.id} {aspect.title}")
    with weight.popover("Vægtning", width="stretch"):
        st.markdown(f"**{statement.id}** {statement.given_weight}")
        st.markdown("\n".join(f"- {prompt}" for prompt in aspect.prompts))
    priority = " :blue-badge[Prioriteres]" if statement.prioritised else ""
    st.markdown(f"{aspect.question}{priority}")
    _inputs(workflow, case, review, aspect)
    _walk([each.id for each in case.scheme.aspects], aspect.id)


def _inputs(workflow: Workflow, case: Case, review: Review, aspect: Aspect) -> None:
    score = review.score(aspect.id)
    key = f"score_{case.id}_{review.reviewer.id}_{aspect.id}"
    names = {step.points: step.name for step in case.scheme.scoring.scale}
    locked = review.submitted is not None
    saving = (workflow, review, aspect.id, key)
    # Starting values, and not values set in the session: those are sent again where a click cuts a
    # run short, over what somebody has typed meanwhile.
    st.radio(
        "Point",
        list(POINTS),
        index=score.points,
        format_func=lambda points: f"{points} – {names[points]}",
        captions=list(aspect.anchors),
        key=f"{key}_points",
        on_change=_save,
        args=saving,
        disabled=locked,
    )
    with st.container(key=f"autosave_{key}"):
        st.text_area(
            "Begrundelse",
            value=score.reason,
            key=f"{key}_reason",
            help="Peg på stedet i ansøgningen. Skriv, som om ansøger læser med.",
            height=130,
            on_change=_save,
            args=saving,
            disabled=locked,
        )
    problem = session.text(f"{key}_problem")
    if problem:
        st.error(problem)
    elif score.saved:
        st.caption(f"Gemt kl. {clock(score.saved)}")


def _save(workflow: Workflow, review: Review, aspect_id: str, key: str) -> None:
    points, reason = session.whole(f"{key}_points"), session.text(f"{key}_reason")
    problem = attempt(
        lambda: reviewing.save_score(
            workflow, review.application, review.reviewer, aspect_id, points=points, reason=reason
        )
    )
    session.put(f"{key}_problem", problem)


def _walk(order: Sequence[str], aspect_id: str) -> None:
    place = order.index(aspect_id)
    with st.container(horizontal=True):
        st.button(
            "Forrige aspekt",
            disabled=place == 0,
            key="previous_aspect",
            on_click=session.put,
            args=(_ASPECT, order[max(place - 1, 0)]),
        )
        st.button(
            "Næste aspekt",
            disabled=place == len(order) - 1,
            key="next_aspect",
            on_click=session.put,
            args=(_ASPECT, order[min(place + 1, len(order) - 1)]),
        )
