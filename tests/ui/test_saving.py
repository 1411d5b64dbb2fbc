"""What two people can edit: refreshed, refused, in conflict, and never lost."""

from __future__ import annotations

import pytest

from tests import builders
from tests.ui import screen

ANNE, BO = "Anne Holm", "Bo Lund"


class Shared:
    """A text that two screens edit, kept as the workflow keeps it."""

    def __init__(self, text="", version=0, by=""):
        self.text, self.version, self.by, self.refusal = text, version, by, ""

    def write(self, text, by, expected):
        """Save over version `expected`, as the workflow's use cases do."""
        from assessment.errors import ConflictError, RefusedActionError

        if self.refusal:
            raise RefusedActionError(self.refusal)
        if expected != self.version:
            raise ConflictError(f"{self.by} har gemt teksten, mens du skrev.", self)
        self.text, self.version, self.by = text, self.version + 1, by
        return self


def _draw(shared, by):  # its source is run by itself: imports inside, no annotations
    from functools import partial

    import streamlit as st

    from assessment.ui import saving

    def save(edit):
        text = edit.held_text("text")
        if text == "senere":
            saving.keep(edit)
        else:
            saving.save(edit, lambda expected: shared.write(text, by, expected))

    if st.toggle("Væk", key="away"):
        saving.unsaved("shared", lambda fields: str(fields["text"]))
        return
    saved = saving.Saved(shared.version, {"text": shared.text}, "skrevet", shared.text, shared.by)
    edit = saving.edit("shared", saved)
    again = partial(save, edit)
    st.text_area("Tekst", edit.text("text"), key=edit.field("text"), on_change=again)
    if not saving.told(edit, saved, again):
        st.caption(f"Gemt af {shared.by}" if shared.version else "Ikke gemt endnu")


@pytest.fixture
def shared():
    return Shared("Før.", 1, BO)


@pytest.fixture
def opened(shared):
    """Anne's screen with the text that Bo saved."""
    return screen.page(_draw, shared, ANNE).run()


def text(app):
    return app.text_area[0]


def test_what_is_saved_stands_in_the_field(opened):
    assert (text(opened).value, screen.values(opened.caption)) == ("Før.", [f"Gemt af {BO}"])


def test_a_change_is_saved_at_once_and_again(opened, shared):
    text(opened).set_value("Et.").run()
    text(opened).set_value("To.").run()
    assert (shared.text, shared.version, shared.by) == ("To.", 3, ANNE)
    assert not opened.warning


def test_whoever_types_a_cpr_like_number_is_told_that_it_is_masked_and_it_is_saved(opened, shared):
    told = (
        "Teksten rummer et tal, der ligner et CPR-nummer. Det bliver skjult i alle dokumenter. Skriv "
        "hellere teksten uden det."
    )
    text(opened).set_value("Borger 010203-1234.").run()
    assert (shared.text, screen.values(opened.warning)) == ("Borger 010203-1234.", [told])
    assert screen.values(opened.caption) == [f"Gemt af {ANNE}"]
    text(opened).set_value("senere").run()
    assert not opened.warning
    shared.refusal = "Nej."
    text(opened).set_value("Igen 010203-1234.").run()
    assert (screen.values(opened.error), list(opened.warning)) == (["Nej."], [])


def test_what_another_saved_is_shown_where_nothing_of_ones_own_waits(opened, shared):
    text(opened).set_value("Mit.").run()
    shared.write("Bos.", BO, 2)
    opened.run()
    assert text(opened).value == "Bos."
    text(opened).set_value("Mit igen.").run()
    assert (shared.text, shared.version) == ("Mit igen.", 4)


def test_a_conflict_shows_both_and_saves_neither_over_the_other(opened, shared):
    shared.write("Bos **nye**.", BO, 1)
    text(opened).set_value("Mit.").run()
    assert (text(opened).value, shared.text) == ("Mit.", "Bos **nye**.")
    assert screen.values(opened.warning) == [f"{BO} har gemt teksten, mens du skrev."]
    assert screen.markdown(opened) == [f"{BO}: skrevet"]
    assert "<p>Bos **nye**.</p>" in opened.get("html")[0].proto.body
    assert [each.label for each in opened.button] == ["Behold mit", "Brug det andet"]


