"""Following up: what is agreed with each selected applicant, its calendar, and its reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment import tables
from assessment.domain.following import reporting
from assessment.domain.following.report_check import Checked
from assessment.domain.following.reporting import DueDay, Following, Terms
from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.panel.access import Act, may, refusal
from assessment.domain.rounds.case import Case
from assessment.domain.words.cells import LARGEST
from assessment.domain.words.wording import COPENHAGEN, date_time, day, listed
from assessment.ui import doing, markup, saving, session
from assessment.ui.components import (
    Place,
    allowed,
    attempt,
    download,
    header,
    pick_case,
    quietly,
    table,
)
from assessment.workflow import following
from assessment.workflow.core import Workflow

TITLE = "Opfølgning"

_REPORTS, _UPLOADS = "reports", "report_uploads"


@dataclass(frozen=True, slots=True)
class _Desk:
    """One applicant who is granted support, before whoever follows up."""

    workflow: Workflow
    place: Place
    case: Case
    found: Following


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    every: list[Following] = []
    refused = attempt(
        lambda: every.extend(following.overview(workflow, place.round.round.id, place.person))
    )
    if refused or not every:
        quietly(refused) if refused else st.info(_NOBODY)
        return
    table(tables.following(every))
    by_id = {each.application: each for each in every}
    case = pick_case(
        place.round,
        lambda case: by_id[case.id].words,
        offered=[place.round.case(each) for each in by_id],
    )
    if case:
        desk = _Desk(workflow, place, case, by_id[case.id])
        left, right = st.columns([4, 5], gap="large")
        with left:
            _agreement(desk)
        with right:
            _reports(desk)


_NOBODY = (
    "Her aftales støtten med dem, der får tilsagn, og deres indberetninger følges. Der er ingen "
    "tilsagn i runden endnu, som du kan se."
)


def _agreement(desk: _Desk) -> None:
    st.subheader("Aftalen om støtten")
    key = f"undertake_{desk.case.id}_{desk.place.person.id}"
    act = following.undertaking_act(desk.place.round.phase)
    if may(desk.place.person, act, desk.place.round.phase):
        _inputs(desk, key)
    else:
        quietly(refusal(desk.place.person, act, desk.place.round.phase) or "")
        _made(desk.found.undertaking)
        saving.unsaved(key, _draft)
    made = desk.found.undertaking
    if made:
        for remark in reporting.remarks(made, desk.case.application, desk.case.scheme):
            st.warning(markup.plain(remark))


def _inputs(desk: _Desk, key: str) -> None:
    made = desk.found.undertaking
    saved = _saved(desk)
    edit = saving.edit(key, saved)
    save = partial(_save, desk, edit)
    # A proposal becomes an agreement by a deliberate act; what is agreed is saved as it is changed.
    changed = save if edit.version else partial(saving.keep, edit)
    if made is None:
        st.caption("Forslaget er hentet fra ansøgningen og runden. Ret det til det, I aftaler.")
    with st.container(key=f"autosave_{key}"):
        _fields(edit, changed)
    if not edit.version:
        st.button(
            "Gem aftalen",
            type="primary",
            icon=":material/handshake:",
            key=f"{key}_save",
            on_click=save,
        )
    if not saving.told(edit, saved, save):
        waits = edit.draft is not None
        st.caption("Ikke gemt endnu." if waits or made is None else _state(made))


def _fields(edit: saving.Edit, changed: Callable[[], None]) -> None:
    st.text_area(
        "Målgruppe",
        edit.text("target_group"),
        key=edit.field("target_group"),
        height=150,
        on_change=changed,
    )
    st.text_area(
        "Delmålgrupper, en på hver linje",
        edit.text("sub_groups"),
        key=edit.field("sub_groups"),
        height=100,
        help="Navnene kan vælges i indberetningsskemaet. Lad feltet stå tomt, til de er aftalt.",
        on_change=changed,
    )
    left, right = st.columns(2, vertical_alignment="bottom")
    citizens = edit.value("citizens")
    left.number_input(
        "Borgere i perioden",
        min_value=1,
        max_value=reporting.MOST_CITIZENS,
        value=citizens if isinstance(citizens, int) else None,
        step=1,
        key=edit.field("citizens"),
        on_change=changed,
    )
    right.text_input(
        "Caseload pr. medarbejder",
        edit.text("caseload"),
        key=edit.field("caseload"),
        on_change=changed,
    )
    left, right = st.columns(2)  # of its own: a label above that is broken would part the two
    _day(left, "Støtten begynder", edit, "start", changed)
    _day(right, "Støtten slutter", edit, "end", changed)


def _day(
    column: DeltaGenerator,
    label: str,
    edit: saving.Edit,
    name: str,
    changed: Callable[[], None],
) -> None:
    held = edit.value(name)
    column.date_input(
        label,
        held if isinstance(held, date) else None,
        min_value=date(reporting.YEARS[0], 1, 1),
        max_value=date(reporting.YEARS[-1], 12, 31),
        format="DD.MM.YYYY",
        key=edit.field(name),
        on_change=changed,
    )


def _saved(desk: _Desk) -> saving.Saved:
    made = desk.found.undertaking
    terms = Terms.of(made) if made else reporting.proposed(desk.case, desk.place.round.round.period)
    fields = {
        "target_group": terms.target_group,
        "sub_groups": "\n".join(terms.sub_groups),
        "citizens": terms.citizens,
        "caseload": terms.caseload,
        "start": terms.start,
        "end": terms.end,
    }
    if made is None:
        return saving.Saved(0, fields)
    return saving.Saved(
        made.version, fields, "aftalen om støtten", _draft(fields), made.by, made.at
    )


def _draft(fields: saving.Fields) -> str:
    told = (day(each) if isinstance(each, date) else each for each in fields.values())
    return "\n".join(str(each) for each in told if each)


def _save(desk: _Desk, edit: saving.Edit) -> None:
    citizens, start, end = edit.held("citizens"), edit.held("start"), edit.held("end")
    terms = Terms(
        target_group=edit.held_text("target_group"),
        sub_groups=tuple(edit.held_text("sub_groups").splitlines()),
        citizens=citizens if isinstance(citizens, int) else None,
        caseload=edit.held_text("caseload"),
        start=start if isinstance(start, date) else None,
        end=end if isinstance(end, date) else None,
    )
    saving.save(
        edit,
        lambda expected: following.undertake(
            desk.workflow, desk.case.id, terms, by=desk.place.person, expected=expected
        ),
    )


def _made(made: Undertaking | None) -> None:
    """An agreement to be read only."""
    if made is None:
        st.markdown("Der er ikke aftalt noget endnu.")
        return
    st.html(f'<div class="reading">{markup.paragraphs(made.target_group)}</div>')
    groups = listed(made.sub_groups) or "ikke aftalt endnu"
    lines = (
        f"Delmålgrupper: {groups}",
        f"Borgere i perioden: {made.citizens}",
        f"Caseload pr. medarbejder: {made.caseload}",
        f"Støtten løber fra {day(made.start)} til {day(made.end)}",
    )
    st.markdown("\n".join(f"- {markup.plain(line)}" for line in lines))
    st.caption(_state(made))


def _state(made: Undertaking | Report) -> str:
    return markup.plain(f"Gemt af {made.by}, {date_time(made.at)}.")


def _reports(desk: _Desk) -> None:
    st.subheader("Indberetninger")
    doing.tell(_REPORTS)
    if desk.found.undertaking is None:
        st.markdown("Kalenderen kommer, når aftalen er gemt.")
        return
    table(tables.calendar(desk.found.days))
    path = f"indberetningsskema/{desk.case.id}"
    download("Hent indberetningsskemaet", path, key=f"report_form_{desk.case.id}")
    why = refusal(desk.place.person, Act.FOLLOW_UP, desk.place.round.phase)
    if why:
        quietly(why)
    else:
        _note(desk, [each for each in desk.found.days if each.report is None])
        _take_back(desk, [each for each in desk.found.days if each.report])
    _check(desk)


def _note(desk: _Desk, open_: Sequence[DueDay]) -> None:
    if not open_:
        return
    with st.expander("Notér en modtaget indberetning"):
        due = _choose("Indberetningen for", [each.due for each in open_], f"note_{desk.case.id}")
        today = desk.workflow.clock().astimezone(COPENHAGEN).date()
        received, note = f"report_received_{desk.case.id}", f"report_note_{desk.case.id}"
        st.date_input("Modtaget den", today, format="DD.MM.YYYY", key=received)
        st.text_input("Bemærkning", key=note, help="Skriv intet om den enkelte borger.")
        st.button(
            "Notér som modtaget",
            key=f"report_save_{desk.case.id}",
            on_click=_do_note,
            args=(desk, due, received, note),
        )


def _choose(label: str, days: Sequence[date], key: str) -> date:
    return st.selectbox(label, days, format_func=day, key=f"report_due_{key}") or days[0]


def _do_note(desk: _Desk, due: date, received: str, note: str) -> None:
    came = session.value(received)
    doing.do(
        _REPORTS,
        lambda: following.note_report(
            desk.workflow,
            desk.case.id,
            due,
            received=came if isinstance(came, date) else due,
            note=session.text(note),
            by=desk.place.person,
            expected=0,
        ),
        done=f"Indberetningen for {day(due)} er noteret som modtaget.",
        drafts=f"report_note_{desk.case.id}",
    )


def _take_back(desk: _Desk, came: Sequence[DueDay]) -> None:
    if not came:
        return
    with st.expander("Tag en notering tilbage"):
        due = _choose("Indberetningen for", [each.due for each in came], f"back_{desk.case.id}")
        report = next(each.report for each in came if each.due == due)
        reason = f"report_reason_{desk.case.id}"
        st.text_input("Hvorfor", key=reason)
        st.button(
            "Tag tilbage",
            key=f"report_take_back_{desk.case.id}",
            on_click=_do_take_back,
            args=(desk, report, reason),
        )


def _do_take_back(desk: _Desk, report: Report, reason: str) -> None:
    doing.do(
        _REPORTS,
        lambda: following.take_back_report(
            desk.workflow,
            desk.case.id,
            report.due,
            reason=session.text(reason),
            by=desk.place.person,
            expected=report.version,
        ),
        done=f"Noteringen for {day(report.due)} er taget tilbage.",
        drafts=reason,
    )


def _check(desk: _Desk) -> None:
    """Check a report that came; of the file nothing is kept, and what is told repeats no cell."""
    result = f"report_checked_{desk.case.id}"
    with st.expander("Efterse en indberetning", expanded=session.value(result) is not None):
        st.markdown(
            "Filen bliver læst, efterset og glemt. Intet af den gemmes, og CPR-numre vises ikke."
        )
        count = session.whole(_UPLOADS) or 0
        file = st.file_uploader(
            "Indberetningen (.xlsx)",
            type=["xlsx"],
            max_upload_size=LARGEST,
            key=f"report_file_{count}",
        )
        if st.button("Efterse", disabled=file is None, key="report_check") and file:
            checked: list[Checked] = []
            problem = attempt(
                lambda: checked.append(
                    following.check(desk.workflow, desk.case.id, file.getvalue(), desk.place.person)
                )
            )
            session.put(result, problem or checked[0])
            session.put(_UPLOADS, count + 1)  # a new key empties the uploader, and the file is gone
            st.rerun()
        _told(session.value(result))


def _told(result: object) -> None:
    if isinstance(result, str):
        st.error(markup.plain(result))
    elif isinstance(result, Checked):
        (st.warning if result.errors else st.success)(markup.plain(result.words))
        if result.flaws:
            table(tables.flaws(result.flaws))
