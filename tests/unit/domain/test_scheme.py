from fractions import Fraction

import pytest

from assessment.domain.rules.scheme import Complaint, Framed, Select
from tests.builders import cti_scheme


def test_the_parts_of_the_scheme_stand_in_order():
    scheme = cti_scheme()

    assert [each.id for each in scheme.requirements] == [
        *("G1", "G2", "G3", "G4"),
        *("M1", "M2", "M3", "M4"),
        *("D1", "D2", "D3", "D4"),
    ]
    assert [each.id for each in scheme.statements] == ["V1", "V2", "V3", "V4", "V5", "V6", "V7"]
    assert [each.id for each in scheme.aspects] == ["1a", "1b", "2", "3a", "3b", "4", "5", "6", "7"]


def test_the_three_criteria_weigh_a_third_each_and_exactly_one_together():
    third = Fraction(1, 3)

    assert cti_scheme().weights == {
        "target_group": third,
        "readiness": third,
        "citizen_involvement": third,
    }
    assert sum(cti_scheme().weights.values()) == 1


@pytest.mark.parametrize(
    ("requirement", "applicant_type", "expected"),
    [
        ("M3", "municipality", False),
        ("M3", "public_provider", True),
        ("M3", "private_provider", True),
        ("M3", None, True),
        ("M1", "municipality", True),
    ],
)
def test_a_requirement_applies_to_its_applicants_and_to_the_unknown(
    requirement, applicant_type, expected
):
    assert cti_scheme().requirement(requirement).applies(applicant_type) is expected


@pytest.mark.parametrize(
    ("type_id", "expected"),
    [
        ("municipality", "Kommune"),
        ("private_provider", "Socialt tilbud – privat"),
        ("region", "ikke oplyst"),
        (None, "ikke oplyst"),
    ],
)
def test_a_type_of_applicant_has_a_danish_label(type_id, expected):
    assert cti_scheme().type_label(type_id) == expected


def test_what_the_scheme_does_not_have_is_a_key_error():
    with pytest.raises(KeyError):
        cti_scheme().round("2025-1")
    with pytest.raises(KeyError):
        cti_scheme().requirement("M5")


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [(2, 4, "2–4 ansøgere"), (0, 1, "0–1 ansøgere"), (3, 3, "3 ansøgere"), (1, 1, "1 ansøger")],
)
def test_the_number_to_select_is_written_as_a_sentence_has_it(least, most, expected):
    assert Select(min=least, max=most).words == expected


def test_a_frame_that_says_too_little_alone_is_one_of_the_frames():
    with pytest.raises(ValueError, match="not_alone må kun nævne felter, der også står i frames"):
        Framed(
            kind="framed", description="4.1", frames=("4.2.kultur",), not_alone=("4.2.udsathed",)
        )


@pytest.mark.parametrize("field", ["instance", "how", "deadline"])
@pytest.mark.parametrize("said", ["", " \n"])
def test_where_one_can_complain_it_is_said_where_how_and_until_when(field, said):
    told = {"instance": "Nævnet", "how": "Skriv til os.", "deadline": "fire uger"}
    with pytest.raises(ValueError, match="skal sige instance, how og deadline"):
        Complaint(appealable=True, legal_basis="§ 1", **(told | {field: said}))


@pytest.mark.parametrize("basis", ["-", "…", "\u200b", "(?)"])
def test_that_one_cannot_complain_takes_a_legal_basis(basis):
    with pytest.raises(ValueError, match="og legal_basis"):
        Complaint(appealable=False, legal_basis=basis)
