"""Two reviewers' whole round, from impartiality to consensus, through real login on a team server."""

from __future__ import annotations

from fractions import Fraction

import pytest
from playwright.sync_api import expect

from assessment.domain.panel.access import Phase
from assessment.workflow import safekeeping
from tests import builders
from tests.browser import screen, team

pytestmark = pytest.mark.browser

ASPECTS = [aspect.id for aspect in builders.cti_scheme().aspects]
APART = "4"
"""The aspect that the two see differently."""


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory, postgresql):
    """A team server whose rounds nobody has touched."""
    with team.team_server(tmp_path_factory.mktemp("whole"), postgresql) as server:
        yield server


def open_round(page):
    """Freeze the rules, with a reason, and let applications in."""
    screen.go_to(page, "Runden")
    field = page.get_by_role("textbox", name="Hvorfor netop disse kriterier og vægte gælder")
    field.fill("Lige vægt til hvert kriterium; besluttet før åbning.")
    field.press("Tab")
    move_on(page, "modtagelse")


def move_on(page, to):
    """Read what a step means and take it."""
    screen.go_to(page, "Runden")
    page.get_by_text("Jeg har læst, hvad skridtet låser").click()
    button = page.get_by_role("button", name=f"Flyt runden til {to}")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text(f"Runden er nu i fasen {to}.")).to_be_visible()


def receive(page):
    """Hand in one application."""
    screen.go_to(page, "Modtagelse")
    (sample,) = builders.SAMPLES.glob("01*.docx")
    page.locator("input[type=file]").set_input_files(sample)
    register = page.get_by_role("button", name="Registrér", exact=True)
    expect(register).to_be_enabled()
    register.click()
    expect(page.get_by_text("1 fil: 1 registreret.")).to_be_visible()


def declare_impartial(page):
    screen.go_to(page, "Habilitet")
    page.get_by_role("button", name="Erklær mig habil").click()
    expect(page.get_by_text("Du har erklæret dig habil")).to_be_visible()


def declare_doubt(page):
    screen.go_to(page, "Habilitet")
    screen.choose(page, "declare_applicant", "Bakkedal")
    page.get_by_text("Jeg er i tvivl").click()
    grounds = page.get_by_label("Grunde efter forvaltningsloven § 3")
    grounds.fill("nr. 5")
    grounds.press("Enter")
    page.keyboard.press("Escape")
    text = page.get_by_label("Hvad det drejer sig om, kort")
    text.fill("Jeg har holdt et oplæg for kommunen.")
    text.press("Tab")
    page.get_by_role("button", name="Afgiv erklæringen").click()
    expect(page.get_by_text("afventer afgørelse").first).to_be_visible()


def judge_impartial(page):
    """Decide another's doubt."""
    screen.go_to(page, "Habilitet")
    expect(page.get_by_text("Jeg har holdt et oplæg for kommunen.")).to_be_visible()
    page.get_by_role("radiogroup", name="Afgørelse").get_by_text("Habil", exact=True).click()
    reason = page.get_by_label("Begrundelse for afgørelsen")
    reason.fill("Enkeltstående og faglig kontakt.")
    reason.press("Tab")
    page.get_by_role("button", name="Gem afgørelsen").click()
    expect(page.get_by_text("Afgørelsen om Jens Krogh er gemt.")).to_be_visible()


def assign_in_balance(page):
    screen.go_to(page, "Fordeling")
    page.get_by_role("tab", name="Foreslå en ligelig fordeling").click()
    page.get_by_role("button", name="Anvend fordelingen").click()
    expect(page.get_by_text("Fordelingen er anvendt: 2 tildelinger er lagt til.")).to_be_visible()


def score_all(page, name, points):
    """Score every aspect with a reason, seeing each confirmed, and submit."""
    screen.go_to(page, "Vurdering")
    screen.expect_chosen(page, "ansoegning", "Bakkedal")
    for number, aspect in enumerate(ASPECTS):
        side = page.locator(".st-key-criteria_side")
        expect(side.get_by_role("heading", level=4)).to_contain_text(f"{aspect} ")
        given = points[aspect]
        page.get_by_role("radio", name=f"{given} – ").focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("radio", name=f"{given} – ")).to_be_checked()
        screen.reason(page).fill(f"{name} om {aspect}.")
        screen.reason(page).press("Tab")
        expect(side.get_by_text("Gemt kl.")).to_be_visible()
        if number + 1 < len(ASPECTS):
            page.get_by_role("button", name="Næste aspekt").click()
    page.get_by_role("button", name="Indsend vurdering").click()
    expect(page.get_by_text("tæller med i rangeringen")).to_be_visible()


def agree(page):
    """Set what the two agree on where they differ."""
    screen.go_to(page, "Konsensus")
    page.get_by_role("button", name="Bakkedal Kommune: 4 (2–4)").click()
    for said in ("Anne om 4.", "Jens om 4."):
        expect(page.get_by_text(said)).to_be_visible()
    agreement = page.locator(".st-key-agreement")
    agreement.get_by_role("radio", name="3,5", exact=True).click()
    reason = agreement.get_by_role("textbox", name="Hvorfor er I enige om det?")
    reason.fill("Håndteringen er beskrevet, men ikke prioriteret.")
    reason.press("Tab")
    agreement.get_by_role("button", name="Gem konsensus").click()
    expect(agreement.get_by_text("3,5 point: Håndteringen er beskrevet")).to_be_visible()


def test_two_reviewers_take_a_round_from_impartiality_to_consensus(empty_server, window):
    server = empty_server
    lone, anne, jens = window(), window(), window()
    for page, subject in ((lone, "lone"), (anne, "anne"), (jens, "jens")):
        team.log_in(page, server, subject)
        screen.expect_chosen(page, "runde", "Demorunde")
    open_round(lone)
    receive(lone)
    for page in (lone, anne):
        declare_impartial(page)
    declare_doubt(jens)
    judge_impartial(lone)
    assign_in_balance(lone)
    move_on(lone, "vurdering")

    alike = dict.fromkeys(ASPECTS, 4)
    score_all(anne, "Anne", alike)
    screen.go_to(jens, "Rangering")
    expect(jens.get_by_text("Anne om")).to_have_count(0)
    expect(jens.get_by_text("4,00")).to_have_count(0)
    score_all(jens, "Jens", alike | {APART: 2})
    move_on(lone, "konsensus")
    agree(lone)
    screen.go_to(anne, "Konsensus")
    expect(anne.get_by_text("3,5 point: Håndteringen er beskrevet")).to_be_visible()

    with server.workflow() as work:
        with work.database.read() as reader:
            assert reader.phase("demo") is Phase.CONSENSUS
            (agreed,) = reader.consensus("demo")[1].values()
            given = {
                each.reviewer.name: {key: score.points for key, score in each.scores.items()}
                for each in reader.reviews("demo")
            }
        assert (agreed.aspect, agreed.points) == (APART, Fraction(7, 2))
        assert agreed.participants == ("Anne Holm", "Jens Krogh")
        assert given == {"Anne Holm": alike, "Jens Krogh": alike | {APART: 2}}
        assert safekeeping.verify(work, builders.lead(work)).faults == ()
