"""Waiting for what becomes so in its own time: until it is, and not for a moment alone."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(check: Callable[[], bool], seconds: float) -> bool:
    """Ask until it is so; False where it does not become so in time."""
    deadline = time.monotonic() + seconds
    while not (found := check()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found
