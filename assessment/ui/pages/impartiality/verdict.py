"""What one decides of others' impartiality."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment.domain.panel.access import Act, may
from assessment.domain.panel.impartiality import (
    FIRST_ONES_OWN,
    NO_CONFLICT,
    Closure,
    Declaration,
    Scope,
    Stance,
)
from assessment.domain.words.wording import date_time
from assessment.errors import NotPermittedError
from assessment.ui import doing, markup, saving
from assessment.ui.components import Place
from assessment.ui.saving import Edit, Saved
from assessment.workflow import declaring
from assessment.workflow.core import Workflow

_TOLD = {
    Stance.CONFLICTED: "er inhabil",
    Stance.DOUBT: "er i tvivl",
}
_WHOLE_ROUND = "Inhabil for hele runden"
_VERDICTS: dict[str, tuple[Scope | None, str]] = {
    _WHOLE_ROUND: (Scope.ROUND, Scope.ROUND.meaning),
    "Inhabil, men kun for ansøgningen": (Scope.APPLICATION, Scope.APPLICATION.meaning),
    "Habil": (None, NO_CONFLICT),
}


def of_others(workflow: Workflow, place: Place) -> list[Declaration]:
    """The conflicts and doubts of others, where one may decide them now."""
    if not may(place.person, Act.JUDGE_IMPARTIALITY, place.round.phase):
        return []
    try:
        found = declaring.undecided(workflow, place.round.round.id, place.person)
    except NotPermittedError:  # one's own conflict shuts one out, which is told further down
        return []
    return [each for each in found if each.person.id != place.person.id]


def waiting(workflow: Workflow, place: Place, said: str, others: Sequence[Declaration]) -> None:
    """Draw what waits for a decision, and what one has begun to decide."""
    asked = [each for each in others if _in_hand(place, each)]
    declares = any(each.why is Closure.UNDECLARED for each in place.round.closed)
    unseen = place.round.pending > sum(each.pending for each in others)
    if declares and unseen and may(place.person, Act.JUDGE_IMPARTIALITY, place.round.phase):
        st.info(FIRST_ONES_OWN)
    if asked:
        st.subheader("Venter på en afgørelse")
    for each in asked:
        with st.container(border=True):
            _declaration(place, each)
            _verdict(workflow, place, said, each)


def decided(workflow: Workflow, place: Place, said: str, others: Sequence[Declaration]) -> None:
    """Draw what was decided, which new knowledge may change."""
    known = [each for each in others if not _in_hand(place, each)]
    if not known:
        return
    with st.expander(f"Afgjort tidligere ({len(known)})"):
        for each in known:
            with st.container(border=True):
                _declaration(place, each)
                if st.checkbox("Ændr afgørelsen", key=f"re{_key(place, each)}"):
                    _verdict(workflow, place, said, each)


def _in_hand(place: Place, declared: Declaration) -> bool:
    """Whether it waits, or one has begun to decide it, whatever another did in the meantime."""
    return declared.pending or saving.waits(_key(place, declared))


def _key(place: Place, declared: Declaration) -> str:
    return f"judge_{declared.application}_{declared.person.id}_{place.person.id}"


def _declaration(place: Place, declared: Declaration) -> None:
    """What somebody else declared, in full."""
    said = [
        ("Deltager", declared.person.name),
        ("Ansøger", place.round.names[declared.application]),
        ("Oplyser", f"{_TOLD[declared.stance]}, {date_time(declared.at)}"),
        *(("Grund", each) for each in declared.grounds),
        ("Uddybning", declared.text),
    ]
    if declared.judgement:
        said.append(("Afgjort", f"{declared.words}: {declared.judgement.told}"))
    st.html(markup.facts(said))


def _verdict(workflow: Workflow, place: Place, said: str, declared: Declaration) -> None:
    """What one decides of somebody else; what they or another did in the meantime is shown beside it."""
    saved = _judged(declared)
    edit = saving.edit(_key(place, declared), saved)
    keep = partial(saving.keep, edit)
    verdicts, held = list(_VERDICTS), edit.text("verdict")
    chosen = st.radio(
        "Afgørelse",
        verdicts,
        index=verdicts.index(held) if held else None,
        key=edit.field("verdict"),
        on_change=keep,
    )
    if chosen is None:
        return
    st.caption(_VERDICTS[chosen][1])
    st.text_area(
        "Begrundelse for afgørelsen",
        edit.text("reason"),
        key=edit.field("reason"),
        height=90,
        on_change=keep,
    )
    save = partial(_judge, workflow, place, said, declared, edit)
    st.button("Gem afgørelsen", key=edit.field("save"), type="primary", on_click=save)
    saving.told(edit, saved, save)


def _judged(declared: Declaration) -> Saved:
    """What was decided, or what is offered: the whole round for a conflict, nothing for a doubt."""
    judged = declared.judgement
    if judged is None:
        offered = _WHOLE_ROUND if declared.stance is Stance.CONFLICTED else None
        fields = {"verdict": offered, "reason": ""}
        by, at, text = declared.person.name, declared.at, declared.text
    else:
        label = next(each for each, (scope, _) in _VERDICTS.items() if scope is judged.scope)
        fields = {"verdict": label, "reason": judged.reason}
        by, at, text = judged.by, judged.at, judged.reason
    return Saved(declared.version, fields, what=declared.words, text=text, by=by, at=at)


def _judge(workflow: Workflow, place: Place, said: str, declared: Declaration, edit: Edit) -> None:
    def judged(version: int) -> Declaration:
        made = declaring.judge(
            workflow,
            declared.application,
            declared.person.id,
            _VERDICTS[edit.held_text("verdict")][0],
            reason=edit.held_text("reason"),
            by=place.person,
            expected=version,
        )
        doing.say(said, f"Afgørelsen om {declared.person.name} er gemt.")
        return made

    saving.save(edit, judged)
