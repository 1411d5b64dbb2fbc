"""What we use of Streamlit's insides, for it has no public way to it (as of 1.67).

Each place has two tests: that ours still does what it is for, and that Streamlit by itself still does
not. Where a new version of Streamlit fails the first, mend the place that the test names; where it
fails the second, Streamlit does it by itself, and the place and its tests may go.
"""

from __future__ import annotations

import re
from functools import partial
from importlib.metadata import version

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest, local_script_runner

from assessment.ui.frame import clicks
from tests import builders

# --- ui/frame/clicks.py: a click is carried out to its end ----------------------------------------
# That it is and that Streamlit by itself would not do it is in tests/unit/ui/frame/test_clicks.py.


def _button():
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    def note():
        asks = get_script_run_ctx().session_state._yield_callback
        st.session_state["asks"] = asks.__module__

    st.button("Gem", key="save", on_click=note)


def test_streamlit_runs_callbacks_where_they_are_held_together(monkeypatch):
    """Where this fails, see in Streamlit's `script_runner.py` what runs callbacks now, and which of
    its fields ends an overtaken run: `clicks.carry_out_whole` must wrap the one and still the other."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", clicks._begin)
    clicks.carry_out_whole()
    app = AppTest.from_function(_button).run()

    app.button(key="save").click().run()

    assert app.session_state["asks"] == clicks.__name__


# --- ui/session.py: a choice stays on the browser's way back --------------------------------------


def _choice(brings):
    import streamlit as st

    from assessment.ui import session

    session.arrive("side")
    if brings:
        session.bring("runde")
    st.selectbox("Runde", ["a", "b"], index=None, key="runde", bind="query-params")
    session.carry("runde")


def back_to_an_address_without_it(monkeypatch, *, brings):
    """What a field holds that was set to "b" after the address one goes back to was left."""
    app = AppTest.from_function(_choice, args=(brings,)).run()
    app.selectbox(key="runde").select("b").run()
    going_back = partial(RerunData, is_history_navigation=True)
    monkeypatch.setattr(local_script_runner, "RerunData", going_back)
    return app.run().selectbox(key="runde").value


def test_a_choice_stays_on_the_browsers_way_back(monkeypatch):
    """Where this fails, see in Streamlit's `session_state.py` (`bind_widget` and what calls it) how an
    address is put into a field when somebody goes back: `session.bring` must come before it."""
    assert back_to_an_address_without_it(monkeypatch, brings=True) == "b"


def test_streamlit_by_itself_would_empty_it(monkeypatch):
    """Where this fails, `session.bring` need not ask for `is_history_navigation` any more."""
    assert back_to_an_address_without_it(monkeypatch, brings=False) is None


# --- requirements.in: the versions that were looked into -------------------------------------------


@pytest.mark.parametrize("file", ["requirements.in", "requirements.txt"])
@pytest.mark.parametrize("package", ["streamlit", "typer"])
def test_what_we_use_the_insides_of_is_pinned(file, package):
    lines = (builders.ROOT / file).read_text("utf-8").splitlines()
    (pinned,) = [line.split()[0] for line in lines if re.match(rf"{package}\b(?!-)", line)]
    assert pinned == f"{package}=={version(package)}"
