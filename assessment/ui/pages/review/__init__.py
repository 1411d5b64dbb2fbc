"""Scoring: the application on the left, the criteria on the right, one aspect at a time."""

from __future__ import annotations

import streamlit as st

from assessment.domain.finding.evidence import elsewhere
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.scheme import Aspect, Scheme
from assessment.domain.words.wording import counted, date_time
from assessment.ui import doing, markup, session
from assessment.ui.components import READING_HEIGHT, Place, allowed, header, pick_case
from assessment.ui.pages.dialogue import card
from assessment.ui.pages.review import finishing, offline, scoring
from assessment.ui.pages.review.own import Own, assigned, own, progress, review_of
from assessment.workflow import searching
from assessment.workflow.core import Workflow

TITLE = "Vurdering"

_FIELDS, _WHOLE = "Felter til aspektet", "Hele dokumentet"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    case = _pick(place)
    if case is None:
        return
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        if case.screening.unmet:
            unmet = ", ".join(each.requirement for each in case.screening.unmet)
            st.warning(f"Ansøgningen opfylder ikke {unmet} og indgår ikke i rangeringen.")
    doing.tell(finishing.KEY)
    mine = own(place, case)
    aspects, finish, abstain = st.columns([6, 2, 2], vertical_alignment="bottom")
    with aspects:
        aspect = _choose_aspect(place, mine)
    with finish:
        finishing.show(workflow, place, case, mine)
    with abstain:
        finishing.abstain(workflow, place, mine)
    left, right = st.columns(2, gap="medium")
    with left, st.container(height=READING_HEIGHT, border=True, key="application_side"):
        _application(place.round, case, aspect)
    with right, st.container(height=READING_HEIGHT, border=True, key="criteria_side"):
        scoring.show(workflow, case, mine, aspect)
    finishing.fetch(place, case, mine)
    offline.show(workflow, place)  # last: what comes and goes in it moves nothing that is typed in


def _pick(place: Place) -> Case | None:
    """Choose an application, one's own first; the button leads to one's next that is not submitted."""
    person = place.person
    first = {case.id for case in assigned(place)}
    waiting = [case.id for case in assigned(place) if not review_of(case, person).submitted]
    offered = sorted(place.round.cases, key=lambda case: case.id not in first)
    return pick_case(
        place.round, lambda case: progress(case, person), offered=offered, waiting=waiting
    )


def _choose_aspect(place: Place, mine: Own) -> Aspect:
    scheme = place.round.scheme
    aspects = {aspect.id: aspect for aspect in scheme.aspects}
    if session.value(scoring.ASPECT) not in aspects:
        session.put(scoring.ASPECT, next(iter(aspects)))
    chosen = st.pills(
        f"{_state(scheme, mine)}{_whole_list(place)}",
        list(aspects),
        format_func=lambda each: f"✓ {each}" if mine.review.score(each).complete else each,
        key=scoring.ASPECT,
        required=True,
        persist_state="session",
    )
    return aspects[chosen or next(iter(aspects))]


def _state(scheme: Scheme, mine: Own) -> str:
    if mine.review.submitted:
        return f"Indsendt {date_time(mine.review.submitted)}; tæller med i rangeringen."
    if mine.kept:
        return "Vælg et aspekt."
    complete = mine.review.complete_count(scheme)
    return f"{complete} af {len(scheme.aspects)} aspekter har point og begrundelse."


def _whole_list(place: Place) -> str:
    """How far somebody is with all that is theirs to review, after what is said of one."""
    mine = assigned(place)
    given = sum(review_of(case, place.person).submitted is not None for case in mine)
    return f" Du har indsendt {given} af {len(mine)}." if mine else ""


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
    card.later(case, fields)
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
