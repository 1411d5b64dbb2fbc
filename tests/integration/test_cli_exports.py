"""Files of a ranking on the command line: its figures as pages and pictures, and its workbook."""

from __future__ import annotations

import stat
from io import BytesIO
from itertools import product

import pytest
from lxml import html
from openpyxl import load_workbook
from PIL import Image

from assessment.workflow import gallery, picturing
from tests import rankings
from tests.rankings import SCHEME, applicant

NAMES = ["point", "bidrag", "bedoemmere", "andele", "pladser", "vaegttrekant", "vaegt-1", "vaegt-2", "vaegt-3", "andre-vaegte"]  # fmt: skip
TITLES = [each.title for each in SCHEME.criteria]
WITHOUT = "Figurerne er skrevet som HTML, men ikke som billeder (PNG): dertil skal Chromium være installeret på maskinen.\n"


@pytest.fixture
def scores(tmp_path):
    """Three applicants, of whom one's name looks like a formula, by two reviewers."""
    given = {"Nord": (4, 3, 3), "=Syd": (3, 4, 3), "Øst": (1, 1, 1)}
    lines = ["application,reviewer,aspect,points"]
    for (name, points), reviewer in product(given.items(), ("Anne", "Bo")):
        lines += [
            f"{name},{reviewer},{criterion},{each}"
            for criterion, each in zip(SCHEME.weights, points, strict=True)
        ]
    path = tmp_path / "point.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def no_browser(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def browser(monkeypatch, tmp_path):
    """A program in Chromium's place; gives the function that says what it does."""

    def does(script):
        path = tmp_path / "chromium"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return does


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_every_figure_is_a_page_and_it_is_said(run, scores, tmp_path):
    out = tmp_path / "ny" / "figurer"

    code, told, err = run("rank", "--scores", scores, "--select", 1, "--figures", out)

    assert (code, err) == (0, WITHOUT)
    assert told.splitlines()[3:] == [str(out / f"{name}.html") for name in NAMES]
    assert sorted(each.name for each in out.iterdir()) == sorted(f"{name}.html" for name in NAMES)
    page = html.fromstring((out / "pladser.html").read_text(encoding="utf-8"))
    assert [[cell.text for cell in row] for row in page.iter("tr")] == [
        ["Ansøger", "Plads 1", "Plads 2", "Plads 3"],
        ["Nord", "50 %", "50 %", "0 %"],
        ["=Syd", "50 %", "50 %", "0 %"],
        ["Øst", "0 %", "0 %", "100 %"],
    ]


@pytest.mark.usefixtures("no_browser")
def test_with_json_only_json_is_on_stdout(run, scores, tmp_path):
    _, plain, _ = run("rank", "--scores", scores, "--json")

    code, told, err = run("rank", "--scores", scores, "--json", "--figures", tmp_path / "f")

    assert (code, told) == (0, plain)
    assert err.splitlines()[0] == str(tmp_path / "f" / "point.html")


def test_a_browser_takes_a_picture_of_each_page(run, scores, tmp_path, browser):
    browser('for word; do case $word in --screenshot=*) echo PNG > "${word#*=}";; esac; done')

    code, told, err = run("rank", "--scores", scores, "--figures", tmp_path / "f")

    assert (code, err) == (0, "")
    assert told.splitlines()[3:5] == [
        str(tmp_path / "f" / f"point.{kind}") for kind in ("html", "png")
    ]
    assert {each.read_text() for each in (tmp_path / "f").glob("*.png")} == {"PNG\n"}


def test_a_browser_that_fails_is_told_of_and_nothing_else_is_lost(run, scores, tmp_path, browser):
    browser("exit 3")

    code, _, err = run("rank", "--scores", scores, "--figures", tmp_path / "f")

    assert (code, err.splitlines()) == (
        0,
        [f"“{name}.png” er ikke skrevet: Chromium gav intet billede." for name in NAMES],
    )
    assert len(list((tmp_path / "f").iterdir())) == len(NAMES)


def test_a_folder_that_cannot_be_made_is_refused(run, scores):
    code, _, err = run("rank", "--scores", scores, "--figures", scores / "f")

    assert (code, err) == (1, f"Mappen “{scores / 'f'}” kan ikke oprettes.\n")


@pytest.mark.usefixtures("no_browser")
def test_where_nobody_has_a_place_there_is_nothing_to_draw(run, tmp_path):
    (tmp_path / "point.csv").write_text(
        f"application,reviewer,aspect,points\nNord,Bo,{rankings.TARGET},3\n"
    )

    code, _, err = run("rank", "--scores", tmp_path / "point.csv", "--figures", tmp_path / "f")

    assert (code, err) == (0, "Der tegnes ingen figurer: kun 1 til 100 ansøgere med plads vises.\n")
    assert not (tmp_path / "f").exists()


