"""The criteria side: an aspect with its anchors, one's own points and reason, and the way on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import POINTS, Aspect, Scheme, Statement
from assessment.domain.words.wording import clock
from assessment.ui import markup, saving, session
from assessment.ui.components import quietly
from assessment.ui.pages.review.own import Own, score_key
from assessment.workflow import reviewing
from assessment.workflow.core import Workflow

ASPECT = "aspect"
"""The session's key of the chosen aspect."""


def show(workflow: Workflow, case: Case, own: Own, aspect: Aspect) -> None:
    """Draw the side."""
    statement = _statement(case.scheme, aspect)
    title, weight = st.columns([7, 4], vertical_alignment="center")
    title.markdown(f"#### {aspect.id} {aspect.title}")
    with weight.popover("Vægtning", width="stretch"):
        st.markdown(f"**{statement.id}** {statement.given_weight}")
        st.markdown("\n".join(f"- {prompt}" for prompt in aspect.prompts))
    priority = " :blue-badge[Prioriteres]" if statement.prioritised else ""
    st.markdown(f"{aspect.question}{priority}")
    key = score_key(own.review, aspect.id)
    if own.kept is None:
        _inputs(workflow, case.scheme, own.review, aspect, key)
    else:
        _locked(case.scheme, own, aspect, key)
    _walk([each.id for each in case.scheme.aspects], aspect.id)


def _inputs(workflow: Workflow, scheme: Scheme, review: Review, aspect: Aspect, key: str) -> None:
    score = review.score(aspect.id)
    saved = _saved(score)
    edit = saving.edit(key, saved)
    save = partial(_save, workflow, review, aspect.id, edit)
    points = edit.value("points")
    # Starting values, and not values set in the session: those are sent again where a click cuts a
    # run short, over what somebody has typed meanwhile.
    st.radio(
        "Point",
        list(POINTS),
        index=points if isinstance(points, int) else None,
        format_func=partial(_step, scheme),
        captions=list(aspect.anchors),
        key=edit.field("points"),
        on_change=save,
    )
    with st.container(key=f"autosave_{key}"):
        st.text_area(
            "Begrundelse",
            edit.text("reason"),
            key=edit.field("reason"),
            help="Peg på stedet i ansøgningen. Skriv, som om ansøger læser med.",
            height=130,
            on_change=save,
        )
    if not saving.told(edit, saved, save):
        # Always a line: one that came with the answer would move the buttons away under a click.
        st.caption(f"Gemt kl. {clock(score.saved)}" if score.saved else "Gemmes, mens du skriver.")


def _step(scheme: Scheme, points: int) -> str:
    names = {step.points: step.name for step in scheme.scoring.scale}
    return f"{points} – {names[points]}"


def _saved(score: Score) -> saving.Saved:
    points = "Ingen point" if score.points is None else f"{score.points} point"
    return saving.Saved(
        score.version,
        {"points": score.points, "reason": score.reason},
        points,
        score.reason,
        "Dig i et andet vindue",
        score.saved,
    )


def _save(workflow: Workflow, review: Review, aspect_id: str, edit: saving.Edit) -> None:
    points = edit.held("points")
    saving.save(
        edit,
        lambda expected: reviewing.save_score(
            workflow,
            review.application,
            review.reviewer,
            aspect_id,
            points=points if isinstance(points, int) else None,
            reason=edit.held_text("reason"),
            expected=expected,
        ),
    )


def _locked(scheme: Scheme, own: Own, aspect: Aspect, key: str) -> None:
    """One's own score, or the scale alone, to be read only."""
    quietly(own.kept or "")
    score = own.review.score(aspect.id)
    steps = [
        markup.Step(_step(scheme, points), anchor, given=points == score.points)
        for points, anchor in enumerate(aspect.anchors)
    ]
    st.html(markup.scale(steps))
    if score.reason:
        st.markdown("**Din begrundelse**")
        st.html(f'<div class="reading">{markup.paragraphs(score.reason)}</div>')
    saving.unsaved(key, _draft)


def _draft(fields: saving.Fields) -> str:
    points, reason = fields.get("points"), fields.get("reason") or ""
    given = "" if points is None else f"{points} point"
    return f"{given}\n{reason}".strip()


def _walk(order: Sequence[str], aspect_id: str) -> None:
    place = order.index(aspect_id)
    with st.container(horizontal=True):
        st.button(
            "Forrige aspekt",
            disabled=place == 0,
            key="previous_aspect",
            on_click=session.put,
            args=(ASPECT, order[max(place - 1, 0)]),
        )
        st.button(
            "Næste aspekt",
            disabled=place == len(order) - 1,
            key="next_aspect",
            on_click=session.put,
            args=(ASPECT, order[min(place + 1, len(order) - 1)]),
        )


def _statement(scheme: Scheme, aspect: Aspect) -> Statement:
    return next(each for each in scheme.statements if aspect in each.aspects)
