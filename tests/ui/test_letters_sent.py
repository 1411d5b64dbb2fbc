"""Letters that are finished together, made anew where something changed, and noted as sent."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.domain.outcomes.letter import Channel, LetterKind
from assessment.workflow import lettering
from tests import builders
from tests.builders import NOON
from tests.ui import screen
from tests.ui.lettered import (
    LEAD,
    REFUSED,
    accepted,
    agreed,
    complete,
    finished,
    letters,
    numbered,
    state,
)


@pytest.mark.usefixtures("no_office")
def test_nothing_is_fixed_before_it_was_seen_what_will_be(decided, open_page):
    complete(decided)
    app = open_page("letters")
    assert app.button(key="letters_finish").label == "Færdiggør 3 breve …"

    app = app.button(key="letters_finish").click().run()

    assert screen.rows(app.table[1]) == [
        ("tilsagn", "Bakkedal Kommune", "den første"),
        ("reserve", "Lyngmose Kommune", "den første"),
        ("afslag", "Åmose Kommune", "den første"),
    ]
    assert letters(decided) == []
    app = app.button(key="letters_finish_all").click().run()
    assert letters(decided) == [
        (1, LetterKind.GRANT, 1),
        (2, LetterKind.RESERVE, 1),
        (3, LetterKind.REFUSAL, 1),
    ]
    assert screen.values(app.success) == [
        "3 breve er gjort færdige. Hent, send og notér afsendelsen."
    ]
    assert len(app.table) == 1
    assert screen.fetched(app) == {
        "Hent alle færdige breve": "/hent/breve/demo",
        "Hent brevet": "/hent/brev/1",
    }


def test_what_is_written_but_not_accepted_is_told_before_the_letter_goes_without_it(
    decided, open_page
):
    complete(decided)
    values = {"accepted": False, "by": builders.lead(decided), "expected": 0}
    lettering.save_text(decided, 1, "conditions", "Færre borgere.", **values)
    told = (
        "Skrevet, men ikke godkendt, og derfor ikke i brevet: Bakkedal Kommune (“Vilkår, der afviger "
        "fra ansøgningen”)."
    )

    app = open_page("letters", ansoegning=1)
    assert "“Vilkår, der afviger fra ansøgningen”." in screen.values(app.warning)[0]
    app = app.button(key="letters_finish").click().run()

    assert told in screen.values(app.warning)


def test_before_that_it_can_be_left(decided, open_page):
    complete(decided)
    app = open_page("letters").button(key="letters_finish").click().run()

    app = app.button(key="letters_cancel").click().run()

    assert len(app.table) == 1
    assert letters(decided) == []


def test_who_is_not_with_them_since_something_is_missing_is_named(decided, open_page):
    numbered(decided)
    agreed(decided)
    accepted(decided, 2)

    app = open_page("letters").button(key="letters_finish").click().run()

    assert [each for each in screen.values(app.warning) if "mangler" in each] == [
        "Ikke med, fordi noget mangler: Åmose Kommune (afslag)."
    ]
    app.button(key="letters_finish_all").click().run()
    assert [each[0] for each in letters(decided)] == [1, 2]


def test_where_something_is_taken_away_meanwhile_all_are_refused_by_name(decided, open_page):
    complete(decided)
    app = open_page("letters").button(key="letters_finish").click().run()
    values = {"accepted": False, "by": builders.lead(decided), "expected": 1}
    lettering.save_text(decided, REFUSED, "facts", "Måske.", **values)

    app = app.button(key="letters_finish_all").click().run()

    (refused,) = map(screen.read, screen.values(app.error))
    assert refused.startswith("Intet brev er færdiggjort: Åmose Kommune (afslag) mangler ")
    assert letters(decided) == []


def test_a_letter_that_says_something_else_now_is_made_anew(decided, open_page):
    finished(decided)
    accepted(decided, text="Noget andet.")

    app = open_page("letters", ansoegning=REFUSED)

    assert screen.rows(app.table[0])[2][3] == "1, ændret siden"
    assert "Ændret siden; færdiggør en ny udgave." in screen.values(app.warning)
    app = app.button(key="letters_finish").click().run()
    assert screen.rows(app.table[1]) == [
        ("afslag", "Åmose Kommune", "nr. 2, i stedet for afslag nr. 1")
    ]
    app = app.button(key="letters_finish_all").click().run()
    assert letters(decided)[-1] == (REFUSED, LetterKind.REFUSAL, 2)
    assert [each.label for each in app.expander if "udgave" in each.label] == ["1 tidligere udgave"]


def note(work, open_page, application, channel):
    """Note on the page how the newest letter to an applicant was sent."""
    made = state(work, application).letters[-1]
    app = open_page("letters", ansoegning=application)
    key = next(each.key for each in app.selectbox if each.key.startswith(f"sent_{made.id}"))
    app = app.selectbox(key=key).set_value(channel).run()
    return app.button(key=key.replace("channel", "do")).click().run()


def test_how_a_letter_was_sent_is_noted(decided, open_page):
    made = finished(decided)[REFUSED - 1]
    app = open_page("letters", ansoegning=REFUSED)
    key = next(each.key for each in app.selectbox if each.key.startswith(f"sent_{made.id}"))
    assert app.selectbox(key=key).value is Channel.DIGITAL_POST
    assert app.date_input(key=key.replace("channel", "on")).value == NOON.date()

    app = note(decided, open_page, REFUSED, Channel.POST)

    with decided.database.read() as reader:
        sent = reader.letter(made.id)[0].sent
    assert (sent.channel, sent.on, sent.by) == (Channel.POST, NOON.date(), LEAD)
    assert screen.rows(app.table[0])[2][5] == "01.10.2026, brev med posten"
    assert any(
        each.startswith("Sendt 01.10.2026 med brev med posten, noteret af Lone Vestergaard")
        for each in map(screen.read, screen.values(app.caption))
    )


def test_all_that_was_finished_is_noted_as_sent_at_once(decided, open_page):
    finished(decided)
    note(decided, open_page, 1, Channel.POST)

    app = open_page("letters")
    app = app.selectbox(key="letters_channel").set_value(Channel.SECURE_MAIL).run()
    app = app.button(key="letters_sent").click().run()

    assert screen.values(app.success) == ["2 breve er noteret som sendt."]
    assert [row[5] for row in screen.rows(app.table[0])] == [
        "01.10.2026, brev med posten",
        "01.10.2026, sikker e-mail",
        "01.10.2026, sikker e-mail",
    ]
    assert not [each for each in app.button if each.key == "letters_sent"]


def test_a_day_that_is_refused_names_the_applicant(decided, open_page):
    finished(decided)
    app = open_page("letters")

    app = app.date_input(key="letters_on").set_value(date(2026, 9, 1)).run()
    app = app.button(key="letters_sent").click().run()

    (refused,) = map(screen.read, screen.values(app.error))
    assert refused.startswith("Brevet til Bakkedal Kommune er ikke noteret som sendt: ")
    assert [row[5] for row in screen.rows(app.table[0])] == ["ikke noteret"] * 3


def test_a_day_to_come_is_refused(decided, open_page):
    made = finished(decided)[0]
    app = open_page("letters", ansoegning=1)
    key = next(each.key for each in app.date_input if each.key.startswith(f"sent_{made.id}"))

    app = app.date_input(key=key).set_value(date(2030, 1, 1)).run()
    app = app.button(key=key.replace("_on", "_do")).click().run()

    assert screen.values(app.error) == ["Brevet kan ikke være sendt ude i fremtiden. Ret datoen."]
    with decided.database.read() as reader:
        assert reader.letter(made.id)[0].sent is None


def test_receipts_are_finished_for_all_who_applied(decided, open_page):
    numbered(decided)
    app = open_page("letters", letters_view="Kvitteringer")
    assert [row[1] for row in screen.rows(app.table[0])] == ["kvittering"] * 3

    app = app.button(key="letters_finish").click().run()
    app.button(key="letters_finish_all").click().run()

    assert letters(decided) == [(number, LetterKind.RECEIPT, 1) for number in (1, 2, 3)]
