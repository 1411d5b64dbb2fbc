"""Impartiality: what declarations close, to whom, and who may declare and decide what."""

from dataclasses import replace

import pytest

from assessment.domain.panel.impartiality import (
    Closure,
    Ground,
    Judgement,
    Scope,
    Stance,
    closures,
    conflicted,
    shut_out,
    to_judge,
    validate_declaration,
    validate_judgement,
    waiting,
)
from assessment.domain.panel.people import Person, Role
from assessment.errors import RefusedActionError
from tests.builders import NOON, declaration

ANNE = Person(1, "Anne Holm", roles=frozenset({Role.REVIEWER}))
LONE = Person(2, "Lone Vestergaard", roles=frozenset({Role.LEAD}))
PETER = Person(3, "Peter Lind", roles=frozenset({Role.READER}))
ONE, TWO, THREE = 1, 2, 3
EVERY = (ONE, TWO, THREE)


def impartial(person, *applications):
    return [declaration(person, application_id=each) for each in applications]


def doubt(person=ANNE, application=ONE, **rest):
    values = {"grounds": (Ground.FAMILY,), "text": "Min søster arbejder der."}
    return declaration(person, Stance.DOUBT, application_id=application, **values | rest)


def judged(scope, person=ANNE, application=ONE):
    judgement = Judgement(scope, "Nær familie.", "Lone Vestergaard", NOON)
    return replace(doubt(person, application), judgement=judgement, version=2)


# --- what is closed -------------------------------------------------------------------------------


def test_nothing_is_open_before_it_is_declared():
    assert closures(ANNE, [], EVERY) == dict.fromkeys(EVERY, Closure.UNDECLARED)
    assert shut_out(ANNE, []) is None


def test_an_impartial_declaration_opens_the_application_it_is_about():
    assert closures(ANNE, impartial(ANNE, ONE, THREE), EVERY) == {TWO: Closure.UNDECLARED}
    assert closures(ANNE, impartial(ANNE, *EVERY), EVERY) == {}


@pytest.mark.parametrize("stance", [Stance.DOUBT, Stance.CONFLICTED])
def test_a_doubt_closes_the_whole_round_until_somebody_has_decided(stance):
    known = [*impartial(ANNE, TWO, THREE), replace(doubt(), stance=stance)]

    assert closures(ANNE, known, EVERY) == dict.fromkeys(EVERY, Closure.PENDING)
    assert shut_out(ANNE, known) is Closure.PENDING


def test_a_conflict_for_the_round_closes_all_of_it():
    known = [*impartial(ANNE, TWO, THREE), judged(Scope.ROUND)]

    assert closures(ANNE, known, EVERY) == dict.fromkeys(EVERY, Closure.CONFLICTED)
    assert shut_out(ANNE, known) is Closure.CONFLICTED


def test_a_conflict_for_the_application_closes_it_alone():
    known = [*impartial(ANNE, TWO), judged(Scope.APPLICATION)]

    assert closures(ANNE, known, EVERY) == {ONE: Closure.CONFLICTED, THREE: Closure.UNDECLARED}
    assert shut_out(ANNE, known) is None


def test_a_decision_that_there_is_none_opens_it():
    assert closures(ANNE, [*impartial(ANNE, TWO, THREE), judged(None)], EVERY) == {}


def test_one_doubt_more_closes_what_a_decision_had_opened():
    known = [judged(None), doubt(application=TWO), *impartial(ANNE, THREE)]

    assert closures(ANNE, known, EVERY) == dict.fromkeys(EVERY, Closure.PENDING)


def test_a_conflict_for_the_round_is_told_before_a_doubt():
    assert shut_out(ANNE, [doubt(application=TWO), judged(Scope.ROUND)]) is Closure.CONFLICTED


def test_what_others_declare_closes_nothing():
    known = [*impartial(ANNE, *EVERY), judged(Scope.ROUND, LONE), doubt(PETER)]

    assert closures(ANNE, known, EVERY) == {}


def test_whoever_takes_no_part_need_not_declare():
    assert closures(PETER, [], EVERY) == {}


def test_a_conflict_binds_whoever_takes_no_part_any_more():
    assert closures(PETER, [judged(Scope.APPLICATION, PETER)], EVERY) == {ONE: Closure.CONFLICTED}
    assert closures(PETER, [judged(Scope.ROUND, PETER)], EVERY) == dict.fromkeys(
        EVERY, Closure.CONFLICTED
    )


def test_every_closure_says_what_to_do():
    assert {each: each.advice for each in Closure} == {
        Closure.UNDECLARED: "Erklær den på siden Habilitet.",
        Closure.PENDING: "Vent, til en anden har afgjort den.",
        Closure.CONFLICTED: "Du kan ikke deltage i behandlingen.",
        Closure.NO_ROLE: "Tal med projektlederen, hvis du skal læse dem.",
    }


# --- who is conflicted ----------------------------------------------------------------------------


def test_who_is_or_may_be_conflicted_is_told_by_application():
    known = [
        *impartial(LONE, *EVERY),
        judged(Scope.APPLICATION, application=TWO),
        judged(Scope.ROUND, PETER, THREE),
    ]

    assert conflicted(known, EVERY) == {
        ONE: frozenset({PETER.id}),
        TWO: frozenset({ANNE.id, PETER.id}),
        THREE: frozenset({PETER.id}),
    }


