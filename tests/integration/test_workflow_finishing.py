"""Finished letters: all or none, fixed for good, and noted as sent by a human."""

from __future__ import annotations

import hashlib
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from docxtpl import DocxTemplate

from assessment.domain.correspondence.dialogue import Kind
from assessment.domain.letters import dossier as keys
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.outcomes.letter import Channel, LetterKind, Sent
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.intake import read
from assessment.workflow import finishing, lettering, people, templates
from tests import builders, databases, outgoing
from tests.builders import NOON
from tests.outgoing import KINDS

ALL = tuple(KINDS.items())
POST = Channel.DIGITAL_POST


@pytest.fixture
def lead(workflow):
    """The lead of a round in which everything is decided and nothing is written."""
    return databases.once(workflow, outgoing.decided_round)


@pytest.fixture
def ready(workflow):
    """The lead of that round once every text is accepted."""
    return databases.once(workflow, outgoing.written_round)


def finish(workflow, by, *wanted):
    return finishing.finish(workflow, "demo", wanted or ALL, by=by)


def kept(workflow):
    with workflow.database.read() as reader:
        return reader.letters("demo")


def change(workflow, by, text="Planen er blevet løsere.", expected=1):
    """Change a reason in the refusal."""
    return lettering.save_text(
        workflow, 3, keys.weaknesses("readiness"), text, accepted=True, by=by, expected=expected
    )


def test_all_letters_of_a_round_are_finished_at_once_and_fixed_with_their_hash(workflow, ready):
    made = finish(workflow, ready)

    assert made == kept(workflow)
    assert [(each.application, each.kind, each.number, each.filename) for each in made] == [
        (1, LetterKind.GRANT, 1, "01-bakkedal-kommune-tilsagn-1.docx"),
        (2, LetterKind.RESERVE, 1, "02-lyngmose-kommune-reserve-1.docx"),
        (3, LetterKind.REFUSAL, 1, "03-åmose-kommune-afslag-1.docx"),
        (4, LetterKind.DISMISSAL, 1, "04-fjordby-kommune-afvisning-1.docx"),
    ]
    for each in made:
        name, content = finishing.file(workflow, each.id, ready)
        assert (name, hashlib.sha256(content).hexdigest()) == (each.filename, each.sha256)
        assert read(content, workflow.scheme.form).text
    logged = [each for each in builders.events(workflow) if each.action is Action.LETTER_FINISHED]
    assert [(each.subject, each.new) for each in reversed(logged)] == [
        (each.filename, f"SHA-256 {each.sha256}") for each in made
    ]


def test_a_letters_hash_is_of_what_it_says_and_not_of_when_its_file_was_packed(workflow, ready):
    (letter,) = finish(workflow, ready, ALL[2])

    with zipfile.ZipFile(BytesIO(finishing.file(workflow, letter.id, ready)[1])) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_none_is_finished_while_one_lacks_something_and_each_is_named_with_what(workflow, lead):
    with pytest.raises(RefusedActionError) as told:
        finish(workflow, lead)

    assert str(told.value) == (
        "Intet brev er færdiggjort: Bakkedal Kommune (tilsagn) mangler sagsnummer; Lyngmose Kommune "
        "(reserve) mangler sagsnummer, hovedhensyn og oplysninger af væsentlig betydning; Åmose "
        "Kommune (afslag) mangler sagsnummer, hovedhensyn og oplysninger af væsentlig betydning; "
        "Fjordby Kommune (afvisning) mangler sagsnummer, hvorfor et krav ikke er opfyldt, hvad der "
        "er spurgt om og hvorfor der ikke gøres en undtagelse. Se på siden Breve, hvad der skal "
        "skrives hvor."
    )
    assert kept(workflow) == ()


