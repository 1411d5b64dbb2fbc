"""A document's content as a page of HTML that needs nothing else and that everybody can read."""

from __future__ import annotations

import re

from assessment.domain.applications.personal import MASK
from assessment.notes.content import Bullets, Label, Notice, Paragraph, Picture, Table
from assessment.notes.pages.page import Chapter, Link, Listing, page

CPR = "010190-1234"


def drawn(*chapters, **rest):
    return b"".join(page("Sagen", "Runden", chapters, **rest)).decode()


def body(*parts):
    made = drawn(Chapter("Afsnit", parts))
    return made.partition("</h2>\n")[2].partition("</main>")[0]


def test_a_page_is_danish_and_asks_nothing_of_the_net():
    made = drawn(Chapter("Et", ()), back=Link("Tilbage", "../index.html"))
    assert made.startswith('<!doctype html>\n<html lang="da">')
    assert "<title>Sagen</title>" in made
    assert "default-src 'none'" in made
    assert '<p><a href="../index.html">Tilbage</a></p>' in made
    assert re.findall(r"https?:|<script|<img|<link", made) == []


def test_a_link_leads_to_a_file_whatever_its_name():
    made = drawn(Chapter("Et", ()), back=Link("Bilag", 'bilag/nr. #1 100% "&?.pdf'))
    assert '<a href="bilag/nr.%20%231%20100%25%20%22%26%3F.pdf">Bilag</a>' in made


def test_headings_follow_each_other_and_the_first_of_many_are_listed():
    made = drawn(
        Chapter("Et", ()), Chapter("To", (), level=2), Chapter("Tre", ()), Chapter("Fire", ())
    )
    assert re.findall(r"<(h\d)[^>]*>(\w+)</h\d>", made) == [
        ("h1", "Sagen"),
        ("h2", "Et"),
        ("h3", "To"),
        ("h2", "Tre"),
        ("h2", "Fire"),
    ]
    links = re.findall(r'<a href="#([\w-]+)">(\w+)</a>', made)
    assert links == [("afsnit-1", "Et"), ("afsnit-3", "Tre"), ("afsnit-4", "Fire")]
    assert all(f'id="{target}"' in made for target, _ in links)


def test_each_part_has_its_place():
    made = body(
        Paragraph("En\nto", "Først:"),
        Notice("Pas på"),
        Label("Navn"),
        Bullets(("a", "b")),
        Table(("Felt", "Svar"), (("1", "x"),), (0.3, 0.7)),
    )
    assert made == (
        "<p><b>Først:</b> En<br>to</p>\n"
        '<p class="notice">Pas på</p>\n'
        '<p class="label">Navn</p>\n'
        "<ul><li>a</li><li>b</li></ul>\n"
        '<div class="wide" role="region" aria-label="Afsnit" tabindex="0"><table>'
        '<colgroup><col style="width:30%"><col style="width:70%"></colgroup>'
        '<thead><tr><th scope="col">Felt</th><th scope="col">Svar</th></tr></thead>\n<tbody>\n'
        "<tr><td>1</td><td>x</td></tr>\n</tbody></table></div>\n"
    )


def test_a_listing_leads_somewhere_and_says_where_it_is_empty():
    made = body(Listing("Filer", ("Emne",), iter([(Link("Brev", "breve/et brev (2).docx"),)])))
    assert "<caption>Filer</caption>" in made
    assert '<td><a href="breve/et%20brev%20%282%29.docx">Brev</a></td>' in made
    assert body(Listing("Filer", ("Emne",), ())) == "<p>Ingen.</p>\n"


def test_a_drawing_is_in_the_page_itself_and_told_in_words():
    made = body(Picture(b"PNG", "Totaler for <alle>"))
    assert made == (
        '<p><img src="data:image/png;base64,UE5H" alt="Totaler for &lt;alle&gt;"></p>\n'
    )


def test_what_people_wrote_is_text_and_nothing_else():
    attack = "<script>alert(1)</script>\x00\ud800"
    made = drawn(
        Chapter(attack, (Paragraph(attack, attack), Bullets((attack,)), Label(attack))),
        back=Link(attack, '"><script>'),
    )
    assert "<script" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made


def test_a_number_like_a_cpr_is_masked_and_a_hash_is_left_whole():
    digest = f"{'a' * 20}0101901234{'b' * 34}"
    made = body(Paragraph(f"Hun hedder {CPR}, filen {digest}."))
    assert CPR not in made
    assert MASK in made
    assert digest in made.replace("<wbr>", "")


def test_a_long_table_is_never_held_as_a_whole():
    taken = []

    def rows():
        for number in range(1000):
            taken.append(number)
            yield (str(number),)

    pieces = page("Log", "", (Chapter("Hændelser", (Listing("Alle", ("Nr.",), rows()),)),))
    for _ in range(12):
        next(pieces)
    assert len(taken) < 12
