"""A web page gives its text, whatever is wrong with it."""

import pytest

from assessment.intake.post.markup import markup_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("\0", ""),
        ("ingen mærker & tegn", "ingen mærker & tegn"),
        ("<p>En<br>to<p>Tre", "En\nto\n\nTre"),
        ("<div>En</div><div>to<br></div><div>tre</div>", "En\nto\ntre"),
        ("<b>fed</b>skrift <i>her", "fedskrift her"),
        ("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>a&x;b", "]>\n\na&x;b"),
        ("<p>a</p><script>b</script>c<style>d</style>e", "a\n\nce"),
        ("<div>" * 1_500 + "dybt" + "</div>" * 1_500 + "<p>sidst", "dybt\n\nsidst"),
    ],
    ids=["empty", "nothing", "no marks", "breaks", "blocks", "runs", "entity", "unseen", "deep"],
)
def test_text_that_shows_is_read(markup, text):
    assert markup_text(markup) == text
