"""Keeping the work safe: the log verified, everything copied, a round erased on record."""

from contextlib import closing

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action, Event
from assessment.errors import NotPermittedError, RefusedActionError, StorageError
from assessment.workflow import people, receiving, safekeeping
from assessment.workflow.receiving import Upload
from tests import builders
from tests.tampering import tamper

WHY = "Fristen i bevaringsreglerne er udløbet."


@pytest.fixture
def admin(workflow):
    return people.join(workflow, "Ida Drift", {Role.ADMINISTRATOR})


@pytest.fixture
def archived(workflow):
    """A workflow with an archived round of one application."""
    lead = builders.lead(workflow)
    builders.at_phase(workflow, Phase.RECEIVING)
    (receipt,) = receiving.receive(
        workflow, "demo", [Upload("01.docx", builders.sample("01"))], lead
    )
    assert receipt.application == 1
    builders.at_phase(workflow, Phase.ARCHIVED)
    return workflow


def events(workflow, **narrowed):
    with workflow.database.read() as reader:
        return reader.events(**narrowed)


def erase(workflow, by, file, reason=WHY):
    safekeeping.erase_round(workflow, "demo", by, backup_file=file, reason=reason)


# --- verify ---------------------------------------------------------------------------------------


def test_a_log_that_holds_is_told_with_its_length(archived, admin):
    verified = safekeeping.verify(archived, admin)

    assert (verified.events, verified.faults) == (len(events(archived)), ())
    with archived.database.read() as reader:
        assert reader.event_sha256(verified.events) == verified.head


def test_a_changed_entry_is_named_even_to_somebody_who_can_save_nothing(archived):
    tamper(archived.database, "UPDATE event SET action = 'x' WHERE id = 2", "DELETE FROM seal")

    verified = safekeeping.verify(archived, None)

    assert (verified.events, [each.event for each in verified.faults]) == (0, [2, 0])


@pytest.mark.parametrize("use", ["verify", "back_up", "erase"])
def test_a_reviewer_may_do_nothing_of_it(archived, tmp_path, use):
    anne = builders.reviewer(archived)
    acts = {
        "verify": lambda: safekeeping.verify(archived, anne),
        "back_up": lambda: safekeeping.back_up(archived, anne, tmp_path / "kopi.zip"),
        "erase": lambda: erase(archived, anne, tmp_path / "kopi.zip"),
    }
    with pytest.raises(NotPermittedError):
        acts[use]()
    assert list(tmp_path.iterdir()) == []


# --- backup and restore ---------------------------------------------------------------------------


def test_a_backup_is_logged_with_what_it_holds(archived, admin, tmp_path):
    before = len(events(archived))
    copy = safekeeping.back_up(archived, admin, tmp_path / "kopi.zip")

    assert (copy.manifest.events, copy.faults) == (before, ())
    (newest, *_) = events(archived)
    told = f"taget {copy.manifest.taken_at}, {before} hændelser til {copy.manifest.head}"
    assert newest == Event(newest.at, "Ida Drift", Action.BACKED_UP, "", None, "kopi.zip", "", told)


def test_a_restored_installation_goes_on_where_the_copy_was_taken(
    archived, admin, tmp_path, make_database
):
    copy = safekeeping.back_up(archived, admin, tmp_path / "kopi.zip")
    with make_database("postgresql") as address:
        new = builders.workflow(address)
        with closing(new.database):
            safekeeping.restore(new, tmp_path / "kopi.zip")

            (restored, added, *rest) = events(new)
            assert (restored.actor, restored.action, restored.subject) == (
                people.OPERATOR,
                Action.RESTORED,
                "kopi.zip",
            )
            assert added.action is Action.PERSON_ADDED
            assert len(rest) == copy.manifest.events
            assert safekeeping.verify(new, None).faults == ()
            with new.database.read() as reader, archived.database.read() as old:
                assert reader.applications("demo") == old.applications("demo")
                assert reader.original(1) == old.original(1)


# --- erasing a round ------------------------------------------------------------------------------


def test_an_archived_round_is_erased_after_a_complete_backup(archived, admin, tmp_path):
    copy = safekeeping.back_up(archived, admin, tmp_path / "kopi.zip")

    erase(archived, admin, tmp_path / "kopi.zip", f"  {WHY} ")

    (newest, *others) = events(archived, round_id="demo")
    told = (
        f"taget {copy.manifest.taken_at}, {copy.manifest.events} hændelser til {copy.manifest.head}"
    )
    assert newest == Event(
        newest.at,
        "Ida Drift",
        Action.ROUND_ERASED,
        "demo",
        None,
        "sikkerhedskopi kopi.zip",
        told,
        WHY,
    )
    assert {(each.actor, each.subject, each.new) for each in others} == {("", "slettet", "")}
    with archived.database.read() as reader:
        assert reader.applications("demo") == ()
        assert reader.phase("demo") is Phase.ARCHIVED
    assert safekeeping.verify(archived, admin).faults == ()


@pytest.mark.parametrize("phase", [each for each in Phase if each is not Phase.ARCHIVED])
def test_only_an_archived_round_can_be_erased(archived, admin, tmp_path, phase):
    safekeeping.back_up(archived, admin, tmp_path / "kopi.zip")
    builders.at_phase(archived, phase)

    with pytest.raises(NotPermittedError, match="Det hører til arkiveret"):
        erase(archived, admin, tmp_path / "kopi.zip")


def test_what_happened_after_the_backup_keeps_the_round(archived, admin, tmp_path):
    safekeeping.back_up(archived, admin, tmp_path / "kopi.zip")
    with archived.database.begin() as repository:
        repository.record(Event(builders.NOON, "Anne", Action.ORIGINAL_SHOWN, "demo", 1))

    with pytest.raises(RefusedActionError, match=r"mangler rundens seneste hændelser.* backup\.$"):
        erase(archived, admin, tmp_path / "kopi.zip")
    with archived.database.read() as reader:
        assert len(reader.applications("demo")) == 1


def test_a_copy_of_another_installation_is_no_backup_of_the_round(archived, admin, tmp_path):
    other = builders.workflow()
    with closing(other.database):
        ida = people.join(other, "Ida Drift", {Role.ADMINISTRATOR})
        for number in range(20):
            people.join(other, f"Person {number}")
        safekeeping.back_up(other, ida, tmp_path / "anden.zip")

    with pytest.raises(RefusedActionError, match="ikke taget af denne database"):
        erase(archived, admin, tmp_path / "anden.zip")


def test_a_copy_whose_log_does_not_hold_is_no_backup(archived, admin, tmp_path):
    tamper(archived.database, "UPDATE event_content SET new = 'x' WHERE event_id = 1")
    safekeeping.back_up(archived, admin, tmp_path / "kopi.zip")

    with pytest.raises(RefusedActionError, match=r"log holder ikke.*Indholdet af hændelse nr\. 1"):
        erase(archived, admin, tmp_path / "kopi.zip")


def test_a_damaged_copy_is_no_backup(archived, admin, tmp_path):
    (tmp_path / "kopi.zip").write_bytes(b"PK")
    with pytest.raises(StorageError, match="ikke en sikkerhedskopi"):
        erase(archived, admin, tmp_path / "kopi.zip")


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_round_is_erased_for_a_reason(archived, admin, tmp_path, reason):
    with pytest.raises(RefusedActionError, match=r"^Skriv, hvorfor runden slettes\.$"):
        erase(archived, admin, tmp_path / "kopi.zip", reason)
