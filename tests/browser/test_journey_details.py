"""What must hold while somebody works: nothing typed is lost, nothing jumps, nobody else is asked."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assessment.ui.pages import ALL
from assessment.workflow import people, reviewing
from assessment.workflow.receiving import Upload, receive
from tests import builders
from tests.browser import screen
from tests.waiting import wait_until
from tests.word_files import table, word_file

pytestmark = pytest.mark.browser

PATHS = ["", *(page.path for page in ALL[1:])]
SECONDS = 30
"""For what was typed to stand in the database; a busy machine needs them, an idle one does not."""
HOSTILE = "<b>x</b> **y** [z](http://z.example)"


def reason_in_database(demo, name, number, aspect):
    with demo.workflow() as work, work.database.read() as reader:
        reviews = [each for each in reader.reviews("demo") if each.application == number]
    found = [each.score(aspect).reason for each in reviews if each.reviewer.name == name]
    return found[0] if found else None


def open_scoring(demo, page, name, number=8, applicant="Kildeby"):
    """Open the scoring of an application and wait until its own fields are there."""
    demo.let_review(name, number)
    screen.visit(page, f"{demo.base}/vurdering?jeg={name}")
    screen.choose(page, "ansoegning", applicant)
    expect(page.locator(f'[class*="st-key-score_{number}_"]').first).to_be_visible()
    screen.expect_state(page, f"{number}. {applicant}", "0 af 9")


def test_what_is_typed_is_saved_without_leaving_the_field(demo, page):
    open_scoring(demo, page, "Tove")
    screen.reason(page).press_sequentially("Halvt skrevet")
    saved = wait_until(
        lambda: reason_in_database(demo, "Tove", 8, "1a") == "Halvt skrevet", SECONDS
    )
    assert saved
    expect(screen.reason(page)).to_be_focused()
    expect(page.get_by_text("Gemt kl. ")).to_be_visible()


def test_typing_on_after_a_save_keeps_text_and_caret(demo, page):
    open_scoring(demo, page, "Ulla")
    field = screen.reason(page)
    field.press_sequentially("Først dette")
    expect(page.get_by_text("Gemt kl. ")).to_be_visible()
    for _ in "dette":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("og så ")
    assert screen.caret(field) == len("Først og så ")
    whole = "Først og så dette"
    assert wait_until(lambda: reason_in_database(demo, "Ulla", 8, "1a") == whole, SECONDS)
    page.keyboard.type("også ")
    expect(field).to_have_value("Først og så også dette")
    assert screen.caret(field) == len("Først og så også ")


def test_typing_through_a_save_loses_no_letter(demo, page):
    open_scoring(demo, page, "Vera")
    text = "Ord for ord med pauser."
    for word in text.split(" "):
        page.keyboard.press("End") if word != "Ord" else screen.reason(page).focus()
        page.keyboard.type(word if word.endswith(".") else f"{word} ", delay=15)
        page.wait_for_timeout(880)  # the pause itself is what is tested: just about autosave's own
    screen.expect_text(screen.reason(page), text)
    assert wait_until(lambda: reason_in_database(demo, "Vera", 8, "1a") == text, SECONDS)


def test_the_application_stays_chosen_while_its_state_changes(demo, page):
    """Streamlit tells options by their words, so these may not tell how far an application is."""
    open_scoring(demo, page, "Xenia")
    for done, aspect in enumerate(["1a", "1b", "2"], start=1):
        page.get_by_text("4 – God").click()
        screen.reason(page).fill(f"Xenia om {aspect}.")
        screen.reason(page).press("Tab")
        screen.expect_state(page, "8. Kildeby", f"{done} af 9")
        page.get_by_role("button", name="Næste aspekt").click()
        screen.expect_text(screen.reason(page), "")
    assert reason_in_database(demo, "Xenia", 8, "2") == "Xenia om 2."


def test_a_reload_keeps_round_and_name(demo, page):
    screen.visit(page, demo.base)
    screen.be(page, "Anne Holm")
    screen.choose(page, "runde", "2. runde 2024")
    screen.go_to(page, "Ordningen")
    page.reload()
    page.locator(screen.READY).wait_for()
    screen.expect_chosen(page, "runde", "2. runde 2024")
    expect(page.get_by_label("Jeg er")).to_have_value("Anne Holm")


def test_the_way_back_leads_to_the_page_before_with_round_and_name(demo, page):
    screen.visit(page, f"{demo.base}/?jeg=Anne+Holm&runde=2.+runde+2024")
    screen.go_to(page, "Søg")
    screen.go_to(page, "Ordningen")
    screen.settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Søg")
    screen.settle(page)
    screen.expect_chosen(page, "runde", "2. runde 2024")
    expect(page.get_by_label("Jeg er")).to_have_value("Anne Holm")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ordningen")
    screen.settle(page)
    screen.expect_chosen(page, "runde", "2. runde 2024")
    expect(page.get_by_label("Jeg er")).to_have_value("Anne Holm")


@pytest.mark.parametrize(
    ("button", "title"),
    [("Læs", "Ansøgning"), ("Formel prøvning", "Formel prøvning"), ("Vurdér", "Vurdering")],
)
def test_an_application_is_opened_from_the_overview(demo, page, button, title):
    screen.visit(page, f"{demo.base}/?jeg=Anne+Holm")
    screen.choose(page, "open_case", "Hedelund")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    screen.expect_chosen(page, "ansoegning", "10. Hedelund")
    expect(page.get_by_label("Jeg er")).to_have_value("Anne Holm")
    expect(page).to_have_url(re.compile("jeg=Anne"))


def test_both_halves_keep_their_place_when_points_are_given(demo, page):
    open_scoring(demo, page, "Willy", 1, "Bakkedal")
    sides = [page.locator(f".st-key-{side}_side") for side in ("application", "criteria")]
    for side in sides:
        side.evaluate("side => { side.scrollTop = 120 }")
    page.get_by_text("3 – Tilfredsstillende").click()
    expect(page.get_by_text("Gemt kl. ")).to_be_attached()
    page.locator(screen.READY).wait_for()
    assert [side.evaluate("side => side.scrollTop") for side in sides] == [120, 120]


def test_the_next_aspect_is_read_from_its_beginning_in_both_halves(demo, page):
    open_scoring(demo, page, "Yrsa", 1, "Bakkedal")
    sides = [page.locator(f".st-key-{side}_side") for side in ("application", "criteria")]
    for side in sides:
        assert side.evaluate("side => side.scrollTop = 120") == 120
    page.get_by_role("button", name="Næste aspekt").click()
    expect(sides[1].get_by_role("heading", level=4)).to_contain_text("1b ")
    screen.settle(page)
    assert [side.evaluate("side => side.scrollTop") for side in sides] == [0, 0]


@pytest.mark.parametrize("path", ["konsensus", "modtagelse", "runden"])
def test_what_a_button_or_a_field_says_is_not_cut_off_on_a_small_screen(demo, page, path):
    page.set_viewport_size({"width": 900, "height": 768})
    screen.visit(page, f"{demo.base}/{path}?jeg=Lone+Vestergaard")
    page.wait_for_load_state("networkidle")
    told = page.locator(
        ".stMarkdownEllipsis, [data-testid=stFileUploaderDropzoneInstructions] span"
    )
    assert told.count() > 0
    assert (
        told.evaluate_all(
            "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
        )
        == []
    )


def test_no_page_asks_anybody_else_or_complains(demo, page):
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda said: complaints.append(said) if said.type == "error" else None)
    page.on("pageerror", lambda problem: complaints.append(f"{problem}"))
    demo.let_review("Yrsa Dal")
    screen.visit(page, f"{demo.base}/?jeg=Yrsa+Dal")
    for each in ALL:
        screen.go_to(page, each.title)
        page.wait_for_load_state("networkidle")
    assert hosts - {""} == {urlsplit(demo.base).netloc}  # data: and blob: have no host
    assert [str(said) for said in complaints] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opened_by_its_address_is_that_page(demo, page, path):
    screen.visit(page, f"{demo.base}/{path}?jeg=Anne+Holm")
    titles = {each.path: each.title for each in ALL} | {"": ALL[0].title}
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[path])
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture(scope="module")
def hostile(demo):
    """Another round with an applicant, a file and a reviewer whose names would be markup."""
    sent = word_file(table(["1.1 Ansøgertype", "Kommune"], ["1.2 Ansøgers navn", HOSTILE]))
    with demo.workflow() as work:
        reviewer = people.join(work, HOSTILE)
        [receipt] = receive(work, "2024-1", [Upload(f"{HOSTILE}.docx", sent)], reviewer)
        builders.assigned(work, receipt.application, reviewer)
        for aspect in work.scheme.aspects:
            reviewing.save_score(
                work, receipt.application, reviewer, aspect.id,
                points=0, reason=HOSTILE, expected=0,
            )  # fmt: skip
        reviewing.submit(work, receipt.application, reviewer)
    return demo


@pytest.mark.parametrize("path", PATHS)
def test_names_are_text_wherever_they_stand(hostile, page, path):
    screen.visit(page, f"{hostile.base}/{path}?runde=1.+runde+2024&jeg={HOSTILE}")
    page.wait_for_load_state("networkidle")
    main = page.get_by_test_id("stMain")
    for tag, text in (("b", "x"), ("strong", "y"), ("a", "z")):
        assert main.locator(tag).get_by_text(text, exact=True).count() == 0
