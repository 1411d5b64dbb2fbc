"""The figures of the ranking, each with its text twin."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assessment import tables
from assessment.domain.ranking.noise import expected_places
from assessment.domain.ranking.places import reviewer_totals
from assessment.domain.reviewing.review import disagreements
from assessment.domain.rounds.case import RoundCases
from assessment.ui import markup
from assessment.ui.components import drawing, table
from assessment.ui.pages.ranking.agreement import show_agreement
from assessment.workflow import gallery


def sureness(round_: RoundCases) -> None:
    """Draw how much of all weights, and which, put each applicant among the best."""
    found, scheme = round_.robustness, round_.scheme
    for each in gallery.sureness(found, scheme):
        drawing(each)
    if found.swaps is not None:
        titles = {each.id: each.title for each in scheme.criteria}
        chosen = st.segmented_control(
            "Når vægten ændres af",
            list(titles),
            default=next(iter(titles)),
            required=True,
            format_func=titles.__getitem__,
            key="against_weight_of",
        )
        drawing(gallery.against_weight(found, scheme, chosen or next(iter(titles))))
    drawing(gallery.weightings(found, scheme))
    _expected(round_)


def _expected(round_: RoundCases) -> None:
    """Say which places the points would give if each review is taken with its uncertainty."""
    st.subheader("Forventet plads")
    ranked = [each.candidate for each in round_.ranking.ranked]
    found = expected_places(
        {
            each.id: list(reviewer_totals(each, round_.scheme, round_.scheme.weights).values())
            for each in ranked
        }
    )
    if found.places is None:
        st.caption(f"Kan ikke regnes: {found.why}.")
        return
    st.caption(
        "En vurdering kan falde lidt anderledes ud. Ud fra, hvor langt bedømmerne ligger fra hinanden, "
        "er den forventede plads, hvor hver ansøger i gennemsnit ville ende, hvis alt blev vurderet forfra."
    )
    names = {each.id: each.name for each in ranked}  # two applicants may share a name
    places = (replace(each, applicant=names[each.applicant]) for each in found.places)
    table(tables.expected_places(places))


def points(round_: RoundCases) -> None:
    """Draw what each total is made of."""
    for each in gallery.points(round_.ranking, round_.scheme, whole=round_.comparable):
        drawing(each)


def reviewers(round_: RoundCases) -> None:
    """Draw each reviewer's own totals, where they are far apart, and how alike they are."""
    cases = [case for case in round_.cases if case.submitted]
    order = [each.candidate.id for each in round_.ranking.standings]
    ranked = sorted(cases, key=lambda case: order.index(str(case.id)))
    for each in gallery.reviewers(round_.ranking, round_.scheme):
        drawing(each)
    st.subheader("Uenighed")
    lines = [
        f"- **{markup.plain(case.name)}:** {aspect}, fra {low} til {high} point"
        for case in ranked
        for aspect, low, high in disagreements(case.submitted, round_.scheme)
    ]
    apart = round_.scheme.scoring.disagreement
    st.caption(f"Aspekter, hvor bedømmerne ligger {apart} point eller mere fra hinanden.")
    st.markdown("\n".join(lines) or "Ingen.")
    st.subheader("Gennemsnit for hvert aspekt")
    table(tables.aspects(ranked, round_.scheme))
    show_agreement(cases, round_.scheme)
