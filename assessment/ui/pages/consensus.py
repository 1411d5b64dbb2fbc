"""Consensus: where the reviewers differ, what each of them says, and what they agree on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act, may
from assessment.domain.reviewing.consensus import Consensus, half_points
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.discussion import Topic, minutes, summary, topics
from assessment.domain.rules.scheme import Aspect
from assessment.domain.words.wording import date_time, listed, number
from assessment.ui import doing, markup, saving, session
from assessment.ui.components import (
    Place,
    allowed,
    download,
    header,
    pick_case,
    quietly,
    table,
)
from assessment.ui.pages.dialogue import card
from assessment.ui.saving import Edit, Fields, Saved
from assessment.workflow import agreeing
from assessment.workflow.core import Workflow

TITLE = "Konsensus"

_VIEW, _ASPECT, _OF = "consensus_view", "consensus_aspect", "consensus_of"
_KEY = "take_back"
_DISCUSS, _MINUTES = "Drøftelse", "Referat"
_LIST_HEIGHT, _LIST_LENGTH = 560, 12
"""Pixels of a list that is longer than so many lines."""


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    found = topics(place.round)
    st.markdown(summary(found, place.round.scheme.scoring.disagreement))
    _say_hidden(place)
    able = allowed(place, Act.AGREE)
    session.put_default(_VIEW, _DISCUSS)
    view = st.segmented_control(
        "Vis",
        [_DISCUSS, _MINUTES],
        required=True,
        key=_VIEW,
        label_visibility="collapsed",
        persist_state="session",
    )
    if view == _MINUTES:
        _minutes(place)
        return
    left, right = st.columns([3, 8], gap="medium")
    with right:  # first, since the list marks what is shown there
        _discuss(workflow, place, found, able=able)
    with left:
        _list(found)


def _say_hidden(place: Place) -> None:
    """Say of which applications others' points are kept from whoever looks, and why."""
    for until in sorted({case.hidden for case in place.round.cases} - {""}):
        kept = [case.name for case in place.round.cases if case.hidden == until]
        quietly(f"Andres vurderinger er {until}. Det gælder {listed(kept)}.")


def _minutes(place: Place) -> None:
    if minutes(place.round):
        table(tables.minutes(place.round))
        if place.round.whole and may(place.person, Act.WRITE_NOTES, place.round.phase):
            download(
                "Hent konsensusreferatet", f"konsensusreferat/{place.round.round.id}", key="minutes"
            )
    else:
        st.caption("Der er ikke fastsat konsensus om noget endnu.")


def _list(found: Sequence[Topic]) -> None:
    """The differences, those to discuss first; a click leads to one."""
    shown = (session.whole(session.APPLICATION), session.value(_ASPECT))
    long = len(found) > _LIST_LENGTH
    with st.container(
        height=_LIST_HEIGHT if long else "content", border=True, key="topics", gap="xxsmall"
    ):
        if not found:
            st.caption("Ingen forskelle.")
        for topic in found:
            settled = topic.difference.settled
            text = f"{topic.case.name}: {topic.difference.aspect}"
            st.button(
                f"**{markup.plain(text)}** ({topic.span})"
                if topic.key == shown
                else f"{markup.plain(text)} ({topic.span})",
                icon=":material/check:" if settled else ":material/forum:",
                type="tertiary",
                wrap=True,
                help="Drøftet" if settled else _why(topic),
                key=f"topic_{topic.case.id}_{topic.difference.aspect}",
                on_click=_choose,
                args=topic.key,
            )


def _why(topic: Topic) -> str:
    if topic.difference.outdated:
        return "En vurdering er kommet til eller ændret efter konsensus; bekræft den igen"
    return "Skal drøftes"


def _choose(application_id: int, aspect_id: str) -> None:
    session.choose_application(application_id)
    session.put(_ASPECT, aspect_id)
    session.put(_OF, application_id)


