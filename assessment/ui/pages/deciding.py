"""The decision: what is recommended for each applicant, what is missing, and who gets what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import awards
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.deciding import (
    Wanted,
    assessor_refusal,
    awarded,
    departures,
    frame_remark,
    obstacles,
    overtaken,
    standing_words,
    summary,
    to_decide,
)
from assessment.domain.words.wording import counted, date_time
from assessment.ui import markup, saving, session
from assessment.ui.components import (
    Place,
    allowed,
    attempt,
    choice,
    header,
    pick_case,
    quietly,
    table,
)
from assessment.ui.saving import Edit, Saved
from assessment.workflow import recommending
from assessment.workflow.core import Workflow

TITLE = "Afgørelse"

_WAIT = "vent med denne"
_CONFIRM, _DONE, _PROBLEM, _FRAME = (
    "deciding_confirm",
    "deciding_done",
    "deciding_problem",
    "deciding_frame",
)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The round before whoever decides, at one moment; `able` says that they may decide."""

    workflow: Workflow
    place: Place
    now: datetime
    able: bool


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    able = _able(place)
    desk = _Desk(workflow, place, workflow.clock(), able)
    if place.round.cases:
        if place.round.whole:
            st.markdown(summary(place.round, desk.now))
        table(tables.decisions(place.round, desk.now))
    _tell_done()
    if able:
        _together(desk)
    case = pick_case(place.round, _note, waiting=[each.id for each in _ready(desk)])
    if case:
        left, right = st.columns([5, 4], gap="large")
        with left:
            _basis(desk, case)
        with right:
            _decision(desk, case)


def _able(place: Place) -> bool:
    """Whether somebody may decide; where they may not, a line says why."""
    if not allowed(place, Act.DECIDE):
        return False
    why = assessor_refusal(place.round, place.person)
    if why:
        quietly(why)
    return why is None


def _note(case: Case) -> str:
    if case.hidden:
        return "skjult"
    if case.decision:
        return f"afgjort: {case.decision.award}"
    return (
        f"indstillet til {case.recommendation.award}" if case.recommendation else "ikke indstillet"
    )


def _tell_done() -> None:
    told = session.text(_DONE)
    if told:
        st.success(told)
        session.put(_DONE, None)


def _ready(desk: _Desk) -> tuple[Case, ...]:
    return to_decide(desk.place.round, desk.now) if desk.able else ()


def _together(desk: _Desk) -> None:
    """Decide all that can be: first who gets what, then once for all of them."""
    wanted = _wanted(desk)
    problem = session.text(_PROBLEM)
    if problem:
        st.error(markup.plain(problem))
    if not wanted:
        session.put(_CONFIRM, None)
        return
    count = counted(len(wanted), "ansøgning", "ansøgninger")
    if not session.value(_CONFIRM):
        as_recommended = all(_follows(desk, each) for each in wanted)
        words = "Træf afgørelse som indstillet for" if as_recommended else "Træf afgørelse for"
        st.button(
            f"{words} {count} …",
            type="primary",
            icon=":material/gavel:",
            key="decide_together",
            on_click=session.put,
            args=(_CONFIRM, True),
        )
        return
    with st.container(border=True, key="decide_confirm"):
        _confirm(desk, wanted, count)


def _confirm(desk: _Desk, wanted: Sequence[Wanted], count: str) -> None:
    st.markdown(f"**Det her bliver afgjort for {count}**")
    table(tables.awards(desk.place.round, wanted))
    given = awarded(desk.place.round, {each.application: each.award for each in wanted})
    for sentence in departures(desk.place.round, given):
        st.warning(markup.plain(sentence))
    remark = frame_remark(desk.place.round, given)
    if remark:
        st.warning(remark)
    if remark or not desk.place.round.whole:  # what one does not see may tip the number
        with st.container(key="autosave_frame"):
            st.text_area("Hvorfor et andet antal end planlagt?", key=_FRAME, height=90)
    st.caption("Alle afgørelser bliver truffet sammen, eller ingen af dem gør.")
    with st.container(horizontal=True):
        st.button(
            "Træf afgørelserne",
            type="primary",
            key="decide_all",
            on_click=partial(_decide_all, desk, wanted, count),
        )
        st.button("Fortryd", key="decide_cancel", on_click=session.put, args=(_CONFIRM, None))


def _decide_all(desk: _Desk, wanted: Sequence[Wanted], count: str) -> None:
    problem = attempt(
        lambda: recommending.decide_all(
            desk.workflow,
            desk.place.round.round.id,
            wanted,
            by=desk.place.person,
            frame_reason=session.text(_FRAME),
        )
    )
    session.put(_PROBLEM, problem)
    if problem is None:
        session.put(_CONFIRM, None)
        session.put(_DONE, f"Der er truffet afgørelse for {count}.")
        for each in wanted:
            saving.discard(_key(desk, each.application))


def _wanted(desk: _Desk) -> list[Wanted]:
    """What would be decided now: as recommended, save where something else was chosen."""
    ready = {case.id for case in _ready(desk)}
    found = []
    for case in desk.place.round.cases:
        chosen = _chosen(desk, case) if case.id in ready or _changes(desk, case) else None
        if chosen:
            found.append(chosen)
    return found


