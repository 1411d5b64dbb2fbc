"""Callbacks that are overtaken: carried out whole, one after the other."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from assessment.ui.frame import clicks


class Overtaken(SessionState):
    """A session whose callback tells when it has begun, and then waits to be overtaken."""

    def on_script_will_rerun(self, fresh_widget_states, **_):
        done, begun, go_on = fresh_widget_states
        begun.set()
        assert go_on.wait(10)
        done()


@pytest.fixture
def wholly(monkeypatch):
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", clicks._begin)
    clicks.carry_out_whole()


def run(session, stop, done, begun=None, go_on=None):
    """Begin a run of a session as Streamlit does; `stop` says whether a newer one has come."""

    def yielded():
        if stop.is_set():
            raise StopException

    safe = SafeSessionState(session, yielded)
    go_on = go_on or Event()
    if begun is None:
        go_on.set()

    def carried_out():
        try:
            safe.on_script_will_rerun((lambda: done(safe), begun or Event(), go_on))
            safe["after"] = True
        except StopException:
            stopped.append(safe)

    stopped = []
    thread = Thread(target=carried_out)
    thread.start()
    return thread, stopped


@pytest.mark.usefixtures("wholly")
def test_a_callback_that_is_overtaken_still_tells_the_session_what_it_did():
    session, stop, begun, go_on = Overtaken(), Event(), Event(), Event()
    first, stopped = run(session, stop, lambda safe: safe.__setitem__("version", 1), begun, go_on)
    assert begun.wait(10)
    stop.set()
    go_on.set()
    first.join(10)
    assert session["version"] == 1
    # What comes after the callbacks is ended as before.
    assert len(stopped) == 1
    assert "after" not in session


@pytest.mark.usefixtures("wholly")
def test_the_next_one_waits_until_the_one_before_is_done():
    session, stop, begun, go_on = Overtaken(), Event(), Event(), Event()
    order = []
    first, _ = run(session, stop, lambda _: order.append("first"), begun, go_on)
    assert begun.wait(10)
    second, _ = run(session, Event(), lambda _: order.append("second"))
    second.join(0.2)
    assert order == []
    go_on.set()
    first.join(10)
    second.join(10)
    assert order == ["first", "second"]


@pytest.mark.usefixtures("wholly")
def test_a_run_that_was_overtaken_before_it_began_does_nothing():
    stop, done = Event(), []
    stop.set()
    thread, stopped = run(Overtaken(), stop, done.append)
    thread.join(10)
    assert (done, len(stopped)) == ([], 1)


def test_streamlit_by_itself_would_lose_it(monkeypatch):
    """Why this module is there; where this fails, it may go."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", clicks._begin)
    session, stop, begun, go_on = Overtaken(), Event(), Event(), Event()
    first, _ = run(session, stop, lambda safe: safe.__setitem__("version", 1), begun, go_on)
    assert begun.wait(10)
    stop.set()
    go_on.set()
    first.join(10)
    assert "version" not in session
