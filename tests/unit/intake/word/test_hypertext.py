"""Web pages and plain text become paragraphs; scripts, styles and what they would fetch do not."""

import pytest

from assessment.intake.word.hypertext import hypertext_lines


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>Et <b>fedt</b>\n ord</p>tekst<br>ny linje", ["Et fedt ord", "tekst", "ny linje"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("<ul><li>et<ul><li>to</li></ul></li></ul>", ["et", "to"]),
        ("<p>a<script>alert('x')</script>b<style>p{}</style>c</p>", ["abc"]),
        ("<html><head><title>Titel</title></head><body>tekst</body></html>", ["tekst"]),
        ("<p>a<!-- nej -->b &amp; &aelig;</p>", ["ab & æ"]),
        ("<div>" * 400 + "inderst", ["inderst"]),
        ("<p>ikke lukket <b>fed", ["ikke lukket fed"]),
    ],
)
def test_page_is_read_as_a_browser_shows_it(page, lines):
    assert hypertext_lines(page.encode()) == lines


@pytest.mark.parametrize(
    "data",
    [
        "<p>Børn</p>".encode(),
        "<p>Børn</p>".encode("utf-8-sig"),
        "<p>Børn</p>".encode("utf-16"),
        '<meta charset="iso-8859-1"><p>Børn</p>'.encode("latin-1"),
        '<?xml version="1.0" encoding="utf-8"?><html><body><p>Børn</p></body></html>'.encode(),
    ],
)
def test_page_is_read_in_its_encoding(data):
    assert hypertext_lines(data) == ["Børn"]


def test_entity_from_outside_is_not_fetched():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>a&x;b</p>'

    assert hypertext_lines(page.encode()) == ["]>", "a&x;b"]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"MIME-Version: 1.0\nContent-Type: text/plain; charset=findes-ikke\n\ntekst", ["tekst"]),
        (b"Content-Type: multipart/mixed; boundary=x\n\n", []),
        (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n)
                for n in range(1000)
            ),
            [],
        ),
        (b"<p", []),
        (b"<html>", []),
    ],
    ids=["unknown encoding", "no parts", "parts in parts", "half a tag", "empty page"],
)
def test_what_is_broken_is_read_as_far_as_it_goes(data, lines):
    assert hypertext_lines(data) == lines


def test_binary_file_is_no_page():
    assert hypertext_lines(b"\x00\x01\x02") is None
