"""What each machine check proposes; met or to be clarified, and unmet for a late receipt alone."""

from datetime import datetime
from decimal import Decimal

import pytest

from assessment.domain.applications.application import Answer, How
from assessment.domain.checking.checks import missing_fields, passage, propose
from assessment.domain.checking.screening import Finding, Outcome, Passage, Proposal
from tests.builders import AGREEMENT, application, attachment, cti_scheme, filled

MET, NOT_MET, UNCLEAR = Outcome.MET, Outcome.NOT_MET, Outcome.UNCLEAR
PROVIDER = {"1.1": "private_provider"}
WITH_AGREEMENT = {"attachments": (attachment("samarbejdsaftale.pdf", "Aftale mellem parterne"),)}


def proposed(requirement_id, answers=None, **rest):
    sent = application(answers, **rest)
    return propose(sent, cti_scheme().requirement(requirement_id), cti_scheme())


def single(requirement_id, answers=None, **rest):
    """The one finding of a requirement with one check, and that the proposal is its outcome."""
    proposal = proposed(requirement_id, answers, **rest)
    (finding,) = proposal.findings
    assert proposal == Proposal(requirement_id, finding.outcome, (finding,))
    return finding


# G1: the form.


def test_a_form_with_all_required_fields_is_complete():
    assert single("G1") == Finding(MET, "Alle obligatoriske felter er besvaret.")


def test_a_form_with_gaps_names_them_and_says_where_else_to_look():
    assert single("G1", filled(**{"1.7.navn": None, "5.5.under": None})) == Finding(
        UNCLEAR,
        "Der er ikke fundet svar i: 1.7 Kontaktperson: Navn og 5.5 Ledelsens involvering: Under. "
        "Svaret kan stå et andet sted.",
    )


def test_a_file_without_any_field_is_to_be_read_whole():
    assert single("G1", {}, unplaced="Kære styrelse") == Finding(
        UNCLEAR, "Ingen af skemaets felter er fundet i filen. Læs hele dokumentet."
    )


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"1.5": None, "6.2": None}, []),
        ({"2.1.ja": None, "3.1": None}, []),
        ({"4.11": None}, ["4.11"]),
        (PROVIDER, ["2.4.kommune", "2.4.dato", "2.4.bilag"]),
        ({"1.1": None}, ["1.1", "2.4.kommune", "2.4.dato", "2.4.bilag"]),
    ],
    ids=["full", "voluntary", "ticks", "number", "provider", "unknown-kind"],
)
def test_missing_fields_are_the_required_ones_asked_of_this_kind_of_applicant(changes, missing):
    fields = missing_fields(application(filled(**changes)), cti_scheme())

    assert [field.id for field in fields] == missing


# G2: the deadline.

LOOK = " Se efter afsendelsestidspunkt og eventuel grund til dispensation, før der tages stilling."


@pytest.mark.parametrize(
    ("round_id", "received", "expected"),
    [
        ("2024-2", "2024-08-21T11:58:00+02:00",
         Finding(MET, "Modtaget 21.08.2024 kl. 11.58; fristen var 21.08.2024 kl. 12.00 (rettidig).")),
        ("2024-2", "2024-08-21T12:00:00+02:00",
         Finding(MET, "Modtaget 21.08.2024 kl. 12.00; fristen var 21.08.2024 kl. 12.00 (rettidig).")),
        ("2024-2", "2024-08-21T12:03:00+02:00",
         Finding(UNCLEAR, "Modtaget 21.08.2024 kl. 12.03; fristen var 21.08.2024 kl. 12.00 "
                          f"(efter klokkeslættet samme dato).{LOOK}")),
        ("2024-2", "2024-08-21T12:00:30+02:00",
         Finding(UNCLEAR, "Modtaget 21.08.2024 kl. 12.00.30; fristen var 21.08.2024 kl. 12.00 "
                          f"(efter klokkeslættet samme dato).{LOOK}")),
        ("2024-2", "2024-08-22T00:00:00+02:00",
         Finding(NOT_MET, "Modtaget 22.08.2024 kl. 00.00; fristen var 21.08.2024 kl. 12.00 "
                          f"(efter fristen).{LOOK}")),
        ("2024-1", "2024-01-26T23:50:00+01:00",
         Finding(MET, "Modtaget 26.01.2024 kl. 23.50; fristen var 26.01.2024 kl. 23.59 (rettidig).")),
        ("2024-1", "2024-01-27T00:00:01+01:00",
         Finding(NOT_MET, "Modtaget 27.01.2024 kl. 00.00; fristen var 26.01.2024 kl. 23.59 "
                          f"(efter fristen).{LOOK}")),
        ("2024-2", None,
         Finding(UNCLEAR, "Modtagelsestiden er ukendt; fristen var 21.08.2024 kl. 12.00 "
                          f"(ukendt).{LOOK}")),
    ],
    ids=["before", "to-the-second", "minutes-after", "seconds-after", "next-day", "late-evening", "past-midnight",
         "unknown"],
)  # fmt: skip
def test_receipt_is_told_beside_the_deadline(round_id, received, expected):
    received = received and datetime.fromisoformat(received)

    assert single("G2", received=received, round_id=round_id) == expected


