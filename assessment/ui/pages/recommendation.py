"""The recommendation for each application, and the documents that carry it out of the house."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import (
    Recommendation,
    awards,
    selection_remark,
    selection_words,
)
from assessment.domain.outcomes.selection import Ground, ground_remark, grounds_words, in_order
from assessment.domain.panel.access import Act, may
from assessment.domain.ranking.cut import cut_sentences
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.deciding import why_choose
from assessment.domain.words.wording import date_time, decimal, listed
from assessment.ui import markup, saving, session
from assessment.ui.components import Place, allowed, choice, download, header, pick_case, quietly
from assessment.workflow import printing, recommending
from assessment.workflow.core import Workflow

TITLE = "Indstilling"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        if place.round.cases:
            _round(place)
    case = pick_case(place.round, _progress)
    if case:
        left, right = st.columns([5, 4], gap="large")
        with left:
            _recommend(workflow, place, case)
        with right:
            _basis(place, case)


def _progress(case: Case) -> str:
    if case.hidden:
        return "skjult"
    return str(case.recommendation.award) if case.recommendation else "ikke indstillet"


def _round(place: Place) -> None:
    round_ = place.round
    if not round_.whole:
        quietly(
            "Rundens samlede billede og notater vises, når ingen ansøgning er lukket eller skjult for dig."
        )
        st.divider()
        return
    for sentence in cut_sentences(round_.ranking, round_.scheme):
        st.markdown(markup.plain(sentence))
    made = [case.recommendation for case in round_.cases]
    remark = selection_remark(made, round_.round.select)
    if remark:
        st.warning(remark)
    else:
        st.markdown(selection_words(made, round_.round.select))
    with st.container(horizontal=True):
        id_ = round_.round.id
        download("Hent rundens indstillingsnotat", f"indstillingsnotat/{id_}", key="round_note")
        if printing.office():
            download("Hent det som PDF/A", f"indstillingsnotat-pdf/{id_}", key="round_note_pdf")
        icon = ":material/folder_zip:"
        download("Hent alle notater", f"notater/{id_}", key="all_notes", icon=icon)
    st.divider()


def _recommend(workflow: Workflow, place: Place, case: Case) -> None:
    key = f"recommend_{case.id}_{place.person.id}"
    if case.hidden:
        quietly(f"Indstillingen er {case.hidden}.")
    elif allowed(place, Act.RECOMMEND):
        _inputs(workflow, place, case, key)
        return
    else:
        _made(case.recommendation)
    saving.unsaved(key, _draft)


def _inputs(workflow: Workflow, place: Place, case: Case, key: str) -> None:
    made = case.recommendation
    saved = _saved(made)
    edit = saving.edit(key, saved)
    save = partial(_save, workflow, place, case, edit)
    kept = [made.award] if made else []
    options = list(dict.fromkeys([*awards(case.screening, case.scheme), *kept]))
    chosen = edit.value("award")
    st.radio(
        "Indstilling",
        options,
        index=options.index(Award(str(chosen))) if chosen in options else None,
        key=edit.field("award"),
        horizontal=True,
        on_change=save,
    )
    with st.container(key=f"autosave_{key}"):
        st.text_area(
            "Begrundelse",
            edit.text("reason"),
            key=edit.field("reason"),
            height=220,
            help="Hovedhensyn, styrker og svagheder i netop denne ansøgning. Står i notatet.",
            on_change=save,
        )
        if case.attention:
            st.warning(
                "Skal besvares i notatet:\n\n"
                + "\n".join(f"- {markup.plain(each)}" for each in case.attention)
            )
            st.text_area(
                "Svar på opmærksomhedspunkterne",
                edit.text("answer"),
                key=edit.field("answer"),
                height=120,
                on_change=save,
            )
        _choice(place, case, edit, save)
    if not saving.told(edit, saved, save):
        waits = edit.draft is not None
        st.caption("Ikke gemt endnu: vælg en indstilling." if waits else _state(made))


def _choice(place: Place, case: Case, edit: saving.Edit, save: Callable[[], None]) -> None:
    """Ask what the choice builds on where the ranking does not make it, or where that is told already."""
    award = edit.held_text("award")
    needed = why_choose(place.round, case, Award(award)) if award else ""
    grounds = _known(edit.held("grounds"))
    if not (needed or grounds or edit.held("choice")):
        return
    st.markdown("**Valget**")
    st.caption(
        needed or "Rangeringen fører selv til denne indstilling. Det, der står her, står i notatet."
    )
    st.multiselect(
        "Hvad bygger valget på?",
        list(Ground),
        _known(edit.value("grounds")),
        placeholder="Vælg et eller flere hensyn",
        key=edit.field("grounds"),
        on_change=save,
    )
    remark = ground_remark(grounds)
    if remark:
        st.warning(remark)
    st.text_area(
        "Begrundelse for valget",
        edit.text("choice"),
        key=edit.field("choice"),
        height=120,
        help="Hvorfor netop denne ansøger frem for dem, der ligger tæt på. Står i notatet.",
        on_change=save,
    )


def _known(grounds: object) -> tuple[Ground, ...]:
    return in_order(map(Ground, session.listed_texts(grounds)))


def _made(made: Recommendation | None) -> None:
    """A recommendation to be read only."""
    if made:
        st.markdown(f"**Indstilling:** {made.award}")
        st.html(f'<div class="reading">{markup.paragraphs(made.reason)}</div>')
        choice(made)
        if made.answer:
            st.markdown("**Svar på opmærksomhedspunkterne**")
            st.html(f'<div class="reading">{markup.paragraphs(made.answer)}</div>')
    st.caption(_state(made))


def _state(made: Recommendation | None) -> str:
    if made is None:
        return "Ikke indstillet endnu."
    return markup.plain(f"Gemt af {made.by}, {date_time(made.at)}.")


def _saved(made: Recommendation | None) -> saving.Saved:
    if made is None:
        return saving.Saved(
            0, {"award": None, "reason": "", "answer": "", "choice": "", "grounds": []}
        )
    return saving.Saved(
        made.version,
        {
            "award": made.award,
            "reason": made.reason,
            "answer": made.answer,
            "choice": made.choice,
            "grounds": list(made.grounds),
        },
        str(made.award),
        "\n".join((made.reason, made.answer, grounds_words(made.grounds), made.choice)),
        made.by,
        made.at,
    )


def _draft(fields: saving.Fields) -> str:
    told = {**fields, "grounds": listed(session.listed_texts(fields.get("grounds")))}
    return "\n".join(str(each) for each in told.values() if each)


def _save(workflow: Workflow, place: Place, case: Case, edit: saving.Edit) -> None:
    """Save as soon as everything is there; what is chosen until then is kept as a draft."""
    award = edit.held_text("award")
    if not award:
        saving.keep(edit)
        return
    saving.save(
        edit,
        lambda expected: recommending.recommend(
            workflow,
            case.id,
            Award(award),
            reason=edit.held_text("reason"),
            answer=edit.held_text("answer"),
            by=place.person,
            expected=expected,
            choice=edit.held_text("choice"),
            grounds=_known(edit.held("grounds")),
        ),
    )


def _basis(place: Place, case: Case) -> None:
    st.markdown("**Grundlag**")
    st.markdown(
        "\n".join(
            (
                f"- Formel prøvning: {case.screening.status}",
                f"- {_standing(place, case)}",
                f"- Indsendte vurderinger: {'skjult' if case.hidden else len(case.submitted)}",
            )
        )
    )
    if case.hidden or not may(place.person, Act.WRITE_NOTES, place.round.phase):
        return
    with st.container(horizontal=True):
        key = f"note_{case.id}"
        download("Hent beslutningsnotatet", f"notat/{case.id}", key=key, primary=True)
        if printing.office():
            download("Hent notatet som PDF/A", f"notat-pdf/{case.id}", key=f"{key}_pdf")
    if case.missing:
        st.caption(f"Notatet hentes som udkast. Der mangler: {'; '.join(case.missing)}.")


def _standing(place: Place, case: Case) -> str:
    """Total and place; the total alone where a part of the round is not seen."""
    standing = place.round.ranking.standing(str(case.id))
    if place.round.whole or standing.total is None:
        return standing.words
    return f"Samlet {decimal(standing.total)} af 5."
