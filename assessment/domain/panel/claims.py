"""What a login says of somebody."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Claims:
    """Who somebody is according to the login, and until when; `stamp` tells this login from others."""

    issuer: str
    subject: str
    email: str
    name: str
    expires: datetime
    verified: bool
    stamp: str

    def expired(self, now: datetime) -> bool:
        """Whether the login has run out."""
        return self.expires <= now


def claims(token: Mapping[str, object]) -> Claims | None:
    """Read an OpenID token; None where it does not say who, by whom and until when.

    Entra ID has the address in `preferred_username` and says nothing of whether it is verified.
    """
    issuer, subject, expires = token.get("iss"), token.get("sub"), token.get("exp")
    if not (issuer and subject and isinstance(expires, int | float)):
        return None
    return Claims(
        issuer=str(issuer),
        subject=str(subject),
        email=str(token.get("email") or token.get("preferred_username") or "").strip(),
        name=str(token.get("name") or ""),
        expires=datetime.fromtimestamp(expires, UTC),
        verified=str(token.get("email_verified", True)).casefold() == "true",
        stamp=_stamp(token),
    )


def _stamp(token: Mapping[str, object]) -> str:
    told = [token.get(name) for name in ("iss", "sub", "iat", "exp", "nonce", "sid", "jti")]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()