# G3: who may apply.


def eligible(kind, name, municipality, round_id="2024-2"):
    given = {"1.1": kind, "1.2": name, "1.3": municipality}
    answers = {key: value for key, value in given.items() if value is not None}
    finding = single("G3", answers, round_id=round_id)
    assert [each.field for each in finding.passages] == list(answers)
    return finding.outcome, finding.explanation


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("municipality", "Bornholm", "Bornholms Regionskommune"), (MET, "Kommune i Bornholm.")),
        (("municipality", "Kommunen", "Århus"), (MET, "Kommune i Aarhus.")),
        (
            ("private_provider", "Huset", "Odense"),
            (MET, "Socialt tilbud – privat i Odense."),
        ),
        (
            ("municipality", "Region Sjælland", "Region Sjælland"),
            (UNCLEAR, "“Region Sjælland” er ikke en af de 98 kommuner."),
        ),
        (
            ("municipality", "Christiansø", "Christiansø"),
            (UNCLEAR, "“Christiansø” er ikke en af de 98 kommuner."),
        ),
        (
            ("municipality", "Bakkedal", "Bakkedal"),
            (UNCLEAR, "“Bakkedal” er ikke en af de 98 kommuner."),
        ),
        (("municipality", "Odense", None), (UNCLEAR, "Kommunen er ikke oplyst.")),
        (
            (None, "Odense", "Odense"),
            (UNCLEAR, "Ansøgertypen er ikke valgt eller kunne ikke genkendes."),
        ),
        (
            ("region", "Region Sjælland", "Sorø"),
            (UNCLEAR, "Ansøgertypen er ikke valgt eller kunne ikke genkendes."),
        ),
    ],
    ids=["bornholm", "old-spelling", "provider", "region", "no-municipality", "invented",
         "not-stated", "no-kind", "unknown-kind"],
)  # fmt: skip
def test_a_known_kind_of_applicant_in_a_known_municipality_is_eligible(given, expected):
    assert eligible(*given) == expected


def test_an_invented_municipality_exists_in_the_demo_round_only():
    given = ("municipality", "Bakkedal Kommune", "bakkedal")

    assert eligible(*given, round_id="demo") == (MET, "Kommune i Bakkedal.")


# G4: the target group.

GROUP = "Kvinder fra krisecenter; enkelte har været hjemløse."
DESCRIBED = Passage(GROUP, "Afsnit 1", "4.1")
IN_TRANSITION = Passage(
    "☒ Borgere i social udsathed i en kritisk overgang", "Afsnit 2", "4.2.udsathed"
)
CULTURE = "☒ Borgere med anden kulturel baggrund end dansk"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            {"4.1": GROUP, "4.2.udsathed": True, "4.2.kultur": True},
            Finding(
                MET,
                "Målgruppen er beskrevet og placeret i rammen: Borgere i social udsathed i en "
                "kritisk overgang og Borgere med anden kulturel baggrund end dansk.",
                (DESCRIBED, IN_TRANSITION, Passage(CULTURE, "Afsnit 3", "4.2.kultur")),
            ),
        ),
        (
            {"4.1": GROUP},
            Finding(
                UNCLEAR,
                "Ansøger har ikke krydset af, hvilken ramme målgruppen ligger i.",
                (DESCRIBED,),
            ),
        ),
        (
            {"4.1": GROUP, "4.2.kultur": True},
            Finding(
                UNCLEAR,
                "Målgruppen er alene placeret i rammen: Borgere med anden kulturel baggrund end "
                "dansk. Afklar, om det er nok til at høre til målgruppen.",
                (DESCRIBED, Passage(CULTURE, "Afsnit 2", "4.2.kultur")),
            ),
        ),
        ({}, Finding(UNCLEAR, "Målgruppen er ikke beskrevet i skemaets felt.")),
    ],
    ids=["described-and-framed", "no-frame", "culture-alone", "nothing"],
)
def test_a_target_group_is_described_and_placed_in_a_frame(answers, expected):
    assert single("G4", answers) == expected


