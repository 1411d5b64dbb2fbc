"""What several pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.outcomes.selection import ground_remark, grounds_words
from assessment.domain.panel.access import Act, refusal
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case, RoundCases
from assessment.errors import AssessmentError, NotPermittedError
from assessment.tables import Frame
from assessment.ui import markup, session
from assessment.workflow import people
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow
from assessment.workflow.gallery import Drawing

READING_HEIGHT = 640
"""Pixels of the two halves that scroll by themselves."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who looks at which round; it is cut down to what they may see."""

    round: RoundCases
    person: Person


def header(workflow: Workflow, title: str) -> Place | None:
    """Draw a page's title with the choice of round and, without login, of who one is.

    None, with a word on what to do, where nobody is chosen yet or whoever is may see no round: then
    there is nothing to show.
    """
    left, middle, right = st.columns([4, 4, 3], vertical_alignment="bottom")
    left.title(title)
    rounds = workflow.scheme.rounds
    # The demo round is what a fresh installation has; otherwise the latest call is what is worked on.
    newest = max(range(len(rounds)), key=lambda index: rounds[index].deadline)
    titles = {each.id: each.title for each in rounds}
    session.bring(session.ROUND, rounds[newest].id)
    chosen = middle.selectbox(
        "Runde",
        list(titles),
        index=newest,
        format_func=titles.__getitem__,
        key=session.ROUND,
        bind="query-params",
    )
    session.carry(session.ROUND)
    person = session.signed_in() or _person(workflow, right)
    if person is None:
        st.info("Vælg dit navn øverst til højre, før du går i gang.", icon=":material/person:")
        return None
    try:
        round_ = round_cases(workflow, chosen or rounds[newest].id, person)
    except NotPermittedError as why:
        st.error(str(why))
        return None
    if round_.criteria_changed:
        st.caption(
            ":material/lock: Runden bedømmes efter de regler, den blev åbnet med. "
            "criteria.yaml er ændret siden."
        )
    return Place(round_, person)


def _person(workflow: Workflow, column: DeltaGenerator) -> Person | None:
    known = people.at_this_machine(workflow)
    session.bring(session.PERSON)
    name = column.selectbox(
        "Jeg er",
        list(known),
        index=None,
        placeholder="Vælg eller skriv dit navn",
        accept_new_options=True,
        key=session.PERSON,
        bind="query-params",
    )
    session.carry(session.PERSON)
    if not name or not name.strip():
        return None
    return known.get(name) or people.join(workflow, name)


def allowed(place: Place, act: Act) -> bool:
    """Whether somebody may do something to the round; where they may not, a line says why."""
    why = refusal(place.person, act, place.round.phase)
    if why:
        quietly(why)
    return why is None


def quietly(why: str) -> None:
    """Say in a line, where somebody would look for something, why it is not there."""
    st.caption(f":material/lock: {markup.plain(why)}")


def pick_case(
    round_: RoundCases,
    note: Callable[[Case], str],
    *,
    offered: Sequence[Case] | None = None,
    waiting: Sequence[int] = (),
) -> Case | None:
    """Choose an application, with a word on the chosen one; None where the round has none.

    `offered` are those to choose among, all that are assessed unless told, in their order. The button
    leads to the next of those `waiting` where there are any, else to the next that is offered.
    """
    cases = round_.cases if offered is None else offered
    if not cases:
        st.info(_nothing(round_))
        return None
    # Streamlit knows an option by its words: were they to change with somebody's work, the choice
    # would fall back to the first application. What changes stands in the label.
    options = {case.id: _option(case) for case in cases}
    ids = list(options)
    chosen = session.whole(session.APPLICATION)
    if chosen is None or chosen not in options:
        _say_closed(round_, chosen)
        chosen = (*waiting, *ids)[0]
        session.choose_application(chosen)
    case = round_.case(chosen)
    left, right = st.columns([6, 2], vertical_alignment="bottom")
    left.selectbox(
        f"Ansøgning ({markup.plain(note(case))})",
        ids,
        format_func=options.__getitem__,
        key=session.APPLICATION,
        persist_state="session",
    )
    right.button(
        "Næste ansøgning",
        icon=":material/arrow_forward:",
        on_click=session.choose_application,
        args=(_next(ids, waiting, chosen),),
        key="next_application",
        width="stretch",
    )
    return case


