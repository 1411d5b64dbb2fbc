"""A small round in which much has happened, for tests of whole documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from assessment.domain.checking.screening import Flag
from assessment.domain.correspondence.dialogue import Answered, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision, Recommendation
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.impartiality import Declaration, Judgement, Stance
from assessment.domain.rounds.case import Frozen, RoundCases
from assessment.domain.rules.scheme import Select
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
WRITTEN = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


def points(**named):
    return {aspect.id: 4 for aspect in SCHEME.aspects} | {
        key.removeprefix("a"): given for key, given in named.items()
    }


def small_round() -> RoundCases:
    """Four applicants to one place: a near tie, a 0 answered, an unmet requirement, a draft.

    The second was discussed to a consensus, and was asked for more; the decision follows it.
    """
    tied = builders.case(
        builders.review(points(a1b=5, a7=5), by=ANNE, reason="Konkret, se felt 4.5."),
        builders.review(points(a3b=3), by=BO, reason="Holder, se felt 4.8."),
        made=Recommendation(
            1,
            Award.GRANT,
            "Planen er konkret.\nDen holder.",
            "",
            "Lone",
            WRITTEN,
            choice="Den er tættest på drift.\nDet vejer tungest.",
            grounds=(Ground.PRIORITY, Ground.MERITS),
        ),
        filename="01-bakkedal.docx",
    )
    zero = builders.case(
        builders.review(points(a1a=5, a5=0, a6=5), by=ANNE, reason="Stærk ledelse, se felt 5.5."),
        builders.review(points(a2=5, a3a=5, a5=3, a6=5), by=BO, reason="Viden er på plads."),
        name="Åmose Kommune",
        id_=2,
        filename="02-åmose.docx",
        formal=replace(
            builders.screening(),
            flags=(Flag("F10", "Antal borgere bør ses efter", "40 forløb.\nLoftet er 33."),),
        ),
        made=Recommendation(
            2,
            Award.RESERVE,
            "Næsten lige så god.",
            "Forankringen aftales ved start.",
            "Lone",
            WRITTEN,
            choice="Landsdelen har en i forvejen.",
            grounds=(Ground.GEOGRAPHY,),
        ),
    )
    asked = builders.exchange(
        Kind.SUPPLEMENT,
        "1. Hvem har ansvaret for driften (felt 5.4)?",
        application=2,
        fields=("5.4",),
        deadline=WRITTEN,
        answer=Answered("Det har voksenchefen.", WRITTEN, "Bo Lund"),
    )
    zero = replace(
        zero,
        consensus={"5": builders.consensus("5", "2.5", reason="Svaret viser en plan.")},
        exchanges=(asked,),
        decision=Decision(2, Award.RESERVE, "", "Karin Dahl", WRITTEN),
    )
    unmet = builders.case(
        name="Fonden Nord",
        id_=3,
        formal=builders.screening(unmet=["M1"]),
        made=Recommendation(3, Award.REFUSAL, "Der er ingen gruppe.", "", "Lone", WRITTEN),
    )
    draft = builders.case(
        builders.review(points(a7=1), by=ANNE, reason="Uklart, se felt 6.1."),
        name="Øst",
        id_=4,
        formal=builders.screening(unsettled=["G2"]),
    )
    round_ = builders.round_of(tied, zero, unmet, draft)
    one_place = round_.round.model_copy(update={"select": Select(min=1, max=1)})
    frozen = Frozen("Lone", builders.NOON, "De står i vejledningen.")
    return replace(round_, round=one_place, frozen=frozen, exchanges=(asked,))


def declared() -> list[Declaration]:
    """Everybody is impartial, but one after a doubt."""
    judged = Judgement(None, "Det er længe siden.", "Lone", WRITTEN)
    everybody = [
        builders.declaration(each, application_id=id_)
        for id_ in (1, 2, 3, 4)
        for each in (ANNE, BO)
    ]
    return [
        *everybody[1:],
        builders.declaration(ANNE, Stance.DOUBT, text="En gammel kollega.", judgement=judged),
    ]
