"""Nothing that belongs to somebody else, or to nobody outside, gets into a letter or a note.

Each applicant, reviewer and draft has a word of its own that stands nowhere else. Every document of
the round is made as its people would make it, and read back with the project's own reader.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from assessment.domain.correspondence.dialogue import Answered, Kind, Weighed
from assessment.domain.outcomes.decision import Decision
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.panel.access import Phase
from assessment.domain.reviewing.review import Score
from assessment.errors import RefusedActionError
from assessment.intake import read
from assessment.workflow import finishing, lettering, notes, receiving
from tests import builders, outgoing
from tests.builders import NOON
from tests.outgoing import KINDS, NAMES
from tests.word_files import control, p, word_file

CPR = "010203-1234"
DRAFT = "hemmeligtudkast"
INNER = "indstillingsord"
"""What stands in a review that nobody submitted, and in what the panel writes to itself."""


def own(number):
    """The word that stands in what one applicant wrote or was told, and nowhere else."""
    return f"kendeord{'abcd'[number - 1]}"


OWN = tuple(map(own, NAMES))


def application(number):
    """A Word file in which the applicant's own word and a citizen's number stand in every text."""
    answers = builders.filled(**{"1.2": NAMES[number]})
    texts = {
        key: f"{value} {own(number)} {CPR}"
        for key, value in answers.items()
        if str(value).startswith("Svar på")
    }
    shown = texts | {"1.2": NAMES[number]}
    return word_file(*(p(control(key, text)) for key, text in shown.items()))


@pytest.fixture
def lead(workflow):
    """The lead of a round full of secrets, in which every letter can be finished."""
    lead, anne = builders.lead(workflow), builders.reviewer(workflow)
    bo = builders.reviewer(workflow, "Bo Lund")
    uploads = [receiving.Upload(f"{number}.docx", application(number), NOON) for number in NAMES]
    builders.at_phase(workflow, Phase.RECEIVING)
    list(receiving.receive(workflow, "demo", uploads, lead))
    builders.at_phase(workflow, Phase.DECIDED)
    with workflow.database.begin() as repository:
        repository.set_undertaking(outgoing.UNDERTAKING)
        for number in NAMES:
            outgoing.judge(repository, number, anne, f"Klar, jf. felt 4.1. {own(number)}")
            _write_inside(repository, number, bo)
            _correspond(repository, number)
    builders.impartial(workflow, lead, anne, bo, builders.decider(workflow))
    return lead


def _write_inside(repository, number, reviewer):
    """A review that is not submitted, and what the panel says of one applicant beside the others."""
    for aspect in builders.cti_scheme().aspects:
        repository.save_score(number, reviewer.id, Score(aspect.id, 4, DRAFT, NOON, 1))
    award = outgoing.AWARDS[KINDS[number]]
    told = f"{INNER}, bedre end {' og '.join(NAMES.values())}"
    made = builders.recommendation(award, reason=told, answer=told, choice=told)
    repository.set_recommendation(replace(made, application=number))
    decided = Decision(number, award, told, "Karin Dahl", NOON, 1, remark=told)
    repository.set_decision(decided)


def _correspond(repository, number):
    """A call, a hearing that was weighed, a request that was answered, a question."""
    of = {"application": number}
    answered = Answered(f"Svar {own(number)}", NOON, "Lone Vestergaard")
    call = builders.exchange(Kind.CALL, f"{INNER} {own(number)}", counterpart="Ask", **of)
    repository.add_exchange(call)
    outside = replace(outgoing.OUTSIDE, text=f"Kilde {own(number)}", **of)
    about = repository.add_exchange(outside)
    weighed = Weighed(f"{INNER} {own(number)}", NOON, "Lone Vestergaard")
    text = f"Hvad siger I? {own(number)}"
    hearing = {"concerns": about, "answer": answered, "weighed": weighed, "text": text}
    repository.add_exchange(replace(outgoing.HEARING, **hearing, **of))
    request = {"answer": answered, "text": f"1. Hvor mange? {own(number)}"}
    repository.add_exchange(replace(outgoing.REQUEST, **request, **of))
    asked = builders.exchange(
        Kind.QUESTION, f"Må vi? {own(number)}", counterpart="Ask", answer=answered, **of
    )
    repository.add_exchange(replace(asked, deadline=NOON + timedelta(days=1)))


def accept(workflow, lead):
    """Accept what is proposed as it stands, and write what nothing is proposed for."""
    lettering.set_case_number(workflow, "demo", None, "26/12345", by=lead, expected=0)
    for state in lettering.desk(workflow, "demo", lead):
        for draft in state.texts:
            text = f"{draft.text}\n\nDet er overvejet."
            lettering.save_text(
                workflow, state.case.id, draft.wanted.key, text, accepted=True, by=lead, expected=0
            )


def letters(workflow, lead):
    """Every letter of the round with its applicant: by itself, in the batch and as a draft."""
    wanted = [*KINDS.items(), *((number, LetterKind.RECEIPT) for number in KINDS)]
    made = [*finishing.finish(workflow, "demo", wanted, by=lead)]
    asked = lettering.asked(workflow, "demo", lead)
    made += [finishing.finish_exchange(workflow, each.exchange.id, by=lead) for each in asked]
    for each in made:
        yield each.application, finishing.file(workflow, each.id, lead)[1]
    for number, kind in wanted:
        yield number, lettering.preview(workflow, number, kind, lead)[1]
    _, packed = finishing.letters_zip(workflow, "demo", lead)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        for name in archive.namelist():
            yield int(name[:2]), archive.read(name)


def everything(content, form):
    """All that stands in a Word file: what our reader sees, and every part as it is stored."""
    found = read(content, form)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(each).decode("utf-8", "replace") for each in archive.namelist()]
    pieces = (found.text, found.hidden, found.comments, found.deleted, *parts)
    return "\n".join(re.sub(r"<[^>]+>", "", each) for each in pieces).casefold()


def leaks(text, number, *, names=True):
    """What of somebody else's, or of nobody's outside, stands in a document to one applicant."""
    others = [own(each) for each in NAMES if each != number]
    if names:
        others += [name.casefold() for each, name in NAMES.items() if each != number]
    return [each for each in (*others, DRAFT, CPR, CPR.replace("-", "")) if each in text]


def test_no_letter_tells_of_another_applicant_a_citizen_or_the_panel(workflow, lead):
    accept(workflow, lead)
    form, told = workflow.scheme.form, dict.fromkeys(NAMES, "")

    made = list(letters(workflow, lead))
    for number, content in made:
        text = everything(content, form)
        told[number] += text
        assert leaks(text, number) == []
        # Who assessed, and what the panel wrote to itself, is nobody's outside.
        assert [
            each for each in (INNER, "anne holm", "bo lund", "karin dahl") if each in text
        ] == []

    assert len(made) == len(KINDS) * (1 + 1 + 2) + len(KINDS) * 2 + len(KINDS) * 4
    # The test would see a leak: what is the applicant's own does get there.
    assert [own(number) in told[number] for number in NAMES] == [True] * len(NAMES)


def test_no_note_of_an_application_tells_of_another_or_of_a_draft(workflow, lead):
    form = workflow.scheme.form
    round_note, *batch = notes.all_notes(workflow, "demo", lead)
    alone = [notes.note(workflow, number, lead) for number in NAMES]

    for number, document in [*zip(NAMES, batch, strict=True), *zip(NAMES, alone, strict=True)]:
        text = everything(document.content, form)
        assert own(number) in text
        assert leaks(text, number, names=False) == []
    of_all = everything(round_note.content, form)
    assert [each for each in (DRAFT, CPR) if each in of_all] == []


@pytest.mark.parametrize("number", NAMES)
def test_no_proposal_tells_of_another_applicant_or_of_a_draft(workflow, lead, number):
    (state,) = (each for each in lettering.desk(workflow, "demo", lead) if each.case.id == number)
    text = "\n".join(draft.text for draft in state.texts).casefold()

    assert leaks(text, number) == []
    assert [each for each in (INNER, "anne holm", "bo lund") if each in text] == []


def test_another_applicants_name_in_a_reason_stops_the_letter_and_not_the_reader(workflow, lead):
    """A reviewer may well compare: the proposal is not accepted as it stands."""
    anne = builders.reviewer(workflow)
    with workflow.database.begin() as repository:
        for aspect in workflow.scheme.aspects:
            score = Score(aspect.id, 3, f"Svagere end {NAMES[1]}.", NOON, 2)
            repository.save_score(3, anne.id, score)

    with pytest.raises(RefusedActionError, match=f"Teksten nævner {NAMES[1]}"):
        accept(workflow, lead)
