"""Files of a case: each is fetched by an address of our own that asks who wants it, every time.

Streamlit gives what it offers for download an address that asks nobody and outlives the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from html import escape
from pathlib import Path, PurePath
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, TypeAlias
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from assessment import bootstrap, tables
from assessment.domain.outcomes.letter import DECIDING, LetterKind
from assessment.domain.panel.people import Person
from assessment.errors import AssessmentError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.ui import session
from assessment.ui.frame.cookie import claimed
from assessment.workflow import (
    applications,
    attaching,
    case_file,
    finishing,
    following,
    lettering,
    notes,
    offline,
    people,
    printing,
    register,
    sheets,
    signing,
)
from assessment.workflow.core import Workflow

File: TypeAlias = tuple[str, bytes]
"""A file's name and its bytes."""
LargeFile: TypeAlias = tuple[str, IO[bytes]]
"""A file's name and where it is read from, a piece at a time."""
Fetch: TypeAlias = Callable[[Workflow, Any, Person], File]
"""Gives the file of an id (of an application, a round …) to whoever may have it."""
FetchLarge: TypeAlias = Callable[[Workflow, Any, Person], LargeFile]


def _note(workflow: Workflow, application_id: int, by: Person) -> File:
    written = notes.note(workflow, application_id, by)
    return written.filename, written.content


def _round_note(workflow: Workflow, round_id: str, by: Person) -> File:
    written = notes.round_note(workflow, round_id, by)
    return written.filename, written.content


def _all_notes(workflow: Workflow, round_id: str, by: Person) -> File:
    return f"notater-{round_id}.zip", notes.zipped(notes.all_notes(workflow, round_id, by))


def _own_assessment(workflow: Workflow, application_id: int, by: Person) -> File:
    written = notes.own_assessment(workflow, application_id, by.id, by)
    return written.filename, written.content


def _minutes(workflow: Workflow, round_id: str, by: Person) -> File:
    written = notes.minutes(workflow, round_id, by)
    return written.filename, written.content


def _as_pdf(fetch: Fetch) -> Fetch:
    """The same file as PDF/A, where LibreOffice is installed."""

    def fetched(workflow: Workflow, id_: object, by: Person) -> File:
        name, content = fetch(workflow, id_, by)
        soffice = printing.office()
        (made,) = printing.printed(soffice, [content]) if soffice else (None,)
        if made is None:
            raise RefusedActionError(
                "Filen kunne ikke laves som PDF/A. Hent den som Word i stedet."
            )
        return str(PurePath(name).with_suffix(".pdf")), made

    return fetched


def _form(workflow: Workflow, round_id: str, _by: Person) -> File:
    return f"ansoegningsskema-{round_id}.docx", notes.form(workflow, round_id)


def _case_file(workflow: Workflow, round_id: str, by: Person) -> LargeFile:
    """As large as all originals together, so it is never held in memory; no name leads to it."""
    name = f"sagsmappe-{round_id}.zip"
    with TemporaryDirectory(prefix="sagsmappe-") as folder, ExitStack() as unless_sent:
        case_file.export_round(workflow, round_id, by, Path(folder) / name)
        kept = unless_sent.enter_context(TemporaryFile())
        with (Path(folder) / name).open("rb") as written:
            copyfileobj(written, kept)
        kept.seek(0)
        unless_sent.pop_all()
    return name, kept


def _register(workflow: Workflow, round_id: str, by: Person) -> File:
    came = register.register(workflow, round_id, by)
    return f"modtagne-filer-{round_id}.csv", tables.as_csv(tables.register(came))


def _draft(kind: LetterKind, workflow: Workflow, application_id: int, by: Person) -> File:
    return lettering.preview(workflow, application_id, kind, by)


DRAFTED = (LetterKind.RECEIPT, *DECIDING.values())
"""The letters that can be seen as a draft, each at an address of its own."""

FILES: Mapping[str, Fetch | FetchLarge] = {
    "original/{id:int}": applications.original,
    "bilag/{id:int}": attaching.original,
    "mail/{id:int}": attaching.message,
    "notat/{id:int}": _note,
    "notat-pdf/{id:int}": _as_pdf(_note),
    "vurdering/{id:int}": _own_assessment,
    "indstillingsnotat/{id}": _round_note,
    "indstillingsnotat-pdf/{id}": _as_pdf(_round_note),
    "konsensusreferat/{id}": _minutes,
    "notater/{id}": _all_notes,
    "indberetningsskema/{id:int}": following.template,
    "brev/{id:int}": finishing.file,
    "brev-pdf/{id:int}": _as_pdf(finishing.file),
    "breve/{id}": finishing.letters_zip,
    **{f"brevudkast/{kind}/{{id:int}}": partial(_draft, kind) for kind in DRAFTED},
    "skema/{id}": _form,
    "modtagne/{id}": _register,
    "sagsmappe/{id}": _case_file,
    "regneark/{id}": sheets.round_workbook,
    "pointark/{id}": offline.sheet,
}
"""Every file there is to fetch, by its address below `/hent/`."""

_PIECE = 1_000_000
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PAGE = """<!doctype html><html lang="da"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1><p>{sentence}</p><p><a href="/">Gå til forsiden</a></p></html>"""


def _served(fetch: Fetch | FetchLarge) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        if request.method != "GET":
            return _refused(405, "Filer kan kun hentes.")
        # A page elsewhere may neither show that there is such a file nor write in the log.
        if request.headers.get("sec-fetch-site") == "cross-site":
            return _refused(403, "Åbn filen fra siden i programmet.")
        return await run_in_threadpool(_answer, fetch, request)

    return answer


def _answer(fetch: Fetch | FetchLarge, request: Request) -> Response:
    try:
        workflow = session.workflow()
        person = _asking(workflow, request)
        if person is None:
            return _refused(401, "Log ind på forsiden, og hent filen derfra.")
        name, content = fetch(workflow, request.path_params["id"], person)
    except NotPermittedError as refusal:
        return _refused(403, str(refusal))
    except NotFoundError as refusal:
        return _refused(404, str(refusal))
    except AssessmentError as refusal:
        return _refused(409, str(refusal))
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    headers = _ALWAYS | {"Content-Disposition": disposition}
    kind = "application/octet-stream"  # what strangers sent is shown by no browser
    if isinstance(content, bytes):
        return Response(content, media_type=kind, headers=headers)
    pieces = iter(partial(content.read, _PIECE), b"")
    after = BackgroundTask(content.close)
    return StreamingResponse(pieces, media_type=kind, headers=headers, background=after)


def _asking(workflow: Workflow, request: Request) -> Person | None:
    """Who sent a request: by their login, or in local mode by what they say in the address."""
    login = bootstrap.login()
    if login is None:
        name = request.query_params.get(session.PERSON, "")
        return people.at_this_machine(workflow).get(name)
    claims = claimed(request.cookies, login)
    return signing.sign_in(workflow, claims) if claims else None


async def _unknown(_request: Request) -> Response:
    return _refused(404, "Der er ingen fil på denne adresse.")


def _refused(status: int, sentence: str) -> Response:
    page = _PAGE.format(title="Filen kan ikke hentes", sentence=escape(sentence))
    return HTMLResponse(page, status, headers=_ALWAYS)


ROUTES = (
    *(Route(f"{session.DOWNLOADS}/{address}", _served(fetch)) for address, fetch in FILES.items()),
    Route(f"{session.DOWNLOADS}/{{rest:path}}", _unknown),
)
