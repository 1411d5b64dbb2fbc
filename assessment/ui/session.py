"""The sole user of `st.session_state`: who works, with which round and application, and drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st
from streamlit import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

from assessment import bootstrap
from assessment.domain.applications.delivery import Receipt
from assessment.domain.checking.screening import Passage
from assessment.domain.panel.claims import Claims
from assessment.domain.panel.claims import claims as read_claims
from assessment.domain.panel.people import Person
from assessment.workflow import people
from assessment.workflow.core import Workflow

ROUND, PERSON, APPLICATION = "runde", "jeg", "ansoegning"
"""Keys of the three choices; they stand in the address, so that a page can be reloaded."""

COMPARED = "sammenlign"
"""What the address calls the applicants that are compared, by number with commas between."""

DOWNLOADS = "/hent"
"""The address below which files are fetched."""

_PAGES, _RECEIPTS, _SOUGHT, _SIGNED_IN = "pages", "receipts", "sought_passage", "signed_in"
_BEGUN, _PAGE, _ARRIVED = "begun", "page", "arrived"
_ADDRESS = "compared_in_address"
_CARRIED = "carried_"
_DIGITS = 9
"""Digits of an application's number at most, as far as an address is believed."""
_CHOICES = {ROUND, PERSON, APPLICATION}


@st.cache_resource(show_spinner="Åbner databasen …")
def workflow() -> Workflow:
    """The one installation that all sessions share."""
    opened = bootstrap.workflow(bootstrap.settings())
    bootstrap.workers().warm()  # so that the first file does not wait for them
    return opened


def put_signed_in(person: Person | None) -> None:
    """Keep who is logged in for this run; None on one machine without login."""
    st.session_state[_SIGNED_IN] = person


def signed_in() -> Person | None:
    """Who is logged in, as looked up for this run."""
    person = st.session_state.get(_SIGNED_IN)
    return person if isinstance(person, Person) else None


def claims() -> Claims | None:
    """What the login of this session says; None where nobody is logged in."""
    token = st.user.to_dict()
    return read_claims(token) if token.get("is_logged_in") else None


def left_behind() -> tuple[str, ...] | None:
    """The texts in the fields of a page that another session had drawn; None for a page of this one."""
    context = get_script_run_ctx()
    if context is None or _BEGUN in st.session_state:
        return None
    st.session_state[_BEGUN] = True
    fields = context.session_state.get_widget_states()
    typed = (each for each in fields if user_key_from_element_id(each.id) not in _CHOICES)
    texts = (each.string_value for each in typed if each.HasField("string_value"))
    return tuple(text for text in texts if text.strip()) if fields else None


def file_address(path: str) -> str:
    """The address of a file below `/hent/`; without login it says who asks, as the page's does."""
    asking = "" if signed_in() else f"?{urlencode({PERSON: text(PERSON)})}"
    return f"{DOWNLOADS}/{path}{asking}"


def named(workflow: Workflow) -> Person | None:
    """Who looks without login, before the page is drawn: by the page's choice or its address."""
    name = st.session_state.get(PERSON) or st.query_params.get(PERSON)
    return people.at_this_machine(workflow).get(str(name or ""))


def remember_pages(pages: Mapping[str, Page]) -> None:
    """Keep the pages of this run by name, for links between them."""
    st.session_state[_PAGES] = dict(pages)


def title(page: str) -> str:
    """What the navigation calls a page; "" where there is none of this name."""
    known = st.session_state.get(_PAGES, {}).get(page)
    return known.title if known else ""


def go_to(page: str, application_id: int | None = None) -> NoReturn:
    """Leave for another page, with this application chosen there."""
    if application_id is not None:
        choose_application(application_id)
    # Without query_params Streamlit would clear the address, which it refuses for bound widgets.
    st.switch_page(st.session_state[_PAGES][page], query_params={})


def carry(key: str) -> None:
    """Keep what a field holds that came with the address, for the next page's field of that name.

    Streamlit forgets it where somebody leaves a page that they were led to before they touched anything.
    """
    st.session_state[f"{_CARRIED}{key}"] = st.session_state.get(key)