def test_a_refusal_with_points_and_no_accepted_reason_keeps_the_whole_batch_back(workflow, ready):
    lettering.save_text(workflow, 3, keys.FACTS, "Et udkast.", accepted=False, by=ready, expected=1)

    with pytest.raises(
        RefusedActionError, match=r"færdiggjort: Åmose Kommune \(afslag\) mangler o"
    ):
        finish(workflow, ready)

    assert kept(workflow) == ()


def test_two_who_finish_at_once_get_the_same_letters(workflow, ready):
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: finish(workflow, ready), range(4)))

    assert found == [kept(workflow)] * 4
    assert [each.number for each in kept(workflow)] == [1, 1, 1, 1]


def test_a_letter_that_says_the_same_is_not_made_again(workflow, ready):
    first = finish(workflow, ready)
    again = finish(workflow, ready)

    assert again == first == kept(workflow)


def test_a_change_makes_a_new_letter_beside_the_old_one_which_stays_as_it_was(workflow, ready):
    first = finish(workflow, ready)
    before = finishing.file(workflow, first[2].id, ready)
    assert not any(each.overtaken for each in lettering.desk(workflow, "demo", ready))
    change(workflow, ready)

    state = lettering.desk(workflow, "demo", ready)[2]
    assert state.overtaken
    second = finish(workflow, ready)

    assert [each.id for each in second] == [1, 2, 5, 4]
    assert (second[2].number, second[2].filename) == (2, "03-åmose-kommune-afslag-2.docx")
    assert second[2].basis != first[2].basis
    assert finishing.file(workflow, first[2].id, ready) == before
    state = lettering.desk(workflow, "demo", ready)[2]
    assert (state.letters, state.overtaken) == ((first[2], second[2]), False)


def test_another_decision_overtakes_a_letter_of_another_kind(workflow, ready):
    first = finish(workflow, ready)
    with workflow.database.begin() as repository:
        repository.set_decision(Decision(3, Award.RESERVE, "", "Karin Dahl", NOON, 2))

    state = lettering.desk(workflow, "demo", ready)[2]

    assert (state.kind, state.letters, state.overtaken) == (LetterKind.RESERVE, (first[2],), True)
    with pytest.raises(RefusedActionError, match="mangler en afgørelse, der står ved magt"):
        finish(workflow, ready, (3, LetterKind.REFUSAL))
    with pytest.raises(RefusedActionError, match="Sagen er ændret"):
        sent(workflow, ready, first[2])
    (new,) = finish(workflow, ready, (3, LetterKind.RESERVE))
    assert (new.number, new.kind) == (1, LetterKind.RESERVE)


def test_the_same_letter_asked_for_twice_is_one(workflow, ready):
    assert len(finish(workflow, ready, ALL[0], ALL[0])) == 1


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ((), "Vælg mindst ét brev, der skal færdiggøres."),
        (((1, LetterKind.HEARING),), "Vælg på siden Dialog, hvilken partshøring til Bakkedal"),
    ],
)
def test_what_is_no_choice_is_refused(workflow, ready, wanted, sentence):
    with pytest.raises(RefusedActionError, match=sentence):
        finishing.finish(workflow, "demo", wanted, by=ready)


def test_a_receipt_needs_no_decision(workflow):
    lead = outgoing.decided_round(workflow, phase=Phase.RECEIVING)
    lettering.set_case_number(workflow, "demo", 2, "26/2", by=lead, expected=0)

    (made,) = finish(workflow, lead, (2, LetterKind.RECEIPT))

    assert (made.kind, made.filename) == (
        LetterKind.RECEIPT,
        "02-lyngmose-kommune-kvittering-1.docx",
    )
    receipts = lettering.receipts(workflow, "demo", lead)
    assert [each.letters for each in receipts] == [(), (made,), (), ()]


@pytest.fixture
def request_(workflow, ready):
    """The id of a request to an applicant of that round."""
    del ready
    with workflow.database.begin() as repository:
        return repository.add_exchange(replace(outgoing.REQUEST, application=2))