def test_a_frame_without_a_description_is_to_be_clarified():
    finding = single("G4", {"4.2.udsathed": True})

    assert finding.outcome is UNCLEAR
    assert [each.field for each in finding.passages] == ["4.2.udsathed"]


@pytest.mark.parametrize(
    "group",
    [
        "Kvinder fra krisecenter; enkelte har været hjemløse.",
        "Borgere på § 110-boform.",
        "Målgruppen omfatter ikke hjemløse.",
        "Unge på 15-17 år.",
    ],
)
def test_no_word_of_the_target_group_rejects_by_itself(group):
    assert single("G4", {"4.1": group, "4.2.udsathed": True}).outcome is MET


# M1-M4: minimum requirements.


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (True, Finding(
            MET, "Afkrydset: 2.1 Implementeringsgruppe: Vi nedsætter en implementeringsgruppe.",
            (Passage("☒ Vi nedsætter en implementeringsgruppe", "Afsnit 1", "2.1.ja"),))),
        ("Vi vil gerne.", Finding(
            UNCLEAR, "Ikke afkrydset: 2.1 Implementeringsgruppe: Vi nedsætter en "
            "implementeringsgruppe. Et tilsagn kan også stå i teksten.",
            (Passage("Vi vil gerne.", "Afsnit 1", "2.1.ja"),))),
        (None, Finding(
            UNCLEAR, "Ikke afkrydset: 2.1 Implementeringsgruppe: Vi nedsætter en "
            "implementeringsgruppe. Et tilsagn kan også stå i teksten.")),
    ],
    ids=["ticked", "prose", "empty"],
)  # fmt: skip
def test_a_commitment_is_a_tick_and_prose_is_for_a_human(answer, expected):
    assert single("M1", {"2.1.ja": answer} if answer else {}) == expected


def test_a_tick_written_as_an_x_is_shown_as_a_tick():
    sent = application({"2.1.ja": True})
    written = Answer("2.1.ja", "X", How.LABEL, ("p0",), ticked=True)

    assert passage(written, sent, cti_scheme()) == Passage(
        "☒ Vi nedsætter en implementeringsgruppe", "Afsnit 1", "2.1.ja"
    )


def test_an_answer_given_by_hand_has_no_place_in_the_file():
    by_hand = Answer("4.1", "Unge på vej ud af efterværn.", How.MANUAL)

    assert passage(by_hand, application(), cti_scheme()) == Passage(
        "Unge på vej ud af efterværn.", "", "4.1"
    )


def test_the_proposal_is_the_worst_of_its_findings_and_each_names_its_part():
    proposal = proposed("M2", filled(**{"8.titel": None}))

    assert (proposal.requirement, proposal.outcome) == ("M2", UNCLEAR)
    assert [(each.part, each.outcome) for each in proposal.findings] == [
        ("a) i ansøgningsprocessen", MET),
        ("a) i ansøgningsprocessen – ansvarlig leders underskrift", UNCLEAR),
        ("b) i selve forløbet", MET),
    ]
    assert [each.explanation for each in proposal.findings] == [
        "Beskrevet. Om indholdet er tilstrækkeligt, vurderer et menneske.",
        "Der er ikke fundet svar i: 8 Underskrift: Titel.",
        "Afkrydset: 2.3 Ledelsen deltager i selve forløbet.",
    ]


def test_a_municipality_needs_no_agreement_even_where_it_names_one():
    expected = Proposal(
        "M3",
        Outcome.NOT_APPLICABLE,
        (Finding(Outcome.NOT_APPLICABLE, "Kravet gælder ikke for ansøgertypen Kommune."),),
    )

    assert proposed("M3") == expected
    assert proposed("M3", filled(**AGREEMENT)) == expected