def _next(ids: Sequence[int], waiting: Sequence[int], chosen: int) -> int:
    """The one after the chosen, and after the last the first; one that waits where there is any."""
    place = ids.index(chosen) + 1
    after = [*ids[place:], *ids[:place]]
    return next((each for each in after if each in waiting and each != chosen), after[0])


def _say_closed(round_: RoundCases, chosen: int | None) -> None:
    """Say why an application that was asked for is not the one shown."""
    for each in round_.closed:
        if each.id == chosen:
            st.info(markup.plain(f"{each.name} er lukket for dig: {each.why}. {each.why.advice}"))


def _nothing(round_: RoundCases) -> str:
    """Why there is no application to choose, and what to do about it."""
    if not round_.closed:
        return "Runden har ingen ansøgninger endnu. De lægges ind på siden Modtagelse."
    reasons = sorted({f"{each.why}. {each.why.advice}" for each in round_.closed})
    return f"Rundens ansøgninger er lukket for dig: {' '.join(reasons)}"


def _option(case: Case) -> str:
    return f"{case.id}. {case.name}{' (lagt til side)' if case.set_aside else ''}"


def download(
    label: str, path: str, *, key: str, icon: str = ":material/download:", primary: bool = False
) -> None:
    """Offer the file of an address below `/hent/`; who may have it is asked when it is fetched.

    A file leaves the page as it is; a refusal is told in a window of its own.
    """
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.link_button(label, session.file_address(path), key=key, icon=icon, type=kind)


def original_button(path: str) -> None:
    """Offer a file as it was sent, behind a word on what that means; who fetches it is logged."""
    with st.popover("Original", icon=":material/lock_open:"):
        st.markdown(
            "Originalen er uændret og kan vise personoplysninger, der er skjult her på siden. "
            "Det bliver noteret i hændelserne, at du har hentet den."
        )
        download("Hent originalen", path, key=f"original_{path.replace('/', '_')}")


def draw(fetch: Callable[[], bytes], caption: str) -> None:
    """Show a picture, which may show what is masked in the text: `fetch` logs who looked."""
    pictures: list[bytes] = []
    refused = attempt(lambda: pictures.append(fetch()))
    if refused:
        st.error(refused)
    else:
        st.html(markup.picture(pictures[0], caption))


def attempt(action: Callable[[], object]) -> str | None:
    """Do something a user asked for; the sentence to show where it is refused."""
    try:
        action()
    except AssessmentError as refused:
        return str(refused)
    return None


def done(action: Callable[[], object]) -> None:
    """Do something a user asked for and draw the page anew; where it is refused, say why."""
    refused = attempt(action)
    if refused:
        st.error(markup.plain(refused))
    else:
        st.rerun()


def drawing(drawn: Drawing) -> None:
    """Draw a figure with its text twin one click away; a click on a mark leads to its application."""
    config = {"displayModeBar": False, "locale": "da", "scrollZoom": False}
    chosen = st.plotly_chart(
        drawn.figure,
        key=f"figure_{drawn.name}",
        config=config,
        alt=drawn.alt,
        on_select="rerun",
        selection_mode="points",
    )
    with st.expander("Som tabel"):
        table(drawn.twin)
    for mark in chosen["selection"]["points"]:
        if mark.get("customdata"):
            session.go_to("ansoegning", int(mark["customdata"][0]))


def table(frame: Frame) -> None:
    """Draw a table; names in its cells and at its top are no Markdown."""
    st.table(frame.map(markup.plain).rename(columns=markup.plain), hide_index=True)


def choice(made: Recommendation) -> None:
    """Say what a choice that the ranking does not make builds on, why, and what is to be settled."""
    told = grounds_words(made.grounds)
    if made.choice or told:
        st.html(markup.said(made.choice, told))
    remark = ground_remark(made.grounds)
    if remark:
        st.warning(markup.plain(remark))
