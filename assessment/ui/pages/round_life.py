"""A round's life: where it stands, what it waits for, its frozen rules, and its next step."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act, Phase
from assessment.domain.ranking.cut import weights_words
from assessment.domain.rounds.progress import Step
from assessment.domain.rounds.tasks import DUTIES
from assessment.domain.words.wording import date_time, listed
from assessment.ui import agenda, doing, markup, session
from assessment.ui.components import Place, allowed, download, header, table
from assessment.workflow import people, rounds
from assessment.workflow.core import Workflow
from assessment.workflow.rounds import Life

TITLE = "Runden"

_KEY = "round"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None:
        return
    life = rounds.life(workflow, place.round.round.id, place.person)
    st.html(markup.phases(life.phase))
    doing.tell(_KEY)
    agenda.draw(workflow, place, here="runden")
    left, right = st.columns([5, 4], gap="large")
    with left:
        st.subheader("Hvad runden venter på")
        table(tables.duties(DUTIES[life.phase], people.everybody(workflow, place.person)))
        _rules(workflow, place, life)
    with right:
        _steps(workflow, place, life)
        _case_file(place, life)


def _steps(workflow: Workflow, place: Place, life: Life) -> None:
    mine = rounds.can_move(place.person, life.phase)
    if life.forward is None:
        st.subheader("Næste skridt")
        st.markdown("Runden er arkiveret og kan ikke flyttes.")
    else:
        st.subheader(f"Næste skridt: {life.forward.to}")
        _step(life.forward)
        if mine:
            _forward(workflow, place, life, life.forward)
        else:
            st.caption("Det er projektlederen, der flytter runden.")
    if life.back and mine:
        with st.expander(f"Gå et skridt tilbage til {life.back.to}"):
            _step(life.back)
            _back(workflow, place, life, life.back)


def _case_file(place: Place, life: Life) -> None:
    if life.phase is Phase.PREPARATION:
        return
    st.subheader("Sagsmappe")
    if allowed(place, Act.EXPORT):
        st.markdown(
            "Hele runden som en zip-fil til journalen: originaler, vurderinger, afgørelser, breve og "
            "hændelser, med en oversigt, der kan læses uden programmet. Originalerne er uændrede og "
            "kan vise personoplysninger. Det bliver noteret i hændelserne, at du har hentet den."
        )
        id_ = place.round.round.id
        download("Hent sagsmappen (zip)", f"sagsmappe/{id_}", key="case_file")


def _step(step: Step) -> None:
    st.markdown(f"**Låser:** {step.locks}")
    st.markdown(f"**Åbner:** {step.opens}")
    st.markdown(f"**Berører:** {markup.plain(listed(step.concerns)) or 'ingen endnu'}.")
    if step.hinders:
        st.warning(_list("Det hindrer skridtet:", step.hinders), icon=":material/block:")
    if step.notes:
        st.info(_list("Værd at vide først:", step.notes), icon=":material/info:")


def _list(head: str, sentences: tuple[str, ...]) -> str:
    return "\n".join([f"**{head}**", "", *(f"- {markup.plain(each)}" for each in sentences)])


def _forward(workflow: Workflow, place: Place, life: Life, step: Step) -> None:
    # What was read and written is for this step only: with the round's version it starts anew.
    reason, read = f"forward_reason_{life.version}", f"forward_read_{life.version}"
    if step.to is Phase.RECEIVING:
        st.text_area("Hvorfor netop disse kriterier og vægte gælder", key=reason, height=90)
    label = "Jeg har læst, hvad skridtet låser og åbner, og hvem det berører"
    ready = not step.hinders and st.checkbox(label, key=read)
    st.button(
        f"Flyt runden til {step.to}",
        key="advance",
        type="primary",
        disabled=not ready,
        on_click=_move,
        args=(rounds.advance, workflow, place, (step.to, life.version), reason),
    )


def _back(workflow: Workflow, place: Place, life: Life, step: Step) -> None:
    if step.hinders:
        return
    reason, read = f"back_reason_{life.version}", f"back_read_{life.version}"
    st.text_area("Hvorfor runden går et skridt tilbage", key=reason, height=90)
    label = "Jeg har læst, hvad det betyder, og ved, at begrundelsen bliver stående i hændelserne"
    ready = st.checkbox(label, key=read)
    st.button(
        f"Gå tilbage til {step.to}",
        key="go_back",
        disabled=not ready,
        on_click=_move,
        args=(rounds.go_back, workflow, place, (step.to, life.version), reason),
    )


def _move(
    action: Callable[..., Phase],
    workflow: Workflow,
    place: Place,
    step: tuple[Phase, int],
    reason: str,
) -> None:
    to, version = step
    doing.do(
        _KEY,
        lambda: action(
            workflow,
            place.round.round.id,
            place.person,
            reason=session.text(reason),
            expected=version,
        ),
        done=f"Runden er nu i fasen {to}.",
    )


def _rules(workflow: Workflow, place: Place, life: Life) -> None:
    st.subheader("Kriterier og vægte")
    scheme = place.round.scheme
    weights = ("Vægte", weights_words(scheme, scheme.weights))
    if life.opened is None or life.phase is Phase.PREPARATION:
        st.markdown(
            "Ikke frosset endnu. De læses fra criteria.yaml og kan rettes der, til runden åbnes."
        )
        st.html(markup.facts([weights, ("Kontrolsum nu", place.round.criteria_sha256)]))
        return
    opened = life.opened
    st.html(
        markup.facts(
            [
                ("Frosset", date_time(opened.opened_at)),
                ("Af", opened.opened_by),
                ("Begrundelse", opened.reason),
                weights,
                ("Kontrolsum", opened.sha256),
            ]
        )
    )
    if life.difference:
        st.warning(
            "criteria.yaml er ændret siden. Runden bedømmes stadig efter de frosne regler; "
            "ændringen gælder kun runder, der åbnes nu."
        )
        present = workflow.scheme
        if present.weights != scheme.weights:
            words = weights_words(present, present.weights)
            st.html(markup.facts([("Vægte i filen nu", words)]))
        with st.expander("Se, hvad der er ændret"):
            st.html(markup.difference(life.difference))
