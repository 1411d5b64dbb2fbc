"""What if something were otherwise: other weights, a reviewer less, a point more, another number.

All of it stands beside the official result, which nothing here can touch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import lcm

import streamlit as st

from assessment import figures, tables
from assessment.domain.panel.access import Act, may
from assessment.domain.ranking.cut import cut_sentences, weights_words
from assessment.domain.ranking.robustness import robustness
from assessment.domain.ranking.scenario import (
    Change,
    Scenario,
    beyond_scale,
    described,
    is_official,
)
from assessment.domain.ranking.what_if import Outcome, differences, moved, outcome, weights_of
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.words.wording import date_time, decimal, listed
from assessment.ui import markup, session
from assessment.ui.components import Place, attempt, drawing, table
from assessment.workflow import scenarios
from assessment.workflow.core import Workflow
from assessment.workflow.gallery import Drawing

_KEY = "what_if_"
_WITHOUT, _PLACES, _FLOOR, _WHO, _CHANGE, _STEP, _NAME, _PROBLEM = (
    f"{_KEY}{name}"
    for name in ("without", "places", "floor", "who", "change", "step", "name", "problem")
)
_NOBODY = "ingen"
_STEPS = {"et point lavere": -1, "som givet": 0, "et point højere": 1}
_MOST_PARTS = 100
_FLOORS = [None, *(Fraction(quarters, 4) for quarters in range(4, 20))]


def show(workflow: Workflow, place: Place) -> None:
    """Draw the controls, what they would change, and the scenarios that were saved."""
    round_ = place.round
    st.caption("Prøv noget andet. De officielle vægte og rangeringen ovenfor ændres ikke.")
    _controls(round_)
    made = _asked(round_)
    st.button(
        "Tilbage til de officielle vægte",
        icon=":material/undo:",
        on_click=_reset,
        help="Nulstiller også bedømmer, point, antal og grænse.",
        disabled=made is not None and is_official(made, round_.scheme),
        key="official_weights",
    )
    if made is None:
        st.warning("Mindst én vægt skal være over 0.")
        return
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        _result(round_, made)
    _saved(workflow, place, made)


def _controls(round_: RoundCases) -> None:
    columns = st.columns(len(round_.scheme.criteria))
    for criterion, column in zip(round_.scheme.criteria, columns, strict=True):
        key = f"{_KEY}{criterion.id}"
        session.put_default(key, _official_parts(round_)[criterion.id])
        title = f"{criterion.title} (andele)"
        column.slider(title, 0, _MOST_PARTS, key=key, persist_state="session")
    left, right = st.columns(2, gap="large")
    with left:
        names = sorted({each.reviewer.name for case in round_.cases for each in case.submitted})
        st.selectbox("Uden bedømmer", [_NOBODY, *names], key=_WITHOUT, persist_state="session")
        _one_point(round_)
    with right:
        session.put_default(_PLACES, round_.round.select.max)
        st.number_input("Antal, der udvælges", 1, 1000, key=_PLACES, persist_state="session")
        st.selectbox(
            "Mindste total for at kunne udvælges",
            _FLOORS,
            format_func=lambda least: "ingen grænse" if least is None else decimal(least),
            key=_FLOOR,
            persist_state="session",
        )


def _one_point(round_: RoundCases) -> None:
    """Ask for one score a point higher or lower: first whose, then which, then how."""
    cases = [case for case in round_.cases if case.submitted and not case.screening.unmet]
    names = {case.id: case.name for case in cases}
    who = st.selectbox(
        "Ét point anderledes for",
        [0, *names],
        format_func=lambda number: names.get(number, _NOBODY),
        key=_WHO,
        persist_state="session",
    )
    if not who:
        return
    case = round_.case(who)
    given = _given(case)
    left, right = st.columns(2)
    left.selectbox(
        "Point",
        list(given),
        format_func=given.__getitem__,
        key=f"{_CHANGE}_{who}",
        persist_state="session",
    )
    key = f"{_STEP}_{who}"
    right.radio("Ændres til", list(_STEPS), index=1, key=key, persist_state="session")
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        beyond = _beyond(case)
        if beyond:
            st.caption(markup.plain(beyond))


def _beyond(case: Case) -> str:
    """Why the point asked for cannot be given; "" where it can, or none is asked for."""
    made = _change()
    reviews = {each.reviewer.name: each for each in case.submitted}
    if made is None or made.reviewer not in reviews:
        return ""
    points = reviews[made.reviewer].score(made.aspect).points
    return "" if points is None else beyond_scale(made, points, case.name)


def _asked(round_: RoundCases) -> Scenario | None:
    """What the controls hold now, also before they are drawn; None where all weights are 0."""
    official = _official_parts(round_)
    parts = {key: session.whole(f"{_KEY}{key}") for key in official}
    moved_ = {key: official[key] if part is None else part for key, part in parts.items()}
    weights = round_.scheme.weights if moved_ == official else weights_of(moved_)
    if weights is None:
        return None
    without, floor = session.text(_WITHOUT, _NOBODY), session.value(_FLOOR)
    places = session.whole(_PLACES)
    return Scenario(
        round_.round.id,
        session.text(_NAME),
        weights,
        without="" if without == _NOBODY else without,
        change=_change(),
        floor=floor if isinstance(floor, Fraction) else None,
        places=None if places == round_.round.select.max else places,
        at=round_.round.deadline,  # set anew where it is saved
    )


def _official_parts(round_: RoundCases) -> dict[str, int]:
    return {key: round(weight * 100) for key, weight in round_.scheme.weights.items()}


def _parts(weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Weights as the smallest whole parts that give them, rounded where those are more than a slider has."""
    scale = Fraction(lcm(*(weight.denominator for weight in weights.values())))
    scale = min(scale, _MOST_PARTS / max(weights.values()))
    return {key: round(weight * scale) for key, weight in weights.items()}


