"""The figures of the ranking, each with its text twin."""

from __future__ import annotations

import streamlit as st

from assessment import figures, tables
from assessment.domain.case import RoundCases
from assessment.domain.noise import expected_places
from assessment.domain.ranking import named_weightings, reviewer_totals
from assessment.domain.review import disagreements
from assessment.ui import markup
from assessment.ui.components import figure, table
from assessment.ui.pages.ranking.agreement import show_agreement

_SHARES = "Hvor stor en del af alle vægte der stiller hver ansøger blandt de bedste"
_PLACES = "Hvor stor en del af alle vægte der giver hver ansøger hver plads"
_WINNERS = "Hvem der er først ved hvilke vægte, med de officielle vægte som et kryds"
_BUMP = "Hver ansøgers plads ved de officielle og ved andre navngivne vægte"


def sureness(round_: RoundCases) -> None:
    """Draw how much of all weights, and which, put each applicant among the best."""
    found, scheme = round_.robustness, round_.scheme
    figure(figures.shares(found), "shares", tables.shares(found), _SHARES)
    if found.places is not None:
        figure(figures.places(found), "places", tables.places(found), _PLACES)
    if found.central is not None:  # three criteria
        figure(figures.winners(found, scheme), "winners", tables.winners(found, scheme), _WINNERS)
    titles = {each.id: each.title for each in scheme.criteria}
    chosen = st.segmented_control(
        "Når vægten ændres af",
        list(titles),
        default=next(iter(titles)),
        required=True,
        format_func=titles.__getitem__,
        key="against_weight_of",
    )
    criterion = chosen or next(iter(titles))
    figure(
        figures.against_weight(found, scheme, criterion),
        f"against_weight_{criterion}",
        tables.against_weight(found, scheme, criterion),
        f"Hver ansøgers total, når {titles[criterion]} vejer fra 0 til 100 %",
    )
    named = {name: round_.ranked_by(weights) for name, weights in named_weightings(scheme).items()}
    figure(figures.bump(named), "bump", tables.bump(named), _BUMP)
    _expected(round_)


def _expected(round_: RoundCases) -> None:
    """Say which places the points would give if each review is taken with its uncertainty."""
    st.subheader("Forventet plads")
    found = expected_places(
        {
            each.candidate.name: list(
                reviewer_totals(each.candidate, round_.scheme, round_.scheme.weights).values()
            )
            for each in round_.ranking.ranked
        }
    )
    if found.places is None:
        st.caption(f"Kan ikke regnes: {found.why}.")
        return
    st.caption(
        "En vurdering kan falde lidt anderledes ud. Ud fra, hvor langt bedømmerne ligger fra hinanden, "
        "er den forventede plads, hvor hver ansøger i gennemsnit ville ende, hvis alt blev vurderet forfra."
    )
    table(tables.expected_places(found.places))


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
    order = [each.candidate.id for each in round_.ranking.standings]
    cases = [case for case in round_.cases if case.submitted]
    ranked = sorted(cases, key=lambda case: order.index(str(case.id)))
    figure(
        figures.reviewer_dots(ranked, round_.scheme),
        "reviewer_dots",
        tables.reviewers(ranked, round_.scheme),
        "Hver bedømmers egen total for hver ansøger",
    )
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
