"""Traces of people at work: a tracked change, a comment, a footnote."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assessment.notes.word import element

_FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {namespaces}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>
<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def track_change(
    run: BaseOxmlElement, *, inserted: str, deleted: str, author: str, at: datetime
) -> None:
    """Mark `inserted`, which the run holds, as put in for `deleted`, which was there before."""
    before, after = run.text.split(inserted, maxsplit=1)
    signed = {"author": author, "date": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
    old, new = _like(run, ""), _like(run, inserted)
    old.append(element("w:delText", text=deleted))
    marks = [
        _like(run, before),
        element("w:del", old, id="9001", **signed),
        element("w:ins", new, id="9002", **signed),
        _like(run, after),
    ]
    for mark in marks:
        run.addprevious(mark)
    run.getparent().remove(run)


def comment(
    document: Document, run: BaseOxmlElement, text: str, *, author: str, at: datetime
) -> None:
    """Hang a comment on a run."""
    initials = "".join(name[0] for name in author.split())
    made = document.add_comment(Run(run, document), text, author, initials)
    made._comment_elm.set(qn("w:date"), f"{at:%Y-%m-%dT%H:%M:%SZ}")  # noqa: SLF001 - it takes the clock's


def footnote(document: Document, paragraph: Paragraph, text: str) -> None:
    """Put a footnote at the end of a paragraph; the document has no other."""
    blob = _FOOTNOTES.format(namespaces=nsdecls("w"), text=text).encode()
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run = paragraph.add_run()
    run.font.superscript = True
    run.element.append(element("w:footnoteReference", id="1"))


def _like(run: BaseOxmlElement, text: str) -> BaseOxmlElement:
    made = deepcopy(run)
    made.text = text
    return made
