"""An exchange as it is read: what was written, what came of it, and the form beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import streamlit as st

from assessment.domain.correspondence.deadlines import left
from assessment.domain.correspondence.dialogue import Exchange, Kind, supplements, unheard
from assessment.domain.correspondence.waiting import state
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.words.wording import date_time, listed
from assessment.ui import markup

_WHEN = {
    Kind.SUPPLEMENT: "sendt",
    Kind.HEARING: "sendt",
    Kind.OUTSIDE: "modtaget",
    Kind.CALL: "talt",
    Kind.QUESTION: "spurgt",
}


def facts(round_: RoundCases, made: Exchange, case: Case | None, now: datetime) -> None:
    """Draw an exchange; `case` is the application it is about."""
    _head(round_, made, now)
    if made.retracted:
        _retracted(made)
        return
    st.html(markup.said(made.text))
    if made.kind is Kind.HEARING:
        _about(round_, made)
    if made.extended:
        st.caption(markup.plain(f"Fristen er udsat af {made.extended.by}: {made.extended.reason}"))
    if case and made.kind is Kind.SUPPLEMENT:
        _beside(made, case)
    elif made.answer:
        st.html(markup.said(made.answer.text, _answered(made)))
    if made.weighed:
        told = f"Stillingtagen af {made.weighed.by}, {date_time(made.weighed.at)}"
        st.html(markup.said(made.weighed.text, told))
    if made.shared:
        told = f"Delt med alle: {made.shared.how} ({made.shared.by}, {date_time(made.shared.at)})"
        st.caption(markup.plain(told))


def later(case: Case, fields: Iterable[str]) -> None:
    """Draw what an applicant answered later about these fields, to stand below its answers in them."""
    for each in supplements(case.exchanges, fields):
        told = f"Supplerende oplysninger nr. {each.id}. {_answered(each)}"
        if each.answer:
            st.html(markup.said(each.answer.text, told))
        if each.weighed:
            st.html(markup.said(each.weighed.text, f"Stillingtagen af {each.weighed.by}"))


def _head(round_: RoundCases, made: Exchange, now: datetime) -> None:
    name = f"{made.kind[:1].upper()}{made.kind[1:]} nr. {made.id}"
    st.markdown(f"**{name}** {_badge(round_, made, now)}")
    told = [f"{_WHEN[made.kind]} {date_time(made.when)}"]
    if made.counterpart:
        told.append(made.counterpart)
    if made.deadline and made.answer:
        told.append(f"frist {date_time(made.deadline)}")
    late = made.happened and made.happened < made.at
    told.append(f"noteret af {made.by}{f' {date_time(made.at)}' if late else ''}")
    st.caption(markup.plain(" · ".join(told)))


def _badge(round_: RoundCases, made: Exchange, now: datetime) -> str:
    words, colour = _state(round_, made, now)
    return f":{colour}-badge[{markup.plain(words)}]" if words else ""


def _state(round_: RoundCases, made: Exchange, now: datetime) -> tuple[str, str]:
    if made.retracted:
        return "taget tilbage", "gray"
    if made.waits(now) and made.deadline:
        return left(made.deadline, now), "blue"
    if made.kind is Kind.OUTSIDE:
        if made in unheard(round_.exchanges):
            return "ansøger skal høres, før der afgøres", "red"
        return "ansøger er hørt", "green"
    words = state(made, round_.exchanges, now)
    return words, "green" if words in {"besvaret", "delt med alle"} else "orange"


def _retracted(made: Exchange) -> None:
    if made.retracted:
        back = made.retracted
        st.markdown(markup.plain(f"{back.by}, {date_time(back.at)}: {back.reason}"))
        with st.expander("Det, der stod"):
            st.html(markup.said(made.text))


def _about(round_: RoundCases, made: Exchange) -> None:
    for each in round_.exchanges:
        if each.id == made.concerns:
            st.html(markup.said(each.text, f"Oplysning nr. {each.id} fra {each.counterpart}"))


def _beside(made: Exchange, case: Case) -> None:
    """The answer beside what the form said; only the form where no answer came yet."""
    numbers = listed([case.scheme.form.field(each).number for each in made.fields])
    form = markup.answers(case.application, case.scheme, made.fields)
    if made.answer:
        answered = markup.said(made.answer.text, _answered(made))
        st.html(markup.beside(("Oprindeligt svar", form), ("Supplerende svar", answered)))
    else:
        with st.expander(f"Ansøgers svar i felt {numbers}"):
            st.html(form)


def _answered(made: Exchange) -> str:
    if made.answer is None:
        return ""
    late = " – efter fristen" if made.late else ""
    noted = f"noteret af {made.answer.by}"
    ours = made.kind is Kind.QUESTION
    return f"{'Svaret' if ours else 'Modtaget'} {date_time(made.answer.came)}{late}, {noted}"