def _discuss(workflow: Workflow, place: Place, found: Sequence[Topic], *, able: bool) -> None:
    left = [topic.case.id for topic in found if not topic.difference.settled]
    everything = [topic.case.id for topic in found]
    case = pick_case(place.round, partial(_note, found), waiting=left or everything)
    if case is None:
        return
    if case.hidden:
        quietly(f"Andres vurderinger af {case.name} er {case.hidden}.")
        return
    aspect = _choose_aspect(case, found)
    st.markdown(f"#### {aspect.id} {aspect.title}")
    st.markdown(aspect.question)
    _scores(case, aspect)
    _own_text(case, aspect)
    _agreement(workflow, place, case, aspect, able=able)


def _note(found: Sequence[Topic], case: Case) -> str:
    if case.hidden:
        return "skjult"
    own = [topic for topic in found if topic.case.id == case.id]
    left = sum(not each.difference.settled for each in own)
    if not own:
        return "ingen forskelle"
    return f"{left} af {len(own)} skal drøftes" if left else "alt er drøftet"


def _choose_aspect(case: Case, found: Sequence[Topic]) -> Aspect:
    aspects = {aspect.id: aspect for aspect in case.scheme.aspects}
    own = [topic.difference for topic in found if topic.case.id == case.id]
    left = [each.aspect for each in own if not each.settled]
    if session.value(_ASPECT) not in aspects or session.value(_OF) != case.id:
        session.put(_ASPECT, (*left, *(each.aspect for each in own), *aspects)[0])
        session.put(_OF, case.id)
    chosen = st.pills(
        "Aspekter; dem med ● skal drøftes, dem med ✓ er aftalt",
        list(aspects),
        format_func=lambda each: f"{_mark(case, each, left)}{each}",
        key=_ASPECT,
        required=True,
        persist_state="session",
    )
    return aspects[chosen or next(iter(aspects))]


def _mark(case: Case, aspect: str, left: Sequence[str]) -> str:
    if aspect in left:
        return "● "
    made = case.consensus.get(aspect)
    return "✓ " if made and made.stands else ""


def _scores(case: Case, aspect: Aspect) -> None:
    """What each reviewer gave, unchanged, and who gave nothing."""
    names = {step.points: step.name for step in case.scheme.scoring.scale}
    given = []
    for review in case.submitted:
        score = review.score(aspect.id)
        points = "–" if score.points is None else f"{score.points} – {names[score.points]}"
        given.append((review.reviewer.name, points, score.reason))
    if given:
        st.html(markup.scores(given))
    else:
        st.caption("Ingen har indsendt en vurdering af ansøgningen endnu.")
    for each in case.assignments:
        if each.abstained:
            st.caption(markup.plain(f"{each.reviewer.name} har meldt fra: {each.abstained}"))


def _own_text(case: Case, aspect: Aspect) -> None:
    """The applicant's own words on the aspect, with what it answered later beside them."""
    fields = case.scheme.fields_feeding(aspect.id)
    with st.expander("Ansøgers tekst om aspektet"):
        st.html(markup.answers(case.application, case.scheme, fields))
        card.later(case, fields)
    with st.expander("Trinene på skalaen"):
        names = [step.name for step in case.scheme.scoring.scale]
        steps = zip(names, aspect.anchors, strict=True)
        st.markdown("\n".join(f"{at}. **{name}** {text}" for at, (name, text) in enumerate(steps)))


def _agreement(workflow: Workflow, place: Place, case: Case, aspect: Aspect, *, able: bool) -> None:
    made = case.consensus.get(aspect.id)
    key = f"agree_{case.id}_{aspect.id}_{place.person.id}"
    with st.container(border=True, key="agreement"):
        st.markdown("**Konsensus**")
        doing.tell(_KEY)
        _say_made(case, made)
        if not able or not case.submitted:
            saving.unsaved(key, _draft)
            return
        people = agreeing.eligible(workflow, case.id, place.person)
        edit = saving.edit(key, _saved(case, made, people))
        _inputs(workflow, place, (case, aspect), edit, people)
        if made and made.stands:
            _take_back(workflow, place, made)


