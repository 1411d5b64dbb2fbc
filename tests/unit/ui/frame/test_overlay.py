"""The Danish overlay follows the English of the pinned Streamlit: an upgrade shows here first."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path

import pytest
import streamlit

from assessment.ui.frame import shell

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
WORDS = json.loads((shell.STATIC / "danish.json").read_text("utf-8"))
HOLE = re.compile(r"\{\d\}")
ALL = dict(chain.from_iterable(group.items() for group in WORDS.values()))
STANDING = [english for name, group in WORDS.items() if name != "assembled" for english in group]


@pytest.fixture(scope="module")
def bundle():
    return "\n".join(script.read_text("utf-8") for script in SCRIPTS.glob("*.js"))


def pieces(english):
    """How a sentence stands in the bundle: quoted, its holes as `${…}`."""
    first, *others = HOLE.split(english)
    if not others:
        return [first]
    *middle, last = others
    return [f"{first}${{", *(f"}}{part}${{" for part in middle), f"}}{last}"]


def stands_in(bundle, english):
    first, *others = pieces(english)
    starts = [f"`{first}", f'"{first}', f"`**Error**: {first}"]
    return any(start in bundle for start in starts) and all(each in bundle for each in others)


@pytest.mark.parametrize("english", STANDING)
def test_what_is_translated_stands_in_the_installed_streamlit(bundle, english):
    assert stands_in(bundle, english)


@pytest.mark.parametrize("english", ["No such sentence", "Remove {1} at once"])
def test_what_streamlit_does_not_say_is_noticed(bundle, english):
    assert not stands_in(bundle, english)


def test_translations_have_the_holes_of_their_originals():
    for english, danish in ALL.items():
        assert set(HOLE.findall(danish)) <= set(HOLE.findall(english)), english


def test_nothing_is_translated_twice():
    """A translation that were itself English would be looked up again without end."""
    assert not set(ALL.values()) & set(ALL)
    assert len(ALL) == sum(len(group) for group in WORDS.values())
