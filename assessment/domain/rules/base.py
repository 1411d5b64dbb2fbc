"""What all models of the scheme share: frozen, no unknown keys, exact numbers, sources."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[
    str, StringConstraints(pattern=r"^\w[\w.\-]*$", max_length=60, strip_whitespace=True)
]


# No exponents: "1e999999999" would be a number too large for any memory.
_EXACT = re.compile(r"[+-]?\d{1,20}(?:[.,]\d{1,20}|/\d{1,20})?")


def exact(value: object) -> Fraction:
    """Return the exact fraction of a quoted decimal or fraction such as "0.25" or "1/3".

    Raises ValueError for anything else, a bare YAML float among them: 0.1 is no exact number.
    """
    if isinstance(value, Fraction):
        return value
    text = value.strip() if isinstance(value, str) else ""
    try:
        if _EXACT.fullmatch(text):
            return Fraction(text.replace(",", "."))
    except ZeroDivisionError:
        pass
    raise ValueError('skal være et tal i anførselstegn, fx "1/3" eller "0.25"')


Exact = Annotated[Fraction, BeforeValidator(exact), PlainSerializer(str, return_type=str)]


class Frozen(BaseModel):
    """A value of the rule file: never changed after reading, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Citation(Frozen):
    """Where a published rule stands: one of the scheme's documents and the part of it."""

    document: Identifier
    section: Text


class InternalDecision(Frozen):
    """Who set a value that no published document gives, when and why."""

    by: Text
    on: date
    reason: Text
