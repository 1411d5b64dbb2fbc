"""One's own impartiality towards each applicant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.panel.impartiality import (
    IMPARTIAL_TO_ALL,
    Applicant,
    Declaration,
    Ground,
    Stance,
    waiting,
)
from assessment.ui import doing, markup, saving, session
from assessment.ui.components import Place, table
from assessment.ui.saving import Edit, Saved
from assessment.workflow import declaring
from assessment.workflow.core import Workflow

_STANCES = {
    Stance.IMPARTIAL: "Jeg er habil",
    Stance.CONFLICTED: "Jeg er inhabil",
    Stance.DOUBT: "Jeg er i tvivl",
}


def own(workflow: Workflow, place: Place, said: str) -> None:
    """Draw what one has declared, and let one declare; what came of it is told under `said`."""
    applicants = declaring.applicants(workflow, place.round.round.id, place.person)
    st.subheader("Min habilitet")
    if not applicants:
        st.info("Runden har ingen ansøgere endnu. Erklær din habilitet, når de er lagt ind.")
        return
    _waiting(workflow, place, applicants)
    left = sum(each.declaration is None for each in applicants)
    one, rest = st.columns(2, gap="large")
    with one:
        _one(workflow, place, said, applicants)
    with rest:
        _rest(workflow, place, said, left, len(applicants))
    table(tables.declarations(applicants))


def _waiting(workflow: Workflow, place: Place, applicants: Sequence[Applicant]) -> None:
    """Who decides what one has declared, where something waits."""
    waits = [each.name for each in applicants if each.declaration and each.declaration.pending]
    if not waits:
        return
    told = waiting(waits, declaring.judges(workflow, place.round.round.id, place.person))
    st.warning(markup.plain(told), icon=":material/hourglass_empty:")


def _rest(workflow: Workflow, place: Place, said: str, left: int, every: int) -> None:
    if not left:
        st.markdown("**Du har erklæret din habilitet over for alle ansøgere.**")
        return
    whom = f"alle {left}" if left == every else f"de øvrige {left}"
    whom = "den sidste" if left == 1 < every else whom
    st.markdown(f"**Er du habil over for {whom}?**")
    st.markdown(f"Så erklærer du om hver af dem: “{IMPARTIAL_TO_ALL}”")
    st.button(
        f"Erklær mig habil over for {whom}",
        key="declare_rest",
        type="primary",
        on_click=doing.do,
        args=(
            said,
            partial(declaring.declare_impartial, workflow, place.round.round.id, place.person),
        ),
        kwargs={"done": f"Du har erklæret dig habil over for {whom}."},
    )


def _one(workflow: Workflow, place: Place, said: str, applicants: Sequence[Applicant]) -> None:
    st.markdown("**Har du en tilknytning til en ansøger?**")
    by_id = {each.application: each for each in applicants}
    names = {each.application: f"{each.application}. {each.name}" for each in applicants}
    chosen = st.selectbox(
        "Ansøger",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Vælg ansøgeren",
        key="declare_applicant",
    )
    if chosen is None:
        return
    _form(workflow, place, said, by_id[chosen])


def _form(workflow: Workflow, place: Place, said: str, applicant: Applicant) -> None:
    """What one says of one applicant; another's decision in the meantime is shown beside it."""
    saved = _own_saved(applicant)
    edit = saving.edit(f"declare_{applicant.application}_{place.person.id}", saved)
    keep = partial(saving.keep, edit)
    stances, held = list(Stance), edit.text("stance")
    stance = st.radio(
        "Min erklæring",
        stances,
        index=stances.index(Stance(held)) if held else None,
        format_func=_STANCES.__getitem__,
        key=edit.field("stance"),
        on_change=keep,
    )
    if stance is None:
        return
    st.caption(stance.meaning)
    if stance is not Stance.IMPARTIAL:
        st.multiselect(
            "Grunde efter forvaltningsloven § 3",
            list(Ground),
            [Ground(each) for each in session.listed_texts(edit.value("grounds"))],
            key=edit.field("grounds"),
            on_change=keep,
        )
        st.text_area(
            "Hvad det drejer sig om, kort",
            edit.text("text"),
            key=edit.field("text"),
            height=90,
            on_change=keep,
        )
    save = partial(_declare, workflow, place, said, applicant, edit)
    st.button("Afgiv erklæringen", key="declare_one", on_click=save)
    saving.told(edit, saved, save)


def _own_saved(applicant: Applicant) -> Saved:
    made = applicant.declaration
    if made is None:
        return Saved(0, {"stance": None, "grounds": [], "text": ""})
    judged = made.judgement
    return Saved(
        made.version,
        {"stance": made.stance, "grounds": list(made.grounds), "text": made.text},
        what=made.words,
        text=judged.reason if judged else made.text,
        by=judged.by if judged else made.person.name,
        at=judged.at if judged else made.at,
    )


def _declare(workflow: Workflow, place: Place, said: str, applicant: Applicant, edit: Edit) -> None:
    stance = Stance(edit.held_text("stance"))

    def declared(version: int) -> Declaration:
        made = declaring.declare(
            workflow,
            applicant.application,
            stance,
            grounds=[Ground(each) for each in session.listed_texts(edit.held("grounds"))],
            text=edit.held_text("text"),
            by=place.person,
            expected=version,
        )
        session.put("declare_applicant", None)
        doing.say(said, f"Din erklæring om {applicant.name} er afgivet. {stance.meaning}")
        return made

    saving.save(edit, declared)
