"""Notes of a whole round: who gets which, many at once, and read back word by word."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace

import pytest

from assessment.domain.outcomes.letter import CaseNumber
from assessment.domain.panel.people import Role
from assessment.domain.ranking.verdicts import sentence
from assessment.domain.rounds.event import Action
from assessment.domain.words.wording import decimal
from assessment.errors import NotFoundError, NotPermittedError, RefusedFileError
from assessment.intake import read
from assessment.intake.worker import Workers
from assessment.notes.accessibility import problems
from assessment.workflow import demo, notes, people, reviewing
from assessment.workflow.cases import round_cases
from tests import builders, generated_round
from tests.builders import NOON

FORM = builders.cti_scheme().form


@pytest.fixture
def work():
    """A workflow on an empty database in memory; what is written does not depend on the product."""
    made = replace(builders.workflow(), tool="9.9 (SHA-256 abc)")
    yield made
    made.database.close()


def panel(work):
    return builders.reviewer(work), builders.reviewer(work, "Bo Lund")


@pytest.fixture
def begun(work):
    """An application that Bo has assessed and submitted, and of which Anne has written one aspect."""
    builders.received(work, "01")
    builders.assigned(work, 1, *panel(work))
    builders.scored(work, 1, panel(work)[1], 2)
    reviewing.save_score(
        work, 1, panel(work)[0], "1a", points=4, reason="Annes udkast.", expected=0
    )
    return work


def text_of(written):
    return read(written.content, FORM).text


# --- own assessments ------------------------------------------------------------------------------


def test_ones_own_assessment_can_be_had_at_any_time_marked_as_a_draft(begun):
    anne, _ = panel(begun)

    written = notes.own_assessment(begun, 1, anne.id, anne)

    assert written.filename == "01-bakkedal-kommune-vurdering-anne-holm.docx"
    text = text_of(written)
    assert "Udkast. Notatet er ikke færdigt; der mangler:" in text
    assert "Begrundelse: Annes udkast." in text
    assert "Bo Lund" not in text
    assert "Version 9.9 (SHA-256 abc)" in text
    event = builders.events(begun)[0]
    assert (event.action, event.application, event.subject, event.new) == (
        Action.NOTE_WRITTEN,
        1,
        written.filename,
        "udkast",
    )


def test_a_draft_of_another_is_given_to_nobody(begun):
    anne, bo = panel(begun)
    lead = builders.lead(begun)
    builders.impartial(begun, lead)

    for by in (lead, bo, builders.auditor(begun)):
        with pytest.raises(NotFoundError, match="Der er ingen vurdering at hente for Bakkedal"):
            notes.own_assessment(begun, 1, anne.id, by)


def test_what_another_submitted_waits_for_ones_own(begun):
    anne, bo = panel(begun)

    with pytest.raises(NotPermittedError, match="Andres vurderinger kan hentes, når din egen"):
        notes.own_assessment(begun, 1, bo.id, anne)

    auditor = builders.auditor(begun)
    assert "Udkast." not in text_of(notes.own_assessment(begun, 1, bo.id, auditor))


def test_who_has_no_review_gets_none(begun):
    lead = builders.lead(begun)
    builders.impartial(begun, lead)

    with pytest.raises(NotFoundError):
        notes.own_assessment(begun, 1, lead.id, lead)


# --- a whole round --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown():
    """The demo round, with all that is written of it by name."""
    work = builders.workflow()
    demo.load(work, builders.SAMPLES)
    auditor = people.join(work, "Peter Lind", {Role.READER})
    with work.database.begin() as repository:
        for key, number in ((None, "2026-900"), (3, "2026-903")):
            repository.set_case_number(CaseNumber("demo", key, number, "Lone", NOON, 1))
    batch = notes.all_notes(work, "demo", auditor, assessments=True)
    yield round_cases(work, "demo", auditor), list(batch), batch.total
    work.database.close()


def test_a_batch_says_how_many_there_are_and_each_has_a_name_of_its_own(shown):
    round_, written, total = shown
    reviews = sum(len(case.submitted) for case in round_.cases)

    assert len(written) == total == 2 + len(round_.cases) + reviews
    assert Counter(each.filename for each in written).most_common(1)[0][1] == 1


def test_everything_of_the_demo_round_can_be_read_by_all(shown):
    _, written, _ = shown

    assert {each.filename: problems(each.content) for each in written} == {
        each.filename: () for each in written
    }


def test_every_document_of_the_demo_round_carries_its_case_number_and_what_it_was_made_from(shown):
    round_, written, _ = shown

    for each in written:
        text = text_of(each)
        assert "2026-900" in text
        assert ("2026-903" in text) is each.filename.startswith("03-")
        assert round_.criteria_sha256 in text
        assert "Peter Lind" in text


def test_every_reason_point_and_place_of_the_demo_round_is_found_in_its_note(shown):
    round_, written, _ = shown
    texts = {each.filename: text_of(each) for each in written}
    content = io.StringIO((builders.SAMPLES / "reviews.csv").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(content))
    assert rows

    missing = missed(round_, texts)

    assert missing == []


def missed(round_, texts):
    """What is not found where it belongs: reasons, points, agreements, totals and places."""
    found = []
    for case in round_.cases:
        of_it = {name: text for name, text in texts.items() if name.startswith(f"{case.id:02d}-")}
        (note,) = [text for name, text in of_it.items() if "-vurdering-" not in name]
        found += [told for told in expected(round_, case) if told not in note]
        for name, text in of_it.items():
            reasons = (told for told in own_words(case) if name.endswith(f"{told[0]}.docx"))
            found += [told for told in reasons if told[1] not in text]
    return found


def own_words(case):
    """Each reason with the end of the name of its author's file."""
    for review in case.submitted:
        for score in review.scores.values():
            yield review.reviewer.name.casefold().replace(" ", "-"), score.reason


