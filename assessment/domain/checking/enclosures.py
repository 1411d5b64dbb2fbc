"""F15: the attachments an application mentions, held against those that came with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessment.domain.applications.application import Application, Attachment
from assessment.domain.checking.screening import Passage
from assessment.domain.checking.terms import excerpt, pattern
from assessment.domain.rules.form import Purpose
from assessment.domain.rules.scheme import Scheme

_NUMBERED = re.compile(
    r"\bbilag\s*(?:nr\.?|nummer)?[\s_.-]*(\d{1,2}|(?-i:[A-H]))(?!\w)", re.IGNORECASE
)
_NONE = re.compile(r"\W*(?:ingen|intet|nej|ikke)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{5,}")
_BEGINNING = 300
"""Characters at the beginning of an attachment in which it may say what it is."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An attachment as the application names it: "bilag 2", or a whole line of its list of them."""

    title: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Enclosures:
    """What is mentioned and there, mentioned and not found, and there without being mentioned."""

    found: tuple[tuple[Mention, Attachment], ...]
    missing: tuple[Mention, ...]
    unmentioned: tuple[Attachment, ...]


def enclosures(application: Application, scheme: Scheme) -> Enclosures:
    """Hold the mentions against the attachments that count.

    A numbered mention is found by the number in an attachment's name or at its beginning; any is
    found by a long word that it shares with the name.
    """
    attached = [each for each in application.attachments if each.counts]
    found, missing = [], []
    for mention in mentioned(application, scheme):
        match = next((each for each in attached if _is_meant(mention, each)), None)
        if match:
            found.append((mention, match))
        else:
            missing.append(mention)
    meant = {each.id for _, each in found}
    unmentioned = tuple(each for each in attached if each.id not in meant)
    return Enclosures(tuple(found), tuple(missing), unmentioned)


def mentioned(application: Application, scheme: Scheme) -> tuple[Mention, ...]:
    """Every attachment that the application mentions, once, in reading order."""
    found: dict[str, Mention] = {}
    for mention in (*_listed(application, scheme), *_in_prose(application)):
        found.setdefault(mention.title, mention)
    return tuple(found.values())


def naming(attachments: Iterable[Attachment], terms: tuple[str, ...]) -> tuple[Attachment, ...]:
    """The attachments that have one of the terms in their name or at their beginning."""
    wanted = pattern(terms)
    return tuple(
        each
        for each in attachments
        if wanted.search(_spaced(each.filename)) or wanted.search(_beginning(each))
    )


def _listed(application: Application, scheme: Scheme) -> Iterator[Mention]:
    """What each line of the form's own list is about, and then what else the lines name."""
    lines = tuple(_lines(application, scheme))
    yield from (Mention(_title(line.text), line) for line in lines)
    for line in lines:
        yield from (Mention(title, line) for title in _numbered(line.text))


def _lines(application: Application, scheme: Scheme) -> Iterator[Passage]:
    for field in scheme.form.fields:
        answer = application.reading.answers.get(field.id)
        if field.purpose is not Purpose.ATTACHMENT or answer is None:
            continue
        where = application.reading.block(answer.blocks[0]).where if answer.blocks else ""
        for line in answer.text.split("\n"):
            if not _NONE.match(line) and (_WORD.search(line) or _NUMBERED.search(line)):
                yield Passage(line, where, field.id)


def _in_prose(application: Application) -> Iterator[Mention]:
    """What the applicant's own text names, with a new quotation only where none has it already."""
    reading = application.reading
    fields = {block: answer.field for answer in reading.answers.values() for block in answer.blocks}
    fields |= {block: "" for block in reading.unplaced if block not in fields}
    for block in reading.blocks:
        if block.id not in fields:
            continue
        text = ""
        for match in _NUMBERED.finditer(block.text):
            title = _title(match[0])
            if title not in _numbered(text):
                text = excerpt(block.text, match.start(), match.end())
            yield Mention(title, Passage(text, block.where, fields[block.id]))


def _numbered(text: str) -> tuple[str, ...]:
    return tuple(_title(match[0]) for match in _NUMBERED.finditer(text))


def _title(text: str) -> str:
    numbered = _NUMBERED.search(text)
    return f"bilag {numbered[1].upper()}" if numbered else " ".join(text.split())


def _is_meant(mention: Mention, attachment: Attachment) -> bool:
    number = _NUMBERED.search(mention.title)
    name = _spaced(attachment.filename)
    if number:
        own = _NUMBERED.search(name) or _NUMBERED.search(_beginning(attachment))
        if own:
            return own[1].upper() == number[1].upper()
    words = set(_WORD.findall(mention.passage.text.casefold())) - {"bilag"}
    return any(word in name for word in words)


def _spaced(filename: str) -> str:
    return re.sub(r"[_\-.]+", " ", filename).casefold()


def _beginning(attachment: Attachment) -> str:
    return attachment.pages[0][:_BEGINNING] if attachment.pages else ""
