"""Moving a passage to the field it answers: part of the application's page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.applications.application import Block
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import date_time
from assessment.ui import markup, session
from assessment.ui.components import Place, allowed, attempt, done
from assessment.workflow import correcting
from assessment.workflow.core import Workflow

_SHOWN = 90
"""Characters of a passage in the list of them."""


def show(workflow: Workflow, place: Place, case: Case) -> None:
    """Draw what has been moved and let more be moved."""
    corrects = allowed(place, Act.CORRECT)
    if corrects:
        st.caption(
            "Står et svar i et forkert felt, så flyt det her. Filen ændres ikke; flytningen bliver "
            "noteret og kan fortrydes."
        )
        _move(workflow, place, case)
    for each in correcting.corrections(workflow, case.id, place.person):
        field = case.scheme.form.field(each.field).title if each.field else "Øvrig tekst"
        with st.container(border=True):
            st.markdown(f"**Flyttet til {markup.plain(field)}**")
            st.html(f'<div class="reading">{markup.paragraphs(each.text)}</div>')
            st.caption(markup.plain(f"{each.by}, {date_time(each.at)}: {each.reason}"))
            if corrects and st.button("Fortryd flytningen", key=f"move_back_{each.id}"):
                done(partial(correcting.move_back, workflow, case.id, each.id, place.person))


def _move(workflow: Workflow, place: Place, case: Case) -> None:
    reading, form = case.application.reading, case.scheme.form
    blocks = {block.id: block for block in reading.blocks if block.text.strip()}
    holders = {each: answer.field for answer in reading.answers.values() for each in answer.blocks}
    fields = {"": "Øvrig tekst (intet felt)"} | {
        field.id: f"{field.id} {field.title}" for field in form.fields
    }
    key = f"move_{case.id}"
    block = st.selectbox(
        "Hvilken tekst?",
        list(blocks),
        index=None,
        format_func=lambda each: _option(blocks[each], holders.get(each, "")),
        placeholder="Skriv for at søge i teksten",
        key=f"{key}_block",
    )
    if block is None:
        return
    text = st.text_area(
        "Tekst, der flyttes",
        value=blocks[block].text,
        help="Slet det, der skal blive stående. Ansøgers ord kan ikke ændres.",
        key=f"{key}_text_{block}",
    )
    left, right = st.columns(2)
    field = left.selectbox(
        "Hører til",
        list(fields),
        index=None,
        format_func=fields.__getitem__,
        placeholder="Vælg et felt",
        key=f"{key}_field",
    )
    reason = right.text_input("Hvorfor?", key=f"{key}_reason")
    if not st.button("Flyt", type="primary", disabled=field is None, key=f"{key}_do"):
        return
    refusal = attempt(
        lambda: correcting.move(
            workflow, case.id, block=block, text=text or "", field=field or "",
            reason=reason or "", by=place.person,
        )
    )  # fmt: skip
    if refusal:
        st.error(refusal)
    else:
        session.forget(key)
        st.rerun()


def _option(block: Block, field: str) -> str:
    text = " ".join(block.text.split())
    cut = f"{text[:_SHOWN]} …" if len(text) > _SHOWN else text
    return f"[{field or 'øvrig tekst'}] {cut} ({block.where})"
