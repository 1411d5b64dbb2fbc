"""Names that every system can have, and a manifest that comes back as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.rounds.case_file import (
    LONGEST_NAME,
    Filed,
    Manifest,
    safe_name,
    unused,
)

MANIFEST = Manifest(
    round="demo",
    application=None,
    title="Demo – æøå",
    case_number="2026-1",
    made_by="Lone",
    made_at="2026-10-01T12:00:00+00:00",
    tool="0.1.0",
    criteria_sha256="a" * 64,
    revision="0007",
    events=3,
    head="b" * 64,
    mac="c" * 64,
    files=(Filed("a/b.docx", "2026-10-01", "Ansøgning", "d" * 64, 7),),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ansøgning – Århus.docx", "Ansøgning – Århus.docx"),
        ('a<b>c:d"e/f\\g|h?i*.pdf', "a-b-c-d-e-f-g-h-i-.pdf"),
        ("  brev. . ", "brev"),
        ("", "uden navn"),
        ("...", "uden navn"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("con .pdf", "_con .pdf"),
        ("COM\N{SUPERSCRIPT ONE}.pdf", "_COM\N{SUPERSCRIPT ONE}.pdf"),
        ("CONIN$", "_CONIN$"),
        ("console.txt", "console.txt"),
        ("a\x00b\u202etxt.exe", "a b txt.exe"),
        ("A\u030arhus.docx", "Århus.docx"),
        ("x" * 300 + ".docx", "x" * 75 + ".docx"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_is_one_that_windows_takes_too(name, expected):
    assert safe_name(name) == expected


@given(st.text(max_size=300))
def test_a_safe_name_stays_as_it_is_and_leads_nowhere(name):
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 0 < len(safe) <= LONGEST_NAME + 1
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe[-1] not in ". "


@pytest.mark.parametrize(
    ("path", "taken", "expected"),
    [
        ("breve/tilsagn.docx", (), "breve/tilsagn.docx"),
        ("breve/Tilsagn.docx", ("breve/tilsagn.docx",), "breve/Tilsagn (2).docx"),
        ("a.b/brev", ("a.b/brev", "a.b/brev (2)"), "a.b/brev (3)"),
    ],
)
def test_a_path_that_is_taken_gets_a_number(path, taken, expected):
    assert unused(path, taken) == expected


@given(st.lists(st.sampled_from(["a.txt", "A.txt", "a (2).txt", "b"]), max_size=12))
def test_no_two_paths_are_the_same_in_any_case(paths):
    taken: set[str] = set()
    for path in paths:
        taken.add(unused(path, taken).casefold())
    assert len(taken) == len(paths)


def test_a_manifest_comes_back_as_it_was():
    assert Manifest.from_json(MANIFEST.to_json()) == MANIFEST


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_any_other_json_is_refused(plain):
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError)):
        Manifest.from_json(json.dumps(plain).encode())
