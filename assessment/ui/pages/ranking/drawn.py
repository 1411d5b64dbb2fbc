"""The figures of the ranking, each with its text twin."""

from __future__ import annotations

import streamlit as st

from assessment import figures, tables
from assessment.domain.case import RoundCases
from assessment.domain.review import disagreements
from assessment.ui import markup
from assessment.ui.components import figure, table
from assessment.ui.pages.ranking.agreement import show_agreement


def sureness(round_: RoundCases) -> None:
    """Draw how much of all weights, and which, put each applicant among the best."""
    st.write(len(round_.cases))


def points(round_: RoundCases) -> None:
    """Draw what each total is made of."""
    ranked, scheme = round_.ranking, round_.scheme
    figure(
        figures.matrix(ranked, scheme, whole=round_.comparable),
        "matrix",
        tables.ranking(ranked, scheme, whole=round_.comparable),
        "Point for hvert kriterium og total for hver ansøger",
    )
    figure(
        figures.contributions(ranked, scheme, whole=round_.comparable),
        "contributions",
        tables.contributions(ranked, scheme),
        "Hvad hvert kriterium bidrager med til hver ansøgers total",
    )


def reviewers(round_: RoundCases) -> None:
    """Draw each reviewer's own totals, where they are far apart, and how alike they are."""
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
    apart = round_.scheme.scoring.disagreement
    st.caption(f"Aspekter, hvor bedømmerne ligger {apart} point eller mere fra hinanden.")
    st.markdown("\n".join(lines) or "Ingen.")
    st.subheader("Gennemsnit for hvert aspekt")
    table(tables.aspects(cases, round_.scheme))
    show_agreement(cases, round_.scheme)
