"""RTF gives the text that shows, packed as Outlook does or plain."""

import struct

import pytest

from assessment.intake.post.rtf import rtf_text, unpacked_rtf


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 K\'e6re\par ven\line d\'f8r}", "Kære\nven\ndør"),
        (rb"{\rtf1\ansicpg1251 \'cf\'ee}", "По"),
        (rb"{\rtf1 {\fonttbl{\f0 Arial;}}{\*\generator Word;}{\info{\author Bo}}Hej{\pict 00ff}}", "Hej"),
        (rb"{\rtf1\uc1 S\u248?s og \u8211\'96 \uc2 \u230ab\uc0\u229 }", "Søs og – æå"),
        (rb"{\rtf1 \u-10179?\u-8704?}", "😀"),
        (rb"{\rtf1 a\tab b\cell c\row\{\}\\ \ldblquote x\rdblquote\~y\-z}", "a b c\n{}\\ “x” yz"),
        (b"{\\rtf1 f\xc3\xb8r\r\nefter{\\bin4 }}}}x}", "førefterx"),
        (rb"{\rtf1\fromhtml1 {\*\htmltag64 <p>}\htmlrtf \par \htmlrtf0 K\'e6re{\*\htmltag72 </p><p>}ven}", "Kære\n\nven"),
        (rb"}}}{{{\u\'zz\ ", "zz"),
        (b"", ""),
    ],
    ids=[
        "letters", "code page", "what is passed over", "Unicode", "rare letters", "signs", "bytes", "HTML within",
        "nonsense", "nothing",
    ],
)  # fmt: skip
def test_text_that_shows_is_read(rtf, text):
    assert rtf_text(rtf) == text


def test_endless_rtf_is_cut_and_marked():
    assert rtf_text(b"{\\rtf1 " + b"a\\par " * 9, most_tokens=8) == "a\na\na\n\n[…]"


def test_packed_text_is_unpacked():
    # "abc" in letters, then a run of seven from where they began, then the run that ends it.
    start = 207
    runs = struct.pack(">HH", start << 4 | 5, (start + 10) << 4)
    packed = bytes([0b11000]) + b"abc" + runs

    content = struct.pack("<4I", len(packed) + 12, 10, 0x75465A4C, 0) + packed

    assert unpacked_rtf(content) == b"abcabcabca"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 16,
        struct.pack("<4I", 20, 100, 0x75465A4C, 0),
        struct.pack("<4I", 20, 100, 0x75465A4C, 0) + b"\x01\x00",
        struct.pack("<4I", 20, 0xFFFFFFFF, 0x414C454D, 0),
    ],
)
def test_what_is_not_packed_soundly_gives_nothing(content):
    assert unpacked_rtf(content) == b""


def test_run_from_before_the_beginning_is_blank():
    packed = bytes([0b11]) + struct.pack(">HH", 3_000 << 4 | 1, (207 + 3) << 4)

    assert unpacked_rtf(struct.pack("<4I", 17, 3, 0x75465A4C, 0) + packed) == b"   "
