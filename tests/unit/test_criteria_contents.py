from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from assessment import criteria_file
from assessment.domain.rules.base import Citation
from assessment.domain.rules.scheme import Period, Round, Scheme, Select


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return criteria_file.load(Path(__file__).parents[2] / "criteria.yaml")


def test_the_rule_file_holds_both_published_rounds(scheme):
    assert scheme.rounds[:2] == (
        Round(
            id="2024-1",
            title="1. runde 2024",
            deadline=datetime(2024, 1, 26, 22, 59, 59, tzinfo=UTC),
            deadline_has_clock=False,
            mailboxes=("CTIOvergangsstoette@sbst.dk",),
            select=Select(min=3, max=4),
            period=Period(months=19, start=date(2024, 3, 1), end=date(2025, 9, 30)),
            answer_by=date(2024, 2, 9),
            contact="Projektleder Karen Margrethe Korsholm, kamk@sbst.dk",
            source=Citation(
                document="vejledning-2024-1",
                section="Hvad indebærer initiativet; Praktiske oplysninger",
            ),
        ),
        Round(
            id="2024-2",
            title="2. runde 2024",
            deadline=datetime(2024, 8, 21, 10, 0, tzinfo=UTC),
            mailboxes=("kamk@sbst.dk",),
            select=Select(min=2, max=4),
            period=Period(months=24),
            answer_by=date(2024, 8, 23),
            contact="Projektleder Karen Margrethe Korsholm, kamk@sbst.dk",
            source=Citation(
                document="vejledning-2024-2",
                section="Hvad indebærer initiativet; Praktiske oplysninger",
            ),
        ),
    )


def test_the_rule_file_has_the_ids_that_the_design_names(scheme):
    assert [each.id for each in scheme.requirements] == [
        *("G1", "G2", "G3", "G4"),
        *("M1", "M2", "M3", "M4"),
        *("D1", "D2", "D3", "D4"),
    ]
    assert [each.id for each in scheme.requirements if each.unmet == "afvisning"] == [
        "G1",
        "G2",
        "G3",
    ]
    assert scheme.weights == dict.fromkeys(
        ("target_group", "readiness", "citizen_involvement"), Fraction(1, 3)
    )
    assert [each.id for each in scheme.statements] == ["V1", "V2", "V3", "V4", "V5", "V6", "V7"]
    assert [each.id for each in scheme.statements if each.prioritised] == ["V6", "V7"]
    assert [each.id for each in scheme.aspects] == ["1a", "1b", "2", "3a", "3b", "4", "5", "6", "7"]
    assert [each.id for each in scheme.rounds] == ["2024-1", "2024-2", "demo"]


def test_the_form_has_the_fields_that_the_design_names(scheme):
    assert " ".join(each.id for each in scheme.form.fields) == (
        "1.1 1.2 1.3 1.4 1.5 1.6 1.7.navn 1.7.titel 1.7.email 1.7.telefon"
        " 1.8.navn 1.8.titel 1.8.email 1.9 1.10"
        " 2.1.ja 2.1.medlemmer 2.2 2.3 2.4.kommune 2.4.dato 2.4.parter 2.4.bilag 2.5"
        " 3.1 3.2 3.3 3.4"
        " 4.1 4.2.udsathed 4.2.groenlandsk 4.2.kultur 4.3 4.4 4.5 4.6 4.7 4.8"
        " 4.9.antal 4.9.aarsvaerk 4.10 4.11"
        " 5.1 5.2 5.3 5.4 5.5.foer 5.5.under 5.5.efter 5.6 6.1 6.2 6.3 6.4 7"
        " 8.navn 8.titel 8.dato"
    )
    assert [each.id for each in scheme.form.fields if each.applies_to] == [
        *("1.10", "2.4.kommune", "2.4.dato", "2.4.parter", "2.4.bilag"),
    ]
