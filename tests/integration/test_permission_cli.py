"""The command line as a door: with --as somebody may there what they may anywhere else."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest
from typer.main import get_command

from assessment import cli
from assessment.cli import people
from assessment.domain.panel.access import Act, Phase, may
from assessment.domain.ranking.cut import PART_ONLY
from assessment.errors import AssessmentError, NotFoundError, NotPermittedError
from tests import agreements
from tests.matrix import world as w
from tests.matrix.world import COMBINATIONS, ROUND, World, called, worlds


@dataclass(frozen=True)
class Command:
    """A command's words and the act it takes; "{}" stands for a folder of the test's own.

    `heavy` says that it is tried by those alone who may not.
    """

    words: tuple[str, ...]
    act: Act
    of_round: bool = True
    heavy: bool = False


COMMANDS = {
    "screen": Command(("screen", "--round", ROUND), Act.SEE_ROUND),
    "screen --json": Command(("screen", "--round", ROUND, "--json"), Act.SEE_ROUND),
    "rank": Command(("rank", "--round", ROUND), Act.SEE_RANKING),
    "rank --json": Command(("rank", "--round", ROUND, "--json"), Act.SEE_RANKING),
    "notes": Command(("notes", "--round", ROUND, "--out", "{}/notater"), Act.WRITE_NOTES),
    "workbook": Command(("workbook", "--round", ROUND, "--out", "{}/v.xlsx"), Act.WRITE_NOTES),
    "letters --out": Command(("letters", "--round", ROUND, "--out", "{}/breve"), Act.WRITE_NOTES),
    "letters": Command(("letters", "--round", ROUND), Act.WRITE_NOTES),
    "letters --finish": Command(
        ("letters", "--round", ROUND, "--out", "{}/breve", "--finish"),
        Act.WRITE_LETTERS,
        heavy=True,
    ),
    "intake": Command(("intake", "{}/x.docx", "--round", ROUND), Act.RECEIVE),
    "check-report": Command(
        ("check-report", "{}/x.xlsx", "--round", ROUND, "--application", str(w.B)),
        Act.READ_APPLICATIONS,
    ),
    "demo": Command(("demo",), Act.MANAGE_PEOPLE, of_round=False, heavy=True),
    "verify": Command(("verify",), Act.VERIFY, of_round=False),
    "backup": Command(("backup", "{}"), Act.SAFEKEEP, of_round=False),
    "erase": Command(
        ("erase", "--round", ROUND, "--backup", "{}/ingen.zip", "--reason", "Udløbet."), Act.ERASE
    ),
    "export": Command(("export", "--round", ROUND, "--out", "{}"), Act.EXPORT),
    "user list": Command(("user", "list"), Act.SEE_PEOPLE, of_round=False),
    "user add": Command(
        ("user", "add", "ny@sbst.example", "--name", "Ny", "--role", "læser"),
        Act.MANAGE_PEOPLE,
        of_round=False,
    ),
    "user roles": Command(
        ("user", "roles", w.STANDBY, "--role", "læser"), Act.MANAGE_PEOPLE, of_round=False
    ),
    "user disable": Command(("user", "disable", w.STANDBY), Act.MANAGE_PEOPLE, of_round=False),
    "user enable": Command(("user", "enable", w.STANDBY), Act.MANAGE_PEOPLE, of_round=False),
}
COMMAND = get_command(cli.app)
"""What `cli.app` is when it is called; to make it takes longer than most commands."""
OF_NOBODY = {"check", "form", "import", "read", "restore", "template"}
"""What reads files alone, is public, or fills an empty database as whoever runs the installation."""


@pytest.fixture(scope="module")
def phases(tmp_path_factory) -> Iterator[dict[Phase, World]]:
    """The round in each of its phases."""
    with worlds(tmp_path_factory.mktemp("commands")) as found:
        yield found


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run a command on a world as somebody; the refusal, or None where there was none."""
    (tmp_path / "x.docx").write_bytes(b"x")
    (tmp_path / "x.xlsx").write_bytes(agreements.empty_report())

    def run(world, name, words):
        for module in {sys.modules[each.__module__] for each in cli.COMMANDS.values()} | {people}:
            monkeypatch.setattr(module, "open_workflow", lambda: world.workflow, raising=False)
        chosen = [word.format(tmp_path) for word in words]
        told, refusal = io.StringIO(), None
        with redirect_stdout(told), redirect_stderr(told):
            try:
                COMMAND.main(["--as", name, *chosen], standalone_mode=False)
            except AssessmentError as refused:
                refusal = refused
        return refusal, told.getvalue()

    return run


