"""Letters while they are written: who gets what, their texts, and what is kept out of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.applications.versions import SetAside
from assessment.domain.correspondence.dialogue import Kind
from assessment.domain.letters import dossier as keys
from assessment.domain.letters.completeness import Part
from assessment.domain.outcomes.letter import CaseNumber, LetterKind, LetterText
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Judgement, Scope, Stance
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.intake import read
from assessment.workflow import lettering, people
from tests import builders, databases, outgoing
from tests.builders import NOON

WEAK = keys.weaknesses("readiness")


@pytest.fixture
def lead(workflow):
    """The lead of a round in which everything is decided and nothing is written."""
    return databases.once(workflow, outgoing.decided_round)


def save(
    workflow, by, application=3, key=WEAK, text="Planen er løs.", *, accepted=True, expected=0
):
    return lettering.save_text(
        workflow, application, key, text, accepted=accepted, by=by, expected=expected
    )


def desk(workflow, by):
    return {each.case.id: each for each in lettering.desk(workflow, "demo", by)}


def text_of(workflow, by, application=3, key=WEAK):
    texts = desk(workflow, by)[application].texts
    return next(each for each in texts if each.wanted.key == key)


def test_who_gets_what_is_told_before_anything_is_written(workflow, lead):
    found = desk(workflow, lead)

    assert {number: each.kind for number, each in found.items()} == outgoing.KINDS
    assert [len(each.letters) for each in found.values()] == [0, 0, 0, 0]
    assert not any(each.overtaken for each in found.values())
    assert {each.part for each in found[3].missing} == {
        Part.CASE_NUMBER,
        Part.CONSIDERATIONS,
        Part.FACTS,
    }


def test_what_is_only_recommended_gets_that_letter_and_misses_the_decision(workflow, lead):
    with workflow.database.begin() as repository:
        later = replace(builders.recommendation(), application=3, at=NOON.replace(hour=20))
        repository.set_recommendation(later)

    state = desk(workflow, lead)[3]

    assert state.kind is LetterKind.GRANT
    assert Part.DECISION in {each.part for each in state.missing}


def test_what_is_set_aside_gets_no_decision_but_a_receipt(workflow, lead):
    with workflow.database.begin() as repository:
        repository.set_aside(SetAside(3, 1, "Ældre.", lead.name, NOON))

    assert set(desk(workflow, lead)) == {1, 2, 4}
    receipts = lettering.receipts(workflow, "demo", lead)
    assert [(each.case.id, each.kind, each.texts) for each in receipts] == [
        (number, LetterKind.RECEIPT, ()) for number in (1, 2, 3, 4)
    ]


def test_a_request_that_stands_has_a_letter(workflow, lead):
    with workflow.database.begin() as repository:
        first = repository.add_exchange(replace(outgoing.REQUEST, application=2, answer=None))
        gone = builders.exchange(Kind.CALL, "Ringede.", counterpart="Ask")
        repository.add_exchange(gone)

    (state,) = lettering.asked(workflow, "demo", lead)

    assert (state.case.id, state.kind, state.exchange.id) == (2, LetterKind.SUPPLEMENT, first)
    assert [each.part for each in state.missing] == [Part.CASE_NUMBER]


def test_a_text_is_kept_with_who_wrote_it_and_logged(workflow, lead):
    made = save(workflow, lead, text="  Planen er løs. ")

    assert made == LetterText(
        3, WEAK, "Planen er løs.", accepted=True, by=lead.name, at=made.at, version=1
    )
    assert text_of(workflow, lead).stored == made
    changed = save(workflow, lead, text="Planen mangler.", accepted=False, expected=1)
    assert text_of(workflow, lead).stored == changed
    logged = [each for each in builders.events(workflow) if each.action is Action.LETTER_WRITTEN]
    assert [(each.subject, each.old, each.new) for each in logged] == [
        ("Ansøgers parathed: svagheder", "godkendt: Planen er løs.", "udkast: Planen mangler."),
        ("Ansøgers parathed: svagheder", "", "godkendt: Planen er løs."),
    ]


def test_what_nobody_saved_is_proposed_and_not_accepted(workflow, lead):
    draft = text_of(workflow, lead, key=keys.strengths("readiness"))

    assert (draft.accepted, draft.version, draft.stored) == (False, 0, None)
    assert draft.text == (
        "Barrierer og drivkræfter: Se felt 4.1.\n\nForankring: Se felt 4.1.\n\nLedelse: Se felt 4.1."
    )
    assert text_of(workflow, lead).text == ""  # told once, as what speaks for the application


def test_the_second_to_save_is_told_who_was_first(workflow, lead):
    first = save(workflow, lead)

    with pytest.raises(ConflictError, match="Lone Vestergaard har gemt “Ansøgers parathed") as told:
        save(workflow, lead, text="Min tekst.", expected=0)

    assert told.value.theirs == first
    assert text_of(workflow, lead).stored == first


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "Skriv teksten “Ansøgers parathed: svagheder”, før den godkendes."),
        ("\u200b", "“Ansøgers parathed: svagheder” siger intet om netop denne ansøgning;"),
        ("Vi har prioriteret.", "“Ansøgers parathed: svagheder” siger intet om netop denne"),
        ("Tyndere end Fjordbys plan.", "Teksten nævner Fjordby Kommune, som også har søgt."),
        ("tyndere end fjordby-planen", "Teksten nævner Fjordby Kommune, som også har søgt."),
        ("Som Fjord\u00adbys.", "Teksten nævner Fjordby Kommune, som også har søgt."),
        ("Åmose Kommunes ansøgning.", "“Ansøgers parathed: svagheder” siger intet om netop denne"),
        ("5.4 Forankring på sigt", "“Ansøgers parathed: svagheder” siger intet om netop denne"),
        ("Ring til 010203-1234.", "Teksten rummer et tal, der ligner et CPR-nummer."),
        ("Tyndere end Bakkedal  kommunes.", "Teksten nævner Bakkedal Kommune, som også har søgt."),
        ("Anne Holm finder den tynd.", "Teksten nævner Anne Holm, som har vurderet ansøgningen."),
    ],
)
def test_a_text_that_must_not_leave_the_house_is_refused(workflow, lead, text, sentence):
    with pytest.raises(RefusedActionError, match=sentence):
        save(workflow, lead, text=text)

    assert text_of(workflow, lead).stored is None


def test_whom_the_applicant_named_itself_may_be_named_to_it(workflow, lead):
    with workflow.database.begin() as repository:
        answers = builders.filled(**{"1.2": "Huset", "2.4.parter": "Aftale med Bakkedal Kommune."})
        repository.set_reading(3, builders.reading(answers, sha256=f"{3:064}"))

    save(workflow, lead, text="Aftalen med Bakkedal Kommune er kort.")

    with pytest.raises(RefusedActionError, match="Lyngmose Kommune"):
        save(workflow, lead, text="Lyngmose Kommune har en længere.", expected=1)


def test_what_another_applicant_wrote_is_not_told_in_its_words(workflow, lead):
    secret = "Vi har fyret to ledere i foråret og venter stadig på den nye organisationsplan."
    rule = workflow.scheme.statements[0].official_text
    with workflow.database.begin() as repository:
        answers = builders.filled(**{"1.2": "Bakkedal Kommune", "5.1": f"{secret} {rule} {rule}"})
        repository.set_reading(1, builders.reading(answers, sha256=f"{1:064}"))

    with pytest.raises(
        RefusedActionError, match="ordret, hvad en anden ansøger har skrevet: “har fyret"
    ):
        save(workflow, lead, text=f"Andre har fyret {secret[13:].upper()}")
    with pytest.raises(RefusedActionError, match="ordret, hvad en anden ansøger har skrevet"):
        save(workflow, lead, text="- " + secret.replace(" ", ",\n- ").replace("e", "e\u200b"))

    save(workflow, lead, text=f"Efter vejledningen skal {rule} I har fyret to ledere.")


def test_a_word_is_no_name(workflow, lead):
    with workflow.database.begin() as repository:
        for number, name in ((1, "Huset"), (2, "Bro"), (4, None)):
            answers = builders.filled(**{"1.2": name})
            repository.set_reading(number, builders.reading(answers, sha256=f"{number:064}"))

    # Nr. 4 does not say its name, and goes by that of its file: "4".
    save(workflow, lead, text="4 husetage i huset er en bro til egen bolig.")

    with pytest.raises(RefusedActionError, match="Teksten nævner Huset"):
        save(workflow, lead, text="Husets plan er bedre.", expected=1)


@pytest.mark.parametrize("key", [keys.DISPENSATION, keys.strengths("findes-ikke"), "noget andet"])
def test_a_letter_has_no_room_for_other_texts(workflow, lead, key):
    with pytest.raises(NotFoundError, match="Brevet har ikke plads til den tekst"):
        save(workflow, lead, key=key)


def test_a_case_number_is_the_applications_own_or_the_rounds(workflow, lead):
    def known():
        missing = desk(workflow, lead)[4].missing
        return Part.CASE_NUMBER not in {each.part for each in missing}

    assert not known()
    made = lettering.set_case_number(workflow, "demo", None, " 26/1 000 ", by=lead, expected=0)
    assert made == CaseNumber("demo", None, "26/1 000", lead.name, made.at, 1)
    assert known()
    lettering.set_case_number(workflow, "demo", None, "", by=lead, expected=1)
    assert not known()
    own = lettering.set_case_number(workflow, "demo", 4, "26/4", by=lead, expected=0)
    assert known()
    assert desk(workflow, lead)[4].case_number == own
    with pytest.raises(ConflictError, match="Lone Vestergaard har gemt et sagsnummer"):
        lettering.set_case_number(workflow, "demo", 4, "26/5", by=lead, expected=0)
    logged = [each for each in builders.events(workflow) if each.action is Action.CASE_NUMBERED]
    assert [(each.application, each.old, each.new) for each in logged] == [
        (4, "", "26/4"),
        (None, "26/1 000", ""),
        (None, "", "26/1 000"),
    ]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("010203-1234", "ligner et CPR-nummer"), ("9" * 61, "højst 60 tegn")],
)
def test_a_case_number_that_cannot_be_one_is_refused(workflow, lead, number, sentence):
    with pytest.raises(RefusedActionError, match=sentence):
        lettering.set_case_number(workflow, "demo", 1, number, by=lead, expected=0)


def test_an_application_of_another_round_gets_no_number_of_this_one(workflow, lead):
    builders.at_phase(workflow, Phase.RECEIVING, "2024-1")

    with pytest.raises(NotFoundError, match="hører til en anden runde"):
        lettering.set_case_number(workflow, "2024-1", 1, "26/1", by=lead, expected=0)


def test_a_preview_is_marked_and_needs_every_reason(workflow, lead):
    with pytest.raises(
        RefusedActionError, match="Åmose Kommune kan ikke hentes uden sin begrundelse"
    ):
        lettering.preview(workflow, 3, LetterKind.REFUSAL, lead)
    outgoing.written(workflow, lead)

    name, content = lettering.preview(workflow, 3, LetterKind.REFUSAL, lead)

    assert name == "udkast-03-åmose-kommune-afslag.docx"
    assert f"Om {WEAK} hos nr. 3." in read(content, workflow.scheme.form).text
    event = builders.events(workflow)[0]
    assert (event.action, event.subject, event.new) == (Action.NOTE_WRITTEN, "brev", "udkast")


def test_a_preview_is_of_the_letter_that_the_applicant_gets(workflow, lead):
    outgoing.written(workflow, lead)

    with pytest.raises(RefusedActionError, match="skal ikke have brevet tilsagn"):
        lettering.preview(workflow, 3, LetterKind.GRANT, lead)
    with pytest.raises(RefusedActionError, match="hentes fra siden Dialog"):
        lettering.preview(workflow, 3, LetterKind.HEARING, lead)
    assert lettering.preview(workflow, 3, LetterKind.RECEIPT, lead)[0].startswith("udkast-03")


def test_what_is_hidden_from_somebody_is_in_no_letter_of_theirs(workflow):
    lead = outgoing.decided_round(workflow, phase=Phase.RECOMMENDATION)
    outgoing.written(workflow, lead)
    both = people.join(workflow, "Frida Lund", {Role.LEAD, Role.REVIEWER})
    builders.impartial(workflow, both)
    with workflow.database.begin() as repository:
        repository.set_assignment(Assignment(3, both, "Lone", NOON, version=1))

    assert set(desk(workflow, both)) == {1, 2, 4}
    with pytest.raises(NotPermittedError, match="Andres vurdering af Åmose Kommune er skjult"):
        save(workflow, both, expected=1)
    with pytest.raises(NotPermittedError, match="Andres vurdering af Åmose Kommune er skjult"):
        lettering.preview(workflow, 3, LetterKind.REFUSAL, both)


def test_what_is_closed_to_somebody_is_left_out_and_counted_all_the_same(workflow):
    lead = outgoing.decided_round(workflow)
    outgoing.written(workflow, lead)
    other = people.join(workflow, "Frida Lund", {Role.LEAD})
    builders.impartial(workflow, other)
    with workflow.database.begin() as repository:
        judged = Judgement(Scope.APPLICATION, "Nær familie.", "Karin Dahl", NOON)
        repository.set_declaration(
            builders.declaration(other, Stance.DOUBT, application_id=3, judgement=judged, version=2)
        )

    found = desk(workflow, other)

    assert set(found) == {1, 2, 4}
    assert [each.part for each in found[2].missing] == []
    with pytest.raises(RefusedActionError, match="Teksten nævner Åmose Kommune"):
        save(workflow, other, application=2, text="Bedre end Åmose Kommune.", expected=1)
