"""Files by direct address: who asks decides, whatever address they know."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from assessment import bootstrap
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.rounds.event import Action
from assessment.errors import AssessmentError
from assessment.ui import session
from assessment.ui.frame import downloads, shell
from assessment.workflow import (
    applications,
    case_file,
    finishing,
    lettering,
    people,
    reviewing,
    signing,
)
from tests import agreements, asgi, builders, logins
from tests.ui import screen

APP = Starlette(routes=downloads.ROUTES, middleware=[Middleware(shell.Shell)])
ADDRESSES = {
    "original/1": "01-bakkedal-kommune.docx",
    "bilag/3": "aftale-strandby.pdf",
    "mail/1": None,
    "notat/1": None,
    "indstillingsnotat/demo": None,
    "notat-pdf/1": None,
    "vurdering/1": None,
    "indstillingsnotat-pdf/demo": "indstillingsnotat-demo.pdf",
    "konsensusreferat/demo": "konsensusreferat-demo.docx",
    "notater/demo": "notater-demo.zip",
    "indberetningsskema/1": "indberetningsskema-1.xlsx",
    "brev/1": "01-bakkedal-kommune-kvittering-1.docx",
    "brev-pdf/1": "01-bakkedal-kommune-kvittering-1.pdf",
    "breve/demo": "breve-demo.zip",
    "brevudkast/kvittering/1": "udkast-01-bakkedal-kommune-kvittering.docx",
    "skema/demo": "ansoegningsskema-demo.docx",
    "modtagne/demo": "modtagne-filer-demo.csv",
    "sagsmappe/demo": "sagsmappe-demo.zip",
    "regneark/demo": "vurdering-demo.xlsx",
    "pointark/demo": "pointark-demo.xlsx",
}
OF_ANNE = {"pointark/demo", "vurdering/1"}
"""What only somebody may have who has a review to write."""


@pytest.fixture(autouse=True)
def installed(monkeypatch, prepared_file, tmp_path):
    """The round below today, behind a login."""
    copy = shutil.copy(prepared_file, tmp_path / "demo.sqlite3")
    today = replace(builders.workflow(f"sqlite:///{copy}"), clock=bootstrap.now)
    monkeypatch.setattr(session, "workflow", lambda: today)
    monkeypatch.setattr(bootstrap, "login", lambda: logins.LOGIN)
    yield today
    today.database.close()


@pytest.fixture(scope="module")
def prepared_file(_demo_file, tmp_path_factory):
    """The demo round in a file, with an e-mail for each who takes part, and one letter."""
    path = shutil.copy(_demo_file, tmp_path_factory.mktemp("files") / "demo.sqlite3")
    today = replace(builders.workflow(f"sqlite:///{path}"), clock=bootstrap.now)
    with today.database.begin() as repository:
        for each in repository.people():
            repository.set_person(replace(each, email=f"{each.name.split()[0]}@sbst.example"))
        repository.set_decision(Decision(1, Award.GRANT, "", "Karin Dahl", builders.NOON, 1))
        repository.set_undertaking(agreements.undertaking())
    _finish_a_letter(today)
    today.database.close()
    return path


def _finish_a_letter(work):
    lead = builders.lead(work)
    known = lettering.case_number(work, "demo", lead)
    values = {"by": lead, "expected": known.version if known else 0}
    lettering.set_case_number(work, "demo", None, "2026-4711", **values)
    finishing.finish(work, "demo", [(1, LetterKind.RECEIPT)], by=lead)


def get(path, headers=None, **asked):
    return asgi.get(APP, f"/hent/{path}", headers=headers, **asked)


def as_(name, **token):
    said = logins.token(f"{name.lower()}@sbst.example", **token)
    return logins.header(logins.cookies(said))


def filename(answer):
    return answer.headers["content-disposition"]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("path", ADDRESSES)
def test_who_may_have_a_file_gets_it_and_it_is_kept_nowhere(path, installed):
    anne = next(each for each in people.people(installed) if each.name == "Anne Holm")
    reviewing.reopen(installed, 1, anne, "Nyt i sagen.")
    answer = get(path, as_("Anne" if path in OF_ANNE else "Lone"))
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    if ADDRESSES[path]:
        assert filename(answer).endswith(quote(ADDRESSES[path]))


def test_every_address_there_is_was_tried():
    assert {each.partition("/")[0] for each in downloads.FILES} == {
        each.partition("/")[0] for each in ADDRESSES
    }


@pytest.mark.again
@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        as_("Peter", good_for=timedelta(seconds=-1)),
        as_("Fremmed"),
        as_("Peter", email_verified=False),
        logins.header(
            logins.cookies(logins.token("peter@sbst.example"), secret="a" * 40),
        ),
        logins.header({"_streamlit_user": "Peter Lind"}),
    ],
    ids=["no cookie", "expired", "stranger", "not verified", "forged", "unsigned"],
)
def test_nobody_else_gets_a_file(path, headers):
    answer = get(f"{path}?jeg=Peter%20Lind", headers)
    assert answer.status == 401
    assert "Log ind på forsiden" in answer.text
    assert '<a href="/">' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_closed_access_and_an_ended_login_are_out_at_once(installed):
    assert get("skema/demo", as_("Peter")).status == 200
    said = logins.token("anne@sbst.example")
    headers = logins.header(logins.cookies(said))
    assert get("skema/demo", headers).status == 200
    signing.sign_out(installed, downloads.claimed(logins.cookies(said), logins.LOGIN))
    assert get("skema/demo", headers).status == 401
    peter = next(each for each in people.people(installed) if each.name == "Peter Lind")
    with installed.database.begin() as repository:
        repository.set_person(replace(peter, active=False))
    assert get("skema/demo", as_("Peter")).status == 401


@pytest.mark.parametrize("path", ["mail/5", "modtagne/demo"])
def test_what_a_role_may_not_have_is_refused_with_the_reason(path):
    refused = get(path, as_("Peter"))
    assert refused.status == 403
    assert "det kræver rollen" in refused.text
    assert "content-disposition" not in refused.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("original/999", 404),
        ("original/99999999999999999999999999", 404),
        ("bilag/0", 404),
        ("skema/findes-ikke", 404),
        ("original/1/2", 404),
        ("original/-1", 404),
        ("original/abc", 404),
        ("", 404),
        ("../app.py", 404),
    ],
)
def test_a_guessed_address_gives_nothing(path, status):
    answer = get(path, as_("Lone"))
    assert (answer.status, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")


def test_an_original_that_is_fetched_is_in_the_log(installed):
    get("original/1", as_("Peter"))
    lone = people.people(installed)[3]
    newest = applications.history(installed, 1, lone)[0]
    assert (newest.actor, newest.action) == ("Peter Lind", Action.ORIGINAL_SHOWN)


IN_ONE = {"breve/demo": 1, "notater/demo": 16}
"""What packs several documents, each of which stands in the log by itself."""


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("path", [each for each in ADDRESSES if each != "skema/demo"])
def test_every_file_of_a_case_is_in_the_log_each_time_it_is_fetched(installed, path):
    anne, who = people.people(installed)[0], "Anne" if path in OF_ANNE else "Lone"
    reviewing.reopen(installed, 1, anne, "Nyt i sagen.")
    for known in range(2):
        before = len(builders.events(installed))
        assert get(path, as_(who)).status == 200
        newest = builders.events(installed)[: len(builders.events(installed)) - before]
        fetched = [each for each in newest if each.action is not Action.LOGGED_IN]
        assert [each.actor.split()[0] for each in fetched] == [who] * IN_ONE.get(path, 1)
        assert len(newest) - len(fetched) == (not known)


def test_the_blank_form_is_public_and_who_takes_it_is_not_in_the_log(installed):
    assert get("skema/demo", as_("Lone")).status == 200
    before = builders.events(installed)
    assert get("skema/demo", as_("Lone")).status == 200
    assert builders.events(installed) == before


def test_all_notes_come_in_one_file():
    with zipfile.ZipFile(BytesIO(get("notater/demo", as_("Peter")).body)) as packed:
        assert len(packed.namelist()) == 16


def test_a_case_file_holds_when_it_is_fetched(tmp_path):
    file = tmp_path / "sag.zip"
    file.write_bytes(get("sagsmappe/demo", as_("Peter")).body)
    assert case_file.verify(file).faults == ()


def test_a_case_file_is_refused_to_whoever_does_not_see_all_of_the_round():
    refused = get("sagsmappe/demo", as_("Anne"))
    assert (refused.status, "content-disposition" in refused.headers) == (403, False)
    assert "det kræver rollen" in refused.text


def test_a_refusal_without_reasons_is_not_even_a_draft():
    refused = get("brevudkast/afslag/4", as_("Lone"))
    assert refused.status == 409
    assert "content-disposition" not in refused.headers


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE"])
def test_files_can_only_be_fetched(method):
    assert get("original/1", as_("Peter"), method=method).status in {404, 405}


def test_a_page_elsewhere_cannot_fetch_in_ones_name():
    refused = get("original/1", as_("Peter") | {"sec-fetch-site": "cross-site"})
    assert refused.status == 403


def test_without_login_who_asks_says_who_they_are(monkeypatch):
    monkeypatch.setattr(bootstrap, "login", lambda: None)
    assert get("original/1?jeg=Peter%20Lind").status == 200
    assert get("original/1").status == 401
    assert get("original/1?jeg=Fremmed").status == 401
    assert get(f"sagsmappe/demo?jeg={people.OPERATOR}").status == 401


def test_a_reason_is_shown_as_text(monkeypatch):
    def fail(*_):
        raise AssessmentError("<b>Nej</b>")

    monkeypatch.setattr(downloads, "_asking", fail)
    refused = get("original/1", as_("Peter"))
    assert refused.status == 409
    assert "&lt;b&gt;Nej" in refused.text


def test_no_page_offers_a_file_at_an_address_that_asks_nobody():
    source = "\n".join(
        each.read_text("utf-8") for each in sorted((builders.ROOT / "assessment/ui").rglob("*.py"))
    )
    for offered in ("download_button", "image", "pdf", "audio", "video", "logo"):
        assert f"st.{offered}(" not in source
        assert f".{offered}(" not in source


@pytest.mark.usefixtures("no_office")
def test_a_page_offers_its_files_at_these_addresses(open_page, installed, monkeypatch):
    monkeypatch.setattr(bootstrap, "login", lambda: None)
    app = open_page("recommendation", on=installed, person="Peter Lind", ansoegning=1)
    asking = "?jeg=Peter+Lind"
    assert screen.downloads(app) == {
        "Hent rundens indstillingsnotat": f"/hent/indstillingsnotat/demo{asking}",
        "Hent alle notater": f"/hent/notater/demo{asking}",
        "Hent beslutningsnotatet": f"/hent/notat/1{asking}",
    }
    assert [asgi.get(APP, each).status for each in screen.downloads(app).values()] == [200] * 3


@pytest.mark.usefixtures("office")
def test_where_there_is_a_libreoffice_notes_are_offered_as_pdf_too(
    open_page, installed, monkeypatch
):
    monkeypatch.setattr(bootstrap, "login", lambda: None)
    offered = screen.downloads(
        open_page("recommendation", on=installed, person="Peter Lind", ansoegning=1)
    )
    answers = {
        label: asgi.get(APP, address) for label, address in offered.items() if "PDF" in label
    }
    assert {label: (each.status, each.body) for label, each in answers.items()} == {
        "Hent det som PDF/A": (200, b"PDF\n"),
        "Hent notatet som PDF/A": (200, b"PDF\n"),
    }


@pytest.mark.usefixtures("office")
def test_so_is_a_finished_letter(open_page, installed, monkeypatch):
    monkeypatch.setattr(bootstrap, "login", lambda: None)
    chosen = {"person": "Lone Vestergaard", "ansoegning": 1, "letters_view": "Kvitteringer"}
    offered = screen.downloads(open_page("letters", on=installed, **chosen))
    pdf = asgi.get(APP, offered["Hent det som PDF/A"])

    assert offered["Hent det som PDF/A"].startswith("/hent/brev-pdf/1?")
    assert (pdf.status, pdf.body) == (200, b"PDF\n")


@pytest.mark.usefixtures("no_office")
def test_without_a_libreoffice_a_pdf_is_refused_with_what_to_do():
    refused = get("notat-pdf/1", as_("Peter"))
    assert refused.status == 409
    assert "Hent den som Word i stedet." in refused.text


def test_another_reviewers_assessment_is_not_at_ones_own_address():
    assert get("vurdering/1", as_("Lone")).status == 404


def test_the_minutes_are_offered_where_they_are_read(open_page, installed, monkeypatch):
    monkeypatch.setattr(bootstrap, "login", lambda: None)
    app = open_page("consensus", on=installed, person="Peter Lind", consensus_view="Referat")
    assert screen.downloads(app) == {
        "Hent konsensusreferatet": "/hent/konsensusreferat/demo?jeg=Peter+Lind"
    }


def test_ones_own_assessment_is_offered_where_it_is_written(open_page, installed, monkeypatch):
    monkeypatch.setattr(bootstrap, "login", lambda: None)
    app = open_page("review", on=installed, person="Anne Holm", ansoegning=1)
    assert screen.downloads(app) == {"Hent min vurdering": "/hent/vurdering/1?jeg=Anne+Holm"}
