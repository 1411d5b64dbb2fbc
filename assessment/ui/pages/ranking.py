"""The ranking: who stands where, how close it is, and what other weights would change."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from assessment import figures, tables
from assessment.domain.access import Act
from assessment.domain.case import RoundCases
from assessment.domain.cut import cut_sentences, weights_words
from assessment.domain.ranking import Group, moves
from assessment.domain.review import disagreements
from assessment.domain.wording import listed
from assessment.ui import markup, session
from assessment.ui.components import allowed, figure, header, table
from assessment.ui.pages.agreement import show_agreement
from assessment.workflow.core import Workflow

TITLE = "Rangering"

_WEIGHT = "what_if_"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.SEE_RANKING):
        return
    round_ = place.round
    _missing(round_)
    if not round_.ranking.ranked:
        if round_.comparable:
            st.info("Ingen ansøgning har en indsendt vurdering endnu, så der er intet at rangere.")
        return
    _answer(round_)
    # What other weights would change is told in places, and a part of the round has none.
    names = ["Rangering", "Bedømmere", *(["Hvad nu hvis"] if round_.comparable else [])]
    for tab, fill in zip(st.tabs(names), (_matrix, _reviewers, _what_if), strict=False):
        with tab:
            fill(round_)


def _missing(round_: RoundCases) -> None:
    """Say what is not in the ranking, and that there are no places before all of it is seen."""
    if round_.comparable:
        return
    kept = [case for case in round_.cases if case.hidden and not case.screening.unmet]
    parts = [
        ([case.name for case in kept if case.hidden == until], until)
        for until in sorted({case.hidden for case in kept})
    ]
    parts.append(([each.name for each in round_.closed], "lukket for dig; se Overblik"))
    told = "".join(
        f"\n- {why[:1].upper()}{why[1:]}: {markup.plain(listed(names))}."
        for names, why in parts
        if names
    )
    st.info(
        "Du ser ikke hele runden. Pladser og grænsen for, hvem der kan udvælges, vises først, når "
        f"du kan se alle ansøgninger.\n{told}",
        icon=":material/visibility_off:",
    )


def _answer(round_: RoundCases) -> None:
    if round_.comparable:
        for sentence in cut_sentences(round_.ranking, round_.scheme):
            st.markdown(markup.plain(sentence))
    decided = round_.scheme.scoring.weights_decided
    st.caption(
        f"Vægte: {weights_words(round_.scheme, round_.scheme.weights)}. Intern beslutning af {decided.by}."
    )
    table(tables.ranking(round_.ranking, round_.scheme, whole=round_.comparable))
    waiting = [
        each.candidate.name
        for each in round_.ranking.standings
        if each.group is Group.INCOMPLETE and not each.candidate.hidden
    ]
    if waiting:
        st.caption(f"Mangler vurdering og har derfor ingen plads: {markup.plain(listed(waiting))}.")


def _matrix(round_: RoundCases) -> None:
    ranked, scheme = round_.ranking, round_.scheme
    twin = tables.ranking(ranked, scheme, whole=round_.comparable)
    figure(
        figures.matrix(ranked, scheme, whole=round_.comparable),
        "matrix",
        twin,
        "Point for hvert kriterium og total for hver ansøger",
    )
    figure(
        figures.contributions(ranked, scheme, whole=round_.comparable),
        "contributions",
        tables.contributions(ranked, scheme),
        "Hvad hvert kriterium bidrager med til hver ansøgers total",
    )


def _reviewers(round_: RoundCases) -> None:
    cases = [case for case in round_.cases if case.submitted]
    figure(
        figures.reviewer_dots(cases, round_.scheme),
        "reviewer_dots",
        tables.reviewers(cases, round_.scheme),
        "Hver bedømmers egen total for hver ansøger",
    )
    st.subheader("Uenighed")
    lines = [
        f"- **{markup.plain(case.name)}:** {aspect}, fra {low} til {high} point"
        for case in cases
        for aspect, low, high in disagreements(case.submitted, round_.scheme)
    ]
    points = round_.scheme.scoring.disagreement
    st.caption(f"Aspekter, hvor bedømmerne ligger {points} point eller mere fra hinanden.")
    st.markdown("\n".join(lines) or "Ingen.")
    st.subheader("Gennemsnit for hvert aspekt")
    table(tables.aspects(cases, round_.scheme))
    show_agreement(cases, round_.scheme)


def _what_if(round_: RoundCases) -> None:
    scheme = round_.scheme
    st.caption(
        "Prøv andre vægte. De officielle vægte og rangeringen ovenfor ændres ikke, og intet gemmes."
    )
    chosen = _weights(round_)
    if chosen is None:
        st.warning("Mindst én vægt skal være over 0.")
        return
    st.markdown(f"Vægte her: {weights_words(scheme, chosen)}.")
    other = round_.ranked_by(chosen)
    changes = moves(round_.ranking, other)
    if changes:
        table(tables.moves(changes))
    else:
        st.markdown("Ingen pladser ændres.")
    for sentence in cut_sentences(other, scheme):
        st.markdown(markup.plain(sentence))
    figure(
        figures.contributions(other, scheme),
        "what_if_figure",
        tables.ranking(other, scheme),
        "Rangeringen med andre vægte",
    )


def _weights(round_: RoundCases) -> dict[str, Fraction] | None:
    """The sliders as weights that sum to 1; the official ones, exactly, while none is moved."""
    official = {key: round(weight * 100) for key, weight in round_.scheme.weights.items()}
    columns = st.columns(len(official))
    moved = {}
    for criterion, column in zip(round_.scheme.criteria, columns, strict=True):
        key = f"{_WEIGHT}{criterion.id}"
        session.put_default(key, official[criterion.id])
        moved[criterion.id] = column.slider(f"{criterion.title} (andele)", 0, 100, key=key)
    st.button(
        "Tilbage til de officielle vægte",
        on_click=session.forget,
        args=(_WEIGHT,),
        disabled=moved == official,
        key="official_weights",
    )
    total = sum(moved.values())
    if moved == official:
        return round_.scheme.weights
    return {key: Fraction(value, total) for key, value in moved.items()} if total else None
