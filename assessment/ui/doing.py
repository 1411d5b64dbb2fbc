"""What a button does, and the one sentence that tells what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from assessment.ui import markup, session
from assessment.ui.components import attempt


@dataclass(frozen=True, slots=True)
class _Said:
    sentence: str
    refused: bool


def do(key: str, action: Callable[[], object], *, done: str, drafts: str = "") -> None:
    """Do what a button asks for, to be told under this key when the page is drawn next.

    Where it is refused the fields keep what was typed; else those whose keys begin with `drafts`
    start anew.
    """
    refusal = attempt(action)
    session.put(f"said_{key}", _Said(refusal or done, refused=refusal is not None))
    if drafts and refusal is None:
        session.forget(drafts)


def say(key: str, sentence: str) -> None:
    """Have something that was done told under this key when the page is drawn next."""
    session.put(f"said_{key}", _Said(sentence, refused=False))


def tell(key: str) -> None:
    """Say once what came of the last button under this key."""
    place = st.container()  # always there, so that what stands below keeps its place and its state
    said = session.value(f"said_{key}")
    if not isinstance(said, _Said):
        return
    session.put(f"said_{key}", None)
    (place.error if said.refused else place.success)(markup.plain(said.sentence))
