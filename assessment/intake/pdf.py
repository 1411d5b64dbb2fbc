"""A PDF's text page by page, and the picture of a page, by PDFium: no scripts run, nothing is fetched.

PDFium is for one thread at a time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from assessment.domain.applications.attachments import AttachmentText
from assessment.domain.applications.issue import Issue
from assessment.domain.words.wording import listed
from assessment.intake.messages import issue, refusal
from assessment.intake.post.text import tidy

MAX_PAGES = 300
LONGEST = 1_000_000
_LONGEST_PAGE = 100_000
_MOST_NAMED = 10
_WIDTHS = (100, 2_400)
_TALLEST = 4_800
# PDFium's mark for a hyphen at the end of a line, whose line break it takes away.
_HYPHEN = "\ufffe"
_CUT_WORD = re.compile(
    r"(?<=[a-zæøåéüäö])[\ufffe\u0002\xad]\s*(?!(?:og|eller|samt)\b)(?=[a-zæøåéüäö])"
)
_HELD_HYPHEN = re.compile(r"[\ufffe\u0002]\s*(?=(?:og|eller|samt)\b)")
_LINE_RUNS_ON = re.compile(r"(?<=\S)\s*\n(?=[a-zæøåéüäö])")


def pdf_text(content: bytes) -> AttachmentText:
    """Return a PDF's text, a string for each page ("" for one without), and what could not be read.

    Text typed into form fields and notes counts as text of its page. Never raises for what is in the file.
    """
    try:
        with _opened(content) as document:
            pages, count = list(_page_texts(document)), len(document)
    except pypdfium2.PdfiumError as error:
        return AttachmentText(issues=(_why(error),))
    return AttachmentText(tuple(text for text, _ in pages), tuple(_issues(pages, count)))


def page_picture(content: bytes, page: int, width: int) -> bytes:
    """Return a PNG of a PDF's page, the first being 0, so many pixels wide (100 to 2,400).

    A page that would be taller than 4,800 pixels is made smaller. Raises RefusedFileError where
    there is no such page or it cannot be drawn.
    """
    try:
        with _opened(content) as document:
            return _png(document[page], min(max(width, _WIDTHS[0]), _WIDTHS[1]))
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError) as error:
        raise refusal("page_missing") from error


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(content)
    try:
        if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
            document.init_forms()
        yield document
    finally:
        document.close()


def _page_texts(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bool]]:
    """Yield each page's text and whether more than text stands on it, until there is too much."""
    left = LONGEST
    for number in range(min(len(document), MAX_PAGES)):
        try:
            with _page(document, number) as page:
                text = _readable(page.get_textpage().get_text_range())[:left]
                yield text, _has_more_than_text(page)
        except pypdfium2.PdfiumError:
            text = ""
            yield text, True
        left -= len(text)
        if left <= 0:
            return


def _has_more_than_text(page: pypdfium2.PdfPage) -> bool:
    things = (raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page)))
    return any(raw.FPDFPageObj_GetType(each) != raw.FPDF_PAGEOBJ_TEXT for each in things)


@contextmanager
def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """Open a page with what is typed into its fields made part of it."""
    page = document[number]
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[number]
    try:
        yield page
    finally:
        page.close()


def _readable(text: str) -> str:
    """Put together words and sentences that the lines of a page cut."""
    lines = tidy(_HELD_HYPHEN.sub("- ", _CUT_WORD.sub("", text)), _LONGEST_PAGE)
    return _LINE_RUNS_ON.sub(" ", lines.replace(_HYPHEN, "-"))


def _issues(pages: list[tuple[str, bool]], count: int) -> Iterator[Issue]:
    silent = [str(number) for number, (text, more) in enumerate(pages, 1) if more and not text]
    if not any(text for text, _ in pages):
        yield issue("no_text")
    elif silent:
        named = listed(silent[:_MOST_NAMED] + ["flere"] * (len(silent) > _MOST_NAMED))
        yield issue("pages_without_text", pages=f"Side {named}")
    if len(pages) < count or sum(len(text) for text, _ in pages) >= LONGEST:
        yield issue("attachment_long")


def _why(error: pypdfium2.PdfiumError) -> Issue:
    locked = error.err_code == raw.FPDF_ERR_PASSWORD
    return issue("attachment_password" if locked else "attachment_damaged")


def _png(page: pypdfium2.PdfPage, width: int) -> bytes:
    across, down = page.get_size()
    # Half a pixel less, as PDFium rounds up.
    picture = page.render(scale=min((width - 0.5) / across, _TALLEST / down)).to_pil()
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
