"""What came with an application, with its text: part of the application's page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.applications.application import Attachment
from assessment.domain.applications.attachments import AttachmentKind, Nature
from assessment.domain.checking.screening import Passage
from assessment.domain.panel.access import Act, may
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import counted
from assessment.ui import doing, markup, session
from assessment.ui.components import Place, draw, original_button
from assessment.workflow import attaching
from assessment.workflow.core import Workflow

_KEY = "attachments"
_DRAWN = {AttachmentKind.PDF, AttachmentKind.PICTURE}


def show(workflow: Workflow, place: Place, case: Case, sought: Passage | None) -> None:
    """Draw what came, what of it was mentioned, and each file's text; the one sought is open."""
    doing.tell(_KEY)
    for flag in case.screening.flags:
        if flag.code == "F15":
            st.html(f'<div class="reading">{markup.paragraphs(flag.explanation)}</div>')
    if not case.application.attachments:
        st.caption("Der er ingen bilag ved ansøgningen. Læg dem ind på siden Modtagelse.")
    for each in case.application.attachments:
        pages = f" · {counted(len(each.pages), 'side', 'sider')} tekst" if each.pages else ""
        title = f"{each.filename} · {each.kind}{pages} · {each.nature}"
        meant = sought if sought and sought.document == each.filename else None
        with st.expander(markup.plain(title), expanded=meant is not None):
            if meant:
                st.html(markup.found_place(meant))
            _attachment(workflow, place, each, _page_of(meant))


def _attachment(workflow: Workflow, place: Place, attachment: Attachment, start: int) -> None:
    for issue in attachment.issues:
        st.warning(markup.plain(issue.message))
    if len(attachment.pages) > 1:
        page = int(
            st.number_input("Side", 1, len(attachment.pages), start, key=f"page_{attachment.id}")
        )
    else:
        page = 1
    if attachment.pages:
        text = markup.paragraphs(attachment.pages[page - 1])
        st.html(f'<div class="reading document">{text}</div>')
    phase = place.round.phase
    if not may(place.person, Act.READ_ORIGINALS, phase):
        return
    with st.container(horizontal=True):
        if attachment.kind in _DRAWN and st.button("Vis som billede", key=f"draw_{attachment.id}"):
            draw(
                partial(attaching.picture, workflow, attachment.id, page, place.person),
                f"{attachment.filename}, side {page}",
            )
        original_button(f"bilag/{attachment.id}")
        if may(place.person, Act.CORRECT, phase):
            with st.popover("Henfør", icon=":material/drive_file_move:"):
                _assign(workflow, place, attachment)


def _page_of(sought: Passage | None) -> int:
    """The page that a passage of an attachment says it stands on, the first where it says none."""
    number = sought.where.removeprefix("side ") if sought else ""
    return int(number) if number.isdecimal() else 1


def _assign(workflow: Workflow, place: Place, attachment: Attachment) -> None:
    cases = (*place.round.cases, *place.round.set_aside)
    labels: dict[int | None, str] = {None: "Ingen ansøgning"} | {
        case.id: f"{case.id}. {case.name}" for case in cases
    }
    st.selectbox(
        "Hører til",
        list(labels),
        index=list(labels).index(attachment.application),
        format_func=labels.__getitem__,
        key=f"assign_{attachment.id}",
    )
    natures = list(Nature)
    st.radio(
        "Kom som", natures, index=natures.index(attachment.nature), key=f"nature_{attachment.id}"
    )
    assign = partial(assigned, workflow, place, attachment, _KEY)
    st.button("Gem", key=f"save_{attachment.id}", on_click=assign)


def assigned(workflow: Workflow, place: Place, file: Attachment, said: str) -> None:
    """Assign a file as the fields hold it, where it is still as the screen shows it."""
    chosen = session.whole(f"assign_{file.id}")
    nature = Nature(session.text(f"nature_{file.id}"))
    was = file.application, file.nature
    doing.do(
        said,
        lambda: attaching.assign(workflow, file.id, chosen, nature, place.person, expected=was),
        done=f"“{file.filename}” er henført.",
    )
