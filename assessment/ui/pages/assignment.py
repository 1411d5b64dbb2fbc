"""Assignment: who reviews what, how much each has, and what one cannot review after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act, may, refusal
from assessment.domain.panel.assignment import (
    REVIEWERS_EACH,
    Allotment,
    Assignment,
    Distribution,
)
from assessment.domain.panel.people import Person, Role
from assessment.domain.words.wording import counted, listed
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
        key="unable_application",
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
    key = f"unable_reason_{chosen}"
    st.text_area("Hvorfor du ikke kan", key=key, height=90)
    _abstain_button(workflow, place, given, "Meld fra", key)


def _abstain_button(
    workflow: Workflow, place: Place, given: Assignment, label: str, reason: str
) -> None:
    taken_up = f"Du har taget vurderingen af {place.round.names[given.application]} op igen."
    told = f"Du har meldt fra i {place.round.names[given.application]}."
    st.button(
        label,
        key=f"unable_{given.application}",
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
        drafts="unable_reason_",
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
    names = {one.application: one.name for one in found.allotments}
    with st.container():  # always there, so that the tabs below keep their place and their state
        _problems(place, found, names)
    present, proposal, by_hand = st.tabs(
        ["Fordelingen nu", "Foreslå en ligelig fordeling", "Fordel i hånden"]
    )
    with present:
        _present(found)
    with proposal:
        _proposal(workflow, place, found, each)
    with by_hand:
        _by_hand(workflow, place, found)


def _problems(place: Place, found: Distribution, names: Mapping[int, str]) -> None:
    for sentence in found.plan.lacks(names):
        st.warning(markup.plain(sentence))
    if found.undeclared:
        who = listed([each.name for each in found.undeclared])
        st.info(
            markup.plain(
                f"Har endnu ikke erklæret habilitet over for alle ansøgere: {who}. Fordel helst, når de "
                "har gjort det."
            )
        )
    aside = {case.id for case in place.round.set_aside}
    foreign = [
        name for number, name in place.round.names.items() if number not in aside | names.keys()
    ]
    if foreign:
        st.info(
            markup.plain(
                f"Du er inhabil over for {listed(foreign)}; dér skal en anden projektleder fordele."
            )
        )


def _present(found: Distribution) -> None:
    wide, narrow = st.columns([3, 1], gap="large")
    with wide:
        table(tables.assignment(found.allotments))
    with narrow:
        table(tables.load(found))


def _proposal(workflow: Workflow, place: Place, found: Distribution, each: int) -> None:
    st.number_input(
        "Bedømmere pr. ansøgning",
        min_value=1,
        max_value=max(REVIEWERS_EACH, len(found.reviewers)),
        value=each,
        key=_EACH,
        width=220,
    )
    plan = found.plan
    if not plan.additions:
        st.markdown("Der er ingen tildelinger at foreslå.")
        return
    st.markdown("Forslaget ændrer intet, før du anvender det. Det, der er tildelt, bliver stående.")
    names = {one.application: one.name for one in found.allotments}
    st.markdown("\n".join(f"- {markup.plain(told)}" for told in plan.told(names)))
    count = counted(len(plan.additions), "tildeling", "tildelinger")
    st.button(
        "Anvend fordelingen",
        key="apply_plan",
        type="primary",
        on_click=doing.do,
        args=(
            _KEY,
            partial(
                assigning.apply_plan, workflow, place.round.round.id, plan, place.person, each=each
            ),
        ),
        kwargs={"done": f"Fordelingen er anvendt: {count} er lagt til."},
    )


def _by_hand(workflow: Workflow, place: Place, found: Distribution) -> None:
    by_id = {each.application: each for each in found.allotments}
    chosen = st.selectbox(
        "Ansøgning",
        list(by_id),
        format_func=lambda each: f"{each}. {by_id[each].name}",
        key="assign_application",
        width=720,
    )
    for reviewer in found.reviewers:
        with st.container(width=720, key=f"assign_row_{reviewer.id}"):
            left, right = st.columns([3, 1], vertical_alignment="center")
            with left:
                st.markdown(_told(by_id[chosen], reviewer, found))
            with right:
                _assign_button(workflow, place, by_id[chosen], reviewer)


def _told(allotment: Allotment, reviewer: Person, found: Distribution) -> str:
    load = counted(found.load[reviewer.id], "ansøgning", "ansøgninger")
    state = markup.plain(allotment.state(reviewer))
    return f"{markup.plain(reviewer.name)} ({load} i alt): {state}"


def _assign_button(
    workflow: Workflow, place: Place, allotment: Allotment, reviewer: Person
) -> None:
    given = reviewer in [each.reviewer for each in allotment.assignments]
    action = assigning.unassign if given else assigning.assign
    name = allotment.name
    told = f"{reviewer.name} vurderer {'ikke længere' if given else 'nu'} {name}."
    st.button(
        "Fjern" if given else "Tildel",
        key=f"assign_{allotment.application}_{reviewer.id}",
        disabled=allotment.fixed(reviewer),
        on_click=doing.do,
        args=(_KEY, partial(action, workflow, allotment.application, reviewer.id, place.person)),
        kwargs={"done": told},
        width="stretch",
    )
