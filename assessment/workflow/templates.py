"""The letters' Word templates: ours to start from, and the authority's own in their place."""

from __future__ import annotations

from assessment import notes
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.words.wording import listed
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow.core import Workflow


def kind_named(name: str) -> LetterKind:
    """The kind of letter of this name, as its template's file has it ("afslag").

    Raises NotFoundError with the names there are.
    """
    kinds = {notes.template_name(each).removesuffix(".docx"): each for each in LetterKind}
    try:
        return kinds[name]
    except KeyError:
        raise NotFoundError(
            f"Brevtypen “{name}” findes ikke. Vælg {listed(list(kinds), 'eller')}."
        ) from None


def default(kind: LetterKind) -> bytes:
    """Our own template of a kind, to write with or to start one's own from."""
    return notes.default_template(kind)


def problems(kind: LetterKind, template: bytes) -> tuple[str, ...]:
    """Why a template cannot be used for a kind of letter, a Danish sentence each; none where it can."""
    return notes.check_template(kind, template)


def own(workflow: Workflow, kind: LetterKind) -> bytes | None:
    """The authority's own template of a kind; None where its folder has none.

    Raises RefusedActionError where there is one that cannot be read.
    """
    if workflow.templates is None:
        return None
    path = workflow.templates / notes.template_name(kind)
    if not path.exists():
        return None
    try:
        return path.read_bytes()
    except OSError:
        raise RefusedActionError(
            f"Skabelonen “{path}” kan ikke læses. Giv programmet adgang til filen."
        ) from None
