"""The overview: what came in, what to do next, files in and times of receipt."""

from __future__ import annotations

import pytest

from assessment.ui.pages import overview
from assessment.workflow import choosing
from tests import builders
from tests.ui import screen

FRAME = "Demorunde med opdigtede ansøgere. Frist 02.10.2026 kl. 12.00. Der udvælges 2–4 ansøgere."
COLUMNS = [
    "Nr.",
    "Ansøger",
    "Type",
    "Modtaget",
    "Frist",
    "Formel prøvning",
    "Vurderinger",
    "Bemærkninger",
    "Indstilling",
]
LEAD = "Lone Vestergaard"


def said(app):
    return app.markdown[0].value.replace("**", "")


def test_an_empty_round_says_how_to_begin(open_page):
    app = open_page("overview")
    assert said(app) == f"{FRAME} Begynd med at lægge det ind, som ansøgerne har sendt."
    assert len(app.table) == 0
    assert [each.label for each in app.button] == ["Læg ansøgninger ind"]


def test_the_demo_round_is_a_table(open_page, demo_workflow):
    app = open_page("overview", on=demo_workflow)
    assert said(app) == f"{FRAME} Næste skridt: 1 ansøgning mangler udfald i den formelle prøvning."
    assert screen.columns(app.table[0]) == COLUMNS
    table = screen.rows(app.table[0])
    assert [row[:2] for row in table] == [
        ("1", "Bakkedal Kommune"),
        ("2", "Lyngmose Kommune"),
        ("3", "Vesterlund Kommune"),
        ("4", "Strandby Kommune"),
        ("5", "Fonden Havnelyset"),
        ("6", "Opgangen ApS"),
        ("7", "Fjordby Kommune"),
        ("8", "Kildeby Kommune"),
        ("9", "Egeskov Kommune"),
        ("10", "Hedelund Kommune"),
        ("11", "Botilbuddet Klokkeblomsten"),
        ("12", "Åmose Kommune"),
        ("13", "Huset Sila"),
        ("14", "Birkebæk Kommune"),
    ]
    kommune, met = "Kommune", "opfyldt"
    assert [row[2:7] + row[8:] for row in table if row[0] in {"1", "9", "13", "14"}] == [
        (kommune, "30.09.2026 kl. 09.14", "rettidig", met, "3 indsendt", "tilsagn"),
        (kommune, "05.10.2026 kl. 08.12", "efter fristen", "ikke opfyldt", "0 indsendt", "afvisning"),
        ("Socialt tilbud – privat", "25.09.2026 kl. 10.22", "rettidig", met, "2 indsendt, 1 i gang", "tilsagn"),
        (kommune, "02.10.2026 kl. 12.03", "efter klokkeslættet samme dato", "2 mangler", "3 indsendt", "–"),
    ]  # fmt: skip


def test_applications_set_aside_are_named_and_not_in_the_table(open_page, demo_workflow):
    choosing.set_aside(demo_workflow, 2, None, reason="Trukket tilbage.", by=LEAD)
    app = open_page("overview", on=demo_workflow)
    assert "2" not in [row[0] for row in screen.rows(app.table[0])]
    (said_aside,) = screen.values(app.caption)
    assert said_aside == (
        "1 ansøgning er lagt til side og vurderes ikke: "
        "2. Lyngmose Kommune (02-lyngmose-kommune.docx)."
    )


CHECKED = builders.case()
REVIEWED = builders.case(builders.review())
DECIDED = builders.case(builders.review(), made=builders.recommendation())
OPEN = builders.case(formal=builders.screening(unsettled=["G2"]))
UNMET = builders.case(formal=builders.screening(unmet=["M1"]))


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ((), "Begynd med at lægge det ind, som ansøgerne har sendt."),
        ((OPEN, CHECKED), "Næste skridt: 1 ansøgning mangler udfald i den formelle prøvning."),
        ((OPEN, OPEN), "Næste skridt: 2 ansøgninger mangler udfald i den formelle prøvning."),
        ((CHECKED, REVIEWED), "Næste skridt: 1 ansøgning har endnu ingen indsendt vurdering."),
        ((CHECKED, CHECKED), "Næste skridt: 2 ansøgninger har endnu ingen indsendt vurdering."),
        ((UNMET, DECIDED), "Næste skridt: 1 ansøgning mangler en indstilling."),
        ((REVIEWED, REVIEWED), "Næste skridt: 2 ansøgninger mangler en indstilling."),
        (
            (DECIDED,),
            "Alle ansøgninger er prøvet, vurderet og indstillet. Hent notaterne på siden Indstilling.",
        ),
    ],
)
def test_the_next_step_is_the_first_that_is_missing(cases, expected):
    assert overview.next_step(builders.round_of(*cases)) == expected
