"""Writes the messages that some of the sample applications came in, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sample_applications.pdf import pdf

MAILBOX = "cti-demo@sbst.example"
_WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def message(
    *,
    sender: str,
    subject: str,
    body: str,
    sent: datetime,
    received: datetime,
    attachments: Mapping[str, bytes | str],
) -> bytes:
    """A message as the receiving server kept it; a text becomes a PDF, bytes a Word file."""
    made = EmailMessage(policy=SMTP)
    domain = sender.rpartition("@")[2].strip("> ")
    made["Received"] = _stamp(f"mx.{domain}", "mx.sbst.example", received)
    made["Received"] = _stamp("[192.0.2.17]", f"mx.{domain}", sent + timedelta(seconds=4))
    made["From"] = sender
    made["To"] = MAILBOX
    made["Subject"] = subject
    made["Date"] = format_datetime(sent)
    made["Message-ID"] = f"<{sent:%Y%m%d%H%M%S}@{domain}>"
    made.set_content(body, cte="quoted-printable")
    for name, content in attachments.items():
        if isinstance(content, bytes):
            made.add_attachment(content, maintype="application", subtype=_WORD, filename=name)
        else:
            made.add_attachment(pdf(content), maintype="application", subtype="pdf", filename=name)
    made.set_boundary("=_demo")
    return made.as_bytes()


def _stamp(sender: str, receiver: str, moment: datetime) -> str:
    return f"from {sender} by {receiver} with ESMTPS; {format_datetime(moment)}"