def test_every_command_is_tried_or_asks_nobody():
    tried = {name.partition(" --")[0] for name in COMMANDS}
    of_people = {f"user {command.name}" for command in people.app.registered_commands}

    assert tried == (set(cli.COMMANDS) - OF_NOBODY) | of_people


@pytest.mark.again
@pytest.mark.parametrize("name", COMMANDS)
def test_each_role_may_there_what_the_rules_say(phases, run, name):
    command, wrong = COMMANDS[name], []
    # A command asks the use cases, which are tried in all phases elsewhere.
    for phase in (Phase.PREPARATION, Phase.ASSESSMENT, Phase.ARCHIVED):
        world = phases[phase]
        world.put_back()
        for by in [world.people[name] for name in (*map(called, COMBINATIONS), w.CLOSED_ACCESS)]:
            act = Act.OPEN_ROUND if _opens(name, world) else command.act
            allowed = may(by, act, world.phase if command.of_round else None)
            if allowed and command.heavy:
                continue
            if allowed:
                world.become(by, as_far_as=w.DONE, declared=w.IMPARTIAL)
            before = world.written
            refusal, told = run(world, by.name, command.words)
            refused = isinstance(refusal, NotPermittedError)
            if refused is allowed or (refused and (world.written != before or told)):
                wrong.append((by.name, world.phase, str(refusal), told))
            world.put_back()

    assert wrong == []


def _opens(name, world):
    return name == "intake" and world.phase is Phase.PREPARATION


@pytest.mark.again
@pytest.mark.parametrize("name", ["Ukendt Person", "   ", "nobody@sbst.example"])
@pytest.mark.parametrize("command", COMMANDS)
def test_somebody_who_was_never_let_in_is_not_on_the_list(phases, run, command, name):
    world = phases[Phase.ASSESSMENT]

    refusal, told = run(world, name, COMMANDS[command].words)

    assert (type(refusal), str(refusal), told) == (
        NotFoundError,
        f"“{name.strip()}” står ikke på listen over deltagere. Se den med user list.",
        "",
    )


@pytest.mark.parametrize("command", ["screen", "screen --json", "rank", "rank --json", "letters"])
@pytest.mark.parametrize("tie", [w.UNDECLARED, w.PENDING, w.CONFLICTED, w.SHUT_OUT])
def test_nothing_of_a_closed_application_is_printed(phases, run, command, tie):
    world = phases[Phase.ASSESSMENT]
    world.put_back()
    by = world.people[called(COMBINATIONS[-1])]
    world.become(by, as_far_as=w.FREE, declared=tie)

    _, told = run(world, by.name, COMMANDS[command].words)

    assert "Bakkedal" not in told


def test_no_points_are_printed_before_ones_own_review_is_submitted(phases, run):
    world = phases[Phase.ASSESSMENT]
    world.put_back()
    by = world.people[called(COMBINATIONS[6])]
    world.become(by, as_far_as=w.GIVEN, declared=w.IMPARTIAL)

    _, told = run(world, by.name, COMMANDS["rank"].words)
    _, machine = run(world, by.name, COMMANDS["rank --json"].words)

    assert told.splitlines() == [
        "   –     –  Bakkedal Kommune: skjult, til din egen vurdering er indsendt.",
        "   –     –  Lyngmose Kommune: skjult, til din egen vurdering er indsendt.",
        PART_ONLY,
    ]
    standings = json.loads(machine)["applications"]
    assert [each["total"] for each in standings] == [None, None]
    assert {value for each in standings for value in each["criteria"].values()} == {None}


def test_nothing_is_screened_for_whoever_may_read_no_applications(phases, run):
    world = phases[Phase.ASSESSMENT]
    world.put_back()

    _, told = run(world, called(COMBINATIONS[5]), COMMANDS["screen"].words)

    assert told == ""
