"""Saving what two people can edit: nobody overwrites another unseen, and nothing typed is lost.

A page opens an `Edit` of what the database holds, draws its fields with the edit's keys and starting
values, saves in the fields' `on_change`, and ends with `told` below them:

    edit = saving.edit(key, saved)
    save = partial(_save, workflow, …, edit)  # calls saving.save(edit, action) or saving.keep(edit)
    st.text_area("Begrundelse", edit.text("reason"), key=edit.field("reason"), on_change=save)
    if not saving.told(edit, saved, save): st.caption("Gemt …")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from assessment.domain.applications.personal import mask
from assessment.domain.words.wording import date_time
from assessment.errors import AssessmentError, ConflictError
from assessment.ui import markup, session
from assessment.workflow.core import Versioned

Fields = Mapping[str, object]
"""What the fields of a screen hold, by their names."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Something as the database holds it, and as its fields show it; version 0 is nothing yet.

    `what` and `text` tell it to somebody whose own version conflicts with it: "opfyldt" and why.
    """

    version: int
    fields: Fields
    what: str = ""
    text: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that this session edits: from which version, and what of it is not saved.

    `draft` is what the fields hold where that is not saved, `problem` why it was refused.
    """

    key: str
    version: int
    start: Fields
    generation: int = 0
    draft: Fields | None = None
    problem: str = ""
    conflict: bool = False

    def field(self, name: str) -> str:
        """The key of a field's widget; another one once the field shows what somebody else saved."""
        later = f"_{self.generation}" if self.generation else ""
        return f"{self.key}_{name}{later}"

    def value(self, name: str) -> object:
        """What a field is to start with: its draft, else what is saved."""
        return (self.start if self.draft is None else self.draft).get(name)

    def text(self, name: str) -> str:
        """What a field of text is to start with."""
        return str(self.value(name) or "")

    def held(self, name: str) -> object:
        """What a field holds now."""
        return session.value(self.field(name), self.value(name))

    def held_text(self, name: str) -> str:
        """The text that a field holds now."""
        return str(self.held(name) or "")


def edit(key: str, saved: Saved) -> Edit:
    """Open something for editing, with what this session has not saved of it.

    Where somebody else has saved and nothing of one's own waits, the fields show what is new.
    """
    known = session.value(_key(key))
    if not isinstance(known, Edit):
        known = Edit(key, saved.version, saved.fields)
    elif known.version == saved.version:
        known = replace(known, start=saved.fields)
    elif known.draft is None:
        known = Edit(key, saved.version, saved.fields, known.generation + 1)
    elif not known.conflict:
        who = saved.by or "En anden"
        sentence = (
            f"{who} har gemt, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå."
        )
        known = replace(known, problem=sentence, conflict=True)
    return _put(known)


def save(opened: Edit, action: Callable[[int], Versioned]) -> None:
    """Save what the fields hold; where that is refused it stays in them, with the reason.

    `action` takes the version that the screen is edited from and gives back what it saved.
    """
    known = _held(opened)
    try:
        made = action(known.version)
    except ConflictError as conflict:
        _put(replace(known, problem=str(conflict), conflict=True))
    except AssessmentError as refusal:
        _put(replace(known, problem=str(refusal), conflict=False))
    else:
        _put(Edit(known.key, made.version, known.start, known.generation))


def keep(opened: Edit) -> None:
    """Keep what the fields hold for later, since it cannot be saved yet."""
    _put(replace(_held(opened), problem="", conflict=False))


def told(opened: Edit, saved: Saved, again: Callable[[], None]) -> bool:
    """Say what keeps the fields from being saved, and let a conflict be settled; False where nothing does.

    `again` saves what the fields hold. A CPR-like number in them keeps nothing from being saved, but
    whoever typed it is told that it is masked.
    """
    if not opened.problem:
        if any(_personal(opened.held(name)) for name in opened.start):
            st.warning(_MASKED)
        return False
    if not opened.conflict:
        st.error(markup.plain(opened.problem))
        return True
    st.warning(markup.plain(opened.problem))
    with st.container(border=True):
        when = date_time(saved.at) if saved.at else ""
        head = ", ".join(part for part in (saved.by, when) if part)
        st.markdown(markup.plain(f"{head}: {saved.what}"))
        if saved.text:
            st.html(f'<div class="reading">{markup.paragraphs(saved.text)}</div>')
    with st.container(horizontal=True):
        st.button(
            "Behold mit",
            key=f"{opened.key}_keep_mine",
            on_click=_keep_mine,
            args=(opened, saved.version, again),
        )
        st.button(
            "Brug det andet",
            key=f"{opened.key}_take_theirs",
            on_click=_take_theirs,
            args=(opened, saved),
        )
    return True


_MASKED = (
    "Teksten rummer et tal, der ligner et CPR-nummer. Det bliver skjult i alle dokumenter. Skriv hellere "
    "teksten uden det."
)


def _personal(value: object) -> bool:
    return isinstance(value, str) and mask(value) != value


def unsaved(key: str, words: Callable[[Fields], str]) -> None:
    """Where the fields can no longer be drawn, show what was typed and refused, to be copied.

    `words` tells it as text; "" where there is nothing worth keeping.
    """
    known = session.value(_key(key))
    if not isinstance(known, Edit) or known.draft is None:
        return
    text = words(known.draft)
    if not text.strip():
        return
    st.error(markup.plain(f"{known.problem} Det, du skrev, er ikke gemt:".strip()))
    st.code(text, language=None, wrap_lines=True)
    st.button("Slet kladden", key=f"{key}_drop", on_click=session.put, args=(_key(key), None))


def waits(key: str) -> bool:
    """Whether something was typed that is not saved."""
    known = session.value(_key(key))
    return isinstance(known, Edit) and known.draft is not None


def _keep_mine(opened: Edit, version: int, again: Callable[[], None]) -> None:
    _put(replace(_held(opened), version=version, conflict=False))
    again()


def _take_theirs(opened: Edit, saved: Saved) -> None:
    _put(Edit(opened.key, saved.version, saved.fields, opened.generation + 1))


def _held(opened: Edit) -> Edit:
    """The edit as the session has it now, with what its fields hold as a draft."""
    known = session.value(_key(opened.key))
    known = known if isinstance(known, Edit) else opened
    return replace(known, draft={name: opened.held(name) for name in known.start})


def _put(known: Edit) -> Edit:
    session.put(_key(known.key), known)
    return known


def _key(key: str) -> str:
    return f"edit_{key}"


def prepare(key: str, fields: Fields) -> None:
    """Lay out something new as a draft, to be looked at and saved where it is edited."""
    known = session.value(_key(key))
    generation = known.generation + 1 if isinstance(known, Edit) else 0
    _put(Edit(key, 0, fields, generation, draft=fields))


def draft(key: str) -> Fields | None:
    """What this session has typed of something and not saved, None where there is nothing."""
    known = session.value(_key(key))
    return known.draft if isinstance(known, Edit) else None


def drop(opened: Edit) -> None:
    """Forget what was typed; the fields show again what they began with."""
    _put(Edit(opened.key, opened.version, opened.start, opened.generation + 1))


def discard(key: str) -> None:
    """Forget what was typed under a key: it is saved in another way."""
    session.put(_key(key), None)
