"""The readers that are compared: each a function from a file's path to its text.

A reader's library is imported when it is asked for, since ours and the peers live in two environments.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[Path], str]


def assessment() -> Reader:
    """Ours: the whole reading, with blocks, places and the form's answers."""
    from assessment import bootstrap, criteria_file, intake

    form = criteria_file.load(bootstrap.settings({}).criteria).form
    return lambda path: intake.read(path.read_bytes(), form).text


def assessment_story() -> Reader:
    """Ours without the form: all text with blocks and places, and nobody asks what it answers."""
    from assessment.intake.word.blocks import read_story
    from assessment.intake.word.package import Package

    def text(path: Path) -> str:
        story = read_story(Package(path.read_bytes()))
        blocks = [passage.block() for passage in story.passages if passage.text or passage.alt]
        return "\n".join(block.text for block in blocks)

    return text


def python_docx_open() -> Reader:
    """python-docx, which here only opens the file; gives no text."""
    import docx

    def opened(path: Path) -> str:
        docx.Document(str(path))
        return ""

    return opened


def python_docx() -> Reader:
    """python-docx, walked through paragraphs and tables as its guide shows."""
    import docx

    return lambda path: "\n".join(_walked(docx.Document(str(path))))


def _walked(container: Any) -> list[str]:
    texts: list[str] = []
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                for cell in row.cells:
                    texts += _walked(cell)
        else:
            texts.append(item.text)
    return texts


def docx2txt() -> Reader:
    """docx2txt: all text elements by regular order, no structure."""
    import docx2txt as library

    return lambda path: library.process(str(path))


def docx2python() -> Reader:
    """docx2python: text as nested lists, here joined by itself."""
    from docx2python import docx2python as library

    def text(path: Path) -> str:
        with library(path) as content:
            return content.text

    return text


def mammoth() -> Reader:
    """mammoth: raw text, its fastest way."""
    import mammoth as library

    def text(path: Path) -> str:
        with path.open("rb") as stream:
            return library.extract_raw_text(stream).value

    return text


def markitdown() -> Reader:
    """markitdown: Markdown by way of mammoth's HTML."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    return lambda path: converter.convert(str(path)).text_content


def pandoc() -> Reader:
    """pandoc, a process a file: its start is part of its time."""
    import pypandoc

    return lambda path: pypandoc.convert_file(
        path, "plain", format="docx", extra_args=["--wrap=none"]
    )


PEERS = {
    "python-docx, opening alone": python_docx_open,
    "python-docx, paragraphs and tables": python_docx,
    "docx2txt": docx2txt,
    "docx2python": docx2python,
    "mammoth": mammoth,
    "markitdown": markitdown,
    "pandoc": pandoc,
}
OURS = {"assessment": assessment, "assessment, before the form's answers": assessment_story}
READERS = OURS | PEERS