def bring(key: str, usual: str = "") -> None:
    """Let a field hold what it did on the page that somebody has come from; `usual` it holds anyhow.

    So it does on the browser's way back to an address without it, at which Streamlit would empty it.
    """
    kept, context = st.session_state.get(f"{_CARRIED}{key}"), get_script_run_ctx()
    came = value(_ARRIVED) or (context is not None and context.is_history_navigation)
    if not came or not kept or kept == usual or key in st.query_params:
        return
    st.session_state[key] = kept
    if context is not None:
        context.is_history_navigation = False  # else the address decides, whatever is set here


def choose_application(application_id: int) -> None:
    """Choose an application for this and all other pages."""
    st.session_state[APPLICATION] = application_id


def value(key: str, default: object = None) -> object:
    """What a widget or a draft holds, else the default."""
    return st.session_state.get(key, default)


def text(key: str, default: str = "") -> str:
    """The text that a widget or a draft holds."""
    return str(st.session_state.get(key, default) or "")


def texts(key: str) -> tuple[str, ...]:
    """The texts that a widget with several choices holds."""
    return listed_texts(st.session_state.get(key))


def listed_texts(held: object) -> tuple[str, ...]:
    """The texts in what a widget with several choices holds."""
    return tuple(map(str, held)) if isinstance(held, list | tuple) else ()


def whole(key: str) -> int | None:
    """The whole number that a widget or a counter holds, None where there is none."""
    held = st.session_state.get(key)
    return held if isinstance(held, int) else None


def wholes(key: str) -> tuple[int, ...] | None:
    """The whole numbers that a widget with several choices holds, None before it was drawn."""
    held = st.session_state.get(key)
    return tuple(each for each in held if isinstance(each, int)) if isinstance(held, list) else None


def arrive(path: str) -> None:
    """Keep which page is drawn, and whether somebody has come to it from another."""
    st.session_state[_ARRIVED] = st.session_state.get(_PAGE) != path
    st.session_state[_PAGE] = path


def asked_to_compare() -> tuple[int, ...] | None:
    """The applicants that the address names since it was last kept: by a link, or on the way back.

    It is () where somebody went back to before any were chosen, and None where what is chosen on the
    page counts. What is no number there is told as 0, which no application has.
    """
    named = st.query_params.get(COMPARED)
    # A page that is come to by the navigation has an empty address, which asks for nothing.
    if named == st.session_state.get(_ADDRESS) or (named is None and value(_ARRIVED)):
        return None
    return tuple(
        int(each) if each.isdecimal() and len(each) <= _DIGITS else 0
        for each in (named or "").split(",")
        if each
    )


def keep_compared(applications: Sequence[int], *, usual: bool) -> None:
    """Put the applicants that are compared into the address, for a reload and a link.

    An empty address means the usual ones, and is left so: each change is a step for the browser's
    way back, and one that the page made by itself would lead nowhere but here again.
    """
    named = ",".join(map(str, applications))
    known = st.query_params.get(COMPARED)
    if named != known and not (usual and known is None):
        st.query_params[COMPARED] = named
    st.session_state[_ADDRESS] = st.query_params.get(COMPARED)


def put(key: str, value: object) -> None:
    """Set what a widget or a draft holds; a widget's only before it is drawn."""
    st.session_state[key] = value


def put_default(key: str, value: object) -> None:
    """Set what a widget starts with, once."""
    st.session_state.setdefault(key, value)


def forget(prefix: str) -> None:
    """Drop every draft whose key begins so."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def seek(application_id: int, passage: Passage) -> NoReturn:
    """Leave for an application, to be shown at a passage of it."""
    st.session_state[_SOUGHT] = (application_id, passage)
    go_to("ansoegning", application_id)


def sought(application_id: int) -> Passage | None:
    """The passage that an application is to be shown at, None where nobody asked for one."""
    for_application, passage = st.session_state.get(_SOUGHT, (None, None))
    return passage if for_application == application_id else None


def put_receipts(receipts: Sequence[Receipt]) -> None:
    """Keep what became of the files just sent in, to be shown after the uploader is emptied."""
    st.session_state[_RECEIPTS] = tuple(receipts)


def receipts() -> tuple[Receipt, ...]:
    """What became of the files sent in last."""
    return tuple(st.session_state.get(_RECEIPTS, ()))
