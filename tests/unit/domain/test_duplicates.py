import pytest

from assessment.domain.duplicates import duplicates
from assessment.domain.screening import Flag
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


def sent(id_, *, text=PLAN, company="99000007", name="Bakkedal"):
    answers = {"1.2": name, "1.4": company, "4.1": text}
    filled_in = {key: value for key, value in answers.items() if value}
    return application(filled_in, id_=id_, filename=f"{id_}.docx")


def found(*applications):
    """Whom each flagged application is like."""
    flags = duplicates(applications, cti_scheme())
    names = {each.id: f"({each.filename})" for each in applications}
    return {
        id_: [other for other, name in names.items() if name in flag.explanation]
        for id_, flag in flags.items()
    }


def test_the_flag_names_the_other_and_asks_which_stands():
    flags = duplicates([sent(1), sent(2, text=OTHER, name="Bakkedal Kommune")], cti_scheme())

    assert flags[1] == Flag(
        "F14",
        "Måske samme ansøger to gange",
        "Samme CVR-nummer eller næsten samme tekst som Bakkedal Kommune (2.docx). "
        "Afklar, hvilken ansøgning der gælder.",
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {"text": OTHER, "company": "10150817"}, {}),
        ({"company": ""}, {"text": OTHER, "company": ""}, {}),
        ({}, {"text": OTHER, "company": "99 00 00 07"}, {1: [2], 2: [1]}),
        ({}, {"text": OTHER, "company": "CVR 99000007, P-nr. 1003456789"}, {1: [2], 2: [1]}),
        ({}, {"company": "10150817"}, {1: [2], 2: [1]}),
        ({}, {"text": PLAN.upper().replace(",", ";"), "company": ""}, {1: [2], 2: [1]}),
        ({"text": "Unge."}, {"text": "Unge.", "company": ""}, {}),
        ({"text": PLAN}, {"text": f"{PLAN} {LONG}", "company": ""}, {1: [2], 2: [1]}),
    ],
    ids=["different", "no-numbers", "company", "company-and-unit", "text", "case-and-marks",
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


@pytest.mark.parametrize(("words", "expected"), [(8, {1: [2], 2: [1]}), (7, {})])
def test_the_same_passage_is_eight_words_in_a_row(words, expected):
    text = " ".join(PLAN.split()[:words])
    answers = [{"4.1": f"{text}."}, {"4.1": text}]
    alone = [
        application(given, id_=id_, filename=f"{id_}.docx") for id_, given in enumerate(answers, 1)
    ]

    assert found(*alone) == expected


def test_three_alike_name_each_other_in_order():
    everybody = [sent(3), sent(1), sent(2), sent(4, text=OTHER, company="10150817")]

    assert found(*everybody) == {1: [3, 2], 2: [3, 1], 3: [1, 2]}
    assert "som Bakkedal (2.docx) og Bakkedal (3.docx)." in (
        duplicates(everybody, cti_scheme())[1].explanation
    )


@pytest.mark.parametrize("applications", [[], [sent(1)]], ids=["none", "one"])
def test_nobody_is_alike_alone(applications):
    assert duplicates(applications, cti_scheme()) == {}
