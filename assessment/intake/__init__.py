"""From what strangers send to what was read of it; other rooms come in by these functions alone."""

from __future__ import annotations

import hashlib
from textwrap import shorten

from assessment.domain.applications.application import How, Reading
from assessment.domain.rules.form import Form
from assessment.intake.answers.find import Found, find_answers
from assessment.intake.answers.values import value_of
from assessment.intake.attachment import kind_of, page_picture, text_of
from assessment.intake.case_file import Opened as OpenedCaseFile
from assessment.intake.case_file import opened as opened_case_file
from assessment.intake.flood import condensed
from assessment.intake.pictures import drawn
from assessment.intake.post.unpack import unpack
from assessment.intake.word.blocks import read_comments, read_story
from assessment.intake.word.package import Package
from assessment.intake.word.passages import Story
from assessment.intake.word.properties import form_version

__all__ = [
    "OpenedCaseFile",
    "drawn",
    "kind_of",
    "opened_case_file",
    "page_picture",
    "picture",
    "read",
    "text_of",
    "unpack",
    "value_of",
]

_LONGEST_QUOTATION = 80


def read(data: bytes, form: Form) -> Reading:
    """Read an application, whatever of it is readable, and find the form's answers in it.

    Raises RefusedFileError, and nothing else, where the bytes hold no Word document that can be read.
    """
    package = Package(data)
    story = read_story(package)
    comments = read_comments(package)
    package.note_macros_and_links()
    _note_what_needs_a_look(package, story, comments)
    found = find_answers(story, form)
    _note_other_version(package, found, form)
    pictures = tuple(each.picture() for each in story.pictures)
    blocks = tuple(passage.block() for passage in story.passages if not passage.is_blank)
    blocks = condensed(blocks, set(found.unplaced) - {each.block for each in pictures})
    standing = {block.id for block in blocks}
    return Reading(
        sha256=hashlib.sha256(data).hexdigest(),
        text="\n".join(passage.text for passage in story.passages if passage.text),
        blocks=blocks,
        answers=found.answers,
        unplaced=tuple(each for each in found.unplaced if each in standing),
        issues=(*package.issues, *found.issues),
        deleted=_joined(story.deleted),
        hidden=_joined(story.hidden),
        comments=comments,
        pictures=pictures,
    )


def picture(data: bytes, part: str) -> bytes:
    """Return the bytes of one of a reading's pictures, by the name of its part.

    Raises RefusedFileError where the file holds no such picture, and nothing else.
    """
    return Package(data).picture(part)


def _note_what_needs_a_look(package: Package, story: Story, comments: str) -> None:
    if story.changed:
        package.note("tracked_changes")
    if comments:
        package.note("comments")
    if _joined(story.hidden):
        package.note("hidden_text")
    if any(passage.covered and passage.text for passage in story.passages):
        package.note("covered_text")
    if story.faint:
        text = shorten(" … ".join(story.faint), _LONGEST_QUOTATION, placeholder=" …")
        package.note("hard_to_see", text=text)


def _note_other_version(package: Package, found: Found, form: Form) -> None:
    if not any(answer.how is How.TAG for answer in found.answers.values()):
        return
    version = form_version(package)
    if version and version != form.version:
        package.note("form_version", version=version, expected=form.version)


def _joined(pieces: list[str]) -> str:
    return "".join(pieces).strip()
