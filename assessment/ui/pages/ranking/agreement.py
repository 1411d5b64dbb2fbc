"""How alike the reviewers' points are: a part of the page of the ranking."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment import tables
from assessment.domain.reviewing.agreement import CONCLUSIVE, DRAWS
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.ratings import agreements, leniency, ratings
from assessment.domain.rules.scheme import Scheme
from assessment.ui.components import table


def show_agreement(cases: Sequence[Case], scheme: Scheme) -> None:
    """Draw the measures with what they can and cannot say; a sentence where there is nothing to compare."""
    st.subheader("Enighed")
    found = agreements(cases, scheme)
    _, everything = found[-1]
    if not everything.units:
        st.markdown("Ingen ansøgning er vurderet af mindst to, så der er ingen enighed at gøre op.")
        return
    st.markdown(
        "Alfa siger, hvor enige bedømmerne er ud over det tilfældige: 1 er fuld enighed, 0 er, hvad "
        "tilfældige point ville give, og under 0 er de mere uenige end det. Få vurderinger gør tallet "
        f"usikkert, og under {CONCLUSIVE} ansøgninger kan der ikke sluttes noget af det."
    )
    table(tables.agreement(found))
    draws = f"{DRAWS:,}".replace(",", ".")
    st.caption(
        "Ansøgninger, som mindst to har vurderet, med bedømmernes egne point, også efter konsensus. "
        "Alfa er Krippendorffs for ordnede skalaer. Intervallet er fundet ved at trække "
        f"ansøgningerne tilfældigt om {draws} gange (startværdi {everything.seed}). AC2 er Gwets mål, som er "
        "mindre følsomt, når næsten alle point er ens."
    )
    st.markdown("#### Bedømmernes niveau")
    st.caption(
        "Hvor mange point en bedømmer i gennemsnit giver mere (+) eller mindre (-) end de andre på "
        "det, som begge har vurderet. Tallet er kun til oplysning; ingen point rettes efter det."
    )
    table(tables.leniency(leniency(ratings(cases, scheme.aspects))))
