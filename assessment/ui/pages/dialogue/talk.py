"""What every part of the page for the dialogue looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import streamlit as st

from assessment.domain.correspondence.dialogue import Exchange
from assessment.domain.panel.access import Act, may
from assessment.domain.words.wording import COPENHAGEN, local
from assessment.ui import saving
from assessment.ui.components import Place
from assessment.ui.saving import Edit
from assessment.workflow.core import Workflow


@dataclass(frozen=True, slots=True)
class Talk:
    """The dialogue of a round, as somebody looks at it at one moment."""

    workflow: Workflow
    place: Place
    now: datetime

    @property
    def names(self) -> Mapping[int, str]:
        """The applicants by the ids of their applications."""
        round_ = self.place.round
        return {case.id: case.name for case in (*round_.cases, *round_.set_aside)}

    def key(self, what: str, made: Exchange) -> str:
        """The key under which whoever looks edits something of an exchange."""
        return f"{what}_{made.id}_{self.place.person.id}"

    def may(self, act: Act) -> bool:
        """Whether whoever looks may do something to the round now."""
        return may(self.place.person, act, self.place.round.phase)


def moment(label: str, edit: Edit, name: str, note: str | None = None) -> None:
    """Let a date and a time of day be chosen, in Danish time; it may be left empty."""
    start = _aware(edit.value(name))
    st.datetime_input(
        label,
        value=local(start).replace(tzinfo=None) if start else None,
        key=edit.field(name),
        format="DD.MM.YYYY",
        step=timedelta(minutes=15),
        help=note,
        on_change=partial(saving.keep, edit),
    )


def chosen(edit: Edit, name: str) -> datetime | None:
    """The moment that such a field holds."""
    return _aware(edit.held(name))


def _aware(value: object) -> datetime | None:
    """A moment from a field or a draft, with its zone."""
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=COPENHAGEN)


def area(label: str, edit: Edit, name: str, *, note: str | None = None, height: int = 130) -> None:
    """Let a text be written, kept as it is typed."""
    with st.container(key=f"autosave_{edit.field(name)}"):
        st.text_area(
            label,
            edit.text(name),
            key=edit.field(name),
            help=note,
            height=height,
            on_change=partial(saving.keep, edit),
        )


def line(label: str, edit: Edit, name: str, *, note: str | None = None) -> None:
    """Let a line be written, kept once it is left."""
    st.text_input(
        label,
        edit.text(name),
        key=edit.field(name),
        help=note,
        on_change=partial(saving.keep, edit),
    )
