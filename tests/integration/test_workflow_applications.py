"""Receiving applications: what becomes of each file, and what the log keeps of it."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from assessment.domain.applications.delivery import Fate, Receipt
from assessment.domain.applications.issue import Issue
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action, Event
from assessment.errors import ConflictError, NotFoundError, RefusedActionError
from assessment.workflow import applications, core, people, receiving
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload
from tests import builders

ONE, TWO, WITH_CPR = builders.sample("01"), builders.sample("02"), builders.sample("12")
LEAD = "Lone Vestergaard"
ALREADY = "Filen er allerede registreret i runden og er ikke lagt ind igen."


def register(workflow, *uploads, round_id="demo"):
    return list(receiving.receive(workflow, round_id, uploads, builders.lead(workflow)))


def seen(workflow, round_id="demo"):
    return round_cases(workflow, round_id, builders.auditor(workflow))


def told(events):
    return [
        (event.actor, event.action, event.application, event.subject, event.old, event.new)
        for event in events
    ]


def log(workflow, round_id="demo"):
    return told(applications.log(workflow, round_id, builders.auditor(workflow)))


def history(workflow, application_id=1):
    return told(applications.history(workflow, application_id, builders.auditor(workflow)))


def sha256(content):
    return hashlib.sha256(content).hexdigest()


# --- register -------------------------------------------------------------------------------------


def test_register_tells_what_became_of_each_file(workflow):
    uploads = [
        Upload("ansøgning 🏡.docx", ONE, builders.NOON),
        Upload("kopi.docx", ONE),
        Upload("billede.docx", b"\x89PNG\r\n\x1a\n"),
        Upload("tom.docx", b""),
        Upload("Åmose.docx", TWO),
    ]

    assert register(workflow, *uploads) == [
        Receipt("ansøgning 🏡.docx", Fate.REGISTERED, "Registreret: 51 felter fundet.", 1),
        Receipt("kopi.docx", Fate.KNOWN, ALREADY, 1),
        Receipt(
            "billede.docx",
            Fate.REFUSED,
            "Filen er en billedfil (PNG) og ikke et Word-dokument. Åbn den i programmet, den er lavet "
            "i, gem den som Word-dokument (.docx), og læg den ind igen.",
        ),
        Receipt("tom.docx", Fate.REFUSED, "Filen er tom. Bed ansøger om at sende den igen."),
        Receipt("Åmose.docx", Fate.REGISTERED, "Registreret: 51 felter fundet.", 2),
    ]
    kept = [(each.id, each.filename, each.received) for each in builders.applications(workflow)]
    assert kept == [(1, "ansøgning 🏡.docx", builders.NOON), (2, "Åmose.docx", None)]


def test_register_takes_the_same_file_once_in_each_round(workflow):
    register(workflow, Upload("a.docx", ONE))

    (again,) = register(workflow, Upload("b.docx", ONE))
    (elsewhere,) = register(workflow, Upload("a.docx", ONE), round_id="2024-2")

    assert (again.fate, again.application) == (Fate.KNOWN, 1)
    assert (elsewhere.fate, elsewhere.application) == (Fate.REGISTERED, 2)


def test_register_refuses_an_unknown_round_before_it_reads(workflow):
    with pytest.raises(NotFoundError) as refusal:
        register(workflow, Upload("a.docx", b""), round_id="2031-1")

    assert str(refusal.value) == ("Runden “2031-1” findes ikke. Vælg en af: 2024-1, 2024-2, demo.")
    assert {event.action for event in builders.events(workflow)} == {Action.PERSON_ADDED}


def test_register_keeps_nothing_of_a_refused_file_but_why(workflow):
    register(workflow, Upload("tom.docx", b""))

    assert builders.applications(workflow) == ()
    assert log(workflow) == [
        (LEAD, Action.REFUSED, None, "tom.docx", "", "Filen er tom. Bed ansøger om at sende den igen."),
        opening(workflow),
    ]  # fmt: skip


def opening(workflow):
    """The event of a round that was opened with the present rules by its first application."""
    digest = workflow.fingerprint(workflow.criteria)
    why = f"{digest} (ingen begrundelse oplyst, åbnet med den første ansøgning)"
    return (LEAD, Action.ROUND_OPENED, None, "criteria.yaml", "", why)


def test_register_logs_the_opening_and_each_application_newest_first(workflow):
    register(workflow, Upload("a.docx", ONE), Upload("b.docx", TWO))

    assert log(workflow) == [
        (LEAD, Action.REGISTERED, 2, "b.docx", "", sha256(TWO)),
        (LEAD, Action.REGISTERED, 1, "a.docx", "", sha256(ONE)),
        opening(workflow),
    ]
    assert history(workflow) == [(LEAD, Action.REGISTERED, 1, "a.docx", "", sha256(ONE))]
    assert log(workflow, "2024-1") == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("æøå 😀.docx", "æøå 😀.docx"),
        ("to\nlinjer\t.docx", "to linjer .docx"),
        ("a" * 200 + ".docx", "a" * 115 + ".docx"),
        ("ans\udcf8gning.docx", "ans?gning.docx"),
        ("sag 010203-1234.docx", "sag ••••••-••••.docx"),
    ],
    ids=["danish and emoji", "line break", "very long", "bytes that are no text", "CPR number"],
)
def test_register_keeps_a_name_that_can_be_shown(workflow, name, kept):
    registered, refused = register(workflow, Upload(name, ONE), Upload(name, b""))

    assert (registered.filename, registered.fate) == (kept, Fate.REGISTERED)
    assert (refused.filename, refused.fate) == (kept, Fate.REFUSED)
    assert applications.original(workflow, 1, builders.auditor(workflow)) == (kept, ONE)


def test_register_masks_cpr_numbers_in_all_that_is_derived_and_keeps_the_original(workflow):
    register(workflow, Upload("12-åmose.docx", WITH_CPR))

    (case,) = seen(workflow).cases
    derived = repr((case, builders.events(workflow)))
    assert "070796-0002" not in derived
    assert "••••••-••••" in case.application.reading.text
    message = (
        "Filen indeholder tal, der ligner CPR-numre. De er skjult her; bed ansøger om ikke at sende "
        "personoplysninger om borgere."
    )
    assert case.application.reading.issues[-1] == Issue("personal_number", message)
    original = applications.original(workflow, 1, builders.auditor(workflow))
    assert original == ("12-åmose.docx", WITH_CPR)


# --- the frozen round -----------------------------------------------------------------------------


def edited(workflow, old, new):
    """The same installation after somebody edited the rule file."""
    assert old in workflow.criteria
    criteria = workflow.criteria.replace(old, new)
    return core.Workflow(workflow.database, criteria, workflow.clock)


def test_a_round_keeps_the_rules_it_was_opened_with(workflow):
    register(workflow, Upload("a.docx", ONE))
    before = seen(workflow)

    later = edited(workflow, "select: {min: 2, max: 4}", "select: {min: 1, max: 9}")
    register(later, Upload("b.docx", TWO))

    after = seen(later)
    assert (before.criteria_changed, after.criteria_changed) == (False, True)
    assert after.criteria_sha256 == workflow.fingerprint(workflow.criteria)
    assert (after.round, after.scheme) == (before.round, before.scheme)
    assert later.scheme_of("demo") == workflow.scheme
    assert later.scheme_of("2024-2") == later.scheme != workflow.scheme
    opened = [each for each in builders.events(later) if each.action is Action.ROUND_OPENED]
    assert len(opened) == 1


def test_a_round_not_yet_opened_follows_the_rule_file(workflow):
    later = edited(workflow, "select: {min: 2, max: 4}", "select: {min: 1, max: 9}")

    followed = seen(later, "2024-2")

    assert (followed.round.select.min, followed.round.select.max) == (1, 9)
    assert followed.criteria_changed is False
    assert followed.criteria_sha256 == later.fingerprint(later.criteria)


# --- the time of receipt --------------------------------------------------------------------------


@pytest.fixture
def registered(workflow):
    """A workflow with one application that came nobody knows when; the lead is impartial."""
    register(workflow, Upload("a.docx", ONE))
    builders.impartial(workflow, builders.lead(workflow))
    return workflow


def test_set_received_keeps_the_old_time_in_the_log(registered):
    lead, bo = builders.lead(registered), builders.reviewer(registered, "Bo Lund")
    builders.impartial(registered, bo)
    first, second = builders.NOON - timedelta(days=2), builders.NOON - timedelta(days=1)

    applications.set_received(registered, 1, first, lead, expected=None)
    applications.set_received(registered, 1, second, bo, expected=first)

    (application,) = builders.applications(registered)
    assert (application.received, application.received_note) == (second, "oplyst af Bo Lund")
    assert history(registered)[:2] == [
        ("Bo Lund", Action.RECEIVED_SET, 1, "modtagelsestid", "29.09.2026 kl. 12.00", "30.09.2026 kl. 12.00"),
        (LEAD, Action.RECEIVED_SET, 1, "modtagelsestid", "ukendt", "29.09.2026 kl. 12.00"),
    ]  # fmt: skip


def test_set_received_refuses_the_future(registered):
    tomorrow = builders.NOON + timedelta(days=1)

    with pytest.raises(RefusedActionError) as refusal:
        applications.set_received(registered, 1, tomorrow, builders.lead(registered), expected=None)

    assert str(refusal.value) == (
        "Modtagelsestiden ligger ude i fremtiden. Ret dato eller klokkeslæt."
    )
    assert builders.applications(registered)[0].received is None
    assert history(registered) == [(LEAD, Action.REGISTERED, 1, "a.docx", "", sha256(ONE))]


def test_a_time_that_somebody_else_set_meanwhile_is_told_and_stands(registered):
    bo = builders.reviewer(registered, "Bo Lund")
    builders.impartial(registered, bo)
    first, second = builders.NOON - timedelta(days=2), builders.NOON - timedelta(days=1)
    applications.set_received(registered, 1, first, bo, expected=None)

    with pytest.raises(ConflictError) as refusal:
        applications.set_received(registered, 1, second, builders.lead(registered), expected=None)

    assert str(refusal.value) == (
        "Modtagelsestiden er i mellemtiden sat til 29.09.2026 kl. 12.00 (oplyst af Bo Lund). Din er "
        "ikke gemt: se, hvilken der er rigtig, før du gemmer igen."
    )
    assert builders.applications(registered)[0].received == first


def test_set_received_of_nobody_is_refused(workflow):
    with pytest.raises(NotFoundError):
        applications.set_received(
            workflow, 7, builders.NOON, builders.lead(workflow), expected=None
        )


def test_history_gives_whole_events(address):
    at = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
    workflow = builders.workflow(address, clock=lambda: at)

    register(workflow, Upload("a.docx", ONE))

    assert applications.history(workflow, 1, builders.auditor(workflow)) == (
        Event(at, LEAD, Action.REGISTERED, "demo", 1, "a.docx", new=sha256(ONE)),
    )
    workflow.database.close()


# --- people ---------------------------------------------------------------------------------------


def test_people_are_listed_by_name_and_added_once(workflow):
    mette, anne = people.join(workflow, "Mette Sand"), people.join(workflow, "  Anne \n Holm ")

    assert anne.name == "Anne Holm"
    assert people.join(workflow, "anne  HOLM") == anne
    assert people.people(workflow) == (anne, mette)


def test_who_joins_is_logged_with_their_roles(workflow):
    people.join(workflow, "Anne Holm", [Role.LEAD, Role.REVIEWER])

    assert told(builders.events(workflow)) == [
        ("Anne Holm", Action.PERSON_ADDED, None, "Anne Holm", "", "bedømmer og projektleder")
    ]


@pytest.mark.parametrize("name", ["", "  \n "])
def test_a_person_needs_a_name(workflow, name):
    with pytest.raises(RefusedActionError, match=r"^Skriv et navn\.$"):
        people.join(workflow, name)
    assert builders.events(workflow) == ()
