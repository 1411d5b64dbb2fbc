"""From decided applications to finished letters, fetched and read back, in a real browser."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from playwright.sync_api import expect

from assessment import intake
from assessment.domain.following.undertaking import Undertaking
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.letter import DECIDING, Channel
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.deciding import Wanted
from assessment.workflow import corresponding, lettering, people, recommending
from assessment.workflow.cases import round_cases
from tests import builders
from tests.browser import screen
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

LAST, REFUSED = 14, "Strandby Kommune"
"""The application that waits for an answer, and one that is refused on its merits."""
NUMBER, FACTS = "2026-4711", "Vi har lagt vægt på, at bemandingen er 1,6 årsværk til 40 borgere."
SECONDS = 30


def decide(work):
    """Bring the demo round to its end: the last answer, the last recommendation, all decisions."""
    lead, karin = builders.lead(work), people.join(work, "Karin Dahl", {Role.DECIDER})
    builders.at_phase(work, Phase.RECOMMENDATION)
    answer(work, lead)
    with work.database.begin() as repository:
        for outcome in builders.screening().outcomes.values():
            repository.set_outcome(LAST, outcome)
    values = {"reason": "Planen er tynd.", "answer": "Set på.", "by": lead, "expected": 0}
    recommending.recommend(work, LAST, Award.REFUSAL, **values, **builders.CHOSEN)
    cases = round_cases(work, "demo", lead).cases
    wanted = [Wanted(case.id, case.recommendation.award, "", 0) for case in cases]
    recommending.decide_all(work, "demo", wanted, by=karin, frame_reason="Fire var klar.")
    return cases


def answer(work, lead):
    """Note and weigh what is asked for."""
    with work.database.read() as reader:
        (asked,) = [e for e in reader.exchanges("demo") if e.application == LAST and e.asks]
    told = "Målgruppen er afgrænset i samarbejde med boligenheden."
    made = corresponding.answer(work, asked.id, told, by=lead, expected=asked.version)
    corresponding.weigh(work, asked.id, "Indgår.", by=lead, expected=made.version)


def agree(work, cases):
    """Agree with each who is granted support on whom it helps."""
    period = {"start": date(2027, 2, 1), "end": date(2029, 1, 31)}
    with work.database.begin() as repository:
        for case in cases:
            if case.recommendation.award is Award.GRANT:
                reading, fields = case.application.reading, case.scheme.plausibility
                citizens = int(reading.number(fields.citizens) or 40)
                caseload = str(reading.number(fields.caseload) or 10)
                made = Undertaking(
                    case.id,
                    "Voksne borgere i målgruppen",
                    (),
                    citizens,
                    caseload,
                    **period,
                    by="Lone Vestergaard",
                    at=work.clock(),
                    version=1,
                )
                repository.set_undertaking(made)


def accept_others(work):
    """Accept what the letters to all but one must say."""
    lead = builders.lead(work)
    for state in lettering.desk(work, "demo", lead):
        for each in state.texts:
            if state.case.name != REFUSED and each.wanted.required:
                values = {"accepted": True, "by": lead, "expected": each.version}
                text = each.text or "Der er ikke grundlag for andet i denne sag."
                lettering.save_text(work, state.case.id, each.wanted.key, text, **values)


@pytest.fixture
def decided(own_demo):
    """The demo round when all is decided, and all texts but those to one applicant are accepted."""
    with own_demo.workflow() as work:
        agree(work, decide(work))
        accept_others(work)
    return own_demo


def state(work):
    """How far the letter is that is written in the browser."""
    found = lettering.desk(work, "demo", builders.lead(work))
    return next(each for each in found if each.case.name == REFUSED)


def number_the_round(page, work):
    field = page.get_by_role("textbox", name="Rundens sagsnummer")
    field.fill(NUMBER)
    field.press("Tab")

    def numbered():
        made = lettering.case_number(work, "demo", builders.lead(work))
        return made is not None and made.number == NUMBER

    assert wait_until(numbered, SECONDS)
    screen.settle(page)


def accept_the_texts(page, work):
    """Write what the facts were, then accept each text, seeing that each is saved."""
    field = page.get_by_role("textbox", name="Oplysninger, der er tillagt væsentlig betydning")
    field.fill(FACTS)
    field.press("Tab")
    assert wait_until(lambda: FACTS in {each.text for each in state(work).texts}, SECONDS)
    buttons = page.get_by_role("button", name="Godkend teksten")
    for left in range(len(waiting(work)), 0, -1):
        screen.settle(page)
        expect(buttons).to_have_count(left)
        buttons.first.click()
        assert wait_until(lambda left=left: len(waiting(work)) < left, SECONDS)
    expect(buttons).to_have_count(0)


def waiting(work):
    """The texts that nobody has accepted, but for those that may be empty and are."""
    texts = state(work).texts
    return [e for e in texts if not e.accepted and (e.wanted.required or e.text.strip())]


def finish_all(page, work):
    """See who gets what, and have it fixed."""
    page.get_by_role("button", name="Færdiggør 14 breve …").click()
    confirm = page.locator(".st-key-letters_confirm_box")
    expect(confirm.get_by_role("row").filter(has_text=REFUSED)).to_contain_text("den første")
    assert letters(work) == ()
    confirm.get_by_role("button", name="Færdiggør brevene").click()
    assert wait_until(lambda: len(letters(work)) == 14, SECONDS)
    screen.settle(page)


def letters(work):
    with work.database.read() as reader:
        return reader.letters("demo")


def fetched(page):
    """The letters as they are downloaded together, by name, and read by the reader of applications."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="Hent alle færdige breve").click()
    content = coming.value.path().read_bytes()
    form = builders.cti_scheme().form
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: intake.read(archive.read(name), form).text for name in archive.namelist()}


def note_as_sent(page, work):
    page.get_by_role("button", name="Notér afsendelse af 14 breve …").click()
    page.get_by_role("button", name="Notér dem alle").click()
    assert wait_until(lambda: all(each.sent for each in letters(work)), SECONDS)


def test_from_decisions_to_letters_that_were_sent(decided, page):
    with decided.workflow() as work:
        screen.visit(page, f"{decided.base}/breve?jeg=Lone+Vestergaard")
        number_the_round(page, work)
        screen.choose(page, "ansoegning", REFUSED)
        accept_the_texts(page, work)
        finish_all(page, work)

        read = fetched(page)
        names = {
            case.id: case.name for case in round_cases(work, "demo", builders.lead(work)).cases
        }
        made = {each.filename: each for each in letters(work)}
        assert set(read) == set(made)
        for filename, text in read.items():
            assert names[made[filename].application] in text
            assert NUMBER in text
        (refused,) = [text for name, text in read.items() if "strandby" in name]
        texts = [each.text for each in state(work).texts if each.accepted]
        assert FACTS in texts
        assert [line for text in texts for line in text.split("\n") if line not in refused] == []

        note_as_sent(page, work)
        assert {each.sent.channel for each in letters(work)} == {Channel.DIGITAL_POST}
        assert {each.kind for each in letters(work)} == set(DECIDING.values())
