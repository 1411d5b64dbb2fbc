"""What a panel does to a case: whose review counts, what must be done again, who assessed."""

from dataclasses import replace

import pytest

from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Person, Role
from assessment.domain.ranking.places import Group
from assessment.domain.rounds.case import Closed
from assessment.domain.rounds.sight import OWN_FIRST
from assessment.errors import NotPermittedError
from tests.builders import case, consensus, cti_scheme, recommendation, review, round_of, screening
from tests.rankings import own_totals

ANNE, BO = Person(1, "Anne Holm"), Person(2, "Bo Lund")
LEAD = Person(3, "Lone Vestergaard", roles=frozenset({Role.LEAD}))


def test_the_review_of_somebody_who_is_or_may_be_conflicted_does_not_count():
    zero, four = review(0, by=ANNE), review(4, by=BO)
    whole = case(zero, four)

    barred = replace(whole, barred=frozenset({ANNE}))

    assert whole.submitted == (zero, four)
    assert barred.submitted == (four,)
    assert barred.marks.total(cti_scheme().weights) == 4
    assert own_totals(barred) == {"Bo Lund": 4}
    assert barred.attention == ()
    assert barred.reviews == (zero, four)


def test_what_a_conflicted_person_took_part_in_must_be_done_by_others():
    by_others = replace(screening().outcomes["G1"], by="Cai Berg", confirmed_by="Dorte Ravn")
    outcomes = screening().outcomes | {"G1": by_others}
    only = {key: outcomes[key] for key in ("G1", "M1")}
    checked = replace(screening(), outcomes=only)
    made = replace(
        case(formal=checked, made=recommendation()),
        consensus={
            "1a": consensus("1a"),
            "2": consensus("2", participants=("Cai Berg", "Dorte Ravn")),
            "7": replace(consensus(), points=None),
        },
    )

    assert made.tainted == ()
    assert replace(made, barred=frozenset({ANNE})).tainted == ("udfaldet for M1", "konsensus om 1a")
    assert replace(made, barred=frozenset({BO})).tainted == (
        "udfaldet for M1",
        "konsensus om 1a",
        "indstillingen",
    )
    assert replace(made, barred=frozenset({LEAD})).tainted == (
        "konsensus om 1a",
        "konsensus om 2",
    )


def test_a_note_is_a_draft_until_others_have_done_it_again():
    made = case(review(3, by=BO), made=recommendation(answer="Ja."))

    assert made.missing == ()
    assert (
        replace(made, barred=frozenset({Person(9, "Bo Lund")}))
        .missing[-1]
        .startswith("at andre end den, der er eller kan være inhabil, gør udfaldet for G1")
    )


def test_a_formal_check_is_settled_once_a_second_person_has_confirmed_it():
    met, unmet = screening(), screening(unmet=["G2"])
    outcomes = dict(met.outcomes)
    outcomes["M1"] = replace(outcomes["M1"], confirmed_by="", confirmed_at=None, version=1)
    waiting = replace(met, outcomes=outcomes)

    assert (met.unconfirmed, met.settled, met.status) == ((), True, "opfyldt")
    assert (unmet.unconfirmed, unmet.settled, unmet.status) == ((), True, "ikke opfyldt")
    assert (waiting.unconfirmed, waiting.settled, waiting.status) == (
        (outcomes["M1"],),
        False,
        "opfyldt, ikke bekræftet",
    )
    assert not screening(unsettled=["M1"]).settled
    assert "en anden persons bekræftelse af den formelle prøvning" in case(formal=waiting).missing


def test_names_are_told_of_closed_applications_too():
    shut = Closed(7, "Lyngmose Kommune", Closure.UNDECLARED)
    aside = case(id_=2, name="Strandby Kommune")

    assert replace(round_of(case()), set_aside=(aside,), closed=(shut,)).names == {
        1: "Bakkedal Kommune",
        2: "Strandby Kommune",
        7: "Lyngmose Kommune",
    }


def test_a_closed_application_is_named_with_why_and_nothing_more():
    shut = Closed(7, "Lyngmose Kommune", Closure.CONFLICTED)
    round_ = replace(round_of(case()), closed=(shut,))

    assert not round_.whole
    with pytest.raises(NotPermittedError) as refused:
        round_.case(7)
    assert str(refused.value) == (
        "Lyngmose Kommune er lukket for dig: du er inhabil. Du kan ikke deltage i behandlingen."
    )


def test_a_hidden_case_has_no_place_and_says_why():
    hidden = replace(case(review(5, by=BO)), reviews=(), hidden=OWN_FIRST)

    (standing,) = round_of(hidden).ranking.standings

    assert (standing.total, standing.place, standing.group, standing.reasons) == (
        None,
        None,
        Group.INCOMPLETE,
        (OWN_FIRST,),
    )
    assert not round_of(hidden).whole


def test_a_round_is_comparable_where_all_that_can_have_a_place_is_seen():
    kept = replace(case(id_=2), hidden=OWN_FIRST)
    unmet = replace(kept, screening=screening(unmet=["M1"]))
    closed = (Closed(3, "Lyngmose", Closure.UNDECLARED),)

    assert round_of(case(review())).comparable
    assert round_of(case(review()), unmet).comparable
    assert not round_of(case(review()), kept).comparable
    assert not replace(round_of(case(review())), closed=closed).comparable


def test_what_somebody_did_to_assess_a_round_is_told_in_words():
    made = replace(
        case(review(by=ANNE, submitted=None), made=recommendation()),
        consensus={"7": consensus(participants=("Bo Lund", "Cai Berg"), by="Dorte Ravn")},
    )
    round_ = round_of(made)

    assert round_.assessed_by(ANNE) == ("vurderet", "taget stilling i den formelle prøvning")
    assert round_.assessed_by(BO) == (
        "deltaget i konsensus",
        "taget stilling i den formelle prøvning",
        "indstillet",
    )
    assert round_.assessed_by(Person(7, "Dorte Ravn")) == ("deltaget i konsensus",)
    assert round_.assessed_by(LEAD) == ()
