"""A few applicants side by side: where they stand, what they were given and why, and what they wrote."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment import tables
from assessment.domain.checking.capacity import explain
from assessment.domain.finding.evidence import elsewhere
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import RoundCases
from assessment.domain.rounds.comparing import (
    FEWEST,
    MOST,
    Comparison,
    Row,
    Side,
    around_cut,
    choice,
    compare,
)
from assessment.domain.rules.scheme import Aspect
from assessment.domain.words.wording import counted, date_time, listed, number
from assessment.ui import markup, session
from assessment.ui.components import allowed, header, quietly, table
from assessment.ui.pages.dialogue import card
from assessment.workflow import searching
from assessment.workflow.core import Workflow

TITLE = "Sammenlign"

_ASPECT, _FAR_ONLY = "compared_aspect", "compared_far_only"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.SEE_RANKING):
        return
    round_ = place.round
    if len(round_.cases) < FEWEST:
        st.info("Når du kan se mindst to ansøgninger i runden, kan de sammenlignes her.")
        return
    chosen = _choose(round_)
    if len(chosen) < FEWEST:
        st.info(f"Vælg {FEWEST}–{MOST} ansøgere, så står de her ved siden af hinanden.")
        return
    compared = compare(round_, chosen)
    with st.container(key="compared"):
        _where(compared)
        _aspects(round_, compared)


def _choose(round_: RoundCases) -> Sequence[int]:
    """Choose the applicants; those chosen stand in the address too."""
    key = f"{session.COMPARED}_{round_.round.id}"
    held, asked, usual = session.wholes(key), session.asked_to_compare(), around_cut(round_)
    wanted = held if asked is None else asked or None
    kept = choice(round_, wanted or ())
    # Who asked for nobody, or only for others than there are here, begins with those around the cut.
    ids = kept.ids if kept.ids or wanted == () else usual
    if ids != held:
        session.put(key, list(ids))
    names = {case.id: f"{case.id}. {case.name}" for case in round_.cases}
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        for sentence in kept.left_out:
            st.info(markup.plain(sentence))
    chosen = st.multiselect(
        f"Ansøgere ({FEWEST}–{MOST})",
        list(names),
        format_func=names.__getitem__,
        max_selections=MOST,
        placeholder="Vælg ansøgere",
        key=key,
        persist_state="session",
        wrap=True,
    )
    session.keep_compared(chosen, usual=tuple(chosen) == usual)
    return chosen


def _where(compared: Comparison) -> None:
    with st.container():
        _say_hidden(compared.sides)
    table(tables.comparison(compared))
    with st.expander("Sådan er kapaciteten regnet ud"):
        for side, column in zip(compared.sides, st.columns(len(compared.sides)), strict=True):
            column.markdown(f"**{markup.plain(side.name)}**")
            text = markup.paragraphs(explain(side.capacity))
            column.html(f'<div class="reading">{text}</div>')


def _say_hidden(sides: Sequence[Side]) -> None:
    if not all(side.placed for side in sides):
        quietly("Pladser og grupper vises først, når du kan se alle rundens ansøgninger.")
    for until in sorted({side.case.hidden for side in sides} - {""}):
        names = listed([side.case.name for side in sides if side.case.hidden == until])
        quietly(f"Andres vurderinger er {until}. Det gælder {names}.")


def _aspects(round_: RoundCases, compared: Comparison) -> None:
    far = compared.scheme.scoring.disagreement
    st.subheader("Aspekter", anchor=False)
    st.markdown(_summary(compared))
    only = st.toggle(
        f"Vis kun aspekter, hvor de valgte ansøgere ligger {far} point eller mere fra hinanden",
        key=_FAR_ONLY,
        persist_state="session",
    )
    rows = compared.differing if only else compared.rows
    if not rows:
        return
    table(tables.compared_aspects(compared, rows))
    row = _choose_aspect(rows)
    st.markdown(f"#### {row.aspect.id} {row.aspect.title}")
    st.markdown(row.aspect.question)
    _beside(round_, compared, row)


def _summary(compared: Comparison) -> str:
    far, ids = compared.scheme.scoring.disagreement, [row.aspect.id for row in compared.differing]
    if all(row.spread is None for row in compared.rows):
        return "Mindst to af de valgte skal have point, du kan se, før forskelle kan vises."
    if not ids:
        return f"Ingen aspekter skiller de valgte ansøgere med {far} point eller mere."
    return (
        f"{counted(len(ids), 'aspekt', 'aspekter')} skiller de valgte ansøgere med {far} point "
        f"eller mere: {listed(ids)}."
    )


def _choose_aspect(rows: Sequence[Row]) -> Row:
    known = {row.aspect.id: row for row in rows}
    if session.value(_ASPECT) not in known:
        first = next((row for row in rows if row.differs), rows[0])
        session.put(_ASPECT, first.aspect.id)
    chosen = st.pills(
        "Vælg et aspekt, og se begrundelserne",
        list(known),
        key=_ASPECT,
        required=True,
        persist_state="session",
    )
    return known[chosen or rows[0].aspect.id]


def _beside(round_: RoundCases, compared: Comparison, row: Row) -> None:
    """One aspect, first what was given and why, then what the applicants wrote, a column each."""
    for side, column in zip(compared.sides, st.columns(len(compared.sides)), strict=True):
        with column:
            st.markdown(f"**{markup.plain(side.name)}**")
            _given(side, row.aspect)
    st.markdown("##### Det, ansøgerne har skrevet")
    for side, column in zip(compared.sides, st.columns(len(compared.sides)), strict=True):
        with column:
            st.markdown(f"**{markup.plain(side.name)}**")
            _written(round_, side, row.aspect)


def _given(side: Side, aspect: Aspect) -> None:
    case = side.case
    if case.hidden:
        quietly(f"Andres vurderinger er {case.hidden}.")
        return
    if not case.submitted:
        st.caption("Ingen har indsendt en vurdering endnu.")
        return
    made = case.consensus.get(aspect.id)
    points = tables.points(case.marks.aspects[aspect.id])
    agreed = made is not None and made.stands
    how = "konsensus" if agreed else "gennemsnit"
    st.markdown(f"{points} ({how})")
    if made and made.points is not None:
        who = f"Deltog: {listed(made.participants)}. Noteret af {made.by}, {date_time(made.at)}."
        st.html(markup.said(f"{number(made.points)} point: {made.reason}", who))
    scores = [(each.reviewer.name, each.score(aspect.id)) for each in case.submitted]
    told = [
        (name, "–" if one.points is None else f"{one.points} point", one.reason)
        for name, one in scores
    ]
    st.html(markup.scores(told))


def _written(round_: RoundCases, side: Side, aspect: Aspect) -> None:
    """The applicant's own words with their place in the file, and what speaks to it elsewhere."""
    case = side.case
    fields = case.scheme.fields_feeding(aspect.id)
    st.html(markup.answers(case.application, case.scheme, fields))
    card.later(case, fields)
    found = elsewhere(searching.evidence_of(round_, case)[aspect.id])
    if found:
        with st.expander(f"Andre steder ({len(found)})"):
            st.html(markup.evidence(found, case.scheme.form))
