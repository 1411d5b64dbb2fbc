from dataclasses import replace
from decimal import Decimal

import pytest

from assessment.domain.applications.issue import Issue
from assessment.domain.checking.flags import company_number, flags, valid_company_number
from assessment.domain.checking.screening import Flag, Passage
from tests.builders import application, cti_scheme, filled


def flagged(answers, **rest):
    return {each.code: each for each in flags(application(answers, **rest), cti_scheme())}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("99000007", True),
        ("99 00 00 07", True),
        ("CVR 99000007", True),
        ("DK-99000007, P-nr. 1003456789", True),
        ("10150817", True),
        ("99000008", False),
        ("9900000", False),
        ("00000000", False),
        ("", False),
        ("har vi ikke", False),
    ],
)
def test_company_number_satisfies_the_check_sum(written, expected):
    assert valid_company_number(written) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("99 00 00 07", "99000007"),
        ("99000007 / P-nr. 1003456789", "99000007"),
        ("990", "990"),
        ("ingen", ""),
    ],
)
def test_company_number_is_the_first_eight_digits(written, expected):
    assert company_number(written) == expected


def test_a_sound_application_has_its_sum_shown_and_its_attachments_named():
    found = flags(application(filled(**{"7": "Bilag 1: Organisationsplan."})), cti_scheme())

    assert [(each.code, each.title, each.raised) for each in found] == [
        ("F10", "Tallene hænger sammen", False),
        ("F15", "Bilag er nævnt", True),
    ]
    assert found[1] == Flag(
        "F15",
        "Bilag er nævnt",
        "Ansøgningen nævner bilag, men der er ikke lagt bilag ind. Kontrollér, om de er modtaget.",
        (Passage("Bilag 1: Organisationsplan.", "Afsnit 50", "7"),),
    )


def test_an_empty_application_has_only_its_missing_numbers():
    (only,) = flags(application({}), cti_scheme())

    assert only == Flag(
        "F10",
        "Antal borgere og caseload bør ses efter",
        "Der mangler et brugbart tal i: CTI-medarbejdere: Antal, CTI-medarbejdere: Årsværk, "
        "Caseload pr. medarbejder og Forventet antal borgere i perioden.",
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"1.4": "99000007", "1.7.email": "a@b.dk"}, None),
        ({"1.4": "12345678"}, "CVR-nummeret “12345678” har ikke et gyldigt kontrolciffer."),
        (
            {"1.4": "12345678", "1.7.email": "ring til os", "1.8.email": "leder@kommune"},
            (
                "CVR-nummeret “12345678” har ikke et gyldigt kontrolciffer; “ring til os” ligner ikke "
                "en e-mailadresse (Kontaktperson: E-mail); “leder@kommune” ligner ikke en "
                "e-mailadresse (Ansvarlig leder: E-mail)."
            ),
        ),
        ({"1.7.email": "Skriv til a.b@c-d.dk eller ring"}, None),
        ({}, None),
    ],
    ids=["sound", "number", "all-wrong", "among-words", "unanswered"],
)
def test_wrong_looking_identity_is_flagged_in_one_sentence(answers, expected):
    flag = flagged(answers).get("F6")

    assert flag == (expected and Flag("F6", "Oplysninger, der ser forkerte ud", expected))


def test_forty_citizens_for_two_part_time_workers_are_flagged():
    flag = flagged(
        filled(**{"4.9.antal": Decimal(2), "4.9.aarsvaerk": Decimal(1), "4.11": Decimal(40)})
    )["F10"]

    assert (flag.title, flag.raised) == ("Antal borgere og caseload bør ses efter", True)
    assert "= 22 forløb. Ansøger forventer 40" in flag.explanation


def test_capacity_is_held_against_the_months_of_the_round():
    first = flagged(filled(), round_id="2024-1")["F10"]

    assert first.raised
    assert "19/12 år = 52,25 forløb. Ansøger forventer 54: over loftet." in first.explanation


@pytest.mark.parametrize(
    ("group", "code"),
    [
        ("Kvinder fra krisecenter; enkelte har været hjemløse.", "F11"),
        ("Borgere på § 110-boform.", "F11"),
        ("Målgruppen omfatter ikke hjemløse.", "F11"),
        ("Vi bruger ACT i dag.", "F11"),
        ("Unge på 15-17 år.", "F12"),
        ("Unge på 15–17 år.", "F12"),
        ("Gruppen er under 18 år.", "F12"),
        ("Unge i målgruppen for ungestøtte.", "F12"),
    ],
)
def test_words_to_look_at_are_shown_with_the_question(group, code):
    flag = flagged({"4.1": group})[code]

    rule = next(each for each in cti_scheme().flags if each.id == code)
    passages = (Passage(group, "Afsnit 1", "4.1"),)
    assert flag == Flag(code, rule.title, rule.question, passages)


@pytest.mark.parametrize(
    "group",
    [
        "Borgere, der udskrives fra psykiatrien.",
        "Aktive borgere med kontakt til sagsbehandler.",
        "Unge på 18-23 år.",
        "Borgere med anden kulturel baggrund end dansk.",
    ],
)
def test_other_groups_have_no_words_to_look_at(group):
    assert set(flagged({"4.1": group})) == {"F10"}


def test_words_struck_out_hidden_or_in_comments_are_no_mention():
    read = {"deleted": "hjemløse", "hidden": "hjemløse", "comments": "hjemløse"}

    assert "F11" not in flagged({"4.1": "Unge"}, **read)


def test_words_typed_outside_the_fields_are_a_mention():
    flag = flagged({}, unplaced="Vi driver et herberg.")["F11"]

    assert flag.passages == (Passage("Vi driver et herberg.", "Afsnit 1", ""),)


def test_personal_numbers_and_other_news_of_the_file_are_told_apart():
    issues = (
        Issue("tracked_changes", "Filen har ændringer, der ikke er godkendt."),
        Issue("personal_number", "Filen indeholder tal, der ligner CPR-numre."),
        Issue("comments", "Filen har kommentarer."),
    )

    found = flagged({}, issues=issues)

    assert found["F13"] == Flag(
        "F13", "Mulige CPR-numre", "Filen indeholder tal, der ligner CPR-numre."
    )
    assert found["F16"] == Flag(
        "F16", "Om filen", "Filen har ændringer, der ikke er godkendt.\nFilen har kommentarer."
    )


def test_flags_stand_in_the_order_of_their_checks():
    issues = (Issue("comments", "Kommentarer."), Issue("personal_number", "CPR."))
    answers = {"1.4": "1", "4.1": "Hjemløse under 18 år", "7": "Bilag 1"}

    found = flags(application(answers, issues=issues), cti_scheme())

    assert [each.code for each in found] == ["F6", "F10", "F11", "F12", "F13", "F15", "F16"]


def test_without_rules_about_words_none_are_looked_for():
    scheme = cti_scheme().model_copy(update={"flags": ()})
    sent = application({"4.1": "Hjemløse"})

    assert [each.code for each in flags(sent, scheme)] == ["F10"]
    assert flags(replace(sent, received=None), scheme) == flags(sent, scheme)
