"""Receiving applications: what becomes of each file, and what the log keeps of it."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from assessment.domain.delivery import Fate, Receipt
from assessment.domain.event import Action, Event
from assessment.domain.issue import Issue
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import applications, core, receiving
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload
from tests import builders

ONE, TWO, WITH_CPR = builders.sample("01"), builders.sample("02"), builders.sample("12")
LEAD = "Lone Vestergaard"
ALREADY = "Filen er allerede registreret i runden og er ikke lagt ind igen."


def register(workflow, *uploads, round_id="demo"):
    return list(receiving.receive(workflow, round_id, uploads, LEAD))


def log(workflow, **of):
    return [
        (event.actor, event.action, event.application, event.subject, event.old, event.new)
        for event in applications.history(workflow, **of)
    ]


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
            "i, gem den som Word-dokument (.docx), og indsend den igen.",
        ),
        Receipt("tom.docx", Fate.REFUSED, "Filen er tom. Bed ansøger om at sende den igen."),
        Receipt("Åmose.docx", Fate.REGISTERED, "Registreret: 51 felter fundet.", 2),
    ]
    kept = [
        (each.id, each.filename, each.received)
        for each in applications.applications(workflow, "demo")
    ]
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
    assert applications.history(workflow) == ()


def test_register_keeps_nothing_of_a_refused_file(workflow):
    register(workflow, Upload("tom.docx", b""))

    assert applications.applications(workflow, "demo") == ()
    assert applications.history(workflow) == ()


def test_register_logs_the_opening_and_each_application_newest_first(workflow):
    register(workflow, Upload("a.docx", ONE), Upload("b.docx", TWO))

    opened = workflow.fingerprint(workflow.criteria)
    assert log(workflow, round_id="demo") == [
        (LEAD, Action.REGISTERED, 2, "b.docx", "", sha256(TWO)),
        (LEAD, Action.REGISTERED, 1, "a.docx", "", sha256(ONE)),
        (LEAD, Action.ROUND_OPENED, None, "criteria.yaml", "", opened),
    ]
    assert log(workflow, application_id=1) == [
        (LEAD, Action.REGISTERED, 1, "a.docx", "", sha256(ONE))
    ]
    assert log(workflow, round_id="2024-1") == []


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
    assert applications.original(workflow, 1, LEAD) == (kept, ONE)


def test_register_masks_cpr_numbers_in_all_that_is_derived_and_keeps_the_original(workflow):
    register(workflow, Upload("12-åmose.docx", WITH_CPR))

    (case,) = round_cases(workflow, "demo").cases
    told = repr((case, log(workflow)))
    assert "070796-0002" not in told
    assert "••••••-••••" in case.application.reading.text
    message = (
        "Filen indeholder tal, der ligner CPR-numre. De er skjult her; bed ansøger om ikke at sende "
        "personoplysninger om borgere."
    )
    assert case.application.reading.issues[-1] == Issue("personal_number", message)
    assert applications.original(workflow, 1, LEAD) == ("12-åmose.docx", WITH_CPR)


# --- the frozen round -----------------------------------------------------------------------------


def edited(workflow, old, new):
    """The same installation after somebody edited the rule file."""
    assert old in workflow.criteria
    criteria = workflow.criteria.replace(old, new)
    return core.Workflow(workflow.database, criteria, workflow.clock)


def test_a_round_keeps_the_rules_it_was_opened_with(workflow):
    register(workflow, Upload("a.docx", ONE))
    before = round_cases(workflow, "demo")

    later = edited(workflow, "select: {min: 2, max: 4}", "select: {min: 1, max: 9}")
    register(later, Upload("b.docx", TWO))

    after = round_cases(later, "demo")
    assert (before.criteria_changed, after.criteria_changed) == (False, True)
    assert after.criteria_sha256 == workflow.fingerprint(workflow.criteria)
    assert (after.round, after.scheme) == (before.round, before.scheme)
    assert later.scheme_of("demo") == workflow.scheme
    assert later.scheme_of("2024-2") == later.scheme != workflow.scheme
    opened = [each for each in applications.history(later) if each.action is Action.ROUND_OPENED]
    assert len(opened) == 1


def test_a_round_not_yet_opened_follows_the_rule_file(workflow):
    later = edited(workflow, "select: {min: 2, max: 4}", "select: {min: 1, max: 9}")

    followed = round_cases(later, "2024-2")

    assert (followed.round.select.min, followed.round.select.max) == (1, 9)
    assert followed.criteria_changed is False
    assert followed.criteria_sha256 == later.fingerprint(later.criteria)


# --- the time of receipt --------------------------------------------------------------------------


def test_set_received_keeps_the_old_time_in_the_log(workflow):
    register(workflow, Upload("a.docx", ONE))
    first, second = builders.NOON - timedelta(days=2), builders.NOON - timedelta(days=1)

    applications.set_received(workflow, 1, first, LEAD)
    applications.set_received(workflow, 1, second, "Bo Lund")

    (application,) = applications.applications(workflow, "demo")
    assert application.received == second
    assert log(workflow, application_id=1)[:2] == [
        ("Bo Lund", Action.RECEIVED_SET, 1, "modtagelsestid", "29.09.2026 kl. 12.00", "30.09.2026 kl. 12.00"),
        (LEAD, Action.RECEIVED_SET, 1, "modtagelsestid", "ukendt", "29.09.2026 kl. 12.00"),
    ]  # fmt: skip


def test_set_received_refuses_the_future(workflow):
    register(workflow, Upload("a.docx", ONE))
    tomorrow = builders.NOON + timedelta(days=1)

    with pytest.raises(RefusedActionError) as refusal:
        applications.set_received(workflow, 1, tomorrow, LEAD)

    assert str(refusal.value) == (
        "Modtagelsestiden ligger ude i fremtiden. Ret dato eller klokkeslæt."
    )
    assert applications.applications(workflow, "demo")[0].received is None
    assert log(workflow, application_id=1) == [
        (LEAD, Action.REGISTERED, 1, "a.docx", "", sha256(ONE))
    ]


def test_set_received_of_nobody_is_refused(workflow):
    with pytest.raises(NotFoundError):
        applications.set_received(workflow, 7, builders.NOON, LEAD)


def test_history_gives_whole_events(address):
    clock = builders.Clock(datetime(2026, 10, 1, 8, 0, tzinfo=UTC))
    workflow = builders.workflow(address, clock=clock)

    core.add_person(workflow, "  Anne \n Holm ")

    at = datetime(2026, 10, 1, 8, 0, 1, tzinfo=UTC)
    assert applications.history(workflow) == (
        Event(at, "Anne Holm", Action.PERSON_ADDED, "", new="Anne Holm"),
    )
    workflow.database.close()


# --- people ---------------------------------------------------------------------------------------


def test_people_are_listed_by_name_and_added_once(workflow):
    mette, anne = core.add_person(workflow, "Mette Sand"), core.add_person(workflow, "Anne Holm")

    assert core.add_person(workflow, "anne  HOLM") == anne
    assert core.people(workflow) == (anne, mette)


@pytest.mark.parametrize("name", ["", "  \n "])
def test_a_person_needs_a_name(workflow, name):
    with pytest.raises(NotFoundError, match=r"^Skriv et navn\.$"):
        core.add_person(workflow, name)
