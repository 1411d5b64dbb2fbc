"""Assignment: who reviews what, how much each has, and what one cannot review after all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.access import Act, may, refusal
from assessment.domain.assignment import (
    REVIEWERS_EACH,
    Allotment,
    Assignment,
    Distribution,
    Plan,
)
from assessment.domain.people import Person, Role
from assessment.domain.wording import counted, listed
from assessment.errors import NotPermittedError
from assessment.ui import doing, markup, session
from assessment.ui.components import Place, header, table
from assessment.workflow import assigning
from assessment.workflow.core import Workflow

TITLE = "Fordeling"

_KEY, _EACH = "assignment", "assignment_each"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None:
        return
    doing.tell(_KEY)
    if place.person.has(Role.REVIEWER):
        _own(workflow, place)
    if may(place.person, Act.ASSIGN):
        _all(workflow, place)
    elif not place.person.has(Role.REVIEWER):
        st.info(markup.plain(refusal(place.person, Act.ASSIGN) or ""))


def _own(workflow: Workflow, place: Place) -> None:
    round_, person = place.round, place.person
    given = assigning.own(workflow, round_.round.id, person)
    st.subheader("Mine ansøgninger")
    if not given:
        st.markdown("Du er ikke tildelt nogen ansøgning endnu.")
        return
    done = {
        case.id
        for case in round_.cases
        if any(each.reviewer.id == person.id for each in case.submitted)
    }
    table(tables.own_reviews(given, round_, done))
    left = [each for each in given if each.application not in done]
    if left and may(person, Act.ABSTAIN, round_.phase):
        with st.expander("Kan du ikke vurdere en af dem?"):
            _abstain(workflow, place, left)


def _abstain(workflow: Workflow, place: Place, left: Sequence[Assignment]) -> None:
    """Report that one cannot, or take it up again."""
    names = place.round.names
    by_id = {each.application: each for each in left}
    chosen = st.selectbox(
        "Ansøgning",
        list(by_id),
        index=None,
        format_func=lambda each: f"{each}. {names[each]}",
        placeholder="Vælg ansøgningen",
        key="abstain_application",
    )
    if chosen is None:
        return
    given = by_id[chosen]
    if given.abstained:
        st.markdown(f"Du har meldt fra: {markup.plain(given.abstained)}")
        _abstain_button(workflow, place, given, "Tag vurderingen op igen", "")
        return
    st.caption(
        "Det tæller aldrig som point, og begrundelsen bliver stående i hændelserne. Handler det om "
        "din tilknytning til ansøgeren, så erklær det på siden Habilitet."
    )
    key = f"abstain_reason_{chosen}"
    st.text_area("Hvorfor du ikke kan", key=key, height=90)
    _abstain_button(workflow, place, given, "Meld fra", key)


def _abstain_button(
    workflow: Workflow, place: Place, given: Assignment, label: str, reason: str
) -> None:
    taken_up = f"Du har taget vurderingen af {place.round.names[given.application]} op igen."
    told = f"Du har meldt fra i {place.round.names[given.application]}."
    st.button(
        label,
        key=f"abstain_{given.application}",
        on_click=_set_abstained,
        args=(workflow, place.person, given, reason),
        kwargs={"done": told if reason else taken_up},
    )


def _set_abstained(
    workflow: Workflow, person: Person, given: Assignment, reason: str, *, done: str
) -> None:
    doing.do(
        _KEY,
        lambda: assigning.abstain(
            workflow,
            given.application,
            given.reviewer.id,
            reason=session.text(reason) if reason else "",
            by=person,
            expected=given.version,
        ),
        done=done,
        drafts="abstain_reason_",
    )


def _all(workflow: Workflow, place: Place) -> None:
    round_ = place.round
    st.subheader("Alle ansøgninger")
    why = refusal(place.person, Act.ASSIGN, round_.phase)
    if why:
        st.caption(markup.plain(why))
        if round_.cases:
            table(tables.assignment(assigning.given(round_)))
        return
    each = session.whole(_EACH) or REVIEWERS_EACH
    try:
        found = assigning.distribution(workflow, round_.round.id, place.person, each=each)
    except NotPermittedError as refused:
        st.info(markup.plain(str(refused)))
        return
    if not found.allotments:
        st.info("Der er ingen ansøgninger at fordele endnu.")
        return
    _table(place, found)
    _proposal(workflow, place, found, each)
    _by_hand(workflow, place, found)


def _table(place: Place, found: Distribution) -> None:
    wide, narrow = st.columns([3, 1], gap="large")
    with wide:
        table(tables.assignment(found.allotments))
    with narrow:
        table(tables.load(found))
    if found.undeclared:
        names = listed([each.name for each in found.undeclared])
        st.info(
            markup.plain(
                f"Har endnu ikke erklæret habilitet over for alle ansøgere: {names}. Fordel helst, når "
                "de har gjort det."
            )
        )
    told = {each.application for each in found.allotments}
    others = [name for number, name in place.round.names.items() if number not in told]
    aside = {case.name for case in place.round.set_aside}
    foreign = [name for name in others if name not in aside]
    if foreign:
        st.caption(
            markup.plain(
                f"Du er inhabil over for {listed(foreign)}; en anden projektleder skal fordele dér."
            )
        )


def _proposal(workflow: Workflow, place: Place, found: Distribution, each: int) -> None:
    st.subheader("Foreslå en ligelig fordeling")
    st.number_input(
        "Bedømmere pr. ansøgning",
        min_value=1,
        max_value=max(REVIEWERS_EACH, len(found.reviewers)),
        value=each,
        key=_EACH,
        width=220,
    )
    names = {one.application: one.name for one in found.allotments}
    plan = found.plan
    for sentence in plan.lacks(names):
        st.warning(markup.plain(sentence))
    if not plan.additions:
        st.markdown("Der er intet at tilføje.")
        return
    st.markdown("Forslaget ændrer intet, før du anvender det. Det, der er tildelt, bliver stående.")
    st.markdown("\n".join(f"- {markup.plain(told)}" for told in plan.told(names)))
    st.button(
        "Anvend fordelingen",
        key="apply_plan",
        type="primary",
        on_click=_apply,
        args=(workflow, place, plan, each),
    )


def _apply(workflow: Workflow, place: Place, plan: Plan, each: int) -> None:
    count = counted(len(plan.additions), "tildeling", "tildelinger")
    doing.do(
        _KEY,
        lambda: assigning.apply_plan(workflow, place.round.round.id, plan, place.person, each=each),
        done=f"Fordelingen er anvendt: {count} er lagt til.",
    )


def _by_hand(workflow: Workflow, place: Place, found: Distribution) -> None:
    st.subheader("Fordel i hånden")
    by_id = {each.application: each for each in found.allotments}
    chosen = st.selectbox(
        "Ansøgning",
        list(by_id),
        format_func=lambda each: f"{each}. {by_id[each].name}",
        key="assign_application",
    )
    for reviewer in found.reviewers:
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"assign_row_{reviewer.id}"
        ):
            _reviewer(workflow, place, by_id[chosen], reviewer)


def _reviewer(workflow: Workflow, place: Place, allotment: Allotment, reviewer: Person) -> None:
    given = {each.reviewer.id: each for each in allotment.assignments}.get(reviewer.id)
    barred = reviewer in allotment.conflicted
    state = "ikke tildelt"
    if given:
        state = f"meldt fra: {given.abstained}" if given.abstained else "tildelt"
    if barred:
        state = f"{state}; er eller kan være inhabil"
    st.markdown(f"**{markup.plain(reviewer.name)}** – {markup.plain(state)}")
    label, action, told = (
        ("Fjern", assigning.unassign, f"{reviewer.name} vurderer ikke længere {allotment.name}.")
        if given
        else ("Tildel", assigning.assign, f"{reviewer.name} vurderer nu {allotment.name}.")
    )
    st.button(
        label,
        key=f"assign_{allotment.application}_{reviewer.id}",
        disabled=barred and given is None,
        on_click=doing.do,
        args=(_KEY, partial(action, workflow, allotment.application, reviewer.id, place.person)),
        kwargs={"done": told},
    )
