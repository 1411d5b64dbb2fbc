"""The recommendation for each application, and the documents that carry it out of the house."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.case import Case
from assessment.domain.cut import cut_sentences
from assessment.domain.decision import Award, awards, selection_remark
from assessment.domain.wording import date_time
from assessment.ui import markup, session
from assessment.ui.components import Place, attempt, header, needs_person, pick_case
from assessment.workflow import notes, recommending
from assessment.workflow.core import Workflow

TITLE = "Indstilling"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if not place.round.cases or not needs_person(place):
        pick_case(place.round, _progress)
        return
    _round(workflow, place)
    case = pick_case(place.round, _progress)
    if case:
        left, right = st.columns([5, 4], gap="large")
        with left:
            _recommend(workflow, place, case)
        with right:
            _basis(workflow, place, case)


def _progress(case: Case) -> str:
    return str(case.recommendation.award) if case.recommendation else "ikke indstillet"


def _round(workflow: Workflow, place: Place) -> None:
    round_ = place.round
    for sentence in cut_sentences(round_.ranking, round_.scheme):
        st.markdown(markup.plain(sentence))
    remark = selection_remark([case.recommendation for case in round_.cases], round_.round.select)
    if remark:
        st.warning(remark)
    with st.container(horizontal=True):
        st.download_button(
            "Hent rundens indstillingsnotat",
            data=lambda: notes.round_note(workflow, round_.round.id, place.person).content,
            file_name=f"indstillingsnotat-{round_.round.id}.docx",
            mime=_WORD,
            icon=":material/download:",
            key="round_note",
            on_click="ignore",
        )
        st.download_button(
            "Hent alle notater",
            data=lambda: notes.zipped(notes.all_notes(workflow, round_.round.id, place.person)),
            file_name=f"notater-{round_.round.id}.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            key="all_notes",
            on_click="ignore",
        )
    st.divider()


def _recommend(workflow: Workflow, place: Place, case: Case) -> None:
    made = case.recommendation
    key = f"recommend_{case.id}"
    options = list(
        dict.fromkeys([*awards(case.screening, case.scheme), *([made.award] if made else [])])
    )
    kept = session.value(f"draft_{key}_award")
    stored = made.award if made else None
    session.put_default(f"{key}_award", kept if kept in options else stored)
    session.put_default(f"{key}_reason", _kept(key, "reason", made.reason if made else ""))
    session.put_default(f"{key}_answer", _kept(key, "answer", made.answer if made else ""))
    save = partial(_save, workflow, place.person, case.id, key)
    st.radio("Indstilling", options, key=f"{key}_award", horizontal=True, on_change=save)
    with st.container(key=f"autosave_{key}"):
        st.text_area(
            "Begrundelse",
            key=f"{key}_reason",
            height=220,
            help="Hovedhensyn, styrker og svagheder i netop denne ansøgning. Står i notatet.",
            on_change=save,
        )
        if case.attention:
            st.warning(
                "Skal besvares i notatet:\n\n"
                + "\n".join(f"- {markup.plain(each)}" for each in case.attention)
            )
            st.text_area(
                "Svar på opmærksomhedspunkterne", key=f"{key}_answer", height=120, on_change=save
            )
    problem = session.text(f"{key}_problem")
    if problem:
        st.error(markup.plain(problem))
    elif made:
        st.caption(f"Gemt af {markup.plain(made.by)}, {date_time(made.at)}.")


def _kept(key: str, part: str, stored: str) -> str:
    return session.text(f"draft_{key}_{part}", stored)


def _save(workflow: Workflow, by: str, application: int, key: str) -> None:
    """Save as soon as everything is there; what is chosen until then is kept as a draft."""
    award = session.text(f"{key}_award")
    reason, answer = session.text(f"{key}_reason"), session.text(f"{key}_answer")
    session.put(f"draft_{key}_award", session.value(f"{key}_award"))
    session.put(f"draft_{key}_reason", reason)
    session.put(f"draft_{key}_answer", answer)
    session.put(f"{key}_problem", None)
    if not award:
        return
    problem = attempt(
        lambda: recommending.recommend(
            workflow, application, Award(award), reason=reason, answer=answer, by=by
        )
    )
    session.put(f"{key}_problem", problem)
    if problem is None:
        session.forget(f"draft_{key}_")


def _basis(workflow: Workflow, place: Place, case: Case) -> None:
    st.markdown("**Grundlag**")
    standing = place.round.ranking.standing(str(case.id))
    st.markdown(
        "\n".join(
            (
                f"- Formel prøvning: {case.screening.status}",
                f"- {standing.words}",
                f"- Indsendte vurderinger: {len(case.submitted)}",
            )
        )
    )
    st.download_button(
        "Hent beslutningsnotatet",
        data=lambda: notes.note(workflow, place.round.round.id, case.id, place.person).content,
        file_name=f"beslutningsnotat-{case.id}.docx",
        mime=_WORD,
        icon=":material/download:",
        type="primary",
        key=f"note_{case.id}",
        on_click="ignore",
    )
    if case.missing:
        st.caption(f"Notatet hentes som udkast. Der mangler: {'; '.join(case.missing)}.")
