"""A file that is no Word document is refused by the name of what it is."""

import pytest

from assessment.errors import RefusedFileError
from assessment.intake.word.sniff import check_is_zip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("data", "code", "named"),
    [
        (b"", "empty", "tom"),
        (b" \r\n\0", "empty", "tom"),
        (b"%PDF-1.7 ...", "pdf", "PDF-fil"),
        (rb"{\rtf1\ansi}", "rtf", "RTF-fil"),
        (b"\x89PNG\r\n\x1a\n....", "image", "billedfil"),
        (b"<!DOCTYPE html><html></html>", "html", "HTML"),
        (b"\xef\xbb\xbf  <html lang='da'>", "html", "HTML"),
        (b"<?xml version='1.0'?><x/>", "xml", "XML-fil"),
        ("Kære styrelse, vi søger".encode(), "text", "tekstfil"),
        (b"From: a@b.example\r\nSubject: x", "eml", "mail"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc", "(.doc)"),
        (OLE + "Workbook".encode("utf-16-le"), "xls", "(.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "adgangskode"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "msg", "(.msg)"),
        (OLE, "ole", "gammelt format"),
        (bytes(range(256)), "unknown_format", "format kendes ikke"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_is_not_word_is_refused_by_name(data, code, named):
    with pytest.raises(RefusedFileError) as refused:
        check_is_zip(data)

    assert refused.value.code == code
    assert named in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04....", b"banner from a mail gateway" + b"PK\x05\x06" + b"\0" * 18],
    ids=["plain zip", "something in front"],
)
def test_zip_passes(data):
    assert check_is_zip(data) is None
