"""A message as it travels the internet (.eml): who, when, its text and what is attached to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import getaddresses
from itertools import islice

from assessment.domain.applications.delivery import SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue
from assessment.intake.messages import issue, refusal
from assessment.intake.post.letter import LONGEST_BODY, Letter, addressee
from assessment.intake.post.markup import markup_text
from assessment.intake.post.mime import Part, read_message
from assessment.intake.post.names import clean_name, extension, title_as_name
from assessment.intake.post.received import received, trusted_time
from assessment.intake.post.text import header_text, tidy

MAX_PARTS = 1_000
MAX_DEPTH = 10
_MOST_ADDRESSES = 200
_LONGEST_ADDRESSES = 64_000
_LONGEST_HEAD = 64_000
_MESSAGES = {"message/rfc822", "message/global"}
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_RIGHTS_MANAGED = ".rpmsg"
_OUTLOOK_PARCEL = {"application/ms-tnef", "application/vnd.ms-tnef"}
PARCEL_MARK = b"\x78\x9f\x3e\x22"
UNNAMED = "Vedhæftet mail"
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/rtf": ".rtf",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/rfc822-headers": ".txt",
    "message/delivery-status": ".txt",
}


@dataclass(slots=True)
class _Found:
    """What a walk through a message's parts has brought beside the text."""

    files: list[SentFile] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    parts: int = 0

    def note(self, code: str, **details: str) -> None:
        """Keep an issue, once."""
        noted = issue(code, **details)
        if noted not in self.issues:
            self.issues.append(noted)


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    plain: bool


def read(content: bytes, mailboxes: Collection[str] = ()) -> Letter:
    """Read a message; `mailboxes` are the receiver's own addresses.

    Raises RefusedFileError where the bytes hold no header at all.
    """
    message = read_message(content)
    if not message.headers.keys():
        raise refusal("mail_damaged")
    found = _Found()
    texts = _walk(message, found, depth=0)
    body = "\n\n".join(each.text for each in texts if each.text)
    if len(body) > LONGEST_BODY:
        found.note("mail_long")
    at, by = received(message.all("received"), mailboxes)
    envelope = Envelope(
        sender=sender(message),
        subject=message.header("subject"),
        sent=next((trusted_time(value) for value in message.all("date")), None),
        received=at,
        received_by=by,
        recipients=_recipients(message),
        body=body[:LONGEST_BODY],
    )
    return Letter(envelope, tuple(found.files), tuple(found.issues))


def header_names(content: bytes) -> Iterator[str]:
    """Yield the names of the header lines that bytes begin with, in small letters."""
    for key in read_message(content[:_LONGEST_HEAD]).headers:
        yield key.lower()


def sender(message: Part) -> str:
    """Return who a message says it is from, "" where it does not."""
    for name in ("from", "sender", "return-path"):
        for value in message.all(name):
            people = _people([value])
            with_address = [each for each in people if "@" in each]
            if written := (*with_address, header_text(value).removesuffix("<>").strip())[0]:
                return written
    return ""


def _recipients(message: Part) -> tuple[str, ...]:
    values = [value for name in ("to", "cc", "bcc") for value in message.all(name)]
    return tuple(_people(values)[:_MOST_ADDRESSES])


def _people(values: Iterable[str]) -> list[str]:
    # Addresses are told apart before encoded words are read, as those may hold commas.
    unfolded = [" ".join(value.split())[:_LONGEST_ADDRESSES] for value in values]
    try:
        pairs = getaddresses(unfolded)
    except (ValueError, IndexError, RecursionError):
        return []
    written = (addressee(header_text(name), header_text(address)) for name, address in pairs)
    return [each for each in written if each]


def _walk(part: Part, found: _Found, depth: int) -> list[_Text]:
    """Return the texts of a part to be read one after the other; its files are put aside."""
    found.parts += 1
    if found.parts > MAX_PARTS or depth > MAX_DEPTH:
        found.note("mail_parts")
        return []
    if not part.is_multipart:
        return _leaf(part, found)
    if part.type == "multipart/encrypted":
        found.note("mail_encrypted")
    texts = [_walk(each, found, depth + 1) for each in islice(part.parts(), MAX_PARTS)]
    if not texts:
        found.note("mail_without_boundary")
        return [_body(part)]
    if part.type == "multipart/alternative":
        return _preferred(texts)
    return [each for several in texts for each in several]


def _preferred(alternatives: list[list[_Text]]) -> list[_Text]:
    """Of the same text in several forms, return the plain one, else the first that says anything."""
    written = [texts for texts in alternatives if any(each.text for each in texts)]
    plain = (texts for texts in written if any(each.plain and each.text for each in texts))
    return next(plain, written[0] if written else [])


def _leaf(part: Part, found: _Found) -> list[_Text]:
    if part.type in {"text/plain", "text/html"} and not part.is_attached and not part.filename:
        return [_body(part)]
    content, whole = part.content()
    name = _name(part, content, len(found.files) + 1)
    found.files.append(SentFile(name, content))
    if not whole:
        found.note("attachment_cut", name=name)
    if part.type in _SEALED or extension(name) == _RIGHTS_MANAGED:
        found.note("mail_encrypted")
    if part.type in _OUTLOOK_PARCEL or content.startswith(PARCEL_MARK):
        found.note("mail_winmail", name=name)
    return []


def _body(part: Part) -> _Text:
    if part.type == "text/html":
        return _Text(markup_text(part.text()), plain=False)
    return _Text(tidy(part.text(), LONGEST_BODY + 1), plain=True)


def _name(part: Part, content: bytes, number: int) -> str:
    """Return a file's name as it was sent, or one that tells what it is."""
    if part.type in _MESSAGES:
        title = part.filename or read_message(content).header("subject")
        return title_as_name(title, ".eml", UNNAMED)
    what = "billede" if part.headers.get_content_maintype() == "image" else "vedhæftning"
    return clean_name(part.filename, f"{what}-{number}{_EXTENSIONS.get(part.type, '')}")
