"""A round's letters on the command line: written where they are finished, all or none."""

from __future__ import annotations

import pytest

from assessment.domain.letters import dossier as keys
from assessment.domain.outcomes.letter import Channel
from assessment.domain.rounds.event import Action
from assessment.intake import read
from assessment.workflow import finishing, lettering
from tests import builders, outgoing
from tests.outgoing import KINDS

NAMES = (
    "01-bakkedal-kommune-tilsagn-1.docx",
    "02-lyngmose-kommune-reserve-1.docx",
    "03-åmose-kommune-afslag-1.docx",
    "04-fjordby-kommune-afvisning-1.docx",
)
NONE = "Der er ingen færdige breve at skrive; færdiggør dem først.\n"


@pytest.fixture
def work(run, database_file):
    """The workflow on the database that the commands use; a round decided and nothing written."""
    del run
    database_file.parent.mkdir()
    made = builders.workflow(f"sqlite:///{database_file}", key=None)
    outgoing.decided_round(made)
    yield made
    made.database.close()


def letters(run, out, *words):
    return run("--as", "Lone Vestergaard", "letters", "--round", "demo", "--out", out, *words)


def test_all_letters_are_finished_and_written(run, work, tmp_path):
    outgoing.written(work, builders.lead(work))

    code, told, err = letters(run, tmp_path / "breve", "--finish")

    paths = [tmp_path / "breve" / name for name in NAMES]
    assert (code, told.splitlines(), err) == (0, [str(path) for path in paths], "")
    fetched = [each for each in builders.events(work) if each.action is Action.LETTER_FETCHED]
    assert [(each.actor, each.application, each.subject) for each in reversed(fetched)] == [
        ("Lone Vestergaard", number, name) for number, name in enumerate(NAMES, start=1)
    ]
    text = read(paths[2].read_bytes(), work.scheme.form).text
    assert f"Om {keys.FACTS} hos nr. 3." in text


def test_one_kind_is_written_alone(run, work, tmp_path):
    outgoing.written(work, builders.lead(work))
    letters(run, tmp_path, "--finish")

    code, told, _ = letters(run, tmp_path / "afslag", "--kind", "afslag")

    assert (code, told) == (0, f"{tmp_path / 'afslag' / NAMES[2]}\n")


def test_who_gets_what_is_shown_before_anything_is_written(run, work):
    lead = builders.lead(work)
    outgoing.written(work, lead)
    made = finishing.finish(work, "demo", [(1, KINDS[1]), (2, KINDS[2])], by=lead)
    day = made[1].at.date()
    finishing.record_sent(work, made[1].id, Channel.POST, day, by=lead, expected=1)
    lettering.save_text(work, 3, keys.FACTS, "Nye tal.", accepted=False, by=lead, expected=1)

    code, told, err = run("--as", "Lone Vestergaard", "letters", "--round", "demo")

    assert (code, err) == (0, "")
    assert told.splitlines() == [
        "  1  Bakkedal Kommune: tilsagn, færdigt",
        "  2  Lyngmose Kommune: reserve, sendt",
        "  3  Åmose Kommune: afslag, mangler oplysninger af væsentlig betydning",
        "  4  Fjordby Kommune: afvisning, klar",
        *(f"  {number}  {name}: kvittering, klar" for number, name in outgoing.NAMES.items()),
    ]
    assert len(list(finishing.finished(work, "demo", lead))) == len(made)


def test_one_kind_is_shown_alone(run, work):
    outgoing.written(work, builders.lead(work))

    told = run("--as", "Lone Vestergaard", "letters", "--round", "demo", "--kind", "reserve")

    assert told == (0, "  2  Lyngmose Kommune: reserve, klar\n", "")


@pytest.mark.parametrize("word", ["--finish", "--pdf"])
@pytest.mark.usefixtures("work")
def test_where_to_write_must_be_said(run, word):
    code, told, err = run("letters", "--round", "demo", word)

    assert (code, told) == (2, "")
    assert "Angiv med --out, hvor brevene skal skrives." in " ".join(err.replace("│", " ").split())


def test_letters_are_written_as_pdf_too(run, work, monkeypatch, tmp_path):
    outgoing.written(work, builders.lead(work))
    soffice = tmp_path / "soffice"
    makes = 'for word; do case $word in *.docx) echo PDF > "${word%.docx}.pdf";; esac; done'
    soffice.write_text(f"#!/bin/sh\n{makes}\n", encoding="utf-8")
    soffice.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    code, told, err = letters(run, tmp_path / "breve", "--finish", "--pdf")

    paths = [tmp_path / "breve" / name for name in NAMES]
    printed = [each.with_suffix(".pdf") for each in paths]
    assert (code, told.splitlines(), err) == (0, [*map(str, (*paths, *printed))], "")
    assert [each.read_bytes() for each in printed] == [b"PDF\n"] * len(paths)


@pytest.mark.usefixtures("work")
def test_nothing_is_finished_while_one_lacks_something(run, tmp_path):
    code, told, err = letters(run, tmp_path, "--finish")

    assert (code, told) == (1, "")
    assert err.startswith("Intet brev er færdiggjort: Bakkedal Kommune (tilsagn) mangler sagsnumm")
    assert list(tmp_path.glob("*.docx")) == []


def test_what_changed_before_it_was_sent_is_not_written_and_that_is_said(run, work, tmp_path):
    lead = builders.lead(work)
    outgoing.written(work, lead)
    made = finishing.finish(work, "demo", list(outgoing.KINDS.items()), by=lead)
    day = made[1].at.date()
    finishing.record_sent(work, made[1].id, Channel.POST, day, by=lead, expected=1)
    for number in (2, 3):
        lettering.save_text(
            work, number, keys.FACTS, "Nye tal.", accepted=True, by=lead, expected=1
        )

    code, told, err = letters(run, tmp_path)

    assert (code, len(told.splitlines())) == (0, 3)
    assert err == (
        "Ikke skrevet, for sagen er ændret, siden brevet blev færdigt: Åmose Kommune (afslag).\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), NONE),
        (("--kind", "brev"), "Brevtypen “brev” findes ikke. Vælg kvittering, "),
    ],
)
@pytest.mark.usefixtures("work")
def test_where_there_is_nothing_to_write_it_is_said(run, tmp_path, words, sentence):
    code, told, err = letters(run, tmp_path, *words)

    assert (code, told) == (1, "")
    assert err.startswith(sentence)
