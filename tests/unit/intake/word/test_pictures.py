"""Pictures are kept by name and place; their bytes are fetched one at a time, and only pictures are."""

import pytest

from assessment import intake
from assessment.domain.applications.application import Block, BlockKind, Picture
from assessment.errors import RefusedFileError
from assessment.intake.word import package
from tests.small_form import FORM
from tests.word_files import p, picture, relationships, run, table, word_file

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
ONE = [("image", "media/image1.png", PNG)]


def reading(*content, files=ONE):
    return intake.read(word_file(*content, files=files), FORM)


def refusal(part, files=ONE):
    with pytest.raises(RefusedFileError) as refused:
        intake.picture(word_file(p("Tekst"), files=files), part)
    return refused.value.code


def test_picture_alone_in_its_paragraph_has_a_block():
    found = reading(p("før"), p(picture("rId1", "Et kort")), table([p(picture("rId1"))]))

    assert found.blocks == (
        Block("p1", BlockKind.PARAGRAPH, "før", "Afsnit 1"),
        Block("p2", BlockKind.PARAGRAPH, "", "Afsnit 2", alt="Et kort"),
        Block("t1r1c1", BlockKind.CELL, "", "Tabel 1, række 1"),
    )
    assert found.pictures == (
        Picture("word/media/image1.png", "p2", "Et kort"),
        Picture("word/media/image1.png", "t1r1c1"),
    )
    assert (found.text, found.unplaced) == ("før", ("p1",))


def test_picture_of_the_older_kind_is_kept():
    shape = '<w:r><w:pict><v:shape alt="Logo"><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>'

    assert reading(p(shape)).pictures == (Picture("word/media/image1.png", "p1", "Logo"),)


def test_pictures_of_one_paragraph_keep_their_own_descriptions():
    found = reading(p(picture("rId1", "Et"), picture("rId1", "To"), picture("rId1")))

    assert [each.alt for each in found.pictures] == ["Et", "To", ""]
    assert found.blocks[0].alt == "Et; To"


@pytest.mark.parametrize(
    "content",
    [
        "<w:del>" + picture("rId1", "x") + "</w:del>",
        picture("rId2"),
        picture("rId3"),
        picture("findes ikke"),
    ],
    ids=["deleted", "outside the media", "no picture", "nowhere"],
)
def test_what_is_no_picture_of_the_file_is_not_kept(content):
    files = [*ONE, ("image", "andet/image2.png", PNG), ("image", "media/skjult.xml", "<x/>")]

    assert reading(p("tekst", content), files=files).pictures == ()


def test_picture_from_outside_the_file_is_not_kept():
    outward = relationships(("image", "media/image1.png"), external=True)
    files = [("x", "media/image1.png", PNG), ("x", "_rels/document.xml.rels", outward)]

    assert reading(p("tekst", picture("rId1")), files=files).pictures == ()


def test_picture_is_never_inflated_while_reading(monkeypatch):
    monkeypatch.setattr(package, "MAX_TOTAL", 20_000)
    files = [("image", "media/image1.png", PNG + b"\0" * 1_000_000)]

    assert reading(p(run("x"), picture("rId1")), files=files).issues == ()


def test_picture_is_fetched_by_its_part():
    assert intake.picture(word_file(p("Tekst"), files=ONE), "word/media/image1.png") == PNG


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("media/image1.png", b"<svg/>", "no_picture"),
        ("media/image1.svg", b"<svg/>", "no_picture"),
        ("image1.png", PNG, "no_picture"),
        ("media/image1.png", PNG + b"\0" * 100, "zip_bomb"),
    ],
    ids=["other content", "drawing that may run scripts", "outside the media", "too large"],
)
def test_what_is_no_picture_is_not_given_out(part, content, code, monkeypatch):
    monkeypatch.setattr(package, "MAX_PART", 1100)
    files = [("image", part, content if code != "zip_bomb" else content * 20)]

    assert refusal(f"word/{part}", files) == code


def test_picture_that_is_not_there_is_not_given_out():
    assert refusal("word/media/image2.png") == "no_picture"
    assert refusal("word/document.xml") == "no_picture"


def test_damaged_picture_is_refused():
    data = bytearray(word_file(p("Tekst"), files=[("image", "media/image1.png", PNG * 50)]))
    name = data.find(b"word/media/image1.png")
    data[name + 25] ^= 0xFF
    with pytest.raises(RefusedFileError) as refused:
        intake.picture(bytes(data), "word/media/image1.png")

    assert refused.value.code == "damaged_picture"
