"""Impartiality: what everybody who takes part declares, and what somebody else decides of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.access import Act, may, refusal
from assessment.domain.impartiality import (
    CALM,
    IMPARTIAL_TO_ALL,
    LAW,
    NO_CONFLICT,
    Applicant,
    Declaration,
    Ground,
    Scope,
    Stance,
)
from assessment.domain.wording import date_time, listed
from assessment.errors import NotPermittedError
from assessment.ui import doing, markup, session
from assessment.ui.components import Place, header, table
from assessment.workflow import declaring
from assessment.workflow.core import Workflow

TITLE = "Habilitet"

_KEY = "impartiality"
_STANCES = {
    Stance.IMPARTIAL: "Jeg er habil",
    Stance.CONFLICTED: "Jeg er inhabil",
    Stance.DOUBT: "Jeg er i tvivl",
}
_TOLD = {
    Stance.CONFLICTED: "oplyser at være inhabil",
    Stance.DOUBT: "er i tvivl om sin habilitet",
}
_VERDICTS: dict[str, tuple[Scope | None, str]] = {
    "Inhabil for hele runden": (Scope.ROUND, Scope.ROUND.meaning),
    "Inhabil, men kun for ansøgningen": (Scope.APPLICATION, Scope.APPLICATION.meaning),
    "Habil": (None, NO_CONFLICT),
}


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None:
        return
    st.markdown(f"{LAW} {CALM}")
    doing.tell(_KEY)
    others = _of_others(workflow, place)
    pending = [each for each in others if each.pending]
    if pending:
        st.subheader("Venter på en afgørelse")
    for each in pending:
        with st.container(border=True):
            _declaration(place, each)
            _verdict(workflow, place, each)
    why = refusal(place.person, Act.DECLARE, place.round.phase)
    if why:
        st.info(markup.plain(why))
    else:
        _own(workflow, place)
    _decided(workflow, place, [each for each in others if not each.pending])


def _of_others(workflow: Workflow, place: Place) -> list[Declaration]:
    """The conflicts and doubts of others, where one may decide them; a word on why one may not now."""
    if not may(place.person, Act.JUDGE_IMPARTIALITY, place.round.phase):
        return []
    try:
        found = declaring.undecided(workflow, place.round.round.id, place.person)
    except NotPermittedError:  # one's own conflict shuts one out, which is told further down
        return []
    return [each for each in found if each.person.id != place.person.id]


def _own(workflow: Workflow, place: Place) -> None:
    applicants = declaring.applicants(workflow, place.round.round.id, place.person)
    st.subheader("Min habilitet")
    if not applicants:
        st.info("Runden har ingen ansøgere endnu. Erklær din habilitet, når de er lagt ind.")
        return
    _waiting(workflow, place, applicants)
    left = sum(each.declaration is None for each in applicants)
    one, rest = st.columns(2, gap="large")
    with one:
        _one(workflow, place, applicants)
    with rest:
        _rest(workflow, place, left, len(applicants))
    table(tables.declarations(applicants))


def _waiting(workflow: Workflow, place: Place, applicants: Sequence[Applicant]) -> None:
    """Who decides what one has declared, where something waits."""
    waits = [each.name for each in applicants if each.declaration and each.declaration.pending]
    if not waits:
        return
    judges = declaring.judges(workflow, place.round.round.id, place.person)
    who = (
        f"{listed(judges, 'eller')} kan afgøre det."
        if judges
        else "Ingen anden i runden kan afgøre det: bed en administrator om at give en anden rollen "
        "projektleder eller beslutter."
    )
    told = f"Runden er lukket for dig, til din habilitet over for {listed(waits)} er afgjort. {who}"
    st.warning(markup.plain(told), icon=":material/hourglass_empty:")


def _rest(workflow: Workflow, place: Place, left: int, every: int) -> None:
    if not left:
        st.markdown("**Du har erklæret din habilitet over for alle ansøgere.**")
        return
    whom = f"de øvrige {left}" if left < every else f"alle {left}"
    asked = f"nogen af {whom}" if left < every else "nogen af dem"
    st.markdown(f"**Har du ingen tilknytning til {asked}?**")
    st.markdown(f"Så erklærer du over for hver af dem: “{IMPARTIAL_TO_ALL}”")
    st.button(
        f"Erklær mig habil over for {whom}",
        key="declare_rest",
        type="primary",
        on_click=doing.do,
        args=(
            _KEY,
            partial(declaring.declare_impartial, workflow, place.round.round.id, place.person),
        ),
        kwargs={"done": f"Du har erklæret dig habil over for {whom}."},
    )


def _one(workflow: Workflow, place: Place, applicants: Sequence[Applicant]) -> None:
    st.markdown("**Har du en tilknytning til en ansøger?**")
    by_id = {each.application: each for each in applicants}
    names = {each.application: f"{each.application}. {each.name}" for each in applicants}
    chosen = st.selectbox(
        "Ansøger",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Vælg ansøgeren",
        key="declare_applicant",
    )
    if chosen is None:
        return
    before = by_id[chosen].declaration
    expected = before.version if before else 0
    # What is filled in is about what was declared when the applicant was chosen, and no later version.
    key = f"declare_{chosen}_{expected}_"
    stance = st.radio(
        "Min erklæring",
        list(Stance),
        index=None,
        format_func=_STANCES.__getitem__,
        key=f"{key}stance",
    )
    if stance is None:
        return
    st.caption(stance.meaning)
    if stance is not Stance.IMPARTIAL:
        st.multiselect("Grunde efter forvaltningsloven § 3", list(Ground), key=f"{key}grounds")
        st.text_area("Hvad det drejer sig om, kort", key=f"{key}text", height=90)
    st.button(
        "Afgiv erklæringen",
        key="declare_one",
        on_click=_declare_one,
        args=(workflow, place, by_id[chosen], stance, key),
    )


def _declare_one(
    workflow: Workflow, place: Place, applicant: Applicant, stance: Stance, key: str
) -> None:
    before = applicant.declaration
    doing.do(
        _KEY,
        lambda: declaring.declare(
            workflow,
            applicant.application,
            stance,
            grounds=[Ground(each) for each in session.texts(f"{key}grounds")],
            text=session.text(f"{key}text"),
            by=place.person,
            expected=before.version if before else 0,
        ),
        done=f"Din erklæring om {applicant.name} er afgivet. {stance.meaning}",
        drafts="declare_",
    )


def _declaration(place: Place, declared: Declaration) -> None:
    """What somebody else declared, in full."""
    applicant = markup.plain(place.round.names[declared.application])
    st.markdown(
        f"**{markup.plain(declared.person.name)}** om **{applicant}**: {_TOLD[declared.stance]}"
    )
    grounds = [("Grund", each) for each in declared.grounds]
    said = ("Oplyst", f"{declared.text} ({date_time(declared.at)})")
    st.html(markup.facts([*grounds, said]))


def _verdict(workflow: Workflow, place: Place, declared: Declaration) -> None:
    key = f"judge_{declared.application}_{declared.person.id}_{declared.version}_"
    offered = 0 if declared.stance is Stance.CONFLICTED and declared.pending else None
    chosen = st.radio("Afgørelse", list(_VERDICTS), index=offered, key=f"{key}verdict")
    if chosen is None:
        return
    scope, meaning = _VERDICTS[chosen]
    st.caption(meaning)
    st.text_area("Begrundelse for afgørelsen", key=f"{key}reason", height=90)
    st.button(
        "Gem afgørelsen",
        key=f"{key}save",
        type="primary",
        on_click=_judge,
        args=(workflow, place, declared, scope, key),
    )


def _judge(
    workflow: Workflow, place: Place, declared: Declaration, scope: Scope | None, key: str
) -> None:
    doing.do(
        _KEY,
        lambda: declaring.judge(
            workflow,
            declared.application,
            declared.person.id,
            scope,
            reason=session.text(f"{key}reason"),
            by=place.person,
            expected=declared.version,
        ),
        done=f"Afgørelsen om {declared.person.name} er gemt.",
        drafts=key,
    )


def _decided(workflow: Workflow, place: Place, decided: Sequence[Declaration]) -> None:
    """What was decided of others, which new knowledge may change."""
    if not decided:
        return
    with st.expander(f"Afgjort tidligere ({len(decided)})"):
        for each in decided:
            with st.container(border=True):
                _declaration(place, each)
                if each.judgement:
                    st.markdown(markup.plain(f"{each.words}: {each.judgement.told}"))
                if st.checkbox(
                    "Ændr afgørelsen", key=f"rejudge_{each.application}_{each.person.id}"
                ):
                    _verdict(workflow, place, each)