def _say_made(case: Case, made: Consensus | None) -> None:
    if made is None:
        st.caption("Ikke fastsat; gennemsnittet af vurderingerne tæller.")
    elif made.points is None:
        told = f"Taget tilbage af {made.by}, {date_time(made.at)}: {made.reason}"
        st.caption(markup.plain(told))
    else:
        who = f"Deltog: {listed(made.participants)}. Noteret af {made.by}, {date_time(made.at)}."
        st.html(markup.said(f"{number(made.points)} point: {made.reason}", who))
        if made.outdated(case.submitted):
            st.warning(
                "En vurdering er kommet til eller ændret siden; bekræft eller ret konsensus."
            )


def _saved(case: Case, made: Consensus | None, people: Sequence[str]) -> Saved:
    reviewers = [each.reviewer.name for each in case.submitted if each.reviewer.name in people]
    fields: Fields = {"points": None, "reason": "", "participants": reviewers}
    if made is None:
        return Saved(0, fields)
    if made.points is None:
        return Saved(made.version, fields, "ingen konsensus", made.reason, made.by, made.at)
    fields = {"points": made.points, "reason": made.reason, "participants": [*made.participants]}
    told = f"{number(made.points)} point (deltog: {listed(made.participants)})"
    return Saved(made.version, fields, told, made.reason, made.by, made.at)


def _inputs(
    workflow: Workflow,
    place: Place,
    what: tuple[Case, Aspect],
    edit: Edit,
    people: Sequence[str],
) -> None:
    case, aspect = what
    again = partial(_save, workflow, place, what, edit)
    keep = partial(saving.keep, edit)
    st.segmented_control(
        "Point",
        half_points(),
        default=edit.value("points"),
        format_func=number,
        key=edit.field("points"),
        on_change=keep,
    )
    with st.container(key=f"autosave_{edit.key}"):
        st.text_area(
            "Hvorfor er I enige om det?",
            edit.text("reason"),
            key=edit.field("reason"),
            height=110,
            help="Skriv, hvad der afgjorde det, med henvisning til ansøgningen.",
            on_change=keep,
        )
    held = edit.value("participants")
    st.multiselect(
        "Deltog",
        people,
        default=[each for each in held if each in people] if isinstance(held, list) else [],
        placeholder="Vælg, hvem der deltog",
        key=edit.field("participants"),
        on_change=keep,
    )
    st.button("Gem konsensus", type="primary", key=f"{edit.key}_do", on_click=again)
    saving.told(edit, _saved(case, case.consensus.get(aspect.id), people), again)


def _save(workflow: Workflow, place: Place, what: tuple[Case, Aspect], edit: Edit) -> None:
    points, participants = edit.held("points"), edit.held("participants")
    case, aspect = what

    def agree(expected: int) -> Consensus:
        return agreeing.agree(
            workflow,
            case.id,
            aspect.id,
            points=points if isinstance(points, Fraction) else Fraction(-1),
            reason=edit.held_text("reason"),
            participants=participants if isinstance(participants, list) else [],
            by=place.person,
            expected=expected,
        )

    saving.save(edit, agree)


def _take_back(workflow: Workflow, place: Place, made: Consensus) -> None:
    with st.popover("Tag konsensus tilbage"):
        st.markdown("Så tæller gennemsnittet af vurderingerne igen. Loggen beholder det, der stod.")
        key = f"take_back_{made.application}_{made.aspect}"
        st.text_input("Hvorfor?", key=key)
        # What the screen shows is taken back, and not what somebody may have agreed on since.
        taken = partial(_taken_back, workflow, place, made, key)
        st.button("Tag tilbage", key=f"{key}_do", on_click=taken)


def _taken_back(workflow: Workflow, place: Place, made: Consensus, reason: str) -> None:
    doing.do(
        _KEY,
        lambda: agreeing.take_back(
            workflow,
            made.application,
            made.aspect,
            reason=session.text(reason),
            by=place.person,
            expected=made.version,
        ),
        done=f"Konsensus for {made.aspect} er taget tilbage.",
        drafts=reason,
    )


def _draft(fields: Fields) -> str:
    """What was typed and cannot be saved, to be copied."""
    points = fields.get("points")
    head = f"{number(points)} point: " if isinstance(points, Fraction) else ""
    return f"{head}{fields.get('reason') or ''}"
