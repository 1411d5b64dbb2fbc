"""Who must do what now: the tasks of a person, and what a phase asks of each role."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from assessment.domain.correspondence.dialogue import Answered, Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.panel.access import Phase, may
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.rounds.case import Closed
from assessment.domain.rounds.progress import Step
from assessment.domain.rounds.sight import OWN_FIRST
from assessment.domain.rounds.tasks import DUTIES, Agenda, Outlook, Task, agenda, tasks
from tests.builders import NOON, case, recommendation, review, round_of, screening

ANNE = Person(1, "Anne Holm", roles=frozenset({Role.REVIEWER}))
JENS = Person(2, "Jens Krogh", roles=frozenset({Role.REVIEWER}))
LONE = Person(3, "Lone Vestergaard", roles=frozenset({Role.LEAD}))
KARIN = Person(4, "Karin Dahl", roles=frozenset({Role.DECIDER}))
PETER = Person(5, "Peter Lind", roles=frozenset({Role.READER}))
LATER = Outlook(NOON)
OPEN = screening(unsettled=["G2"])
TELL = "Skriv og send brevet om afgørelsen for Bakkedal Kommune, og notér afsendelsen."


def round_at(phase, *cases, closed=(), exchanges=()):
    return replace(round_of(*cases), phase=phase, closed=closed, exchanges=exchanges)


def given_to(*reviewers, abstained=""):
    return tuple(Assignment(1, each, "Lone", NOON, abstained, 1) for each in reviewers)


def exchange(kind, **rest):
    return Exchange(1, "demo", 1, kind, "Tekst.", "Lone", NOON, **rest)


def unconfirmed(by):
    checked = screening()
    outcomes = {
        key: replace(each, by=by, confirmed_by="", confirmed_at=None)
        for key, each in checked.outcomes.items()
    }
    return replace(checked, outcomes=outcomes)


def sentences(round_, person, outlook=LATER):
    return [each.sentence for each in tasks(round_, person, outlook)]


def test_the_declaration_comes_first_and_counts_the_applicants():
    closed = tuple(Closed(each, f"Ansøger {each}", Closure.UNDECLARED) for each in (2, 3))
    round_ = round_at(Phase.RECEIVING, case(formal=OPEN), closed=closed)

    assert tasks(round_, ANNE, LATER) == (
        Task("Erklær din habilitet over for 2 ansøgere.", "Erklær habilitet", "habilitet"),
        Task(
            "Sæt udfald i den formelle prøvning af Bakkedal Kommune.",
            "Prøv formelt",
            "formel-proevning",
            1,
        ),
    )


@pytest.mark.parametrize("why", [Closure.CONFLICTED, Closure.NO_ROLE])
def test_what_is_closed_for_another_reason_is_no_task(why):
    assert sentences(round_at(Phase.RECEIVING, closed=(Closed(2, "Ø", why),)), LONE) == []


@pytest.mark.parametrize("person", [LONE, KARIN])
def test_doubts_of_others_are_decided_by_whoever_may(person):
    asked = Outlook(NOON, doubts=2)

    assert sentences(round_at(Phase.ASSESSMENT, case()), person, asked) == [
        "Afgør 2 erklæringer fra andre om inhabilitet eller tvivl."
    ]
    assert sentences(round_at(Phase.ASSESSMENT, case()), ANNE, asked) == []


def test_an_empty_round_begins_with_what_was_sent():
    assert sentences(round_at(Phase.RECEIVING), LONE) == ["Læg det ind, som ansøgerne har sendt."]
    assert sentences(round_at(Phase.RECEIVING), ANNE) == []


def test_a_second_person_confirms_the_formal_check():
    round_ = round_at(Phase.RECEIVING, case(formal=unconfirmed(ANNE.name)))

    assert sentences(round_, ANNE) == []
    assert sentences(round_, JENS) == [
        "Bekræft den formelle prøvning af Bakkedal Kommune; en anden har sat udfaldene."
    ]


def test_several_are_counted_and_the_first_is_begun_with():
    round_ = round_at(Phase.RECEIVING, case(id_=4), case(formal=OPEN, id_=7), case(formal=OPEN))
    (task,) = tasks(
        replace(round_, cases=(*round_.cases[:2], case(formal=OPEN, id_=9))), ANNE, LATER
    )

    assert (task.sentence, task.application) == (
        "Sæt udfald i den formelle prøvning af 2 ansøgninger.",
        7,
    )


def test_the_lead_assigns_what_too_few_review():
    round_, short = round_at(Phase.ASSESSMENT, case()), Outlook(NOON, short=1)

    assert sentences(round_, LONE, short) == ["Fordel 1 ansøgning, der har færre end 2 bedømmere."]
    assert sentences(round_, ANNE, short) == []


def test_a_reviewer_gives_the_reviews_asked_for_while_the_round_is_assessed():
    asked = replace(case(review(by=JENS)), assignments=given_to(ANNE, JENS))

    assert sentences(round_at(Phase.ASSESSMENT, asked), ANNE) == [
        "Giv og indsend din vurdering af Bakkedal Kommune."
    ]
    assert sentences(round_at(Phase.ASSESSMENT, asked), JENS) == []
    assert sentences(round_at(Phase.RECEIVING, asked), ANNE) == []


def test_no_review_is_asked_for_where_one_cannot_or_a_requirement_is_unmet():
    away = replace(case(), assignments=given_to(ANNE, abstained="Syg."))
    unmet = replace(case(formal=screening(unmet=["M1"])), assignments=given_to(ANNE))

    assert sentences(round_at(Phase.ASSESSMENT, away, unmet), ANNE) == []


def test_differences_are_discussed_until_they_are_agreed_on():
    apart = case(review(5, by=ANNE), review(2, by=JENS))
    agreed = {
        aspect.id: Consensus(1, aspect.id, Fraction(3), "Talt.", ("Anne", "Jens"), "Anne", NOON)
        for aspect in apart.scheme.aspects
    }
    told = "Drøft forskellene i vurderingerne af Bakkedal Kommune, og fastsæt konsensus."

    assert sentences(round_at(Phase.CONSENSUS, apart), ANNE) == [told]
    assert sentences(round_at(Phase.CONSENSUS, replace(apart, consensus=agreed)), ANNE) == []
    assert sentences(round_at(Phase.CONSENSUS, apart), KARIN) == []


def test_hidden_judgement_makes_no_task():
    apart = replace(case(review(5, by=ANNE), review(2, by=JENS)), hidden=OWN_FIRST)

    assert sentences(round_at(Phase.CONSENSUS, apart), ANNE) == []
    assert sentences(round_at(Phase.RECOMMENDATION, apart), LONE) == []


def test_a_deadline_that_passed_and_an_answer_that_few_know_are_the_leads():
    asked = exchange(Kind.SUPPLEMENT, fields=("4.1",), deadline=NOON)
    outside = replace(exchange(Kind.OUTSIDE, counterpart="CVR"), id=2)
    question = exchange(Kind.QUESTION, counterpart="Ask", answer=Answered("Nej.", NOON, "Lone"))
    round_ = round_at(
        Phase.ASSESSMENT, replace(case(), exchanges=(asked, outside)), exchanges=(question,)
    )
    after = Outlook(NOON + timedelta(minutes=1))

    assert tasks(round_, LONE, after) == (
        Task(
            "Hør ansøger over oplysninger fra andre kilder i Bakkedal Kommune.",
            "Send i høring",
            "dialog",
            1,
        ),
        Task(
            "Svarfristen er gået for Bakkedal Kommune: notér svaret, eller at det udeblev.",
            "Følg op",
            "dialog",
            1,
        ),
        Task("Del 1 svar, som kun én har fået, med alle ansøgere.", "Del svar", "dialog"),
    )
    assert sentences(round_, ANNE, after) == []
    assert len(tasks(round_, LONE, Outlook(NOON))) == 2


def test_recommendations_then_decisions():
    waiting, made = case(id_=1), case(review(application_id=2), id_=2, made=recommendation())
    decided = replace(made, decision=Decision(2, Award.GRANT, "", "Karin", NOON))
    round_ = round_at(Phase.RECOMMENDATION, waiting, made, decided)

    assert sentences(round_, LONE) == ["Indstil Bakkedal Kommune."]
    assert sentences(round_, KARIN) == ["Træf afgørelse om Bakkedal Kommune, der er indstillet."]


def test_whoever_assessed_is_not_asked_to_decide():
    both = replace(KARIN, roles=frozenset({Role.DECIDER, Role.REVIEWER}))
    round_ = round_at(
        Phase.RECOMMENDATION, case(review(by=both), made=recommendation()), case(review(by=ANNE))
    )

    assert sentences(round_, both) == []


@pytest.mark.parametrize(
    ("phase", "step", "told"),
    [
        (
            Phase.PREPARATION,
            Step(Phase.RECEIVING, "", "", ()),
            ["Gennemgå kriterier og vægte, og åbn runden for ansøgninger."],
        ),
        (
            Phase.ASSESSMENT,
            Step(Phase.CONSENSUS, "", "", ()),
            ["Flyt runden videre til konsensus: intet hindrer det."],
        ),
        (
            Phase.ASSESSMENT,
            Step(Phase.CONSENSUS, "", "", (), notes=("Noget.",)),
            ["Runden kan flyttes til konsensus; se først, hvad der er værd at vide."],
        ),
        (Phase.ASSESSMENT, Step(Phase.CONSENSUS, "", "", (), hinders=("Noget.",)), []),
        (Phase.ARCHIVED, None, []),
    ],
)
def test_the_lead_moves_the_round_on_when_nothing_hinders(phase, step, told):
    assert sentences(round_at(phase, case()), LONE, Outlook(NOON, step=step)) == told
    assert sentences(round_at(phase, case()), KARIN, Outlook(NOON, step=step)) == []


def decided(award):
    return replace(
        case(), recommendation=recommendation(), decision=Decision(1, award, "", "Karin", NOON)
    )


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (frozenset(), [TELL]),
        (frozenset({(2, LetterKind.REFUSAL)}), [TELL]),
        (frozenset({(1, LetterKind.RECEIPT)}), [TELL]),
        (frozenset({(1, LetterKind.GRANT)}), [TELL]),
        (
            frozenset({(1, LetterKind.REFUSAL)}),
            ["Flyt runden videre til arkiveret: intet hindrer det."],
        ),
    ],
    ids=["nothing", "another's", "a receipt", "what was decided before", "the refusal"],
)
def test_an_applicant_is_told_of_the_decision_before_the_round_is_archived(sent, told):
    outlook = Outlook(NOON, step=Step(Phase.ARCHIVED, "", "", ()), sent=sent)
    round_ = round_at(Phase.DECIDED, decided(Award.REFUSAL))

    assert sentences(round_, LONE, outlook) == told
    assert sentences(round_, KARIN, outlook) == []


def test_no_letter_is_asked_for_while_decisions_may_change():
    assert sentences(round_at(Phase.RECOMMENDATION, decided(Award.REFUSAL)), LONE) == []


def test_whoever_the_round_is_closed_to_is_told_why_and_asked_nothing():
    shut = Outlook(NOON, shut=Closure.PENDING, doubts=3)

    assert agenda(round_at(Phase.RECEIVING), LONE, shut) == Agenda(
        (),
        "Runden er lukket for dig: din habilitet er ikke afgjort. Vent, til en anden har afgjort den.",
    )


def test_without_tasks_one_is_told_whom_the_round_waits_for():
    assert agenda(round_at(Phase.RECOMMENDATION), PETER, LATER) == Agenda(
        (),
        "Du skal ikke gøre noget lige nu. Runden er i fasen indstilling: projektlederen indstiller "
        "hver ansøgning med en begrundelse; beslutteren træffer afgørelse om hver ansøgning.",
    )


def test_nothing_is_asked_of_whose_access_is_closed():
    assert sentences(round_at(Phase.RECEIVING), replace(LONE, active=False)) == []


def test_every_phase_asks_somebody_for_what_they_may():
    assert set(DUTIES) == set(Phase)
    refused = [
        (phase, duty.role, duty.act)
        for phase, duties in DUTIES.items()
        for duty in duties
        if not may(Person(1, "En", roles=frozenset({duty.role})), duty.act, phase)
    ]
    assert refused == []
