"""In a real round nobody is refused anything before it is settled where they can complain."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from assessment.domain.letters.completeness import Part
from assessment.domain.outcomes.letter import LetterKind
from assessment.errors import RefusedActionError
from assessment.intake import read
from assessment.workflow import case_file, finishing, lettering
from tests import builders, outgoing
from tests.case_files import contents
from tests.outgoing import KINDS

SIGNED = "letters:\n  signatory: {name: Kirsten Dam, title: kontorchef}\n"
REAL = re.sub(
    r"    demo: true\n    fictional_municipalities:\n[^\]]*\]\n", "", builders.CRITERIA
).replace("\nletters:\n", f"\n{SIGNED}", 1)


@pytest.fixture
def work():
    made = builders.workflow(criteria=REAL)
    with closing(made.database):
        yield made


@pytest.fixture
def lead(work):
    """The lead of a real round in which all is decided and written, and only the appeal is open."""
    lead = outgoing.decided_round(work)
    outgoing.written(work, lead)
    return lead


def test_only_a_grant_can_be_finished(work, lead):
    lacking = {
        state.kind: [each.part for each in state.missing]
        for state in lettering.desk(work, "demo", lead)
    }
    assert lacking == {
        LetterKind.GRANT: [],
        LetterKind.RESERVE: [Part.COMPLAINT],
        LetterKind.REFUSAL: [Part.COMPLAINT],
        LetterKind.DISMISSAL: [Part.COMPLAINT],
    }
    with pytest.raises(RefusedActionError, match="Intet brev er færdiggjort: Lyngmose Kommune"):
        finishing.finish(work, "demo", list(KINDS.items()), by=lead)
    for wanted in list(KINDS.items())[1:]:
        with pytest.raises(RefusedActionError, match="mangler klagevejledning"):
            finishing.finish(work, "demo", [wanted], by=lead)
    assert list(finishing.finished(work, "demo", lead)) == []


def test_a_draft_says_on_itself_that_it_cannot_be_sent_and_never_that_it_is_an_example(work, lead):
    _, content = lettering.preview(work, 3, LetterKind.REFUSAL, lead)
    text = read(content, work.scheme.form).text

    assert "Klagevejledningen er ikke fastlagt, og brevet kan ikke sendes." in text
    assert re.search(r"EKSEMPEL|kan ikke påklages", text) is None


def test_no_letter_is_in_the_case_file(work, lead, tmp_path):
    assert lead
    file = tmp_path / "sag.zip"
    case_file.export_round(work, "demo", builders.auditor(work), file)

    assert [name for name in contents(file) if "/breve/" in name] == []
