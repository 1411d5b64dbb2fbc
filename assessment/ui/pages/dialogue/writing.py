"""Something new in the dialogue with one applicant: its form, its draft, and the same for its equals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from assessment.domain.correspondence.deadlines import proposed, remarks
from assessment.domain.correspondence.dialogue import ASKS, Exchange, Kind, unheard
from assessment.domain.panel.access import Act, refusal
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import counted, listed
from assessment.ui import markup, saving, session
from assessment.ui.components import quietly
from assessment.ui.pages.dialogue.talk import Talk, area, chosen, line, moment
from assessment.ui.saving import Edit, Fields, Saved
from assessment.workflow import corresponding

_OF_APPLICATIONS = (Kind.SUPPLEMENT, Kind.OUTSIDE, Kind.HEARING, Kind.CALL)

_SAVE = {
    Kind.SUPPLEMENT: "Gem anmodningen",
    Kind.OUTSIDE: "Gem oplysningen",
    Kind.HEARING: "Gem partshøringen",
    Kind.CALL: "Gem telefonnotatet",
    Kind.QUESTION: "Gem spørgsmålet",
}

_TEXT = {
    Kind.SUPPLEMENT: "Spørgsmål, ét på hver linje",
    Kind.OUTSIDE: "Oplysningen",
    Kind.HEARING: "Hvad høres ansøger om, og hvad kan oplysningen betyde?",
    Kind.CALL: "Hvad blev der sagt?",
    Kind.QUESTION: "Spørgsmålet",
}

_COUNTERPART = {
    Kind.OUTSIDE: "Hvor kommer oplysningen fra?",
    Kind.CALL: "Hvem talte I med?",
    Kind.QUESTION: "Hvem spurgte?",
}

_HAPPENED = {
    Kind.SUPPLEMENT: "Sendt",
    Kind.OUTSIDE: "Modtaget",
    Kind.HEARING: "Sendt",
    Kind.CALL: "Talt",
    Kind.QUESTION: "Spurgt",
}

_TOLD = {
    Kind.SUPPLEMENT: "Spørgsmålene bliver nummereret. Bed kun om uddybning af det, der er søgt om.",
    Kind.OUTSIDE: "Det, som ikke kommer fra ansøger selv: Tilbudsportalen, kolleger, telefon.",
    Kind.HEARING: "Skriv, så ansøger kan forholde sig til oplysningen og dens vægt.",
    Kind.CALL: "Notatpligt: det, der har betydning for sagen. Oplyste andre noget om ansøger, så "
    "notér det som oplysning fra andre kilder.",
    Kind.QUESTION: None,
}


def show(talk: Talk, case: Case) -> None:
    """Offer what can be written, and draw the form of what is chosen."""
    kinds = [each for each in _OF_APPLICATIONS if _offered(talk, case, each)]
    if not talk.may(Act.ASK):
        quietly(refusal(talk.place.person, Act.ASK, talk.place.round.phase) or "")
    for kind in _OF_APPLICATIONS:
        if kind not in kinds:
            saving.unsaved(_draft_key(talk, case.id, kind), _words)
    if not kinds:
        return
    picked = st.pills(
        f"{'Skriv til eller notér' if talk.may(Act.ASK) else 'Notér'} om {markup.plain(case.name)}",
        kinds,
        format_func=lambda kind: f"{kind[:1].upper()}{kind[1:]}",
        key=_kind_key(talk, case.id),
        persist_state="session",
    )
    if picked in kinds:
        with st.container(border=True):
            form(talk, picked, case)


def _offered(talk: Talk, case: Case, kind: Kind) -> bool:
    if kind is Kind.HEARING and not _outside(case):
        return False
    return talk.may(Act.ASK if kind in ASKS else Act.NOTE)


def _words(fields: Fields) -> str:
    """What was typed into a form that can no longer be drawn."""
    return "\n".join(str(fields[part]) for part in ("counterpart", "text") if fields.get(part))


def form(talk: Talk, kind: Kind, case: Case | None) -> None:
    """Draw the form of a new exchange; `case` is None where it is of the whole round."""
    saved = Saved(0, _empty(talk, case, kind))
    edit = saving.edit(_draft_key(talk, case.id if case else 0, kind), saved)
    again = partial(_save, talk, kind, case, edit)
    if case and kind is Kind.SUPPLEMENT:
        _choose_fields(talk, case, edit)
    if case and kind is Kind.HEARING:
        _choose_information(case, edit)
    if kind in _COUNTERPART:
        line(_COUNTERPART[kind], edit, "counterpart")
    if kind is Kind.OUTSIDE:
        st.warning(
            "Oplysningen kan ikke indgå, før ansøger er hørt: ansøgningen kan hverken indstilles eller "
            "afgøres, før partshøringen er slut (forvaltningsloven § 19).",
            icon=":material/gavel:",
        )
    area(_TEXT[kind], edit, "text", note=_TOLD[kind])
    _times(talk, kind, edit)
    with st.container(horizontal=True):
        st.button(_SAVE[kind], type="primary", key=f"{edit.key}_do", on_click=again)
        if edit.draft is not None:
            drop = partial(saving.drop, edit)
            st.button("Kassér kladden", type="tertiary", key=f"{edit.key}_drop", on_click=drop)
    saving.told(edit, saved, again)


def _times(talk: Talk, kind: Kind, edit: Edit) -> None:
    left, right = st.columns(2)
    with left:
        moment(_HAPPENED[kind], edit, "happened", "Tomt betyder nu.")
    if kind in ASKS:
        with right:
            moment("Svarfrist", edit, "deadline")
        for remark in remarks(chosen(edit, "deadline") or talk.now, talk.now):
            st.caption(f":material/info: {remark}")


def _choose_fields(talk: Talk, case: Case, edit: Edit) -> None:
    titles = {field.id: field.title for field in case.scheme.form.fields}
    kept = edit.value("fields")
    st.multiselect(
        "Felter i skemaet",
        list(titles),
        default=[each for each in kept if each in titles] if isinstance(kept, tuple | list) else [],
        format_func=titles.__getitem__,
        placeholder="Vælg de felter, det drejer sig om",
        key=edit.field("fields"),
        on_change=partial(saving.keep, edit),
    )
    fields = _fields(edit)
    if not fields:
        return
    with st.expander("Ansøgers svar i felterne"):
        st.html(markup.answers(case.application, case.scheme, fields))
    alike = corresponding.same_gap(talk.place.round, fields, case.id)
    if alike:
        names = markup.plain(listed([each.name for each in alike]))
        st.caption(f":material/balance: Samme hul hos {names}; de skal have samme tilbud.")


def _fields(edit: Edit) -> tuple[str, ...]:
    held = edit.held("fields")
    return tuple(map(str, held)) if isinstance(held, tuple | list) else ()


def _choose_information(case: Case, edit: Edit) -> None:
    options = {each.id: each for each in _outside(case)}
    start = edit.value("concerns")
    ids = list(options)
    st.selectbox(
        "Oplysning, der høres om",
        ids,
        index=ids.index(start) if isinstance(start, int) and start in ids else None,
        format_func=lambda each: f"Nr. {each}: {options[each].counterpart}",
        placeholder="Vælg en oplysning",
        key=edit.field("concerns"),
        on_change=partial(saving.keep, edit),
    )


def _outside(case: Case) -> tuple[Exchange, ...]:
    """Information that can be put to the applicant, the unheard first."""
    waiting = unheard(case.exchanges)
    heard = (
        each
        for each in case.exchanges
        if each.kind is Kind.OUTSIDE and each.stands and each not in waiting
    )
    return (*waiting, *heard)


def _empty(talk: Talk, case: Case | None, kind: Kind) -> Fields:
    waiting = unheard(case.exchanges) if case else ()
    return {
        "text": "",
        "counterpart": "",
        "fields": (),
        "deadline": proposed(talk.now) if kind in ASKS else None,
        "happened": None,
        "concerns": waiting[0].id if waiting and kind is Kind.HEARING else None,
    }


def _save(talk: Talk, kind: Kind, case: Case | None, edit: Edit) -> None:
    """Keep what the form holds; once that is done, the form is folded away."""
    concerns = edit.held("concerns")
    wanted = Exchange(
        0,
        talk.place.round.round.id,
        case.id if case else None,
        kind,
        edit.held_text("text"),
        talk.place.person.name,
        talk.now,
        edit.held_text("counterpart"),
        _fields(edit),
        chosen(edit, "deadline"),
        concerns if isinstance(concerns, int) else None,
        happened=chosen(edit, "happened"),
    )
    person = talk.place.person
    saving.save(edit, lambda _: corresponding.note(talk.workflow, wanted, person))
    if case and saving.draft(edit.key) is None:
        session.put(_kind_key(talk, case.id), None)


def alike(talk: Talk, made: Exchange) -> None:
    """Point out who has the same gap as somebody that was asked, and prepare the same for them."""
    found = corresponding.same_gap(talk.place.round, made.fields, made.application)
    left = [each for each in found if not _begun(talk, each.id, Kind.SUPPLEMENT)]
    if not left:
        return
    gaps = [f"{each.name} ({listed(_numbers(each, made.fields))})" for each in left]
    st.info(
        markup.plain(f"Samme hul hos {listed(gaps)}. Lige sager skal have samme tilbud."),
        icon=":material/balance:",
    )
    count = counted(len(left), "ansøger", "ansøgere")
    prepare = partial(_prepare, talk, made, left)
    st.button(f"Forbered samme anmodning til {count}", key=f"alike_{made.id}", on_click=prepare)


def _numbers(case: Case, fields: tuple[str, ...]) -> list[str]:
    form = case.scheme.form
    return [form.field(each).number for each in corresponding.gaps(case, fields)]


def _prepare(talk: Talk, made: Exchange, cases: list[Case]) -> None:
    kept = made.deadline if made.deadline and made.deadline > talk.now else proposed(talk.now)
    for case in cases:
        fields = corresponding.gaps(case, made.fields)
        draft = {"text": made.text, "fields": fields, "deadline": kept}
        empty = _empty(talk, case, Kind.SUPPLEMENT)
        saving.prepare(_draft_key(talk, case.id, Kind.SUPPLEMENT), {**empty, **draft})
        choose(talk, case.id, Kind.SUPPLEMENT)


def begin_hearing(talk: Talk, made: Exchange) -> None:
    """Open the form of a hearing about some information."""
    if made.application is None:
        return
    key = _draft_key(talk, made.application, Kind.HEARING)
    if not _begun(talk, made.application, Kind.HEARING):
        fields = {"concerns": made.id, "deadline": proposed(talk.now)}
        saving.prepare(key, {**_empty(talk, None, Kind.HEARING), **fields})
    choose(talk, made.application, Kind.HEARING)


def choose(talk: Talk, application_id: int, kind: Kind) -> None:
    """Open the form of something new for an application."""
    session.put(_kind_key(talk, application_id), kind)


def drafts(talk: Talk) -> list[tuple[Case, Kind]]:
    """What was begun and not saved, but for what is on the screen."""
    shown = session.whole(session.APPLICATION)
    return [
        (case, kind)
        for case in talk.place.round.cases
        for kind in _OF_APPLICATIONS
        if _begun(talk, case.id, kind)
        and (case.id, kind) != (shown, session.value(_kind_key(talk, case.id)))
    ]


def _begun(talk: Talk, application_id: int, kind: Kind) -> bool:
    return _written(saving.draft(_draft_key(talk, application_id, kind)) or {})


def _written(draft: Mapping[str, object]) -> bool:
    return any(draft.get(name) for name in ("text", "counterpart", "fields"))


def _draft_key(talk: Talk, application_id: int, kind: Kind) -> str:
    return f"note_{talk.place.round.round.id}_{application_id}_{kind.name}_{talk.place.person.id}"


def _kind_key(talk: Talk, application_id: int) -> str:
    return f"kind_{talk.place.round.round.id}_{application_id}"
