"""What can be recommended and decided for an applicant."""

from __future__ import annotations

from enum import StrEnum


class Award(StrEnum):
    """What is recommended for an applicant (DOMAIN.md 4d)."""

    GRANT = "tilsagn"
    RESERVE = "reserve"
    REFUSAL = "afslag"
    DISMISSAL = "afvisning"
