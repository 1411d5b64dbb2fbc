"""The overview: what came in, what to do next, files in and times of receipt."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.domain.wording import COPENHAGEN
from assessment.ui.pages import overview
from assessment.workflow import applications
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


def clock(*moment):
    """What a user chooses: Danish time, without a word on its zone."""
    return datetime(*moment, tzinfo=COPENHAGEN).replace(tzinfo=None)


def upload(app, *files):
    """Choose files and press the button, as one user would."""
    for name, content in files:
        app.file_uploader[0].upload(name, content)
    app.run()
    return app.button(key="register").click().run()


def test_an_empty_round_says_how_to_begin(open_page):
    app = open_page("overview", person=LEAD)
    assert said(app) == f"{FRAME} Begynd med at lægge ansøgningerne ind nedenfor."
    assert len(app.table) == 0
    assert [(each.label, each.proto.expanded) for each in app.expander] == [
        ("Læg ansøgninger ind", True)
    ]
    assert app.file_uploader[0].label == "Word-filer (.docx, .docm, .dotx)"
    assert app.button(key="register").disabled


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


def test_a_good_file_a_second_copy_and_no_word_file_each_have_their_answer(open_page, workflow):
    sent = builders.sample("01")
    app = open_page("overview", person=LEAD)
    upload(app, ("ansøgning.docx", sent), ("kopi.docx", sent), ("regneark.docx", b"PK\3\4 intet"))
    assert screen.values(app.success) == [
        "ansøgning.docx: Registreret: 51 felter fundet.",
        "kopi.docx: Filen er allerede registreret i runden og er ikke lagt ind igen.",
    ]
    (refused,) = screen.values(app.error)
    assert refused.startswith("regneark.docx: ")
    assert [row[:3] for row in screen.rows(app.table[0])] == [("1", "Bakkedal Kommune", "Kommune")]
    assert app.expander[0].proto.expanded  # or nobody would see what became of them
    (kept,) = applications.applications(workflow, "demo")
    assert (kept.filename, kept.received) == ("ansøgning.docx", None)


def test_the_uploader_is_empty_again_after_the_files_are_stored(open_page):
    app = open_page("overview", person=LEAD)
    before = app.file_uploader[0].key
    upload(app, ("ansøgning.docx", builders.sample("01")))
    assert app.file_uploader[0].key != before
    assert app.button(key="register").disabled


def test_an_empty_file_is_refused_in_words(open_page, workflow):
    app = open_page("overview", person=LEAD)
    upload(app, ("tom.docx", b""))
    assert len(app.error) == 1
    assert not app.exception
    assert applications.applications(workflow, "demo") == ()


def test_a_time_of_receipt_can_be_given_for_files(open_page, workflow):
    app = open_page("overview", person=LEAD)
    app.checkbox(key="received_known").check().run()
    app.datetime_input[0].set_value(clock(2026, 9, 30, 9, 14)).run()
    upload(app, ("ansøgning.docx", builders.sample("01")))
    assert screen.rows(app.table[0])[0][3:5] == ("30.09.2026 kl. 09.14", "rettidig")
    assert [event.actor for event in applications.history(workflow, round_id="demo")] == [LEAD] * 2


def test_a_time_of_receipt_can_be_corrected(open_page, demo_workflow):
    app = open_page("overview", on=demo_workflow, person=LEAD, received_case=9)
    app.datetime_input[0].set_value(clock(2026, 9, 30, 23, 59)).run()
    app.button(key="save_received").click().run()
    assert screen.rows(app.table[0])[8][3:5] == ("30.09.2026 kl. 23.59", "rettidig")
    newest = applications.history(demo_workflow, application_id=9)[0]
    assert (newest.actor, newest.old, newest.new) == (
        LEAD,
        "05.10.2026 kl. 08.12",
        "30.09.2026 kl. 23.59",
    )


def test_a_time_of_receipt_in_the_future_is_refused(open_page, demo_workflow):
    app = open_page("overview", on=demo_workflow, person=LEAD, received_case=9)
    app.datetime_input[0].set_value(clock(2030, 1, 1, 12, 0)).run()
    app.button(key="save_received").click().run()
    assert screen.values(app.error) == [
        "Modtagelsestiden ligger ude i fremtiden. Ret dato eller klokkeslæt."
    ]
    assert screen.rows(app.table[0])[8][3] == "05.10.2026 kl. 08.12"


def test_somebody_without_a_name_corrects_nothing(open_page, demo_workflow):
    app = open_page("overview", on=demo_workflow)
    assert len(app.datetime_input) == 0


CHECKED = builders.case()
REVIEWED = builders.case(builders.review())
DECIDED = builders.case(builders.review(), made=builders.recommendation())
OPEN = builders.case(formal=builders.screening(unsettled=["G2"]))
UNMET = builders.case(formal=builders.screening(unmet=["M1"]))


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ((), "Begynd med at lægge ansøgningerne ind nedenfor."),
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
