"""When a message came to the receiver's own servers, by the trace that servers leave in it.

Every server puts a Received line on top of those that are there (RFC 5321, 4.4), so the topmost are
the receiver's own and the lower ones are the sender's word. DOMAIN.md A10: receipt decides.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_MOST_LINES = 100
_LONGEST_LINE = 4_000
_DEEPEST_COMMENT = 10
_YEARS = range(1990, 2100)
_WIDEST_OFFSET = timedelta(hours=14)
_ZONE = re.compile(r"\s(?:[+-]\d{4}|UTC?|GMT|Z|[ECMP][SD]T)$", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_FROM = re.compile(r"^\s*from\s+(.*?)(?:\sby\s|;|$)", re.IGNORECASE | re.DOTALL)
_BY = re.compile(r"(?:^|\s)by\s+([^\s;]+)", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+[a-z][a-z-]+(?![\w.-])", re.IGNORECASE)
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
_INSIDE = ("localhost", ".localdomain", ".local", ".internal", ".intern", ".lan", ".corp", ".arpa")


@dataclass(frozen=True, slots=True)
class Hop:
    """One server's line: its name, when it took the message, and whether from outside our domains."""

    by: str
    at: datetime | None
    ours: bool
    from_outside: bool


def received(lines: Iterable[str], mailboxes: Collection[str]) -> tuple[datetime | None, str]:
    """Return when the receiver had the message, in UTC, and in Danish what that rests on.

    `lines` are the values of the Received headers from the top. From the top on, as long as the
    servers belong to the domains of `mailboxes`, the earliest time counts: the receiver's first
    server had it then. That run ends where a server took the message from a stranger, since the
    lines below came with it and can be forged. Where the topmost server belongs to none of the
    domains (a hosted mailbox), the topmost time counts. None and "" where no line has a time that
    can be trusted.
    """
    hops = [_hop(line, _domains(mailboxes)) for line in list(lines)[:_MOST_LINES]]
    own = [hop for hop in _own_run(hops) if hop.at]
    chosen = min(own, key=_time) if own else next((hop for hop in hops if hop.at), None)
    if chosen is None:
        return None, ""
    return chosen.at, f"Received-linjen fra {chosen.by or 'en server uden navn'}"


def trusted_time(value: str) -> datetime | None:
    """Return a header's time in UTC, None where it names no zone (RFC 5322, 3.3 and 4.3) or no such time."""
    bare = _without_comments(value[:_LONGEST_LINE]).strip()
    try:
        parsed = parsedate_tz(bare)
        # The library takes a time without a zone for one in UTC.
        if parsed is None or not _ZONE.search(bare) or parsed[0] not in _YEARS:
            return None
        year, month, day, hour, minute, second = parsed[:6]
        offset = timedelta(seconds=parsed[9] or 0)
        # A leap second is a time, and Python has none.
        at = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(offset))
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return at.astimezone(UTC) if abs(offset) <= _WIDEST_OFFSET else None


def _time(hop: Hop) -> datetime:
    return hop.at or datetime.max.replace(tzinfo=UTC)


def _domains(mailboxes: Collection[str]) -> set[str]:
    domains = (mailbox.rpartition("@")[2].strip(" >").lower() for mailbox in mailboxes)
    return {domain for domain in domains if domain}


def _own_run(hops: Iterable[Hop]) -> Iterator[Hop]:
    for hop in hops:
        if not hop.ours:
            return
        yield hop
        if hop.from_outside:
            return


def _hop(line: str, domains: set[str]) -> Hop:
    whole = " ".join(line[:_LONGEST_LINE].split())
    bare = _without_comments(whole)
    named = _BY.search(bare)
    by = named[1].strip("[].<>\"'").lower() if named else ""
    source = _FROM.match(whole)
    return Hop(by, _stamp(bare), _belongs(by, domains), _foreign(source, domains))


def _without_comments(line: str) -> str:
    for _ in range(_DEEPEST_COMMENT):
        shorter = _COMMENT.sub(" ", line)
        if shorter == line:
            break
        line = shorter
    return line


def _stamp(line: str) -> datetime | None:
    """Return the time behind the last semicolon that has one; others stand in ids and addresses."""
    times = (trusted_time(each) for each in reversed(line.split(";")[1:]))
    return next((each for each in times if each), None)


def _belongs(host: str, domains: set[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _foreign(source: re.Match[str] | None, domains: set[str]) -> bool:
    """Whether a server says that it took the message from a host elsewhere, by name or by address."""
    clause = source[1] if source else ""
    hosts = [host.lower() for host in _HOST.findall(clause)]
    named = [host for host in hosts if not host.endswith(_INSIDE)]
    if named:
        return not all(_belongs(host, domains) for host in named)
    return any(_is_public(address) for address in _IPV4.findall(clause))


def _is_public(address: str) -> bool:
    try:
        return ipaddress.IPv4Address(address).is_global
    except ValueError:
        return False
