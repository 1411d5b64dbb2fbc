"""Letters that were fixed as files: each with its hash, its file, and how and when it was sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from assessment.domain.outcomes.letter import Channel, Letter
from assessment.domain.words.wording import counted, date_time, day, local
from assessment.errors import RefusedActionError
from assessment.ui import markup, saving
from assessment.ui.components import Place, download
from assessment.ui.saving import Edit, Saved
from assessment.workflow import finishing, printing
from assessment.workflow.core import Workflow

_SHORT = 12
"""Digits of a file's SHA-256 that tell it from others at a glance."""


def draw(
    workflow: Workflow,
    place: Place,
    letters: Sequence[Letter],
    *,
    overtaken: bool,
    able: bool,
) -> None:
    """Draw finished letters, oldest first in `letters`: the newest, and behind it those before it."""
    if not letters:
        return
    *before, newest = letters
    if overtaken:
        st.warning("Ændret siden; færdiggør en ny udgave.", icon=":material/history:")
    _letter(workflow, place, newest, able=able)
    if before:
        with st.expander(f"{counted(len(before), 'tidligere udgave', 'tidligere udgaver')}"):
            for each in reversed(before):
                _letter(workflow, place, each, able=able)


def _letter(workflow: Workflow, place: Place, letter: Letter, *, able: bool) -> None:
    with st.container(border=True, key=f"letter_{letter.id}"):
        name = f"{letter.kind[:1].upper()}{letter.kind[1:]} nr. {letter.number}"
        badge = ":green-badge[sendt]" if letter.sent else ":orange-badge[ikke noteret som sendt]"
        st.markdown(f"**{name}** {badge}")
        made = f"Gjort færdigt af {letter.by}, {date_time(letter.at)}"
        st.caption(markup.plain(f"{made} · SHA-256 {letter.sha256[:_SHORT]}…"), help=letter.sha256)
        if letter.sent:
            sent = letter.sent
            told = f"Sendt {day(sent.on)} med {sent.channel}, noteret af {sent.by}, {date_time(sent.at)}"
            st.caption(markup.plain(told))
        with st.container(horizontal=True, vertical_alignment="center"):
            key = f"letter_file_{letter.id}"
            download("Hent brevet", f"brev/{letter.id}", key=key)
            if printing.office():
                download("Hent det som PDF/A", f"brev-pdf/{letter.id}", key=f"{key}_pdf")
            if able:
                words = "Ret afsendelsen" if letter.sent else "Notér afsendelse"
                with st.popover(words, icon=":material/outgoing_mail:"):
                    _sending(workflow, place, letter)


def how(
    channel: tuple[str, object], on: tuple[str, object], keep: Callable[[], None] | None = None
) -> None:
    """Ask how and on which day something was sent; each field by its key and what it starts with."""
    channels, day_ = list(Channel), on[1]
    st.selectbox(
        "Sendt med",
        channels,
        index=channels.index(Channel(str(channel[1]))),
        key=channel[0],
        on_change=keep,
    )
    st.date_input(
        "Sendt den",
        day_ if isinstance(day_, date) else None,
        key=on[0],
        format="DD.MM.YYYY",
        on_change=keep,
    )


def chosen(channel: object, on: object) -> tuple[Channel, date]:
    """What the two fields hold; RefusedActionError where the day is left empty."""
    if not isinstance(on, date):
        raise RefusedActionError("Vælg den dag, det blev sendt.")
    return Channel(str(channel)), on


def _sending(workflow: Workflow, place: Place, letter: Letter) -> None:
    """Ask how and when it was sent; the program itself sends nothing."""
    saved = _saved(letter, local(workflow.clock()).date())
    edit = saving.edit(f"sent_{letter.id}_{place.person.id}", saved)
    channel, on = ((edit.field(name), edit.value(name)) for name in ("channel", "on"))
    how(channel, on, partial(saving.keep, edit))
    save = partial(_save, workflow, place, letter, edit)
    st.button("Notér", type="primary", key=f"{edit.key}_do", on_click=save)
    saving.told(edit, saved, save)


def _saved(letter: Letter, today: date) -> Saved:
    sent = letter.sent
    if sent is None:
        return Saved(letter.version, {"channel": Channel.DIGITAL_POST, "on": today})
    fields = {"channel": sent.channel, "on": sent.on}
    what = f"sendt {day(sent.on)} med {sent.channel}"
    return Saved(letter.version, fields, what, "", sent.by, sent.at)


def _save(workflow: Workflow, place: Place, letter: Letter, edit: Edit) -> None:
    saving.save(
        edit,
        lambda expected: finishing.record_sent(
            workflow,
            letter.id,
            *chosen(edit.held("channel"), edit.held("on")),
            by=place.person,
            expected=expected,
        ),
    )
