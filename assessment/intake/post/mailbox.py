"""A mailbox export (mbox): messages one after the other, each behind a line of its own (RFC 4155)."""

from __future__ import annotations

import re

from assessment.domain.applications.delivery import SentFile
from assessment.intake.messages import refusal

MAX_MESSAGES = 5_000
# A sentence can begin with "From" too: the line names a time, and headers follow it.
_LINE = re.compile(rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=>?From |[!-9;-~]+:)")
_EMPTY_LINE_BEFORE = (b"\n\n", b"\n\r\n")


def message_starts(content: bytes) -> list[int]:
    """Return where each message of an export begins; nothing for what is no export."""
    if not content.startswith(b"From "):
        return []
    starts = (mark.start() for mark in _LINE.finditer(content))
    return [at for at in starts if at == 0 or content[at - 3 : at].endswith(_EMPTY_LINE_BEFORE)]


def read(content: bytes) -> list[SentFile]:
    """Cut an export into its messages in their order; raises RefusedFileError where they are too many."""
    starts = message_starts(content)
    if len(starts) > MAX_MESSAGES:
        raise refusal("mailbox_too_many")
    ends = (*starts[1:], len(content))
    return [
        SentFile(f"Mail {number}.eml", content[start:end])
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
