"""A choice that the ranking does not make: when it is one, and what it may not build on in silence."""

import pytest

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import validate_choice
from assessment.domain.outcomes.selection import (
    Ground,
    choice_needed,
    ground_remark,
    grounds_words,
    in_order,
    silent_ground,
)
from assessment.domain.ranking.places import Group, Standing
from assessment.errors import RefusedActionError
from tests import builders

GRANT, RESERVE, REFUSAL = Award.GRANT, Award.RESERVE, Award.REFUSAL
BELOW = "Ansøgeren ligger under grænsen for udvælgelse, så et tilsagn skal begrundes."
WITHIN = (
    "Ansøgeren ligger inden for det antal, der kan udvælges, så det skal begrundes, at der indstilles "
    "til {}."
)
NEAR = "Pointene alene afgør ikke, om ansøgeren udvælges (lige point), så valget skal begrundes."
UNKNOWN = (
    "Du ser ikke hele runden og kan derfor ikke kende ansøgerens plads, så valget skal begrundes."
)


def standing(group):
    reasons = ("lige point",) if group is Group.DECIDE_TOGETHER else ()
    return Standing(builders.candidate(), None, None, None, group, reasons)


@pytest.mark.parametrize(
    ("group", "award", "sentence"),
    [
        (Group.IN, GRANT, ""),
        (Group.IN, RESERVE, WITHIN.format("reserve")),
        (Group.IN, REFUSAL, WITHIN.format("afslag")),
        (Group.OUT, GRANT, BELOW),
        (Group.OUT, RESERVE, ""),
        (Group.OUT, REFUSAL, ""),
        (Group.DECIDE_TOGETHER, GRANT, NEAR),
        (Group.DECIDE_TOGETHER, RESERVE, NEAR),
        (Group.DECIDE_TOGETHER, REFUSAL, NEAR),
        (Group.NOT_QUALIFIED, REFUSAL, ""),
        (Group.NOT_QUALIFIED, Award.DISMISSAL, ""),
        (Group.INCOMPLETE, RESERVE, ""),
    ],
)
def test_what_the_ranking_does_not_say_must_be_reasoned(group, award, sentence):
    assert choice_needed(award, standing(group)) == sentence


@pytest.mark.parametrize("award", Award)
def test_whoever_cannot_know_the_place_must_reason_everything(award):
    assert choice_needed(award, None) == UNKNOWN


GEOGRAPHY, SIZE = "“geografisk spredning”", "“ansøgers størrelse”"


def silent(*named):
    return (
        f"Begrundelsen for valget nævner {' og '.join(named)}, som ikke er valgt under “Hvad bygger "
        "valget på?”. Vælg det dér, så det står åbent, eller skriv begrundelsen uden."
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Af hensyn til geografien.", [GEOGRAPHY]),
        ("GEOGRAFISK vægt", [GEOGRAPHY]),
        ("Fra en anden landsdel", [GEOGRAPHY]),
        ("Landsdelene skal med", [GEOGRAPHY]),
        ("I regionen er der ingen.", [GEOGRAPHY]),
        ("Regional balance", [GEOGRAPHY]),
        ("god spredning", [GEOGRAPHY]),
        ("Der er ingen anden i Nordjylland.", [GEOGRAPHY]),
        ("Den eneste på Fyn", [GEOGRAPHY]),
        ("En kommune vest for Storebælt", [GEOGRAPHY]),
        ("så hele landet er dækket", [GEOGRAPHY]),
        ("andre dele af landet", [GEOGRAPHY]),
        ("et yderområde", [GEOGRAPHY]),
        ("Uden for hovedstaden", [GEOGRAPHY]),
        ("Det er en lille kommune.", [SIZE]),
        ("de små\nkommuner", [SIZE]),
        ("En større kommune", [SIZE]),
        ("store kommuners erfaring", [SIZE]),
        ("den mindste ansøger", [SIZE]),
        ("Et lille botilbud", [SIZE]),
        ("de største\ntilbud", [SIZE]),
        ("kommunestørrelsen", [SIZE]),
        ("Størrelse", [SIZE]),
        ("indbyggertallet", [SIZE]),
        ("Lille kommune i en yderlig landsdel.", [GEOGRAPHY, SIZE]),
    ],
)
def test_geography_and_size_are_never_silent(text, named):
    assert silent_ground(text, ()) == silent(*named)
    assert silent_ground(text, (Ground.GEOGRAPHY, Ground.SIZE)) == ""
    assert silent_ground(text, (Ground.MERITS, Ground.OTHER)) == silent(*named)