def test_ones_own_can_be_kept(opened, shared):
    shared.write("Bos.", BO, 1)
    text(opened).set_value("Mit.").run()
    opened.button(key="shared_keep_mine").click().run()
    assert (shared.text, shared.version, shared.by) == ("Mit.", 3, ANNE)
    assert (text(opened).value, len(opened.warning)) == ("Mit.", 0)


def test_what_the_other_saved_can_be_taken(opened, shared):
    shared.write("Bos.", BO, 1)
    text(opened).set_value("Mit.").run()
    opened.button(key="shared_take_theirs").click().run()
    assert (shared.text, shared.version, shared.by) == ("Bos.", 2, BO)
    assert (text(opened).value, len(opened.warning)) == ("Bos.", 0)
    text(opened).set_value("Mit igen.").run()
    assert (shared.text, shared.version) == ("Mit igen.", 3)


def test_keeping_ones_own_never_overwrites_what_one_has_not_seen(opened, shared):
    shared.write("Bos.", BO, 1)
    text(opened).set_value("Mit.").run()
    shared.write("Bos andet.", BO, 2)
    opened.button(key="shared_keep_mine").click().run()
    assert (shared.text, text(opened).value) == ("Bos andet.", "Mit.")
    assert "<p>Bos andet.</p>" in opened.get("html")[0].proto.body
    opened.button(key="shared_keep_mine").click().run()
    assert shared.text == "Mit."


def test_writing_on_in_a_conflict_keeps_what_is_written(opened, shared):
    shared.write("Bos.", BO, 1)
    text(opened).set_value("Mit.").run()
    text(opened).set_value("Mit og mere.").run()
    assert (shared.text, len(opened.warning)) == ("Bos.", 1)
    opened.button(key="shared_keep_mine").click().run()
    assert shared.text == "Mit og mere."


def test_what_is_refused_stays_with_the_reason_until_it_can_be_saved(opened, shared):
    shared.refusal = "Skriv mere."
    text(opened).set_value("Mit.").run()
    opened.run()
    assert (screen.values(opened.error), text(opened).value) == (["Skriv mere."], "Mit.")
    shared.refusal = ""
    text(opened).set_value("Mit, og mere.").run()
    assert (shared.text, len(opened.error)) == ("Mit, og mere.", 0)


def test_a_draft_is_there_after_another_page(opened, shared):
    shared.refusal = "Skriv mere."
    text(opened).set_value("Mit.").run()
    opened.toggle(key="away").set_value(True).run()
    assert screen.values(opened.error) == ["Skriv mere. Det, du skrev, er ikke gemt:"]
    assert screen.values(opened.code) == ["Mit."]
    opened.toggle(key="away").set_value(False).run()
    assert (text(opened).value, screen.values(opened.error)) == ("Mit.", ["Skriv mere."])


def test_a_draft_that_can_no_longer_be_saved_can_be_dropped(opened, shared):
    shared.refusal = "For sent."
    text(opened).set_value("Mit.").run()
    opened.toggle(key="away").set_value(True).run()
    opened.button(key="shared_drop").click().run()
    assert not opened.code
    opened.toggle(key="away").set_value(False).run()
    assert (text(opened).value, len(opened.error)) == ("Før.", 0)


def test_what_waits_when_another_saves_becomes_a_conflict(opened, shared):
    text(opened).set_value("senere").run()
    assert (shared.text, len(opened.error), len(opened.warning)) == ("Før.", 0, 0)
    shared.write("Bos.", BO, 1)
    opened.run()
    assert text(opened).value == "senere"
    assert screen.values(opened.warning) == [
        f"{BO} har gemt, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå."
    ]


def test_the_time_of_what_another_saved_is_told():
    def draw(noon):
        from assessment.ui import saving

        saved = saving.Saved(2, {"text": "Bos."}, "skrevet", "", "Bo Lund", noon)
        edit = saving.Edit("shared", 1, {}, draft={"text": "Mit."}, problem="Nej.", conflict=True)
        saving.told(edit, saved, lambda: None)

    app = screen.page(draw, builders.NOON).run()
    assert screen.markdown(app) == ["Bo Lund, 01.10.2026 kl. 12.00: skrevet"]
