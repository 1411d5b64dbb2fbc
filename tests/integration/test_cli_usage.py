"""What the command line says of itself, and of wrong usage: in Danish, with exit code 2.

Typer has its own English for this, and it is worded again in `assessment/cli/usage.py`, which
reaches into Typer. Where a new version of Typer fails here, see there what has moved.
"""

import re

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from assessment import cli

START = "python -m assessment"
ROLES = "bedømmer, projektleder, beslutter, læser eller administrator"
ENGLISH = re.compile(
    r"(?i)\b(usage|options|arguments?|commands?|args|show|exit|required|default|env var|choices"
    r"|path|text|list|int|str|bool)\b"
)


def commands(group, *above):
    """The words of every command and of every group of them."""
    yield above
    for name, each in group.commands.items():
        if isinstance(each, TyperGroup):
            yield from commands(each, *above, name)
        else:
            yield (*above, name)


EVERY = list(commands(get_command(cli.app)))


def own_names(told):
    """What is said, without options and commands: they are names, in whatever language."""
    rows = re.sub(r"(?m)^  [a-z-]+  ", "", told)
    return re.sub(r"--[\w-]+|" + START + "( [a-z-]+)*", "", rows)


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    """A terminal as wide as most; the help breaks its lines for a narrower one."""
    monkeypatch.setenv("COLUMNS", "80")


# --- the help -------------------------------------------------------------------------------------


def test_the_help_of_a_command(run):
    assert run("form", "--help") == (
        0,
        f"""\
Brug: {START} form [TILVALG]

  Skriv det tomme ansøgningsskema til en runde som Word.

Tilvalg:
  --round TEKST  Rundens id, fx demo. Skal angives.
  --out STI      Hvor resultatet skrives. Skal angives.
  --help         Vis denne hjælp.
""",
        "",
    )


def test_the_help_of_a_command_that_takes_files_and_moments(run):
    code, out, err = run("intake", "--help")

    lines = out.splitlines()
    assert (code, lines[0], err) == (0, f"Brug: {START} intake [TILVALG] STI...", "")
    assert lines[4:6] == [
        "Argumenter:",
        "  STI  Word-filer, mails (.eml, .msg), zip-filer eller mapper. Skal angives.",
    ]
    assert "  --received TID  Modtaget, fx 2026-09-30T09:14 (dansk tid); en mails egen tid" in lines


def test_the_help_tells_what_can_be_chosen_and_what_holds_otherwise(run):
    _, out, _ = run("rank", "--help")
    everything, _, _ = run("user", "add", "--help")[1].partition("--name")

    told = " ".join(out.split())
    assert "--region pm10|all|ordered Vægte, som andelene gælder: pm10" in told
    assert "samme rækkefølge som de officielle). Ellers gælder all." in told
    assert "--role bedømmer|projektleder|beslutter|læser|administrator" in everything


def test_the_help_lists_every_command_with_one_paragraph(run):
    code, out, err = run("--help")

    head, _, listing = out.partition("Kommandoer:\n")
    assert (code, err) == (0, "")
    assert head == (
        f"""\
Brug: {START} [TILVALG] KOMMANDO ...

  Vurdering af ansøgninger: fra Word-filer til rangering og notater.

Tilvalg:
  --as TEKST  Hvem der handler: navn eller e-mail. Ellers gælder
              ASSESSMENT_AS.
  --help      Vis denne hjælp.

"""
    )
    assert re.findall(r"(?m)^  ([a-z-]+) ", listing) == [*cli.COMMANDS, "user"]
    assert "  read          Vis, hvad programmet læser i en fil, uden database.\n" in listing
    assert "\n\n" not in listing
    assert "..." not in listing


@pytest.mark.parametrize("group", [(), ("user",)])
def test_a_group_by_itself_is_answered_with_its_help(run, group):
    _, told, _ = run(*group, "--help")

    assert run(*group) == (2, "", told)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_no_help_has_english_or_leaves_a_thing_unsaid(run, words):
    code, out, err = run(*words, "--help")

    assert (code, err) == (0, "")
    assert ENGLISH.findall(own_names(out)) == []
    assert out.startswith(" ".join(("Brug:", START, *words, "[TILVALG]")))
    assert not re.search(r"(?m)^  (--[a-z-]+ ?\S*|[A-ZÆØÅ-]+) *\n  (?=\S)", out)


# --- wrong usage ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told", "where"),
    [
        ("ukendt", "Kommandoen “ukendt” findes ikke.", ""),
        ("nots", "Kommandoen “nots” findes ikke. Mente du notes?", ""),
        ("user ad", "Kommandoen “ad” findes ikke. Mente du add?", " user"),
        ("--as Lone", "Der mangler en kommando.", ""),
        ("--nej", "--nej findes ikke.", ""),
        ("screen", "--round mangler.", " screen"),
        ("read", "FIL mangler.", " read"),
        ("user add a@b.dk --name A", f"--role mangler; vælg {ROLES}.", " user add"),
        ("check --nej", "--nej findes ikke.", " check"),
        ("check -n", "-n findes ikke.", " check"),
        ("screen --rund demo", "--rund findes ikke. Mente du --round?", " screen"),
        ("screen --as Lone --round demo", "--as skal stå før screen.", " screen"),
        ("check en.yaml to.yaml tre.yaml", "Kommandoen tager ikke “to.yaml tre.yaml”.", " check"),
        ("screen --round", "--round skal følges af en værdi.", " screen"),
        ("screen --json=ja", "--json tager ingen værdi.", " screen"),
        (
            "rank --region alt",
            "Værdien til --region kan ikke bruges; vælg pm10, all eller ordered.",
            " rank",
        ),
        (
            "user roles Lone --role chef --role læser",
            f"Værdien til --role kan ikke bruges; vælg {ROLES}.",
            " user roles",
        ),
        (
            "export --out sag.zip --application to",
            "Værdien til --application kan ikke bruges; skriv et helt tal.",
            " export",
        ),
        (
            "intake a.docx --round demo --received 30.9.2026",
            "Værdien til --received kan ikke bruges; skriv fx 2026-09-30T09:14.",
            " intake",
        ),
        ("rank", "Angiv enten --round eller --scores.", " rank"),
        ("rank --round demo --scores p.csv", "Angiv enten --round eller --scores.", " rank"),
        ("export --out sag.zip", "Skriv enten --round eller --application.", " export"),
    ],
)
def test_wrong_usage_is_told_in_danish_and_ends_with_2(run, database_file, words, told, where):
    assert run(*words.split()) == (2, "", f"{told} Se {START}{where} --help.\n")
    assert not database_file.exists()


def test_wrong_usage_in_a_process_of_its_own(process):
    done = process("screen")

    told = f"--round mangler. Se {START} screen --help.\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", told)
