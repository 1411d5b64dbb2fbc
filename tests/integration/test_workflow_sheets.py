"""The whole assessment as a workbook: what stands in it, that it calculates, and who may have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Stance
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.review import Score
from assessment.domain.rounds.event import Action
from assessment.domain.words.wording import local
from assessment.errors import NotPermittedError
from assessment.workflow import declaring, demo, sheets
from assessment.workflow.cases import round_cases
from tests import builders
from tests.builders import NOON
from tests.calculating import Calculator

ASPECTS = [each.id for each in builders.cti_scheme().aspects]
SHEETS = [
    "Om",
    "Ansøgninger",
    "Formel prøvning",
    "Point",
    "Konsensus",
    "Kriterier",
    "Rangering",
    "Vægte",
    "Sikkerhed",
    "Byttepunkter",
    "Udeladte bedømmelser",
    "Enighed",
]
COMMANDS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def workflow():
    """A workflow on a database in memory: a workbook knows nothing of which database there is."""
    made = builders.workflow()
    yield made
    made.database.close()


@pytest.fixture
def scored(workflow):
    """Three applications, of which Anne and Bo have submitted 1 and 2, and Cilla only written hers."""
    builders.received(workflow, "01", "02", "03")
    anne, bo, cilla = (builders.reviewer(workflow, each) for each in ("Anne", "Bo", "Cilla"))
    for number in (1, 2, 3):
        builders.assigned(workflow, number, anne, bo, cilla)
    for number, person, points in ((1, anne, 4), (1, bo, 3), (2, anne, 2), (2, bo, 5)):
        builders.scored(workflow, number, person, points)
    with workflow.database.begin() as repository:
        repository.save_score(1, cilla.id, Score("1a", 0, "Kladde, som ingen må se.", NOON, 1))
        agreed = Consensus(2, "1a", Fraction(7, 2), "Drøftet.", ("Anne", "Bo"), "Lone", NOON, 1)
        repository.set_consensus(agreed)
    return workflow


def made(workflow):
    return sheets.round_workbook(workflow, "demo", builders.auditor(workflow))


def book_of(workflow, **how):
    return load_workbook(BytesIO(made(workflow)[1]), **how)


def formulas(book):
    return {
        (page.title, cell.coordinate)
        for page in book
        for row in page
        for cell in row
        if cell.data_type == "f"
    }


def texts(book):
    return [str(each) for page in book for row in page.values for each in row if each is not None]


# --- what stands in it ----------------------------------------------------------------------------


def test_there_is_a_sheet_for_each_part_with_filter_and_a_header_that_stays(scored):
    book = book_of(scored)

    assert book.sheetnames == SHEETS
    assert {page.freeze_panes for page in book} == {"A2"}
    assert [page.auto_filter.ref for page in book] == [page.dimensions for page in book]
    assert (book.properties.title, book.properties.creator) == (
        "Vurdering af ansøgninger, Demorunde med opdigtede ansøgere",
        "Peter Lind",
    )


def test_every_submitted_score_is_there_with_its_reason_and_no_draft(scored):
    header, *rows = book_of(scored)["Point"].values

    assert header == ("Nr.", "Ansøger", "Bedømmer", "Aspekt", "Point", "Begrundelse", "Gemt", "Tæller med")  # fmt: skip
    assert [(row[0], row[2], row[4], row[5], row[7]) for row in rows] == [
        (number, name, points, "Se 4.1.", "ja")
        for number, name, points in ((1, "Anne", 4), (1, "Bo", 3), (2, "Anne", 2), (2, "Bo", 5))
        for _ in ASPECTS
    ]
    assert rows[0][3] == "1a Målgruppe"
    assert all(isinstance(row[6], datetime) for row in rows)
    assert not any("Kladde" in each for each in texts(book_of(scored)))


def test_what_was_agreed_tells_who_did_and_what_was_taken_back_has_no_points(scored):
    with scored.database.begin() as repository:
        gone = Consensus(1, "7", None, "Ny viden.", ("Anne", "Bo"), "Lone", NOON, 2)
        repository.set_consensus(gone)

    _, *rows = book_of(scored)["Konsensus"].values

    assert [(row[0], *row[2:7]) for row in rows] == [
        (1, "7 Borgerinddragelse", None, "Taget tilbage: Ny viden.", "Anne og Bo", "Lone"),
        (2, "1a Målgruppe", 3.5, "Drøftet.", "Anne og Bo", "Lone"),
    ]


def test_the_formal_check_tells_what_was_decided_from_what_the_program_proposes(scored):
    with scored.database.begin() as repository:
        outcome = FormalOutcome("G1", Outcome.MET, "Set.", "Lone", NOON, "Anne", NOON, 2)
        repository.set_outcome(1, outcome)

    _, *rows = book_of(scored)["Formel prøvning"].values
    of_first = [row[2:] for row in rows if row[0] == 1]

    noon = local(NOON).replace(tzinfo=None)
    assert of_first[0] == (
        "G1", "Ansøgningsskemaet er udfyldt", "opfyldt", "Set.", "Lone", noon, "Anne", noon,
    )  # fmt: skip
    assert of_first[1][2:] == (
        "opfyldt (programmets forslag)",
        "Modtaget 01.10.2026 kl. 12.00 (oplyst ved registrering); fristen var 02.10.2026 kl. 12.00 (rettidig).",
        *[None] * 4,
    )


def test_somebody_conflicted_is_told_and_does_not_count(scored):
    anne = builders.reviewer(scored, "Anne")
    with scored.database.begin() as repository:
        repository.set_declaration(
            builders.declaration(anne, Stance.DOUBT, text="Min søster.", version=2)
        )
    book = book_of(scored)

    counts = {(row[0], row[2], row[7]) for row in list(book["Point"].values)[1:]}
    assert counts == {
        (1, "Anne", "nej, habilitet"),
        (1, "Bo", "ja"),
        (2, "Anne", "nej, habilitet"),
        (2, "Bo", "ja"),
    }
    assert Calculator(book).value("Kriterier", "C2") == 3


def test_it_says_what_it_was_made_from(scored):
    scored = replace(scored, tool="0.1.0 (SHA-256 abc)")
    told = dict(list(book_of(scored)["Om"].values)[1:])

    digest = scored.fingerprint(scored.criteria)
    assert told["Runde"] == "Demorunde med opdigtede ansøgere (demo)"
    rules = f"{scored.scheme.id}, skema {scored.scheme.form.version}"
    assert told["Kriterier"] == f"criteria.yaml ({rules}), SHA-256 {digest}"
    assert told["Program"] == "Version 0.1.0 (SHA-256 abc)"
    assert told["Dannet"].endswith(" af Peter Lind")


def test_the_same_round_gives_the_same_bytes(scored):
    first = made(scored)
    scored.clock.now = NOON
    second = made(scored)
    scored.clock.now = NOON

    assert second == made(scored)
    assert first[0] == "vurdering-demo.xlsx"


# --- what it calculates ---------------------------------------------------------------------------


def test_scores_and_totals_calculate_to_the_exact_ones(scored):
    book, calculated = book_of(scored), Calculator(book_of(scored))
    cases = round_cases(scored, "demo", builders.auditor(scored)).cases

    for row, case in enumerate(cases, start=2):
        exact = [
            *case.marks.aspects.values(),
            *case.marks.statements.values(),
            *case.marks.criteria.values(),
            case.marks.total(case.scheme.weights),
        ]
        cells = [cell.coordinate for cell in book["Kriterier"][row]][2:]
        assert [calculated.value("Kriterier", each) or None for each in cells] == exact
    assert [calculated.value("Rangering", f"F{row}") for row in (2, 3)] == [
        case.marks.total(case.scheme.weights) for case in (cases[1], cases[0])
    ]


def test_what_was_calculated_stands_beside_each_formula_for_who_cannot_calculate(workflow):
    demo.load(workflow, builders.SAMPLES)
    book, shown = book_of(workflow), book_of(workflow, data_only=True)
    calculated = Calculator(book)
    places = formulas(book)

    assert len(places) > 14 * 20
    for sheet, place in places:
        value = calculated.value(sheet, place)
        assert shown[sheet][place].value == pytest.approx(value) if value != "" else not value


def test_one_missing_score_leaves_what_rests_on_it_empty_and_never_0(scored):
    with scored.database.begin() as repository:
        for person in repository.people():
            if person.name in {"Anne", "Bo"}:
                repository.save_score(1, person.id, Score("7", None, "", NOON, 2))
    book, shown = book_of(scored), book_of(scored, data_only=True)
    calculated = Calculator(book)
    row = {book["Kriterier"].cell(1, at).value: at for at in range(1, 23)}

    of_first = [
        (calculated.value("Kriterier", cell.coordinate), shown["Kriterier"][cell.coordinate].value)
        for cell in (
            book["Kriterier"].cell(2, row[each])
            for each in ("7 Borgerinddragelse", "V7 (af 7)", "Borgerinddragelse (af V7)", "Total")
        )
    ]
    assert of_first == [("", None)] * 4
    assert calculated.value("Kriterier", "C2") == Fraction(7, 2)


# --- what may not be in it ------------------------------------------------------------------------


@pytest.mark.parametrize("sign", COMMANDS)
def test_a_formula_planted_in_any_text_is_text(workflow, sign):
    planted = f'{sign}HYPERLINK("http://ond.example")'
    before = formulas(_planted(workflow, "Almindelig tekst"))

    book = _planted(workflow, planted)

    assert formulas(book) == before
    found = [
        cell
        for page in book
        for row in page
        for cell in row
        if isinstance(cell.value, str) and "ond.example" in cell.value
    ]
    assert {cell.parent.title for cell in found} >= {
        "Ansøgninger",
        "Formel prøvning",
        "Point",
        "Konsensus",
    }
    assert all(cell.data_type == "s" for cell in found)
    assert all(cell.quotePrefix for cell in found if cell.value.startswith(COMMANDS))


def _planted(workflow, text):
    """The workbook of a round in which everybody writes this text wherever they can."""
    with workflow.database.read() as reader:
        fresh = not reader.applications("demo")
    if fresh:
        builders.received(workflow, "01")
    anne = builders.reviewer(workflow)
    builders.at_phase(workflow, builders.Phase.ASSESSMENT)
    builders.impartial(workflow, anne)
    with workflow.database.begin() as repository:
        sha256 = repository.application(1).reading.sha256
        answers = builders.filled(**{"1.2": text})
        repository.set_reading(1, builders.reading(answers, sha256=sha256))
        if fresh:
            repository.set_assignment(Assignment(1, anne, "Lone", NOON, version=1))
        version = 1 if fresh else 2
        for aspect in ASPECTS:
            repository.save_score(1, anne.id, Score(aspect, 3, text, NOON, version))
        repository.set_submitted(1, anne.id, NOON)
        people = ("Anne Holm", text)
        agreed = Consensus(1, "1a", Fraction(4), text, people, text, NOON, version)
        repository.set_consensus(agreed)
        outcome = FormalOutcome("G1", Outcome.MET, text, text, NOON, text, NOON, version)
        repository.set_outcome(1, outcome)
        made = builders.recommendation(reason=text, version=version)
        repository.set_recommendation(made)
    return book_of(workflow)


def test_no_cpr_like_number_is_in_it(workflow):
    book = _planted(workflow, "Borgeren 010190-1234 fik hjælp.")

    assert not any("010190" in each for each in texts(book))
    assert any("Borgeren ••••••-•••• fik hjælp." in each for each in texts(book))


def test_who_does_not_see_the_whole_round_does_not_get_it(scored):
    lone = builders.lead(scored)
    with pytest.raises(NotPermittedError) as refusal:
        sheets.round_workbook(scored, "demo", lone)
    assert str(refusal.value) == (
        "Regnearket kan hentes, når ingen ansøgning er lukket eller skjult for dig."
    )
    declaring.declare_impartial(scored, "demo", lone)
    assert sheets.round_workbook(scored, "demo", lone)

    cilla = builders.reviewer(scored, "Cilla")
    with pytest.raises(NotPermittedError):
        sheets.round_workbook(scored, "demo", cilla)


def test_that_it_was_made_is_in_the_log(scored):
    made(scored)

    newest = builders.events(scored)[0]
    assert (newest.actor, newest.action, newest.subject) == (
        "Peter Lind",
        Action.WORKBOOK_WRITTEN,
        "vurdering-demo.xlsx",
    )