@pytest.mark.parametrize("kind", ["private_provider", "public_provider"])
def test_a_provider_with_municipality_date_and_attachment_has_an_agreement(kind):
    assert single("M3", {"1.1": kind, **AGREEMENT}, sent=WITH_AGREEMENT) == Finding(
        MET,
        "Samarbejdsaftale med Bakkedal er oplyst og fundet blandt bilagene: “samarbejdsaftale.pdf”. "
        "Læs, om den er underskrevet og gælder.",
        (
            Passage("Bakkedal", "Afsnit 2", "2.4.kommune"),
            Passage("1.9.2026", "Afsnit 3", "2.4.dato"),
            Passage("Vi og socialcentret.", "Afsnit 4", "2.4.parter"),
            Passage("Bilag 1", "Afsnit 5", "2.4.bilag"),
            Passage("Aftale mellem parterne", "Bilag: samarbejdsaftale.pdf"),
        ),
    )


def test_a_provider_without_an_agreement_is_asked_for_the_signed_one():
    answers = PROVIDER | {"2.4.parter": "Kommunen er positiv."}

    assert single("M3", answers) == Finding(
        UNCLEAR,
        "Samarbejdsaftalen er ikke fuldt oplyst; der mangler 2.4 Samarbejdsaftale: Aftalen er "
        "indgået med, 2.4 Samarbejdsaftale: Underskrevet den og 2.4 Samarbejdsaftale: Bilag nr. "
        "En hensigt er ikke en aftale: bed om den underskrevne aftale.",
        (Passage("Kommunen er positiv.", "Afsnit 2", "2.4.parter"),),
    )


def test_a_letter_of_intent_raises_doubt_and_is_shown():
    intent = "Vi har en hensigtserklæring fra socialcentret."

    finding = single("M3", PROVIDER | AGREEMENT | {"2.4.parter": intent}, sent=WITH_AGREEMENT)

    assert (finding.outcome, finding.explanation) == (
        UNCLEAR,
        (
            "Samarbejdsaftale med Bakkedal er oplyst og fundet blandt bilagene: “samarbejdsaftale.pdf”. "
            "Læs, om den er underskrevet og gælder. Ansøgningen har ord, der giver anledning til tvivl."
        ),
    )
    assert finding.passages[-1] == Passage(intent, "Afsnit 4", "2.4.parter")


def test_a_public_provider_may_name_its_own_municipality():
    answers = AGREEMENT | {"1.1": "public_provider", "1.3": "Bakkedal"}

    assert single("M3", answers, sent=WITH_AGREEMENT).outcome is MET


def test_an_agreement_with_no_municipality_is_to_be_clarified():
    finding = single("M3", PROVIDER | AGREEMENT | {"2.4.kommune": "Fonden Havnelyset"})

    assert (finding.outcome, finding.explanation) == (
        UNCLEAR,
        "“Fonden Havnelyset” er ikke en af de 98 kommuner.",
    )


def test_an_applicant_of_unknown_kind_is_asked_for_the_agreement():
    assert single("M3", filled(**{"1.1": None})).outcome is UNCLEAR


# D1-D4: conditions.


@pytest.mark.parametrize("where", ["6.2", "unplaced"])
def test_asking_for_training_alone_contradicts_the_tick(where):
    wish = "Vi ønsker kun undervisning af medarbejderne."
    answers = {"3.4": True} | ({} if where == "unplaced" else {where: wish})

    finding = single("D4", answers, unplaced=wish if where == "unplaced" else "")

    assert finding == Finding(
        UNCLEAR,
        "Afkrydset: 3.4 Vi tager imod den samlede støtte. "
        "Ansøgningen har ord, der giver anledning til tvivl.",
        (
            Passage("☒ Vi tager imod den samlede støtte", "Afsnit 1", "3.4"),
            Passage(wish, "Afsnit 2", "" if where == "unplaced" else where),
        ),
    )


def test_doubt_leaves_what_is_unclear_unclear():
    finding = single("D4", {"6.2": "Vi ønsker kun undervisning."})

    assert finding.outcome is UNCLEAR
    assert finding.explanation.endswith(
        "i teksten. Ansøgningen har ord, der giver anledning til tvivl."
    )


def test_words_that_raise_doubt_count_in_what_the_applicant_wrote_and_let_stand():
    struck = single("D4", {"3.4": True}, deleted="Vi ønsker kun undervisning.")

    assert struck.outcome is MET


def test_a_number_is_a_passage_as_it_was_written():
    sent = application({"4.10": Decimal(10)})

    assert passage(sent.reading.answers["4.10"], sent, cti_scheme()).text == "10"
