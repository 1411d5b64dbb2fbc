"""Receiving: files, messages and folders in; what became of each; what waits for an application."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.applications.application import Application, Attachment, Timing
from assessment.domain.applications.attachments import Nature
from assessment.domain.applications.delivery import Fate, Receipt
from assessment.domain.panel.access import Act, may
from assessment.domain.words.wording import COPENHAGEN, counted, date_time, local
from assessment.errors import NotPermittedError
from assessment.ui import doing, markup, session
from assessment.ui.components import (
    Place,
    allowed,
    attempt,
    download,
    header,
    original_button,
    quietly,
    table,
)
from assessment.ui.pages.application import attachments
from assessment.workflow import applications, attaching, folders, receiving
from assessment.workflow.attaching import Arrival
from assessment.workflow.core import Workflow
from assessment.workflow.receiving import Upload

TITLE = "Modtagelse"

_KEY, _UPLOADS = "receiving", "uploads"
_FILES, _FOLDER = "Filer", "En hel mappe"
_ENDINGS = sorted(ending.removeprefix(".") for ending in folders.TAKEN)


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None:
        return
    doing.tell(_KEY)
    if allowed(place, Act.RECEIVE):
        _receive(workflow, place)
    if place.round.cases and may(place.person, Act.CORRECT, place.round.phase):
        _correct_received(workflow, place)


def _receive(workflow: Workflow, place: Place) -> None:
    try:
        arrivals = attaching.arrivals(workflow, place.round.round.id, place.person)
    except NotPermittedError as why:
        quietly(str(why))
        return
    _upload(workflow, place)
    _fates()
    download(
        "Hent listen over alt modtaget", f"modtagne/{place.round.round.id}", key="received_list"
    )
    _waiting(workflow, place, arrivals)
    _deliveries(place, arrivals)
    if place.round.closed:
        count = counted(len(place.round.closed), "ansøgning", "ansøgninger")
        quietly(f"Mails og bilag til {count}, som er lukket for dig, vises ikke; se Overblik.")


def _upload(workflow: Workflow, place: Place) -> None:
    st.markdown(
        "Læg det ind, som det kom: mails (.eml, .msg), zip-filer, Word-skemaer og bilag. "
        "En mails egen modtagelsestid bruges, når den findes."
    )
    what = st.segmented_control(
        "Vælg", [_FILES, _FOLDER], default=_FILES, required=True, key="upload_what",
        label_visibility="collapsed",
    )  # fmt: skip
    count = session.whole(_UPLOADS) or 0
    files = st.file_uploader(
        "Mails, Word-skemaer, bilag og zip-filer",
        type=_ENDINGS,
        accept_multiple_files="directory" if what == _FOLDER else True,
        key=f"files_{what}_{count}",
    )
    now = local(workflow.clock())
    known = st.checkbox(
        "Jeg kender modtagelsestiden for filer, der ikke kommer i en mail", key="received_known"
    )
    received = _moment("Modtaget (dansk tid)", "received_at", now) if known else None
    if st.button("Registrér", type="primary", disabled=not files, key="register"):
        named = [(each.name, each.getvalue()) for each in files]
        uploads = (
            [folders.packed(named, received)]
            if what == _FOLDER
            else [Upload(name, content, received) for name, content in named]
        )
        refusal = attempt(lambda: _take_in(workflow, place, uploads))
        if refusal:
            st.error(refusal)
            return
        session.put(_UPLOADS, count + 1)  # a new key empties the uploader
        st.rerun()


def _take_in(workflow: Workflow, place: Place, uploads: list[Upload]) -> None:
    """Take the uploads in one by one, showing how far it has come."""
    receipts: list[Receipt] = []
    bar = st.progress(0.0)
    for number, upload in enumerate(uploads):
        told = f"{number + 1} af {len(uploads)}: {markup.plain(upload.filename)}"
        bar.progress(number / len(uploads), text=told)
        receipts += receiving.receive(workflow, place.round.round.id, [upload], place.person)
        session.put_receipts(receipts)  # what is done is told, even if the page is left meanwhile
    bar.empty()


def _moment(label: str, key: str, start: datetime) -> datetime | None:
    chosen = st.datetime_input(
        label,
        value=start.replace(tzinfo=None),
        key=key,
        format="DD.MM.YYYY",
        step=timedelta(minutes=1),
    )
    return chosen.replace(tzinfo=COPENHAGEN) if chosen else None


def _fates() -> None:
    """What became of each file sent in last, with the troubled ones first."""
    receipts = session.receipts()
    if not receipts:
        return
    by_fate = {fate: [each for each in receipts if each.fate is fate] for fate in Fate}
    told = ", ".join(f"{len(found)} {fate}" for fate, found in by_fate.items() if found)
    refused = len(by_fate[Fate.REFUSED])
    say = st.warning if refused or by_fate[Fate.WAITING] else st.success
    say(f"{counted(len(receipts), 'fil', 'filer')}: {told}.")
    table(tables.receipts(receipts))


def _waiting(workflow: Workflow, place: Place, arrivals: tuple[Arrival, ...]) -> None:
    waiting = [
        (arrival, file)
        for arrival in arrivals
        for file in arrival.attachments
        if file.application is None
    ]
    if not waiting:
        return
    st.subheader(f"Filer, der venter på en ansøgning ({len(waiting)})")
    for arrival, file in waiting:
        with st.container(border=True):
            _assign(workflow, place, arrival, file)


def _assign(workflow: Workflow, place: Place, arrival: Arrival, file: Attachment) -> None:
    source, choice = st.columns([6, 5], gap="large")
    with source:
        st.markdown(f"**{markup.plain(file.filename)}** · {file.kind}")
        st.caption(f"{markup.title(_sender(arrival, file))} ({_when(arrival)})")
        for issue in file.issues:
            st.warning(markup.plain(issue.message))
        if file.pages:
            st.html(f'<div class="reading">{markup.paragraphs(file.pages[0][:600])}</div>')
        original_button(f"bilag/{file.id}")
    with choice:
        labels = {case.id: f"{case.id}. {case.name}" for case in place.round.cases}
        chosen = st.selectbox(
            "Hører til", list(labels), index=None, format_func=labels.__getitem__,
            placeholder="Vælg en ansøgning", key=f"assign_{file.id}",
        )  # fmt: skip
        natures = list(Nature)
        st.radio(
            "Kom som", natures, index=natures.index(arrival.proposed_nature),
            key=f"nature_{file.id}",
            help="Det, der kommer uopfordret efter fristen, gemmes, men indgår ikke i vurderingen.",
        )  # fmt: skip
        attach = partial(attachments.assigned, workflow, place, file, _KEY)
        st.button("Læg ved", disabled=chosen is None, key=f"attach_{file.id}", on_click=attach)


def _sender(arrival: Arrival, file: Attachment) -> str:
    """What a file came with; one that was handed in by itself came with nothing."""
    delivery = arrival.delivery
    if delivery.envelope:
        return f"Kom med mail fra {delivery.envelope.sender}: {delivery.envelope.subject}"
    return "Lagt ind for sig" if delivery.name == file.filename else f"Kom med {delivery.name}"


def _when(arrival: Arrival) -> str:
    unknown = arrival.timing is Timing.UNKNOWN
    return "modtagelsestiden er ukendt" if unknown else str(arrival.timing)


def _deliveries(place: Place, arrivals: tuple[Arrival, ...]) -> None:
    messages = [each for each in arrivals if each.delivery.envelope]
    if not messages:
        return
    names = {case.id: case.name for case in (*place.round.cases, *place.round.set_aside)}
    st.subheader(f"Mails ({len(messages)})")
    for arrival in messages:
        delivery, envelope = arrival.delivery, arrival.delivery.envelope
        if envelope is None:
            continue
        received = date_time(envelope.received) if envelope.received else "ukendt tid"
        title = f"{received} ({arrival.timing}) · {envelope.sender} · {envelope.subject}"
        with st.expander(markup.title(title)):
            st.html(markup.message(envelope))
            for file in arrival.attachments:
                beside = names.get(file.application or 0, "ingen ansøgning endnu")
                st.markdown(markup.plain(f"{file.filename} · {file.kind} · {beside}"))
            for issue in delivery.issues:
                st.warning(markup.plain(issue.message))
            original_button(f"mail/{delivery.id}")


def _correct_received(workflow: Workflow, place: Place) -> None:
    with st.expander("Ret en modtagelsestid"):
        labels = {case.id: f"{case.id}. {case.name}" for case in place.round.cases}
        chosen = st.selectbox(
            "Ansøgning", list(labels), format_func=labels.__getitem__, key="received_case"
        )
        application = place.round.case(chosen).application
        start = local(application.received or workflow.clock())
        moment = _moment("Modtaget (dansk tid)", f"received_{chosen}", start)
        save = partial(_set_received, workflow, place, application)
        st.button("Gem modtagelsestid", disabled=moment is None, key="save_received", on_click=save)


def _set_received(workflow: Workflow, place: Place, application: Application) -> None:
    """Save the time that the field holds, where it is still the one the screen shows that it changes."""
    moment = session.value(f"received_{application.id}")
    if isinstance(moment, datetime):
        received = moment.replace(tzinfo=COPENHAGEN)
        doing.do(
            _KEY,
            lambda: applications.set_received(
                workflow, application.id, received, place.person, expected=application.received
            ),
            done=f"Modtagelsestiden er sat til {date_time(received)}.",
        )
