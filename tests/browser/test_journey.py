"""The whole job in a real browser, by a reviewer who opens the program for the first time."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessment import intake
from assessment.domain.reviewing.review import Review
from assessment.workflow import people
from tests import builders
from tests.browser import screen

pytestmark = pytest.mark.browser

NORA = "Nora Ny-Ærø"
BIRKEBAEK = 14
ASPECTS = [aspect.id for aspect in builders.cti_scheme().aspects]
REASONS = {
    aspect: f"Nora om {aspect}: gennemtænkt, jf. bilag {aspect.upper()}." for aspect in ASPECTS
}


def stored(demo) -> Review:
    """Nora's review as it stands in the database."""
    with demo.workflow() as work, work.database.read() as reader:
        return reader.review(BIRKEBAEK, people.join(work, NORA))


def settle(page, requirement, why):
    """Set an outcome by a click and say why; it is saved without a button."""
    outcome = page.get_by_role("radiogroup", name=f"Udfald for {requirement}")
    outcome.get_by_text("opfyldt", exact=True).click()
    field = page.get_by_label(f"Begrundelse for {requirement}")
    field.fill(why)
    field.press("Tab")
    expect(page.get_by_text(f"Gemt af {NORA}").first).to_be_visible()


def score_with_keys(page, aspect):
    """Five points and a reason without a mouse; the next aspect comes straight after the last key."""
    page.get_by_role("radio", name="5 – ").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="5 – ")).to_be_checked()
    screen.reason(page).focus()
    page.keyboard.type(REASONS[aspect])


def score_with_clicks(page, aspect):
    page.get_by_text("5 – Særdeles god").click()
    screen.reason(page).click()
    screen.reason(page).press_sequentially(REASONS[aspect])


def score_all(page):
    """Give five points and a reason for each aspect, leaving each while still typing."""
    for number, aspect in enumerate(ASPECTS):
        title = builders.cti_scheme().aspects[number].title
        side = page.locator(".st-key-criteria_side")
        expect(side.get_by_role("heading", name=f"{aspect} {title}", exact=True)).to_be_visible()
        screen.expect_text(screen.reason(page), "")
        (score_with_clicks if number % 2 else score_with_keys)(page, aspect)
        if aspect != ASPECTS[-1]:
            page.get_by_role("button", name="Næste aspekt").click(delay=80)
    screen.reason(page).press("Tab")
    expect(page.get_by_text("9 af 9 aspekter har point og begrundelse.")).to_be_visible()


def take_on(page):
    """Declare impartiality, and be given the application."""
    screen.go_to(page, "Habilitet")
    page.get_by_role("button", name="Erklær mig habil over for alle 14").click()
    expect(page.get_by_text("Du har erklæret dig habil over for alle 14.")).to_be_visible()
    screen.go_to(page, "Fordeling")
    assign_to_oneself(page)


def check_formally(page):
    """Settle what is open in the formal check; a second person has still to confirm it."""
    screen.choose(page, "open_case", "Birkebæk Kommune")
    page.get_by_role("button", name="Formel prøvning").click()
    screen.expect_state(page, "14. Birkebæk Kommune", "2 mangler")
    settle(page, "G2", "Sendt kl. 11.58 ifølge ansøgers kvittering.")
    screen.expect_state(page, "14. Birkebæk Kommune", "1 mangler")
    settle(page, "G4", "Målgruppen er uddybet pr. mail.")
    screen.expect_state(page, "14. Birkebæk Kommune", "opfyldt, ikke bekræftet")


def assign_to_oneself(page):
    """On one machine without login a newcomer leads too, and can take an application on."""
    page.get_by_role("tab", name="Fordel i hånden").click()
    screen.choose(page, "assign_application", "Birkebæk")
    row = page.locator('[class*="st-key-assign_row_"]').filter(has_text=NORA)
    row.locator(f'[class*="st-key-assign_{BIRKEBAEK}_"]').get_by_role("button").click()
    expect(page.get_by_text(f"{NORA} vurderer nu Birkebæk Kommune.")).to_be_visible()


def download(page, name, folder: Path) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path.read_bytes()


def test_a_new_reviewer_does_the_whole_job(own_demo, page, tmp_path):
    screen.visit(page, own_demo.base)
    screen.choose(page, "runde", "Demorunde")
    screen.be(page, NORA)
    take_on(page)
    screen.go_to(page, "Overblik")

    check_formally(page)

    screen.go_to(page, "Rangering")
    expect(page.get_by_text("1,59")).to_have_count(0)  # others' points are not for Nora yet

    screen.go_to(page, "Vurdering")
    screen.expect_state(page, "14. Birkebæk Kommune", "0 af 9")
    expect(page.get_by_role("button", name="Indsend vurdering")).to_be_disabled()
    score_all(page)
    review = stored(own_demo)
    assert {key: (each.points, each.reason) for key, each in review.scores.items()} == {
        aspect: (5, REASONS[aspect]) for aspect in ASPECTS
    }
    assert review.submitted is None
    page.get_by_role("button", name="Indsend vurdering").click()
    screen.expect_state(page, "14. Birkebæk Kommune", "indsendt")
    expect(screen.reason(page)).to_have_count(0)

    screen.go_to(page, "Rangering")
    row = screen.row(page, "Birkebæk")
    assert row[1:6] == ["Birkebæk Kommune", "2,33", "2,25", "2,75", "2,44"]

    screen.go_to(page, "Indstilling")
    screen.expect_state(page, "14. Birkebæk Kommune", "ikke indstillet")
    note = intake.read(
        download(page, "Hent beslutningsnotatet", tmp_path), builders.cti_scheme().form
    )
    assert [reason for reason in REASONS.values() if reason not in note.text] == []
    assert NORA in note.text
    assert "Birkebæk Kommune" in note.text
