"""The rules of the scheme as they are used: requirements, criteria, anchors, weights, sources."""

from __future__ import annotations

import streamlit as st

from assessment.domain.ranking.cut import weights_words
from assessment.domain.rules.base import InternalDecision
from assessment.domain.rules.scheme import Criterion, Requirement, Scheme
from assessment.domain.words.wording import day, decimal
from assessment.ui.components import download, header
from assessment.workflow.core import Workflow

TITLE = "Ordningen"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None:
        return
    scheme, round_ = place.round.scheme, place.round.round
    st.markdown(f"**{scheme.title}** – {scheme.authority}. {scheme.purpose}")
    download("Hent det tomme ansøgningsskema", f"skema/{round_.id}", key="blank_form")
    criteria, requirements, sources = st.tabs(["Kriterier", "Krav", "Grundlag"])
    with criteria:
        _criteria(scheme)
    with requirements:
        for requirement in scheme.requirements:
            _requirement(scheme, requirement)
    with sources:
        _sources(scheme, place.round.criteria_sha256)


def _criteria(scheme: Scheme) -> None:
    st.markdown(f"Vægte: {weights_words(scheme, scheme.weights)}.")
    st.caption(_decision(scheme.scoring.weights_decided))
    for criterion in scheme.criteria:
        with st.expander(f"{criterion.title} ({criterion.official_title})"):
            st.markdown(_criterion(criterion))


def _criterion(criterion: Criterion) -> str:
    lines = []
    for statement in criterion.statements:
        priority = " *(prioriteres)*" if statement.prioritised else ""
        lines.append(f"**{statement.id}** {statement.given_weight}{priority}\n")
        for aspect in statement.aspects:
            lines.append(f"\n{aspect.id} **{aspect.title}:** {aspect.question}\n")
            lines += [f"- {points}: {anchor}" for points, anchor in enumerate(aspect.anchors)]
            lines.append("")
    return "\n".join(lines)


def _requirement(scheme: Scheme, requirement: Requirement) -> None:
    titles = {document.id: document.title for document in scheme.documents}
    source = f"{titles[requirement.source.document]}, {requirement.source.section}"
    st.markdown(
        f"**{requirement.id} {requirement.title}.** {requirement.official_text or requirement.text}"
    )
    st.caption(f"Ikke opfyldt: {requirement.unmet}. Kilde: {source}.")


def _sources(scheme: Scheme, sha256: str) -> None:
    st.markdown(scheme.legal_basis)
    st.markdown("\n".join(f"- {document.title}" for document in scheme.documents))
    scoring = scheme.scoring
    st.markdown(f"Grænse for tæt løb: {decimal(scoring.tie_margin)} point.")
    for decision in (scoring.scale_decided, scoring.margins_decided):
        st.caption(_decision(decision))
    st.caption(f"Reglernes kontrolsum (SHA-256): {sha256}")


def _decision(decision: InternalDecision) -> str:
    return f"Intern beslutning af {decision.by}, {day(decision.on)}. {decision.reason}"
