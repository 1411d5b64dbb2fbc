"""The texts of a letter: each a draft until somebody accepts it, beside what it was proposed from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby

import streamlit as st

from assessment.domain.letters.drafts import Draft
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import date_time
from assessment.ui import markup, saving
from assessment.ui.pages.letters import grounds
from assessment.ui.pages.letters.desk import Desk
from assessment.ui.saving import Edit, Saved
from assessment.workflow import lettering
from assessment.workflow.lettering import LetterState


def draw(desk: Desk, state: LetterState) -> None:
    """Draw the letter's texts; those on the same matter stand beside the same grounds."""
    if not state.texts:
        return
    st.markdown("#### Brevets tekster")
    if desk.able:
        st.markdown(
            "Forslagene er sat sammen af det, der står i sagen. Ret dem, så de siger det, der gælder "
            "netop denne ansøger, og godkend hver for sig. Kun det, der er godkendt, kommer med i brevet."
        )
    for matter, group in groupby(state.texts, key=_matter):
        drafts = list(group)
        with st.container(border=True, key=f"texts_{matter}"):
            left, right = st.columns([5, 4], gap="large")
            with left:
                for each in drafts:
                    _text(desk, state.case, each)
            with right:
                grounds.draw(state.case, drafts[0].wanted.key)


def _matter(draft: Draft) -> str:
    """What a text is about: the criterion or the requirement, else itself."""
    kind, _, about = draft.wanted.key.partition(":")
    return about or kind


def _text(desk: Desk, case: Case, draft: Draft) -> None:
    wanted = draft.wanted
    key = f"letter_text_{case.id}_{wanted.key.replace(':', '_')}_{desk.place.person.id}"
    if not desk.able:
        st.markdown(f"**{markup.plain(wanted.title)}** {_badge(draft)}")
        st.html(markup.said(draft.text or "Ingen tekst.", _state(draft)))
        saving.unsaved(key, lambda fields: str(fields.get("text") or ""))
        return
    saved = _saved(draft)
    edit = saving.edit(key, saved)
    save = partial(_save, desk, case, draft, edit, accepted=False)
    with st.container(key=f"autosave_{key}"):
        st.text_area(
            wanted.title,
            edit.text("text"),
            key=edit.field("text"),
            height="content",
            help=wanted.help,
            on_change=save,
        )
    _below(draft, key, partial(_save, desk, case, draft, edit, accepted=True), edit)
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        saving.told(edit, saved, save)


def _below(draft: Draft, key: str, accept: Callable[[], None], edit: Edit) -> None:
    """Say below a field how far its text is, and let it be accepted."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_state"):
        st.markdown(_badge(draft), width="content")
        if not draft.accepted and (draft.wanted.required or edit.held_text("text").strip()):
            st.button(
                "Godkend teksten",
                icon=":material/check:",
                key=f"{key}_accept",
                on_click=accept,
            )
        if not edit.problem:  # last, so that no click misses a button that moved
            st.caption(markup.plain(_state(draft)), width="content")


def _badge(draft: Draft) -> str:
    if draft.accepted:
        return ":green-badge[:material/check: Godkendt]"
    if not draft.wanted.required and not draft.text.strip():
        return ":gray-badge[Kan stå tom]"
    if not draft.wanted.required and draft.stored is None:
        return ":gray-badge[Forslag – kan udelades]"
    return ":orange-badge[Udkast – ikke godkendt]"


def _state(draft: Draft) -> str:
    made = draft.stored
    if made is None:
        return "Forslag fra sagen." if draft.text else "Ingen har skrevet noget endnu."
    return f"{'Godkendt' if made.accepted else 'Gemt'} af {made.by}, {date_time(made.at)}."


def _saved(draft: Draft) -> Saved:
    fields, made = {"text": draft.text}, draft.stored
    if made is None:
        return Saved(0, fields)
    what = "godkendt" if made.accepted else "udkast"
    return Saved(made.version, fields, what, made.text or "(tom)", made.by, made.at)


def _save(desk: Desk, case: Case, draft: Draft, edit: Edit, *, accepted: bool) -> None:
    """Save what the field holds; a text that is changed must be accepted again."""
    saving.save(
        edit,
        lambda expected: lettering.save_text(
            desk.workflow,
            case.id,
            draft.wanted.key,
            edit.held_text("text"),
            accepted=accepted,
            by=desk.place.person,
            expected=expected,
        ),
    )