def test_a_request_gets_a_letter_of_its_own(workflow, ready, request_):
    with workflow.database.begin() as repository:
        second = repository.add_exchange(replace(outgoing.REQUEST, application=2, text="1. Hvor?"))

    first = finishing.finish_exchange(workflow, request_, by=ready)
    other = finishing.finish_exchange(workflow, second, by=ready)

    assert (first.kind, first.exchange, first.number) == (LetterKind.SUPPLEMENT, request_, 1)
    assert (other.exchange, other.number) == (second, 2)
    assert finishing.finish_exchange(workflow, request_, by=ready) == first
    states = lettering.asked(workflow, "demo", ready)
    assert [each.letters for each in states] == [(first,), (other,)]


def test_what_asks_nobody_has_no_letter(workflow, ready):
    with workflow.database.begin() as repository:
        call = repository.add_exchange(builders.exchange(Kind.CALL, "Ringede.", counterpart="Ask"))

    with pytest.raises(RefusedActionError, match="kun et brev til en anmodning eller"):
        finishing.finish_exchange(workflow, call, by=ready)


def sent(workflow, by, letter, on=NOON, *, channel=POST, expected=1):
    return finishing.record_sent(workflow, letter.id, channel, on.date(), by=by, expected=expected)


def test_that_a_letter_was_sent_is_noted_with_how_and_when_and_its_hash(workflow, ready):
    refusal = finish(workflow, ready)[2]
    before = finishing.file(workflow, refusal.id, ready)

    made = sent(workflow, ready, refusal)

    assert made == replace(
        refusal, sent=Sent(POST, NOON.date(), ready.name, made.sent.at), version=2
    )
    assert made in kept(workflow)
    event = builders.events(workflow)[0]
    assert (event.action, event.subject, event.new) == (
        Action.LETTER_SENT,
        refusal.filename,
        f"Digital Post, 01.10.2026, SHA-256 {refusal.sha256}",
    )
    assert finishing.file(workflow, refusal.id, ready) == before


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-1, "Brevet kan ikke være sendt, før det blev færdigt den 01.10.2026. Ret datoen."),
        (1, "Brevet kan ikke være sendt ude i fremtiden. Ret datoen."),
    ],
)
def test_a_letter_was_sent_on_a_day_that_can_be(workflow, ready, days, sentence):
    letter = finish(workflow, ready)[0]

    with pytest.raises(RefusedActionError) as told:
        sent(workflow, ready, letter, NOON + timedelta(days=days))

    assert str(told.value) == sentence
    assert kept(workflow)[0].sent is None


def test_the_second_to_note_it_is_told_who_was_first(workflow, ready):
    letter = finish(workflow, ready)[0]
    first = sent(workflow, ready, letter)

    with pytest.raises(ConflictError, match="Lone Vestergaard har gemt en afsendelse") as told:
        sent(workflow, ready, letter, channel=Channel.POST)

    assert told.value.theirs == first
    assert (
        sent(workflow, ready, letter, channel=Channel.POST, expected=2).sent.channel
        == "brev med posten"
    )


def test_a_letter_that_was_overtaken_is_not_to_be_sent(workflow, ready):
    letter = finish(workflow, ready)[2]
    change(workflow, ready)

    with pytest.raises(RefusedActionError, match="Færdiggør en ny version, og send den"):
        sent(workflow, ready, letter)


def test_that_an_overtaken_letter_went_out_before_the_next_one_was_made_can_be_noted(
    workflow, ready
):
    old = finish(workflow, ready)[2]
    workflow.clock.now += timedelta(days=5)
    change(workflow, ready)
    finish(workflow, ready)
    workflow.clock.now += timedelta(days=5)

    with pytest.raises(RefusedActionError, match="Færdiggør en ny version"):
        sent(workflow, ready, old, NOON + timedelta(days=6))
    assert sent(workflow, ready, old, NOON + timedelta(days=2)).sent.on.day == 3


