"""The formal check: each requirement with its evidence, and the outcome a human sets."""

from __future__ import annotations

import streamlit as st

from assessment.domain.case import Case
from assessment.domain.evidence import elsewhere
from assessment.domain.scheme import Requirement
from assessment.domain.screening import Finding, Flag, Outcome, Proposal
from assessment.domain.wording import date_time
from assessment.ui import markup, session
from assessment.ui.components import Place, attempt, header, needs_person, pick_case
from assessment.workflow import formal, searching
from assessment.workflow.core import Workflow

TITLE = "Formel prøvning"

_COLOURS = {
    Outcome.MET: "green",
    Outcome.NOT_MET: "red",
    Outcome.UNCLEAR: "orange",
    Outcome.NOT_APPLICABLE: "gray",
}


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    case = pick_case(place.round, lambda each: each.screening.status)
    if case is None or not needs_person(place):
        return
    st.caption(
        "Programmet foreslår; et menneske afgør. Vælg et udfald, og skriv hvorfor: det gemmes med det samme."
    )
    _flags(case)
    scheme = case.scheme
    for title, requirements in (
        ("Porte", scheme.gates),
        ("Minimumskriterier", scheme.minimum_requirements),
        ("Betingelser for deltagelse", scheme.conditions),
    ):
        st.subheader(title)
        for requirement in requirements:
            with st.container(border=True):
                _requirement(workflow, place, case, requirement)


def _flags(case: Case) -> None:
    raised = [flag for flag in case.screening.flags if flag.raised]
    with st.expander(f"Bemærkninger til ansøgningen ({len(raised)})", expanded=bool(raised)):
        for flag in case.screening.flags:
            _flag(flag)


def _flag(flag: Flag) -> None:
    icon = ":material/flag:" if flag.raised else ":material/check:"
    st.markdown(f"{icon} **{flag.title}** ({flag.code})")
    st.html(f'<div class="reading">{markup.paragraphs(flag.explanation)}</div>')
    if flag.passages:
        st.html(markup.passages(flag.passages))


def _requirement(workflow: Workflow, place: Place, case: Case, requirement: Requirement) -> None:
    proposal = case.screening.proposal(requirement.id)
    evidence, outcome = st.columns([6, 5], gap="large")
    with evidence:
        st.markdown(f"**{requirement.id} {requirement.title}**")
        source = f"{_document(case, requirement)}, {requirement.source.section}"
        st.markdown(requirement.official_text or requirement.text, help=f"Kilde: {source}")
        for finding in proposal.findings:
            _finding(finding)
        _elsewhere(place, case, proposal)
    with outcome:
        _outcome(workflow, place, case, requirement, proposal)


def _document(case: Case, requirement: Requirement) -> str:
    titles = {document.id: document.title for document in case.scheme.documents}
    return titles[requirement.source.document]


def _finding(finding: Finding) -> None:
    part = f"**{finding.part}** " if finding.part else ""
    st.markdown(f"{part}:{_COLOURS[finding.outcome]}-badge[Forslag: {finding.outcome}]")
    st.html(f'<div class="reading">{markup.paragraphs(finding.explanation)}</div>')
    if finding.passages:
        with st.expander(f"Steder i ansøgningen ({len(finding.passages)})"):
            st.html(markup.passages(finding.passages))


def _elsewhere(place: Place, case: Case, proposal: Proposal) -> None:
    """What may settle a requirement that the machine could not: a promise in prose, above all."""
    asked = case.scheme.fields_feeding(proposal.requirement)
    if proposal.outcome is not Outcome.UNCLEAR or not asked:
        return
    shown = {(each.where, each.field) for finding in proposal.findings for each in finding.passages}
    found = [
        each
        for each in elsewhere(searching.evidence_of(place.round, case)[proposal.requirement])
        if (each.passage.where, each.passage.field) not in shown
    ]
    if found:
        with st.expander(f"Andre steder i ansøgningen ({len(found)})"):
            st.html(markup.evidence(found, case.scheme.form))


def _outcome(
    workflow: Workflow, place: Place, case: Case, requirement: Requirement, proposal: Proposal
) -> None:
    decided = case.screening.outcomes.get(requirement.id)
    key = f"formal_{case.id}_{requirement.id}"
    kept, settled = session.value(f"draft_{key}_outcome"), decided.outcome if decided else None
    session.put_default(f"{key}_outcome", kept or settled)
    stored = decided.reason if decided else _suggested(proposal)
    session.put_default(f"{key}_reason", session.text(f"draft_{key}_reason", stored))
    st.radio(
        f"Udfald for {requirement.id}",
        _choices(requirement),
        key=f"{key}_outcome",
        horizontal=True,
        on_change=_save,
        args=(workflow, place.name, case.id, requirement.id, key),
    )
    with st.container(key=f"autosave_{key}"):
        st.text_area(
            f"Begrundelse for {requirement.id}",
            key=f"{key}_reason",
            height=90,
            on_change=_save,
            args=(workflow, place.name, case.id, requirement.id, key),
        )
    problem = session.text(f"{key}_problem")
    if problem:
        st.error(markup.plain(problem))
    elif decided:
        st.caption(f"Gemt af {markup.plain(decided.by)}, {date_time(decided.at)}.")
    else:
        st.caption("Ikke afgjort endnu.")


def _suggested(proposal: Proposal) -> str:
    """The machine's reason, where what it proposes is settled."""
    settled = proposal.outcome in {Outcome.MET, Outcome.NOT_APPLICABLE}
    return " ".join(finding.explanation for finding in proposal.findings) if settled else ""


def _choices(requirement: Requirement) -> list[Outcome]:
    everybody = [Outcome.MET, Outcome.NOT_MET, Outcome.UNCLEAR]
    return [*everybody, Outcome.NOT_APPLICABLE] if requirement.applies_to else everybody


def _save(workflow: Workflow, by: str, application: int, requirement: str, key: str) -> None:
    """Save as soon as both outcome and reason are there; what is chosen until then is a draft."""
    outcome, reason = session.text(f"{key}_outcome"), session.text(f"{key}_reason")
    session.put(f"draft_{key}_outcome", session.value(f"{key}_outcome"))
    session.put(f"draft_{key}_reason", reason)
    session.put(f"{key}_problem", None)
    if not outcome:
        return
    problem = attempt(
        lambda: formal.set_outcome(
            workflow, application, requirement, Outcome(outcome), reason=reason, by=by
        )
    )
    session.put(f"{key}_problem", problem)
    if problem is None:
        session.forget(f"draft_{key}_")
