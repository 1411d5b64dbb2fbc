"""The round at a glance: what came in, how far each application is, and what to do next."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from assessment import tables
from assessment.domain.case import RoundCases
from assessment.domain.wording import COPENHAGEN, counted, date_time, local
from assessment.ui import markup, session
from assessment.ui.components import Place, attempt, header, needs_person, table
from assessment.workflow import applications
from assessment.workflow.applications import Fate, Upload
from assessment.workflow.core import Workflow

TITLE = "Overblik"

_UPLOADS = "uploads"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    round_ = place.round
    frame = f"Frist {date_time(round_.round.deadline)}. Der udvælges {round_.round.select.words}."
    st.markdown(f"**{round_.round.title}.** {frame} {next_step(round_)}")
    if round_.cases:
        _table(round_)
    _receive(workflow, place)
    if round_.cases:
        _correct_received(workflow, place)


def next_step(round_: RoundCases) -> str:
    """What the round waits for, in one sentence."""
    if not round_.cases:
        return "Begynd med at lægge ansøgningerne ind nedenfor."
    unchecked = [case for case in round_.cases if case.screening.open and not case.screening.unmet]
    if unchecked:
        count = counted(len(unchecked), "ansøgning mangler", "ansøgninger mangler")
        return f"Næste skridt: {count} udfald i den formelle prøvning."
    waiting = [case for case in round_.cases if not case.screening.unmet and not case.submitted]
    if waiting:
        count = counted(len(waiting), "ansøgning har", "ansøgninger har")
        return f"Næste skridt: {count} endnu ingen indsendt vurdering."
    undecided = [case for case in round_.cases if case.recommendation is None]
    if undecided:
        count = counted(len(undecided), "ansøgning mangler", "ansøgninger mangler")
        return f"Næste skridt: {count} en indstilling."
    return (
        "Alle ansøgninger er prøvet, vurderet og indstillet. Hent notaterne på siden Indstilling."
    )


def _table(round_: RoundCases) -> None:
    table(tables.overview(round_))
    labels = {case.id: f"{case.id}. {case.name}" for case in round_.cases}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Åbn en ansøgning", list(labels), format_func=labels.__getitem__, key="open_case"
        )
        for page, label in (
            ("ansoegning", "Læs"),
            ("formel-proevning", "Formel prøvning"),
            ("vurdering", "Vurdér"),
        ):
            if st.button(label, key=f"open_{page}"):
                session.go_to(page, chosen)


def _receive(workflow: Workflow, place: Place) -> None:
    told = bool(session.receipts())  # what became of the files must be seen
    with st.expander("Læg ansøgninger ind", expanded=told or not place.round.cases):
        _show_receipts()
        if not needs_person(place):
            return
        now = local(workflow.clock())
        count = session.whole(_UPLOADS) or 0
        files = st.file_uploader(
            "Word-filer (.docx, .docm, .dotx)",
            type=["docx", "docm", "dotx", "dotm"],
            accept_multiple_files=True,
            key=f"files_{count}",
        )
        known = st.checkbox("Jeg kender modtagelsestiden", key="received_known")
        received = _moment("Modtaget (dansk tid)", "received_at", now) if known else None
        if st.button("Registrér", type="primary", disabled=not files, key="register"):
            uploads = [Upload(each.name, each.getvalue(), received) for each in files]
            receipts = list(
                applications.register(workflow, place.round.round.id, uploads, place.name)
            )
            session.put_receipts(receipts)
            session.put(_UPLOADS, count + 1)  # a new key empties the uploader
            st.rerun()


def _moment(label: str, key: str, start: datetime) -> datetime | None:
    chosen = st.datetime_input(
        label,
        value=start.replace(tzinfo=None),
        key=key,
        format="DD.MM.YYYY",
        step=timedelta(minutes=1),
    )
    return chosen.replace(tzinfo=COPENHAGEN) if chosen else None


def _show_receipts() -> None:
    for receipt in session.receipts():
        text = f"{markup.plain(receipt.filename)}: {receipt.message}"
        (st.error if receipt.fate is Fate.REFUSED else st.success)(text)


def _correct_received(workflow: Workflow, place: Place) -> None:
    with st.expander("Ret en modtagelsestid"):
        if not needs_person(place):
            return
        labels = {case.id: f"{case.id}. {case.name}" for case in place.round.cases}
        chosen = st.selectbox(
            "Ansøgning", list(labels), format_func=labels.__getitem__, key="received_case"
        )
        before = place.round.case(chosen).application.received
        start = local(before or workflow.clock())
        moment = _moment("Modtaget (dansk tid)", f"received_{chosen}", start)
        if st.button("Gem modtagelsestid", disabled=moment is None, key="save_received") and moment:
            refusal = attempt(
                lambda: applications.set_received(workflow, chosen, moment, place.name)
            )
            if refusal:
                st.error(refusal)
            else:
                st.rerun()
