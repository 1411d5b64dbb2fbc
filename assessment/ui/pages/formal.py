"""The formal check: each requirement with its evidence, the outcome a human sets, and who confirms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment.domain.checking.screening import Finding, Flag, FormalOutcome, Outcome, Proposal
from assessment.domain.finding.evidence import elsewhere
from assessment.domain.panel.access import Act, may
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import Requirement
from assessment.domain.words.wording import counted, date_time, listed
from assessment.ui import doing, markup, saving
from assessment.ui.components import Place, allowed, header, pick_case, quietly
from assessment.workflow import formal, searching
from assessment.workflow.core import Workflow

TITLE = "Formel prøvning"

_KEY = "confirm"

_COLOURS = {
    Outcome.MET: "green",
    Outcome.NOT_MET: "red",
    Outcome.UNCLEAR: "orange",
    Outcome.NOT_APPLICABLE: "gray",
}


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    case = pick_case(place.round, lambda each: each.screening.status)
    if case is None:
        return
    if allowed(place, Act.CHECK):
        st.caption(
            "Programmet foreslår; et menneske afgør. Vælg et udfald, og skriv hvorfor: det gemmes med det samme."
        )
    doing.tell(_KEY)
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        _confirm(workflow, place, case)
    _flags(case)
    scheme = case.scheme
    for title, requirements in (
        ("Adgangskrav", scheme.gates),
        ("Minimumskriterier", scheme.minimum_requirements),
        ("Betingelser for deltagelse", scheme.conditions),
    ):
        st.subheader(title)
        for requirement in requirements:
            with st.container(border=True):
                _requirement(workflow, place, case, requirement)


def _confirm(workflow: Workflow, place: Place, case: Case) -> None:
    """What waits for a second person, and the button for whoever is one."""
    waiting = case.screening.unconfirmed
    if not waiting or not may(place.person, Act.CONFIRM_CHECK, place.round.phase):
        return
    own = [each for each in waiting if each.by == place.person.name]
    others = [each for each in waiting if each.by != place.person.name]
    if own:
        ids = listed([each.requirement for each in own])
        quietly(f"{ids} er sat af dig og skal bekræftes af en anden.")
    if others:
        with st.container(border=True, key="confirm"):
            _second_person(workflow, place, case, others)


def _second_person(
    workflow: Workflow, place: Place, case: Case, waiting: Sequence[FormalOutcome]
) -> None:
    count = counted(len(waiting), "udfald venter", "udfald venter")
    st.markdown(f"**{count} på, at du bekræfter som den anden person**")
    st.markdown("\n".join(f"- {markup.plain(_waits(each))}" for each in waiting))
    # What the screen shows is confirmed, and not what somebody may have changed since.
    seen = {each.requirement: each.version for each in waiting}
    st.button(
        "Bekræft den formelle prøvning",
        type="primary",
        key=f"confirm_{case.id}",
        on_click=doing.do,
        args=(_KEY, partial(formal.confirm, workflow, case.id, place.person, seen=seen)),
        kwargs={"done": f"Du har bekræftet den formelle prøvning af {case.name}."},
    )


def _waits(each: FormalOutcome) -> str:
    reason = " ".join(each.reason.split())
    return f"{each.requirement}: {each.outcome}, sat af {each.by}. {reason}"


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
    key = f"formal_{case.id}_{place.person.id}_{requirement.id}"
    if not may(place.person, Act.CHECK, place.round.phase):
        _settled(decided)
        saving.unsaved(key, _draft)
        return
    saved = _saved(decided, proposal)
    edit = saving.edit(key, saved)
    save = partial(_save, workflow, place, case, requirement, edit)
    choices = _choices(requirement)
    chosen = edit.value("outcome")
    st.radio(
        f"Udfald for {requirement.id}",
        choices,
        index=choices.index(Outcome(str(chosen))) if chosen in choices else None,
        key=edit.field("outcome"),
        horizontal=True,
        on_change=save,
    )
    with st.container(key=f"autosave_{key}"):
        st.text_area(
            f"Begrundelse for {requirement.id}",
            edit.text("reason"),
            key=edit.field("reason"),
            height=90,
            on_change=save,
        )
    if not saving.told(edit, saved, save):
        kept = edit.draft is not None
        st.caption("Ikke gemt endnu: vælg et udfald." if kept else _state(decided))


def _settled(decided: FormalOutcome | None) -> None:
    """An outcome to be read only."""
    if decided:
        st.markdown(f"**Udfald:** :{_COLOURS[decided.outcome]}-badge[{decided.outcome}]")
        st.html(f'<div class="reading">{markup.paragraphs(decided.reason)}</div>')
    st.caption(_state(decided))


def _state(decided: FormalOutcome | None) -> str:
    """Who set an outcome and who confirmed it."""
    if decided is None:
        return "Ikke afgjort endnu."
    told = f"Gemt af {decided.by}, {date_time(decided.at)}. "
    if decided.confirmed_by and decided.confirmed_at:
        told += f"Bekræftet af {decided.confirmed_by}, {date_time(decided.confirmed_at)}."
    else:
        told += "Skal bekræftes af en anden."
    return markup.plain(told)


def _saved(decided: FormalOutcome | None, proposal: Proposal) -> saving.Saved:
    if decided is None:
        return saving.Saved(0, {"outcome": None, "reason": _suggested(proposal)})
    confirmed = f" (bekræftet af {decided.confirmed_by})" if decided.confirmed_by else ""
    return saving.Saved(
        decided.version,
        {"outcome": decided.outcome, "reason": decided.reason},
        f"{decided.outcome}{confirmed}",
        decided.reason,
        decided.by,
        decided.at,
    )


def _draft(fields: saving.Fields) -> str:
    outcome, reason = fields.get("outcome") or "", fields.get("reason") or ""
    return f"{outcome}\n{reason}".strip()


def _suggested(proposal: Proposal) -> str:
    """The machine's reason, where what it proposes is settled."""
    settled = proposal.outcome in {Outcome.MET, Outcome.NOT_APPLICABLE}
    return " ".join(finding.explanation for finding in proposal.findings) if settled else ""


def _choices(requirement: Requirement) -> list[Outcome]:
    everybody = [Outcome.MET, Outcome.NOT_MET, Outcome.UNCLEAR]
    return [*everybody, Outcome.NOT_APPLICABLE] if requirement.applies_to else everybody


def _save(
    workflow: Workflow, place: Place, case: Case, requirement: Requirement, edit: saving.Edit
) -> None:
    """Save as soon as both outcome and reason are there; what is chosen until then is a draft."""
    outcome = edit.held_text("outcome")
    if not outcome:
        saving.keep(edit)
        return
    saving.save(
        edit,
        lambda expected: formal.set_outcome(
            workflow,
            case.id,
            requirement.id,
            Outcome(outcome),
            reason=edit.held_text("reason"),
            by=place.person,
            expected=expected,
        ),
    )
