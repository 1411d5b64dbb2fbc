"""No letter leaves the house incomplete: each part taken away is missed by its name, and it alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assessment.domain.correspondence.dialogue import Retracted
from assessment.domain.letters import dossier as keys
from assessment.domain.letters.completeness import REASONS, RULES, Missing, Part, missing
from assessment.domain.letters.dossier import Dossier
from assessment.domain.letters.drafts import wanted
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.rules.scheme import Complaint
from tests import builders, outgoing
from tests.builders import NOON

K = LetterKind
ADVERSE = (K.RESERVE, K.REFUSAL, K.DISMISSAL)
OF_A_REQUIREMENT = (Part.UNMET, Part.ASKED)
"""Parts that a refusal has only where a requirement is not met."""


def without_text(key: str) -> Callable[[Dossier], Dossier]:
    return lambda made: replace(
        made, texts={each: text for each, text in made.texts.items() if each != key}
    )


def of_case(**changes: object) -> Callable[[Dossier], Dossier]:
    return lambda made: replace(made, case=replace(made.case, **changes))


def of_round(**changes: object) -> Callable[[Dossier], Dossier]:
    return lambda made: replace(made, round=made.round.model_copy(update=changes))


def of_scheme(**changes: object) -> Callable[[Dossier], Dossier]:
    return lambda made: replace(made, scheme=made.scheme.model_copy(update=changes))


def of_fixed(**changes: object) -> Callable[[Dossier], Dossier]:
    return lambda made: replace(made, letters=made.letters.model_copy(update=changes))


def of_exchange(**changes: object) -> Callable[[Dossier], Dossier]:
    return lambda made: replace(made, exchange=replace(made.exchange, **changes))


def of_application(**changes: object) -> Callable[[Dossier], Dossier]:
    return lambda made: replace(
        made,
        case=replace(made.case, application=replace(made.case.application, **changes)),
    )


def unheard(made: Dossier) -> Dossier:
    return outgoing.with_exchanges(made, outgoing.OUTSIDE)


REMOVERS: dict[Part, Callable[[Dossier], Dossier]] = {
    Part.DECISION: of_case(decision=None),
    Part.HEARING: unheard,
    Part.CASE_NUMBER: lambda made: replace(made, case_number=" "),
    Part.ADDRESSEE: of_application(reading=builders.reading(builders.filled(**{"1.2": None}))),
    Part.SIGNATORY: of_fixed(signatory=None),
    Part.CONTACT: of_round(contact=""),
    Part.BASIS: of_scheme(documents=()),
    Part.SELECTION: lambda made: replace(made, undecided=1),
    Part.CONSIDERATIONS: without_text(keys.weaknesses("readiness")),
    Part.FACTS: without_text(keys.FACTS),
    Part.UNMET: without_text(keys.unmet("G2")),
    Part.ASKED: without_text(keys.ASKED),
    Part.DISPENSATION: without_text(keys.DISPENSATION),
    Part.COMPLAINT: of_fixed(complaint=None),
    Part.ACCESS: of_fixed(access=" "),
    Part.UNDERTAKING: lambda made: replace(
        made, undertaking=replace(made.undertaking, target_group=" ")
    ),
    Part.DEVIATION: without_text(keys.CONDITIONS),
    Part.SUPPORT: of_fixed(support=()),
    Part.CONDITIONS: of_scheme(conditions=()),
    Part.MONITORING: lambda made: replace(made, monitoring=None),
    Part.NEXT_STEP: of_fixed(next_step=""),
    Part.FIELDS: of_exchange(fields=()),
    Part.QUESTIONS: of_exchange(text=" "),
    Part.INFORMATION: lambda made: replace(made, about=None),
    Part.DEADLINE: of_exchange(deadline=None),
    Part.RECEIVED: of_application(received=None),
}
"""How a part is taken away from a letter that has it; a rule without one fails."""


def complete(kind: LetterKind, part: Part | None = None) -> Dossier:
    """A letter that has the part, where only some of its kind do."""
    if kind is K.GRANT and part in {Part.COMPLAINT, Part.ACCESS, Part.DEVIATION}:
        return outgoing.departing()
    return outgoing.dossier(kind, unmet="G2" if part in OF_A_REQUIREMENT else "")


EACH = [(rule, kind) for rule in RULES for kind in LetterKind if kind in rule.kinds]


def test_each_part_has_one_rule():
    assert [rule.part for rule in RULES] == list(dict.fromkeys(rule.part for rule in RULES))
    assert {rule.part for rule in RULES} == set(Part) == set(REMOVERS)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_with_everything_lacks_nothing(kind):
    assert missing(outgoing.dossier(kind)) == ()
    assert missing(outgoing.departing()) == ()
    assert missing(outgoing.dossier(K.REFUSAL, unmet="G2")) == ()


@pytest.mark.parametrize(("rule", "kind"), EACH, ids=lambda each: str(getattr(each, "part", each)))
def test_a_part_that_is_taken_away_is_missed_by_its_name_and_nothing_else_is(rule, kind):
    made = complete(kind, rule.part)

    lacking = missing(REMOVERS[rule.part](made))

    assert missing(made) == ()
    assert [(each.part, each.page) for each in lacking] == [(rule.part, rule.page)]
    assert lacking[0].sentence.endswith((".", "!"))


WRITTEN = [
    (kind, unmet, points, each)
    for kind, unmet, points in (
        (K.RESERVE, "", 3),
        (K.REFUSAL, "", 5),
        (K.REFUSAL, "", 3),
        (K.REFUSAL, "", 1),
        (K.REFUSAL, "M3", 3),
        (K.DISMISSAL, "G2", 3),
    )
    for each in wanted(outgoing.dossier(kind, unmet=unmet, points=points))
    if each.required
]


@pytest.mark.parametrize(("kind", "unmet", "points", "each"), WRITTEN)
@pytest.mark.parametrize("written", ["", " \n\t"])
def test_each_text_a_decision_needs_is_missed_while_it_is_not_written(
    kind, unmet, points, each, written
):
    made = outgoing.dossier(kind, unmet=unmet, points=points)
    blank = {each.key: outgoing.text(each.key, written)}
    rest = {key: value for key, value in made.texts.items() if key != each.key}

    lacking = missing(replace(made, texts=rest | blank))

    assert [(one.part in REASONS, one.sentence) for one in lacking] == [
        (True, f"“{each.title}” er ikke skrevet.")
    ]


@pytest.mark.parametrize(("kind", "unmet", "points", "each"), WRITTEN)
def test_a_draft_that_nobody_accepted_is_missed_too(kind, unmet, points, each):
    made = outgoing.dossier(kind, unmet=unmet, points=points)
    draft = {each.key: outgoing.text(each.key, accepted=False)}
    only_proposed = without_text(each.key)(made)

    lacking = missing(replace(made, texts=dict(made.texts) | draft))

    assert [one.part for one in missing(only_proposed)] == [one.part for one in lacking]
    assert [one.sentence for one in lacking] == [
        f"“{each.title}” er et udkast, der ikke er godkendt."
    ]


@pytest.mark.parametrize("kind", ADVERSE)
def test_a_demo_round_needs_neither_a_settled_klagevejledning_nor_a_signatory(kind):
    made = outgoing.dossier(kind, letters=outgoing.fixed(complaint=None, signatory=None))

    assert [each.part for each in missing(made)] == [Part.SIGNATORY, Part.COMPLAINT]
    assert missing(of_round(demo=True)(made)) == ()


def test_a_grant_of_all_that_was_applied_for_needs_no_klagevejledning():
    assert missing(of_fixed(complaint=None, access="")(outgoing.dossier(K.GRANT))) == ()


FINAL = "Afgørelsen kan ikke påklages."


@pytest.mark.parametrize("kind", ADVERSE)
@pytest.mark.parametrize("complaint", [None, outgoing.SETTLED])
def test_that_a_decision_cannot_be_appealed_is_said_by_no_text_without_a_legal_basis(
    kind, complaint
):
    """Not in a demo round either; where the rules give the basis, a text may say it too."""
    made = of_round(demo=True)(outgoing.dossier(kind, letters=outgoing.fixed(complaint=complaint)))
    key = next(iter(made.texts))
    said = replace(made, texts=made.texts | {key: outgoing.text(key, f"Uklart. {FINAL}")})
    settled = Complaint(appealable=False, legal_basis="§ 2 i en opdigtet lov")

    assert missing(made) == ()
    assert [each.part for each in missing(said)] == [Part.COMPLAINT]
    assert [each.part for each in missing(of_fixed(access=FINAL)(made))] == [Part.COMPLAINT]
    assert missing(of_fixed(complaint=settled)(said)) == ()


def test_whoever_may_send_no_refusal_is_told_whom_to_ask_for_what():
    lacking = missing(of_fixed(complaint=None)(outgoing.dossier(K.REFUSAL)))

    assert lacking == (
        Missing(
            Part.COMPLAINT,
            "Klagevejledningen er ikke afklaret. Bed administratoren om at sætte letters.complaint i "
            "criteria.yaml, når juristen har afgjort, om og hvor der kan klages.",
            "ordningen",
        ),
    )


LATER = builders.recommendation(Award.GRANT)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (of_case(decision=None), "Der er ikke truffet afgørelse om ansøgningen."),
        (
            of_case(recommendation=replace(LATER, at=NOON.replace(hour=23))),
            (
                "Der skal træffes afgørelse igen: indstillingen er ændret siden, eller den, der traf "
                "den, er eller kan være inhabil."
            ),
        ),
        (
            of_case(barred=frozenset({builders.person("Karin Dahl")})),
            (
                "Der skal træffes afgørelse igen: indstillingen er ændret siden, eller den, der traf "
                "den, er eller kan være inhabil."
            ),
        ),
        (
            of_case(decision=replace(outgoing.decided(K.RESERVE).decision)),
            "Afgørelsen er reserve og ikke tilsagn; genindlæs siden.",
        ),
        (of_case(set_aside=object()), "Ansøgningen er lagt til side og får ingen afgørelse."),
    ],
)
def test_a_decision_must_stand(change, sentence):
    lacking = missing(change(outgoing.dossier(K.GRANT)))

    assert [(each.part, each.sentence) for each in lacking] == [(Part.DECISION, sentence)]


@pytest.mark.parametrize(
    ("exchanges", "sentence"),
    [
        (
            (outgoing.OUTSIDE,),
            (
                "Sagen mangler partshøring over oplysningen fra Tilbudsportalen; træf derefter "
                "afgørelsen igen."
            ),
        ),
        (
            (outgoing.OUTSIDE, outgoing.HEARING),
            (
                "Sagen mangler svar på partshøringen, som har frist 11.10.2026 kl. 12.00; træf derefter "
                "afgørelsen igen."
            ),
        ),
    ],
)
@pytest.mark.parametrize("kind", [K.GRANT, *ADVERSE])
def test_whoever_is_to_be_heard_is_heard_first(kind, exchanges, sentence):
    made = outgoing.with_exchanges(outgoing.dossier(kind), *exchanges)

    assert [each.sentence for each in missing(made)] == [sentence]


def test_what_was_taken_back_needs_no_hearing_and_is_put_to_nobody():
    gone = Retracted("Forkert ansøger.", NOON, "Lone Vestergaard")
    outside = replace(outgoing.OUTSIDE, retracted=gone)

    assert missing(outgoing.with_exchanges(outgoing.dossier(K.REFUSAL), outside)) == ()
    assert [each.sentence for each in missing(outgoing.dossier(K.HEARING, about=outside))] == [
        "Oplysningen er taget tilbage, så der er intet at høre om."
    ]
    assert [
        each.sentence for each in missing(of_exchange(retracted=gone)(outgoing.dossier(K.HEARING)))
    ] == ["Noteringen er taget tilbage, så der er intet at sende."]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"citizens": 0}, "Skriv det aftalte antal borgere."),
        ({"caseload": " "}, "Skriv den aftalte caseload."),
        (
            {"end": outgoing.UNDERTAKING.start},
            "Den aftalte periode skal slutte, efter at den begynder.",
        ),
    ],
)
def test_each_thing_agreed_is_missed(changes, sentence):
    agreed = replace(outgoing.UNDERTAKING, **changes)
    made = outgoing.dossier(K.GRANT, undertaking=agreed)

    assert [(each.part, each.sentence) for each in missing(made)] == [(Part.UNDERTAKING, sentence)]


def test_a_grant_without_anything_agreed_says_what_to_agree_on():
    assert [each.sentence for each in missing(outgoing.dossier(K.GRANT, undertaking=None))] == [
        "Skriv, hvad der er aftalt om målgruppe, antal borgere, caseload og periode."
    ]


def test_a_dismissal_without_an_unmet_requirement_has_nothing_to_stand_on():
    made = of_case(screening=builders.screening())(outgoing.dossier(K.DISMISSAL))

    assert [(each.part, each.sentence) for each in missing(made)] == [
        (Part.UNMET, "Den formelle prøvning siger ikke, hvilket krav der ikke er opfyldt.")
    ]
