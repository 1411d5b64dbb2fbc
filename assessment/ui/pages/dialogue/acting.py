"""What somebody does about an exchange: note an answer, weigh it, give more time, share, retract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import partial

import streamlit as st

from assessment.domain.correspondence.asking import plain
from assessment.domain.correspondence.deadlines import proposed, remarks
from assessment.domain.correspondence.dialogue import ANSWERED, ASKS, Exchange, Kind
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import date_time
from assessment.ui import saving, session
from assessment.ui.pages.dialogue import paper
from assessment.ui.pages.dialogue.talk import Talk, area, chosen, line, moment
from assessment.ui.saving import Edit, Fields, Saved
from assessment.workflow import corresponding


class Step(StrEnum):
    """What can be done about an exchange, worded as its choice."""

    ANSWER = "Svar"
    WEIGH = "Tag stilling"
    MORE_TIME = "Udsæt fristen"
    SHARE = "Del med alle"
    LETTER = "Brevtekst"
    RETRACT = "Tag tilbage"


def show(talk: Talk, made: Exchange, case: Case | None) -> None:
    """Offer what can be done, and draw the form of what is chosen."""
    offered = list(_offered(talk, made, case))
    for what, parts in _TYPED.items():
        if what not in offered:
            saving.unsaved(talk.key(what.name.lower(), made), partial(_words, parts))
    if not offered:
        return
    picked = st.pills(
        f"Gør noget ved nr. {made.id}",
        offered,
        key=_key(made),
        label_visibility="collapsed",
    )
    if picked is Step.LETTER and case:
        _letter(talk, made, case)
    elif picked in _FORMS and picked in offered:
        _FORMS[picked](talk, made)


def _offered(talk: Talk, made: Exchange, case: Case | None) -> Iterator[Step]:
    if not made.stands:
        return
    asks = made.kind in ASKS and talk.may(Act.ASK)
    notes = talk.may(Act.NOTE)
    able = {
        Step.ANSWER: made.kind in ANSWERED and notes,
        Step.WEIGH: asks and not made.waits(talk.now),
        Step.MORE_TIME: asks and not made.answer,
        Step.SHARE: made.kind is Kind.QUESTION and bool(made.answer) and notes,
        Step.LETTER: made.kind in ASKS and case is not None,
        Step.RETRACT: talk.may(corresponding.retracting(made)),
    }
    yield from (each for each in Step if able[each])


def _words(parts: tuple[str, ...], fields: Fields) -> str:
    """What was typed into a form that can no longer be drawn."""
    return "\n".join(str(fields[part]) for part in parts if fields.get(part))


def _answer(talk: Talk, made: Exchange) -> None:
    ours = made.kind is Kind.QUESTION
    before = made.answer
    fields = {"text": before.text if before else "", "received": before.came if before else None}
    saved = Saved(
        made.version,
        fields,
        "svar" if before else "intet svar endnu",
        before.text if before else "",
        made.changed_by,
    )
    edit = saving.edit(talk.key("answer", made), saved)
    area(
        "Vores svar" if ours else "Ansøgers svar",
        edit,
        "text",
        note=None
        if ours
        else "Skriv det, der er svaret. Det, der ikke er spurgt om, og nye forslag indgår ikke.",
    )
    moment("Svaret" if ours else "Modtaget", edit, "received", "Tomt betyder nu.")
    again = partial(_save, talk, made, edit, _answered)
    st.button("Gem svaret", type="primary", key=f"{edit.key}_do", on_click=again)
    saving.told(edit, saved, again)


def _answered(talk: Talk, made: Exchange, edit: Edit, expected: int) -> Exchange:
    return corresponding.answer(
        talk.workflow,
        made.id,
        edit.held_text("text"),
        by=talk.place.person,
        expected=expected,
        received=chosen(edit, "received"),
    )


def _weigh(talk: Talk, made: Exchange) -> None:
    before = made.weighed
    start = before.text if before else ""
    if made.unanswered(talk.now) and not before:
        start = "Ansøger svarede ikke inden fristen. Der afgøres på det foreliggende grundlag."
    saved = Saved(made.version, {"text": start}, "stillingtagen", start, made.changed_by)
    edit = saving.edit(talk.key("weigh", made), saved)
    area(_weighing(made, talk.now), edit, "text")
    again = partial(_save, talk, made, edit, _weighed)
    st.button("Gem stillingtagen", type="primary", key=f"{edit.key}_do", on_click=again)
    saving.told(edit, saved, again)


def _weighing(made: Exchange, now: datetime) -> str:
    if made.unanswered(now):
        return "Hvad følger af, at der ikke er svaret?"
    if made.late:
        return "Svaret kom efter fristen. Indgår det? Begrund, og brug samme linje for alle."
    return "Hvordan indgår svaret, og hvorfor?"


def _weighed(talk: Talk, made: Exchange, edit: Edit, expected: int) -> Exchange:
    text, by = edit.held_text("text"), talk.place.person
    return corresponding.weigh(talk.workflow, made.id, text, by=by, expected=expected)


def _more_time(talk: Talk, made: Exchange) -> None:
    start = max(proposed(talk.now), made.deadline or talk.now)
    told = f"frist {date_time(made.deadline)}" if made.deadline else ""
    fields = {"deadline": start, "reason": ""}
    saved = Saved(made.version, fields, told, by=made.changed_by)
    edit = saving.edit(talk.key("more_time", made), saved)
    moment("Ny frist", edit, "deadline")
    line("Hvorfor?", edit, "reason", note="Andre med samme anmodning skal have samme tilbud.")
    for remark in remarks(chosen(edit, "deadline") or start, talk.now):
        st.caption(remark)
    again = partial(_save, talk, made, edit, _extended)
    st.button("Gem ny frist", type="primary", key=f"{edit.key}_do", on_click=again)
    saving.told(edit, saved, again)


def _extended(talk: Talk, made: Exchange, edit: Edit, expected: int) -> Exchange:
    return corresponding.give_more_time(
        talk.workflow,
        made.id,
        chosen(edit, "deadline") or talk.now,
        reason=edit.held_text("reason"),
        by=talk.place.person,
        expected=expected,
    )


def _share(talk: Talk, made: Exchange) -> None:
    how = made.shared.how if made.shared else ""
    saved = Saved(made.version, {"how": how}, "deling", how, made.changed_by)
    edit = saving.edit(talk.key("share", made), saved)
    line(
        "Hvordan fik alle svaret?",
        edit,
        "how",
        note="Fx: Sendt til alle ansøgere og lagt på projektsiden 28.11.2026.",
    )
    again = partial(_save, talk, made, edit, _shared)
    st.button("Gem, at svaret er delt", type="primary", key=f"{edit.key}_do", on_click=again)
    saving.told(edit, saved, again)


def _shared(talk: Talk, made: Exchange, edit: Edit, expected: int) -> Exchange:
    how, by = edit.held_text("how"), talk.place.person
    return corresponding.share(talk.workflow, made.id, how, by=by, expected=expected)


def _retract(talk: Talk, made: Exchange) -> None:
    saved = Saved(made.version, {"reason": ""}, str(made.kind), made.text, made.changed_by)
    edit = saving.edit(talk.key("retract", made), saved)
    st.caption(
        "Brug det kun om noget, der er noteret ved en fejl. Det bliver stående med begrundelsen, men "
        "tæller ikke."
    )
    line("Hvorfor tages det tilbage?", edit, "reason")
    again = partial(_save, talk, made, edit, _retracted)
    st.button("Tag tilbage", key=f"{edit.key}_do", on_click=again)
    saving.told(edit, saved, again)


def _retracted(talk: Talk, made: Exchange, edit: Edit, expected: int) -> Exchange:
    reason, by = edit.held_text("reason"), talk.place.person
    return corresponding.retract(talk.workflow, made.id, reason, by=by, expected=expected)


def _letter(talk: Talk, made: Exchange, case: Case) -> None:
    round_ = talk.place.round
    about = next((each for each in case.exchanges if each.id == made.concerns), None)
    st.caption("Kopiér teksten til mailen, og journalisér den, når den er sendt.")
    text = plain(made, case.name, round_.round, round_.scheme, about)
    st.code(text, language=None, wrap_lines=True)
    paper.draw(talk, made)


_FORMS: dict[Step, Callable[[Talk, Exchange], None]] = {
    Step.ANSWER: _answer,
    Step.WEIGH: _weigh,
    Step.MORE_TIME: _more_time,
    Step.SHARE: _share,
    Step.RETRACT: _retract,
}

_TYPED = {
    Step.ANSWER: ("text",),
    Step.WEIGH: ("text",),
    Step.MORE_TIME: ("reason",),
    Step.SHARE: ("how",),
    Step.RETRACT: ("reason",),
}
"""The texts that each form holds."""

_Action = Callable[[Talk, Exchange, Edit, int], Exchange]


def _save(talk: Talk, made: Exchange, edit: Edit, action: _Action) -> None:
    """Save what the form holds; once that is done, the form is folded away."""
    saving.save(edit, partial(action, talk, made, edit))
    if saving.draft(edit.key) is None:
        session.put(_key(made), None)


def _key(made: Exchange) -> str:
    return f"act_{made.id}"