@pytest.mark.browser
@pytest.mark.skipif(picturing.browser() is None, reason="there is no Chromium")
def test_a_real_picture_is_of_the_figure_and_no_more():
    drawing = gallery.drawings(rankings.found(applicant("Nord", 4, 3, 3)), SCHEME)[2]

    taken = picturing.picture(picturing.browser(), drawing.html, drawing.height)

    with Image.open(BytesIO(taken)) as image:
        assert (image.format, image.size) == ("PNG", (2000, 2 * drawing.height))
        assert len(image.convert("RGB").getcolors(1 << 24)) > 10


# --- the gallery ----------------------------------------------------------------------------------


def test_what_cannot_be_computed_is_not_in_the_gallery():
    found = rankings.found(*[applicant(f"Nr. {at}", 1, 2, 3) for at in range(101)])

    assert gallery.drawings(found, SCHEME) == ()


def test_without_reviewers_there_is_no_figure_of_them():
    drawn = gallery.drawings(rankings.found(applicant("Nord", 4, 3, 3)), SCHEME)

    assert [each.name for each in drawn] == [name for name in NAMES if name != "bedoemmere"]
    assert all(each.alt and len(each.twin) and each.height for each in drawn)


# --- the workbook ---------------------------------------------------------------------------------


@pytest.fixture
def book(run, scores, tmp_path):
    code, told, err = run("rank", "--scores", scores, "--select", 1, "--xlsx", tmp_path / "r.xlsx")
    assert (code, told.splitlines()[3:], err) == (0, [str(tmp_path / "r.xlsx")], "")
    return load_workbook(tmp_path / "r.xlsx")


def test_the_workbook_has_a_sheet_for_each_question(book):
    assert book.sheetnames == [
        "Rangering",
        "Vægte",
        "Sikkerhed",
        "Byttepunkter",
        "Udeladte bedømmelser",
        "Enighed",
    ]
    assert list(book["Vægte"].values) == [
        ("Kriterium", "Vægt"),
        *[(title, "=1/3") for title in TITLES],
    ]


def test_totals_are_sums_that_a_reader_can_follow(book):
    def total(row):
        return f"=C{row}*Vægte!$B$2+D{row}*Vægte!$B$3+E{row}*Vægte!$B$4"

    assert list(book["Rangering"].values) == [
        ("Plads", "Ansøger", *TITLES, "Total", "Gruppe"),
        (1, "Nord", 4, 3, 3, total(2), "drøftes"),
        (1, "=Syd", 3, 4, 3, total(3), "drøftes"),
        (3, "Øst", 1, 1, 1, total(4), "indstilles ikke"),
    ]
    assert book["Rangering"]["B3"].data_type == "s"


def test_sureness_is_in_numbers_and_in_words(book):
    header, *rows = book["Sikkerhed"].values

    assert header == (
        "Plads",
        "Ansøger",
        "Andel af alle vægte",
        "Andel nær de officielle",
        "Gruppe",
        "Hvor sikkert det er",
    )
    assert [row[:5] for row in rows] == [
        (1, "Nord", 0.5, pytest.approx(0.5), "drøftes"),
        (1, "=Syd", 0.5, pytest.approx(0.5), "drøftes"),
        (3, "Øst", 0, 0, "indstilles ikke"),
    ]
    assert rows[0][5].startswith("Drøftes: står lige med =Syd om den sidste plads")


def test_swaps_say_which_are_about_the_last_place(book):
    header, *rows = book["Byttepunkter"].values

    assert header == ("Kriterium", "Vægt", "Ansøger", "Er lige med", "Om den sidste plads")
    assert rows == [
        (TITLES[0], pytest.approx(1 / 3), "Nord", "=Syd", "ja"),
        (TITLES[1], pytest.approx(1 / 3), "Nord", "=Syd", "ja"),
    ]


def test_what_was_left_out_says_whose_outcome_changes(book):
    header, *rows = book["Udeladte bedømmelser"].values

    assert header == ("Prøvet", "Ansøger, hvis udfald ændres", "Af en plads før", "Af en plads da")
    assert ("Hvis Annes vurdering af Nord udgår", "ingen", None, None) in rows
    assert len(rows) == 8


def test_agreement_is_told_of_each_criterion_and_of_all(book):
    header, *rows = book["Enighed"].values

    assert header == ("Aspekt", "Alfa", "Fra", "Til", "AC2", "Højst ét point fra hinanden", "Ansøgninger", "Point givet", "Bemærkning")  # fmt: skip
    assert [(row[0], row[1], *row[5:8]) for row in rows] == [
        *[(title, 1, 1, 3, 6) for title in TITLES],
        ("Alle", 1, 1, 3, 18),
    ]
    assert "under 50 ansøgninger" in rows[-1][-1]