def _change() -> Change | None:
    who = session.whole(_WHO)
    if not who:
        return None
    reviewer, _, aspect = session.text(f"{_CHANGE}_{who}").rpartition("|")
    step = _STEPS.get(session.text(f"{_STEP}_{who}"), 0)
    return Change(who, reviewer, aspect, step) if step and aspect else None


def _given(case: Case) -> dict[str, str]:
    """Each score of an application by reviewer and aspect, in words."""
    return {
        f"{review.reviewer.name}|{aspect.id}": f"{aspect.id}, {review.reviewer.name}: {points}"
        for aspect in case.scheme.aspects
        for review in case.submitted
        if (points := review.score(aspect.id).points) is not None
    }


def _result(round_: RoundCases, made: Scenario) -> None:
    scheme, other = round_.scheme, _outcome(round_, made)
    st.markdown(f"Vægte her: {weights_words(scheme, made.weights)}.")
    for line in differences(round_.ranking, other):
        st.markdown(f"**{markup.plain(line)}**")
    changes = moved(round_.ranking, other)
    if changes:
        table(tables.moves(changes))
    else:
        st.markdown("Ingen pladser ændres.")
    if other.below:
        st.markdown(markup.plain(f"Under den mindste total: {listed(other.below)}."))
    if other.own_points:
        st.caption(
            markup.plain(
                f"Regnet på bedømmernes egne point og ikke på det, de er enedes om: {listed(other.own_points)}."
            )
        )
    settled = robustness(other.ranking, scheme).ranking
    for line in cut_sentences(settled, scheme):
        st.markdown(markup.plain(line))
    drawing(
        Drawing(
            "what_if",
            figures.contributions(settled, scheme),
            "Rangeringen, som den ville være.",
            tables.ranking(settled, scheme),
        )
    )


def _outcome(round_: RoundCases, made: Scenario) -> Outcome:
    return outcome(
        made, (case.candidate for case in round_.cases), round_.scheme, round_.round.select
    )


def _saved(workflow: Workflow, place: Place, made: Scenario) -> None:
    """The scenarios with a name, what each changes, and for the lead a way to save this one."""
    st.subheader("Gemte scenarier")
    known = scenarios.scenarios(workflow, place.round.round.id, place.person)
    for each in known:
        _one(workflow, place, each)
    if not known:
        st.caption("Der er ingen endnu.")
    if not may(place.person, Act.SAVE_SCENARIO, place.round.phase):
        return
    problem = session.text(_PROBLEM)
    if problem:
        st.error(markup.plain(problem))
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    left.text_input(
        "Gem det, du ser her, under navnet", key=_NAME, persist_state="session", max_chars=80
    )
    right.button(
        "Gem over det gamle" if _version(known, made) else "Gem scenariet",
        key="save_scenario",
        on_click=partial(_save, workflow, place, known),
        width="stretch",
    )


def _one(workflow: Workflow, place: Place, saved: Scenario) -> None:
    changed = " ".join(differences(place.round.ranking, _outcome(place.round, saved)))
    with st.container(border=True, key=f"scenario_{saved.name}"):
        st.markdown(f"**{markup.plain(saved.name)}:** {markup.plain(changed)}")
        told = f"{described(saved, place.round.scheme)}. Gemt af {saved.by}, {date_time(saved.at)}."
        st.caption(markup.plain(f"{told[:1].upper()}{told[1:]}"))
        with st.container(horizontal=True):
            st.button("Vis", key=f"show_{saved.name}", on_click=_load, args=(place.round, saved))
            if may(place.person, Act.SAVE_SCENARIO, place.round.phase):
                st.button(
                    "Slet",
                    key=f"forget_{saved.name}",
                    on_click=partial(_forget, workflow, place, saved),
                )


def _version(known: Sequence[Scenario], made: Scenario) -> int:
    """The version that is saved under the name, 0 where there is none."""
    return next((each.version for each in known if each.name == made.name.strip()), 0)


def _save(workflow: Workflow, place: Place, known: Sequence[Scenario]) -> None:
    # What the controls hold now: the last run may have been overtaken before it drew the button,
    # and a name that was typed just before it was pressed is another than the one it was drawn for.
    made = _asked(place.round)
    if made:
        version = _version(known, made)
        problem = attempt(lambda: scenarios.save(workflow, made, by=place.person, expected=version))
        session.put(_PROBLEM, problem)


def _forget(workflow: Workflow, place: Place, saved: Scenario) -> None:
    problem = attempt(
        lambda: scenarios.forget(
            workflow, saved.round, saved.name, by=place.person, expected=saved.version
        )
    )
    session.put(_PROBLEM, problem)


def _reset() -> None:
    """Set all controls to the official result, but keep the name that somebody has typed."""
    name = session.text(_NAME)
    session.forget(_KEY)
    session.put(_NAME, name)


def _load(round_: RoundCases, saved: Scenario) -> None:
    """Set the controls to what was saved."""
    session.forget(_KEY)
    if saved.weights != round_.scheme.weights:
        for key, part in _parts(saved.weights).items():
            session.put(f"{_KEY}{key}", part)
    session.put(_WITHOUT, saved.without or _NOBODY)
    session.put(_PLACES, saved.places or round_.round.select.max)
    session.put(_FLOOR, saved.floor if saved.floor in _FLOORS else None)
    session.put(_NAME, saved.name)
    if saved.change:
        change = saved.change
        session.put(_WHO, change.application)
        session.put(f"{_CHANGE}_{change.application}", f"{change.reviewer}|{change.aspect}")
        step = next(words for words, step in _STEPS.items() if step == change.step)
        session.put(f"{_STEP}_{change.application}", step)
