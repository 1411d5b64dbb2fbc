import pytest

from assessment.domain.checking.duplicates import duplicate_flag, same_applicant
from assessment.domain.checking.screening import Flag
from tests.builders import application, cti_scheme

PLAN = (
    "Vi vil støtte borgere fra psykiatrien i de første ni måneder i egen bolig, og hver "
    "medarbejder har ti borgere ad gangen og får sparring hver anden uge af teamlederen."
)
OTHER = (
    "Unge på vej ud af efterværn får en fast kontakt, som kender både skolen, familien og "
    "jobcentret, og som følger dem hjem den første tid efter flytningen fra anbringelsesstedet."
)
LONG = " ".join(f"ord{number}" for number in range(300))


def sent(id_, *, text=PLAN, company="99000007", name=""):
    answers = {"1.2": name or f"Ansøger {id_}", "1.4": company, "4.1": text}
    filled_in = {key: value for key, value in answers.items() if value}
    return application(filled_in, id_=id_, filename=f"{id_}.docx")


def found(*applications):
    """Whom each application is like."""
    return same_applicant(applications, cti_scheme())


def test_the_flag_names_the_others_and_asks_which_stands():
    others = [sent(2, text=OTHER, name="Bakkedal Kommune"), sent(3)]

    assert duplicate_flag(others, cti_scheme()) == Flag(
        "F14",
        "Måske samme ansøger to gange",
        "Samme CVR-nummer, samme navn eller næsten samme tekst som Bakkedal Kommune (2.docx) og "
        "Ansøger 3 (3.docx). Afklar, hvilken ansøgning der gælder, under Versioner på siden Ansøgning.",
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {"text": OTHER, "company": "10150817"}, {}),
        ({"company": ""}, {"text": OTHER, "company": ""}, {}),
        (
            {"name": "Huset Sila"},
            {"name": "HUSET  Sila ", "text": OTHER, "company": ""},
            {1: (2,), 2: (1,)},
        ),
        ({}, {"text": OTHER, "company": "99 00 00 07"}, {1: (2,), 2: (1,)}),
        ({}, {"text": OTHER, "company": "CVR 99000007, P-nr. 1003456789"}, {1: (2,), 2: (1,)}),
        ({}, {"company": "10150817"}, {1: (2,), 2: (1,)}),
        ({}, {"text": PLAN.upper().replace(",", ";"), "company": ""}, {1: (2,), 2: (1,)}),
        ({"text": "Unge."}, {"text": "Unge.", "company": ""}, {}),
        ({"text": PLAN}, {"text": f"{PLAN} {LONG}", "company": ""}, {1: (2,), 2: (1,)}),
    ],
    ids=["different", "no-numbers", "name", "company", "company-and-unit", "text", "case-and-marks",
         "too-short", "one-inside-the-other"],
)  # fmt: skip
def test_the_same_company_or_much_of_the_same_text_is_flagged_on_both(first, second, expected):
    assert found(sent(1, **first), sent(2, **second)) == expected


def test_a_passage_in_common_is_not_much_of_the_text():
    quoted = " ".join(PLAN.split()[:10])

    shared = found(
        sent(1, text=f"{quoted} {OTHER}", company=""), sent(2, text=PLAN, company="10150817")
    )

    assert shared == {}


@pytest.mark.parametrize(("words", "expected"), [(8, {1: (2,), 2: (1,)}), (7, {})])
def test_the_same_passage_is_eight_words_in_a_row(words, expected):
    text = " ".join(PLAN.split()[:words])
    answers = [{"4.1": f"{text}."}, {"4.1": text}]
    alone = [
        application(given, id_=id_, filename=f"{id_}.docx") for id_, given in enumerate(answers, 1)
    ]

    assert found(*alone) == expected


def test_three_alike_name_each_other_in_order():
    everybody = [sent(3), sent(1), sent(2), sent(4, text=OTHER, company="10150817")]

    assert found(*everybody) == {1: (2, 3), 2: (1, 3), 3: (1, 2)}


@pytest.mark.parametrize("applications", [[], [sent(1)]], ids=["none", "one"])
def test_nobody_is_alike_alone(applications):
    assert found(*applications) == {}
