"""What each kind of letter says (DOMAIN.md 4d), and what can never get into one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.applications.personal import MASK
from assessment.domain.correspondence.dialogue import Kind, Retracted
from assessment.domain.letters import dossier as texts
from assessment.domain.outcomes.letter import LetterKind
from assessment.notes.letters.content import content, foot
from assessment.notes.letters.fields import blank, names, specimen
from tests import builders, letters
from tests.builders import NOON
from tests.letters import dossier, leaves

SCHEME = builders.cti_scheme()
REFUSAL, DISMISSAL, GRANT = LetterKind.REFUSAL, LetterKind.DISMISSAL, LetterKind.GRANT
NOT_FAVOURABLE = [LetterKind.RESERVE, REFUSAL, DISMISSAL]
DATED = {"dato", "fod"}


def fixed(**changes):
    return SCHEME.letters.model_copy(update=changes)


def real_round(made, round_id="2024-1"):
    return replace(made, round=SCHEME.round(round_id))


# --- fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("unmet", [(), ("M3",)])
def test_a_letter_has_the_fields_that_templates_may_ask_for(kind, unmet):
    made = content(dossier(kind, unmet=unmet))

    assert set(made) - DATED == set(specimen(kind)) - DATED == set(blank(kind)) - DATED
    for name, value in specimen(kind).items():
        assert name in DATED or isinstance(made[name], type(value))


@pytest.mark.parametrize("kind", [LetterKind.SUPPLEMENT, LetterKind.HEARING])
def test_without_its_exchange_a_letter_has_nothing_of_it(kind):
    made = content(dossier(kind, exchange=None))

    assert (made["emne"], made["svarfrist"]) == ("", "")


def test_the_fields_of_a_refusal_are_those_of_both_grounds():
    assert {"hovedhensyn.svagheder", "krav.begrundelse", "klagevejledning"} <= set(names(REFUSAL))


# --- head and foot --------------------------------------------------------------------------------


def test_the_head_names_the_applicant_and_who_signs():
    made = content(dossier(REFUSAL))

    assert made["modtager"] == ("Bakkedal Kommune", "CVR-nr. 99000007")
    assert (made["underskriver_navn"], made["underskriver_titel"]) == ("Karin Dahl", "Kontorchef")
    assert made["sagsnummer"] == "26/12345"


@pytest.mark.parametrize("kind", NOT_FAVOURABLE)
def test_a_long_name_is_cut_nowhere_in_a_letter(kind):
    name = f"Den Selvejende Institution {'Fællesskabet for Overgangsstøtte ' * 4}ved Bestyrelsen"
    case = dossier(kind).case
    sent = builders.application(builders.filled(**{"1.2": name}), id_=case.id)
    said = content(dossier(kind, case=replace(case, application=sent)))

    assert said["modtager"][0] == name
    assert name in said["afgoerelse"]


def test_without_a_signatory_it_says_so():
    made = content(letters.unsettled(REFUSAL))

    assert made["underskriver_navn"] == "EKSEMPEL – underskriver ikke valgt"


def test_the_foot_tells_what_it_was_made_from():
    assert foot(dossier(REFUSAL), "Lone Vestergaard") == (
        "Udarbejdet af Lone Vestergaard. Runde demo. Kriterier: cti-implementeringsstoette, skema CTI-2026-1, "
        f"SHA-256 {'c' * 64}. Program: 0.1.0 (SHA-256 {'d' * 64})."
    )


# --- receipt, request and hearing -----------------------------------------------------------------


def test_a_receipt_says_when_what_came_and_when_to_expect_an_answer():
    case = builders.case(sent={"attachments": (builders.attachment("aftale.pdf"),)})
    made = content(dossier(LetterKind.RECEIPT, case=case))

    assert made["indledning"] == (
        "Vi har modtaget jeres ansøgning om implementeringsstøtte til Critical Time Intervention (CTI) i "
        "demorunde med opdigtede ansøgere den 01.10.2026 kl. 12.00."
    )
    assert made["filer"] == ("ansøgning.docx", "aftale.pdf")
    assert made["videre"][0] == "I kan forvente svar senest den 27. november 2026."


def test_a_request_numbers_its_questions_and_names_fields_and_deadline():
    made = content(dossier(LetterKind.SUPPLEMENT))

    assert made["spoergsmaal"] == (
        "1. Hvem har ansvaret for CTI efter forløbet?",
        "2. Hvornår begynder første forløb?",
    )
    assert made["felter"] == tuple(SCHEME.form.field(each).title for each in ("4.1", "5.1"))
    assert made["svarfrist"].startswith("Vi skal have jeres svar senest 08.10.2026 kl. 12.00 på")


def test_a_hearing_gives_the_information_its_source_and_what_it_may_mean():
    made = content(dossier(LetterKind.HEARING))

    assert made["indledning"].startswith("Vi har fået en oplysning fra Tilbudsportalen, som ikke")
    assert made["oplysning"] == ("Tilbuddet er godkendt til 8 pladser.",)
    assert made["bemaerkninger"] == ("Det kan betyde, at målet for antal borgere ikke kan nås.",)


# --- a refusal and its like -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (REFUSAL, "Styrelsen giver Bakkedal Kommune afslag på ansøgningen om støtte i 1. runde 2024."),
        (
            DISMISSAL,
            ("Styrelsen afviser ansøgningen fra Bakkedal Kommune om støtte i 1. runde 2024. Ansøgningen er derfor "
            "ikke vurderet efter vurderingskriterierne."),
        ),
        (
            LetterKind.RESERVE,
            ("Styrelsen kan ikke nu give Bakkedal Kommune tilsagn om støtte i 1. runde 2024, men sætter ansøgningen "
            "på reserve."),
        ),
    ],
)  # fmt: skip
def test_the_decision_stands_in_the_first_line(kind, line):
    scheme = SCHEME.model_copy(update={"authority": "Styrelsen", "title": "Støtte"})

    assert content(real_round(dossier(kind, scheme=scheme)))["afgoerelse"] == line


def test_the_main_considerations_are_for_and_against_by_criterion():
    written = letters.written(
        **{texts.strengths("readiness"): "", texts.weaknesses("citizens"): ""}
    )
    ids = [each.id for each in SCHEME.criteria]
    written |= {
        texts.weaknesses(ids[2]): letters.text(texts.weaknesses(ids[2]), "Kladde.", accepted=False)
    }
    made = content(dossier(REFUSAL, texts=written))

    first, second, third = (each.title for each in SCHEME.criteria)
    assert made["hovedhensyn"] == (
        {
            "titel": first,
            "styrker": (f"{first} er konkret beskrevet.", "Det er et godt afsæt."),
            "svagheder": (f"{first} mangler en tidsplan.",),
        },
        {"titel": second, "styrker": (), "svagheder": (f"{second} mangler en tidsplan.",)},
        {
            "titel": third,
            "styrker": (f"{third} er konkret beskrevet.", "Det er et godt afsæt."),
            "svagheder": (),
        },
    )  # fmt: skip


def test_a_criterion_that_nothing_was_written_of_is_left_out():
    made = content(dossier(REFUSAL, texts={}))

    assert made["hovedhensyn"] == made["oplysninger"] == ()


def test_the_basis_cites_the_rounds_own_guide():
    cited = [
        content(real_round(dossier(REFUSAL), each))["grundlag"][-1] for each in ("2024-1", "2024-2")
    ]

    assert ["frist 26.01.2024" in each for each in cited] == [True, False]
    assert ["frist 21.08.2024" in each for each in cited] == [False, True]


def test_published_words_are_quoted():
    criterion = SCHEME.criteria[0]
    said = criterion.statements[0].model_copy(update={"official_text": "Veldefineret målgruppe."})
    quoted = criterion.model_copy(update={"statements": (said, *criterion.statements[1:])})
    scheme = SCHEME.model_copy(update={"criteria": (quoted, *SCHEME.criteria[1:])})

    made = content(dossier(REFUSAL, scheme=scheme))

    assert made["kriterier"][0]["vaegt"][0] == "“Veldefineret målgruppe.”"


def test_the_selection_tells_numbers_and_that_weights_are_guiding():
    numbers, _, weights, _ = content(dossier(REFUSAL))["udvaelgelse"]

    assert numbers == (
        "Vi har modtaget 9 ansøgninger i demorunde med opdigtede ansøgere og givet tilsagn til 3 ansøgere. Det "
        "var planlagt at udvælge 2–4 ansøgere."
    )
    assert "har den 21. november 2026 internt besluttet disse vejledende vægte: " in weights


@pytest.mark.parametrize("kind", [REFUSAL, DISMISSAL])
def test_what_is_not_met_is_told_with_rule_and_reason_and_without_merits(kind):
    made = content(dossier(kind, unmet=("M1", "M3")))

    assert [each["titel"] for each in made["krav"]] == [
        "Implementeringsgruppe",
        "Samarbejdsaftale med en kommune",
    ]
    assert made["krav"][0]["regel"] == (
        "Ansøger skal nedsætte en implementeringsgruppe (Vejledning til ansøgning om implementeringsstøtte til "
        "CTI (frist 21.08.2024), afsnittet “Krav til ansøgningen, minimumskriterium 1”)."
    )
    assert made["krav"][0]["begrundelse"] == ("Der er ikke redegjort for implementeringsgruppe.",)
    assert len(made["dispensation"]) == 1
    assert made.get("hovedhensyn", ()) == ()


def test_every_requirement_is_told_without_guidance_to_the_checker():
    assert [each.id for each in SCHEME.requirements if not each.in_letters] == []


def test_the_course_is_told_from_the_dialogue():
    asked = letters.answered(letters.ASKED, 3)
    late = replace(letters.answered(letters.ASKED, 8), id=4, happened=NOON + timedelta(hours=1))
    taken_back = replace(letters.ASKED, id=5, retracted=Retracted("Fejl.", NOON, "Lone"))
    heard = replace(letters.HEARD, happened=NOON + timedelta(hours=2))
    call = builders.exchange(Kind.CALL, "Hemmeligt.", id_=6, counterpart="Ask")
    exchanges = (heard, asked, late, taken_back, call, letters.OUTSIDE)
    made = content(dossier(REFUSAL, case=replace(builders.case(), exchanges=exchanges)))

    titles = [SCHEME.form.field(each).title for each in ("4.1", "5.1")]
    question = (
        f"bad vi jer om at uddybe “{titles[0]}” og “{titles[1]}” senest den 08.10.2026 kl. 12.00."
    )
    assert made["sagsforloeb"] == (
        "Vi modtog jeres ansøgning den 01.10.2026 kl. 12.00. Ansøgningsfristen var den 02.10.2026 kl. 12.00.",
        f"Den 01.10.2026 kl. 12.00 {question} Vi modtog jeres svar den 04.10.2026 kl. 12.00.",
        f"Den 01.10.2026 kl. 13.00 {question} Vi modtog jeres svar den 09.10.2026 kl. 12.00, efter fristen.",
        ("Den 01.10.2026 kl. 14.00 bad vi om jeres bemærkninger til en oplysning fra andre senest den 10.10.2026 "
        "kl. 12.00. Vi har ikke modtaget noget svar."),
    )  # fmt: skip


def test_what_somebody_wrote_of_what_was_asked_goes_before_what_is_listed():
    case = replace(builders.case(), exchanges=(letters.ASKED,))
    made = content(dossier(DISMISSAL, case=case, texts=letters.written(asked="Vi bad om aftalen.")))

    assert made["sagsforloeb"][1:] == ("Vi bad om aftalen.",)


def test_a_deadline_without_a_clock_is_a_day():
    case = replace(builders.case(), application=builders.application(received=None))
    made = content(real_round(dossier(REFUSAL, case=case)))

    assert made["sagsforloeb"] == ("Ansøgningsfristen var den 26.01.2024.",)


# --- appeal ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NOT_FAVOURABLE)
def test_the_guidance_on_appeal_says_where_how_and_when(kind):
    assert content(dossier(kind))["klagevejledning"] == (
        "I kan klage over afgørelsen til Opdigtet Klagenævn.",
        "Send klagen til os; vi sender den videre.",
        "Klagefristen er fire uger efter, at I har modtaget afgørelsen.",
        "Retsgrundlaget er § 1 i en opdigtet bekendtgørelse.",
    )


@pytest.mark.parametrize("kind", NOT_FAVOURABLE)
def test_that_it_cannot_be_appealed_is_said_with_the_legal_basis(kind):
    made = dossier(kind, letters=fixed(complaint=letters.NO_APPEAL))

    assert content(made)["klagevejledning"] == (
        "Afgørelsen kan ikke påklages. Retsgrundlaget er § 2 i en opdigtet lov.",
    )


@pytest.mark.parametrize("kind", NOT_FAVOURABLE)
def test_a_demo_prints_an_example_and_a_real_round_says_what_is_missing(kind):
    demo = letters.unsettled(kind)
    told = content(demo)["klagevejledning"]
    real = content(real_round(demo))["klagevejledning"]

    assert told[0] == "EKSEMPEL – ikke juridisk afklaret"
    assert len(real) == 1
    assert real[0].startswith("Klagevejledningen er ikke fastlagt, og brevet kan ikke sendes.")


# --- grant ----------------------------------------------------------------------------------------


def test_a_grant_tells_what_was_agreed():
    assert content(dossier(GRANT))["aftale"] == (
        {"navn": "Målgruppe", "vaerdi": "Kvinder, der flytter fra krisecenter til egen bolig."},
        {"navn": "Delmålgrupper", "vaerdi": "Kvinder med børn; Kvinder uden børn"},
        {"navn": "Antal borgere", "vaerdi": "54"},
        {"navn": "Caseload pr. medarbejder", "vaerdi": "8–10"},
        {"navn": "Periode", "vaerdi": "1. februar 2027 – 31. januar 2029"},
    )


def test_without_an_agreement_a_grant_tells_the_rounds_period():
    planned, open_ = (
        content(real_round(dossier(GRANT, undertaking=None), each)) for each in ("2024-1", "2024-2")
    )

    assert planned["aftale"] == (
        {"navn": "Periode", "vaerdi": "1. marts 2024 – 30. september 2025"},
    )
    assert open_["aftale"] == ()
    assert "Støtten varer 24 måneder." in open_["afgoerelse"]


@pytest.mark.parametrize(
    ("kind", "agreement"), [("municipality", 0), ("public_provider", 1), ("private_provider", 1)]
)
def test_conditions_are_those_that_concern_the_applicant(kind, agreement):
    answers = builders.filled(**{"1.1": kind})
    case = replace(builders.case(), application=builders.application(answers))

    conditions = content(dossier(GRANT, case=case))["betingelser"]

    told = [each.split(":")[0] for each in conditions]
    assert len(told) == len(SCHEME.conditions + SCHEME.minimum_requirements) - 1 + agreement
    assert told.count("Samarbejdsaftale med en kommune") == agreement


def test_a_favourable_grant_has_no_reasons_and_no_guidance_on_appeal():
    made = content(dossier(GRANT))

    assert (made["begrundelse"], made["klagevejledning"]) == ((), ())


def test_a_grant_on_other_conditions_is_reasoned_and_can_be_appealed():
    made = content(dossier(GRANT, texts=letters.written(conditions="Vi har aftalt færre borgere.")))

    assert made["begrundelse"] == ("Vi har aftalt færre borgere.",)
    assert len(made["klagevejledning"]) == 4


def test_reporting_is_told_with_fields_and_interval():
    made = content(dossier(GRANT))
    monthly = SCHEME.monitoring.model_copy(update={"every_months": 1})

    assert made["monitorering"][0].startswith("I skal hver 3. måned registrere")
    assert made["monitoreringsfelter"][0] == "CPR-nummer"
    assert "I skal hver måned" in content(dossier(GRANT, monitoring=monthly))["monitorering"][0]
    assert content(dossier(GRANT, monitoring=None))["monitorering"] == ()


# --- what cannot get in ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LetterKind)
def test_no_number_like_a_cpr_number_gets_in(kind):
    number = "010203-1234"
    words = dict.fromkeys(letters.written(), f"Om {number}.")
    answers = builders.filled(**{"1.2": f"Hjemmet {number}", "1.4": number})
    application = builders.application(answers, filename=f"{number}.docx")
    made = dossier(kind, texts=letters.written(**words), unmet=("M1",))
    made = replace(
        made,
        case=replace(made.case, application=application),
        undertaking=replace(letters.AGREED, target_group=number, sub_groups=(number,)),
        exchange=made.exchange and replace(made.exchange, text=number),
        about=made.about and replace(made.about, text=number, counterpart=number),
    )

    said = list(leaves(content(made)))

    assert [each for each in said if number in each] == []
    assert any(MASK in each for each in said)


@pytest.mark.parametrize("kind", LetterKind)
def test_no_reviewer_no_points_and_no_draft_gets_in(kind):
    draft = builders.review(1, by=builders.person("Bo Lund", 2), reason="Kladde.", submitted=None)
    case = builders.case(
        builders.review(2, reason="Intern begrundelse."),
        draft,
        made=builders.recommendation(reason="Intern indstilling."),
    )

    said = "\n".join(leaves(content(dossier(kind, case=case))))

    hidden = ("Anne Holm", "Bo Lund", "Intern", "Kladde", "2,00")
    assert [each for each in hidden if each in said] == []
