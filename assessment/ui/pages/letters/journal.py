"""The numbers under which the authority's journal keeps the round and each application."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.outcomes.letter import CaseNumber
from assessment.ui import markup, saving
from assessment.ui.components import Place
from assessment.ui.saving import Edit, Saved
from assessment.workflow import lettering
from assessment.workflow.core import Workflow

_LONGEST = 60
"""Characters of a case number that are told as a placeholder at most."""


def of_round(workflow: Workflow, place: Place, *, able: bool) -> None:
    """Let the round's own number be set, or tell it."""
    present = lettering.case_number(workflow, place.round.round.id, place.person)
    if able:
        _field(workflow, place, None, present)
    elif present and present.number:
        st.caption(f"Rundens sagsnummer: {markup.plain(present.number)}")


def of_application(
    workflow: Workflow, place: Place, application_id: int, present: CaseNumber | None, *, able: bool
) -> None:
    """Let an application's number be set, or tell it; without one of its own it has the round's."""
    rounds = lettering.case_number(workflow, place.round.round.id, place.person)
    usual = rounds.number if rounds else ""
    if able:
        _field(workflow, place, application_id, present, usual)
    else:
        number = (present and present.number) or usual or "ikke sat"
        st.caption(f"Sagsnummer: {markup.plain(number)}")


def _field(
    workflow: Workflow,
    place: Place,
    application_id: int | None,
    present: CaseNumber | None,
    usual: str = "",
) -> None:
    key = f"case_number_{place.round.round.id}_{application_id or 0}_{place.person.id}"
    saved = _saved(present)
    edit = saving.edit(key, saved)
    save = partial(_save, workflow, place, application_id, edit)
    st.text_input(
        "Sagsnummer i journalen (ESDH)" if application_id else "Rundens sagsnummer",
        edit.text("number"),
        key=edit.field("number"),
        placeholder=f"Rundens: {usual[:_LONGEST]}" if usual else "Fx 2026-12345",
        help="Står i alle breve. Tomt betyder, at rundens nummer bruges."
        if application_id
        else None,
        on_change=save,
    )
    saving.told(edit, saved, save)


def _saved(present: CaseNumber | None) -> Saved:
    if present is None:
        return Saved(0, {"number": ""})
    what = present.number or "intet sagsnummer"
    return Saved(present.version, {"number": present.number}, what, "", present.by, present.at)


def _save(workflow: Workflow, place: Place, application_id: int | None, edit: Edit) -> None:
    saving.save(
        edit,
        lambda expected: lettering.set_case_number(
            workflow,
            place.round.round.id,
            application_id,
            edit.held_text("number"),
            by=place.person,
            expected=expected,
        ),
    )
