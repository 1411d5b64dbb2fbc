"""What an attachment is, and the text that is in it for search and for evidence."""

from __future__ import annotations

from assessment.domain.applications.attachments import AttachmentKind, AttachmentText
from assessment.domain.applications.issue import Issue
from assessment.errors import RefusedFileError
from assessment.intake.messages import issue
from assessment.intake.pdf import page_picture, pdf_text
from assessment.intake.post.formats import Format, format_of
from assessment.intake.post.markup import markup_text
from assessment.intake.post.rtf import rtf_text
from assessment.intake.post.text import as_text, tidy
from assessment.intake.word.blocks import read_story
from assessment.intake.word.package import Package

__all__ = ["kind_of", "page_picture", "text_of"]

_LONGEST = 1_000_000
_KINDS = {
    Format.WORD: AttachmentKind.WORD,
    Format.OLD_WORD: AttachmentKind.WORD,
    Format.SPREADSHEET: AttachmentKind.SPREADSHEET,
    Format.PDF: AttachmentKind.PDF,
    Format.PICTURE: AttachmentKind.PICTURE,
    Format.RTF: AttachmentKind.TEXT,
    Format.HTML: AttachmentKind.TEXT,
    Format.TEXT: AttachmentKind.TEXT,
}


def kind_of(name: str, content: bytes) -> AttachmentKind:
    """Return what a file is by its content, whatever it is called; never raises."""
    return _KINDS.get(format_of(name, content), AttachmentKind.OTHER)


def text_of(name: str, content: bytes) -> AttachmentText:
    """Return the text of a PDF, a Word file, RTF, a web page or plain text; other files have none.

    What cannot be read is an issue; never raises.
    """
    match format_of(name, content):
        case Format.PDF:
            return pdf_text(content)
        case Format.WORD | Format.OLD_WORD:
            return _word_text(content)
        case Format.RTF:
            return _one_page(rtf_text(content))
        case Format.HTML:
            return _one_page(markup_text(as_text(content)))
        case Format.TEXT:
            return _one_page(tidy(as_text(content), _LONGEST + 1))
        case _:
            return AttachmentText()


def _one_page(text: str, issues: tuple[Issue, ...] = ()) -> AttachmentText:
    if not text:
        return AttachmentText(issues=(*issues, issue("no_text")))
    if len(text) > _LONGEST:
        issues = (*issues, issue("attachment_long"))
    return AttachmentText((text[:_LONGEST],), issues)


def _word_text(content: bytes) -> AttachmentText:
    try:
        package = Package(content)
        passages = read_story(package).passages
    except RefusedFileError as refused:
        return AttachmentText(issues=(Issue(refused.code, str(refused)),))
    text = "\n".join(passage.text for passage in passages if passage.text)
    return _one_page(text, tuple(package.issues))
