"""A zip is opened with bounds and without trust; its names are labels."""

import zipfile

import pytest

from assessment.domain.applications.delivery import SentFile
from assessment.errors import RefusedFileError
from assessment.intake.messages import issue
from assessment.intake.post.archive import Allowance, Packed, read
from tests.post_files import with_password, zipped, zipped_with_bytes_for_name


def refusal_of(content: bytes, allowance: Allowance | None = None) -> str:
    with pytest.raises(RefusedFileError) as refused:
        read(content, allowance or Allowance())
    return refused.value.code


def test_files_come_in_order_with_their_folders():
    content = zipped(
        {
            "b.docx": b"1",
            "Ask/": b"",
            "Ask/ansøgning.docx": b"2",
            "Ask/Bilag/a.pdf": b"3",
            "a.docx": b"4",
        }
    )

    assert read(content, Allowance()) == (
        [
            Packed((), SentFile("b.docx", b"1")),
            Packed(("Ask",), SentFile("ansøgning.docx", b"2")),
            Packed(("Ask", "Bilag"), SentFile("a.pdf", b"3")),
            Packed((), SentFile("a.docx", b"4")),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("path", "folders", "name"),
    [
        ("../../etc/passwd", ("etc",), "passwd"),
        ("/etc/passwd", ("etc",), "passwd"),
        ("C:\\Mine\\..\\ansøgning.docx", ("Mine",), "ansøgning.docx"),
        ("a/./b//c.docx", ("a", "b"), "c.docx"),
        ("ond\u202excod.exe", (), "ondxcod.exe"),
        ("linje\nskift\x07.docx", (), "linje skift.docx"),
        ("A\u030a.docx", (), "Å.docx"),
        ("a/" * 50 + "x.docx", ("a",) * 8, "x.docx"),
        ("n" * 300 + ".docx", (), "n" * 115 + ".docx"),
    ],
)
def test_path_is_a_label_and_no_more(path, folders, name):
    assert read(zipped({path: b"x"}), Allowance())[0] == [Packed(folders, SentFile(name, b"x"))]


@pytest.mark.parametrize("charset", ["cp850", "cp865", "cp1252", "utf-8"])
def test_name_of_an_old_zip_is_read_in_its_letters(charset):
    content = zipped_with_bytes_for_name("Ansøgning på Ærø.docx".encode(charset))

    assert read(content, Allowance())[0] == [Packed((), SentFile("Ansøgning på Ærø.docx", b"x"))]


def test_what_systems_leave_behind_is_passed_over():
    junk = (
        "__MACOSX/._a.docx",
        "mappe/.DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$nsøgning.docx",
        "._a.docx",
    )

    assert read(zipped(dict.fromkeys(junk, b"x")), Allowance()) == ([], [])


def test_entry_with_a_password_is_named_and_the_rest_is_read():
    locked, content = with_password(zipped({"hemmelig.docx": b"x"})), zipped({"åben.docx": b"x"})

    assert read(locked, Allowance()) == ([], [issue("entry_password", name="hemmelig.docx")])
    assert read(content, Allowance())[1] == []


def test_damaged_entry_is_named_and_the_rest_is_read():
    content = zipped({"a.docx": b"hel", "b.docx": b"brudt"}, zipfile.ZIP_STORED)

    assert read(content.replace(b"brudt", b"BRUDT"), Allowance()) == (
        [Packed((), SentFile("a.docx", b"hel"))],
        [issue("entry_damaged", name="b.docx")],
    )


def test_entry_packed_in_another_way_is_named():
    content = zipped({"a.docx": b"x" * 100}, zipfile.ZIP_LZMA)

    assert read(content, Allowance()) == ([], [issue("entry_unknown", name="a.docx")])


def test_entry_larger_than_any_file_is_named():
    assert read(zipped({"a.docx": b"x" * 11}), Allowance(bytes_each=10)) == (
        [],
        [issue("entry_too_large", name="a.docx")],
    )


def test_bomb_is_refused_before_it_is_unpacked():
    assert refusal_of(zipped({"a.txt": bytes(25_000_000)})) == "zip_unpacks_large"


def test_zip_is_refused_where_it_unpacks_to_more_than_is_left():
    allowance = Allowance(bytes=150)

    assert refusal_of(zipped({"a": b"x" * 100, "b": b"x" * 100}), allowance) == "zip_unpacks_large"


def test_size_that_a_zip_declares_is_not_believed():
    content = zipped({"a.docx": b"x" * 100}, zipfile.ZIP_STORED)
    small = content.replace((100).to_bytes(4, "little"), (5).to_bytes(4, "little"))

    assert read(small, Allowance()) == ([], [issue("entry_damaged", name="a.docx")])


def test_zip_of_too_many_files_is_refused():
    assert refusal_of(zipped({str(number): b"" for number in range(5_001)})) == "zip_too_many"
    assert refusal_of(b"PK\x03\x04" + b"PK\x01\x02" * 100_001) == "zip_too_many"


def test_entries_on_top_of_each_other_are_refused():
    content = zipped({"a.txt": b"x" * 50, "b.txt": b"x" * 50}, zipfile.ZIP_STORED)
    directory = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", directory + 4)
    same_place = content[: second + 42] + bytes(4) + content[second + 46 :]

    assert refusal_of(same_place) == "zip_overlap"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", zipped({"a": b"x"})[:-30], b"\0" * 100])
def test_zip_that_cannot_be_opened_is_refused(content):
    assert refusal_of(content) == "zip_damaged"
