"""Whatever the bytes, the reader gives a reading or a refusal and nothing else."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.applications.application import Reading
from assessment.errors import RefusedFileError
from assessment.intake import read
from tests.small_form import FORM
from tests.word_files import (
    checkbox,
    control,
    document,
    heading,
    p,
    placeholder,
    run,
    table,
    word_file,
    zip_file,
)

VALID = word_file(
    heading("Kommunens målgruppe"),
    p("Ansøgers navn: ", control("1.2", "Strandby")),
    control("4.1", p("Unge.") + p("Og gamle.")),
    table(["Kontaktperson", "Navn: Bo / Titel: leder"], ["Navn", placeholder("8.navn")]),
    p(checkbox("2.3", checked=True), " Ledelsen deltager i forløbet"),
    parts={"header1": p("Brevhoved"), "comments": "<w:comment>" + p("note") + "</w:comment>"},
)
PIECES = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>tekst</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>",
    "</w:tr>", "<w:tc>", "</w:tc>", "<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>",
    '<w:sdtPr><w:tag w:val="1.2"/></w:sdtPr>', "<w:pPr>", "</w:pPr>", "<w:del>", "</w:del>",
    '<w:tcPr><w:gridSpan w:val="x"/><w:vMerge/></w:tcPr>', "<w:txbxContent>", "</w:txbxContent>",
    "<w:rPr><w:vanish/></w:rPr>", "<mc:AlternateContent>", "</mc:AlternateContent>", "☒ ", "4.1 ",
    '<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>', "Ansøgers navn: ", "&amp;", "<w:sym/>",
)  # fmt: skip
LINES = (
    "Navn", "Navn:", "1.7", "Kontaktperson", "Kontaktperson: Bo", "☒ Ledelsen deltager i forløbet",
    "☐", "x", "4.9 Antal", "3", "Årsværk: 2,5", "Hvem er borgerne?", "Målgruppe", "Mvh Bo",
    "Navn: Bo / Titel: leder", "Kriterium 1: Målgruppe", "Ansøgertype", "Kommune", "1.2 ", "En sætning.",
)  # fmt: skip

many = settings(max_examples=300)


def outcome(data: bytes) -> Reading | None:
    """Return the reading, or None for a refusal; any other exception fails the test."""
    try:
        return read(data, FORM)
    except RefusedFileError as refused:
        sentence = str(refused)
    assert sentence.endswith(".")
    return None


@many
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<?xml", b"%PDF-"]),
)
def test_any_bytes(data, start):
    outcome(start + data)


@many
@given(
    st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=12),
    st.integers(0, len(VALID)),
    st.integers(0, 30),
)
def test_valid_file_with_bytes_changed_and_lost(changes, cut, lost):
    data = bytearray(VALID)
    for position, value in changes:
        data[position] = value
    del data[cut : cut + lost]

    outcome(bytes(data))


@many
@given(
    st.sampled_from(zipfile.ZipFile(io.BytesIO(VALID)).namelist()),
    st.lists(st.tuples(st.floats(0, 1), st.text(max_size=6) | st.sampled_from(PIECES)), max_size=6),
)
def test_valid_file_with_a_part_rewritten(name, changes):
    with zipfile.ZipFile(io.BytesIO(VALID)) as archive:
        entries = {each: archive.read(each).decode() for each in archive.namelist()}
    for place, text in changes:
        position = int(place * len(entries[name]))
        entries[name] = f"{entries[name][:position]}{text}{entries[name][position:]}"

    outcome(
        zip_file({each: content.encode("utf-8", "replace") for each, content in entries.items()})
    )


@many
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_markup_in_any_order(pieces):
    entries = {"word/document.xml": document(*pieces)}

    outcome(zip_file(entries))


@many
@given(
    st.lists(
        st.builds(p, st.sampled_from(LINES))
        | st.builds(heading, st.sampled_from(LINES), st.integers(1, 3))
        | st.builds(
            table,
            st.lists(st.sampled_from(LINES), min_size=1, max_size=4),
            st.lists(st.sampled_from(LINES), min_size=1, max_size=4),
        ),
        max_size=8,
    )
)
def test_layout_of_any_kind_names_only_blocks_that_exist(content):
    found = outcome(word_file(*content))

    ids = {block.id for block in found.blocks}
    named = {each for answer in found.answers.values() for each in answer.blocks} | set(
        found.unplaced
    )
    assert len(ids) == len(found.blocks)
    assert named <= ids
    assert all(answer.text for answer in found.answers.values())


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
)


@many
@given(st.lists(words, max_size=5))
def test_no_text_of_any_kind_is_lost(texts):
    found = outcome(word_file(*(p(run(text)) for text in texts)))

    assert found.text.split() == [word for text in texts for word in text.split()]