def _changes(desk: _Desk, case: Case) -> bool:
    """Whether something else was chosen than what is decided."""
    draft, made = saving.draft(_key(desk, case.id)), case.decision
    if draft is None or made is None or obstacles(case, desk.now):
        return False
    return (draft.get("award"), draft.get("reason") or "") != (made.award, made.reason)


def _chosen(desk: _Desk, case: Case) -> Wanted | None:
    """What is chosen for one application, None where it is to wait."""
    if case.recommendation is None:
        return None
    edit = saving.edit(_key(desk, case.id), _saved(case))
    award = edit.held("award")
    if award == _WAIT or not award:
        return None
    award = Award(str(award))
    reason = "" if award is case.recommendation.award else edit.held_text("reason")
    return Wanted(case.id, award, reason, edit.version)


def _follows(desk: _Desk, wanted: Wanted) -> bool:
    made = desk.place.round.case(wanted.application).recommendation
    return made is not None and made.award is wanted.award


def _saved(case: Case) -> Saved:
    """The decision as its fields show it; before there is one they show what is recommended."""
    made, decided = case.recommendation, case.decision
    if decided is None or overtaken(case):
        version = decided.version if decided else 0
        fields = {"award": made.award if made else None, "reason": ""}
        return Saved(version, fields, "ingen afgørelse" if decided is None else str(decided.award))
    fields = {"award": decided.award, "reason": decided.reason}
    told, reason = str(decided.award), decided.reason
    return Saved(decided.version, fields, told, reason, decided.by, decided.at)


def _basis(desk: _Desk, case: Case) -> None:
    """What is recommended and what that rests on."""
    if case.hidden:
        quietly(f"Indstillingen er {case.hidden}.")
        return
    made = case.recommendation
    st.markdown(f"**Indstilling: {made.award if made else 'endnu ingen'}**")
    if made:
        told = f"Indstillet af {made.by}, {date_time(made.at)}"
        st.html(markup.said(made.reason, told))
        choice(made)
        if made.answer:
            st.html(markup.said(made.answer, "Svar på opmærksomhedspunkterne"))
    facts = [f"Formel prøvning: {case.screening.status}"]
    if desk.place.round.comparable:
        facts.append(standing_words(desk.place.round, case))
    st.markdown("\n".join(f"- {markup.plain(each)}" for each in facts))
    for each in case.screening.unmet:
        st.html(markup.said(each.reason, f"{each.requirement} er ikke opfyldt"))
    _heard(desk, case)


def _heard(desk: _Desk, case: Case) -> None:
    """What came of asking and hearing the applicant, as far as it counts for the decision."""
    for each in case.exchanges:
        name = f"{each.kind} nr. {each.id}"
        if each.stands and each.weighed:
            st.html(markup.said(each.weighed.text, f"Stillingtagen til {name}"))
        elif each.unanswered(desk.now):
            st.caption(markup.plain(f"Ansøger har ikke svaret på {name}; se siden Dialog."))


def _decision(desk: _Desk, case: Case) -> None:
    st.markdown("**Afgørelse**")
    if case.decision and not case.hidden:
        made = case.decision
        told = f"Truffet af {made.by}, {date_time(made.at)}"
        st.html(markup.said(f"{made.award}\n{made.reason}", told))
        if overtaken(case):
            st.warning("Indstillingen er ændret efter afgørelsen. Træf afgørelse igen.")
    elif not case.hidden:
        st.caption("Der er ikke truffet afgørelse.")
    left = obstacles(case, desk.now)
    if left and not case.hidden:
        st.info(markup.plain(f"Kan ikke afgøres endnu. Der mangler: {'; '.join(left)}."))
    if not desk.able or case.recommendation is None or left:
        return
    if case.decision and not overtaken(case):
        with st.expander("Træf en anden afgørelse"):
            _inputs(desk, case)
    else:
        _inputs(desk, case)


def _inputs(desk: _Desk, case: Case) -> None:
    saved = _saved(case)
    edit = saving.edit(_key(desk, case.id), saved)
    recommended = case.recommendation.award if case.recommendation else None
    options = [*awards(case.screening, case.scheme), *([] if case.decision else [_WAIT])]
    chosen = edit.value("award")
    keep = partial(_keep, edit)
    award = st.radio(
        "Ansøger får",
        options,
        index=options.index(chosen) if chosen in options else None,
        format_func=lambda each: f"{each}, som indstillet" if each == recommended else str(each),
        key=edit.field("award"),
        on_change=keep,
    )
    if award not in {recommended, _WAIT, None}:
        with st.container(key=f"autosave_{edit.key}"):
            st.text_area(
                "Hvorfor afviges der fra indstillingen?",
                edit.text("reason"),
                key=edit.field("reason"),
                height=130,
                on_change=keep,
            )
    if not saving.told(edit, saved, keep):
        st.caption("Valget gælder først, når afgørelserne bliver truffet sammen øverst på siden.")


def _keep(edit: Edit) -> None:
    """Keep a choice until it is decided; what was refused before may be right now."""
    saving.keep(edit)
    session.put(_PROBLEM, None)


def _key(desk: _Desk, application_id: int) -> str:
    return f"decide_{application_id}_{desk.place.person.id}"
