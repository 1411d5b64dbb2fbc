"""A message as Outlook saves it (.msg): who, when, its text and what is attached to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from assessment.domain.applications.delivery import SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue
from assessment.intake.messages import issue, refusal
from assessment.intake.post import message as internet
from assessment.intake.post.compound import CompoundError, Storage, read_compound, write_compound
from assessment.intake.post.letter import LONGEST_BODY, Letter, addressee
from assessment.intake.post.mapi import PROPERTIES, MapiObject, outlook_message
from assessment.intake.post.markup import markup_text
from assessment.intake.post.mime import Part, read_message
from assessment.intake.post.names import clean_name, title_as_name
from assessment.intake.post.received import received, trusted_time
from assessment.intake.post.rtf import rtf_text, unpacked_rtf
from assessment.intake.post.text import as_text, tidy

# Property numbers by their names in MS-OXPROPS.
_CLASS, _SUBJECT, _HEADERS = 0x001A, 0x0037, 0x007D
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_SENDERS = ((0x0042, (0x5D02, 0x0065)), (0x0C1A, (0x5D01, 0x0C1F)))
_DISPLAY_NAME, _ADDRESS, _INTERNET_ADDRESS = 0x3001, 0x3003, 0x39FE
_DATA, _EXTENSION, _SHORT_NAME, _METHOD, _LONG_NAME = 0x3701, 0x3703, 0x3704, 0x3705, 0x3707
_INNER = "__substg1.0_3701000D"
_RECIPIENTS, _ATTACHMENTS = "__recip_version1.0_#", "__attach_version1.0_#"
_MOST_RECIPIENTS = 200
_LINKS = {2, 3, 4, 7}
_SIGNED = "IPM.NOTE.SMIME.MULTIPARTSIGNED"
_SEALED = ("IPM.NOTE.SMIME", "IPM.NOTE.RPMSG", "IPM.NOTE.MICROSOFT.RPMSG")
_BY_OUTLOOK = "Outlooks leveringstid (PR_MESSAGE_DELIVERY_TIME)"


def read(content: bytes, mailboxes: Collection[str] = ()) -> Letter:
    """Read a message; `mailboxes` are the receiver's own addresses.

    A message attached to it becomes a .msg file of its own among the files. Raises RefusedFileError
    where the bytes are no Outlook message that can be opened.
    """
    try:
        root = read_compound(content)
    except CompoundError as error:
        raise refusal("mail_damaged") from error
    if PROPERTIES not in root.streams:
        raise refusal("mail_damaged")
    message = outlook_message(root)
    body = _body(message)
    issues = [issue("mail_long")] if len(body) > LONGEST_BODY else []
    files = list(_files(message, issues))
    letter = Letter(_envelope(message, body, mailboxes), tuple(files), tuple(issues))
    return _unsealed(letter, message.text(_CLASS).upper())


def _envelope(message: MapiObject, body: str, mailboxes: Collection[str]) -> Envelope:
    headers = _internet_headers(message)
    at, by = message.time(_DELIVERED), _BY_OUTLOOK
    if at is None:
        at, by = received(headers.all("received"), mailboxes)
    sender = _sender(message)
    dates = (trusted_time(value) for value in headers.all("date"))
    return Envelope(
        sender=sender if "@" in sender else internet.sender(headers) or sender,
        subject=_line(message, _SUBJECT),
        sent=message.time(_SUBMITTED) or next(dates, None),
        received=at,
        received_by=by,
        recipients=tuple(_recipients(message)),
        body=body[:LONGEST_BODY],
    )


def _internet_headers(message: MapiObject) -> Part:
    """Return the headers that it came with over the internet, none for one sent within the house."""
    headers = message.text(_HEADERS).removeprefix("Microsoft Mail Internet Headers Version 2.0")
    return read_message(headers.encode("utf-8", "replace"))


def _line(thing: MapiObject, number: int) -> str:
    return " ".join(tidy(thing.text(number), LONGEST_BODY).split())


def _person(thing: MapiObject, name: int, addresses: Iterable[int]) -> str:
    """Write somebody with the first address that is one: Exchange has names for its own people."""
    written = (_line(thing, number) for number in addresses)
    return addressee(_line(thing, name), next((each for each in written if "@" in each), ""))


def _sender(message: MapiObject) -> str:
    people = (_person(message, name, addresses) for name, addresses in _SENDERS)
    return next((each for each in people if each), "")


def _recipients(message: MapiObject) -> list[str]:
    parts = islice(message.parts(_RECIPIENTS), _MOST_RECIPIENTS)
    people = (_person(each, _DISPLAY_NAME, (_INTERNET_ADDRESS, _ADDRESS)) for each in parts)
    return list(dict.fromkeys(each for each in people if each))


def _body(message: MapiObject) -> str:
    """Return the text, from the plainest form of it that there is."""
    plain = tidy(message.text(_BODY), LONGEST_BODY + 1)
    if plain:
        return plain
    markup = message.text(_HTML) or as_text(message.data(_HTML) or b"", message.charset())
    return markup_text(markup) or rtf_text(unpacked_rtf(message.data(_RTF) or b""))


def _files(message: MapiObject, issues: list[Issue]) -> Iterator[SentFile]:
    for number, attachment in enumerate(message.parts(_ATTACHMENTS), start=1):
        name, content = _name(attachment, number), attachment.data(_DATA)
        if inner := attachment.inner(_INNER):
            name, content = _name_of_inner(attachment, inner), _file_of(inner)
        if content is not None:
            yield SentFile(name, content)
        if content is None or content.startswith(internet.PARCEL_MARK):
            code = "mail_winmail" if content else _why_without_content(attachment)
            issues.append(issue(code, name=name))


def _name(attachment: MapiObject, number: int) -> str:
    names = (_line(attachment, each) for each in (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME))
    default = f"vedhæftning-{number}{_line(attachment, _EXTENSION).lower()}"
    return clean_name(next((each for each in names if each), ""), default)


def _name_of_inner(attachment: MapiObject, inner: Storage) -> str:
    title = _line(attachment, _DISPLAY_NAME) or _line(outlook_message(inner), _SUBJECT)
    return title_as_name(title, ".msg", internet.UNNAMED)


def _file_of(inner: Storage) -> bytes | None:
    try:
        return write_compound(inner)
    except CompoundError:
        return None


def _why_without_content(attachment: MapiObject) -> str:
    return "attachment_linked" if attachment.number(_METHOD) in _LINKS else "attachment_inside"


def _unsealed(letter: Letter, kind: str) -> Letter:
    """Open a signed message, which Outlook keeps whole in one attachment; name one that is encrypted."""
    if not kind.startswith(_SEALED):
        return letter
    if not kind.startswith(_SIGNED) or len(letter.files) != 1:
        return replace(letter, issues=(*letter.issues, issue("mail_encrypted")))
    inner = internet.read(letter.files[0].content)
    envelope = replace(letter.envelope, body=letter.envelope.body or inner.envelope.body)
    return Letter(envelope, inner.files, (*letter.issues, *inner.issues))