def test_whoever_has_declared_nothing_yet_is_not_conflicted():
    assert conflicted(impartial(ANNE, ONE), EVERY) == dict.fromkeys(EVERY, frozenset())


# --- declaring ------------------------------------------------------------------------------------


def refusal_of(validate, *values):
    with pytest.raises(RefusedActionError) as refused:
        validate(*values)
    return str(refused.value)


def test_an_impartial_declaration_needs_nothing_more():
    validate_declaration(declaration(ANNE))
    validate_declaration(declaration(ANNE), declaration(ANNE))


@pytest.mark.parametrize("stance", [Stance.DOUBT, Stance.CONFLICTED])
def test_a_conflict_or_a_doubt_says_what_it_rests_on(stance):
    whole = replace(doubt(), stance=stance)

    validate_declaration(whole)

    assert refusal_of(validate_declaration, replace(whole, grounds=())) == (
        "Vælg mindst én grund efter forvaltningsloven § 3."
    )
    assert refusal_of(validate_declaration, replace(whole, text=" \n")) == (
        "Skriv kort, hvad inhabiliteten eller tvivlen skyldes."
    )


@pytest.mark.parametrize("before", [doubt(), judged(Scope.ROUND), judged(None)])
def test_a_doubt_is_not_taken_back_by_whoever_had_it(before):
    assert refusal_of(validate_declaration, declaration(ANNE), before) == (
        "Du har oplyst om inhabilitet eller tvivl, og så er det en anden, der afgør, om du er "
        "habil. Tal med den, der skal afgøre det."
    )


@pytest.mark.parametrize("before", [declaration(ANNE), doubt(), judged(None)])
def test_a_doubt_can_be_had_at_any_time(before):
    validate_declaration(doubt(), before)


# --- deciding -------------------------------------------------------------------------------------


def test_somebody_else_decides_on_a_doubt_with_a_reason():
    judgement = Judgement(None, "Ligger langt tilbage.", LONE.name, NOON)

    validate_judgement(doubt(), judgement, LONE)

    assert refusal_of(validate_judgement, doubt(), judgement, ANNE) == (
        "Du kan ikke afgøre din egen habilitet; det skal en anden gøre."
    )
    assert refusal_of(validate_judgement, declaration(ANNE), judgement, LONE) == (
        "Anne Holm har erklæret sig habil, så der er intet at afgøre."
    )
    assert refusal_of(validate_judgement, doubt(), replace(judgement, reason=" "), LONE) == (
        "Skriv begrundelsen for afgørelsen af habiliteten."
    )


def test_one_judges_others_where_the_application_is_open_to_oneself():
    of_one, of_two = doubt(ANNE, ONE), doubt(PETER, TWO)
    own = [*impartial(LONE, ONE), judged(Scope.APPLICATION, LONE, TWO)]

    assert to_judge([of_one, of_two, *own, *impartial(ANNE, TWO)], LONE) == (of_one,)
    assert to_judge([of_one, of_two], LONE) == ()
    assert to_judge([of_one, *impartial(LONE, ONE), doubt(LONE, TWO)], LONE) == ()


def test_a_declaration_is_told_in_a_few_words():
    told = [
        each.words
        for each in (
            declaration(ANNE),
            doubt(),
            replace(doubt(), stance=Stance.CONFLICTED),
            judged(None),
            judged(Scope.APPLICATION),
            judged(Scope.ROUND),
        )
    ]

    assert told == [
        "habil",
        "tvivl, afventer afgørelse",
        "inhabil, afventer afgørelse",
        "habil efter afgørelse",
        "inhabil for ansøgningen",
        "inhabil for hele runden",
    ]


def test_whoever_waits_is_told_who_can_decide_or_what_it_takes():
    assert waiting(["Bakkedal", "Lyngmose"], ["Ida Lind", "Karin Dahl"]) == (
        "Runden er lukket for dig, til din habilitet over for Bakkedal og Lyngmose er afgjort. Ida "
        "Lind eller Karin Dahl kan afgøre det."
    )
    assert waiting(["Bakkedal"], []) == (
        "Runden er lukket for dig, til din habilitet over for Bakkedal er afgjort. Ingen anden i "
        "runden kan afgøre det: bed en administrator om at give en anden rollen projektleder eller "
        "beslutter."
    )


def test_a_decision_is_told_with_who_made_it_and_when():
    assert judged(None).judgement.told == ("Nær familie. (Lone Vestergaard, 01.10.2026 kl. 12.00)")


def test_every_choice_says_what_it_leads_to():
    assert [each.meaning for each in Stance] == [
        "Ansøgningen åbnes for dig.",
        (
            "Hele runden lukkes for dig, til en anden har afgjort, om inhabiliteten gælder hele "
            "runden eller kun ansøgningen."
        ),
        "Hele runden lukkes for dig, til en anden har afgjort, om du er habil.",
    ]
    assert [each.meaning for each in Scope] == [
        (
            "Personen kan ikke se eller behandle nogen af rundens ansøgninger. Det er "
            "udgangspunktet, for ansøgerne konkurrerer om de samme pladser."
        ),
        "Kun denne ansøgning er lukket for personen; resten af runden er åben.",
    ]
