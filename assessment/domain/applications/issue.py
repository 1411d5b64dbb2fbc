"""Something about a file that a human should know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """An oddity of a file that was read all the same; `code` is stable, `message` Danish."""

    code: str
    message: str
