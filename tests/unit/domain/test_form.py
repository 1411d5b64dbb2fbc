import pytest
from pydantic import ValidationError

from assessment.domain.rules.form import FieldKind, FormField, Option
from tests.builders import cti_scheme
from tests.small_form import FORM

YES = Option(id="yes", label="Ja")


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (FieldKind.CHOICE, {}),
        (FieldKind.LINE, {"options": (YES,)}),
        (FieldKind.TEXT, {"municipalities": True}),
    ],
    ids=["choice-of-nothing", "options-in-a-line", "municipalities-in-a-text"],
)
def test_a_field_has_choices_exactly_when_it_is_a_choice(kind, given):
    with pytest.raises(
        ValidationError, match="skal have options eller municipalities, og kun et sådant felt"
    ):
        FormField(id="1", label="Svar", kind=kind, **given)


@pytest.mark.parametrize(
    ("field_id", "group", "expected"),
    [
        ("1.7.navn", "Kontaktperson", ("Kontaktperson: Navn", "1.7", "1.7 Kontaktperson: Navn")),
        ("4.10", "", ("Navn", "4.10", "4.10 Navn")),
        ("navn", "", ("Navn", "navn", "navn Navn")),
    ],
)
def test_a_field_is_named_with_its_group_and_known_by_its_number(field_id, group, expected):
    field = FormField(id=field_id, label="Navn", group=group)

    assert (field.full_label, field.number, field.title) == expected


@pytest.mark.parametrize(
    ("applies_to", "applicant_type", "expected"),
    [
        ((), "municipality", True),
        (("private_provider",), "private_provider", True),
        (("private_provider",), "municipality", False),
        (("private_provider",), None, True),
    ],
    ids=["everybody", "among-them", "not-among-them", "unknown"],
)
def test_a_field_is_asked_of_those_it_applies_to_and_of_the_unknown(
    applies_to, applicant_type, expected
):
    field = FormField(id="1", label="Aftale", applies_to=applies_to)

    assert field.applies(applicant_type) is expected


def test_the_fields_stand_in_reading_order_and_are_found_by_id():
    ids = [field.id for field in FORM.fields]

    assert ids[:3] + ids[-2:] == ["1.1", "1.2", "1.3", "8.navn", "8.dato"]
    assert FORM.field("4.3").label == "Afgrænsning over for hjemløshed"
    with pytest.raises(KeyError):
        FORM.field("4.4")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("M1", ("2.1.ja", "2.1.medlemmer")),
        ("6", ("2.2", "5.5.foer", "5.5.under", "5.5.efter", "5.6")),
        ("D9", ()),
    ],
)
def test_the_fields_that_feed_a_requirement_or_an_aspect_stand_in_form_order(target, expected):
    assert cti_scheme().fields_feeding(target) == expected