def test_what_is_said_openly_leaves_the_other_to_say():
    assert silent_ground("Lille kommune i en landsdel", (Ground.GEOGRAPHY,)) == silent(SIZE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Planen er konkret.",
        "Stor kommunal opbakning",
        "Religion spiller ingen rolle.",
        "et lille antal borgere i kommunen",
        "storekommune",
        "Center Nordsjælland har den klareste plan.",
        "Planen på fyndig form",
        "et stort udbytte for ansøger",
    ],
)
def test_other_words_name_nothing(text):
    assert silent_ground(text, ()) == ""


def test_grounds_are_told_in_one_order_and_each_once():
    chosen = in_order([Ground.OTHER, Ground.PRIORITY, Ground.OTHER])

    assert chosen == (Ground.PRIORITY, Ground.OTHER)
    assert grounds_words(chosen) == "Valget bygger på de prioriterede udsagn og andet."
    assert grounds_words(()) == ""


@pytest.mark.parametrize(
    ("grounds", "remark"),
    [
        ((), ""),
        ((Ground.MERITS, Ground.PRIORITY, Ground.RISK, Ground.OTHER), ""),
        (
            (Ground.MERITS, Ground.GEOGRAPHY),
            (
                "Geografisk spredning er ikke et hensyn i vejledningen; det skal afklares juridisk, før "
                "afgørelsen træffes."
            ),
        ),
        (
            (Ground.SIZE,),
            (
                "Ansøgers størrelse er ikke et hensyn i vejledningen; det skal afklares juridisk, før "
                "afgørelsen træffes."
            ),
        ),
        (
            (Ground.SIZE, Ground.GEOGRAPHY),
            (
                "Geografisk spredning og ansøgers størrelse er ikke hensyn i vejledningen; det skal "
                "afklares juridisk, før afgørelsen træffes."
            ),
        ),
    ],
    ids=str,
)
def test_what_the_guides_do_not_name_is_remarked(grounds, remark):
    assert ground_remark(grounds) == remark


@pytest.mark.parametrize(
    ("needed", "choice", "grounds", "sentence"),
    [
        (NEAR, "Stærkest plan.", (), f"{NEAR} Vælg, hvad valget bygger på."),
        (NEAR, " \n", (Ground.MERITS,), f"{NEAR} Skriv begrundelsen for valget."),
        (NEAR, "Landsdelen", (Ground.MERITS,), silent(GEOGRAPHY)),
        ("", "Landsdelen", (), silent(GEOGRAPHY)),
    ],
)
def test_a_choice_without_reason_or_ground_or_with_a_silent_one_is_refused(
    needed, choice, grounds, sentence
):
    made = builders.recommendation(choice=choice, grounds=grounds)

    with pytest.raises(RefusedActionError) as refusal:
        validate_choice(made, needed)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("needed", "choice", "grounds"),
    [
        ("", "", ()),
        (NEAR, "Stærkest plan.", (Ground.MERITS,)),
        (NEAR, "Landsdelen har ingen.", (Ground.GEOGRAPHY, Ground.OTHER)),
    ],
)
def test_a_choice_that_says_what_it_builds_on_stands(needed, choice, grounds):
    made = builders.recommendation(choice=choice, grounds=grounds)

    assert validate_choice(made, needed) is None
