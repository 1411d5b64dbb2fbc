"""What a click or a typed text sets off is carried out to its end, however soon the next one comes.

Streamlit ends a run that was overtaken at its next look into the session's state, in the middle of a
callback too. What the callback had saved by then stays saved without the session knowing of it, and
the next save is taken for another person's; or it is not saved at all and nobody is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Lock
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

# Overtaking runs of one session wait for each other here; that two sessions share a turn at times
# costs them a moment. The state itself takes no lock and no weak reference.
_TURNS = tuple(Lock() for _ in range(1024))
_begin = SafeSessionState.on_script_will_rerun


def carry_out_whole() -> None:
    """Let every callback of this server run to its end, one after the other in each session."""
    SafeSessionState.on_script_will_rerun = _wholly(_begin)  # type: ignore[method-assign]


def _wholly(begin: Callable[..., None]) -> Callable[..., None]:
    @wraps(begin)
    def begun(state: SafeSessionState, *asked: Any, **named: Any) -> None:  # noqa: ANN401 - passed on
        with _TURNS[id(state._state) // 64 % len(_TURNS)]:  # noqa: SLF001 - see above
            # Overtaken before it began: what is newer brings all values along.
            state._yield_callback()  # noqa: SLF001 - see above
            with _uninterrupted(state):
                begin(state, *asked, **named)

    return begun


@contextmanager
def _uninterrupted(state: SafeSessionState) -> Iterator[None]:
    asked = state._yield_callback  # noqa: SLF001 - see above
    object.__setattr__(state, "_yield_callback", lambda: None)
    try:
        yield
    finally:
        object.__setattr__(state, "_yield_callback", asked)
