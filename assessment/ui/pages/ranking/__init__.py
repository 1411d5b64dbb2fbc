"""The ranking: how sure each applicant's outcome is, the places, the figures, and what would change it."""

from __future__ import annotations

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act, may
from assessment.domain.ranking.cut import PART_ONLY, cut_sentences, weights_words
from assessment.domain.ranking.places import Group
from assessment.domain.ranking.verdicts import METHOD, limits, sentence
from assessment.domain.rounds.case import RoundCases
from assessment.domain.words.wording import counted, listed
from assessment.ui import markup
from assessment.ui.components import Place, allowed, download, header, table
from assessment.ui.pages.ranking import drawn, what_if
from assessment.workflow.core import Workflow

TITLE = "Rangering"
TAB = "ranking_tab"

_WHAT_IF = "Hvad nu hvis"
_DRAWN = {"Sikkerhed": drawn.sureness, "Point": drawn.points, "Bedømmere": drawn.reviewers}


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.SEE_RANKING):
        return
    round_ = place.round
    _missing(round_)
    if not round_.ranking.ranked:
        if round_.comparable:
            st.info("Ingen ansøgning har en indsendt vurdering endnu, så der er intet at rangere.")
        return
    if round_.comparable:
        _answer(round_)
    _table(round_)
    if round_.whole and may(place.person, Act.WRITE_NOTES, round_.phase):
        address = f"regneark/{round_.round.id}"
        download("Hent hele vurderingen som regneark", address, key="round_workbook")
    _tabs(workflow, place)


def _missing(round_: RoundCases) -> None:
    """Say what is not in the ranking, and that there are no places before all of it is seen."""
    if round_.comparable:
        return
    kept = [case for case in round_.cases if case.hidden and not case.screening.unmet]
    parts = [
        ([case.name for case in kept if case.hidden == until], until)
        for until in sorted({case.hidden for case in kept})
    ]
    parts.append(([each.name for each in round_.closed], "lukket for dig; se Overblik"))
    told = "".join(
        f"\n- {why[:1].upper()}{why[1:]}: {markup.plain(listed(names))}."
        for names, why in parts
        if names
    )
    st.info(f"{PART_ONLY}\n{told}", icon=":material/visibility_off:")


def _answer(round_: RoundCases) -> None:
    """First who is selected, then of each applicant how sure that is, in a sentence."""
    found = round_.robustness
    for line in cut_sentences(found.ranking, round_.scheme):
        st.markdown(markup.plain(line))
    told = [
        (each.standing, sentence(each, found, round_.scheme)) for each in found.verdicts.values()
    ]
    out = [each for each in told if each[0].group is Group.OUT]
    st.html(markup.verdicts(each for each in told if each not in out))
    if out:
        with st.expander(f"Indstilles ikke: {counted(len(out), 'ansøger', 'ansøgere')}"):
            st.html(markup.verdicts(out))
    for line in limits(found):
        st.caption(markup.plain(line))
    st.caption(METHOD)


def _table(round_: RoundCases) -> None:
    decided = round_.scheme.scoring.weights_decided
    st.caption(
        f"Vægte: {weights_words(round_.scheme, round_.scheme.weights)}. Intern beslutning af {decided.by}."
    )
    ranking = round_.ranking
    if not round_.comparable:
        table(tables.ranking(ranking, round_.scheme, whole=False))
        return
    table(tables.robustness(round_.robustness, round_.scheme))
    without = [each for each in ranking.standings if each.place is None]
    for reason in dict.fromkeys(each.reasons for each in without):
        names = [each.candidate.name for each in without if each.reasons == reason]
        st.caption(markup.plain(f"Uden plads, {listed(reason)}: {listed(names)}."))


def _tabs(workflow: Workflow, place: Place) -> None:
    # What other weights would change is told in places, and a part of the round has none.
    round_ = place.round
    names = list(_DRAWN)[1:]
    if round_.comparable:
        names = [*_DRAWN, _WHAT_IF]
    # Only the open one is drawn: nine figures at once would make every change wait.
    for name, tab in zip(names, st.tabs(names, key=TAB, on_change="rerun"), strict=True):
        if tab.open:
            with tab:
                _fill(workflow, place, name)


def _fill(workflow: Workflow, place: Place, name: str) -> None:
    if name == _WHAT_IF:
        what_if.show(workflow, place)
    else:
        _DRAWN[name](place.round)
