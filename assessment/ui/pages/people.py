"""Everybody who was let in: their roles, whether their access is open, and what each role may do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act, may, refusal
from assessment.domain.panel.people import Person, Role
from assessment.ui import doing, markup, saving, session
from assessment.ui.components import Place, header, table
from assessment.ui.saving import Edit, Saved
from assessment.workflow import people
from assessment.workflow.core import Workflow

TITLE = "Deltagere"

_KEY = "people"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None:
        return
    doing.tell(_KEY)
    everybody = people.everybody(workflow, place.person)
    table(tables.people(everybody))
    if may(place.person, Act.MANAGE_PEOPLE):
        left, right = st.columns(2, gap="large")
        with left:
            _change(workflow, place, everybody)
        with right:
            _add(workflow, place)
    else:
        st.caption(markup.plain(refusal(place.person, Act.MANAGE_PEOPLE) or ""))
    with st.expander("Hvad hver rolle må"):
        st.markdown(
            "Alle med adgang kan se runden og deltagerne. Resten afgøres af rollerne og af rundens "
            "fase; den, der har flere roller, må det, som én af dem må."
        )
        table(tables.permissions())


def _offered(acting: Person, roles: frozenset[Role] = frozenset()) -> list[Role]:
    """The roles that somebody may give or take."""
    kept = {Role.ADMINISTRATOR} & roles
    return [
        role
        for role in Role
        if role is not Role.ADMINISTRATOR or role in kept or acting.has(Role.ADMINISTRATOR)
    ]


def _add(workflow: Workflow, place: Place) -> None:
    st.subheader("Giv en ny adgang")
    st.text_input("Navn, som det står i notater", key="add_name", max_chars=80)
    st.text_input("E-mail, som personen logger ind med", key="add_email")
    st.multiselect("Roller", _offered(place.person), key="add_roles")
    st.button("Giv adgang", key="add_person", on_click=_save_new, args=(workflow, place))


def _save_new(workflow: Workflow, place: Place) -> None:
    name = " ".join(session.text("add_name").split())
    doing.do(
        _KEY,
        lambda: people.add(
            workflow,
            place.person,
            name=name,
            email=session.text("add_email"),
            roles=[Role(each) for each in session.texts("add_roles")],
        ),
        done=f"{name} har fået adgang.",
        drafts="add_",
    )


def _change(workflow: Workflow, place: Place, everybody: Sequence[Person]) -> None:
    st.subheader("Ret en adgang")
    by_id = {each.id: each for each in everybody if each.id != place.person.id}
    chosen = st.selectbox(
        "Deltager",
        list(by_id),
        index=None,
        format_func=lambda each: by_id[each].name,
        placeholder="Vælg deltageren",
        key="change_person",
    )
    if chosen is None:
        st.caption("Din egen adgang kan kun en anden ændre.")
        return
    person = by_id[chosen]
    saved = Saved(
        person.version,
        {"roles": sorted(person.roles), "active": person.active},
        what=people.told(person),
        by="Nu står der",
    )
    edit = saving.edit(f"person_{chosen}", saved)
    keep = partial(saving.keep, edit)
    st.multiselect(
        "Roller",
        _offered(place.person, person.roles),
        edit.value("roles"),
        key=edit.field("roles"),
        on_change=keep,
    )
    st.toggle(
        "Adgangen er åben",
        bool(edit.value("active")),
        key=edit.field("active"),
        on_change=keep,
    )
    st.caption("Det gælder fra personens næste klik.")
    save = partial(_save, workflow, place.person, person, edit)
    st.button("Gem", key="change_save", type="primary", on_click=save)
    saving.told(edit, saved, save)


def _save(workflow: Workflow, by: Person, person: Person, edit: Edit) -> None:
    def changed(version: int) -> Person:
        made = people.change(
            workflow,
            by,
            person.id,
            roles=[Role(each) for each in session.listed_texts(edit.held("roles"))],
            active=bool(edit.held("active")),
            expected=version,
        )
        doing.say(_KEY, f"{made.name} er nu {people.told(made)}.")
        return made

    saving.save(edit, changed)