def test_the_zip_has_what_may_be_sent_and_what_was(workflow, ready, request_):
    with pytest.raises(RefusedActionError, match="Der er ingen færdige breve at hente"):
        finishing.letters_zip(workflow, "demo", ready)
    made = finish(workflow, ready)
    sent(workflow, ready, made[1])
    finishing.finish_exchange(workflow, request_, by=ready)
    for number in (2, 3):
        lettering.save_text(
            workflow, number, keys.FACTS, "Noget andet.", accepted=True, by=ready, expected=1
        )

    name, content = finishing.letters_zip(workflow, "demo", ready)

    entries = zipfile.ZipFile(BytesIO(content)).infolist()
    assert name == "breve-demo.zip"
    # Each is dated by when it was finished, in Danish time.
    assert {each.date_time[:5] for each in entries} == {(2026, 10, 1, 12, 0)}
    assert [each.filename for each in entries] == [
        "01-bakkedal-kommune-tilsagn-1.docx",
        "02-lyngmose-kommune-reserve-1.docx",
        "04-fjordby-kommune-afvisning-1.docx",
        "02-lyngmose-kommune-supplerende-oplysninger-1.docx",
    ]
    chosen = finishing.finished(workflow, "demo", ready, [LetterKind.DISMISSAL])
    assert [each for each, _ in chosen] == ["04-fjordby-kommune-afvisning-1.docx"]


def test_a_letter_that_is_not_there_is_not_found(workflow, ready):
    with pytest.raises(NotFoundError, match=r"Brev nr\. 99 findes ikke"):
        finishing.file(workflow, 99, ready)


def test_whoever_may_not_know_the_judgement_gets_no_letter_that_tells_it(workflow):
    lead = outgoing.decided_round(workflow, phase=Phase.RECOMMENDATION)
    outgoing.written(workflow, lead)
    refusal = finish(workflow, lead)[2]
    (receipt,) = finish(workflow, lead, (3, LetterKind.RECEIPT))
    both = people.join(workflow, "Frida Lund", {Role.LEAD, Role.REVIEWER})
    builders.impartial(workflow, both)
    builders.assigned(workflow, 3, both)
    builders.at_phase(workflow, Phase.RECOMMENDATION)

    assert finishing.file(workflow, receipt.id, both)[0] == receipt.filename
    for attempt in (
        lambda: finishing.file(workflow, refusal.id, both),
        lambda: finish(workflow, both, (3, LetterKind.REFUSAL)),
        lambda: sent(workflow, both, refusal),
    ):
        with pytest.raises(NotPermittedError, match="Andres vurdering af Åmose Kommune er skjult"):
            attempt()


def test_the_authoritys_own_template_is_used(workflow, ready, tmp_path):
    template = DocxTemplate(BytesIO(templates.default(LetterKind.GRANT)))
    template.init_docx()
    template.docx.sections[0].header.paragraphs[0].add_run("Styrelsens eget brevhoved")
    template.docx.save(tmp_path / "tilsagn.docx")
    own = replace(workflow, templates=tmp_path)

    made = finish(own, ready)

    told = [read(finishing.file(own, each.id, ready)[1], own.scheme.form).text for each in made]
    assert ["Styrelsens eget brevhoved" in each for each in told] == [True, False, False, False]


def test_a_template_that_cannot_be_used_finishes_nothing(workflow, ready, tmp_path):
    (tmp_path / "afslag.docx").write_bytes(b"PK")

    with pytest.raises(RefusedActionError, match=r"Skabelonen “afslag\.docx” kan ikke bruges"):
        finish(replace(workflow, templates=tmp_path), ready)

    assert kept(workflow) == ()


def test_a_case_that_changes_while_its_letter_is_made_gets_no_letter(workflow, ready):
    looked = []

    def clock():
        if not looked:
            looked.append(change(workflow, ready))
        return workflow.clock()

    with pytest.raises(RefusedActionError, match="Sagen om Åmose Kommune blev ændret, mens"):
        finish(replace(workflow, clock=clock), ready)

    assert kept(workflow) == ()