def expected(round_, case):
    for review in case.submitted:
        for score in review.scores.values():
            yield f"{review.reviewer.name} ({score.points}): {score.reason}"
    for made in case.consensus.values():
        if made.stands:
            yield f"Konsensus {decimal(made.points)}: {made.reason}"
    if case.recommendation:
        yield case.recommendation.reason
    standing = round_.ranking.standing(str(case.id))
    if standing.total is not None:
        yield f"Samlet {decimal(standing.total)} af 5"
        verdict = round_.robustness.verdicts[str(case.id)]
        if standing.group.value in {"in", "out"}:
            yield sentence(verdict, round_.robustness, round_.scheme)
        yield f"plads {standing.place}"


def test_every_reason_point_and_place_of_thirty_generated_applications_is_found(work):
    lead, ids = generated_round.fill(work, 30)

    batch = notes.all_notes(work, "demo", lead)
    texts = {each.filename: text_of(each) for each in batch}

    round_ = round_cases(work, "demo", lead)
    assert len(texts) == batch.total == len(ids) + 2
    assert missed(round_, texts) == []
    for case in round_.cases:  # and nothing of any other in it
        name = f"{case.id:02d}-kommune-{case.id}.docx"
        others = [str(each) for each in ids if each != case.id]
        assert not [each for each in others if f"i nr. {each}:" in texts[name]]
    minutes = texts["konsensusreferat-demo.docx"]
    assert all(f"Enige om nr. {each}: " in minutes for each in ids)


def test_many_are_made_in_processes_of_their_own_and_are_the_same_in_the_same_order(
    work, monkeypatch
):
    lead, _ = generated_round.fill(work, 6)
    here = [text_of(each) for each in notes.all_notes(work, "demo", lead)]

    monkeypatch.setattr(notes, "_MANY", 1)
    workers = Workers(count=2)
    apart = notes.all_notes(replace(work, run=workers.run), "demo", lead)
    there = [text_of(each) for each in apart]
    workers.close()

    assert there == here


def test_where_another_process_cannot_make_one_it_is_made_here(work, monkeypatch):
    lead, _ = generated_round.fill(work, 2)
    monkeypatch.setattr(notes, "_MANY", 1)

    def refuse(*_):
        raise RefusedFileError("too_heavy", "For stor.")

    made = list(notes.all_notes(replace(work, run=refuse), "demo", lead))

    assert [each.filename for each in made] == [
        "indstillingsnotat-demo.docx",
        "konsensusreferat-demo.docx",
        "01-kommune-1.docx",
        "02-kommune-2.docx",
    ]
    logged = [each.subject for each in builders.events(work) if each.action is Action.NOTE_WRITTEN]
    assert logged == [each.filename for each in reversed(made)]


def test_what_nobody_asks_for_is_neither_made_nor_logged(work, monkeypatch):
    lead, _ = generated_round.fill(work, 12)
    monkeypatch.setattr(notes, "_MANY", 1)

    batch = notes.all_notes(work, "demo", lead)
    next(batch)
    batch.documents.close()

    logged = [each.subject for each in builders.events(work) if each.action is Action.NOTE_WRITTEN]
    assert logged == ["indstillingsnotat-demo.docx"]


def test_minutes_are_in_the_batch_only_where_anything_was_discussed(work):
    builders.received(work, "01")
    lead = builders.lead(work)
    builders.impartial(work, lead)

    assert [each.filename for each in notes.all_notes(work, "demo", lead)] == [
        "indstillingsnotat-demo.docx",
        "01-bakkedal-kommune.docx",
    ]
    assert notes.minutes(work, "demo", lead).filename == "konsensusreferat-demo.docx"
